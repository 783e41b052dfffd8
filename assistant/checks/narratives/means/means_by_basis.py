"""N: what each gets, by a head count that is named but told elsewhere: 按在职人数平均，每人……."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import cite, left_of, said, this_year
from assistant.checks.narratives.in_a_row import clause_of, is_plain
from assistant.checks.narratives.means.means_in_text import divide, shared_out
from assistant.checks.registry import rule
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.quantity import Quantity

_BASIS = re.compile(
    r"按(?:照)?(?P<who>[^，。；：、\d]{2,10}?)(?:人数|户数|职工数|人员数|人口数|学生数|数)?(?:平均|计算|测算|折算|分摊|口径|计(?=[，：]))"
)
_WHO = re.compile("年末|年底|实有|全部|全体|职工|人员|人数|我局|我委|本单位|机关|常住人口|的")
_EACH = re.compile("每[人户名生]|[人户生]均")
_NAME = re.compile(
    "每[人户名生]|[人户生]均|承担|负担|平均|分摊|摊|合|使用|支出|开支|为|是|约|按.*?(?:平均|计算|折算)"
)
_PEOPLE = ("人", "名", "户")
_FEWEST, _KNOWN = 2, 4


class _Mean(NamedTuple):
    """A mean with the amounts of its name, the nearest first."""

    fact: Fact
    totals: list[Fact]


@rule("N216", name="按人数平均的数与人数不符", severity="warning", source="DOMAIN §8 比率")
def means_by_basis(ctx: Context) -> Iterator[Finding]:
    """查什么：“按在职人数平均，每人承担人员经费18.20万元、公用经费2.58万元”，人数写在别处的，各项经费除以这个人数应等于所写的平均数。

    为什么：几项平均数用的是同一个人数，常见的是其中一项拿错了人数（用了退休人数、编制数）。
    举例：在职156人、退休97人，公用经费402.48万元，人均2.58万元，写成4.15万元是除以了退休人数。
    怎样改：按写明的口径重新计算。
    何时不报：人数没有写出或写了几个不同的数而其中一个相符；没有同名的经费总数；看不出是用错人数、也不是笔误。
    """
    for row in ctx.whole_sentences:
        words = "".join(dict.fromkeys(fact.quote for fact in row))
        basis = _BASIS.search(words) if "按" in words else None
        who = _WHO.sub("", basis["who"]) if basis else ""
        if len(who) < _FEWEST:
            continue
        means = list(_means(ctx, row))
        counts = _counts(ctx.pack, who) if means else []
        if counts:
            ctx.look(*(mean.fact.place for mean in means))
            yield from _wrong(ctx, means, counts)


def _means(ctx: Context, row: list[Fact]) -> Iterator[_Mean]:
    """Yield the means of a sentence; what 、 lists behind one is one, too."""
    last: Fact | None = None
    for fact in row:
        words = clause_of(fact)
        goes_on = last is not None and re.fullmatch(
            r"[、和及][^，。；：、\d]{2,10}", left_of(fact).rpartition(last.quantity.text)[2]
        )
        if fact.quantity.dimension != "元" or not (_EACH.search(words) or goes_on):
            last = None
            continue
        last = fact
        name = _NAME.sub("", words.lstrip("和及"))
        totals = [
            f for f in ctx.pack.figures if _is_total(f, fact, name) and this_year(f, ctx.pack)
        ]
        here = fact.place.partition("@")[0]
        totals.sort(key=lambda f: f.place.partition("@")[0] != here)
        if len(name) >= _KNOWN - 1 and totals and fact.quantity.comparator == "=":
            yield _Mean(fact, totals)


def _is_total(total: Fact, mean: Fact, name: str) -> bool:
    if total is mean or not is_plain(total) or total.quantity.dimension != "元":
        return False
    whole = name in total.measure and not _EACH.search(clause_of(total))
    return whole and base(total.quantity) > base(mean.quantity) * _FEWEST


def _counts(pack: Pack, who: str) -> list[Fact]:
    """Return the head counts that are named alike anywhere."""
    return [
        f for f in pack.figures
        if f.quantity.unit in _PEOPLE and is_plain(f) and base(f.quantity) > 1
        and who in f.measure + clause_of(f)[-8:] and this_year(f, pack)
    ]  # fmt: skip


def _wrong(ctx: Context, means: list[_Mean], counts: list[Fact]) -> Iterator[Finding]:
    bad = [m for m in means if not any(_makes(m.fact, t, c) for t in m.totals for c in counts)]
    good = len(bad) < len(means)
    for mean, totals in bad:
        total, count = totals[0], counts[0]
        other = _of_others(ctx.pack, mean, total)
        value = shared_out(total, count, mean)
        name = _NAME.sub("", clause_of(mean))
        mended = mend([mean.quantity], partial(_is, value=value))
        if not (
            mended or (good and other) or (other and len({base(c.quantity) for c in counts}) == 1)
        ):
            continue
        for found in conflict(
            ctx, "N216", cite(mean), value,
            f"{said(total)}÷{said(count)}={show(value, mean.quantity.unit)}，报告“{name}”平均写{said(mean)}",
            others=[cite(total), cite(count)],
        ):  # fmt: skip
            if other is not None and not mended:
                found.explanation = f"疑似除以了“{other.measure}”{said(other)}。"
            elif mended:
                found.explanation = found.explanation or mended.words([mean.quantity])
            yield found


def _is(figures: Sequence[Quantity], value: Decimal) -> bool:
    return figures[0].base == value


def _makes(mean: Fact, total: Fact, count: Fact) -> bool:
    return divide((mean.quantity, total.quantity, count.quantity))


def _of_others(pack: Pack, mean: Fact, total: Fact) -> Fact | None:
    """Return another head count by which the amount was divided."""
    return next(
        (f for f in pack.figures if f.quantity.unit in _PEOPLE and is_plain(f)
         and base(f.quantity) > 1 and _makes(mean, total, f)), None,
    )  # fmt: skip
