"""X: reports against tables: project amounts, indicator values, rates and scores in words."""

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.between.linking import POSSIBLE, likely, links, named, plain_name
from assistant.checks.between.narrower import (
    counts_another,
    of_several_years,
    other_people,
    whole_for_each,
)
from assistant.checks.between.of_a_source import label_of, lines_told_of
from assistant.checks.between.other_money import of_another_budget, of_other_money
from assistant.checks.between.parts_told import make_a_total, of_another_object, other_measure
from assistant.checks.compare import base, copied, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import side_by_side, title_of, written
from assistant.checks.mentions import (
    cite,
    left_of,
    named_tables,
    plainly_this_year,
    right_of,
    said,
    this_year,
    told_of_project,
)
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, money_total, name_of
from assistant.checks.scores.given_for import given_for
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import BudgetLine, Indicator, IndicatorTable, Report
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


@rule("X121", name="指标完成值与报告不符", severity="error", source="DOMAIN §8 文字与表格")
def indicator_values(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里与某项三级指标同名的数量、比率，应与该指标的实际完成值一致。

    为什么：表格和报告说的是同一件事，两个数必有一个是错的。
    举例：指标“新建健身步道”实际完成值6条，报告写“新建健身步道9条”。
    怎样改：核对台账，更正表格或报告。
    何时不报：名称不能确认是同一件事；单位不同；报告写的是目标（“年度目标为……”里的数、“……以上”）、上年数、几年累计数、其中数，退出、注销数，另一类人的满意度，调查、访问、抽查的样本数，或用“约”“余”概数且相符。
    """
    for table in ctx.pack.tables():
        report = ctx.report_of(table)
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in ctx.figures_of(report):
            if this_year(fact, ctx.pack):
                facts[fact.quantity.dimension].append(fact)
        rows = filled(table)
        for row in rows:
            yield from _indicator(ctx, row, rows, facts[row.actual.dimension])


def _is_another(fact: Fact, row: Indicator, rows: list[Indicator]) -> bool:
    """Tell whether what was told is another indicator of a like name, or counts a list."""
    if _LISTED.match(right_of(fact)) and "、" in left_of(fact):
        return True
    return any(
        other is not row and other.actual.known() and _agrees(other.actual, fact.quantity)
        and links(other, [fact], POSSIBLE)
        for other in rows
    )  # fmt: skip


_LISTED = re.compile("(?:大|类)?(?:子?项目|方面|环节|领域)")


_SKIP = re.compile(
    r"目标|计划|任务|应|拟|预计|上年|去年|其中|增|减|不少于|不低于|少|多|未|缺|超|差|余|剩"
)


def _indicator(
    ctx: Context, row: Indicator, rows: list[Indicator], facts: list[Fact]
) -> Iterator[Finding]:
    """Hold a row of a table against the figures of its dimension."""
    actual = row.actual
    if not actual.known() or actual.comparator not in ("=", "~"):
        return
    linked = links(row, facts, POSSIBLE)
    told = [link for link in linked if not other_matter(row, link.fact)]
    if not told:
        return
    ctx.look(actual.place)
    shares = (link for link in linked if link.fact.aspect == "share")
    agreed = any(_agrees(actual, link.fact.quantity) for link in (*told, *shares))
    fact, score = told[0]
    if not agreed and _summed_up(actual, fact, facts):
        return
    if agreed:
        # The same words once more with another value: one of the two is a slip.
        wrong = [link for link in told if named(link.score) and plain_name(row, link.fact)
                 and not _agrees(actual, link.fact.quantity)]  # fmt: skip
        if not wrong:
            return
        fact, score = wrong[0]
    if not likely(score) or _far(actual, fact.quantity) or _is_another(fact, row, rows):
        return
    if counts_another(row, fact):
        return
    if given_for(row, fact.quantity, ctx.profile):
        yield from _miscopied(ctx, row, fact)
        return
    yield from conflict(
        ctx, "X121", cite(fact), base(actual),
        f"报告“{spoken(fact)}”{said(fact)}，自评表“{name_of(row)}”实际完成值为{written(actual)}",
        others=[item(row, "actual")], severity="error" if named(score) else "warning",
    )  # fmt: skip


def _miscopied(ctx: Context, row: Indicator, fact: Fact) -> Iterator[Finding]:
    """Yield that a row's actual is wrong: it was scored for what the report tells."""
    for each in conflict(
        ctx, "X121", item(row, "actual"), base(fact.quantity),
        f"自评表“{name_of(row)}”实际完成值为{written(row.actual)}，报告“{spoken(fact)}”{said(fact)}，所填得分{row.score.text}分与报告相符",
        others=[cite(fact)],
        suggestion="核对台账，更正自评表的实际完成值；确以自评表为准的，改正得分、偏差原因和报告。",
    ):  # fmt: skip
        why = f"按报告的{said(fact)}计分，所填得分正好相符，疑似自评表的实际完成值填错。"
        yield each.model_copy(update={"explanation": why})


_FAR = 10


def _far(actual: Quantity, told: Quantity) -> bool:
    """Tell whether two figures are so far apart as no slip makes them: they count other things."""
    low, high = sorted((base(actual), base(told)))
    return low * _FAR < high and not mend([told], lambda meant: span(meant[0]).meets(span(actual)))


def _summed_up(actual: Quantity, fact: Fact, facts: list[Fact]) -> bool:
    """Tell whether a figure is a part of what its own sentence sums up as the row has it."""
    return any(
        f.quote == fact.quote and f is not fact and re.search("(?:共计?|合计|总计)$", left_of(f))
        and f.quantity.unit == fact.quantity.unit and _agrees(actual, f.quantity) for f in facts
    )  # fmt: skip


_OF_SHORTFALLS = re.compile(r"/[^/]*(?:问题|改进|措施|下一步|偏离)[^/]*/p")
_ASKED = re.compile(r"问卷|访问|走访|回访|访谈|座谈|调查|测评|抽[样查检取访]|随机|匿名")
_OTHER_RATE = re.compile(r"(?:执行|支付|控制|调整|到位)率$")
_CHANGE = re.compile("[增减降升]")


def other_matter(row: Indicator, fact: Fact) -> bool:
    """Tell whether a figure is a target, a change or a part of what the row counts."""
    measure, name = fact.measure, row.name.text
    if _OF_SHORTFALLS.search(fact.place) or is_aim(fact):
        return True
    if of_several_years(row, fact) or whole_for_each(row, fact):
        return True  # it has what was done in the years before, or for all of them, in it
    if fact.quantity.unit != "%" and _ASKED.search(measure) and not _ASKED.search(name):
        return True  # how many were asked is a sample of those the row counts
    rate = _OTHER_RATE.search(measure)
    if rate and rate.group() not in name:
        return True
    if fact.aspect == "share" and "占" not in name:
        return True
    if fact.quantity.unit == "%" and "满意" in name and other_people(name, fact):
        return True
    extra = [m for m in _SKIP.findall(measure) if m not in name]
    return bool(extra) or (fact.aspect == "growth" and not _CHANGE.search(name))


_AIMS = re.compile(
    r"(?:年度|绩效|总体|预期|全年|工作|既定|目标)(?:目标|任务|计划)(?:值|数)?(?:[为是：]|包括|设定)[^。；]*$"
)


def is_aim(fact: Fact) -> bool:
    """Tell whether a figure stands in a list of aims: “年度目标为新建……，受益农户……户以上”."""
    if "目标" not in fact.quote and "任务" not in fact.quote and "计划" not in fact.quote:
        return False
    opened = _AIMS.search(left_of(fact))
    return opened is not None and not _REACHED.search(opened.group())


_REACHED = re.compile(r"实际|完成|已|达到")


def _agrees(actual: Quantity, told: Quantity) -> bool:
    if told.comparator in (">=", ">") and told.base is not None:
        return base(actual) >= told.base
    if told.comparator in ("<=", "<") and told.base is not None:
        return base(actual) <= told.base
    if "~" in (told.comparator, actual.comparator):
        return abs(base(actual) - base(told)) <= base(told) / 10
    return span(actual).meets(span(told))
