"""Paragraph styles: their names, and the numbering they bring."""

from dataclasses import dataclass

from lxml import etree

from assistant.ooxml import W, value

_DEPTH = 20


@dataclass(frozen=True)
class Style:
    """One paragraph style; ``num_id`` and ``level`` are None where it doesn't say."""

    name: str
    based_on: str | None
    num_id: str | None
    level: str | None


_Numbering = tuple[str | None, str | None, str | None]


class Styles:
    """The paragraph styles of a file, by their id; each is read when it is first used."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._read: dict[str, Style] = {}
        self._numbering: dict[str | None, _Numbering] = {}
        self.default: str | None = None
        for element in [] if root is None else root.iterchildren(W + "style"):
            if element.get(W + "type", "paragraph") == "paragraph":
                self._add(element)

    def _add(self, element: etree._Element) -> None:
        key = element.get(W + "styleId") or ""
        self._elements[key] = element
        if element.get(W + "default") in {"1", "true", "on"}:
            self.default = key

    def _style(self, key: str) -> Style | None:
        if key not in self._read and key in self._elements:
            self._read[key] = _style(self._elements[key], key)
        return self._read.get(key)

    def name(self, style_id: str | None) -> str:
        """Return a style's name as Word stores it, such as ``heading 1``; "" for none."""
        style = self._style(style_id or "")
        return style.name if style else style_id or ""

    def numbering(self, style_id: str | None) -> _Numbering:
        """Return (numId, level, id of the style that says so), through its ancestors."""
        if style_id not in self._numbering:
            self._numbering[style_id] = self._inherited(style_id)
        return self._numbering[style_id]

    def _inherited(self, style_id: str | None) -> _Numbering:
        key, passed = style_id or self.default, set[str]()
        while key is not None and key not in passed and len(passed) < _DEPTH:
            style = self._style(key)
            if style is None:
                break
            if style.num_id is not None:
                return style.num_id, style.level, key
            passed.add(key)
            key = style.based_on
        return None, None, None


def _style(element: etree._Element, key: str) -> Style:
    numbering = element.find(f"{W}pPr/{W}numPr")
    return Style(
        name=value(element, "name") or key,
        based_on=value(element, "basedOn"),
        num_id=value(numbering, "numId"),
        level=value(numbering, "ilvl"),
    )
