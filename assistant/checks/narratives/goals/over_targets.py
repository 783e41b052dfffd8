"""N: 超目标N, 比计划少N, where the target stands only in the table's row of that result."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.mentions import cite, left_of, said, shown
from assistant.checks.narratives.in_a_row import is_plain, sentences_with
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, Pack

_HINT = re.compile("超|比年?[^，。；]{0,4}(?:目标|计划|任务)|[较距差少]")
_OVER = re.compile(
    r"[，（]?(?:超额?(?:完成)?|[比较](?:年初|年度|绩效)?(?:目标|计划|任务)数?值?(?:多|超出?))(?:年初|年度|绩效)?(?:目标|计划|任务)?值?(?:了)?$"
)
_UNDER = re.compile(
    r"[，（]?(?:[比较距](?:年初|年度|绩效)?(?:目标|计划|任务)数?值?(?:还|尚)?(?:少|差|低)|差)(?:年度)?(?:目标|计划|任务)?(?:了)?$"
)
_Rows = dict[tuple[str, Decimal], list[Indicator]]


def over_targets(ctx: Context) -> Iterator[Finding]:
    """Check “签约12583人，超目标583人” against the target of the row whose result is 12583."""
    hinted = sentences_with(ctx, _HINT)
    for row in ctx.whole_sentences if hinted else ():
        for own, gap in pairwise(row):
            if gap.quote in hinted and own.quote == gap.quote and is_plain(own):
                yield from _over(ctx, own, gap)


def _rows(pack: Pack) -> _Rows:
    """Return the indicator rows of all tables by unit and value of the result."""
    found: _Rows = {}
    for table in pack.tables():
        for row in table.indicators:
            if row.actual.base is not None and row.target.base is not None:
                found.setdefault((row.actual.unit, row.actual.base), []).append(row)
    return found


def _over(ctx: Context, own: Fact, gap: Fact) -> Iterator[Finding]:
    if not gap.quantity.known() or gap.quantity.comparator != "=":
        return
    if gap.quantity.unit != own.quantity.unit or gap.quantity.unit in ("%", ""):
        return
    words = left_of(gap).rpartition(own.quantity.text)[2]
    up, down = _OVER.fullmatch(words), _UNDER.fullmatch(words)
    if not up and not down:
        return
    rows = [r for r in ctx.once(_rows).get((own.quantity.unit, base(own.quantity)), ())
            if r.target.unit == own.quantity.unit]  # fmt: skip
    apart = {row.target.base: abs(base(own.quantity) - (row.target.base or 0)) for row in rows}
    if not rows:
        return
    ctx.look(gap.place)
    if base(gap.quantity) in apart.values() or len(apart) > 1:
        return
    row = rows[0]
    value = apart[row.target.base]
    yield from conflict(
        ctx, "N182", cite(gap), value,
        f"自评表“{row.name.text}”指标值{_said_target(row)}，与{said(own)}相差{shown(value, gap.quantity)}，报告写{said(gap)}",
        others=[cite(own), Item(f"自评表“{row.name.text}”指标值", row.target)],
    )  # fmt: skip


def _said_target(row: Indicator) -> str:
    """Return a row's target as it is printed, with its unit."""
    text = row.target.text
    return text if text.endswith(row.target.unit) else f"{text}{row.target.unit}"
