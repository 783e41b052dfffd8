"""Automatic numbering: the number Word prints in front of a paragraph."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from assistant.documents.word.numerals import render
from assistant.documents.word.styles import Styles
from assistant.ooxml import W, is_on, number, value

_LEVELS = 9
_LOST = re.compile(r"(?<=%\d)\?$")
"""What LibreOffice makes of the stop of 一、 when it writes RTF."""
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET = "•"


@dataclass(frozen=True)
class Level:
    """One level of a list; ``restart`` is the level (from 1) whose turn restarts it."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    style: str | None = None
    restart: int | None = None
    legal: bool = False


@dataclass
class _List:
    """One ``w:num``: its levels, its own starts, and the counters it shares."""

    levels: dict[int, Level]
    starts: dict[int, int]
    counters: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts through a file; ask for each paragraph once, in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._lists: dict[str, _List | None] = {}
        if root is not None:
            self._abstract = _by_id(root, "abstractNum", "abstractNumId")
            self._nums = _by_id(root, "num", "numId")

    def label(self, own: etree._Element | None, style_id: str | None) -> str:
        """Return a paragraph's number text, such as “（一）”, and step its counter.

        ``own`` is the paragraph's own ``w:numPr``, which goes before its style's.
        """
        num_id, level, by_style = self._numbered(own, style_id)
        found = self._list(num_id) if num_id and num_id != "0" else None
        if found is None:
            return ""
        index = _index(level) if level is not None else _linked(found, by_style)
        return _step(found, index)

    def _numbered(
        self, own: etree._Element | None, style_id: str | None
    ) -> tuple[str | None, str | None, str | None]:
        num_id, level = value(own, "numId"), value(own, "ilvl")
        if num_id is not None:
            return num_id, level, None
        num_id, inherited, by_style = self._styles.numbering(style_id)
        return num_id, inherited if level is None else level, by_style

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def _build(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        abstract_id = value(num, "abstractNumId")
        abstract = self._resolve(abstract_id)
        if num is None or abstract is None:
            return None
        levels = {number(lvl, 0, W + "ilvl"): _level(lvl) for lvl in abstract.iter(W + "lvl")}
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            index = number(override, 0, W + "ilvl")
            _override(override, index, levels, starts)
        key = abstract.get(W + "abstractNumId") or ""
        return _List(levels, starts, self._counters.setdefault(key, {}))

    def _resolve(self, abstract_id: str | None) -> etree._Element | None:
        """Return the definition itself, through the list style that may stand for it."""
        abstract = self._abstract.get(abstract_id or "")
        link = value(abstract, "numStyleLink")
        if link is None:
            return abstract
        for other in self._abstract.values():
            if value(other, "styleLink") == link:
                return other
        return abstract


def _by_id(root: etree._Element, tag: str, key: str) -> dict[str, etree._Element]:
    return {item.get(W + key) or "": item for item in root.iterchildren(W + tag)}


def _index(level: str | None) -> int:
    raw = level or "0"
    return min(int(raw), _LEVELS - 1) if raw.isdecimal() and len(raw) < 3 else 0


def _linked(found: _List, style_id: str | None) -> int:
    """Return the level that names a style as its own, the first one where none does."""
    for index, level in found.levels.items():
        if style_id is not None and level.style == style_id:
            return index
    return 0


def _level(element: etree._Element) -> Level:
    restart = element.find(W + "lvlRestart")
    text = element.find(W + "lvlText")
    return Level(
        start=number(element.find(W + "start"), 0),
        number_format=_format(element),
        text="" if text is None else _LOST.sub("、", text.get(W + "val") or ""),
        style=value(element, "pStyle"),
        restart=None if restart is None else number(restart, 0),
        legal=is_on(element.find(W + "isLgl")),
    )


def _format(element: etree._Element) -> str:
    """Return the format's name; Word wraps newer ones in a choice with a custom format."""
    found = element.find(W + "numFmt")
    if found is None:
        found = next(element.iter(W + "numFmt"), None)
    return "decimal" if found is None else found.get(W + "val") or "decimal"


def _override(
    override: etree._Element, index: int, levels: dict[int, Level], starts: dict[int, int]
) -> None:
    own = override.find(W + "lvl")
    if own is not None:
        levels[index] = _level(own)
    start = override.find(W + "startOverride")
    if start is not None:
        starts[index] = number(start, 1)
        levels[index] = replace(levels.get(index, Level()), start=starts[index])


def _step(found: _List, index: int) -> str:
    counters = found.counters
    if index in found.starts and index not in found.begun:
        counters.pop(index, None)
    found.begun.add(index)
    level = found.levels.get(index, Level())
    counters[index] = counters[index] + 1 if index in counters else level.start
    for deeper in [key for key in counters if key > index]:
        if _restarts(found.levels.get(deeper, Level()), deeper, index):
            del counters[deeper]
    return _text(found, level)


def _restarts(level: Level, own: int, stepped: int) -> bool:
    return stepped < own if level.restart is None else stepped < level.restart


def _text(found: _List, level: Level) -> str:
    if level.number_format == "bullet":
        return _BULLET if any("\ue000" <= sign <= "\uf8ff" for sign in level.text) else level.text
    return _PLACEHOLDER.sub(lambda match: _part(found, int(match[1]) - 1, level.legal), level.text)


def _part(found: _List, index: int, legal: bool) -> str:
    level = found.levels.get(index, Level())
    count = found.counters.get(index, level.start)
    return render(count, "decimal" if legal else level.number_format)
