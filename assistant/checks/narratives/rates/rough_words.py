"""What words for rough shares and multiples allow: 近五成, 三分之二, 一半以上, 翻一番, 3倍."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.checks.narratives.in_a_row import NUMBERS
from assistant.model.quantity import Interval

_CLOSE = "近|将近|接近"
_UNDER = "不足|不到|未到|少于|低于"
_OVER = "超过?|逾|突破|过|多于|高于|大于"
_ABOUT = "约|大约|大概"
_AHEAD = re.compile(
    rf"(?:(?P<close>{_CLOSE})|(?P<under>{_UNDER})|(?P<over>{_OVER})|(?P<about>{_ABOUT}))了?$"
)
_BEHIND = re.compile(r"(?:(?P<over>以上|[多强有]余?)|(?P<under>以下|弱)|(?P<about>左右|上下))")
_SHARE = re.compile(
    r"(?P<parts>[二三四五六七八九十])分之(?P<of>[一二三四五六七八九])"
    r"|(?<![完建分生达养促编构组形])(?P<tenths>[一二三四五六七八九])成(?P<more>[一二三四五六七八九半])?(?![员立果本效功为年熟交就套品批药]|不变)"
    r"|(?P<half>一半|半数|(?<=[超过近])半(?![年月天个]))"
)
_TIMES = re.compile(
    r"翻(?:了|上)?(?P<turns>[一两二三])番|(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十])倍"
)
_TENTH, _NEAR, _ABOUT_BY = Decimal("0.1"), Decimal("0.04"), Decimal("0.06")
_ALL, _NONE, _A_LITTLE = Decimal(1), Decimal(0), Decimal("0.0005")
_TURNS_BY = Decimal("0.08")
_FAR = Decimal(1000)


class Rough(NamedTuple):
    """A rough word of a sentence: what it allows as a share or as a multiple, and where it is."""

    kind: Literal["share", "times"]
    words: str
    allowed: Interval
    start: int
    end: int


def rough_words(text: str) -> Iterator[Rough]:
    """Yield the rough shares and multiples of a text without white space, in order of kind."""
    for match in _SHARE.finditer(text):
        yield _found("share", text, match, *_share(match))
    for match in _TIMES.finditer(text):
        yield _found("times", text, match, *_times(match))


def _found(
    kind: Literal["share", "times"], text: str, match: re.Match[str], value: Decimal, by: Decimal
) -> Rough:
    ahead = _AHEAD.search(text[: match.start()])
    behind = _BEHIND.match(text, match.end())
    start = ahead.start() if ahead else match.start()
    end = behind.end() if behind else match.end()
    marks = [*_marks(ahead), *_marks(behind)]
    allowed = bounds(value, by, marks[0] if marks else "", _ALL if kind == "share" else _FAR)
    return Rough(kind, text[start:end], allowed, start, end)


def _marks(match: re.Match[str] | None) -> list[str]:
    return [name for name, words in match.groupdict().items() if words] if match else []


def bounds(value: Decimal, by: Decimal, mark: str, most: Decimal) -> Interval:
    """Return what a value with 近, 超 or 约 before it may stand for."""
    if mark == "over":
        return Interval(value - _A_LITTLE, most)
    if mark == "under":
        return Interval(_NONE, value + _A_LITTLE)
    if mark == "close":
        return Interval(value - max(_TENTH, value * _TENTH), value + _A_LITTLE)
    wide = max(by, _ABOUT_BY * max(value, _ALL)) if mark == "about" else by
    return Interval(value - wide, value + wide)


def _share(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    if match["parts"]:
        return Decimal(NUMBERS[match["of"]]) / NUMBERS[match["parts"]], _NEAR
    if match["tenths"]:
        more = match["more"] or ""
        fine = {"": 0, "半": 5}.get(more, NUMBERS.get(more, 0))
        return Decimal(NUMBERS[match["tenths"]] * 10 + fine) / 100, _NEAR if not more else _NEAR / 2
    return Decimal("0.5"), _NEAR


def _times(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    if match["turns"]:
        value = Decimal(2) ** NUMBERS[match["turns"]]
        return value, value * _TURNS_BY
    number = match["number"]
    if number in NUMBERS:
        return Decimal(NUMBERS[number]), Decimal("0.15")
    fine = Decimal(1).scaleb(-len(number.partition(".")[2]))
    return Decimal(number), max(fine, Decimal("0.05")) * (
        Decimal("0.5") if fine < 1 else Decimal("0.2")
    )
