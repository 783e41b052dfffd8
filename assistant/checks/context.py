"""What a rule sees: the dossier, its facts, the profile, and a counter of places looked at."""

from collections.abc import Callable, Collection
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from assistant.checks.between.pairing import pair
from assistant.checks.copying.same_text import Passage, names_of, repeated, report_passages
from assistant.checks.copying.same_text_packs import Shared, shared_passages
from assistant.checks.explaining.known import Known, known_items, last_year_values
from assistant.checks.grouping import in_report, paragraphs, sentences, sentences_of
from assistant.checks.narratives.vouched import vouched
from assistant.checks.targets.performance import Result, judge
from assistant.facts.relations import Relation, relations
from assistant.model.dossier import Dossier
from assistant.model.fact import Fact, FactBook
from assistant.model.pack import Indicator, IndicatorTable, Pack, Report
from assistant.model.place import Place
from assistant.model.profile import Profile
from assistant.model.quantity import Quantity

if TYPE_CHECKING:  # what asks a model is loaded by whoever names one
    from assistant.checks.notices.asking import Noticed, Noticer

Made = TypeVar("Made")


class Context:
    """The material of one check, shared by all rules.

    ``noticer`` asks a language model, None where none is named; ``chosen`` are the codes of the
    rules that run. A rule leaves in ``remark`` what a reader should know of its run.
    """

    def __init__(
        self,
        dossier: Dossier,
        facts: FactBook,
        profile: Profile,
        noticer: "Noticer | None" = None,
        chosen: Collection[str] = (),
    ) -> None:
        self.dossier = dossier
        self.pack = dossier.pack
        """The pack of the year under review."""
        self.facts = facts
        self.profile = profile
        self.noticer = noticer
        self._chosen = chosen
        self.looked = 0
        self.remark = ""
        self.named: dict[str, list[IndicatorTable]] = {}
        """The project tables that a sentence names, kept by sentence (mentions.named_tables)."""
        self.told_of: dict[Place, list[IndicatorTable]] = {}
        """The project tables that a figure is told of, kept by place (mentions.told_of_project)."""
        self._once: dict[Callable[[Pack], object], object] = {}
        self._figures: dict[Place, list[Fact]] = {}
        self._results: dict[Place, Result | None] = {}

    def once(self, make: Callable[[Pack], Made]) -> Made:
        """Return what a function makes of the pack, made when first asked for; not to be changed."""
        if make not in self._once:
            self._once[make] = make(self.pack)
        return cast(Made, self._once[make])

    def look(self, *places: Place) -> None:
        """Count places where the running rule applied; none at all means “not applicable”."""
        self.looked += len(places)

    @cached_property
    def year_before(self) -> list[Pack]:
        """The packs of the year before, of those that were given."""
        return [
            p for p in self.dossier.prior if p.year is not None and self.pack.year == p.year + 1
        ]

    @cached_property
    def known(self) -> list[Known]:
        """Every named figure of the pack, for the nearest explanation."""
        return known_items(self.pack)

    @cached_property
    def known_by_dimension(self) -> dict[str, list[Known]]:
        """The figures of :attr:`known` that may be compared with each other; none is nothing."""
        found: dict[str, list[Known]] = {}
        for item in self.known:
            if item.value:
                found.setdefault(item.dimension, []).append(item)
        return found

    @cached_property
    def known_by_value(self) -> dict[tuple[str, Decimal], list[Known]]:
        """The figures of :attr:`known_by_dimension` by their dimension and value."""
        found: dict[tuple[str, Decimal], list[Known]] = {}
        for dimension, items in self.known_by_dimension.items():
            for item in items:
                found.setdefault((dimension, item.value), []).append(item)
        return found

    @cached_property
    def measures(self) -> dict[Place, str]:
        """What each figure of the reports measures, by its place."""
        return {fact.place: fact.measure for fact in self.pack.figures}

    @cached_property
    def told_at(self) -> dict[tuple[str, Decimal], set[Place]]:
        """The cells and paragraphs where each value stands, by dimension and base units."""
        cells = (f for f in self.pack.fields() if isinstance(f, Quantity))
        found: dict[tuple[str, Decimal], set[Place]] = {}
        for figure in (*cells, *(fact.quantity for fact in self.pack.figures)):
            if figure.base is not None:
                key = (figure.dimension, figure.base)
                found.setdefault(key, set()).add(figure.place.partition("@")[0])
        return found

    @cached_property
    def last_year(self) -> dict[Place, Decimal]:
        """The figures of the forms of last year's packs, for the nearest explanation."""
        return last_year_values(self.dossier.prior)

    @cached_property
    def paragraphs(self) -> list[list[Fact]]:
        """The prose figures of each paragraph, in order; not to be changed."""
        return list(paragraphs(self.pack))

    @cached_property
    def sentences(self) -> list[list[Fact]]:
        """The prose figures of each sentence, in order; not to be changed."""
        return list(sentences(self.pack))

    @cached_property
    def whole_sentences(self) -> list[list[Fact]]:
        """The prose figures of each sentence up to its full stop; not to be changed.

        What ； divides belongs together.
        """
        return [row for paragraph in self.paragraphs for row in sentences_of(paragraph)]

    @cached_property
    def sentence_of(self) -> dict[Place, list[Fact]]:
        """The prose figures of the sentence, up to its full stop, in which each of them stands."""
        return {fact.place: row for row in self.whole_sentences for fact in row}

    def figures_of(self, report: Report | None) -> list[Fact]:
        """Return the prose figures of one report, in reading order; not to be changed."""
        if report is None:
            return []
        known = self._figures.get(report.place)
        if known is None:
            known = self._figures[report.place] = in_report(self.pack, report)
        return known

    @cached_property
    def relations(self) -> list[Relation]:
        """The relations that the pack's prose states between its figures."""
        return relations(self.pack)

    @cached_property
    def vouched(self) -> set[Place]:
        """The figures of the reports that others of their own sentence vouch for."""
        return vouched(self.relations, self.pack.figures)

    @cached_property
    def passages(self) -> list[Passage]:
        """The passages of the pack's reports, bare of names and figures."""
        return list(report_passages(self.pack, names_of(self.pack)))

    @cached_property
    def repeated(self) -> list[list[Passage]]:
        """The passages of the pack's reports that say the same as another, in groups."""
        return repeated(self.passages)

    @cached_property
    def beside(self) -> list[Shared]:
        """What the pack, number 0, and other units' packs say in the same words."""
        packs = [self.pack, *self.dossier.beside]
        found = shared_passages(packs) if len(packs) > 1 else []
        return [group for group in found if 0 in group.packs]

    @cached_property
    def noticed(self) -> "dict[str, Noticed]":
        """What a model noticed, asked once for all the rules that run."""
        return self.noticer.ask(self.pack, self._chosen) if self.noticer else {}

    def result(self, row: Indicator) -> Result | None:
        """Return whether a row met its target; None where that can't be told from numbers."""
        if row.place not in self._results:
            self._results[row.place] = judge(row)
        return self._results[row.place]

    @cached_property
    def _pairs(self) -> dict[Place, Report]:
        return {table.place: report for table, report in pair(self.pack)}

    def report_of(self, table: IndicatorTable) -> Report | None:
        """Return the report that belongs to a table, if the pack has it."""
        if table.kind == "overall":
            return self.pack.overall_report
        return self._pairs.get(table.place)

    def table_of(self, report: Report) -> IndicatorTable | None:
        """Return the table that belongs to a report, if the pack has it."""
        return next((t for t in self.pack.tables() if self.report_of(t) is report), None)
