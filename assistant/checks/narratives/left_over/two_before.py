"""Finds all of them and what was done of them, where a sentence goes on with what is left."""

import re
from collections.abc import Sequence

from assistant.checks.compare import adds_up, base, makes_share, span
from assistant.checks.grouping import sentences_of
from assistant.checks.mentions import right_of
from assistant.checks.narratives.in_a_row import alike, between, clause_of, is_plain
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.quantity import Quantity

_DENIED = re.compile(r"[未不]([^，。；、\d]{1,4}?)(?:的|有|为)*$")
_LEFT = re.compile(
    r"(?!.*(?:上年|去年))[^，。；、\d]{0,4}?(?:剩余?|剩下|余下|其余|尚余|欠[缴付拨收交]|尚[差欠缺]|在(?:办理|审理|处理|整改|施工)|结余|节余|结转|超支|超编|空编|缺编|空缺|缺[考勤席]|弃考|[核审]减|在办|在建|在查|未办结|缺口)"
    r"(?:资金|金额)?(?:的|有|为|约)*"
)
_ENDED = re.compile(r"办结|结案|完成|竣工|完工|销号|审结|已?整改|化解")
_UNDER_WAY = re.compile(r"在(?:[办建查]|办理|审理|处理|整改|施工)(?:的|有)?$|未办结$")
_PAIR = 2
_DONE = re.compile("(?:均|现|全部)?已")
_STILL, _UNFINISHED = re.compile("(?:尚|仍|还)有$"), re.compile("(?:正在|尚?未|仍?在|待)")
_PARTS = re.compile(r"其中|分别|、[^，。；\d]*$")
_PLAN = re.compile(r"到位|可用|预算|送审|报审|概算|安排|下达|计划|任务|目标|指标|应|合同|核定|编制")
_THAN = re.compile(r"[比较与][^，。；、\d]{0,12}$")
_VERB = re.compile(
    r"(?:净?增加?|净?减少|增长|多[^，。；、\d]{0,2}|少[^，。；、\d]{0,2}|高出?|低|提高|提升|降低|上升|下降|缩短|延长|压缩|压减|扩大|节约|节省|超出?)了?"
)


def two_before(before: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Return whole and part of what a gap leaves, or what is now and what it is compared with.

    “应检3640台，实检3622台，定检率99.5%，未检的18台”: rates and other things may stand between;
    what 未 or 不 denies must be what the part tells.
    """
    if not before or gap.quantity.unit in ("%", "百分点"):
        return None
    row = list(sentences_of([*before, gap]))[-1][:-1]
    here = [f for f in row if is_plain(f) and alike(f, gap)]
    if posts := _of_posts(here, gap):
        return posts
    own = [f for f in here if f.quote == gap.quote]  # a semicolon begins a matter of its own
    here = own if len(own) == _PAIR else _without_parts(here)
    shared = any(f.aspect == "share" for f in row)  # its amounts are parts beside each other
    if shared and (pair := _of_share(row, here, gap)):
        return pair
    pair = _compared(here, gap) or (None if shared else _whole_and_part(here, gap))
    if pair is None:
        return None
    figures = [gap.quantity, pair[0].quantity, pair[1].quantity]
    return pair if differ(figures) or mend(figures, differ, short=True) else None


_VACANT = re.compile(r"(?:空[编缺岗]|缺[编岗]|超编)(?:的|有|为|了|共)*$")
_POSTS = re.compile(r"编制(?!使用|控制|内|外)|核定|岗位(?!使用)")
_STAFF = re.compile("实有|实际|在[职编岗]|现有|到岗")


def _of_posts(here: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Read “编制48名，行政16名……；实有45人，行政15人、事业30人，空编3名”: posts and who holds them."""
    if not _VACANT.search(clause_of(gap)):
        return None
    staff = [n for n, f in enumerate(here) if _STAFF.search(clause_of(f))]
    ahead = here[: staff[-1]] if staff else []
    posts = [f for f in ahead if _POSTS.search(clause_of(f))]
    largest = max(posts, key=lambda f: base(f.quantity), default=None)
    return (largest, here[staff[-1]]) if largest is not None else None


def _of_share(row: list[Fact], here: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Read “共处置106家，占排查总数118家的89.83%，其余12家”: the whole behind its part."""
    if len(here) < _PAIR or row[-1].quantity.unit != "%" or not _LEFT.fullmatch(clause_of(gap)):
        return None
    part, whole = here[-2:]
    told = "占" in clause_of(whole) and makes_share(
        [row[-1].quantity, part.quantity, whole.quantity]
    )
    return (whole, part) if told else None


def _last_two(here: list[Fact], gap: Fact) -> list[Fact]:
    """Return “鉴定为危房268栋，已整治256栋” of a sentence that tells of more before it."""
    whole, part = here[-2:]
    done = _DONE.match(clause_of(part)) and base(part.quantity) < base(whole.quantity)
    rest = base(gap.quantity) + base(part.quantity)
    return [whole, part] if done and all(base(f.quantity) != rest for f in here) else here


def _without_parts(figures: list[Fact]) -> list[Fact]:
    """Return figures without those that 其中 opens and that make one told before them."""
    for number, first in enumerate(figures[1:], 1):
        if first.quote != figures[number - 1].quote or "其中" not in between(
            figures[number - 1], first
        ):
            continue
        for stop in range(number + _PAIR, len(figures) + 1):
            parts = [f.quantity for f in figures[number:stop]]
            if any(adds_up([whole.quantity, *parts]) for whole in figures[:number]):
                return [*figures[:number], *figures[stop:]]
    return figures


def differ(figures: Sequence[Quantity]) -> bool:
    """Tell whether a figure is the difference of two others."""
    gap, one, other = (span(quantity) for quantity in figures)
    return gap.meets(one.minus(other)) or gap.meets(other.minus(one))


def _compared(here: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Read “586张，开放率94.5%，较上年末的550张净增36张”, a rate between."""
    if len(here) < 2:
        return None
    now, *parts, old = here
    if parts and not adds_up([f.quantity for f in (now, *parts)]):
        return None  # only behind a total with its parts the total is what is compared
    close = old.quote == gap.quote and _VERB.fullmatch(between(old, gap))
    plain = close and _THAN.fullmatch(clause_of(old)) and not _PARTS.search(clause_of(now))
    return (now, old) if plain else None


def _whole_and_part(here: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    if len(here) > 2 and gap.quantity.dimension == "元":
        planned = [f for f in here[:-1] if _PLAN.search(clause_of(f)[-12:])]
        here = [*planned[-1:], here[-1]]
    if len(here) > _PAIR and gap.quantity.dimension != "元":
        here = _last_two(here, gap)
    if len(here) != _PAIR or not is_plain(gap):
        return None
    whole, part = here
    if whole.period != part.period or _PARTS.search(clause_of(part) + clause_of(gap)):
        return None
    words = clause_of(gap)
    denied = _DENIED.search(words)
    told = clause_of(part) + re.split(r"[，。；：、\d]", right_of(part))[0][:6]
    if denied is not None:
        return (whole, part) if denied[1][0] in told else None
    if _UNDER_WAY.search(words) and not _ENDED.search(told):
        return None
    if _STILL.search(words):  # “已完工27个，尚有5个正在施工”
        return (whole, part) if _ENDED.search(told) and _goes_on(gap) else None
    return (whole, part) if _LEFT.fullmatch(words) else None


def _goes_on(gap: Fact) -> bool:
    """Tell whether what is left is said to be under way, or not done, and nothing else is left."""
    ahead = right_of(gap).split("。")[0]
    return bool(_UNFINISHED.match(ahead)) and not re.search(r"[另还尚仍]有?\d", ahead)
