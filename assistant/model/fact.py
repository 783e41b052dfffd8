"""Facts: figures with their meaning."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from assistant.model.base import Model, Value
from assistant.model.place import Location, Place
from assistant.model.quantity import Quantity

Aspect = Literal["value", "share", "growth", "rate", "change_to"]
Direction = Literal["", "up", "down", "flat"]


@dataclass(kw_only=True)
class Fact(Value):
    """One figure with what it measures, of whom, and when.

    ``subject`` is whose figure it is (a unit, a project, the topic of the sentence);
    ``measure`` what is counted; ``aspect`` how the figure relates to it: its value, a share
    (of ``base``), a growth, a rate. A derived fact has ``formula`` and ``operands`` (ids); a
    proposed one (a deadline, a target) is always shown as a suggestion. ``quote`` is the
    clause or row the figure stands in.
    """

    id: str = ""
    place: Place
    measure: str
    subject: str = ""
    period: str = ""
    quantity: Quantity
    kind: Literal["stated", "derived", "proposed"] = "stated"
    aspect: Aspect = "value"
    base: str = ""
    direction: Direction = ""
    formula: str = ""
    operands: list[str] = field(default_factory=list)
    quote: str = ""

    @property
    def location(self) -> Location:
        """Where the figure stands; empty for derived and proposed facts."""
        return self.quantity.location


class Exclusion(Model):
    """A number in prose that is no quantity, and why (``year``, ``date``, ``ordinal``…)."""

    text: str
    reason: str
    place: Place
    location: Location


class FactBook(Model):
    """All facts of a dossier; ids are unique within it."""

    facts: list[Fact] = Field(default_factory=list)

    def get(self, fact_id: str) -> Fact:
        """Return the fact with this id; ``KeyError`` when there is none."""
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(fact_id)

    def at(self, place: Place) -> Fact | None:
        """Return the fact that stands at ``place``, if any."""
        return next((fact for fact in self.facts if fact.place == place), None)
