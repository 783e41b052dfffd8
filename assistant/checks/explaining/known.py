"""Every figure of a pack under the name that a person would call it by."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.labels import COLUMNS, MONEY, column_name, row_name, title_of
from assistant.model.fact import Fact
from assistant.model.pack import BaseData, IndicatorTable, Pack
from assistant.model.place import Place
from assistant.model.quantity import Quantity


class Known(NamedTuple):
    """A named figure; ``value`` is in base units, ``row`` the place of its row."""

    label: str
    value: Decimal
    dimension: str
    place: Place
    row: Place


def known_items(pack: Pack) -> list[Known]:
    """Return money, head counts and total scores of tables and prose, in reading order."""
    found: list[Known] = []
    if pack.base_data:
        found.extend(_base(pack, pack.base_data))
    for table in pack.tables():
        found.extend(_table(table))
    for fact in pack.figures:
        if fact.quantity.dimension in ("元", "人"):
            found.extend(_known(f"报告中的{_said_of(pack, fact)}", fact.quantity, fact.place))
    return found


_EDGE = "，。；：、,;: （）()“”"


def _said_of(pack: Pack, fact: Fact) -> str:
    """Return what a report's figure measures; the unit that all of it is about isn't named."""
    subject, measure = fact.subject.strip(_EDGE), fact.measure.strip(_EDGE)
    for name in (pack.unit.text, subject):
        measure = measure.removeprefix(name) or measure
    return measure if subject == pack.unit.text else f"{subject}{measure}"


def last_year_values(packs: Iterable[Pack]) -> dict[Place, Decimal]:
    """Return the figures of the forms of earlier packs, by their place, in base units."""
    return {
        field.place: field.base
        for pack in packs
        for field in pack.fields()
        if isinstance(field, Quantity) and field.base is not None
    }


def _known(label: str, quantity: Quantity, row: Place) -> Iterator[Known]:
    if quantity.base is not None:
        yield Known(label, quantity.base, quantity.dimension, quantity.place, row)


def _base(pack: Pack, base: BaseData) -> Iterator[Known]:
    yield from _known("编制数", base.staffing.posts, base.staffing.posts.place)
    yield from _known("在职人数", base.staffing.staff, base.staffing.staff.place)
    for row in (*base.spending, base.procurement, base.budget_adjustment):
        for name in COLUMNS:
            label = f"{row_name(row)}{column_name(name, pack.year)}"
            yield from _known(label, getattr(row, name), row.place)


def _table(table: IndicatorTable) -> Iterator[Known]:
    title = title_of(table)
    for line in table.money:
        for name, label in MONEY.items():
            yield from _known(f"{title}{line.label.text}{label}", getattr(line, name), line.place)
    for entry in (*table.by_income, *table.by_expenditure):
        yield from _known(f"{title}{entry.label.text}", entry.amount, entry.label.place)
    total = table.total_score  # it stands in its column without 分
    if total.value is not None:
        yield Known(f"{title}总分", total.value, "分", total.place, total.place)
