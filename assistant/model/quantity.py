"""Texts and quantities: the two kinds of form field, and what printed digits can mean."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.model.base import Frozen, Value
from assistant.model.place import Location, Place, squeeze

Comparator = Literal["=", ">=", "<=", ">", "<", "~"]

MONEY_UNITS: dict[str, Decimal] = {
    "元": Decimal(1),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
PERCENT_UNITS = {"%": Decimal(1), "‰": Decimal("0.1")}
_SCALES = MONEY_UNITS | PERCENT_UNITS
_DIMENSIONS = dict.fromkeys(MONEY_UNITS, "元") | dict.fromkeys(PERCENT_UNITS, "%")
_ONE = Decimal(1)

TRUSTED = 0.9
"""How sure a reading must be at least, from 0 to 1, to pass without a look at the original."""

_PLACEHOLDERS = {
    "无", "暂无", "没有", "不涉及", "无此项", "略", "无偏差", "-", "--", "—", "——", "/", "／", "、",
    "……", "…", "...",
}  # fmt: skip


class Interval(NamedTuple):
    """All values that a printed number can stand for, in base units (元, percent, count)."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """Tell whether the two intervals share a value."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: object) -> "Interval":
        if not isinstance(other, Interval):
            return NotImplemented
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: "Interval") -> "Interval":
        """Return the interval of differences."""
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, other: "Interval") -> "Interval":
        """Return the interval of products."""
        ends = [a * b for a in self for b in other]
        return Interval(min(ends), max(ends))

    def over(self, other: "Interval") -> "Interval | None":
        """Return the interval of quotients, or None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in self for b in other]
        return Interval(min(ends), max(ends))


class Doubt(Frozen):
    """Characters ``start``..``end`` of a text that OCR isn't sure of, and what else they may be.

    ``confidence`` is 0..1; ``readings`` replace just these characters.
    """

    start: int
    end: int
    confidence: float
    readings: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Text(Value):
    """A field of words; a blank has ``raw == ""`` and still its place and location.

    ``doubts`` are characters of ``raw`` that OCR is not sure of; ``review`` asks a person to look.
    """

    raw: str = ""
    place: Place = ""
    location: Location = field(default_factory=Location)
    confidence: float = 1.0
    review: bool = False
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words without white space."""
        return squeeze(self.raw)

    def is_blank(self) -> bool:
        """Tell whether there is nothing at all."""
        return not self.raw or self.raw.isspace()

    def is_placeholder(self) -> bool:
        """Tell whether the words only stand for nothing, such as “无”."""
        return self.text.rstrip("。.；;，,") in _PLACEHOLDERS

    def is_empty(self) -> bool:
        """Tell whether the field is blank or a placeholder."""
        return self.is_blank() or self.is_placeholder()

    def is_doubtful(self) -> bool:
        """Tell whether a person must hold the words against the original before using them."""
        return (self.review or self.confidence < TRUSTED) and not self.is_blank()


@dataclass(kw_only=True)
class Quantity(Text):
    """A field that should hold a number; ``value`` is None where it holds none.

    ``upper`` closes a range. ``unit`` is canonical (万元, %, 人…). ``precision`` is the unit
    of the last printed digit, in ``unit``: half of it either way is what the number may mean.
    """

    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    comparator: Comparator = "="
    precision: Decimal | None = None

    @property
    def dimension(self) -> str:
        """What the number may be compared with: ``元``, ``%``, or its own unit."""
        unit = self.unit
        return _DIMENSIONS.get(unit, unit)

    @property
    def scale(self) -> Decimal:
        """How many base units one ``unit`` is."""
        return _SCALES.get(self.unit, _ONE)

    @property
    def base(self) -> Decimal | None:
        """The value in base units: money in 元, percentages in points."""
        value = self.value
        return None if value is None else value * _SCALES.get(self.unit, _ONE)

    def interval(self) -> Interval:
        """Return what the printed number can stand for, in base units.

        Raises ``ValueError`` when there is no number.
        """
        if self.value is None:
            raise ValueError(f"no number at {self.place}")
        scale = self.scale
        low = top = self.value * scale
        if self.upper is not None:
            top = self.upper * scale
        if not self.precision:
            return Interval(low, top)
        half = self.precision * scale / 2
        return Interval(low - half, top + half)

    def known(self) -> bool:
        """Tell whether the field holds a number."""
        return self.value is not None


def plain(value: Decimal) -> str:
    """Return a decimal as people write it: no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def zero(unit: str = "") -> Quantity:
    """Return an unplaced exact zero, a start for sums."""
    return Quantity(value=Decimal(0), unit=unit, precision=Decimal(0))
