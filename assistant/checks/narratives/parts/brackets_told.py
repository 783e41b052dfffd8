"""A figure and its parts in the bracket behind it: 1542人（城镇864人、农村678人）."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add, base
from assistant.checks.context import Context
from assistant.checks.mentions import right_of
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain
from assistant.checks.narratives.lists_told import told_wrong
from assistant.facts.slips import telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_HINT = re.compile(r"\d[^，。；、（）\d]{1,12}（[^（）\d]*\d[^（）]*[、，和；][^（）]*\d[^（）]*）")
_OPENS = re.compile(r"[^，。；、（）\d]{0,10}（(?:其中)?[：，]?[^，。；：、（）\d]{0,14}")
_JOINT = re.compile(r"(?:[、，和与及；]|以及)[^，。；：、（）\d]{0,14}")
_APART = re.compile(r"含|均|每|[比较]|率|占|增|减|超|差|余|累计|合计|原|上年|标准|编制|以上")
_CROSSING = re.compile("党员|女|学历|职称|脱贫")
"""What some of any other part may also be."""
_PAIRS = (
    ("城镇", "农村"), ("城市", "农村"), ("男", "女"), ("行政", "事业"), ("新建", "改"), ("新建", "续建"), ("线上", "线下"),
    ("门诊", "住院"), ("上半年", "下半年"), ("公办", "民办"), ("国有", "民营"), ("本级", "下级"), ("室内", "室外"),
    ("合格", "不合格"), ("机关", "事业"), ("村", "社区"), ("支出", "结转"), ("国内", "国外"), ("人工", "机械"),
    ("中央", "省"), ("省", "市"), ("市", "县"), ("集中", "分散"), ("国道", "省道"), ("省道", "县道"), ("县道", "乡道"),
)  # fmt: skip
_FEWEST, _LARGE = 2, 3


def in_brackets(ctx: Context, code: str, row: Row) -> Iterator[Finding]:
    """Yield where the figures of a bracket don't make the one before it.

    Parts that are each other's opposites need no slip; others must be large enough for one to tell.
    """
    if "（" not in row.words or not _HINT.search(row.words):
        return
    for number, whole in enumerate(row.figures[:-_FEWEST]):
        parts = _inside(row.figures[number:]) if is_plain(whole) else []
        if len(parts) < _FEWEST:
            continue
        ctx.look(whole.place)
        halves = len(parts) == _FEWEST and opposite(*parts)
        large = all(telling(f.quantity) >= _LARGE for f in (whole, *parts))
        crossing = any(_CROSSING.search(f.measure) for f in parts)
        namesakes = not crossing and _too_many(whole, parts)
        if halves or namesakes or (large and not crossing):
            yield from told_wrong(ctx, code, whole, parts, slip=not (halves or namesakes))


def _too_many(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether kinds of one thing, named alike (快充、慢充), are more than there are of it."""
    names = {clause_of(part)[-1:] for part in parts}
    people = whole.quantity.unit in ("人", "名", "户", "人次")
    return (
        len(names) == 1
        and "" not in names
        and not people
        and add([part.quantity for part in parts]) > base(whole.quantity)
    )


def _inside(figures: list[Fact]) -> list[Fact]:
    """Return all the figures of the bracket right behind the first, none where it has others."""
    whole, parts = figures[0], list[Fact]()
    for fact in figures[1:]:
        words = between(parts[-1] if parts else whole, fact)
        joint = _JOINT if parts else _OPENS
        if fact.quote != whole.quote or not alike(whole, fact) or not is_plain(fact):
            break
        if not joint.fullmatch(words) or _APART.search(words):
            break
        parts.append(fact)
    return parts if parts and right_of(parts[-1]).startswith("）") else []


_REST_OF = re.compile("一般|普通|其[他它余]")
"""Kinds that hold whatever another kind leaves over."""


def opposite(one: Fact, other: Fact) -> bool:
    """Tell whether two figures are named as the two halves of a division."""
    first, second = one.measure, other.measure
    if bool(_REST_OF.search(first)) != bool(_REST_OF.search(second)):
        return True
    return any((a in first and b in second) or (b in first and a in second) for a, b in _PAIRS)
