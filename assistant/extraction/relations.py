"""Figures of a form that belong together, as data: what OCR read wrong breaks one of them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.model.pack import BaseData, IndicatorTable, Pack
from assistant.model.quantity import Interval, Quantity, zero

Kind = Literal["sum", "ratio", "score"]
_CAP = Decimal(100)  # percent: a score is never above its weight


class Relation(NamedTuple):
    """``result`` follows from ``parts``: their sum, first ÷ second, or rate × weight."""

    kind: Kind
    result: Quantity
    parts: tuple[Quantity, ...]

    @property
    def members(self) -> tuple[Quantity, ...]:
        """All figures of the relation."""
        return (self.result, *self.parts)

    def can_be_checked(self) -> bool:
        """Tell whether each member holds a number."""
        return len(self.parts) > 1 and all(member.known() for member in self.members)

    def holds(self) -> bool:
        """Tell whether the result is what follows from the parts, as far as they are printed."""
        result = self.result.interval()
        if self.kind == "sum":
            return total(self.parts).meets(result)
        first, second = self.parts[0].interval(), self.parts[1].interval()
        if self.kind == "ratio":
            share = first.over(second)
            return share is None or Interval(share.low * _CAP, share.high * _CAP).meets(result)
        low, high = (min(end, _CAP) / _CAP for end in first)
        return Interval(low, high).times(second).meets(result)


def total(parts: Sequence[Quantity]) -> Interval:
    """Return the interval of a sum."""
    out = zero().interval()
    for part in parts:
        out = out + part.interval()
    return out


def relations(pack: Pack) -> Iterator[Relation]:
    """Yield the relations of all forms whose members hold numbers."""
    found = _of_base_data(pack.base_data) if pack.base_data else []
    for table in pack.tables():
        found += [*_of_scores(table), *_of_money(table)]
    return (relation for relation in found if relation.can_be_checked())


def _of_base_data(base: BaseData) -> list[Relation]:
    staffing = base.staffing
    out = [Relation("ratio", staffing.control_rate, (staffing.staff, staffing.posts))]
    for row in base.spending:
        below = [r for r in base.spending if r.parent == row.place]
        if not below or any(r.of_which for r in below):
            continue  # parts that follow 其中 need not add up
        for name in ("last_final", "budget", "final"):
            parts = tuple(getattr(r, name) for r in below)
            out.append(Relation("sum", getattr(row, name), parts))
    return out


def _of_scores(table: IndicatorTable) -> Iterator[Relation]:
    """Weights and scores of all rows, and of the execution rate once, make the totals."""
    rows = [row for row in table.indicators if row.parent is None]
    rates = [line for line in table.money if line.weight.known()]
    for name, result in (("weight", table.total_weight), ("score", table.total_score)):
        parts = [getattr(row, name) for row in rows]
        parts += [getattr(line, name) for line in rates[:1]]
        yield Relation("sum", result, tuple(part for part in parts if part.raw.strip()))


def _of_money(table: IndicatorTable) -> Iterator[Relation]:
    for line in table.money:
        yield Relation("ratio", line.rate, (line.executed, line.full_year))
        yield Relation("score", line.score, (line.rate, line.weight))
    totals = [line for line in table.money if "总额" in line.label.text]
    others = [line for line in table.money if "总额" not in line.label.text]
    if len(totals) == 1 and len(others) > 1:
        for name in ("initial", "full_year", "executed"):
            parts = (getattr(line, name) for line in others)
            filled = tuple(part for part in parts if part.raw.strip())
            yield Relation("sum", getattr(totals[0], name), filled)
