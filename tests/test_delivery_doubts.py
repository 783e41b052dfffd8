"""Word comments of a draft run: whole quotes, and doubts told where a figure is used."""

from pathlib import Path

from assistant.checks import CheckOptions
from assistant.delivery import deliver, for_comments
from assistant.facts.drafted import draft_comment
from assistant.model.dossier import Dossier
from assistant.ooxml import W
from assistant.pipeline import load, run_draft
from assistant.settings import Settings
from tests.output import sample
from tests.output.word_files import root_of

PACK = Path(__file__).parent.parent / "corpus/demo/2024/pack.docx"


def fail(error: Exception) -> None:
    raise error


def doubtful() -> Dossier:
    """The demo's pack with one figure as if OCR were not sure of it."""
    dossier = load([PACK], tell=fail)
    for field in dossier.pack.fields():
        if field.place == "base_data/spending/公用经费/final":
            field.confidence, field.review = 0.5, True
    return dossier


def test_a_draft_tells_which_of_its_figures_is_doubtful() -> None:
    drafts = sample.make_drafts()
    facts = {fact.id: fact for fact in for_comments(sample.make_pack(), drafts).facts}
    assert not any("待核对原件" in draft_comment(each, facts).text for each in drafts.drafts)
    sample.doubt_of(drafts.facts[0].quantity, "7")
    facts = {fact.id: fact for fact in for_comments(sample.make_pack(), drafts).facts}
    told = [draft_comment(each, facts).text for each in drafts.drafts]
    assert any("公用经费决算数（识别得出，待核对原件）" in text for text in told)


def test_quotes_in_comments_are_short_and_never_end_inside_a_number() -> None:
    drafts = sample.make_drafts()
    drafts.facts[0].quote = "甲" * 56 + "223.08万元"
    (fact, *_) = for_comments(sample.make_pack(), drafts).facts
    assert fact.quote == "甲" * 56 + "……"


def test_the_units_own_file_gets_the_caution_and_the_doubt(tmp_path: Path) -> None:
    dossier = doubtful()
    paths = deliver(dossier, run_draft(dossier, CheckOptions()), tmp_path, Settings(), fail)
    word = next(path for path in paths if path.name.endswith(".draft.docx"))
    told = [
        "".join(each.itertext()) for each in root_of(word, "word/comments.xml").iter(W + "comment")
    ]
    assert sum(text.startswith("待核对：读作“1986.34”") for text in told) == 1
    assert any("请先核对原件。" in text and text.startswith("[X107") for text in told)
