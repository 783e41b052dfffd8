"""The new base data table: last year's rows, supplied figures, computed ratios."""

from assistant.model.pack import BaseData, Buildings, Signoff, SpendingRow, Staffing
from assistant.model.place import Place, Places, join_place
from assistant.model.quantity import Quantity
from assistant.rollover.cells import quantity, rate, text, total
from assistant.rollover.figures import Figures
from assistant.rollover.forms import Line
from assistant.rollover.names import next_year

_ROOT = "base_data"
_SINGLES = ("procurement", "budget_adjustment")
_COLUMNS = ("last_final", "budget", "final")
_UNITS = {"posts": "人", "staff": "人", "approved_area": "平方米", "actual_area": "平方米"}


def base_data(last: BaseData, figures: Figures) -> BaseData:
    """Return the new base data table; “last year's final” comes from ``last``."""
    rows = _spending(last, figures)
    _fill_totals(rows)
    single = {name: _single(getattr(last, name), figures) for name in _SINGLES}
    return BaseData(
        title=text(next_year(last.title.raw, figures.year - 1, figures.year), last.title.place),
        staffing=_staffing(figures), spending=rows, buildings=_buildings(figures),
        thrift=text(_words(figures, "thrift"), f"{_ROOT}/thrift"),
        signoff=Signoff(**{
            field: text(_words(figures, f"signoff/{field}"), f"{_ROOT}/signoff/{field}")
            for field in Signoff.model_fields
        }),
        **single,
    )  # fmt: skip


def _words(figures: Figures, name: str) -> str:
    return figures.at("texts", f"{_ROOT}/{name}").get("value")


def _supplied(figures: Figures, group: str, field: str) -> Quantity:
    place = f"{_ROOT}/{group}/{field}"
    return quantity(figures.at("single", place).get("value"), place, _UNITS.get(field, "万元"))


def _staffing(figures: Figures) -> Staffing:
    posts, staff = (_supplied(figures, "staffing", field) for field in ("posts", "staff"))
    control = quantity(rate(staff, posts), f"{_ROOT}/staffing/control_rate", "%")
    return Staffing(posts=posts, staff=staff, control_rate=control)


def _buildings(figures: Figures) -> Buildings:
    fields = ("approved_area", "actual_area", "approved_investment", "actual_investment")
    own = {field: _supplied(figures, "buildings", field) for field in fields}
    for name in ("area", "investment"):
        approved, actual = own[f"approved_{name}"], own[f"actual_{name}"]
        none = approved.raw if approved.is_placeholder() and actual.is_placeholder() else ""
        place = f"{_ROOT}/buildings/{name}_rate"
        own[f"{name}_rate"] = quantity(rate(actual, approved) or none, place, "%")
    return Buildings(**own)


def _single(last: SpendingRow, figures: Figures) -> SpendingRow:
    return _row(last, figures.at("base", last.place), last.place)


def _row(last: SpendingRow, line: Line, place: Place) -> SpendingRow:
    amounts = {
        "last_final": last.final.raw,
        "budget": line.get("budget"),
        "final": line.get("final"),
    }
    return last.model_copy(update={
        "label": last.label.model_copy(update={"place": place}),
        **{name: quantity(raw, f"{place}/{name}", "万元") for name, raw in amounts.items()},
    })  # fmt: skip


def _spending(last: BaseData, figures: Figures) -> list[SpendingRow]:
    known = {row.place: row for row in last.spending}
    places = Places()
    rows: list[SpendingRow] = []
    for line in figures.lines["base"]:
        if line.place in known:
            rows.append(_row(known[line.place], line, places.unique(line.place)))
        elif not line.place:
            rows.append(_new_row(line, rows, last, places))
    return rows


def _new_row(line: Line, above: list[SpendingRow], last: BaseData, places: Places) -> SpendingRow:
    """Return a row that last year's table has not: beside or below the row above it."""
    label = line.get("label").strip()
    near = above[-1] if above else None
    stated = line.get("depth").strip()
    depth = int(stated) if stated.isdigit() else near.depth if near else 0
    parent = next((row for row in reversed(above) if row.depth < depth), None)
    place = places.unique(join_place(f"{_ROOT}/spending", label))
    before = "0" if parent is None or _complete(parent, last) else ""
    return SpendingRow(
        label=text("　" * depth + label, place).model_copy(update={"raw": "　" * depth + label}),
        depth=depth, parent=parent.place if parent else None,
        of_which=bool(near and near.of_which and near.depth == depth),
        last_final=quantity(before, f"{place}/last_final", "万元"),
        budget=quantity(line.get("budget"), f"{place}/budget", "万元"),
        final=quantity(line.get("final"), f"{place}/final", "万元"),
    )  # fmt: skip


def _complete(parent: SpendingRow, last: BaseData) -> bool:
    """Tell whether last year's parts made up the whole: a new part then had nothing."""
    parts = [row.final for row in last.spending if row.parent == parent.place]
    whole = next((row.final for row in last.spending if row.place == parent.place), None)
    summed = total(parts)
    return whole is not None and (
        summed is None or quantity(summed, "", "万元").value == whole.value
    )


def _fill_totals(rows: list[SpendingRow]) -> None:
    """Fill a blank total whose parts are all given; parts of 其中 needn't be all."""
    for row in reversed(rows):
        parts = [part for part in rows if part.parent == row.place]
        if any(part.of_which for part in parts):
            continue
        for name in _COLUMNS[1:]:
            cell: Quantity = getattr(row, name)
            summed = total([getattr(part, name) for part in parts])
            if cell.is_blank() and summed is not None:
                setattr(row, name, quantity(summed, cell.place, "万元"))
