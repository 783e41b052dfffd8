"""What a rule sees: the dossier, its facts, the profile, and a counter of places looked at."""

from functools import cached_property

from assistant.checks.known import Known, known_items
from assistant.checks.pairing import pair
from assistant.facts.relations import Relation, relations
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.place import Place
from assistant.model.profile import Profile


class Context:
    """The material of one check, shared by all rules."""

    def __init__(self, dossier: Dossier, facts: FactBook, profile: Profile) -> None:
        self.dossier = dossier
        self.facts = facts
        self.profile = profile
        self.looked = 0

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
