"""What the composer works with: the pack, its facts, what the check found, the offices."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from assistant.drafts.offices import offices_of
from assistant.facts import Book
from assistant.facts.ground import Ground, ground_of
from assistant.facts.profiles import load_profile
from assistant.model.dossier import Dossier
from assistant.model.fact import Fact, FactBook
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.model.quantity import Comparator, Quantity


class Desk:
    """The material of one run; ``book`` grows by derived and proposed facts."""

    def __init__(self, dossier: Dossier, facts: FactBook, report: CheckReport) -> None:
        self.dossier = dossier
        self.report = report
        self.book = Book([fact.model_copy() for fact in facts.facts])
        self.ground: Ground = ground_of(dossier, facts, report)
        self.profile = load_profile(report.profile)

    @property
    def pack(self) -> Pack:
        """Return this year's pack."""
        return self.dossier.pack

    @cached_property
    def offices(self) -> list[str]:
        """The unit's own offices, as its report lists them."""
        return offices_of(self.pack)

    @property
    def next_year(self) -> int | None:
        """The year in which measures are carried out."""
        return self.pack.year + 1 if self.pack.year else None

    def at(self, place: Place) -> Fact | None:
        """Return the fact at a place."""
        return self.book.of(Quantity(place=place))

    def keep(self, fact: Fact | None) -> Fact | None:
        """Put a derived fact into the book."""
        return None if fact is None else self.book.add(fact)

    def propose(self, place: Place, measure: str, quantity: Quantity) -> Fact:
        """Put a proposed figure or date into the book; ``quantity`` has no source of its own."""
        own = Quantity(
            raw=quantity.raw, place=place, value=quantity.value,
            unit=quantity.unit, comparator=quantity.comparator, precision=quantity.precision,
        )  # fmt: skip
        year = str(self.next_year or "")
        return self.book.add(
            Fact(place=place, measure=measure, period=year, quantity=own, kind="proposed")
        )

    def limit(self, place: Place, measure: str, sign: Comparator, value: Decimal) -> Fact:
        """Propose a bound in percent, such as ≤ 100 %."""
        bound = Quantity(value=value, unit="%", comparator=sign, precision=Decimal(1))
        return self.propose(place, measure, bound)

    def deadline(self, place: Place, month: int) -> Fact | None:
        """Propose the end of a month of the next year; None where the pack has no year."""
        if self.next_year is None:
            return None
        raw = f"{self.next_year}年{month}月底前"
        return self.propose(f"{place}/proposed/deadline", "完成时限", Quantity(raw=raw))

    def about(self, places: Iterable[Place]) -> list[str]:
        """Return the fingerprints of the findings that speak of these places."""
        own = set(places)
        return [
            finding.fingerprint
            for finding in self.report.findings
            if finding.place in own or own & {operand.place for operand in finding.operands}
        ]
