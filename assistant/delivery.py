"""The files of a draft run: data, reports, questions, and Word documents to finish."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.drafts import changes
from assistant.errors import ChangeRefused, Tell
from assistant.facts.quotes import mended, shortened, texts
from assistant.files import not_a_source
from assistant.model.document import Source
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.output import data, page, sheet, word
from assistant.output.formal_comments import review_comment
from assistant.output.formal_pack import write_pack_document
from assistant.output.formal_questions import write_questions
from assistant.pipeline import Drafted
from assistant.settings import Settings

_QUOTE = 60
"""Characters of a quote in a Word comment."""

_DOUBT = "（识别得出，待核对原件）"


class Place(NamedTuple):
    """Where a run may write: a folder, and the files it must leave alone."""

    folder: Path
    sources: list[str]

    def file(self, name: str) -> Path:
        """Return a path in the folder; ``CannotWrite`` where a source stands there."""
        return not_a_source(self.folder / name, self.sources)


def deliver(
    dossier: Dossier, drafted: Drafted, folder: Path, settings: Settings, tell: Tell
) -> list[Path]:
    """Write all files of a draft run and return their paths.

    ``tell`` hears of changes that a Word file refused; raises ``CannotWrite``.
    """
    place = Place(folder, list(_sources(dossier)))
    return [
        *_data(dossier, drafted, place),
        *_reports(dossier, drafted, place),
        *_documents(dossier, drafted, place, settings, tell),
    ]


def _sources(dossier: Dossier) -> Iterator[str]:
    for pack in (dossier.pack, *dossier.prior):
        yield from (source.path for source in pack.sources)
    yield from (narrative.source.path for narrative in dossier.narratives)


def _data(dossier: Dossier, drafted: Drafted, place: Place) -> Iterator[Path]:
    models = {"pack": dossier.pack, "findings": drafted.report, "drafts": drafted.drafts}
    for name, model in models.items():
        target = place.file(f"{name}.json")
        data.write_json(target, model)
        yield target


def _reports(dossier: Dossier, drafted: Drafted, place: Place) -> Iterator[Path]:
    target = place.file("report.html")
    data.write_text(
        target, page.render(dossier.pack, drafted.report, drafted.drafts, dossier.prior)
    )
    yield target
    target = place.file("pack.xlsx")
    sheet.write_workbook(target, dossier.pack, drafted.report)
    yield target
    target = place.file("questions.docx")
    unit, year = dossier.pack.unit.text, dossier.pack.year
    write_questions(target, unit, year, drafted.drafts.questions, drafted.report.to_review)
    yield target


def _documents(
    dossier: Dossier, drafted: Drafted, place: Place, settings: Settings, tell: Tell
) -> Iterator[Path]:
    names = Names()
    texts = [source for source in dossier.pack.sources if _word(source) is None]
    for source in dossier.pack.sources:
        if _word(source) is not None:
            target = place.file(names.draft_of(source))
            _tell_refused(_apply(source, target, dossier, drafted, settings), tell)
            yield target
    if texts:
        target = place.file(names.draft_of(texts[0]))
        done = write_pack_document(
            target, dossier.pack, for_comments(dossier.pack, drafted.drafts), settings.mode,
            drafted.report,
        )  # fmt: skip
        _tell_refused(done, tell)
        yield target


def _word(source: Source) -> Path | None:
    """Return the Word file that changes go into: the source, or the copy made of a .doc or .odt."""
    if source.format == "docx":
        return Path(source.path)
    return Path(source.converted) if source.converted.endswith(".docx") else None


class Names:
    """Names of drafts: two sources of one stem, such as a.docx and a.txt, get two."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def draft_of(self, source: Source) -> str:
        """Return ``STEM.draft.docx``, numbered when it was used before."""
        stem = Path(source.path).stem
        tries: Iterable[str] = (f"{stem}{end}" for end in ("", *(f"-{n}" for n in range(2, 1000))))
        name = next(each for each in tries if each.casefold() not in self._used)
        self._used.add(name.casefold())
        return f"{name}.draft.docx"


def _apply(
    source: Source, target: Path, dossier: Dossier, drafted: Drafted, settings: Settings
) -> word.ApplyReport:
    pack, report = dossier.pack, drafted.report
    told = report.model_copy(update={"findings": [_cautious(each) for each in report.findings]})
    edits, comments = changes(pack, for_comments(pack, drafted.drafts), told)[source.path]
    name = Path(source.path).name
    own = [item for item in report.to_review if item.location.file == name]
    comments = [*comments, *(review_comment(item, item.location) for item in own)]
    file = _word(source)
    assert file is not None  # _documents asks for Word files only
    return word.apply(file, target, edits, comments, settings.mode, author=settings.author)


def _cautious(finding: Finding) -> Finding:
    """Return a finding whose advice begins with what to look at first: comments show advice."""
    advice = finding.caution + finding.suggestion
    return finding.model_copy(update={"suggestion": advice})


def for_comments(pack: Pack, drafts: DraftReport) -> DraftReport:
    """Return drafts with facts as comments name them: short whole quotes, doubts told."""
    known = texts(pack)
    facts = [fact.model_copy(update={
        "quote": shortened(mended(fact.quote, fact.place, known), _QUOTE),
        "measure": fact.measure + (_DOUBT if fact.quantity.is_doubtful() else ""),
    }) for fact in drafts.facts]  # fmt: skip
    return drafts.model_copy(update={"facts": facts})


def _tell_refused(done: word.ApplyReport, tell: Tell) -> None:
    for refusal in done.refused:
        tell(ChangeRefused(f"“{Path(done.target).name}”有一处没有写入：{refusal.reason}。"))
