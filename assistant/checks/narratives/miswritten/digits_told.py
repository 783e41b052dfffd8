"""N: a figure that fits nothing as it is written, and its neighbours with one slip mended."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import cite, pointed, said
from assistant.checks.narratives.miswritten.readings import Reading, other_digit, printed, readings
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.checks.vicinity.around import Marks, vicinities
from assistant.checks.vicinity.chance import around, chance
from assistant.checks.vicinity.made import Made, Mark, about, made
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place

_LIKELY = {"turned": 0.02, "unit": 0.02, "point": 0.005, "digit": 0.01}
"""By slip: the chance from which on a fit is taken for a coincidence."""
_SHORTEST, _TELLING = 3, 2
"""Digits that are printed at least, and those of them that are no round zeros."""
_MANY, _SOME = 10, 3


class _Slip(NamedTuple):
    fact: Fact
    reading: Reading
    met: Made
    chance: float

    @property
    def places(self) -> set[Place]:
        return {self.fact.place, *(each.fact.place for each in self.met.marks)}


@rule(
    "N220", name="数字写错一笔，改正后与前后相符", severity="warning", source="DOMAIN §8 文字与表格"
)
def miswritten(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里的一个数照原样与前后哪个数都对不上，而把相邻两位对调、万元与元互换、移一位小数点或改一位数字，就正好是前后几个数的和、差、商或比率。

    为什么：誊抄时最常见的是两位数字写颠倒；句子怎么写都有，但改正以后对得上，就不会是巧合。
    举例：“年初安排2745.60万元……支出2518.37万元，花了91.27%”，2518.37÷2745.60=91.72%。
    怎样改：核对台账，改正写错的数。
    何时不报：这个数在别处也这样写，或本句、本段有数能算出它；数字太短，或前后的数太多，碰巧对得上的可能不小。
    """
    marks = Marks()
    found: list[_Slip] = []
    for sentence, before in vicinities(ctx):
        for fact in [each for each in sentence if _is_told_once(ctx, each)]:
            ctx.look(fact.place)
            found += _slips(marks[fact], marks.of(sentence), marks.of(before))
    told: set[Place] = set()
    for slip in sorted(found, key=lambda each: each.chance):
        if not slip.places & told:
            told |= slip.places
            yield from _finding(ctx, slip)


def _is_told_once(ctx: Context, fact: Fact) -> bool:
    """Tell whether a figure stands nowhere else, and its own sentence doesn't vouch for it."""
    quantity = fact.quantity
    if quantity.comparator != "=" or not quantity.base or fact.place in ctx.vouched:
        return False
    digits = printed(quantity)
    if len(digits) < _SHORTEST or len(digits.rstrip("0")) < _TELLING:
        return False
    return len(ctx.told_at[quantity.dimension, quantity.base]) < 2


def _slips(figure: Mark, sentence: Sequence[Mark], before: Sequence[Mark]) -> list[_Slip]:
    """Return the likeliest slip of a figure; none where anything near it bears it out."""
    quantity = figure.fact.quantity
    tried = list(readings(quantity))
    numbers = [figure.value, *(reading.number for reading in tried)]
    met: list[tuple[Reading, Made]] = []
    for each in made(figure, sentence, before, about(*numbers)):
        # A last digit that was cut off, not rounded, is none that was miswritten.
        if each.meets(figure.value, figure.last_half, times=2):
            return []
        if not _may_be_told(figure, each):
            continue
        met += [(reading, each) for reading in tried if each.meets(reading.number, reading.half)]
        if each.how in ("sum", "rest") and len(each.marks) > 2:
            other = other_digit(quantity, each.value)
            met += [(other, each)] if other and each.meets(other.number, other.half) else []
    slips = (_slip(figure, reading, each, sentence, before) for reading, each in met)
    likely = [slip for slip in slips if slip.chance < _LIKELY[slip.reading.slip]]
    return [min(likely, key=lambda slip: slip.chance)] if likely else []


def _may_be_told(figure: Mark, each: Made) -> bool:
    """Tell whether a figure may be told as what others make, and isn't met so by chance alone.

    A growth is the share of a change, or a change itself; of 3项 each has no price, and 2 of
    something are divided among by chance.
    """
    match each.how:
        case "ratio":
            return each.marks[0].change or not figure.change
        case "change":
            return figure.change
        case "product" | "mean":
            return each.marks[1].value >= (_MANY if each.how == "product" else _SOME)
    return True


def _slip(
    figure: Mark, reading: Reading, met: Made, sentence: Sequence[Mark], before: Sequence[Mark]
) -> _Slip:
    near = before if not met.near else ()
    values = [each.value for each in made(figure, sentence, near, around(reading.number))]
    likely = chance(reading.tries, reading.number, figure, met, values)
    return _Slip(figure.fact, reading, met, likely)


def _finding(ctx: Context, slip: _Slip) -> Iterator[Finding]:
    fact, marks = slip.fact, slip.met.marks
    unit = fact.quantity.unit
    if slip.reading.slip == "unit":
        unit = "万元" if unit == "元" else "元"
    right = pointed(show(slip.reading.value, unit))
    yield from conflict(
        ctx, "N220", cite(fact), slip.reading.value,
        f"报告“{spoken(fact)}”写{said(fact)}，与前后的数都对不上；{_sum(slip, right)}",
        others=[cite(each.fact) for each in marks],
    )  # fmt: skip


def _sum(slip: _Slip, right: str) -> str:
    """Return the arithmetic that the figure fits once its slip is mended."""
    words = [said(each.fact) for each in slip.met.marks]
    first, *rest = words
    match slip.met.how:
        case "sum":
            return f"{'+'.join(words)}={right}"
        case "rest":
            return f"{first}－{'－'.join(rest)}={right}"
        case "gap":
            return f"{first}与{rest[0]}相差{right}"
        case "complement":
            return f"100%－{first}={right}"
        case "ratio" | "mean":
            return f"{first}÷{rest[0]}={right}"
        case "change":
            return f"{first}与{rest[0]}相比，增减{right}"
        case "product" | "portion":
            return f"{first}×{rest[0]}={right}"
