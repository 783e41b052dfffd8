"""Figures and inventions typed in a template: what a draft must not contain."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.facts.ground import Ground, blank, quotations
from assistant.facts.render import REFERENCE, Facts, in_remark, render
from assistant.model.numerals import scan
from assistant.resources import load_yaml

MARKER = re.compile(
    r"^\s*(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])|[一二三四五六七八九十]是"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度|初|末|底)?")
_DIGIT = re.compile(r"[\d０-９][\d０-９,.，．]*[%％‰]?")
_NUMERALS = "一二两三四五六七八九十百千万亿"
VAGUE = re.compile(
    rf"翻了?[一两]?番|[近约超逾]?[{_NUMERALS}]成(?![果效立员本功为熟分就年交长品都])|过半|大半|半数|一半|[数几]十|"
    rf"[数几上][百千万亿]|百分之|[{_NUMERALS}]+分之[{_NUMERALS}]+|[{_NUMERALS}几数]+倍|成倍|"
    rf"[{_NUMERALS}]{{2,}}|[{_NUMERALS}]+月(?!一)"
)
_SETTLED = re.compile(
    r"(?<!截至)(?<!每)(?:[上下]半年|年底|年末(?!实际|尚|仍)|[本当]年内|月底|季度末)(?:前|以前|之前)?"
)
# Characters without a width, which would part the digits of a number.
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_TITLE = re.compile(r"《[^《》]*》")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:办公室|中心|大队|中队|服务站|财政所|管理所|管理站|监督局|委员会)"
)

_GENERIC = re.compile(
    r"(?:各|本|该|相关|有关|责任|业务|主管|牵头|的)(?:办公室|中心|大队|中队|服务站)$"
)


def typed(template: str, ground: Ground, facts: Facts | None = None) -> Iterator[str]:
    """Yield a Chinese reason for each figure, date, office or document typed in a template.

    Allowed are the pack's year and its neighbours, list markers, set phrases, and what stands
    in the pack word for word inside “…”. Offices and dates may stand in 〔建议〕 or 〔待确认〕.
    """
    template = _UNSEEN.sub("", template)
    text = blank(template, _verbatim(template, ground, facts or {}))
    text = blank(text, [match.span() for match in REFERENCE.finditer(text)])
    text = blank(text, [m.span() for m in MARKER.finditer(text)])
    yield from _figures(blank(text, _years(text, ground)))
    yield from _inventions(text, ground)


def unseen(text: str) -> bool:
    """Tell whether a text holds characters without a width."""
    return bool(_UNSEEN.search(text))


def _verbatim(text: str, ground: Ground, facts: Facts) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start, end in quotations(text)
        if ground.vouches(text, start, render(text[start:end], facts)[1:-1])
    ]


def _years(text: str, ground: Ground) -> list[tuple[int, int]]:
    return [m.span() for m in _YEAR.finditer(text) if int(m[1]) in ground.years]


def _figures(text: str) -> Iterator[str]:
    for match in _DIGIT.finditer(text):
        yield f"直接写了数字“{match.group()}”，应引用数据"
    bare = blank(text, [m.span() for m in _fixed().finditer(text)])
    for match in VAGUE.finditer(bare):
        yield f"直接写了数量“{match.group()}”，应引用数据"
    for number in scan(bare):
        if not number.excluded and not _DIGIT.search(bare[number.start : number.end]):
            yield f"直接写了数量“{bare[number.start : number.end]}”，应引用数据"


@cache
def _fixed() -> re.Pattern[str]:
    """Return what finds set phrases whose numerals are no quantities."""
    lists = load_yaml("schemas", "fixed_words.yaml")
    words = [str(word) for word in (*lists["fixed_words"], *lists["no_numerals"])]
    words.sort(key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _inventions(text: str, ground: Ground) -> Iterator[str]:
    for match in _SETTLED.finditer(text):
        if not _proposed(text, match):
            yield f"“{match.group()}”是未定的时间，应标明〔建议〕"
    for match in _TITLE.finditer(text):
        if not ground.quotes(match.group()) and not in_remark(text, match.start()):
            yield f"材料中没有{match.group()}"
    for match in _OFFICE.finditer(text):
        if not _proposed(text, match) and not _known(match.group(), ground):
            yield f"材料中没有“{match.group()}”"


def _proposed(text: str, match: re.Match[str]) -> bool:
    return in_remark(text, match.start())


def _known(name: str, ground: Ground) -> bool:
    """Tell whether a name, or its end without the words before it, stands in the pack."""
    if _GENERIC.search(name):
        return True
    return any(ground.quotes(name[cut:]) for cut in range(0, max(len(name) - 3, 1)))
