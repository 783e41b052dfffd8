"""Read a printed figure, on its own and apart from the package's own reader of numbers.

The truth must not depend on the code that is tested with it, so this is a second, smaller
reading: one figure a text, only the ways of writing that the corpus uses.
"""

import re
from decimal import Decimal
from typing import NamedTuple

Comparator = str

_BEFORE = {
    "不少于": ">=", "不低于": ">=", "至少": ">=", "≥": ">=", "低于": "<", "超过": ">", "突破": ">",
    "不超过": "<=", "不高于": "<=", "不多于": "<=", "≤": "<=", "约": "~", "近": "~",
}  # fmt: skip
_AFTER = {"及以上": ">=", "以上": ">=", "以下": "<=", "以内": "<=", "左右": "~", "余": "~"}
_UNITS = [
    "个百分点",
    "百分点",
    "万元",
    "亿元",
    "元",
    "%",
    "人次",
    "户次",
    "车次",
    "班次",
    "批次",
    "家次",
    "台次",
    "台件",
    "件次",
    "辆次",
    "课时",
    "项次",
    "场次",
    "人天",
    "平方公里",
    "平方米",
    "立方米",
    "千米",
    "公里",
    "米",
    "㎡",
    "亩",
    "吨",
    "千瓦时",
    "度",
    "户",
    "个",
    "人",
    "名",
    "次",
    "件",
    "处",
    "栋",
    "座",
    "家",
    "条",
    "起",
    "期",
    "篇",
    "岁",
    "例",
    "场",
    "项",
    "批",
    "张",
    "台",
    "套",
    "辆",
    "份",
    "门",
    "只",
    "头",
    "株",
    "块",
    "片",
    "所",
    "间",
    "支",
    "队",
    "轮",
    "组",
    "笔",
    "段",
    "盏",
    "桶",
    "册次",
    "册",
    "宗",
    "箱",
    "站",
    "村",
    "天",
    "小时",
    "分钟",
    "分",
    "个月",
    "年",
    "课时",
    "毫米",
]
_MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_TIMES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}


def _choice(words: object) -> str:
    assert hasattr(words, "__iter__")
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_FIGURE = re.compile(
    rf"(?P<before>{_choice(_BEFORE)})?(?P<percent>百分之)?"
    rf"(?P<value>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百]+)"
    rf"(?:[-—~至](?P<upper>\d+(?:\.\d+)?))?"
    rf"(?P<about>余)?(?P<times>万|亿|千(?!米))?(?P<about2>余)?"
    rf"(?P<unit>{_choice(_UNITS)})?(?P<after>{_choice(_AFTER)})?"
)
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末|份)?|\d{4}年度?")


class Printed(NamedTuple):
    """A printed figure: what it says, and the interval in base units (元, points, count)."""

    value: Decimal
    unit: str
    comparator: Comparator
    low: Decimal
    high: Decimal


def read(text: str, unit: str = "") -> Printed:
    """Read the one figure of ``text``; ``unit`` is its header's, for bare numbers.

    Raises ``ValueError`` when there is none, or when there are several.
    """
    flat = _DATE.sub("", re.sub(r"\s", "", text))
    found = [match for match in _FIGURE.finditer(flat) if _counts(match)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} figures in {text!r}")
    return _read(found[0], unit)


def _counts(match: re.Match[str]) -> bool:
    """Tell whether a match is a figure: Chinese numerals only before a unit."""
    return match["value"][0].isdigit() or bool(match["percent"] or match["unit"])


def _read(match: re.Match[str], header_unit: str) -> Printed:
    unit, factor = _unit(match, header_unit)
    value, step = _value(match["value"])
    top = Decimal(match["upper"]) if match["upper"] else value
    half = step / 2
    comparator = _comparator(match)
    low, high = (value - half) * factor, (top + half) * factor
    if comparator == "~":
        low, high = low * Decimal("0.95"), high * Decimal("1.1")
    return Printed(value * factor, unit, comparator, low, high)


def _unit(match: re.Match[str], header_unit: str) -> tuple[str, Decimal]:
    unit, times = match["unit"] or "", match["times"] or ""
    if match["percent"]:
        return "%", Decimal(1)
    if times in ("万", "亿") and unit in ("", "元"):
        return "元", _MONEY[f"{times}元"]
    unit = unit or header_unit
    if unit in _MONEY:
        return "元", _MONEY[unit]
    return {"㎡": "平方米", "个百分点": "百分点", "千米": "公里"}.get(unit, unit), Decimal(
        _TIMES[times]
    )


def _value(raw: str) -> tuple[Decimal, Decimal]:
    if raw[0].isdigit():
        value = Decimal(raw.replace(",", ""))
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int)
        return value, Decimal(1).scaleb(exponent)
    return Decimal(_chinese(raw)), Decimal(1)


def _chinese(raw: str) -> int:
    total, digit = 0, 0
    for char in raw:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[char]
            digit = 0
    return total + digit


def _comparator(match: re.Match[str]) -> Comparator:
    if match["about"] or match["about2"]:
        return "~"
    if match["after"]:
        return _AFTER[match["after"]]
    return _BEFORE.get(match["before"] or "", "=")
