"""The figures workbook of a new year, made from last year's pack and the work summaries."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.errors import NothingFound
from assistant.model.accounts import FinalAccounts
from assistant.model.document import Document
from assistant.model.draft import Question
from assistant.model.pack import Indicator, IndicatorTable, Pack, SpendingRow
from assistant.model.place import Location, Place
from assistant.model.quantity import Quantity, Text
from assistant.rollover.asking import Model
from assistant.rollover.finding import Finder, wanted_rows
from assistant.rollover.forms import BY_KEY, KEEP, OVERALL, FilledSheet, Line, SheetKey
from assistant.rollover.links import Link
from assistant.rollover.names import TOTAL, without_amount
from assistant.rollover.proposing import Proposed, propose
from assistant.rollover.published import (
    Proposal,
    against_last,
    of_year,
    proposals,
    with_published,
)
from assistant.rollover.reasons import told as told_of_change
from assistant.rollover.statements import Statement
from assistant.rollover.units import in_one_cell, money_unit

SINGLE = {
    "base_data/staffing/posts": ("编制数", "人"), "base_data/staffing/staff": ("实际在职人数", "人"),
    "base_data/buildings/approved_area": ("楼堂馆所批复规模", "㎡"),
    "base_data/buildings/actual_area": ("楼堂馆所实际规模", "㎡"),
    "base_data/buildings/approved_investment": ("楼堂馆所预算投资", "万元"),
    "base_data/buildings/actual_investment": ("楼堂馆所实际投资", "万元"),
}  # fmt: skip
"""Single figures that a person supplies; their ratios are computed."""

TABLE_TEXTS = {"goal_expected": "年度预期目标", "goal_achieved": "实际完成情况"}
BASE_TEXTS = {
    "thrift": "厉行节约保障措施", "signoff/filler": "填表人", "signoff/date": "填报日期",
    "signoff/phone": "联系电话", "signoff/leader": "单位负责人签字",
}  # fmt: skip
KEPT_TEXTS = ("signoff/filler", "signoff/phone", "signoff/leader")
"""Texts that stay from year to year: filled in, to be confirmed."""


class Template(NamedTuple):
    """The workbook's content; ``linked`` is what was found in the summaries, by place.

    ``offered`` is what the final accounts give; ``before`` asks where last year's disagree.
    """

    unit: str
    year: int
    sheets: list[FilledSheet]
    linked: dict[Place, Link]
    proposed: Proposed | None = None
    offered: Sequence[Proposal] = ()
    before: Sequence[Question] = ()


def template(
    last: Pack,
    narratives: Sequence[Document] = (),
    model: Model | None = None,
    accounts: Sequence[FinalAccounts] = (),
) -> Template:
    """Return the figures workbook for the year after ``last``.

    An indicator's actual is filled in only where a summary states it beyond doubt; a ``model``
    may propose more. What ``accounts`` of the new year give is
    filled in, to be confirmed; last year's fill blanks of last year's finals. Raises ``NothingFound`` when the pack has no year or no table.
    """
    year = new_year(last)
    before = against_last(last, of_year(accounts, year - 1))
    last = before.pack
    finder = Finder(narratives, year, last.unit.text)
    linked = dict(_links(last, finder))
    proposed = _propose(last, finder, linked, year, model) if model and narratives else None
    rows: dict[SheetKey, Iterable[Line]] = {
        "projects": _projects(last), "base": _base(last), "single": _single(last),
        "money": _money(last, narratives), "breakdown": _breakdown(last),
        "indicators": _indicators(last, linked), "texts": _texts(last),
        "achievements": _achievements(finder.statements, linked),
    }  # fmt: skip
    offered = proposals(last, of_year(accounts, year))
    sheets = [
        FilledSheet(BY_KEY[key], [with_published(key, line, offered) for line in lines])
        for key, lines in rows.items()
    ]
    return Template(last.unit.text, year, sheets, linked, proposed, offered, before.questions)


def new_year(last: Pack) -> int:
    """Return the year after a pack's; ``NothingFound`` where it can't be rolled over."""
    if last.year is None:
        raise NothingFound("上年材料的标题里没有年度，不能结转。")
    if last.base_data is None and last.overall is None and not last.projects:
        raise NothingFound("上年材料里没有基础数据表和自评表，不能结转。")
    return last.year + 1


def table_name(table: IndicatorTable) -> str:
    """Return what a table is called in the workbook: 整体 or the project's short name."""
    return OVERALL if table.kind == "overall" else table.place.removeprefix("projects/")


def base_rows(last: Pack) -> list[SpendingRow]:
    """Return the base table's money rows, procurement and adjustment at the end."""
    base = last.base_data
    return [*base.spending, base.procurement, base.budget_adjustment] if base else []


def text_fields(last: Pack) -> Iterator[tuple[Place, str, str, Text]]:
    """Yield place, table, label and last year's text of every text that is asked for."""
    base = last.base_data
    if base:
        for name, label in BASE_TEXTS.items():
            group, _, field = name.rpartition("/")
            owner = base.signoff if group else base
            text: Text = getattr(owner, field)
            yield f"base_data/{name}", "基础数据表", label, text
    for table in last.tables():
        for field, label in TABLE_TEXTS.items():
            yield f"{table.place}/{field}", table_name(table), label, getattr(table, field)


def single_fields(last: Pack) -> Iterator[tuple[Place, Quantity]]:
    """Yield the single figures of the base table that a person supplies."""
    if last.base_data:
        for place in SINGLE:
            _, group, field = place.split("/")
            yield place, getattr(getattr(last.base_data, group), field)


def _links(last: Pack, finder: Finder) -> Iterator[tuple[Place, Link]]:
    for place, wanted in wanted_rows(last):
        link = finder.link(wanted)
        if link is not None:
            yield place, link


def _propose(
    last: Pack, finder: Finder, linked: dict[Place, Link], year: int, model: Model
) -> Proposed:
    """Ask a model about the rows that nothing was found for beyond doubt; add its links."""
    open_rows = {
        place: wanted
        for place, wanted in wanted_rows(last)
        if place not in linked or linked[place].confidence != "高"
    }
    proposed = propose(open_rows, finder.statements, year, model)
    for place, link in proposed.links.items():
        if place not in linked or linked[place].confidence == "低":
            linked[place] = link._replace(by=model.name)
    return proposed


def _projects(last: Pack) -> Iterator[Line]:
    for table in last.projects:
        name = table.project.raw.strip() or table_name(table)
        yield Line(table.place, {
            "last_name": name, "last_executed": _executed(table), "handling": KEEP,
            "name": name if without_amount(name) == name else "",
        })  # fmt: skip


def _executed(table: IndicatorTable) -> str:
    """Return what a project spent as its total row prints it, with the unit if not 万元."""
    rows = (line for line in table.money if TOTAL.search(line.label.text))
    line = next(rows, table.money[0] if table.money else None)
    if line is None or line.executed.is_blank():
        return ""
    unit = money_unit(table)
    return line.executed.raw.strip() + (unit if unit != "万元" and line.executed.known() else "")


def _base(last: Pack) -> Iterator[Line]:
    for row in base_rows(last):
        yield Line(row.place, {
            "label": row.label.raw.strip(), "depth": str(row.depth),
            "last_budget": row.budget.raw.strip(), "last_final": row.final.raw.strip(),
        })  # fmt: skip


def _single(last: Pack) -> Iterator[Line]:
    for place, field in single_fields(last):
        label, unit = SINGLE[place]
        yield Line(place, {"label": label, "unit": unit, "last": field.raw.strip()})


def _money(last: Pack, narratives: Sequence[Document]) -> Iterator[Line]:
    for table in last.tables():
        said = told_of_change(table_name(table), narratives)
        whole = next((x for x in table.money if TOTAL.search(x.label.text)), None)
        for line in table.money:
            shown = {"quote": said.said, "said_at": said.where} if line is whole else {}
            yield Line(line.place, {
                "table": table_name(table), "label": line.label.raw.strip(),
                "unit": money_unit(table), "last_initial": line.initial.raw.strip(),
                "last_full_year": line.full_year.raw.strip(),
                "last_executed": line.executed.raw.strip(), "weight": line.weight.raw.strip(),
                **shown,
            })  # fmt: skip


def _breakdown(last: Pack) -> Iterator[Line]:
    for table in last.tables():
        for part, rows in (("按收入性质", table.by_income), ("按支出性质", table.by_expenditure)):
            for named in rows:
                yield Line(named.amount.place, {
                    "table": table_name(table), "part": part, "label": named.label.raw.strip(),
                    "last": named.amount.raw.strip(),
                })  # fmt: skip


def _indicators(last: Pack, linked: dict[Place, Link]) -> Iterator[Line]:
    for table in last.tables():
        for row in table.indicators:
            cells = {"table": table_name(table), "level1": row.level1, "level2": row.level2}
            link = linked.get(row.place)
            yield Line(row.place, {**cells, **_indicator(row), **_linked(link)})


def _indicator(row: Indicator) -> dict[str, str]:
    return {
        "name": row.name.raw.strip(), "handling": KEEP,
        "last_target": in_one_cell(row.target), "last_actual": in_one_cell(row.actual),
        "last_weight": row.weight.raw.strip(), "last_score": row.score.raw.strip(),
        "weight": row.weight.raw.strip(),
    }  # fmt: skip


def _linked(link: Link | None) -> dict[str, str]:
    if link is None:
        return {}
    said = link.statement
    found = {"confidence": link.confidence, "quote": said.sentence.strip(),
             "where": where(said.location, said.fact.place), "formula": link.formula,
             "by": f"模型 {link.by}" if link.by else "程序"}  # fmt: skip
    key = "actual" if link.confidence == "高" else "proposal"
    return {**found, key: link.raw, "proposal": link.raw}


def where(location: Location, place: Place) -> str:
    """Return where in a summary something stands, for people."""
    number = place.split("@")[0].rpartition("#")[2]
    name = location.file.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}　第{number}段" if number.isdigit() else name


def _texts(last: Pack) -> Iterator[Line]:
    for place, table, label, text in text_fields(last):
        kept = place.removeprefix("base_data/") in KEPT_TEXTS
        value = text.raw.strip() if kept else ""
        yield Line(place, {"table": table, "label": label, "last": text.raw.strip(),
                           "value": value})  # fmt: skip


def _achievements(said: list[Statement], linked: dict[Place, Link]) -> Iterator[Line]:
    """Yield what the summaries achieved and no indicator counts, for whoever sets new ones."""
    used = {link.statement.fact.place for link in linked.values() if link.confidence == "高"}
    for statement in said:
        fact = statement.fact
        if fact.place in used or not statement.is_result() or not fact.quantity.unit:
            continue
        yield Line("", {
            "figure": fact.quantity.text, "measure": fact.measure,
            "quote": statement.sentence.strip(),
            "where": where(statement.location, fact.place),
        })  # fmt: skip
