"""The new base data table: last year's rows, supplied figures, computed ratios."""

import re
from typing import NamedTuple

from assistant.model.pack import BaseData, Buildings, Signoff, SpendingRow, Staffing
from assistant.model.place import Place, Places, join_place
from assistant.model.quantity import Quantity
from assistant.rollover.cells import quantity, rate, text, total
from assistant.rollover.figures import Figures
from assistant.rollover.forms import Line
from assistant.rollover.names import next_year
from assistant.rollover.new_rows import end_of, is_special, lies_under, project_names, special_row

_ROOT = "base_data"
_SINGLES = ("procurement", "budget_adjustment")
_COLUMNS = ("last_final", "budget", "final")
_STRUCK = re.compile(r"[—―─－-]+")
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
    """Return procurement or the adjustment; cells that the form strikes out stay so."""
    row = _row(last, figures.at("base", last.place), last.place)
    for name in _COLUMNS:
        struck, cell = getattr(last, name), getattr(row, name)
        if _STRUCK.fullmatch(struck.text) and (name == "last_final" or cell.is_blank()):
            setattr(row, name, quantity(struck.raw, cell.place, "万元"))
    return row


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
    projects = project_names(figures.lines["projects"])
    places = Places()
    rows: list[SpendingRow] = []
    appended = False  # behind the table's last row: beside nothing that it could belong to
    new: list[tuple[Line, SpendingRow | None]] = []
    for line in figures.lines["base"]:
        if line.place in known:
            rows.append(_row(known[line.place], line, places.unique(line.place)))
        elif line.place:
            appended = True
        else:
            new.append((line, None if appended or not rows else rows[-1]))
    beside: dict[Place, SpendingRow] = {}
    for line, above in new:
        _insert(_Inserted(line, above, projects), rows, last, places, beside)
    return rows


class _Inserted(NamedTuple):
    """A new line, the row above it (None where appended), the projects' names."""

    line: Line
    above: SpendingRow | None
    projects: set[str]


def _insert(
    new: _Inserted, rows: list[SpendingRow], last: BaseData, places: Places,
    beside: dict[Place, SpendingRow],
) -> None:  # fmt: skip
    """Put a new row where it belongs: beside the row above it, or with the special funds."""
    line, head = new.line, special_row(rows)
    above = beside.get(new.above.place, new.above) if new.above else None
    astray = head is not None and not lies_under(_parent_at(line, above, rows), head, rows)
    if head is not None and astray and is_special(line, new.projects):
        row = _made(line, head.depth + 1, head, None, last, places)
        rows.insert(end_of(head, rows), row)
        return
    if above is None:
        rows.append(_made(line, 0, None, None, last, places))
        return
    depth = _depth(line, above)
    row = _made(line, depth, _parent_at(line, above, rows), above, last, places)
    rows.insert(rows.index(above) + 1, row)
    if new.above:
        beside[new.above.place] = row


def _depth(line: Line, above: SpendingRow) -> int:
    stated = line.get("depth").strip()
    return int(stated) if stated.isdigit() else above.depth


def _parent_at(
    line: Line, above: SpendingRow | None, rows: list[SpendingRow]
) -> SpendingRow | None:
    if above is None:
        return None
    depth = _depth(line, above)
    before = rows[: rows.index(above) + 1]
    return next((row for row in reversed(before) if row.depth < depth), None)


def _made(
    line: Line, depth: int, parent: SpendingRow | None, near: SpendingRow | None,
    last: BaseData, places: Places,
) -> SpendingRow:  # fmt: skip
    """Return a row that last year's table has not."""
    label = line.get("label").strip()
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


def rows_without_parent(last: BaseData, rows: list[SpendingRow]) -> list[SpendingRow]:
    """Return the new rows that stand under nothing: only the unit knows where they belong."""
    known = {row.place for row in last.spending}
    return [row for row in rows if row.place not in known and row.parent is None]


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
        if any(part.of_which for part in parts) and not _is_exhaustive(row, parts):
            continue
        for name in _COLUMNS[1:]:
            cell: Quantity = getattr(row, name)
            summed = total([getattr(part, name) for part in parts])
            if cell.is_blank() and summed is not None:
                setattr(row, name, quantity(summed, cell.place, "万元"))


def _is_exhaustive(row: SpendingRow, parts: list[SpendingRow]) -> bool:
    """Tell whether 其中 names all parts: vehicles are bought or run, the three are three."""
    told = " ".join(part.label.text for part in parts)
    if "三公" in row.label.text:
        return all(
            any(w in told for w in words) for words in (("用车", "公车"), ("国",), ("接待",))
        )
    vehicles = "用车" in row.label.text or "公车" in row.label.text
    return vehicles and "购" in told and "运行" in told
