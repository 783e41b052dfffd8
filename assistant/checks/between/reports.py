"""X: reports against tables: the amounts of a unit and of a project."""

import re
from collections.abc import Iterator

from assistant.checks.between.of_a_source import label_of, lines_told_of
from assistant.checks.between.other_money import of_another_budget, of_other_money
from assistant.checks.between.parts_told import make_a_total, of_another_object, other_measure
from assistant.checks.compare import base, copied
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import side_by_side, title_of
from assistant.checks.mentions import (
    cite,
    left_of,
    named_tables,
    plainly_this_year,
    right_of,
    said,
    told_of_project,
)
from assistant.checks.registry import rule
from assistant.checks.rows import money_total
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import BudgetLine, IndicatorTable, Report
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity

_ROLES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"年初预算"), ("initial",)),
    (re.compile(r"(?:执行|实际支出|实际使用|支出金额|累计支出|已支出|共支出|支付)(?:数|资金|金额|预算|项目)*$"),
     ("executed",)),
    (re.compile(r"(?:到位|拨付|下达|拨入)(?:数|资金|金额|财政|经费|预算)*$"), ("full_year", "executed", "initial")),
    (re.compile(r"预算|安排|批复|资金总额|总投入|项目资金|项目经费|总投资"),
     ("full_year", "initial", "executed")),
)  # fmt: skip


@rule("X120", name="报告金额与自评表不符", severity="error", source="DOMAIN §2、§8")
def project_amounts(ctx: Context) -> Iterator[Finding]:
    """查什么：报告中写明的预算、到位、执行金额应与对应自评表年度资金总额一致（整体报告只看年初预算、全年预算、全年执行）。

    为什么：报告与表说的是同一笔资金，不一致无法采信。
    举例：报告写“预算安排12万元”，项目表全年预算数为10万元。
    怎样改：以预算批复和支付记录为准更正。
    何时不报：报告没有写金额；写的是其中一部分资金（另有对象的“支出”，某一批次、年中某月为止的，几笔相加等于总额）；写的是某一来源（一般公共预算、政府性基金）而表上没有这一来源的行（有的与该行比）；写的是总投资、采购预算、合同价、中标价、审定价、概算，或者由其他经费列支的（与表只差一笔的仍报）；项目表资金栏为空。
    """
    listed = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    for table in ctx.pack.tables():
        report, line = ctx.report_of(table), money_total(table)
        if report is None or line is None:
            continue
        wrong = list(_wrong_amounts(ctx, table, report, line, listed))
        totals = {base(cell) for _, cells, _ in wrong for cell in cells}
        parts = make_a_total([fact for fact, _, _ in wrong], totals)
        for fact, cells, label in wrong:
            if fact.place not in parts:
                yield from conflict(
                    ctx, "X120", cite(fact), base(cells[0]),
                    f"报告“{spoken(fact)}”{said(fact)}，{title_of(table)}{label}为{side_by_side(cells[0], fact.quantity)}",
                    others=[Item(f"{title_of(table)}{label}", cells[0])],
                )  # fmt: skip


def _wrong_amounts(
    ctx: Context, table: IndicatorTable, report: Report, line: BudgetLine, listed: set[Place]
) -> Iterator[tuple[Fact, list[Quantity], str]]:
    """Yield a report's amounts that no fitting cell of their line has, with those and its name.

    Those ``listed`` are parts of another amount.
    """
    for fact in ctx.figures_of(report):
        if fact.aspect != "value" or fact.quantity.dimension != "元" or fact.place in listed:
            continue
        names = _role(fact) if table.kind == "project" else _overall_role(ctx, fact)
        if not names or not plainly_this_year(fact, ctx.pack):
            continue
        lines = lines_told_of(table, line, fact)
        cells = [cell for own in lines for name in names if (cell := getattr(own, name)).known()]
        if not cells:
            continue
        ctx.look(fact.place)
        wrong = all(copied(cell, fact.quantity) == "conflict" for cell in cells)
        of_unit = table.kind == "overall"  # whose report tells of many a budget
        other = wrong and (
            of_another_budget(ctx, fact, line)
            if of_unit
            else of_other_money(ctx, fact, table, cells)
        )
        if wrong and not other:
            yield fact, cells, label_of(lines[0], table)


_BESIDES = re.compile(
    r"部门|街道|单位|本级|[我全本][局镇县区市乡街校院委办]|整体|支出|资金|总|数|安排|调整后|为"
)
_OF_A_PART = re.compile(r"采购|项目|公用|人员")
_OVERALL_ROLES = {"年初预算": "initial", "全年预算": "full_year", "全年执行": "executed"}


def _overall_role(ctx: Context, fact: Fact) -> tuple[str, ...]:
    """Return the column of the unit's whole money that a figure names without more words."""
    words = _BESIDES.sub("", squeeze(fact.measure))
    if words == "执行":
        bare = "预算" in fact.quote and not _OF_A_PART.search(fact.quote)
        names: tuple[str, ...] = ("executed",) if bare else ()
    else:
        names = (_OVERALL_ROLES[words],) if words in _OVERALL_ROLES else ()
    return () if names and _of_a_project(ctx, fact) else names


_GIVEN_MORE = re.compile(r"追加|调[增减整]|增加|核[增减]|其中")


def _of_a_project(ctx: Context, fact: Fact) -> bool:
    """Tell whether an amount is told of a project: one named behind it as what got more is not."""
    if not told_of_project(ctx, fact):
        return False
    titles = fact.place.split("@")[0]
    added = _GIVEN_MORE.search(right_of(fact).partition("，")[2][:8])
    return not added or bool(named_tables(ctx, left_of(fact)) or named_tables(ctx, titles))


_NOT_TOTAL = re.compile(
    r"未|结余|节余|剩余|追加|调增|调减|其他|自筹|配套|人均|每|单位成本|造价|节约"
    r"|季度?|[\d一二三四五六七八九十]月|半年|[首\d一二三四五六七]批|分别|依次"
)


def _role(fact: Fact) -> tuple[str, ...]:
    measure = fact.measure
    if _NOT_TOTAL.search(measure) or other_measure(measure) or of_another_object(fact):
        return ()
    if _SPENT.fullmatch(measure):
        return ("executed",)
    return next((names for words, names in _ROLES if words.search(measure)), ())


_SPENT = re.compile(r"(?:全年|实际|共|累计)*支出")
