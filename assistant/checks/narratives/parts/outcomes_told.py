"""What came of all that was examined or found: 考核84个，合格78个，责令整改4个，撤销2个."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from assistant.checks.compare import add, base
from assistant.checks.context import Context
from assistant.checks.mentions import right_of
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain
from assistant.checks.narratives.lists_told import told_wrong
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_ALL = re.compile(
    r"考核|抽查|抽检|检查|检测|检验|验收|评审|评估|审查|审核|申报|受理|发现|排查|查出|梳理|反馈|交办|收到|接到|立案|复查|到期|评价"
)
_GOOD = re.compile(
    r"合格|通过|达标|优秀|良好|已?整改|已?完成|办结|销号|化解|解决|批准|符合|结案|整改到位"
)
_BAD = re.compile(
    r"不合格|未通过|不通过|责令|撤销|撤回|限期|取消|终止|退回|驳回|不予|暂缓|不达标|未达标|整顿|关停|注销|警告|约谈|待整改|中止|延期"
)
_LEFT = re.compile(
    r"^(?:尚|还|仍|其余|剩余|余下|剩)[^，。；、\d]{0,6}$|^(?:正在|未)[^，。；、\d]{0,8}$"
)
_HINT = re.compile(_BAD.pattern + r"|[，；、](?:尚|还|仍|其余|剩|余下|正在|未)")
_APART = re.compile(r"率|均|每|[比较]|占|累计|上年|其中|新增|另")
_FEWEST, _MOST = 2, 6


def outcomes(ctx: Context, code: str, row: Row) -> Iterator[Finding]:
    """Yield where the outcomes of all that was examined don't make them all."""
    if not (_HINT.search(row.words) and _ALL.search(row.words)):
        return
    for number, whole in enumerate(row.figures[:-_FEWEST]):
        if not is_plain(whole) or not _ALL.search(_said(whole)) or _APART.search(_said(whole)):
            continue
        parts = _parts(row.figures[number:])
        if len(parts) < _FEWEST or len(parts) > _MOST or not _complete(parts):
            continue
        ctx.look(whole.place)
        if not _some_make(whole, parts):
            yield from told_wrong(ctx, code, whole, parts, slip=not _is_left(parts[-1]))


def _said(fact: Fact) -> str:
    """Return the words of a figure's own clause, both sides."""
    return clause_of(fact) + re.split(r"[，。；：、（）\d]", right_of(fact)[:8], maxsplit=1)[0]


def _parts(figures: list[Fact]) -> list[Fact]:
    parts: list[Fact] = []
    for before, fact in pairwise(figures):
        words = between(before, fact)
        if fact.quote != figures[0].quote or not alike(figures[0], fact) or not is_plain(fact):
            break
        if not re.search("[，、；]", words) or "。" in words or _APART.search(_said(fact)):
            break
        if not (_GOOD.search(_said(fact)) or _BAD.search(_said(fact)) or _is_left(fact)):
            break
        parts.append(fact)
    return parts if "等" not in right_of(parts[-1] if parts else figures[0])[:2] else []


def _is_left(fact: Fact) -> bool:
    return bool(_LEFT.search(clause_of(fact)))


def _complete(parts: list[Fact]) -> bool:
    """Tell whether what came out well is told and what didn't, or what is left of it."""
    well = [f for f in parts if not _BAD.search(_said(f)) and not _is_left(f)]
    return len(well) == 1 and len(well) < len(parts)


def _some_make(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether some of the parts make all: the others are of one of them."""
    values = [part.quantity for part in parts]
    return any(
        add(some) == base(whole.quantity)
        for many in range(_FEWEST, len(values) + 1)
        for some in combinations(values, many)
    )
