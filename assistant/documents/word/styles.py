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


class Styles:
    """The paragraph styles of a file, by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        for element in [] if root is None else root.iterchildren(W + "style"):
            if element.get(W + "type", "paragraph") == "paragraph":
                self._add(element)

    def _add(self, element: etree._Element) -> None:
        key = element.get(W + "styleId") or ""
        numbering = element.find(f"{W}pPr/{W}numPr")
        self._styles[key] = Style(
            name=value(element, "name") or key,
            based_on=value(element, "basedOn"),
            num_id=value(numbering, "numId"),
            level=value(numbering, "ilvl"),
        )
        if element.get(W + "default") in {"1", "true", "on"}:
            self.default = key

    def name(self, style_id: str | None) -> str:
        """Return a style's name as Word stores it, such as ``heading 1``; "" for none."""
        style = self._styles.get(style_id or "")
        return style.name if style else style_id or ""

    def numbering(self, style_id: str | None) -> tuple[str | None, str | None, str | None]:
        """Return (numId, level, id of the style that says so), through its ancestors."""
        for key in self._chain(style_id):
            style = self._styles[key]
            if style.num_id is not None:
                return style.num_id, style.level, key
        return None, None, None

    def _chain(self, style_id: str | None) -> list[str]:
        chain: list[str] = []
        key = style_id or self.default
        while key in self._styles and key not in chain and len(chain) < _DEPTH:
            chain.append(key)
            key = self._styles[key].based_on
        return chain
