"""Qualitative indicators: how far their words say they were reached, and the band of points."""

import re
from decimal import Decimal
from typing import NamedTuple

from assistant.model.pack import Indicator
from assistant.model.profile import Profile

_DONE = r"(?:达成|完成|达到|实现|达标)"
_DEGREES = {
    "部分达成": re.compile(
        rf"^(?:只|仅|已)?(?:部分|未完全|未全部|未能完全|未能全部|没有完全|没有全部){_DONE}"
    ),
    "未达成": re.compile(rf"^(?:尚|还|均|都|全部)?(?:未|未能|没有){_DONE}(?:[^\d]*$)"),
    "达成": re.compile(
        rf"^(?:已|已经|全部|均|都|按期|按时|如期|圆满|全面)*{_DONE}了?"
        r"(?:年度|预期|全部|绩效|既定)*(?:指标|目标|任务|要求|效果|值)?$"
    ),
}
_ENDS = "。.；;，,"


class Band(NamedTuple):
    """A band of points: ``name`` in the profile, its percents, and whether the words tell it."""

    name: str
    low: Decimal
    high: Decimal
    percents: tuple[Decimal, Decimal]
    told: bool


def degree(row: Indicator) -> str:
    """Return 达成, 部分达成 or 未达成 where a row's own words say so, else ""."""
    words = row.actual.text.rstrip(_ENDS)
    if words and words == row.target.text.rstrip(_ENDS):
        return "达成"
    return next((name for name, said in _DEGREES.items() if said.search(words)), "")


def band(row: Indicator, profile: Profile) -> Band | None:
    """Return the band that the words tell, else the one that holds the stated score."""
    weight, told = row.weight.value, degree(row)
    if weight is None:
        return None
    name = told if told in profile.bands else _holding(row, profile)
    if not name:
        return None
    low, high = profile.bands[name]
    return Band(name, weight * low / 100, weight * high / 100, (low, high), name == told)


def _holding(row: Indicator, profile: Profile) -> str:
    score, weight = row.score.value, row.weight.value
    if score is None or not weight:
        return ""
    share = score / weight * 100
    return next((name for name, (low, high) in profile.bands.items() if low <= share <= high), "")
