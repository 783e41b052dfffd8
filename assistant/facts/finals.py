"""What final accounts state, by name: totals, basic and project expenditure, three-public."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.model.accounts import (
    TABLE_NAMES,
    AccountsRow,
    FinalAccounts,
    Side,
    TableKind,
)
from assistant.model.dossier import Dossier
from assistant.model.fact import Fact
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, zero

_NUMBERING = re.compile(r"^(?:其中[:：]|[（(]?[一二三四五六七八九十\d]+[）)]?[、.．])")
_BARE = re.compile(r"[“”\"‘’（）()]|（境）")


class Final(NamedTuple):
    """One audited amount: ``key`` for code, ``label`` for people, the table it stands in."""

    key: str
    label: str
    table: str
    quantity: Quantity


class _Where(NamedTuple):
    """A cell by its table, half, row and column; patterns meet the bare words."""

    key: str
    label: str
    kind: TableKind
    row: str
    column: str = r".*"
    side: Side = ""


_TOTAL = r"合计|总计|本年合计"
_DONE = r"(?!.*预算数).*(?:决算数|金额)|合计"
_WHERE = (
    _Where("income", "本年收入合计", "summary", r"本年收入合计", _DONE, "收入"),
    _Where("expenditure", "本年支出合计", "summary", r"本年支出合计", _DONE, "支出"),
    _Where("grand_total", "收入支出总计", "summary", r"总计", _DONE, "收入"),
    _Where("grand_total", "收入支出总计", "summary", r"总计", _DONE, "支出"),
    _Where("carried_in", "年初结转和结余", "summary", r"年初结转和结余", _DONE, "收入"),
    _Where("carried_out", "年末结转和结余", "summary", r"年末结转和结余", _DONE, "支出"),
    _Where("income", "本年收入合计", "income", _TOTAL, r"(?:本年收入)?合计"),
    _Where("grants_income", "财政拨款收入", "income", _TOTAL, r"财政拨款收入(?:·小计)?"),
    _Where("expenditure", "本年支出合计", "expenditure", _TOTAL, r"(?:本年支出)?合计"),
    _Where("basic", "基本支出", "expenditure", _TOTAL, r"基本支出"),
    _Where("project", "项目支出", "expenditure", _TOTAL, r"项目支出"),
    _Where("grants_income", "财政拨款本年收入", "grants", r"本年收入合计", _DONE, "收入"),
    _Where("grants", "财政拨款本年支出", "grants", r"本年支出合计", r"合计|小计", "支出"),
    _Where("grants_total", "财政拨款收入支出总计", "grants", r"总计", _DONE, "收入"),
    _Where("grants_total", "财政拨款收入支出总计", "grants", r"总计", r"合计|小计", "支出"),
    _Where("general_income", "一般公共预算财政拨款收入", "grants", r"一般公共预算财政拨款(?:收入)?",
           _DONE, "收入"),
    _Where("general", "一般公共预算财政拨款支出", "grants", r"本年支出合计", r"一般公共预算.*", "支出"),
    _Where("funds_income", "政府性基金预算财政拨款收入", "grants", r"政府性基金预算财政拨款(?:收入)?",
           _DONE, "收入"),
    _Where("funds", "政府性基金预算财政拨款支出", "grants", r"本年支出合计", r"政府性基金.*", "支出"),
    _Where("state_capital", "国有资本经营预算财政拨款支出", "grants", r"本年支出合计",
           r"国有资本经营.*", "支出"),
    _Where("general", "一般公共预算财政拨款支出", "general", _TOTAL, r"(?:本年支出·?)?(?:合计|小计)"),
    _Where("general_basic", "一般公共预算基本支出", "general", _TOTAL, r"(?:本年支出·)?基本支出"),
    _Where("general_project", "一般公共预算项目支出", "general", _TOTAL, r"(?:本年支出·)?项目支出"),
    _Where("personnel", "人员经费", "basic", r"人员经费合计", _DONE),
    _Where("operating", "公用经费", "basic", r"公用经费合计", _DONE),
    _Where("funds_income", "政府性基金本年收入", "funds", _TOTAL, r"本年收入"),
    _Where("funds", "政府性基金本年支出", "funds", _TOTAL, r"本年支出(?:·(?:合计|小计))?"),
    _Where("state_capital", "国有资本经营预算支出", "state_capital", _TOTAL,
           r"(?:本年支出·?)?(?:合计|小计)|本年支出"),
)  # fmt: skip

THREE_PUBLIC = ("total", "abroad", "vehicles", "purchase", "running", "reception")
"""The parts of 三公经费; keys are ``three_public/PART/budget`` and ``…/final``."""

_PARTS = (
    ("vehicles", "公务用车购置及运行维护费", re.compile(r"购置[及和、].*(?:运行|维护)")),
    ("purchase", "公务用车购置费", re.compile(r"车购置")),
    ("running", "公务用车运行维护费", re.compile(r"车运行|车维护")),
    ("abroad", "因公出国（境）费", re.compile(r"出国")),
    ("reception", "公务接待费", re.compile(r"^公务接待费?")),
    ("total", "三公经费", re.compile(r"合计|总计|三公经费")),
)
_HEAD_COUNT = re.compile(r"数[（(]?[辆个批人次台]|批次|人次|团组|保有量|购置数")


def finals(accounts: FinalAccounts) -> list[Final]:
    """Return the named amounts, those of the usual table first; one key may stand in several.

    A fund that the accounts expressly state to be empty gives a zero. Blank cells give nothing.
    """
    found = [Final(each.key, each.label, TABLE_NAMES[each.kind], cell)
             for each in _WHERE for cell in _cells(accounts, each)]  # fmt: skip
    return [*found, *_nothing(accounts), *_three_public(accounts)]


def of_key(found: list[Final], *keys: str) -> list[Final]:
    """Return the amounts of some keys, in the keys' order."""
    return [each for key in keys for each in found if each.key == key]


def by_function(accounts: FinalAccounts, kind: TableKind = "expenditure") -> list[AccountsRow]:
    """Return a table's rows of functional classes (类, 款, 项), which have a code."""
    table = accounts.table(kind)
    return [row for row in table.rows if row.code] if table else []


def own_accounts(dossier: Dossier) -> list[FinalAccounts]:
    """Return the final accounts of the pack's own unit, of its year or the one before."""
    pack = dossier.pack
    years = () if pack.year is None else (pack.year, pack.year - 1)
    return [
        each for each in dossier.accounts
        if each.year in years
        and (not pack.unit.text or not each.unit.text or same_unit(pack.unit.text, each.unit.text))
    ]  # fmt: skip


def final_facts(accounts: FinalAccounts) -> list[Fact]:
    """Return the named amounts as facts, then the figures of the explanation."""
    year, unit = str(accounts.year or ""), accounts.unit.text
    stated = [
        Fact(place=each.quantity.place, measure=each.label, subject=unit, period=year,
             quantity=each.quantity, quote=f"{each.table}　{each.label}：{each.quantity.text}")
        for each in finals(accounts) if each.quantity.place
    ]  # fmt: skip
    return [*stated, *(figure.model_copy() for figure in accounts.figures)]


_BASE_ROWS = (
    (re.compile(r"^三公"), "total"),
    (re.compile(r"^(?=.*车)(?=.*购置)(?=.*(?:维护|运行))"), "vehicles"),
    (re.compile(r"^(?=.*车)(?=.*购置)"), "purchase"),
    (re.compile(r"^(?=.*车)(?=.*(?:维护|运行))"), "running"),
    (re.compile(r"出国|出境"), "abroad"),
    (re.compile(r"^公务接待|^接待费"), "reception"),
)


def keys_of_row(label: str) -> list[str]:
    """Return the keys whose amount a base table's row of this label repeats as its final.

    >>> keys_of_row("3、公务接待")
    ['three_public/reception/final']
    """
    words = bare(label)
    part = next((part for pattern, part in _BASE_ROWS if pattern.search(words)), None)
    if part:
        return [f"three_public/{part}/final"]
    if re.fullmatch(r"项目支出[:：]?", words):
        return ["project", "general_project"]
    if re.fullmatch(r"公用经费|人员经费", words):
        return ["operating" if words == "公用经费" else "personnel"]
    return []


def base_finals(accounts: FinalAccounts, labels: list[str]) -> dict[str, Quantity]:
    """Return for each row label of a base data table the final that the accounts give it.

    Labels that the accounts say nothing about are left out.
    """
    found = finals(accounts)
    made: dict[str, Quantity] = {}
    for label in labels:
        amounts = of_key(found, *keys_of_row(label))
        if amounts:
            made[label] = amounts[0].quantity
    return made


def bare(label: str) -> str:
    """Return a label without numbering, 其中, quotation marks and brackets."""
    words = squeeze(label)
    while (shorter := _NUMBERING.sub("", words, count=1)) != words:
        words = shorter
    return _BARE.sub("", words)


def _cells(accounts: FinalAccounts, where: _Where) -> Iterator[Quantity]:
    table = accounts.table(where.kind)
    for row in table.rows if table else ():
        fits = not where.side or row.side in ("", where.side)
        if not fits or not re.fullmatch(where.row, bare(row.label.raw)):
            continue
        cell = next((c for name, c in row.cells.items() if re.fullmatch(where.column, name)), None)
        if cell is not None and cell.known():
            yield cell
            return


def _nothing(accounts: FinalAccounts) -> Iterator[Final]:
    """Yield a zero for a fund whose table is said to be empty."""
    kinds: tuple[TableKind, ...] = ("funds", "state_capital")
    for kind in kinds:
        table = accounts.table(kind)
        if table is None or not table.empty or table.empty_note.is_blank():
            continue
        said = zero("万元").model_copy(
            update={"raw": "无数据", "place": table.empty_note.place,
                    "location": table.empty_note.location}
        )  # fmt: skip
        label = "政府性基金预算支出" if kind == "funds" else "国有资本经营预算支出"
        yield Final(kind, label, TABLE_NAMES[kind], said)


def _three_public(accounts: FinalAccounts) -> Iterator[Final]:
    table = accounts.table("three_public")
    for row in table.rows if table else ():
        if _HEAD_COUNT.search(row.label.text):
            continue
        for name, cell in row.cells.items():
            part = _part(f"{bare(row.label.raw)}·{bare(name)}")
            column = _column(name)
            if part is None or not column or not cell.known():
                continue
            label = f"{part[1]}{'预算数' if column == 'budget' else '决算数'}"
            key = f"three_public/{part[0]}/{column}"
            yield Final(key, label, TABLE_NAMES["three_public"], cell)


def _column(name: str) -> str:
    if "预算" in name:
        return "budget"
    return "final" if "决算" in name or "支出数" in name else ""


def _part(words: str) -> tuple[str, str] | None:
    """Return the part that a row or header names; the lowest word that names one decides."""
    for word in reversed(words.split("·")):
        for part, name, pattern in _PARTS:
            if pattern.search(word):
                return part, name
    return None


_SUFFIXES = ("人民政府", "政府", "机关", "办事处", "街道办事处", "委员会", "（机关）")


def same_unit(first: str, second: str) -> bool:
    """Tell whether two names are of one unit: one may leave out its region or 人民政府.

    A unit at its own level (本级) is not the department with all units below it.
    """
    if ("本级" in first) != ("本级" in second):
        return False
    shorter, longer = sorted((squeeze(first), squeeze(second)), key=len)
    if not shorter:
        return False
    return longer.endswith(shorter) or any(longer.endswith(shorter + end) for end in _SUFFIXES)
