"""Words of direction (增/减, 高于/低于, 超/未) and the figure each of them speaks of."""

import re
from typing import Literal, NamedTuple

Way = Literal["up", "down", "not_up"]

_BY_WAY: dict[Way, list[str]] = {
    "not_up": ["未超预算", "未超出", "未超过", "未突破", "没有超出", "不超过"],
    "up": [
        "超预算", "超出", "超过", "超支", "高于", "高出", "多于", "大于", "比指标值高", "比指标值多",
        "调增", "追加", "增加", "增长", "上升", "提高", "突破", "多完成", "超额",
    ],
    "down": [
        "低于", "少于", "小于", "比指标值低", "比指标值少", "比预算少", "调减", "追减", "压减", "核减",
        "减少", "下降", "降低", "未达到", "未达", "未完成", "未执行", "少完成", "不足", "结余", "节约",
        "尚余",
    ],
}  # fmt: skip
_WORDS: dict[str, Way] = {word: way for way, words in _BY_WAY.items() for word in words}
_PATTERN = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))
_STOP = "。；！？\n"

OPPOSITES: dict[str, str] = {
    "超预算": "低于预算", "未超预算": "超预算", "超出": "低于", "调增": "调减", "调减": "调增",
    "少完成": "多完成", "多完成": "少完成", "比指标值低": "比指标值高", "比指标值高": "比指标值低",
    "未达到": "超过", "高于": "低于", "低于": "高于", "未执行": "超过", "比指标值少": "比指标值多",
    "比指标值多": "比指标值少",
}  # fmt: skip
"""For tests and suggestions: what turns a claim into its contrary."""


class Direction(NamedTuple):
    """A word of direction, where it stands, and the index of the figure it speaks of."""

    word: str
    start: int
    end: int
    way: Way
    figure: int | None


def directions(text: str, figures: list[tuple[int, int]]) -> list[Direction]:
    """Return the words of direction in ``text``; ``figures`` are the spans of its figures.

    A word speaks of the next figure of its sentence, else of the one before it there, else
    of the next figure at all.
    """
    return [
        Direction(m.group(), m.start(), m.end(), _WORDS[m.group()], _figure(text, m.end(), figures))
        for m in _PATTERN.finditer(text)
    ]


def _figure(text: str, position: int, figures: list[tuple[int, int]]) -> int | None:
    start = max(text.rfind(mark, 0, position) for mark in _STOP) + 1
    ends = [found for mark in _STOP if (found := text.find(mark, position)) >= 0]
    end = min(ends, default=len(text))
    inside = [n for n, (low, _) in enumerate(figures) if start <= low < end]
    after = [n for n in inside if figures[n][1] > position]
    if after or inside:
        return after[0] if after else inside[-1]
    return next((n for n, (low, _) in enumerate(figures) if low >= position), None)


def agrees(way: Way, actual: str) -> bool:
    """Tell whether a word of direction fits what a figure's row did (up, down, flat)."""
    return actual in {"up": ("up",), "down": ("down",), "not_up": ("down", "flat")}[way]
