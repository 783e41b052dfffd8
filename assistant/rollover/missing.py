"""What the new pack still lacks, as questions for whoever can answer them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from assistant.model.draft import Question
from assistant.model.pack import BaseData, Indicator, IndicatorTable, Pack, Report
from assistant.model.quantity import Text
from assistant.rollover.cells import has_cell
from assistant.rollover.published import DISPUTED
from assistant.rollover.reasons import who_answers
from assistant.rollover.scoring import Scoring, relatives, score_range
from assistant.rollover.template import SINGLE, table_name
from assistant.rollover.units import money_unit

_FINANCE, _OFFICE, _LEADER = "财务人员", "填报科室", "单位负责人"
_SPENDING = {"last_final": "上年决算数", "budget": "预算数", "final": "决算数"}
_MONEY = {"initial": "年初预算数", "full_year": "全年预算数", "executed": "全年执行数"}
_ROW = {"target": "年度指标值", "actual": "实际完成值", "weight": "分值"}
_MARK = re.compile(r"〔待确认：([^〕]*)〕")
_COLUMN = "填报要求此栏应有数据。"
_OWN_NAMES = {"procurement": "政府采购金额", "budget_adjustment": "基本支出预算调整"}
NO_HINTS: Mapping[str, str] = MappingProxyType({})
_MARKED = "所给材料中没有，报告中已标明〔待确认〕。"


def missing(pack: Pack, scoring: Scoring, hints: Mapping[str, str] = NO_HINTS) -> list[Question]:
    """Return a question for every blank that only the unit can fill.

    ``hints`` tell by project ("" for the unit) what summaries say on a change of its budget.
    """
    out = list(_base(pack.base_data)) if pack.base_data else []
    for table in pack.tables():
        out += [*_money(table), *_rows(table, scoring), *_totals(table)]
    for report in pack.reports():
        out += _marks(report, hints.get(report.project, ""))
    return out


def _marks(report: Report, hint: str) -> Iterator[Question]:
    name = f"{report.project}自评报告" if report.project else "整体自评报告"
    for section in report.walk():
        for text in section.paragraphs:
            for what in _MARK.findall(text.raw):
                if what.startswith(DISPUTED):  # asked for with both sources' places
                    continue
                who = who_answers(what)
                why = hint if who and hint else _MARKED
                yield _ask(text, who or _OFFICE, f"{name}“{section.title}”：{what}。", why)


def _ask(field: Text, who: str, text: str, why: str = _COLUMN) -> Question:
    return Question(place=field.place, who=who, text=text, why=why)


def _base(base: BaseData) -> Iterator[Question]:
    for row in (*base.spending, base.procurement, base.budget_adjustment):
        name = row.place.rsplit("/", 1)[-1]
        label = _OWN_NAMES.get(name, name)
        cells = [(word, getattr(row, column)) for column, word in _SPENDING.items()]
        yield from _blanks(f"“{label}”", cells, "是多少（万元）？")
    for group in ("staffing", "buildings"):
        named = [(place.split("/"), name) for place, name in SINGLE.items()]
        cells = [(f"{label}（{unit}）", getattr(getattr(base, group), parts[2]))
                 for parts, (label, unit) in named if parts[1] == group]  # fmt: skip
        yield from _blanks("", cells, "是多少？没有的填“无”。")
    names = (("filler", "填表人"), ("date", "填报日期"), ("leader", "单位负责人签字"))
    cells = [(label, getattr(base.signoff, name)) for name, label in names]
    yield from _blanks("请填写", cells, "。", _LEADER, "基础数据表应签署齐全。")


def _blanks(
    lead: str, cells: Sequence[tuple[str, Text]], end: str, who: str = _FINANCE, why: str = _COLUMN
) -> Iterator[Question]:
    """Yield one question for all blanks of a row, none where there is none."""
    blank = [(word, field) for word, field in cells if field.is_blank()]
    if blank:
        yield _ask(blank[0][1], who, f"{lead}{'、'.join(word for word, _ in blank)}{end}", why)


def _money(table: IndicatorTable) -> Iterator[Question]:
    if _is_blank(table):
        why = "上年没有这个项目的自评表，已附空白表。"
        text = f"新增项目“{table_name(table)}”的资金、年度目标和绩效指标是什么？"
        yield _ask(table.project, _OFFICE, text, why)
        return
    yield from _unset(table)
    blank = [
        (f"“{line.place.rsplit('/', 1)[-1]}”的{'、'.join(word for word, _ in cells)}", cells[0][1])
        for line in table.money
        if (cells := [(word, cell) for column, word in _MONEY.items()
                      if (cell := getattr(line, column)).is_blank() and has_cell(cell)])
    ]  # fmt: skip
    blank += [(f"“{row.amount.place.rsplit('/', 1)[-1]}”", row.amount)
              for row in (*table.by_income, *table.by_expenditure)]  # fmt: skip
    end = f"是多少（{money_unit(table)}）？没有的填0。"
    yield from _blanks(f"{table_name(table)}自评表", blank, end)


def _unset(table: IndicatorTable) -> Iterator[Question]:
    """Yield what a project with money lacks that has no indicator: goals and indicators."""
    if table.kind != "project" or any(not row.is_blank() for row in table.indicators):
        return
    name, why = table_name(table), "只有资金、没有指标的项目不能评分，得分和总分空着。"
    yield _ask(table.project, _OFFICE, f"待填：{name}自评表的绩效指标、指标值、完成值和分值。", why)
    for field, word in (
        (table.goal_expected, "年度预期目标"),
        (table.goal_achieved, "实际完成情况"),
    ):
        if field.is_blank():
            yield _ask(field, _OFFICE, f"待填：{name}自评表“{word}”。")


def _is_blank(table: IndicatorTable) -> bool:
    """Tell whether a project's form holds no figure at all: a new project that is only named."""
    amounts = (getattr(line, name) for line in table.money for name in _MONEY)
    rows = all(row.is_blank() for row in table.indicators)
    return table.kind == "project" and rows and all(amount.is_blank() for amount in amounts)


def _rows(table: IndicatorTable, scoring: Scoring) -> Iterator[Question]:
    for row in table.indicators:
        if row.is_blank():
            continue
        others = relatives(row, table)
        blank = [(word, getattr(row, name)) for name, word in _ROW.items()
                 if getattr(row, name).is_blank() and has_cell(getattr(row, name))
                 and not any(getattr(each, name).known() for each in others)]  # fmt: skip
        for word, field in blank:
            yield _ask(field, _OFFICE, f"{table_name(table)}自评表“{row.name.text}”{word}是多少？")
        if row.score.is_blank() and has_cell(row.score) and not blank and not _held(row, others):
            told = score_range(row, scoring.profile)
            why = (f"不能按数值计算，由单位评定；可评：{told}。" if told
                   else "表样没有分值栏，不能计算，由单位按所属各级的分值评定。")  # fmt: skip
            yield _ask(
                row.score, _OFFICE, f"{table_name(table)}自评表“{row.name.text}”评多少分？", why
            )


def _held(row: Indicator, others: Sequence[Indicator]) -> bool:
    """Tell whether a row without points has them in the row that it details, or in its details."""
    return not row.weight.known() and any(each.weight.known() for each in others)


def _totals(table: IndicatorTable) -> Iterator[Question]:
    if (
        table.total_score.is_blank()
        and has_cell(table.total_score)
        and any(not row.is_blank() for row in table.indicators)
    ):
        why = "有指标尚未得分，合计待得分填齐后计算。"
        yield _ask(table.total_score, _OFFICE, f"{table_name(table)}自评表总分是多少？", why)
