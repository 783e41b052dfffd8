"""One thing altered in a draft: every altered one is refused, every unaltered one accepted."""

import random
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from assistant.drafts.wording import sentence
from assistant.facts.verify import verify
from assistant.facts.verify_text import verify_text
from assistant.model.draft import DraftParagraph
from tests.drafts.sample import Drafted, faulty, needs_seed, paragraphs, real
from tests.facts import alter
from tests.facts.alter import Altered

SEED = 20250314
PACKS = [
    pytest.param(faulty, id="corpus"),
    pytest.param(real, id="real", marks=needs_seed),
]
Drafting = Callable[[], Drafted]
Paragraph = tuple[str, str, str | None, str]


def texts(made: Drafted, paragraph: Paragraph) -> Iterator[Altered]:
    """Yield the rendered text with one thing altered."""
    template, text, _, _ = paragraph
    _, found = alter.figures(template, made.facts)
    yield from alter.digits(template, made)
    yield from alter.units(template, made)
    yield from alter.turned(text, [(figure.start, figure.end) for figure in found])
    yield from alter.swapped(text, found, made)


def templates(made: Drafted, paragraph: Paragraph) -> Iterator[Altered]:
    """Yield the template with one thing altered."""
    template = paragraph[0]
    yield from alter.typed(template, made)
    yield from alter.other(template, made)
    yield from alter.turned(template, alter.spans(template))
    yield from alter.swapped(template, alter.template_figures(template, made), made)


def text_refused(made: Drafted, paragraph: Paragraph, text: str) -> bool:
    _, _, scope, row = paragraph
    claims = verify_text(text, made.facts, made.ground, scope, row, made.names)
    return any(claim.status != "matched" for claim in claims)


def template_refused(made: Drafted, paragraph: Paragraph, template: str) -> bool:
    _, _, scope, row = paragraph
    drafted = [DraftParagraph(sentences=[sentence(template)])]
    return bool(verify(drafted, made.facts, made.ground, scope, row, made.names))


def pool(
    made: Drafted, alterations: Callable[[Drafted, Paragraph], Iterator[Altered]]
) -> dict[str, list[tuple[Paragraph, Altered]]]:
    """Return the altered paragraphs by kind; of very many a sample drawn with the seed."""
    kinds: dict[str, list[tuple[Paragraph, Altered]]] = {}
    for paragraph in paragraphs(made):
        for altered in alterations(made, paragraph):
            kinds.setdefault(altered.kind, []).append((paragraph, altered))
    chosen = random.Random(SEED)
    return {kind: chosen.sample(each, min(len(each), 1500)) for kind, each in kinds.items()}


@pytest.mark.parametrize("drafting", PACKS)
def test_every_draft_is_accepted(drafting: Drafting) -> None:
    made = drafting()
    assert made.drafts.fallbacks == []
    found = paragraphs(made)
    assert len(found) >= 10
    for paragraph in found:
        assert not template_refused(made, paragraph, paragraph[0])
        assert not text_refused(made, paragraph, paragraph[1]), paragraph[1]


@pytest.mark.parametrize("drafting", PACKS)
def test_every_altered_text_is_refused(drafting: Drafting) -> None:
    made = drafting()
    _hold(made, pool(made, texts), text_refused, ["digit", "unit", "direction", "subject"])


@pytest.mark.parametrize("drafting", PACKS)
def test_every_altered_template_is_refused(drafting: Drafting) -> None:
    made = drafting()
    _hold(
        made,
        pool(made, templates),
        template_refused,
        ["typed", "reference", "direction", "subject"],
    )


def _hold(
    made: Drafted,
    kinds: dict[str, list[tuple[Paragraph, Altered]]],
    refused: Callable[[Drafted, Paragraph, str], bool],
    wanted: list[str],
) -> None:
    """Let hypothesis draw alterations of every kind alike, 200 in all; none may pass."""
    assert sorted(kinds) == sorted(wanted)
    drawn: Counter[str] = Counter()

    @seed(SEED)
    @settings(max_examples=200, deadline=None, derandomize=False, database=None)
    @given(st.sampled_from(sorted(kinds)), st.data())
    def holds(kind: str, data: st.DataObject) -> None:
        paragraph, altered = data.draw(st.sampled_from(kinds[kind]))
        drawn[kind] += 1
        assert refused(made, paragraph, altered.text), (
            f"{altered.kind}：{altered.what}\n{altered.text}"
        )

    print(f"seed {SEED}")
    holds()
    print(dict(drawn))
