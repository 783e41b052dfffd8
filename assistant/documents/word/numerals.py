"""Numbers as Word prints them in front of numbered paragraphs (``w:numFmt``)."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip


def _decimal_zero(n: int) -> str:
    return f"{n:02d}"


def _roman(n: int) -> str:
    out = ""
    for step, sign in _ROMAN if n < 5000 else []:
        out += sign * (n // step)
        n %= step
    return out or str(n)


def _letter(n: int) -> str:
    """A…Z, then AA, BB: Word repeats the letter."""
    return chr(ord("a") + (n - 1) % 26) * min((n - 1) // 26 + 1, 30) if n > 0 else str(n)


def counting(n: int, digits: str = _DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """Return a Chinese number word below 100,000; ten is 十, not 一十."""
    if n == 0:
        return digits[0]
    if n >= 10_000:
        rest = n % 10_000
        gap = zero if 0 < rest < 1000 else ""
        return (
            counting(n // 10_000, digits, units, zero)
            + "万"
            + (gap + _below_myriad(rest, digits, units, zero) if rest else "")
        )
    text = _below_myriad(n, digits, units, zero)
    return text[1:] if 10 <= n < 20 and digits is _DIGITS else text


def _below_myriad(n: int, digits: str, units: str, zero: str) -> str:
    out, pending = "", False
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if digit:
            out += (zero if pending and out else "") + digits[digit]
            out += units[power - 1] if power else ""
        pending = not digit
    return out


def _chinese_counting(n: int) -> str:
    """Word's 一, 二…九十九, then digit by digit."""
    return counting(n) if n < 100 else _digit_by_digit(n).replace("〇", "○")


def _digit_by_digit(n: int) -> str:
    return "".join(_DIGITS[int(sign)] for sign in str(n))


def _legal(n: int) -> str:
    return counting(n, _FORMAL, "拾佰仟")


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if 1 <= n <= len(signs) else str(n)


def _run(*spans: tuple[int, int, int]) -> Callable[[int], str]:
    """Return signs of consecutive code points: (first number, last number, first code)."""

    def show(n: int) -> str:
        for first, last, code in spans:
            if first <= n <= last:
                return chr(code + n - first)
        return str(n)

    return show


def _full_width(n: int) -> str:
    return str(n).translate({48 + digit: 0xFF10 + digit for digit in range(10)})


_circled = _run((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": _decimal_zero,
    "numberInDash": lambda n: f"- {n} -",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": counting,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": lambda n: counting(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "japaneseCounting": counting,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "japaneseLegal": lambda n: counting(n, "零壱弐参四伍六七八九", "拾百千"),
    "ideographDigital": _digit_by_digit,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": counting,
    "taiwaneseDigital": lambda n: _digit_by_digit(n).replace("〇", "○"),
    "koreanDigital2": counting,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12],
    "ideographEnclosedCircle": _run((1, 10, 0x3280)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run((1, 20, 0x2488)),
    "decimalEnclosedParen": _run((1, 20, 0x2474)),
    "none": lambda n: "",
}


def render(n: int, number_format: str) -> str:
    """Return ``n`` in a format of ``w:numFmt``; unknown formats print decimal digits."""
    return _FORMATS.get(number_format, str)(n)
