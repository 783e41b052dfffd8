"""N: ratios of several figures in their order (5:3:2), and of two that names call (1:4)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import finding
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, rows
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Interval

_NUMBER = r"\d+(?:\.\d+)?"
_SEVERAL = re.compile(
    rf"[，（；][^，。；：、（）\d]{{0,6}}(?:比例|之比|配比|比重|构成比|结构比)(?:约|分别|为|是|达到?)*(?P<ratio>{_NUMBER}(?:[:：∶]{_NUMBER}){{2,}})(?![\d:：])"
)
_TWO = re.compile(
    rf"(?P<one>[一-龥]{{2,6}})[与和](?P<other>[一-龥]{{2,6}}?)(?:的|人数|数量)*(?:配比|比例|之?比)"
    rf"(?:由{_NUMBER}[:：∶]{_NUMBER})?(?:提高|优化|改善|降低|提升|调整|达)?(?:[到至]|为|达到?|是)?(?P<ratio>{_NUMBER}[:：∶]{_NUMBER})(?![\d:：])"
)
_RULED = re.compile("标准|规定|要求|不[低高少]于|原则|按(?!时|期)|控制|目标|应")
_MOST, _FEWEST = 8, 3


@rule("N174", name="几数之比与所列的数不符", severity="warning", source="DOMAIN §8 比率")
def ratios_of_several(ctx: Context) -> Iterator[Finding]:
    """查什么：“中央30万元、省级12万元、市级18万元，比例为5:2:3”“护理员与失能老人配比提高到1:4，现有护理员26名、失能老人104名”，写明的比应与所列的数次序、大小都相符（四舍五入之内）。

    为什么：比由几个数算出，次序颠倒或者数写错都会对不上。
    举例：30:12:18=5:2:3，写成5:3:2不符。
    怎样改：核对所列的数和次序后更正。
    何时不报：写的是规定的标准或者分配办法；同句有另外几个数正好合这个比；所列的数不紧挨着比。
    """
    for row in ctx.once(rows):
        if "比" not in row.words or not re.search("[:：∶]", row.words):
            continue
        for match in _SEVERAL.finditer(row.words):
            yield from _several(ctx, match, row)
        for match in _TWO.finditer(row.words):
            yield from _two(ctx, match, row)


def _several(ctx: Context, match: re.Match[str], row: Row) -> Iterator[Finding]:
    told = _numbers(match["ratio"])
    listed = _right_before(match, row, len(told))
    if not listed or _RULED.search(row.words[max(match.start() - 12, 0) : match.start("ratio")]):
        return
    ctx.look(listed[0].place)
    kind = [f for f in row.plain if alike(f, listed[0])][:_MOST]
    if any(_fit(kind[at : at + len(told)], told) for at in range(len(kind) - len(told) + 1)):
        return
    turned = any(_fit(listed, order) for order in permutations(told))
    if turned or len(kind) == len(told):
        yield _finding(ctx, listed, match["ratio"], "疑似次序写颠倒。" if turned else "")


def _right_before(match: re.Match[str], row: Row, count: int) -> list[Fact]:
    """Return the figures of a list that ends where the clause of a ratio begins."""
    ahead = [
        f for f in row.plain
        if f.quote in row.words or squeeze(f.quote) in row.words
        if _stop(f, row) <= match.start()
    ][-count:]  # fmt: skip
    if len(ahead) < count or row.words[_stop(ahead[-1], row) : match.start()].strip("，（"):
        return []
    beside = all(
        a.quote == b.quote
        and alike(a, b)
        and re.fullmatch(r"[、，][^，。；、\d]{1,14}", between(a, b))
        for a, b in pairwise(ahead)
    )
    return ahead if beside else []


def _stop(fact: Fact, row: Row) -> int:
    """Return where a figure ends in the words of its whole sentence."""
    start = row.words.find(squeeze(fact.quote))
    return max(start, 0) + len(left_of(fact)) + len(squeeze(fact.quantity.raw))


def _two(ctx: Context, match: re.Match[str], row: Row) -> Iterator[Finding]:
    if _RULED.search(re.split("[，。；：]", row.words[: match.start("ratio")])[-1]):
        return
    one, other = (_called(match[name], row.plain) for name in ("one", "other"))
    if one is None or other is None or one is other:
        return
    ctx.look(one.place)
    told = _numbers(match["ratio"])
    kind = [f for f in row.plain if alike(f, one) or alike(f, other)][:_MOST]
    if not any(_fit(some, told) for some in permutations(kind, 2)):
        yield _finding(ctx, [one, other], match["ratio"], "")


def _called(name: str, figures: Sequence[Fact]) -> Fact | None:
    """Return the one figure that the end of a name calls: 全院护理员 as 护理员."""
    for start in range(len(name) - 1):
        named = [f for f in figures if clause_of(f).endswith(name[start:])]
        if named:
            return named[0] if len({base(f.quantity) for f in named}) == 1 else None
    return None


def _numbers(ratio: str) -> list[Decimal]:
    return [Decimal(number) for number in re.split("[:：∶]", ratio)]


def _fit(figures: Sequence[Fact], told: Sequence[Decimal]) -> bool:
    """Tell whether one measure makes of every figure its number, each as fine as it is printed."""
    low, high = Decimal(0), Decimal("Infinity")
    for figure, number in zip(figures, told, strict=True):
        near = _around(number, exact=len(told) < _FEWEST)
        size = span(figure.quantity)
        if near.low <= 0 or not size.high:
            return False
        low, high = max(low, size.low / near.high), min(high, size.high / near.low)
    return low <= high


def _around(number: Decimal, exact: bool) -> Interval:
    """Return what a number of a ratio stands for; the one of 1:4 is what the other is measured by."""
    half = Decimal("0.5").scaleb(min(int(number.as_tuple().exponent), 0))
    if number <= 1:
        half = Decimal(0) if exact else half / 5
    return Interval(number - half, number + half)


def _finding(ctx: Context, listed: Sequence[Fact], told: str, reason: str) -> Finding:
    right = _right([base(f.quantity) for f in listed], _numbers(told))
    return finding(
        ctx, "N174", listed[0].place,
        f"{'、'.join(said(f) for f in listed)}之比约为{right}，报告写{told}，两者不符。",
        items=[cite(f) for f in listed], found=told, expected=right, explanation=reason,
        clerical=True,
    )  # fmt: skip


def _right(values: Sequence[Decimal], told: Sequence[Decimal]) -> str:
    """Return the ratio that figures make: parts of ten where such are told, else of the least."""
    parts = [value / sum(values) * sum(told) for value in values]
    if len(values) >= _FEWEST and all(abs(part - round(part)) < Decimal("0.05") for part in parts):
        return ":".join(str(round(part)) for part in parts)
    return ":".join(rounded(value / min(values), 1) for value in values)
