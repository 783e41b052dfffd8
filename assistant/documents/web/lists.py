"""The numbers that a browser puts before the items of ordered lists."""

import re

from lxml import etree

from assistant.documents.web.dom import attribute_number

_MOST = 9999
_DEPTHS = ("chinese", "bracketed", "1")
_CHINESE = re.compile(r"cjk-(?:ideographic|decimal)|simp-chinese|trad-chinese", re.I)
_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class ListNumbers:
    """Numbers each item once; its further paragraphs have no number.

    ``by_depth`` is for pages of LibreOffice, which writes down neither 一、 nor （一）: lists
    count as official documents number their levels.
    """

    def __init__(self, by_depth: bool = False) -> None:
        self._by_depth = by_depth
        self._seen: set[etree._Element] = set()

    def label(self, element: etree._Element) -> str:
        """Return the number before a paragraph that begins an item; "" for any other."""
        item = next(
            (up for up in (element, *element.iterancestors()) if up.tag in ("li", "td", "body")),
            None,
        )
        if item is None or item.tag != "li" or item in self._seen:
            return ""
        self._seen.add(item)
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        return _format(_value(item, parent), _kind(parent, self._by_depth))


def _value(item: etree._Element, parent: etree._Element) -> int:
    """Return an item's number; ``value`` and ``start`` set it, each item adds one."""
    number = attribute_number(parent, "start", 1, _MOST) - 1
    for each in parent.iterchildren("li"):
        number = attribute_number(each, "value", number + 1, _MOST)
        if each is item:
            break
    return number


def _kind(parent: etree._Element, by_depth: bool) -> str:
    style = parent.get("style", "")
    if _CHINESE.search(style):
        return "chinese"
    if re.search(r"list-style(?:-type)?\s*:[^;]*none", style):
        return "none"
    if by_depth and parent.get("type") is None:
        return _DEPTHS[min(sum(1 for _ in parent.iterancestors("ol")), len(_DEPTHS) - 1)]
    return parent.get("type", "1")


def _format(number: int, kind: str) -> str:
    match kind:
        case "none":
            return ""
        case "chinese":
            return f"{_chinese(number)}、"
        case "bracketed":
            return f"（{_chinese(number)}）"
        case "a" | "A":
            letters = _letters(number)
            return f"{letters.upper() if kind == 'A' else letters}."
        case "i" | "I":
            roman = _roman(number)
            return f"{roman.upper() if kind == 'I' else roman}."
    return f"{number}."


def _chinese(number: int) -> str:
    """Return 1 to 99 as browsers write them; digit by digit beyond."""
    tens, ones = divmod(number, 10)
    if number >= 100 or number <= 0:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(97 + rest) + out
    return out


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out
