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
from assistant.drafts import draft
from assistant.extraction import extract
from assistant.facts import gather
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport, Question
from assistant.model.finding import CheckReport, Finding
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.output.formal_pack import write_pack_document
from assistant.pipeline import run_check
from assistant.rollover import Figures, Rolled, Scoring, roll
from assistant.rollover.statements import sentences

_ROUNDS = 3


class NewYear(NamedTuple):
    """The new pack as read from its Word file, its check, its drafts, and what is missing."""

    dossier: Dossier
    report: CheckReport
    drafts: DraftReport
    questions: list[Question]
    unused: list[str]


def scoring_by(profile_name: str) -> Scoring:
    """Return the scoring rules of a profile; ``BadSettings`` for an unknown name."""
    profile = load_profile(profile_name)
    return Scoring(profile, lambda row: fair_score(row, profile), execution_score, added_execution)


def write_new_year(
    target: Path,
    last: Pack,
    figures: Figures,
    narratives: Sequence[Document],
    options: CheckOptions,
) -> NewYear:
    """Write the five forms of the new year to ``target`` (Word) and return what they hold.

    Raises ``BadFigures`` and ``CannotWrite``.
    """
    scoring = scoring_by(options.profile)
    refused: set[str] = set()
    for _ in range(_ROUNDS):
        rolled = roll(last, figures, narratives, scoring, refused)
        made = _written(target, rolled, last, narratives, options)
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
) -> NewYear:
    def dossier(path: Path) -> Dossier:
        pack = extract([read(path)])
        return Dossier(pack=pack, prior=[last], narratives=list(narratives))

    with TemporaryDirectory(dir=target.parent) as folder:
        blank = Path(folder) / target.name
        write_pack_document(blank, rolled.pack)
        before = dossier(blank)
        drafts = draft(before, gather(before), run_check(before, options))
        write_pack_document(target, before.pack, drafts, "clean")
    whole = dossier(target)
    questions = [*rolled.questions, *drafts.questions]
    return NewYear(whole, run_check(whole, options), drafts, questions, rolled.unused)


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
    sides = [finding.place, *(e.place for e in finding.evidence)]
    if not any(side.split("@")[0] == place for side in sides):
        return False
    quotes = [squeeze(e.quote) for e in finding.evidence if e.place.split("@")[0] == place]
    return not quotes or any(quote in sentence or sentence in quote for quote in quotes)


def _left_out(sentence: str) -> Question:
    return Question(
        place="narratives", who="填报科室",
        text=f"工作总结“{sentence}”与表中数据或另一处表述不一致，报告没有采用，以哪个为准？",
        why="采用后核对会出现错误或警告。",
    )  # fmt: skip
