"""Numbers that belong to a person or an account, and e-mail addresses, with their places.

Digits may be full-width. A run of 15 digits or more is no amount and no count of a pack, so it
is taken for an account where it is no valid ID number; decimals (0.123456789012345) are not.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

_D = r"[0-9０-９]"
_DASH = r"[-－–—‐‑ 　]"
_FREE = rf"(?<!{_D})(?<!{_D}[.．])"
_END = rf"(?!{_D})"
_LABEL = r"(?:\s|[:：|│（()）]|为|是|号码|号){0,6}"
# A count or an amount that follows a label such as 电话 is not its number.
_NO_UNIT = rf"(?![.．]{_D}|{_DASH}?[元万部台个次户人条篇%％])"

_EMAIL = re.compile(
    r"[A-Za-z0-9._%+\-]{1,64}[@＠][A-Za-z0-9\-]{1,63}(?:[.．][A-Za-z0-9\-]{1,63}){1,5}"
)
_MOBILE = rf"(?:[+＋]?(?:86|８６){_DASH}?)?[1１][3-9３-９]{_D}(?:{_DASH}?{_D}{{4}}){{2}}"
_LANDLINE = rf"[（(]?[0０]{_D}{{2,3}}(?:[)）]\s?|{_DASH}){_D}{{7,8}}(?:(?:{_DASH}|转){_D}{{1,6}})?"
_HOTLINE = rf"[48４８][0０]{{2}}-{_D}{{3,4}}-{_D}{{3,4}}"
_PHONE = re.compile(rf"{_FREE}(?:{_MOBILE}|{_LANDLINE}|{_HOTLINE}){_END}")
_CALLED = re.compile(
    rf"(?:电\s*话|手\s*机|传\s*真|联系方式|座机|微信号?|QQ|Tel|Fax){_LABEL}"
    rf"((?:[0０]{_D}{{2,3}}{_DASH}?)?{_D}{{5,12}}(?:{_DASH}{_D}{{1,6}})?){_END}{_NO_UNIT}",
    re.I,
)
_LAST = r"[0-9０-９XxＸｘ]"
_ID = re.compile(
    rf"{_FREE}(?:{_D}{{17}}{_LAST}|{_D}{{6}}{_DASH}{_D}{{8}}{_DASH}{_D}{{3}}{_LAST}|{_D}{{15}})"
    r"(?![0-9０-９A-Za-z])"
)
_CARD = re.compile(rf"(?:身\s*份\s*证|证件){_LABEL}({_D}{{14,17}}{_LAST}){_END}")
_LONG = re.compile(rf"{_FREE}{_D}{{15,40}}{_END}")
# Cards in groups of four; they never begin with 1 or 2, as years do.
_GROUPS = re.compile(
    rf"{_FREE}[3-9３-９]{_D}{{3}}(?:{_DASH}{_D}{{4}}){{3}}(?:{_DASH}?{_D}{{1,3}})?{_END}"
)
_HELD = re.compile(
    rf"(?:[账帐]\s*[号户]|卡\s*号){_LABEL}({_D}(?:{_DASH}?{_D}){{6,39}}){_END}{_NO_UNIT}"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def find(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of every private number and address; they may overlap."""
    for kind, pattern, holds in _KINDS:
        for found in pattern.finditer(text):
            if holds(found[0]):
                start, end = found.span(pattern.groups)
                yield kind, start, end


def is_id_number(text: str) -> bool:
    """Tell whether a text is an ID number: 18 places with a right check digit, or 15 with a date."""
    plain = re.sub(r"[^0-9X]", "", unicodedata.normalize("NFKC", text).upper())
    if len(plain) == 15:
        return plain.isdecimal() and _is_date("19" + plain[6:12])
    if len(plain) != 18 or not plain[:17].isdecimal():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(plain, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == plain[17]


def _is_date(text: str) -> bool:
    return 1 <= int(text[4:6]) <= 12 and 1 <= int(text[6:8]) <= 31


def _any(text: str) -> bool:
    return bool(text)


# Of spans that begin at one place the first is kept: an ID number is not called an account.
_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("邮箱", _EMAIL, _any),
    ("证件", _ID, is_id_number),
    ("证件", _CARD, _any),
    ("账号", _LONG, _any),
    ("账号", _GROUPS, _any),
    ("账号", _HELD, _any),
    ("电话", _PHONE, _any),
    ("电话", _CALLED, _any),
)
