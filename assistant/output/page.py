"""The page ``report.html``: one file that needs no network and runs no script but its own."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.facts.quotes import mended, texts
from assistant.model.draft import Draft, DraftReport
from assistant.model.fact import Fact
from assistant.model.finding import SEVERITIES, SEVERITY_NAMES, CheckReport, Finding
from assistant.model.pack import Pack
from assistant.output.charts import charts
from assistant.output.figures import Piece, differ, figure, pieces
from assistant.output.filing import Choice, Filed, choices, filed
from assistant.output.grounds import quoted
from assistant.output.mending import either, expected_name, mending, tag
from assistant.output.places import file_name, location_words, place_words, spot_words
from assistant.output.safe import flat, visible
from assistant.output.scores import WAYS, by_rule, differing, ground, row_words
from assistant.output.scoring_words import scoring_words
from assistant.output.sides import PackWords, sides
from assistant.output.text import STATUS_NAMES, sureness

_STATUS = {"proposed": "待审定", "accepted": "已采用", "edited": "已修改", "refused": "未采用"}
_FILTERS = {"family": "类别", "form": "表和报告", "unit": "单位"}
FACT_KINDS = {"stated": "材料原文", "derived": "推算得出", "proposed": "建议值"}


def render(
    pack: Pack, report: CheckReport, drafts: DraftReport | None, prior: Sequence[Pack] = ()
) -> str:
    """Return the whole page; ``drafts`` is None where nothing was drafted.

    ``prior`` are the packs of earlier years that it was checked against.

    Every word from a file is escaped, and control or direction characters are shown.
    """
    page = _environment().get_template("report.html")
    known, words = texts(pack), PackWords(pack, prior)
    less = {
        row.place for view in report.scores for row in view.indicators if row.direction == "down"
    }
    entries = list(filed(pack, (finding for _, finding in numbered(report))))
    return page.render(
        pack=pack,
        report=report,
        drafts=drafts,
        scoring=scoring_words(report),
        findings=list(enumerate(entries, 1)),
        filters=_filters(entries),
        mending=mending(_clerical(report, drafts)),
        shown_sides=lambda evidence: sides(evidence, words),
        facts={fact.id: fact for fact in drafts.facts} if drafts else {},
        charts=[(table, drawn) for table in pack.tables() if (drawn := charts(table, less))],
        worst=next((level for level in SEVERITIES if report.count(level)), ""),
        open_ends=bool(report.to_review or _crashed(report))
        or any(lack.leaves_open() for lack in report.lacks),
        unsure_tables={t.place for t in pack.tables() if t.total_score.is_doubtful()},
        quoted=lambda fact: quoted(mended(fact.quote, fact.place, known)),
        tally=Counter(outcome.status for outcome in report.outcomes),
    )


def charts_section(drawn: list[tuple[Any, Any]]) -> Markup:
    """Return the section of charts alone, for other pages in the language of this one."""
    environment = _environment()
    macros: Any = environment.get_template("macros.html").module
    section = environment.get_template("charts.html")
    return Markup(section.render(charts=drawn, bar_picture=macros.bar_picture))  # noqa: S704


def _filters(entries: list[Filed]) -> dict[str, list[Choice]]:
    """Return what the list can be narrowed to, beside severities; a single choice is none."""
    named = {
        "family": choices(each.family for each in entries),
        "form": choices(form for each in entries for form in each.forms),
        "unit": choices(each.unit for each in entries),
    }
    return {name: found for name, found in named.items() if len(found) > 1}


def _crashed(report: CheckReport) -> bool:
    return any(outcome.status == "crashed" for outcome in report.outcomes)


def numbered(report: CheckReport) -> list[tuple[int, Finding]]:
    """Return the findings, errors first, numbered from 1 as the page shows them."""
    ordered = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    return list(enumerate(ordered, 1))


def _clerical(report: CheckReport, drafts: DraftReport | None) -> list[Finding]:
    if drafts:
        return drafts.correct_first
    return [finding for _, finding in numbered(report) if finding.clerical]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.output", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        place=place_words, where=location_words, file=file_name, figure=figure,
        spot=spot_words, sureness=sureness,
        tag=tag, either=either, expected_name=expected_name, flat=flat, numbers=_numbers, differing=differing, by_rule=by_rule,
        ground=ground, row_words=row_words,
    )  # fmt: skip
    environment.globals.update(
        style=_asset("report.css"), script=_asset("report.js"), severities=SEVERITY_NAMES,
        status_names=STATUS_NAMES, draft_status=_STATUS, fact_kinds=FACT_KINDS,
        paragraphs=draft_paragraphs, operands=operands, formula=formula, author=author,
        differ=differ, rests_on_doubt=rests_on_doubt, filter_names=_FILTERS,
        ways=WAYS,
    )  # fmt: skip
    environment.globals["policy"] = _policy(environment.globals)
    return environment


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _numbers(names: tuple[str, ...], found: list[Choice] | None) -> str:
    """Return which choices of a filter some names are, such as ``0 3``; values need no words."""
    known = [choice.name for choice in found or []]
    return " ".join(str(known.index(name)) for name in names if name in known)


def _asset(name: str) -> Markup:
    loader = PackageLoader("assistant.output", "templates")
    source, _, _ = loader.get_source(Environment(autoescape=True), name)
    return Markup(source)  # noqa: S704 - our own style sheet and script, no text from a file


def _policy(assets: Any) -> str:
    """Return a policy that allows the page's own style and script by their hash, no more."""
    sources = {name: _hash(assets[name]) for name in ("style", "script")}
    allowed = "; ".join(f"{name}-src '{value}'" for name, value in sources.items())
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def draft_paragraphs(draft: Draft, facts: dict[str, Fact]) -> list[list[Piece]]:
    """Return a draft's paragraphs as pieces; a person's wording stands as that person left it."""
    if draft.status == "edited" or draft.author == "person":
        return [list(pieces(text, {})) for text in draft.text]
    return [
        [piece for sentence in paragraph.sentences for piece in pieces(sentence.template, facts)]
        for paragraph in draft.paragraphs
    ]


def operands(fact: Fact, facts: dict[str, Fact]) -> list[Fact]:
    """Return the facts that a derived fact was computed from, so far as they are known."""
    return [facts[each] for each in fact.operands if each in facts]


def rests_on_doubt(fact: Fact, facts: dict[str, Fact]) -> bool:
    """Tell whether a figure, or one it was computed from, wants a look at the original."""
    return any(each.quantity.is_doubtful() for each in (fact, *operands(fact, facts)))


def formula(fact: Fact, facts: dict[str, Fact]) -> str:
    """Return a derived fact's formula with the figures in place of their ids."""
    return re.sub(
        r"F\d+", lambda hit: figure(facts[hit[0]]) if hit[0] in facts else hit[0],
        fact.formula,
    )  # fmt: skip


def author(name: str) -> str:
    """Return who wrote a draft, in Chinese."""
    if name.startswith("model:"):
        return f"语言模型 {name.removeprefix('model:')}"
    return {"composer": "离线撰稿", "person": "人工"}.get(name, name)
