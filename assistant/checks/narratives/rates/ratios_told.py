"""N: ratios of two figures: 师生比1:13, 两者之比16:7."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import finding
from assistant.checks.grouping import sentences_of
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import is_plain
from assistant.checks.registry import rule
from assistant.facts.naming import likeness
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, plain

_RATIO = re.compile(
    r"(?P<name>[^，。；：、（）\d]{1,12}?)(?:之)?比例?(?P<about>约?)(?:为|是|达到?|约为)?(?P<one>\d+(?:\.\d+)?)(?:[:：∶]|比)(?P<other>\d+(?:\.\d+)?)(?![\d:：])"
)
_HALF = Decimal("0.5")
_NAMES = {
    "师": "教师|教职工|教工|专任", "生": "学生|在校生|幼儿|在园", "医": "医师|医生", "护": "护士|护理|护师", "床": "床位",
    "男": "男", "女": "女", "线上": "线上", "线下": "线下", "警": "警", "人": "人",
}  # fmt: skip


@rule("N166", name="两数之比与两数不符", severity="warning", source="DOMAIN §8 比率")
def ratios(ctx: Context) -> Iterator[Finding]:
    """查什么：“学生1846人，教职工142人，师生比1:13”“线上3.2万人次，线下1.4万人次，两者之比16:7”，写明的比应与名称相应的两个数相符（四舍五入之内）。

    为什么：比由两个数算出。
    举例：1846÷142=13，师生比写成1:31不符。
    怎样改：核对两个数后更正。
    何时不报：前文没有名称相应的两个数；有几对数而其中一对相符；写的是规定的标准。
    """
    for group in ctx.paragraphs:
        for row in sentences_of(group):
            for quote in dict.fromkeys(fact.quote for fact in row):
                if "比" not in quote:
                    continue
                for match in _RATIO.finditer(squeeze(quote)):
                    yield from _ratio(ctx, match, row, quote)


def _ratio(ctx: Context, match: re.Match[str], row: list[Fact], quote: str) -> Iterator[Finding]:
    if re.search("标准|规定|要求|不低于|不高于|按|控制", squeeze(quote)[: match.end()][-24:]):
        return
    ahead = [
        f for f in row if is_plain(f) and (f.quote != quote or len(left_of(f)) < match.start())
    ]
    firsts, seconds = _operands(match["name"], ahead)
    pairs = [
        (a, b)
        for a in firsts
        for b in seconds
        if a is not b
        and base(a.quantity)
        and base(b.quantity)
        and (
            a.quantity.dimension == b.quantity.dimension
            or "元" not in (a.quantity.dimension, b.quantity.dimension)
        )
    ]
    if not pairs:
        return
    ctx.look(pairs[0][0].place)
    one, other = Decimal(match["one"]), Decimal(match["other"])
    if not one or not other or any(_fits(a, b, one, other) for a, b in pairs):
        return
    if any(
        _fits(a, b, one, other) or _fits(b, a, one, other)
        for a in ahead
        for b in ahead
        if a is not b
    ):
        return
    first, second = pairs[0]
    small, large = sorted((first, second), key=lambda f: base(f.quantity))
    value = rounded(base(large.quantity) / base(small.quantity))
    right = f"1:{value}" if small is first else f"{value}:1"
    told = f"{plain(one)}:{plain(other)}"
    yield finding(
        ctx, "N166", first.place,
        f"{said(first)}与{said(second)}之比约为{right}，报告“{match['name']}比”写{told}，两者不符。",
        items=[cite(first), cite(second)], found=told, expected=right, clerical=True,
    )  # fmt: skip


def _operands(name: str, ahead: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return the figures that the two letters of 师生比 name, or the last two of one unit."""
    marks = [name[-2:-1], name[-1:]]
    if all(mark in _NAMES for mark in marks):
        first, second = ([f for f in ahead if re.search(_NAMES[mark], f.measure)] for mark in marks)
        return first, second
    sides = re.split("[与和]", re.sub("之$", "", name))
    if len(sides) == 2 and all(len(side) >= 2 for side in sides):
        first, second = ([f for f in ahead if likeness(side, f.measure)] for side in sides)
        return first, second
    if not re.search("之$|两者|二者|与|和|男女|人次之?$|线上线下|城乡", name):
        return [], []
    last = ahead[-2:]
    alike = len(last) == 2 and last[0].quantity.unit == last[1].quantity.unit
    return ([last[0]], [last[1]]) if alike else ([], [])


def _fits(first: Fact, second: Fact, one: Decimal, other: Decimal) -> bool:
    """Tell whether two figures stand as the two numbers do, each as fine as it is printed."""
    quotient = span(first.quantity).over(span(second.quantity))
    large = max(one, other)
    spans = _around(one, one == large).over(_around(other, other == large))
    return quotient is not None and spans is not None and quotient.meets(spans)


def _around(number: Decimal, rounded_off: bool) -> Interval:
    """Return what a printed number of a ratio stands for: the smaller is what the larger is to."""
    exponent = number.as_tuple().exponent
    half = _HALF.scaleb(min(int(exponent), 0)) if rounded_off and number != 1 else Decimal(0)
    return Interval(number - half, number + half)
