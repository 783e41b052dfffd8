"""Recognise headings, whatever numbers they carry, and find their level."""

import re
from functools import cache
from typing import NamedTuple

from assistant.extraction.layout import layout
from assistant.extraction.layouts import Library, library
from assistant.model.numerals import chinese_value, scan
from assistant.model.place import squeeze

_CHINESE = "一二三四五六七八九十"
# (usual level, number pattern); a broken number may mean another level, see Outline.
_FORMS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"(?P<ordinal>[{_CHINESE}]{{1,3}})\s*[、.．]\s*")),
    (2, re.compile(rf"[（(]\s*(?P<ordinal>[{_CHINESE}]{{1,3}})\s*[）)]\s*[、.．]?\s*")),
    (4, re.compile(r"[（(]\s*(?P<ordinal>\d{1,2})\s*[）)]\s*[、.．]?\s*")),
    (3, re.compile(r"(?P<ordinal>\d{1,2})\s*(?:[、．]|\.+(?!\d))\s*")),
)
_MAX_TITLE = 45


class Heading(NamedTuple):
    """A heading found at the start of a paragraph.

    ``title_start``/``title_end`` and ``body_start`` are characters of the paragraph's text
    (with its automatic number in front); ``style`` is the usual level of its number form.
    """

    number: str
    ordinal: int
    style: int
    title: str
    title_start: int
    title_end: int
    body_start: int
    arabic_comma: bool = False


def find_heading(text: str) -> Heading | None:
    """Return the heading that ``text`` begins with, None for body text."""
    indent = len(text) - len(text.lstrip())
    for style, pattern in _FORMS:
        match = pattern.match(text, indent)
        if match:
            return _numbered(text, match, style)
    bare = squeeze(text).rstrip("。：:")
    if len(bare) <= 25 and known_section(bare, exact=True):
        return Heading("", 0, 1, bare, indent, len(text.rstrip()), len(text))
    return None


def _numbered(text: str, match: re.Match[str], style: int) -> Heading | None:
    title_start = match.end()
    stop = re.search(r"[。：:；;]|$", text[title_start:])
    title_end = title_start + (stop.start() if stop else 0)
    title = text[title_start:title_end].strip()
    if not title or len(title) > _MAX_TITLE:
        return None
    if _has_figure(title) and not known_section(title):
        return None  # a list item with figures, not a title
    body_start = min(title_end + 1, len(text)) if text[title_end:].strip() else len(text)
    raw = match["ordinal"]
    value = int(raw) if raw.isdigit() else int(chinese_value(raw) or 0)
    number = match.group().strip()
    return Heading(
        number, value, style, title, title_start, title_start + len(text[title_start:title_end].rstrip()),
        body_start, raw.isdigit() and "、" in number,
    )  # fmt: skip


def _has_figure(title: str) -> bool:
    """Tell whether a title states a figure in digits; “守住三条底线” is still a title."""
    return any(
        not number.excluded and title[number.digits : number.digits_end].isascii()
        for number in scan(title)
    )


@cache
def _known_sections(shelf: Library) -> list[str]:
    return [*layout("reports", "known_sections"), *shelf.sections()]


def known_section(title: str, exact: bool = False) -> bool:
    """Tell whether a title is one that opens a section of an official report."""
    bare = squeeze(title)
    words = _known_sections(library())
    if exact:
        ends = (word for word in words if len(word) > 4 and bare.endswith(word))
        return not re.search(r"无|没有|未|本单位|我", bare) and any(
            len(bare) <= len(word) + 8 for word in ends
        )
    return any(word in bare for word in words)


class Outline:
    """Turns number forms into levels, also where automatic numbering was lost or mixed.

    The usual level holds unless the ordinal continues a higher level: “3、” after “二、”
    opens level 1, “（2）” after “（一）” level 2. A known section title whose number fits
    nowhere opens level 1.
    """

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def level(self, heading: Heading) -> int:
        """Return the level of the next heading and remember it."""
        level = self._resolve(heading)
        self._last = {k: v for k, v in self._last.items() if k < level}
        self._last[level] = heading.ordinal or self._last.get(level, 0) + 1
        return level

    def _resolve(self, heading: Heading) -> int:
        style, ordinal = heading.style, heading.ordinal
        if style == 4 and self._continues(2, ordinal) and 3 not in self._last:
            return 2
        if style != 3:
            return style
        if not self._continues(3, ordinal) or known_section(heading.title):
            if self._continues(1, ordinal) and heading.arabic_comma:
                return 1
            if heading.arabic_comma and known_section(heading.title):
                return 1
        return style

    def _continues(self, level: int, ordinal: int) -> bool:
        return level in self._last and self._last[level] + 1 == ordinal
