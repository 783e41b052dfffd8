"""What a rule sees: the dossier, its facts, the profile, and a counter of places looked at."""

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.checks.known import Known, known_items
from assistant.checks.pairing import pair
from assistant.facts.relations import Relation, relations
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.place import Place
from assistant.model.profile import Profile

if TYPE_CHECKING:  # what asks a model is loaded by whoever names one
    from assistant.checks.notices.asking import Noticed, Noticer


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
        self.facts = facts
        self.profile = profile
        self.noticer = noticer
        self._chosen = chosen
        self.looked = 0
        self.remark = ""
        self.named: dict[str, list[IndicatorTable]] = {}
        """The project tables that a sentence names, kept by sentence (mentions.named_tables)."""

    @property
    def pack(self) -> Pack:
        """The pack of the year under review."""
        return self.dossier.pack

    def look(self, *places: Place) -> None:
        """Count places where the running rule applied; none at all means “not applicable”."""
        self.looked += len(places)

    @cached_property
    def known(self) -> list[Known]:
        """Every named figure of the pack, for the nearest explanation."""
        return known_items(self.pack)

    @cached_property
    def relations(self) -> list[Relation]:
        """The relations that the pack's prose states between its figures."""
        return relations(self.pack)

    @cached_property
    def noticed(self) -> "dict[str, Noticed]":
        """What a model noticed, asked once for all the rules that run."""
        return self.noticer.ask(self.pack, self._chosen) if self.noticer else {}

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
