"""X: what a report tells of the matter of an indicator, against the table's row."""

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
from assistant.checks.between.other_money import is_slip
from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import written
from assistant.checks.mentions import (
    cite,
    left_of,
    right_of,
    said,
    this_year,
    told_of_project,
    told_of_table,
)
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.checks.scores.given_for import given_for
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator
from assistant.model.quantity import Quantity


@rule("X121", name="指标完成值与报告不符", severity="error", source="DOMAIN §8 文字与表格")
def indicator_values(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里与某项三级指标同名的数量、比率，应与该指标的实际完成值一致；项目没有单独报告的，与整体报告里写这个项目的小节比。

    为什么：表格和报告说的是同一件事，两个数必有一个是错的。
    举例：指标“新建健身步道”实际完成值6条，报告写“新建健身步道9条”。
    怎样改：核对台账，更正表格或报告。
    何时不报：名称不能确认是同一件事；单位不同；报告写的是目标（“年度目标为……”里的数、“……以上”、“绩效目标”一节里的数）、上年数、几年累计数、其中数，退出、注销数，另一类人的满意度，另一张表（部门整体或某个项目）同类指标的数，调查、访问、抽查的样本数，或用“约”“余”概数且相符。
    """
    for table in ctx.pack.tables():
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in told_of_table(ctx, table):
            if this_year(fact, ctx.pack):
                facts[fact.quantity.dimension].append(fact)
        rows = filled(table)
        for row in rows:
            yield from _indicator(ctx, row, rows, facts[row.actual.dimension])


def _aim_beside_result(ctx: Context, row: Indicator, fact: Fact) -> bool:
    """Tell whether a figure is the row's target and its sentence tells the result, too."""
    target = row.target.model_copy(update={"comparator": "="})
    if not row.target.known() or not span(target).meets(span(fact.quantity)):
        return False
    return any(
        f is not fact and f.quantity.known() and f.quantity.dimension == row.actual.dimension
        and _agrees(row.actual, f.quantity) for f in ctx.sentence_of.get(fact.place, [])
    )  # fmt: skip


def of_another_table(ctx: Context, row: Indicator, fact: Fact) -> bool:
    """Tell whether a figure is of a row of the project that it is told of, not of the unit's.

    “参观群众满意度” of the project and “群众满意度” of the unit are both called 满意度. The overall
    report's section on a project may tell a figure of the unit's, too.
    """
    if _agrees(row.actual, fact.quantity):
        return False
    of_unit, overall = row.place.startswith("overall/"), ctx.pack.overall
    if of_unit:
        tables = told_of_project(ctx, fact)
    else:
        tables = [overall] if overall and fact.place.startswith("overall_report/") else []
    if len(tables) != 1:
        return False
    other = any(
        own.name.text != row.name.text and own.actual.known() and links(own, [fact], POSSIBLE)
        and (_agrees(own.actual, fact.quantity) or (of_unit and is_slip(fact.quantity, own.actual)))
        for own in filled(tables[0])
    )  # fmt: skip
    if not (other and of_unit) or "满意" in row.name.text:
        return other
    return not is_slip(fact.quantity, row.actual)  # of both tables, and miswritten in this


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
    r"目标|计划|任务|应|拟|预计|打算|原定|上年|去年|其中|增|减|不少于|不低于|少|多|未|缺|超|差|余|剩"
)


def _indicator(
    ctx: Context, row: Indicator, rows: list[Indicator], facts: list[Fact]
) -> Iterator[Finding]:
    """Hold a row of a table against the figures of its dimension."""
    actual = row.actual
    if not actual.known() or actual.comparator not in ("=", "~"):
        return
    linked = links(row, facts, POSSIBLE)
    told = [
        link for link in linked
        if not other_matter(row, link.fact)
        and not of_another_table(ctx, row, link.fact)
        and not _aim_beside_result(ctx, row, link.fact)
    ]  # fmt: skip
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
    sure = likely(score) or _is_the_satisfaction(ctx, row, rows, fact)
    if not sure or _far(actual, fact.quantity) or _is_another(fact, row, rows):
        return
    if counts_another(row, fact) or _of_a_wider_area(ctx, fact) or _is_part(ctx, row, fact):
        return
    if given_for(row, fact.quantity, ctx.profile):
        yield from _miscopied(ctx, row, fact)
        return
    yield from conflict(
        ctx, "X121", cite(fact), base(actual),
        f"报告“{spoken(fact)}”{said(fact)}，自评表“{name_of(row)}”实际完成值为{written(actual)}",
        others=[item(row, "actual")], severity="error" if named(score) else "warning",
    )  # fmt: skip


_WIDER = (
    (re.compile("[镇乡]|街道"), "全国|全省|全市|全州|全[县区]"),
    (re.compile("[县区旗]"), "全国|全省|全市|全州"),
    (re.compile("[市州盟]"), "全国|全省"),
)


def _of_a_wider_area(ctx: Context, fact: Fact) -> bool:
    """Tell whether a figure is of the city or the province that the unit is a part of."""
    unit = ctx.pack.unit.text
    wider = next((words for own, words in _WIDER if own.search(unit)), "")
    return bool(wider and re.search(wider, fact.measure))


def _is_part(ctx: Context, row: Indicator, fact: Fact) -> bool:
    """Tell whether a figure is listed with a total of its sentence that is the row's result."""
    return any(
        f.quantity.known() and f.quantity.dimension == row.actual.dimension
        and _ALL.search(f.measure) and base(f.quantity) > base(fact.quantity)
        and _agrees(row.actual, f.quantity) for f in ctx.sentence_of.get(fact.place, [])
    )  # fmt: skip


_ALL = re.compile("总量|总数|合计|总计|共")


def _is_the_satisfaction(ctx: Context, row: Indicator, rows: list[Indicator], fact: Fact) -> bool:
    """Tell whether a bare 满意度 told of a project is the only one that its table has.

    The counts beside it must make it, or it must be the row's miswritten.
    """
    if not row.place.startswith("projects/") or not _BARE_SATISFACTION.fullmatch(fact.measure):
        return False
    asked = [each for each in rows if "满意" in each.name.text]
    return asked == [row] and (fact.place in ctx.vouched or is_slip(fact.quantity, row.actual))


_BARE_SATISFACTION = re.compile(r"(?:综合|总体|平均)?满意[度率](?:达到?|为)?")


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
    title = fact.place.partition("@")[0].split("/")[-2]
    if _AIMS_HEADED.search(title) and not _DONE.search(re.split("[，；。]", left_of(fact))[-1]):
        return True
    if "目标" not in fact.quote and "任务" not in fact.quote and "计划" not in fact.quote:
        return False
    opened = _AIMS.search(left_of(fact))
    return opened is not None and not _REACHED.search(opened.group())


_AIMS_HEADED = re.compile(
    r"^(?!.*(?:完成|实现|达成|达到|偏离|自评|评价|分析|结果|执行|产出|效益)).*目标"
)
_DONE = re.compile(r"实际|已|超额")
_REACHED = re.compile(r"实际|完成|已|达到")


def _agrees(actual: Quantity, told: Quantity) -> bool:
    if told.comparator in (">=", ">") and told.base is not None:
        return base(actual) >= told.base
    if told.comparator in ("<=", "<") and told.base is not None:
        return base(actual) <= told.base
    if "~" in (told.comparator, actual.comparator):
        return abs(base(actual) - base(told)) <= base(told) / 10
    return span(actual).meets(span(told))
