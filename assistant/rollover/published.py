"""What the published final accounts give a new year's tables, for a person to confirm.

Final accounts of the new year give its finals; those of last year are held against last year's
pack. A typed figure is never changed: where the two differ, that is told as a question.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from assistant.facts.finals import Final, finals, keys_of_row, of_key
from assistant.model.accounts import FinalAccounts
from assistant.model.draft import Question
from assistant.model.pack import IndicatorTable, NamedAmount, Pack, SpendingRow
from assistant.model.place import Location, Place
from assistant.model.quantity import MONEY_UNITS, Quantity
from assistant.rollover.cells import CENT, quantity
from assistant.rollover.forms import BY_KEY, Line, SheetKey
from assistant.rollover.names import TOTAL
from assistant.rollover.units import money_unit

DISPUTED = "填报数"
"""What the mark for a disputed figure begins with."""
_UNIT = "万元"
_WHO = "财务人员"
_INCOME = (
    ("一般公共预算", ("general",)),
    ("政府性基金", ("funds",)),
    ("国有资本", ("state_capital",)),
)
_EXPENDITURE = (
    ("基本支出", ("basic", "general_basic")),
    ("项目支出", ("project", "general_project")),
)
_WHOLE = ("expenditure", "grants", "general")


Lines = dict[SheetKey, list[Line]]


class Proposal(NamedTuple):
    """An amount of the accounts for one cell of the workbook.

    ``value`` is in ``unit``, that of the form, with two decimals. ``sure``: the accounts' tables agree on it; ``others``
    are different amounts (label, value): of a narrower scope, or of a table that disagrees.
    """

    sheet: SheetKey
    place: Place
    column: str
    value: str
    source: str
    sure: bool
    others: tuple[tuple[str, str], ...] = ()
    unit: str = _UNIT

    def told(self) -> str:
        """Return the column's header and the value, as the workbook shows them."""
        doubt = "" if self.sure else "（报表之间不一致，没有填入）"
        other = f"（{self.other()}）" if self.others else ""
        return f"{_header(self.sheet, self.column)} {self.value}{doubt}{other}"

    def other(self) -> str:
        """Return the different amounts in words."""
        return "、".join(f"{label} {value}" for label, value in self.others)


def of_year(accounts: Sequence[FinalAccounts], year: int) -> FinalAccounts | None:
    """Return the final accounts of a year, None where they are not at hand."""
    return next((each for each in accounts if each.year == year), None)


def proposals(last: Pack, accounts: FinalAccounts | None) -> list[Proposal]:
    """Return what final accounts of the new year say of last year's rows."""
    if accounts is None:
        return []
    found, year = finals(accounts), accounts.year or 0
    wanted = [*_base(last), *_overall(last)]
    unit = money_unit(last.overall) if last.overall else _UNIT
    made = (_proposal(found, year, *each, _UNIT if each[0] == "base" else unit) for each in wanted)
    return [each for each in made if each is not None]


_Wanted = tuple[SheetKey, Place, str, tuple[str, ...]]
"""Sheet, row and column of a cell, and the keys of the amounts that it may repeat."""


def _base(last: Pack) -> Iterator[_Wanted]:
    for row in last.base_data.spending if last.base_data else ():
        keys = tuple(keys_of_row(row.label.text))
        if not keys:
            continue
        yield "base", row.place, "final", keys
        if keys[0].startswith("three_public/"):
            yield "base", row.place, "budget", tuple(k.replace("/final", "/budget") for k in keys)


def _overall(last: Pack) -> Iterator[_Wanted]:
    table = last.overall
    if table is None:
        return
    line = next((each for each in table.money if TOTAL.search(each.label.text)), None)
    if line is not None:
        yield "money", line.place, "executed", _WHOLE
    for rows, words in ((table.by_income, _INCOME), (table.by_expenditure, _EXPENDITURE)):
        if not _is_spent(table, rows):
            continue
        for row in rows:
            keys = _WHOLE if row.is_total else next(
                (keys for word, keys in words if word in row.label.text), ()
            )  # fmt: skip
            if keys:
                yield "breakdown", row.amount.place, "value", keys


def _is_spent(table: IndicatorTable, rows: Sequence[NamedAmount]) -> bool:
    """Tell whether last year's breakdown was of what was spent: some forms break the budget down."""
    whole = next((row.amount.base for row in rows if row.is_total), None)
    line = next((each for each in table.money if TOTAL.search(each.label.text)), None)
    return whole is not None and line is not None and whole == line.executed.base


def _proposal(
    found: list[Final], year: int, sheet: SheetKey, place: Place, column: str,
    keys: tuple[str, ...], unit: str = _UNIT,
) -> Proposal | None:  # fmt: skip
    amounts = [each for each in of_key(found, *keys) if each.quantity.unit in MONEY_UNITS]
    if not amounts:
        return None
    first, printed = amounts[0], in_form(amounts[0].quantity, unit)
    apart = {each.label: text for each in amounts[1:]
             if (text := in_form(each.quantity, unit)) != printed}  # fmt: skip
    own = {in_form(each.quantity, unit) for each in amounts if each.key == first.key}
    return Proposal(
        sheet,
        place,
        column,
        printed,
        _source(first, year),
        len(own) == 1,
        tuple(apart.items()),
        unit,
    )


def in_form(amount: Quantity, unit: str = _UNIT) -> str:
    """Return money as a form in ``unit`` prints it: with two decimals, a zero as 0."""
    value = (amount.base or Decimal(0)) / MONEY_UNITS[unit]
    return format(value.quantize(CENT, rounding=ROUND_HALF_UP), "f") if value else "0"


def _source(final: Final, year: int) -> str:
    own = final.quantity
    printed = own.raw if own.raw == "无数据" else f"{own.raw}{own.unit}"
    at = _where(own.location)
    return f"{year}年度部门决算《{final.table}》“{final.label}”{printed}{f'（{at}）' if at else ''}"


def _where(location: Location) -> str:
    file = location.file.replace("\\", "/").rpartition("/")[2]
    if location.page is not None:
        return f"{file}　第{location.page}页"
    return f"{file}　第{location.table + 1}张表" if location.table is not None else file


def _header(sheet: SheetKey, column: str) -> str:
    return next(field.header for field in BY_KEY[sheet].fields if field.key == column)


def with_published(sheet: SheetKey, line: Line, offered: Sequence[Proposal]) -> Line:
    """Return a row of the workbook with what the accounts give: sure amounts filled in."""
    own = [each for each in offered if (each.sheet, each.place) == (sheet, line.place)]
    if not own:
        return line
    cells = dict(line.cells)
    for each in own:
        if each.sure and not cells.get(each.column):
            cells[each.column] = each.value
    cells["published"] = "；".join(each.told() for each in own)
    cells["where"] = "；".join(each.source for each in own)
    return line._replace(cells=cells)


class Confirmed(NamedTuple):
    """The workbook's rows with the accounts' amounts in their blanks, and what to confirm.

    ``disputed`` gives for each figure that differs, by its place, both readings in words.
    """

    lines: Lines
    questions: list[Question]
    disputed: dict[Place, str]


def confirm(typed_lines: Lines, offered: Sequence[Proposal]) -> Confirmed:
    """Hold typed figures against the accounts; fill blanks with sure amounts, change nothing."""
    lines = {key: list(rows) for key, rows in typed_lines.items()}
    questions: list[Question] = []
    disputed: dict[Place, str] = {}
    for each in offered:
        rows = lines[each.sheet]
        at = next((n for n, row in enumerate(rows) if row.place == each.place), None)
        if at is None:
            continue
        typed = quantity(rows[at].get(each.column), "", each.unit)
        if typed.is_blank() and each.sure:
            rows[at] = rows[at]._replace(cells={**rows[at].cells, each.column: each.value})
            questions.append(_taken(each))
        elif typed.is_blank():
            questions.append(_unsure(each))
        elif not _meets(typed, each):
            questions.append(_apart(each, typed))
            both = f"{DISPUTED}{typed.text}{each.unit}，或部门决算数{each.value}{each.unit}"
            disputed[_place(each)] = both
    return Confirmed(lines, questions, disputed)


def _meets(typed: Quantity, offered: Proposal) -> bool:
    """Tell whether a typed figure is the amount, or one of the others that it may repeat."""
    if typed.value is None:
        return offered.value == "0"  # 无 stands for nothing
    known = (offered.value, *(value for _, value in offered.others))
    return any(
        typed.interval().meets(quantity(each, "", offered.unit).interval()) for each in known
    )


def _cell(offered: Proposal) -> str:
    name = offered.place.rsplit("/", 1)[-1]
    return f"“{name}”{_header(offered.sheet, offered.column)}"


def _place(offered: Proposal) -> Place:
    return offered.place if offered.sheet == "breakdown" else f"{offered.place}/{offered.column}"


def _taken(offered: Proposal) -> Question:
    return Question(
        place=_place(offered), who=_WHO,
        text=f"{_cell(offered)}取自部门决算，为{offered.value}{offered.unit}，请核实。",
        why=f"数据表没有填；{offered.source}。",
    )  # fmt: skip


def _unsure(offered: Proposal) -> Question:
    return Question(
        place=_place(offered), who=_WHO,
        text=f"{_cell(offered)}按哪个数填：{offered.value}{offered.unit}，还是{offered.other()}{offered.unit}？",
        why=f"数据表没有填，部门决算的几张报表不一致；{offered.source}。",
    )  # fmt: skip


def _apart(offered: Proposal, typed: Quantity) -> Question:
    gap = abs((typed.base or Decimal(0)) / MONEY_UNITS[offered.unit] - Decimal(offered.value))
    return Question(
        place=_place(offered), who=_WHO,
        text=f"{_cell(offered)}填{typed.text}{offered.unit}，部门决算为{offered.value}{offered.unit}，"
             f"相差{format(gap.normalize(), 'f')}{offered.unit}，以哪个为准？",
        why=f"{offered.source}；未改动所填数据。",
    )  # fmt: skip


class LastYear(NamedTuple):
    """Last year's pack with blank finals filled from its accounts, and what to confirm."""

    pack: Pack
    questions: list[Question]


def against_last(last: Pack, accounts: FinalAccounts | None) -> LastYear:
    """Hold last year's finals against last year's accounts: they are the new table's 上年决算数."""
    base = last.base_data
    if accounts is None or base is None:
        return LastYear(last, [])
    found = finals(accounts)
    rows, questions = [], []
    for row in base.spending:
        keys = tuple(keys_of_row(row.label.text))
        offered = _proposal(found, accounts.year or 0, "base", row.place, "final", keys)
        kept, asked = _last_row(row, offered) if offered else (row, None)
        rows.append(kept)
        questions += [asked] if asked else []
    data = base.model_copy(update={"spending": rows})
    return LastYear(last.model_copy(update={"base_data": data}), questions)


def _last_row(row: SpendingRow, offered: Proposal) -> tuple[SpendingRow, Question | None]:
    name, place = row.place.rsplit("/", 1)[-1], f"{row.place}/last_final"
    if row.final.is_blank() and offered.sure:
        final = quantity(offered.value, row.final.place, _UNIT)
        asked = Question(
            place=place, who=_WHO,
            text=f"“{name}”上年决算数取自上年部门决算，为{offered.value}万元，请核实。",
            why=f"上年材料没有填；{offered.source}。",
        )  # fmt: skip
        return row.model_copy(update={"final": final}), asked
    if row.final.is_blank() or _meets(row.final, offered):
        return row, None
    return row, Question(
        place=place, who=_WHO,
        text=f"“{name}”上年决算数，上年材料为{row.final.text}万元，上年部门决算为"
             f"{offered.value}万元，以哪个为准？",
        why=f"{offered.source}；现按上年材料填列。",
    )  # fmt: skip
