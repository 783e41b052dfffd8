"""The way of a rollover: last year's files, a figures workbook, summaries → the new pack.

The new pack is written as Word and read back, so that what is checked and drafted is what a
person will open. A summary's sentence that brings an error or a warning is taken out again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from assistant.checks import CheckOptions, load_profile
from assistant.checks.rows import added_execution
from assistant.checks.scores.views import execution_score
from assistant.checks.targets.performance import fair_score
from assistant.documents import read
from assistant.drafts import Writer, draft
from assistant.extraction import extract
from assistant.facts import gather
from assistant.facts.people import people
from assistant.llm import Client
from assistant.model.accounts import FinalAccounts
from assistant.model.document import Document, ReadingNote
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport, Question
from assistant.model.finding import CheckReport, Finding
from assistant.model.pack import Pack, Report
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text
from assistant.output.formal_forms import DatedBase
from assistant.output.formal_pack import write_pack_document
from assistant.pipeline import run_check
from assistant.rollover import Figures, Rolled, Scoring, roll
from assistant.rollover.asking import Model
from assistant.rollover.completed import completed_year
from assistant.rollover.finding import Finder
from assistant.rollover.lacks import Achievement, unmatched
from assistant.rollover.overall_report import THEMES_LEAD
from assistant.rollover.published import against_last, confirm, of_year, proposals
from assistant.rollover.recording import Recorder
from assistant.rollover.statements import sentences
from assistant.rollover.template import new_year, template
from assistant.rollover.themes import Theme, Written

_ROUNDS = 3
_SUBSECTION = 2
_SHOWN = 40
_OPENING = re.compile(r"^[^，。]{2,14}方面，")
"""What opens the first sentence of a theme that is no section; the summary doesn't have it."""


class NewYear(NamedTuple):
    """The new pack as read from its Word file, its check, its drafts, and what is missing."""

    dossier: Dossier
    report: CheckReport
    drafts: DraftReport
    questions: list[Question]
    unused: list[str]
    achievements: list[Achievement]
    themes: list[Theme]


class Helpers(NamedTuple):
    """What a model does for a rollover: themes of the achievements, and drafts."""

    model: Model
    writer: Writer

    def usage(self) -> dict[str, int]:
        """Return what both took together."""
        both = (self.model.usage, self.writer.usage)
        return {n: sum(each.get(n, 0) for each in both) for n in sorted({*both[0], *both[1]})}


def rolling(client: Client | None, dossier: Dossier) -> Helpers | None:
    """Return what a model does for the new year's pack; None without one."""
    model = model_of(client, dossier)
    if client is None or model is None:
        return None
    return Helpers(model, Writer(client, model.name, model.private))


def prompts(
    last: Pack,
    figures: Figures | None,
    narratives: Sequence[Document],
    options: CheckOptions,
    private: Sequence[str] = (),
    accounts: Sequence[FinalAccounts] = (),
) -> list[str]:
    """Return exactly what a run would send to a model first; nothing is sent or kept.

    Without ``figures`` it is the run that makes the figures workbook. Questions that name a
    reply's faults depend on the reply, so they are not among them.
    """
    recorder = Recorder()
    model = Model(recorder, "", private)
    if figures is None:
        template(last, narratives, model, accounts)
        return recorder.shown
    helpers = Helpers(model, Writer(recorder, "", private))
    with TemporaryDirectory() as folder:
        target = Path(folder) / "pack.docx"
        write_new_year(target, last, figures, narratives, options, helpers, accounts)
    return recorder.shown


def fallbacks(made: NewYear) -> list[str]:
    """Return in Chinese which parts a model was asked for and did not write."""
    themes = [
        f"绩效完成情况“{theme.title}”：{theme.reason}，采用程序整理的文字，没有采用模型的文字。"
        for theme in made.themes
        if theme.reason
    ]
    return [*themes, *made.drafts.fallbacks]


def scoring_by(profile_name: str) -> Scoring:
    """Return the scoring rules of a profile; ``BadSettings`` for an unknown name."""
    profile = load_profile(profile_name)
    return Scoring(profile, lambda row: fair_score(row, profile), execution_score, added_execution)


def of_last_year(options: CheckOptions, last: Dossier) -> CheckOptions:
    """Return the options of a new year: without a profile, that of last year's forms."""
    if options.profile or not last.profile:
        return options
    reason = f"上年材料{last.profile_reason}"
    return options.model_copy(update={"profile": last.profile, "profile_reason": reason})


def model_of(client: Client | None, dossier: Dossier) -> Model | None:
    """Return what asks a model about a rollover; None without one. Names are never sent."""
    return Model(client, client.endpoint.model, people(dossier)) if client else None


def _written_themes(
    last: Pack, narratives: Sequence[Document], helpers: Helpers | None
) -> Written | None:
    if helpers is None or not narratives:
        return None
    year = new_year(last)
    said = Finder(narratives, year, last.unit.text).statements
    return Written(helpers.model, said, year)


def write_new_year(
    target: Path,
    last: Pack,
    figures: Figures,
    narratives: Sequence[Document],
    options: CheckOptions,
    helpers: Helpers | None = None,
    accounts: Sequence[FinalAccounts] = (),
) -> NewYear:
    """Write the five forms of the new year to ``target`` (Word) and return what they hold.

    ``accounts`` fill blanks and are held against the figures; they change none. Raises ``BadFigures`` and ``CannotWrite``.
    """
    scoring = scoring_by(options.profile)
    held = _held(last, figures, accounts)
    last, figures = held.last, held.figures
    written = _written_themes(last, narratives, helpers)
    writer = helpers.writer if helpers else None
    refused: set[str] = set()
    completed = _completed(last)
    for _ in range(_ROUNDS):
        rolled = roll(last, figures, narratives, scoring, refused, written, held.disputed)
        material = Dossier(
            pack=rolled.pack, prior=[last], narratives=list(narratives), accounts=list(accounts)
        )
        made = _written(target, rolled, material, options, writer, completed)
        found = _contradicting(made)
        if not found - refused:
            break
        refused |= found
    said = {_OPENING.sub("", sentence) for sentence in refused}
    asked = [*_hidden(narratives), *held.questions, *made.questions, *map(_left_out, sorted(said))]
    return made._replace(questions=asked)


class _Held(NamedTuple):
    """Last year's pack and the figures after the accounts, and what must be confirmed."""

    last: Pack
    figures: Figures
    questions: list[Question]
    disputed: dict[Place, str]


def _held(last: Pack, figures: Figures, accounts: Sequence[FinalAccounts]) -> _Held:
    before = against_last(last, of_year(accounts, figures.year - 1))
    offered = proposals(last, of_year(accounts, figures.year))
    now = confirm(figures.lines, offered)
    questions = [*now.questions, *before.questions]
    return _Held(before.pack, figures._replace(lines=now.lines), questions, now.disputed)


def _written(
    target: Path,
    rolled: Rolled,
    material: Dossier,
    options: CheckOptions,
    writer: Writer | None,
    completed: int | None,
) -> NewYear:
    def dossier(path: Path) -> Dossier:
        return material.model_copy(update={"pack": extract([read(path)])})

    with TemporaryDirectory(dir=target.parent) as folder:
        blank = Path(folder) / target.name
        write_pack_document(blank, _dated(rolled.pack, completed))
        before = dossier(blank)
        drafts = draft(before, gather(before), run_check(before, options), writer)
        write_pack_document(target, _dated(before.pack, completed), drafts, "clean")
    whole = dossier(target)
    asked = {question.place for question in drafts.questions}  # in better words
    questions = [q for q in rolled.questions if q.place not in asked] + drafts.questions
    others = unmatched(whole.pack, material.narratives)
    report = run_check(whole, options)
    return NewYear(whole, report, drafts, questions, rolled.unused, others, rolled.themes)


def _completed(last: Pack) -> int | None:
    """Return the year of the completed buildings, read anew from last year's forms."""
    paths = (Path(source.path) for source in last.sources if not source.converted)
    return completed_year((read(path) for path in paths if path.is_file()), last.year or 0)


def _dated(pack: Pack, completed: int | None) -> Pack:
    """Return a pack whose base table names the year that the unit's own form would."""
    if completed is None or pack.base_data is None:
        return pack
    dated = DatedBase(**dict(pack.base_data), completed=completed)
    return pack.model_copy(update={"base_data": dated})


def _contradicting(made: NewYear) -> set[str]:
    """Return the sentences from summaries that errors and warnings speak of."""
    report = made.dossier.pack.overall_report
    faults = [f for f in made.report.findings if f.severity != "info"]
    return {
        told
        for text in (_of_summaries(report) if report else ())
        for finding in faults
        for sentence in sentences(squeeze(text.raw))
        if _speaks_of(finding, text.place, sentence)
        for told in (sentence, _OPENING.sub("", sentence))
    }


def _of_summaries(report: Report) -> Iterator[Text]:
    """Yield the paragraphs that summaries gave: the themes' sections, or behind their lead."""
    for section in report.walk():
        if section.level > _SUBSECTION:
            yield from section.texts()
        else:
            behind = dropwhile(lambda text: text.text != THEMES_LEAD, section.paragraphs)
            yield from islice(behind, 1, None)


def _speaks_of(finding: Finding, place: str, sentence: str) -> bool:
    """Tell whether a finding is about a sentence: the one its own figure stands in, if any."""
    quotes = {e.place: squeeze(e.quote) for e in finding.evidence if _paragraph(e.place) == place}
    if not quotes:
        return _paragraph(finding.place) == place
    told = [quotes[finding.place]] if finding.place in quotes else list(quotes.values())
    return any(quote in sentence or sentence in quote for quote in told)


def _paragraph(place: str) -> str:
    return place.split("@")[0]


def hidden_text(narratives: Sequence[Document]) -> list[ReadingNote]:
    """Return the notes on text of the summaries that can't be seen: it is never used or sent."""
    return [note for each in narratives for note in each.report.notes if note.kind == "hidden"]


def _hidden(narratives: Sequence[Document]) -> Iterator[Question]:
    for note in hidden_text(narratives):
        said = squeeze(note.text)[:_SHOWN]
        yield Question(
            place="narratives", who="填报科室", location=note.location,
            text=f"工作总结有看不见的文字“{said}”，是否属于总结内容？属于的请改为正常文字后重新生成。",
            why="隐藏、白色或零号的文字没有采用，也不会发送给模型。",
        )  # fmt: skip


def _left_out(sentence: str) -> Question:
    return Question(
        place="narratives", who="填报科室",
        text=f"工作总结“{sentence}”与表中数据或另一处表述不一致，报告没有采用，以哪个为准？",
        why="采用后核对会出现错误或警告。",
    )  # fmt: skip
