"""A stored value as the sheet shows it: the format decides decimals, percent, dates, units."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Final

from assistant.documents.sheet.codes import Section, Token, sections
from assistant.documents.sheet.dates import show_date
from assistant.model.quantity import plain

_SHORT_DATE, _MONTH_DAY, _YEAR_MONTH = "yyyy/m/d", 'm"月"d"日"', 'yyyy"年"m"月"'
BUILT_IN: Final[Mapping[int, str]] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: _SHORT_DATE,
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY,
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@', 42: '¥#,##0;¥-#,##0;¥"-";@', 43: '#,##0.00;-#,##0.00;"-"??;@',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"??;@', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    48: "##0.0E+0", 49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY,
    54: _MONTH_DAY, 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: _YEAR_MONTH,
    58: _MONTH_DAY,
}  # fmt: skip
"""The codes behind numbers, as a Chinese Excel or WPS shows them."""

_TESTS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_GENERAL_DIGITS = 10
"""Digits that an unformatted cell shows of a number with decimals (11 signs with the point)."""


def show_number(value: Decimal, code: str, from_1904: bool = False) -> str:
    """Return a number as a cell with this format code shows it; "" where the code hides it."""
    section, bare = _choose(value, sections(code))
    if section is None or section.has("general"):
        shown = show_general(bare)
        around = section.tokens if section is not None else (Token("general", ""),)
        return "".join(shown if t.kind == "general" else t.text for t in around)
    if section.has("date", "elapsed"):
        return show_date(bare, section, from_1904) or show_general(bare)
    if section.has("fraction") and section.has("digit"):
        return show_general(bare)
    if section.has("exponent"):
        return _scientific(bare, section)
    if not section.has("digit"):
        return ("-" if bare < 0 else "") + "".join(
            show_general(abs(bare)) if t.kind == "at" else t.text for t in section.tokens
        )
    return _digits(bare, section)


def show_text(text: str, code: str) -> str:
    """Return a text as a cell with this format shows it, such as ``@"元"``."""
    found = sections(code)
    section = found[3] if len(found) == 4 else found[-1]
    if len(found) == 4 and not section.tokens:
        return ""
    if not section.has("at") or section.has("digit", "date"):
        return text
    return "".join(text if t.kind == "at" else t.text for t in section.tokens)


def show_general(value: Decimal) -> str:
    """Return a number as an unformatted cell shows it: no noise of binary fractions."""
    whole = len(str(int(abs(value))))
    places = max(0, _GENERAL_DIGITS - whole)
    if abs(value) < Decimal("0.0001"):  # there a cell switches to powers of ten
        return plain(value)
    return plain(_round(value, places))


def _choose(value: Decimal, found: tuple[Section, ...]) -> tuple[Section | None, Decimal]:
    """Return the section for a value and the value it shows: some drop the sign."""
    if any(section.condition for section in found):
        for number, section in enumerate(found):
            if section.condition is None or _TESTS[section.condition[0]](
                value, section.condition[1]
            ):
                return section, abs(value) if number == 1 and value < 0 else value
        return None, value
    if value < 0 and len(found) > 1:
        return found[1], abs(value)
    if value == 0 and len(found) > 2:
        return found[2], value
    return found[0], value


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _digits(value: Decimal, section: Section) -> str:
    """Fill a section's placeholders, whole digits from the right, decimals from the left."""
    tokens = list(section.tokens)
    point = next((n for n, t in enumerate(tokens) if t.kind == "point"), None)
    whole, rest = (tokens, []) if point is None else (tokens[:point], tokens[point + 1 :])
    places = sum(1 for t in rest if t.kind == "digit")
    value *= Decimal(100) ** sum(1 for t in tokens if t.kind == "percent")
    value /= Decimal(1000) ** (_scale(whole) + _scale(rest))
    rounded = _round(value, places)
    digits = f"{abs(rounded):f}"
    before, _, after = digits.partition(".")
    shown = _whole_part(before, whole)
    if point is not None:
        decimals = _decimal_part(after, rest)
        shown += ("." if decimals[:1].isdigit() or places else "") + decimals
    return ("-" if rounded < 0 else "") + shown.strip()


def _scale(tokens: list[Token]) -> int:
    """Count the commas right behind the last placeholder: each divides by a thousand."""
    last = max((n for n, t in enumerate(tokens) if t.kind == "digit"), default=-1)
    count = 0
    for token in tokens[last + 1 :] if last >= 0 else []:
        if token.kind != "comma":
            break
        count += 1
    return count


def _whole_part(digits: str, tokens: list[Token]) -> str:
    places = [n for n, t in enumerate(tokens) if t.kind == "digit"]
    grouped = bool(places) and any(t.kind == "comma" for t in tokens[places[0] : places[-1]])
    left = "" if digits == "0" and not any(tokens[n].text == "0" for n in places) else digits
    out: list[str] = []
    shown = 0
    for number in range(len(tokens) - 1, -1, -1):
        token = tokens[number]
        if token.kind == "comma":
            continue
        if token.kind != "digit":
            out.append(token.text)
            continue
        take = len(left) if number == places[0] else min(1, len(left))
        piece = left[len(left) - take :] or ("0" if token.text == "0" else "")
        left = left[: len(left) - take]
        for digit in reversed(piece):
            out.append("," if grouped and shown and shown % 3 == 0 else "")
            out.append(digit)
            shown += 1
    return "".join(reversed(out))


def _decimal_part(digits: str, tokens: list[Token]) -> str:
    """Return the decimals; ``#`` and ``?`` show no zero at the end."""
    places = [t.text for t in tokens if t.kind == "digit"]
    needed = max((n + 1 for n, sign in enumerate(places) if sign == "0"), default=0)
    kept = max(needed, len(digits.rstrip("0")))
    out, position = "", 0
    for token in tokens:
        if token.kind == "digit":
            out += digits[position] if position < kept else ""
            position += 1
        elif token.kind != "comma":
            out += token.text
    return out


def _scientific(value: Decimal, section: Section) -> str:
    signs = "".join(t.text if t.kind in ("digit", "point") else " " for t in section.tokens)
    mantissa = signs.split()[0] if signs.split() else "0"
    places = len(mantissa.partition(".")[2])
    return f"{value:.{places}E}"
