"""The parts of a list as its sentence means them: nothing behind the list, several told together."""

import re

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.mentions import is_exact, left_of
from assistant.checks.narratives.in_a_row import clause_of
from assistant.facts.relations import Relation
from assistant.facts.relations.words import same_things
from assistant.model.fact import Fact

_NO_PART = re.compile(
    r"^(?:完成[^，。；]{0,6}(?:目标|任务|计划)|调整后|追加后|变更后|追减后|合计|共计|总计|全年预算|全年支出|年末|截至|累计|实际|最终|资金总|总[额量数]|另|此外|全年|本年|当年|年内|注销|净增|新(?:登记|接收|纳入)|资金(?:支出|支付|使用)|已(?:支付|支出|拨付|使用|执行|办结|结案|审结|整改)|(?:尚|仍|还|正)?(?:在办|在审|未办结|未结))"
)
_AMONG_OTHERS = re.compile(r"^[^其，。；：、]{1,8}[件人户个项者员生次处家起票]中(?![央心小学])")
"""“其中当场办结286件；办结件中满意406件”: what is among other things is no further part."""
_OF_ALL = re.compile("总[数量额]|全[国省市县区镇乡]|累计")
_BESIDE = re.compile("另|此外")
"""What stands beside a list, with all that follows: 行政42名、事业114名，另有离退休63人、编外22人."""
_MEAN = re.compile(r"[人户车亩次班村户件处里]均|平均|每|单价")
"""What is told of each is no part: 其中，车辆维护费18万元，车均3万元."""
_TOGETHER = re.compile(r"(?<![两二三四五六七八九]项)(?<![两二三四五六七八九])(?:合计|共计|共)$")
_NAMED = 4


def as_listed(ctx: Context, relation: Relation) -> Relation:
    """Return a list without what comes after it (调整后……), with what it tells of several at once.

    “养老3.12亿元，医疗1.45亿元，工伤、失业保险合计0.29亿元”: the last is a part like the others.
    """
    parts = [part for part in relation.parts if not _MEAN.search(clause_of(part))]
    if not _all_told(relation, parts):
        apart = (n for n, part in enumerate(parts) if n and _is_beside(part))
        parts = parts[: next(apart, len(parts))]
    while (
        len(parts) > 1
        and not _all_told(relation, parts)
        and (
            _NO_PART.match(clause_of(parts[-1]))
            or (
                base(parts[-1].quantity) > base(relation.whole.quantity)
                and _OF_ALL.search(clause_of(parts[-1]))
            )
            or _AMONG_OTHERS.match(clause_of(parts[-1]))
        )
    ):
        parts = parts[:-1]
    if len(parts) == len(relation.parts):
        last = parts[-1]
        row = [f for f in ctx.sentence_of.get(last.place, []) if f.quote == last.quote]
        number = next((n for n, f in enumerate(row, 1) if f.place == last.place), len(row))
        following = row[number : number + 1]
        parts = [*parts, *(f for f in following if _is_told_together(relation, f))]
    return relation.model_copy(update={"parts": parts})


def _is_beside(part: Fact) -> bool:
    """Tell whether 另 stands before a part, be it ahead of several names: 另有甲、乙等12万元."""
    return bool(_BESIDE.match(re.split("[，。；：（）]", left_of(part))[-1]))


def _all_told(relation: Relation, parts: list[Fact]) -> bool:
    return adds_up([relation.whole.quantity, *(part.quantity for part in parts)])


def _is_told_together(relation: Relation, fact: Fact) -> bool:
    words = clause_of(fact)
    alike = is_exact(fact) and same_things(fact, relation.whole) and len(words) >= _NAMED
    several = re.search("、[^，。；：、]*$|和|及|与", left_of(fact))
    return bool(alike and several and _TOGETHER.search(words)) and base(fact.quantity) != add(
        [part.quantity for part in relation.parts]
    )
