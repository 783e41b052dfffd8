"""T: indicators of the wrong kind, said twice, or without a source."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of, written
from assistant.checks.rows import filled_tables, is_cost, item, name_of
from assistant.model.finding import Finding, Severity
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.quantity import MONEY_UNITS

_BUDGET_SIZE = re.compile(
    r"^(?:年度|本年|全年|年初)?(?:预算|资金|财政|项目|经费)*(?:安排|批复|下达|投入)?(?:预算|资金|经费|财政资金|项目资金)*"
    r"(?:数额|金额|总额|规模|总量|额度|预算数|总预算)$"
)
_PAYMENT = re.compile(
    r"(?:支付|拨付|支出|发放|使用|到位)(?:的)?(?:资金|经费|预算)?(?:金额|数额|总额|额|数)?$"
    r"|(?:资金|经费)(?:金额|数额|总额|额)$"
)
_GOAL_ASKED = re.compile(
    r"^(?:年度|绩效|工作|预期|各项)*(?:目标|指标|任务)(?:是否)?(?:完成|实现|达成)(?:情况|率|度)?$"
)
_QUALITY_WORDS = re.compile(r"率|合格|达标|质量|优良|等级|标准|验收|准确|规范|度$|水平")
_COUNTS = {"次", "人", "名", "户", "个", "人次", "场", "件", "条", "期", "家", "处", "场次", "批"}
_DONE = _COUNTS - {"人", "名", "家"}
"""Units of work done; people and firms may be those who benefit."""
_BENEFIT = re.compile(r"(?:经济|社会|生态|环境)效益|可持续")
_WORK = re.compile(
    r"^(?!.*(?:受益|惠及|带动|覆盖|增收|减少|下降|增加|提高|满意|投诉|事故|案件|纠纷|上访|信访|发生|率|度$))"
    r"[^\d，。；]{0,6}?(?:改造|改建|改厕|新建|建设|建成|维修|修缮|安装|购置|采购|举办|开展|组织|发放|印发|完成|实施|整治|清理)"
)
_WHOLE = re.compile(
    r"(?:不大于|不超过|不高于|小于|控制在).{0,6}预算|^(?!.*控制).*预算(?:数|金额|总额|资金)$"
)
_COUNTED = re.compile(r"(人次|场次|次数|人数|户数)$")
_COUNTED_TO = re.compile(r"(人次|场次|次数|人数|户数)(?:达到?|为|共|≥)?\d")
_SURVEY = re.compile(
    r"问卷|抽样|样本|调查|测评|走访|访问|回访|面访|抽取|评价[卡表]|填写|电话|访谈|评议|座谈|回收|发放.{0,6}份"
)


@rule("T108", name="指标类别不当", severity="info", source="DOMAIN §8 指标类别")
def wrong_kind(ctx: Context) -> Iterator[Finding]:
    """指标应放在与其内容相符的类别下。

    查什么：以预算规模、项目预算数作成本指标（警告）；以支付金额作数量指标、以次数人数作质量指标、
    以办了多少户、多少处作效益指标、只问“目标是否完成”的指标（提示）。
    为什么：花了多少钱不是成本控制效果，也不是产出；办了多少次不是质量。
    举例：成本指标“预算安排金额”，指标值填预算数、完成值填支出数。
    怎样改：成本指标改为单位成本、成本控制率等；次数人数移到数量指标。
    何时不报：名称中有“控制”“节约”“单位成本”“率”等真正的成本、质量表述。同一张表只作提示的几行，合并为一条，逐行列出。
    """
    for table, filled_rows in ctx.once(filled_tables):
        rows = [row for row in filled_rows if not row.name.is_empty()]
        ctx.look(*(row.name.place for row in rows))
        misplaced = []
        for row in rows:
            fault = _fault(row) or _of_the_budget(table, row)
            if fault and fault.severity == "info":
                misplaced.append((row, fault))
            elif fault:
                yield _misplaced(ctx, table, [(row, fault)])
        if misplaced:
            yield _misplaced(ctx, table, misplaced)


class _Fault(NamedTuple):
    """Why a row stands under the wrong kind, and what to do about it."""

    severity: Severity
    told: str
    mend: str


_Misplaced = list[tuple[Indicator, _Fault]]


def _misplaced(ctx: Context, table: IndicatorTable, rows: _Misplaced) -> Finding:
    """Return one finding for rows of a table that stand under the wrong kind."""
    first, fault = rows[0]
    told = [f"“{name_of(row)}”列为{row.level2 or row.level1}，{why.told}" for row, why in rows]
    head = f"{title_of(table)}有{len(rows)}项指标的类别不当：" if len(rows) > 1 else ""
    return finding(
        ctx,
        "T108",
        first.name.place,
        f"{head}{'；'.join(told)}。",
        items=[
            each
            for row, _ in rows
            for each in (Item(row.level2 or row.level1, row.name), item(row, "target"))
        ],
        found="、".join(row.name.text for row, _ in rows),
        expected="与类别相符的指标",
        severity=fault.severity,
        suggestion=f"下年度编制绩效目标时{'；'.join(dict.fromkeys(why.mend for _, why in rows))}。",
    )


_TO_QUANTITY = "将以次数、人数、件数计的移入数量指标"
_TO_COST = "改设单位成本、成本控制率等成本指标"


def _fault(row: Indicator) -> _Fault | None:
    name, unit = row.name.text, row.target.unit
    if _GOAL_ASKED.match(name):
        return _Fault("info", "只问目标是否完成，没有具体内容", "改设写明具体内容的指标")
    if is_cost(row):
        if _BUDGET_SIZE.match(name):
            told = "但预算规模本身不是成本指标，反映不出成本控制效果"
            return _Fault("warning", told, _TO_COST)
        return None
    if "数量" in row.level2 and unit in MONEY_UNITS and _PAYMENT.search(name):
        return _Fault("info", "但支付金额不是产出数量", "改设以完成工作量计的数量指标")
    counted = unit if unit in _COUNTS else _unit_in(row) if not unit else ""
    if "质量" in row.level2 and counted and not _QUALITY_WORDS.search(name):
        return _Fault("info", f"但指标值以“{counted}”计，反映的是数量", _TO_QUANTITY)
    words = (name, row.target.text)
    if _BENEFIT.search(row.level2) and unit in _DONE and any(map(_WORK.match, words)):
        told = f"但指标值“{row.target.text}”以“{unit}”计，说的是做了多少，属于产出数量，不是效益"
        return _Fault("info", told, "将说明做了多少的移入数量指标")
    return None


def _unit_in(row: Indicator) -> str:
    """Return the unit that words tell of a count without one: 培训人次, 参与人次达560以上."""
    named = _COUNTED.search(row.name.text) or _COUNTED_TO.search(row.target.text)
    return named[1] if named else ""


def _of_the_budget(table: IndicatorTable, row: Indicator) -> _Fault | None:
    """Tell a cost indicator that only repeats the project's name or its whole budget."""
    if not is_cost(row) or row.target.dimension != "元" or row.target.base is None:
        return None
    cells = [cell for line in table.money for cell in (line.initial, line.full_year)]
    if row.target.base not in [cell.base for cell in cells if cell.base]:
        return None
    name = core_name(row.name.text)
    if not name or not (name == core_name(table.project.text) or _WHOLE.search(name)):
        return None
    told = f"指标值{written(row.target)}就是本表的预算数"
    return _Fault("warning", f"{told}，没有单位成本或控制标准，反映不出成本控制效果", _TO_COST)


@rule("T111", name="满意度没有调查依据", severity="info", source="DOMAIN §8 满意度")
def satisfaction_source(ctx: Context) -> Iterator[Finding]:
    """满意度指标宜在报告中写明调查方式和样本。

    查什么：填报了满意度的表，对应报告谈满意度的段落是否写明问卷、抽样、测评、走访等调查方式和样本数。
    为什么：没有调查依据的满意度无法采信。
    举例：满意度填98%，报告通篇没有提到如何调查。
    怎样改：写明调查对象、方式、样本量和回收份数。
    何时不报：报告已写明调查方式和样本数；没有对应的报告；没有填满意度。
    """
    for table, rows in ctx.once(filled_tables):
        report = ctx.report_of(table)
        cells = [row for row in rows if "满意" in row.level1 or "满意" in row.level2]
        given = [row for row in cells if row.actual.known()]
        if report is None or not given:
            continue
        ctx.look(given[0].actual.place)
        if any(_told_how(text.text) for text in report.texts()):
            continue
        row = given[0]
        yield finding(
            ctx,
            "T111",
            row.actual.place,
            f"{title_of(table)}“{name_of(row)}”填{row.actual.text}，报告没有写明调查方式和样本。",
            items=[item(row, "actual")],
            found=row.actual.text,
            expected="调查对象、方式和样本量",
            suggestion="在报告中补写调查对象、方式、样本量和结果。",
        )


_SAMPLE = re.compile(r"\d+\s*(?:余|多)?(?:份|户|人|名|位|家|次|件)")


def _told_how(paragraph: str) -> bool:
    """Tell whether a paragraph on satisfaction says how many were asked, and how."""
    return "满意" in paragraph and bool(_SURVEY.search(paragraph) and _SAMPLE.search(paragraph))


@rule("T112", name="同一指标重复设置", severity="warning", source="DOMAIN §8 指标类别")
def repeated(ctx: Context) -> Iterator[Finding]:
    """同一张表内不应重复设置同一个指标。

    查什么：同一类别下名称和指标值都相同的两行。
    为什么：重复指标使同一件事计两次分。
    举例：数量指标下两次出现“培训场次10场”。
    怎样改：删去一行，分值并入其他指标。
    何时不报：名称相同但指标值不同；分属不同类别。
    """
    for table, rows in ctx.once(filled_tables):
        yield from _repeated(ctx, table, rows)


def _repeated(ctx: Context, table: IndicatorTable, rows: list[Indicator]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], Indicator] = {}
    for row in rows:
        if row.name.is_empty():
            continue
        ctx.look(row.name.place)
        key = (row.level1, row.level2, row.name.text, row.target.text)
        first = seen.setdefault(key, row)
        if first is not row:
            yield finding(
                ctx,
                "T112",
                row.name.place,
                f"{title_of(table)}“{name_of(row)}”与前面的指标名称、指标值都相同，重复设置。",
                items=[item(row, "name"), item(first, "name")],
                found=row.name.text,
                suggestion="删去重复的一行，分值并入其他指标。",
                clerical=True,
            )
