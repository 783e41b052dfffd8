"""Find every number in a text: what it is worth, its unit, or why it is no quantity."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.model.place import Location, Place
from assistant.model.quantity import Comparator, Quantity
from assistant.model.units import CANONICAL, NO_CLASSIFIERS, UNITS
from assistant.resources import load_yaml


class Number(NamedTuple):
    """A number in a text; ``start``..``end`` span comparator, digits and unit.

    ``excluded`` is empty for a quantity, else the reason why it is none: ``year``, ``date``,
    ``ordinal``, ``document_number``, ``code``, ``name``, ``set_phrase``, ``indefinite``,
    ``heading``, ``phone``. ``digits`` is where the digits begin.
    """

    start: int
    end: int
    digits: int
    digits_end: int
    value: Decimal
    upper: Decimal | None
    unit: str
    comparator: Comparator
    precision: Decimal
    excluded: str = ""


_UNIT = "|".join(map(re.escape, UNITS))
# Classifiers that may follow a Chinese numeral; 级, 届 and the like make names and ordinals.
_COUNTED = "|".join(re.escape(unit) for unit in UNITS if unit not in NO_CLASSIFIERS)

_FULLWIDTH = str.maketrans(
    "０１２３４５６７８９．％﹪＋－﹣＝﹦＞﹥＜﹤：／～", "0123456789.%%+--==>><<:/~"
)

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![A-Za-z\d.])\.\d+"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿廿卅]+(?:点[零〇一二三四五六七八九]+)?"
_BEFORE = (
    r"(?:不少于|不低于|不小于|大于等于|大于或等于|至少|≥|>=|≧|"
    r"不超过|不高于|不大于|不多于|小于等于|小于或等于|至多|≤|<=|≦|"
    r"超过|大于|高于|多于|突破|>|小于|低于|少于|不足|<|大约|(?<![签合节条公预邀履违集制简])约|(?<![最附临靠邻将亲就])近|=)"
)
_BEFORE_MEANING: dict[str, Comparator] = {
    **dict.fromkeys(
        ["不少于", "不低于", "不小于", "大于等于", "大于或等于", "至少", "≥", ">=", "≧"], ">="
    ),
    **dict.fromkeys(
        ["不超过", "不高于", "不大于", "不多于", "小于等于", "小于或等于", "至多", "≤", "<=", "≦"],
        "<=",
    ),
    **dict.fromkeys(["超过", "大于", "高于", "多于", "突破", ">"], ">"),
    **dict.fromkeys(["小于", "低于", "少于", "不足", "<"], "<"),
    **dict.fromkeys(["大约", "约", "近"], "~"),
    "=": "=",
}
_AFTER_MEANING: dict[str, Comparator] = {
    "及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<=", "之内": "<=",
    "左右": "~", "上下": "~", "余": "~", "多": "~",
}  # fmt: skip

_NUMBER = re.compile(
    rf"(?P<before>{_BEFORE}\s*)?(?P<percent>[百千]分之)?"
    rf"(?P<value>{_ARABIC}|{_CHINESE})"
    rf"(?:\s*(?:-|~|—|至|到)\s*(?P<upper>{_ARABIC})(?=\s*(?:%|[万亿]|{_UNIT}))"
    # The unit may be printed twice: 3万元-5万元.
    rf"|(?P<same>%|[万亿]元?|{_UNIT})\s*[-~—至]\s*(?P<upper2>{_ARABIC})(?=(?P=same)))?"
    rf"(?P<about>[余多])?\s*"
    rf"(?P<times>万亿|亿|万|千(?![米克瓦]|分[比之])|百(?!分[比数号之点]))?(?P<about2>[余多])?"
    # A form prints its unit in brackets: 12.5（万元）.
    rf"(?:(?P<unit>%|‰|{_UNIT})|\s*[（(]\s*(?P<boxed>%|‰|{_UNIT})\s*[）)])?"
    rf"(?P<after>\s*(?:及以上|以上|及以下|以下|以内|之内|左右|上下|余|多(?=$|[，。；、）)])))?"
)
_TIMES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}

# Each pattern marks characters that are no quantity. Order matters: the first one wins.
_EXCLUSIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "document_number",
        re.compile(r"[〔\[［【(（](?:19|20)\d\d[〕\]］】)）]\s*第?\d+(?:-\d+)?号?"),
    ),
    ("phone", re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?!\d)")),
    ("name", re.compile(r"“[^“”]{1,24}”|《[^《》]{1,60}》|「[^」]{1,24}」|\"[^\"\n]{1,24}\"")),
    ("date", re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:份|底|末|初|\s*\d{1,2}\s*日)?")),
    (
        "date",
        re.compile(
            r"(?<![\d.])(?:19|20)\d\d(?:[-/]\d{1,2}|\.\d{1,2}(?=\.))(?:[-./]\d{1,2})?(?![\d.])"
        ),
    ),
    (
        "date",
        re.compile(
            r"\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}\s*月(?:份|底|末|初)|(?<!个)(?<=[年至到、从自])\d{1,2}\s*月(?!份)"
        ),
    ),
    ("date", re.compile(r"(?<![\d个])\d{1,2}月(?=[，。、；至到—-]|$)|\d{1,2}日(?=[前起止，。])")),
    ("date", re.compile(r"\d{1,2}\s*[:：]\s*\d{2}(?!\d)|\d{1,2}时(?:\d{1,2}分)?")),
    ("year", re.compile(r"(?<!\d)(?:19|20)\d\d\s*[-—至~、]\s*(?:19|20)\d\d\s*(?:年度?)")),
    ("year", re.compile(r"(?<![\d.])(?:19|20)\d\d\s*(?:年度|学年|年)")),
    ("year", re.compile(r"[一二]{1}[〇零九○]{1}[〇零一二三四五六七八九○]{2}年")),
    ("ordinal", re.compile(r"第\s*(?:\d+|[一二三四五六七八九十百]+)")),
    (
        "ordinal",
        re.compile(
            r"[一二三四五六七八九十\d]+届|[一二三四五六七八九十]中全会|[一二三四五六七八九十]+大(?=[精以报代，。、])"
        ),
    ),
    # Accounts and identity cards: no amount of an office has so many digits.
    ("code", re.compile(r"(?<![\d.])(?:\d(?:,?\d){15,}|\d[\d.]{23,})")),
    ("code", re.compile(r"[A-Za-z]+[-—]?\d+[A-Za-z\d.]*")),
    ("code", re.compile(r"\d+(?:\.\d+)?(?!(?:km²?|kg|kW|MW|m[²³3]?|t)(?![A-Za-z]))[A-Za-z]+\d*")),
    ("code", re.compile(r"\d+\s*\+\s*[\dNnXx]+(?:\s*\+\s*[\dNnXx]+)*")),
    ("code", re.compile(r"\d+(?:号(?:楼|线|桥|机|井|路|院|地块|令|文)?(?![^，。]{0,2}召开))")),
    ("date", re.compile(r"(?<![\d.])(?:1[0-2]|[1-9])月(?!个)")),
    ("heading", re.compile(r"(?:^|(?<=[；。：\n]))\s*\d{1,2}[．、.](?!\d)")),
    ("heading", re.compile(r"附件\s*[\d一二三四五六七八九十]+")),
)


class _Mark(NamedTuple):
    start: int
    end: int
    reason: str
    order: int = 0


def _marks(text: str) -> dict[int, _Mark]:
    """Return which mark each character belongs to; of several the first pattern's wins."""
    found = [
        _Mark(match.start(), match.end(), reason)
        for reason, pattern in _EXCLUSIONS
        for match in pattern.finditer(text)
    ]
    for reason in ("set_phrase", "no_numeral"):
        for match in _words(reason).finditer(text):
            found.append(_Mark(match.start(), match.end(), reason))
    covered: dict[int, _Mark] = {}
    for order, mark in enumerate(found):
        for position in range(mark.start, mark.end):
            covered.setdefault(position, mark._replace(order=order))
    return covered


@cache
def _words(reason: str) -> re.Pattern[str]:
    lists = load_yaml("schemas", "fixed_words.yaml")
    words = sorted(lists["fixed_words" if reason == "set_phrase" else "no_numerals"], key=len)
    return re.compile("|".join(re.escape(str(word)) for word in reversed(words)))


# 九成五 is 95 %; 一成不变, 三成员 and 完成 are none.
_TENTHS = re.compile(
    rf"(?P<before>{_BEFORE}\s*)?(?P<value>[一二两三四五六七八九]|(?<![\d.])\d(?:\.\d)?)成(?P<half>[一二三四五六七八九])?"
    r"(?P<about>[余多])?(?P<after>\s*(?:及以上|以上|及以下|以下|以内|左右|上下))?"
    r"(?=$|[\s，。；、）)％%的]|[^\u4e00-\u9fff\d])"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


def chinese_value(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral such as 一百二十三点五, None if it is none.

    >>> chinese_value("一万零五十")
    Decimal('10050')
    """
    whole, _, fraction = text.partition("点")
    if not set(fraction) <= _DIGITS.keys():
        return None
    total = section = 0
    digit: int | None = None
    smallest = large = 10**9
    for char in whole:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None  # two digits in a row (二〇二四, 五六): not a plain number
            digit = _DIGITS[char]
            smallest = 10**9 if digit == 0 else smallest
        elif char in _TENS:
            if digit or smallest <= 10:
                return None
            section, digit, smallest = section + _TENS[char], None, 10
        elif char in _SMALL:
            if _SMALL[char] >= smallest:
                return None
            smallest = _SMALL[char]
            section += (digit or 1) * smallest
            digit = None
        elif char in _LARGE:
            block = section + (digit or 0)
            if _LARGE[char] < large:
                total = total + block * _LARGE[char]
            else:
                total = (total + block) * _LARGE[char]
            large = _LARGE[char]
            section, digit, smallest = 0, None, 10**9
        else:
            return None
    value = Decimal(total + section + (digit or 0))
    if fraction:
        value += Decimal("0." + "".join(str(_DIGITS[char]) for char in fraction))
    return value


_ANY_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿]")


def scan(text: str) -> list[Number]:
    """Return every number of ``text`` in order; offsets are characters of ``text``."""
    flat = text.translate(_FULLWIDTH)
    if not _ANY_NUMERAL.search(flat):
        return []
    marks = _marks(flat)
    return list(_numbers(flat, marks))


def _numbers(text: str, marks: dict[int, _Mark]) -> Iterator[Number]:
    position = 0
    tenths = [found for m in _TENTHS.finditer(text) if (found := _tenths(m, marks))]
    while match := _NUMBER.search(text, position):
        while tenths and tenths[0].start <= match.start("value"):
            yield tenths[0]
            position = tenths.pop(0).end
        if match.start("value") < position:
            continue
        number = _read(match, text, marks)
        if number is None:
            position = max(match.start("value"), match.start()) + 1
            continue
        yield number
        position = max(number.end, match.end("value"))
    yield from tenths


def _tenths(match: re.Match[str], marks: dict[int, _Mark]) -> Number | None:
    """Return 九成五 as 95 %, to its last printed tenth or hundredth; None in a set phrase."""
    if any(i in marks for i in range(match.start("value"), match.end())):
        return None
    raw, half = match["value"], match["half"]
    if half and not raw.isdecimal():
        value, step = Decimal(_DIGITS[raw] * 10 + _DIGITS[half]), Decimal(1)
    elif half:
        return None  # 9成五: not written by anybody
    else:
        number = Decimal(raw) if raw[0].isdecimal() else Decimal(_DIGITS[raw])
        value, step = number * 10, Decimal(1) if "." in raw else Decimal(10)
    before = (match["before"] or "").strip()
    return Number(
        start=match.start() if before else match.start("value"), end=match.end(),
        digits=match.start("value"), digits_end=match.end("half") if half else match.end("value"),
        value=value, upper=None, unit="%", precision=step,
        comparator="~" if match["about"] else _compared(before, (match["after"] or "").strip()),
    )  # fmt: skip


def _read(match: re.Match[str], text: str, marks: dict[int, _Mark]) -> Number | None:
    raw = match["value"]
    start, end = match.span("value")
    touching = [marks[i] for i in range(start, end) if i in marks]
    mark = min(touching, key=lambda m: m.order, default=None)
    if mark is not None and mark.reason == "no_numeral":
        if not match["percent"]:
            return None
        mark = None  # 百分之一百 is no 分之一
    if mark is not None:
        if not re.search(rf"\d|{_CHINESE}", text[max(start, mark.start) : mark.end]):
            return None
        return _excluded(start, max(end, mark.end), mark.reason)
    arabic = raw[0] == "." or (raw[0].isdigit() and raw[0] not in _DIGITS)
    if not arabic and not match["percent"]:
        return _chinese(match, text)
    return _quantity(match, Decimal(raw.replace(",", "")) if arabic else chinese_value(raw), raw)


def _excluded(start: int, end: int, reason: str) -> Number:
    return Number(start, end, start, end, Decimal(0), None, "", "=", Decimal(1), reason)


def _chinese(match: re.Match[str], text: str) -> Number | None:
    """Read a Chinese numeral; it is a quantity only before a classifier."""
    raw = match["value"]
    value = chinese_value(raw)
    start, end = match.span("value")
    if value is None or not re.search(r"[零〇一二两三四五六七八九十]", raw):
        return None
    unit = re.match(rf"[余多]?(?:{_COUNTED})(?![一二三四五六七八九十])", text[end:])
    money = re.match(r"[余多]?[万亿]?元", text[end:])
    if unit is None and money is None:
        return None
    if start and text[start - 1] in "同唯每逐任某这那哪几数":
        return None
    if value == 1:
        return _excluded(start, end + (unit.end() if unit else 0), "indefinite")
    return _quantity(match, value, raw)


def _quantity(match: re.Match[str], value: Decimal | None, raw: str) -> Number | None:
    if value is None:
        return None
    last = match["upper"] or match["upper2"]
    upper = Decimal(last.replace(",", "")) if last else None
    unit, times = _unit(match)
    step = _precision(last or raw) * times
    before = (match["before"] or "").strip()
    start = match.start() if before or match["percent"] else match.start("value")
    return Number(
        start=start, end=match.end(), digits=match.start("value"), digits_end=match.end("value"),
        value=value * times, upper=None if upper is None else upper * times,
        unit=unit, comparator=_comparator(match, before), precision=step,
    )  # fmt: skip


def _unit(match: re.Match[str]) -> tuple[str, Decimal]:
    """Return the canonical unit and the factor still to be applied to the digits."""
    if match["percent"]:
        return "%" if match["percent"].startswith("百") else "‰", Decimal(1)
    unit, times = match["unit"] or match["boxed"] or "", match["times"] or ""
    if times in ("万", "亿") and unit in ("", "元"):
        return f"{times}元", Decimal(1)
    factor = Decimal(_TIMES[times]) if times else Decimal(1)
    return CANONICAL.get(unit, unit), factor


def _comparator(match: re.Match[str], before: str) -> Comparator:
    if match["about"] or match["about2"]:
        return "~"
    return _compared(before, (match["after"] or "").strip())


def _compared(before: str, after: str) -> Comparator:
    if after:
        meaning = _AFTER_MEANING[after]
        return "~" if _BEFORE_MEANING.get(before) == "~" and meaning == "~" else meaning
    return _BEFORE_MEANING.get(before, "=")


def _precision(raw: str) -> Decimal:
    """Return the unit of the last printed digit; a Chinese numeral prints to its last unit."""
    if "." in raw:
        return Decimal(1).scaleb(-len(raw.partition(".")[2]))
    if "点" in raw:
        return Decimal(1).scaleb(-len(raw.partition("点")[2]))
    return Decimal(1)


def read_quantity(raw: str, place: Place, location: Location, unit: str = "") -> Quantity:
    """Read a form field; ``unit`` is what the form's header states for bare numbers.

    A field with no number, or with several of different worth, keeps ``value`` None; of
    several with one worth the first counts. ``万`` without more is money.
    """
    numbers = [number for number in scan(_regrouped(raw)) if not number.excluded]
    if not numbers or len({(n.value, n.unit) for n in numbers}) > 1:
        return Quantity(raw=raw, place=place, location=location, unit="")
    number = numbers[0]
    return Quantity(
        raw=raw, place=place, location=location,
        value=-number.value if _negative(raw, number) else number.value,
        upper=number.upper, unit=number.unit or unit,
        comparator=number.comparator, precision=number.precision,
    )  # fmt: skip


_GROUPS = re.compile(r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3})+(?![\d,，])")


def _regrouped(raw: str) -> str:
    """Return a cell's text with half-width commas between thousands, as in １，２００.

    No character moves. In a sentence such a comma parts two numbers.
    """
    if "，" not in raw:
        return raw
    flat = raw.translate(_FULLWIDTH)
    found = _GROUPS.search(flat)
    if found is None or re.search(r"\d", flat[: found.start()]):
        return raw
    return flat[: found.start()] + re.sub(r"\D", ",", found[0]) + flat[found.end() :]


def _negative(raw: str, number: Number) -> bool:
    head = raw[: number.digits].strip()
    return head in {"-", "－", "−", "负"}


def quantity_of(number: Number, text: str, place: Place, location: Location) -> Quantity:
    """Return a number found by :func:`scan` as a quantity; ``location`` is the text's."""
    return Quantity(
        raw=text[number.start : number.end], place=place,
        location=location.span(number.start, number.end),
        value=number.value, upper=number.upper, unit=number.unit,
        comparator=number.comparator, precision=number.precision,
    )  # fmt: skip
