"""The way of a rollover: last year's files, a figures workbook, summaries → the new pack.

The new pack is written as Word and read back, so that what is checked and drafted is what a
person will open. A summary's sentence that brings an error or a warning is taken out again.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from assistant.checks import CheckOptions, load_profile
from assistant.checks.performance import fair_score
from assistant.checks.rows import added_execution
from assistant.checks.scores import execution_score
from assistant.documents import read
from assistant.drafts import Writer, draft
from assistant.extraction import extract
from assistant.facts import gather
from assistant.facts.people import people
from assistant.llm import Client
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport, Question
from assistant.model.finding import CheckReport, Finding
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.output.formal_pack import write_pack_document
from assistant.pipeline import run_check
from assistant.rollover import Figures, Rolled, Scoring, roll
from assistant.rollover.asking import Model
from assistant.rollover.finding import Finder
from assistant.rollover.lacks import Achievement, unmatched
from assistant.rollover.statements import sentences
from assistant.rollover.template import new_year
from assistant.rollover.themes import Theme, Written

_ROUNDS = 3


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
) -> NewYear:
    """Write the five forms of the new year to ``target`` (Word) and return what they hold.

    Raises ``BadFigures`` and ``CannotWrite``.
    """
    scoring = scoring_by(options.profile)
    written = _written_themes(last, narratives, helpers)
    writer = helpers.writer if helpers else None
    refused: set[str] = set()
    for _ in range(_ROUNDS):
        rolled = roll(last, figures, narratives, scoring, refused, written)
        made = _written(target, rolled, last, narratives, options, writer)
        found = _contradicting(made)
        if not found - refused:
            break
        refused |= found
    return made._replace(questions=[*made.questions, *map(_left_out, sorted(refused))])


def _written(
    target: Path,
    rolled: Rolled,
    last: Pack,
    narratives: Sequence[Document],
    options: CheckOptions,
    writer: Writer | None,
) -> NewYear:
    def dossier(path: Path) -> Dossier:
        pack = extract([read(path)])
        return Dossier(pack=pack, prior=[last], narratives=list(narratives))

    with TemporaryDirectory(dir=target.parent) as folder:
        blank = Path(folder) / target.name
        write_pack_document(blank, rolled.pack)
        before = dossier(blank)
        drafts = draft(before, gather(before), run_check(before, options), writer)
        write_pack_document(target, before.pack, drafts, "clean")
    whole = dossier(target)
    questions = [*rolled.questions, *drafts.questions]
    others = unmatched(whole.pack, narratives)
    report = run_check(whole, options)
    return NewYear(whole, report, drafts, questions, rolled.unused, others, rolled.themes)


def _contradicting(made: NewYear) -> set[str]:
    """Return the sentences from summaries that errors and warnings speak of."""
    report = made.dossier.pack.overall_report
    themes = [s for s in report.walk() if s.level > 2] if report else []
    faults = [f for f in made.report.findings if f.severity != "info"]
    return {
        sentence
        for section in themes
        for text in section.texts()
        for finding in faults
        for sentence in sentences(squeeze(text.raw))
        if _speaks_of(finding, text.place, sentence)
    }


def _speaks_of(finding: Finding, place: str, sentence: str) -> bool:
    """Tell whether a finding is about a sentence: the one its own figure stands in, if any."""
    quotes = {e.place: squeeze(e.quote) for e in finding.evidence if _paragraph(e.place) == place}
    if not quotes:
        return _paragraph(finding.place) == place
    told = [quotes[finding.place]] if finding.place in quotes else list(quotes.values())
    return any(quote in sentence or sentence in quote for quote in told)


def _paragraph(place: str) -> str:
    return place.split("@")[0]


def _left_out(sentence: str) -> Question:
    return Question(
        place="narratives", who="填报科室",
        text=f"工作总结“{sentence}”与表中数据或另一处表述不一致，报告没有采用，以哪个为准？",
        why="采用后核对会出现错误或警告。",
    )  # fmt: skip
