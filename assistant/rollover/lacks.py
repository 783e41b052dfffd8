"""What a rollover leaves open, as data: what is missing, and what of the summaries is not used."""

from collections.abc import Collection, Iterable, Sequence

from pydantic import Field

from assistant.model.base import Model
from assistant.model.document import Document
from assistant.model.draft import Question
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.rollover.finding import Finder, wanted_rows
from assistant.rollover.statements import Statement
from assistant.rollover.template import where
from assistant.rollover.themes import Theme


class Achievement(Model):
    """A figure of a summary that no indicator counts: its words, and where they stand."""

    figure: str
    quote: str
    where: str


class MissingList(Model):
    """What the new pack lacks, and what it does with the summaries.

    ``questions`` say what only the unit can fill; ``unused`` are sentences that no report holds;
    ``achievements`` match no indicator; ``themes`` tell who wrote which part of the achievements.
    """

    unit: str
    year: int | None
    questions: list[Question]
    unused: list[str]
    achievements: list[Achievement] = Field(default_factory=list)
    themes: list[Theme] = Field(default_factory=list)


def unmatched(pack: Pack, narratives: Sequence[Document]) -> list[Achievement]:
    """Return the results of the summaries that match no indicator of a pack."""
    finder = Finder(narratives, pack.year or 0, pack.unit.text)
    links = (finder.link(wanted) for _, wanted in wanted_rows(pack))
    used = {(link.statement.fact.place, link.statement.sentence)
            for link in links if link is not None and link.confidence != "低"}  # fmt: skip
    return list(_achievements(finder.statements, {place for place, _ in used}))


def _achievements(said: Iterable[Statement], used: Collection[str]) -> Iterable[Achievement]:
    for statement in said:
        quantity = statement.fact.quantity
        if statement.fact.place in used or not statement.is_result() or not quantity.unit:
            continue
        yield Achievement(
            figure=quantity.text, quote=squeeze(statement.sentence),
            where=where(statement.location, statement.fact.place),
        )  # fmt: skip
