"""Read the base data table (基础数据表)."""

import re
from typing import NamedTuple

from assistant.extraction.grid import Columns, find_header, money_unit_in, quantity_of, text_of
from assistant.extraction.layout import begins, layout, names
from assistant.extraction.persons import StaffField, is_counted, label_pairs, staff_field
from assistant.extraction.signing import sign_lines, signs
from assistant.extraction.years import headings
from assistant.model.document import Cell, Paragraph, Table
from assistant.model.pack import BaseData, Buildings, Signoff, SpendingRow, Staffing
from assistant.model.place import Location, Place, Places, join_place, squeeze
from assistant.model.quantity import MONEY_UNITS, Quantity, Text

_ROOT = "base_data"
_NESTED = re.compile(r"[（(]\d")  # “（1）” below “1、”
_MARK = re.compile(r"^(?:其中[：:]?|[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]|[（(]\d+[）)])+")


def read_base_data(
    table: Table, title: Text, after: list[Paragraph], money_unit: str = ""
) -> BaseData:
    """Return the base data table; ``after`` are the paragraphs between it and the next form.

    ``money_unit`` is what a line above the table states, for forms whose headings state none.
    """
    spending, procurement, adjustment = _spending(table, money_unit)
    out = BaseData(
        title=title,
        staffing=_staffing(table),
        spending=spending,
        procurement=procurement,
        budget_adjustment=adjustment,
        buildings=_buildings(table, money_unit),
        thrift=_thrift(table),
        signoff=read_signoff([*sign_lines(table), *after], table.location),
    )
    out.headings = headings(table, out, _ROOT)
    return out


def _staffing(table: Table) -> Staffing:
    fields = layout("base_data", "staffing")
    units = {"posts": "人", "staff": "人", "control_rate": "%"}
    found = _below_header(table, "staffing", fields, units)
    for field, cell in _told_in_rows(table).items():
        if found[field].location.row is None:  # the form has no block of its own for them
            found[field] = quantity_of(cell, found[field].place, table.location, units[field])
    return Staffing(**found)


def _told_in_rows(table: Table) -> dict[StaffField, Cell]:
    """Return the cells of posts and staff where a row counts them, this year's column first."""
    out: dict[StaffField, Cell] = {}
    header = _spending_header(table)
    final = _money_columns(table.row(header)).final if header is not None else -1
    for number, cells in enumerate(table.each_row()):
        pairs = label_pairs(cells)
        if header is not None and number > header and 0 < final < len(cells) and len(pairs) < 2:
            pairs = [(cells[0], cells[final])]
        for name, cell in pairs:
            if (field := staff_field(name.text)) is not None:
                out.setdefault(field, cell)
    return out


def _buildings(table: Table, money_unit: str) -> Buildings:
    fields = layout("base_data", "buildings")
    units = dict.fromkeys(fields, "%") | {
        "approved_area": "平方米", "actual_area": "平方米",
        "approved_investment": money_unit or "万元", "actual_investment": money_unit or "万元",
    }  # fmt: skip
    return Buildings(**_below_header(table, "buildings", fields, units))


def _below_header(
    table: Table, group: str, fields: dict[str, list[str]], units: dict[str, str]
) -> dict[str, Quantity]:
    """Return the single row of values below a header row; blanks if the form has neither."""
    header = find_header(table, fields, needs=2)
    columns = Columns(table.row(header) if header is not None else [], fields)
    out = {}
    for field in fields:
        cell = None
        if header is not None and header + 1 < table.rows:
            cell = columns.cell(table, header + 1, field)
        place = join_place(f"{_ROOT}/{group}", field)
        unit = units[field]
        if unit in MONEY_UNITS and header is not None and field in columns.order:
            unit = money_unit_in(table.row(header)[columns.order[field]].text) or unit
        out[field] = quantity_of(cell, place, table.location, unit)
    return out


class _Money(NamedTuple):
    """The three amount cells of a row, in the form's column order."""

    last_final: int
    budget: int
    final: int


def _spending(table: Table, money_unit: str) -> tuple[list[SpendingRow], SpendingRow, SpendingRow]:
    header = _spending_header(table)
    single: dict[str, SpendingRow] = {}
    rows: list[SpendingRow] = []
    places, tree = Places(), _Tree()
    if header is not None:
        columns = _money_columns(table.row(header))
        unit = money_unit_in(" ".join(c.text for c in table.row(header))) or money_unit or "万元"
        for number in range(header + 1, table.rows):
            cells = table.row(number)
            if _ends_spending(cells):
                break
            if signs(cells) or is_counted(cells[0].text) or len(label_pairs(cells)) > 1:
                continue
            kind = next(
                (k for k in ("procurement", "budget_adjustment")
                 if names(_clean(cells[0].text), layout("base_data", k))), None)  # fmt: skip
            if kind:
                single[kind] = _row(cells, columns, f"{_ROOT}/{kind}", unit, table.location)
                continue
            place = places.unique(join_place(f"{_ROOT}/spending", _clean(cells[0].text)))
            rows.append(tree.add(_row(cells, columns, place, unit, table.location)))
    blank = {
        kind: single.get(kind) or _absent(f"{_ROOT}/{kind}", table.location)
        for kind in ("procurement", "budget_adjustment")
    }
    return rows, blank["procurement"], blank["budget_adjustment"]


def _spending_header(table: Table) -> int | None:
    words = layout("base_data", "spending_header")
    for number in range(table.rows):
        cells = table.row(number)
        if sum(any(squeeze(c.text).endswith(word) for word in words) for c in cells) >= 2:
            return number
    return None


def _money_columns(header: list[Cell]) -> _Money:
    """Tell the columns apart: the first 决算数 is last year's where there are two."""
    texts = [squeeze(cell.text) for cell in header]
    finals = [n for n, text in enumerate(texts) if text.endswith("决算数")]
    budgets = [n for n, text in enumerate(texts) if text.endswith("预算数")]
    last = finals[0] if len(finals) > 1 else -1
    return _Money(last, budgets[-1] if budgets else -1, finals[-1] if finals else -1)


def _ends_spending(cells: list[Cell]) -> bool:
    text = cells[0].text
    return begins(text, ["楼堂馆所"]) or begins(text, layout("base_data", "thrift"))


def _clean(text: str) -> str:
    """Return a row label without list marks, 其中 and colon: what its place is made of."""
    return _MARK.sub("", squeeze(text)).strip("：:") or squeeze(text)


def _row(
    cells: list[Cell], columns: _Money, place: Place, unit: str, near: Location
) -> SpendingRow:
    """Return a row; the amounts of a column that the form lacks are blanks ``near`` the table."""

    def amount(field: str, number: int) -> Quantity:
        cell = cells[number] if 0 < number < len(cells) else None
        location = near if number < 0 else cells[0].location
        return quantity_of(cell, f"{place}/{field}", location, unit)

    return SpendingRow(
        label=text_of(cells[0], place, cells[0].location),
        last_final=amount("last_final", columns.last_final),
        budget=amount("budget", columns.budget),
        final=amount("final", columns.final),
    )


def _absent(place: Place, near: Location) -> SpendingRow:
    last, budget, final = (Quantity(place=f"{place}/{f}", location=near) for f in _Money._fields)
    label = Text(place=place, location=near)
    return SpendingRow(label=label, last_final=last, budget=budget, final=final)


class _Tree:
    """Places rows under their parents by list marks, 其中, known heads and indent."""

    def __init__(self) -> None:
        self._head: SpendingRow | None = None
        self._item: SpendingRow | None = None
        self._sibling: SpendingRow | None = None

    def add(self, row: SpendingRow) -> SpendingRow:
        """Set ``depth``, ``parent`` and ``of_which`` of the next row and return it."""
        text = row.label.raw.lstrip()
        indented = text != row.label.raw
        if text.startswith("其中"):
            self._sibling = row
            return self._under(row, self._item or self._head, of_which=True)
        if names(_clean(text), layout("base_data", "heads")):
            return self._as_head(row)
        if _NESTED.match(text) and self._item is not None and not _NESTED.match(self._item_text):
            self._sibling = None
            return self._under(row, self._item)
        if re.match(r"\d+[、.．]|[（(]\d", text) or set(text.strip()) <= set("….·"):
            self._sibling = None
            self._under(row, self._head)
            self._item = row
            return row
        if self._item is not None and self._sibling is None and indented:
            return self._under(row, self._item)
        model = self._sibling
        if model is not None and (indented or model.label.raw[0] == "其"):
            row.depth, row.parent, row.of_which = model.depth, model.parent, model.of_which
            return row
        return self._as_head(row)

    @property
    def _item_text(self) -> str:
        return self._item.label.raw.lstrip() if self._item else ""

    def _as_head(self, row: SpendingRow) -> SpendingRow:
        self._head, self._item, self._sibling = row, None, None
        return row

    def _under(
        self, row: SpendingRow, parent: SpendingRow | None, of_which: bool = False
    ) -> SpendingRow:
        if parent is not None:
            row.depth, row.parent, row.of_which = parent.depth + 1, parent.place, of_which
        return row


def _thrift(table: Table) -> Text:
    place = f"{_ROOT}/thrift"
    for cells in table.each_row():
        if begins(cells[0].text, layout("base_data", "thrift")):
            cell = cells[1] if len(cells) > 1 else None
            return text_of(cell, place, cells[0].location)
    return Text(place=place, location=table.location)


def read_signoff(after: list[Paragraph], near: Location) -> Signoff:
    """Return the sign-off fields from the lines below the table; absent ones are blanks."""
    fields = layout("base_data", "signoff")
    every = "|".join(re.escape(word) for words in fields.values() for word in words)
    colon = r"(?:[（(][^（）()]{1,4}[）)])?\s*[：:]"  # 填表人（签名）：
    found: dict[str, Text] = {}
    for paragraph in after:
        for field, words in fields.items():
            own = "|".join(map(re.escape, words))
            pattern = rf"(?:{own}){colon}\s*(.*?)\s*(?=(?:{every}){colon}|$)"
            ahead = paragraph.number  # the label where it has a cell of its own
            match = re.search(pattern, ahead + paragraph.text)
            if match and field not in found:
                start, end = (at - len(ahead) for at in match.span(1))
                found[field] = Text(
                    raw=match[1], place=f"{_ROOT}/signoff/{field}",
                    location=paragraph.location.span(start, end),
                )  # fmt: skip
    return Signoff(
        **{f: found.get(f) or Text(place=f"{_ROOT}/signoff/{f}", location=near) for f in fields}
    )
