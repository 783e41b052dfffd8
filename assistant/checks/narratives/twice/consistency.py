"""N: one matter in two reports, or twice in one."""

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.between.other_money import is_slip
from assistant.checks.compare import base, copied
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import (
    cite,
    left_of,
    right_of,
    said,
    this_year,
    told_of_project,
)
from assistant.checks.narratives.listed_under import of_what_is_left
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.relations.words import held_against
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity


@rule("N115", name="两份报告同一件事两个数", severity="warning", source="DOMAIN §8 一事两数")
def same_matter(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告与项目报告用同样的词写同一个数量，两处数字应当一致。

    为什么：同一件事两份报告两个数，必有一个是错的。
    举例：整体报告“聘用本地保洁员38人”，项目报告“聘用本地保洁员83人”。
    怎样改：核对台账，统一数字。
    何时不报：用词不完全相同；其中数、增减数、概数；上年数；金额（另有规则）；一处写新增数，另一处写累计数、现有数；项目报告的个数比整体报告少三分之一以上（只是其中一部分），又不像笔误；自评表各类指标的得分，两次问卷调查的份数。
    """
    told: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in ctx.pack.figures:
        if (
            fact.aspect == "value"
            and len(fact.measure) >= _LONG
            and fact.quantity.comparator == "="
            and this_year(fact, ctx.pack)
            and fact.quantity.dimension not in ("", "元")
            and not (fact.quantity.dimension == "分" and _SCORED.search(fact.measure))
            and "工作开展" not in fact.place  # each report tells how it was itself prepared
        ):
            told[(_matter(fact), fact.quantity.dimension)].append(fact)
    for facts in told.values():
        overall = [fact for fact in facts if fact.place.startswith("overall_report/")]
        for other in facts:
            if other.place.startswith("overall_report/"):
                continue
            alike = [
                fact for fact in overall
                if not (_in_all_and_new(fact, other) or _other_survey(ctx, fact, other))
            ]  # fmt: skip
            if not alike:
                continue
            ctx.look(other.place)
            if any(_same_size(fact.quantity, other.quantity) for fact in overall):
                continue
            if not all(_is_within(other.quantity, fact.quantity) for fact in alike):
                yield from conflict(
                    ctx, "N115", cite(other), base(alike[0].quantity),
                    f"“{spoken(other)}”一处写{said(other)}，另一处写{said(alike[0])}",
                    others=[cite(alike[0])],
                )  # fmt: skip


@rule("N123", name="一份报告里一个名目两个数", severity="warning", source="DOMAIN §8 一事两数")
def one_amount(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告里用同样的词写同一项金额，前后两处数字应当一致。

    为什么：同一项资金前后两个数，必有一个是错的。
    举例：前面写“政府性基金预算支出200万元”，后面写“政府性基金预算支出20万元”。
    怎样改：以决算为准统一。
    何时不报：用词不完全相同；主体不同；其中数、增减数、概数、上年数；追加、结余里的一部分；拿来相比的预算、目标（“与18万元的预算相比”）；“另有”“其余”引出的另一项；“分别”列出的几个数；各说一段时间的（上半年、下半年）；只差尾数。
    """
    parts = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    told: dict[tuple[str, str, str], Fact] = {}
    for fact in ctx.figures_of(ctx.pack.overall_report):
        plain = fact.aspect == "value" and fact.quantity.comparator == "="
        if not plain or fact.quantity.dimension != "元" or len(fact.measure) < 6:
            continue
        if fact.place in parts or not this_year(fact, ctx.pack):
            continue
        if _NO_NAME.search(fact.measure):
            continue
        if _NEW_ITEM.search(_STOP.split(left_of(fact))[-1]) or of_what_is_left(ctx, fact):
            continue  # what it is stands behind the figure: 另有15万元质保金
        if held_against(left_of(fact)) or _YARDSTICK.match(right_of(fact)) or _added(fact):
            continue  # “与18.6万元的预算相比”: that is no second amount of it
        when = _PART_OF_YEAR.findall(left_of(fact))[-1:]
        first = told.setdefault((fact.measure, fact.subject, "".join(when)), fact)
        if first is fact or _in_two_lists(first, fact) or _of_two_projects(ctx, first, fact):
            continue
        ctx.look(fact.place)
        if copied(fact.quantity, first.quantity) == "conflict":
            yield from conflict(
                ctx, "N123", cite(fact), base(first.quantity),
                f"“{spoken(fact)}”一处写{said(fact)}，另一处写{said(first)}",
                others=[cite(first)],
            )  # fmt: skip


_YARDSTICK = re.compile(
    r"的?(?:年初|全年|年度|调整后?)*(?:预算|目标|计划|任务|控制|限额|概算|定额)"
)
_ITEM = re.compile(r"^[（(]?\d+[)）.．、]")


_CHANGED = re.compile(r"(?:调[增减]|追[加减]|结余|结转|压减|收回)的")


def _added(fact: Fact) -> bool:
    """Tell whether a sentence is about what was added or left over: “调增的钱有两块：……”."""
    return bool(_CHANGED.search(left_of(fact)))


def _of_two_projects(ctx: Context, first: Fact, second: Fact) -> bool:
    """Tell whether two figures are told of different projects, by sentence or section."""
    one, other = ({t.place for t in told_of_project(ctx, fact)} for fact in (first, second))
    return bool(one) and bool(other) and one.isdisjoint(other)


def _in_two_lists(first: Fact, second: Fact) -> bool:
    """Tell whether two figures head items of lists in two sections: each is of its own list."""
    sections = [fact.place.partition("@")[0].rpartition("/")[0] for fact in (first, second)]
    items = all(_ITEM.match(fact.measure) for fact in (first, second))
    return items and sections[0] != sections[1]


_SCORED = re.compile(r"执行率|产出|效益|满意|成本|指标|自评|得分|分值|权重|决策|过程|管理|扣")
"""Parts of a self-evaluation: each form has a score of its own for them."""
_SURVEY = re.compile(r"问卷|调查|回收|样本")


def _other_survey(ctx: Context, first: Fact, second: Fact) -> bool:
    """Tell whether two figures are of two surveys: none of the counts beside them is the same."""
    if not (_SURVEY.search(first.measure) and _SURVEY.search(second.measure)):
        return False
    beside = [
        {base(f.quantity) for f in ctx.sentence_of.get(fact.place, []) if f.quantity.known()}
        - {base(fact.quantity)}
        for fact in (first, second)
    ]
    return beside[0].isdisjoint(beside[1])


def _is_within(one: Quantity, whole: Quantity) -> bool:
    """Tell whether a project's count is a part of the unit's: far smaller, and not miswritten."""
    return base(one) * 3 < base(whole) * 2 and one.unit != "%" and not is_slip(one, whole)


def _same_size(one: Quantity, other: Quantity) -> bool:
    """Tell whether two counts are the same, or one is the other in fewer digits (3.72万人)."""
    if one.precision == other.precision:
        return base(one) == base(other)
    return one.interval().meets(other.interval())


_NO_NAME = re.compile(r"该|此|上述|上年|其|分别|依次|各|每|均")
"""Words that point at something else, head several amounts at once, or name a price of each."""
_STOP = re.compile("[，。；：]")
_PART_OF_YEAR = re.compile(
    r"[上下]半年|[春秋]季|[前首第]?[一二三四1-4]个?季度|\d{1,2}月(?:底|末|份)?"
)
_NEW_ITEM = re.compile(r"^(?:另有|还有|仍有|其余|另外|此外|另|尚有|余下|剩余)[的有为是约]*$")

_LONG = 5
"""Names of so many characters are hardly those of two matters."""
_DOING = re.compile(
    r"^(?:开展|组织|举办|完成|新建|建成|建设|发放|配置|聘用|购置|安装|实施|共|累计)+"
)


_IN_ALL = re.compile(r"累计|历年|现有|共有|现共|已建成|全[省市县区镇乡街校院]|在册|总数|存量")
_NEW = re.compile(r"新[建增购开设装配]|当年|本年|今年")


def _in_all_and_new(first: Fact, second: Fact) -> bool:
    """Tell whether one figure counts what was added and the other what there is in all."""
    names = [_STOP.split(left_of(fact))[-1] + fact.measure for fact in (first, second)]
    new = [bool(_NEW.search(name)) for name in names]
    stock = [bool(_IN_ALL.search(name)) for name in names]
    return (new[0] and stock[1]) or (new[1] and stock[0])


def _matter(fact: Fact) -> str:
    """Return what is counted without the verb: 发放分类垃圾桶 and 配置分类垃圾桶 are one."""
    return _DOING.sub("", fact.measure)
