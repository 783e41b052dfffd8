"""A file's styles and theme fonts, read no further than asked for.

Styles are often the largest part of a file, while a paragraph without a style needs only
what stands first in it: the defaults and the default style.
"""

import re
from collections.abc import Iterator

from lxml import etree

from assistant.documents.word.package import Package
from assistant.errors import TooLarge, UnreadableFile
from assistant.ooxml import W, parse, qn

_STYLE, _DEFAULTS, _ID, _DEFAULT = W + "style", W + "docDefaults", W + "styleId", W + "default"
_PARAGRAPH = {"paragraph", None}
_ON = {"1", "true", "on"}
_MOST = 1 << 16
_CUT = (
    re.compile(rb"<w:styles\b[^>]*>"),
    re.compile(rb"<w:docDefaults>.*?</w:docDefaults>", re.DOTALL),
    re.compile(
        rb'<w:style (?=[^>]*w:type="paragraph")(?=[^>]*w:default="1")[^>]*>.*?</w:style>', re.DOTALL
    ),
)
_HAN = "Hans"


class StyleSource:
    """The paragraph styles and theme fonts of a file; ``root`` is the styles part if parsed."""

    def __init__(self, package: Package, root: etree._Element | None) -> None:
        self._package = package
        self._elements: dict[str, etree._Element] | None = None
        self._root = root
        self._default: etree._Element | None = None
        self._lowest: etree._Element | None = None
        self._fonts: dict[str, str] | None = None

    @property
    def lowest(self) -> etree._Element | None:
        """The ``w:docDefaults``."""
        self._load()
        return self._lowest

    def style(self, key: str | None) -> etree._Element | None:
        """Return a paragraph style by its id, the default one for None."""
        found = self._load()
        return self._default if key is None else found.get(key)

    def font(self, name: str | None) -> str:
        """Return a font's name; ``+minorEastAsia`` and the like refer to the theme."""
        if not name or not name.startswith("+"):
            return name or ""
        if self._fonts is None:
            self._fonts = dict(_theme_fonts(self._package))
        east = "EastAsia" in name
        return self._fonts.get(f"{name[1:6]}{'East' if east else ''}", "")

    def _load(self) -> dict[str, etree._Element]:
        if self._elements is None:
            self._elements = {}
            for item in self._items():
                if item.tag == _DEFAULTS:
                    self._lowest = item
                elif item.get(W + "type") in _PARAGRAPH:
                    self._elements.setdefault(item.get(_ID) or "", item)
                    if self._default is None and item.get(_DEFAULT) in _ON:
                        self._default = item
        return self._elements

    def _items(self) -> Iterator[etree._Element]:
        if self._root is not None:
            return self._root.iterchildren(_DEFAULTS, _STYLE)
        part = next(iter(self._package.related("styles")), None)
        return iter(()) if part is None else _head(self._package, part)


def _head(package: Package, part: str) -> Iterator[etree._Element]:
    """Yield the defaults and the default style of a part, cut out of it unparsed.

    Building the whole tree would cost as much as reading the body. What is written in an
    unusual way isn't found, and so stays unknown.
    """
    try:
        data = package.head(part, _MOST)
        found = [match.group() for pattern in _CUT if (match := pattern.search(data))]
        if len(found) > 1:
            yield from parse(b"".join([*found, b"</w:styles>"]))
    except (UnreadableFile, TooLarge):
        return  # the text doesn't need this part: what can't be read of it stays unknown


def _theme_fonts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the theme's fonts as ``major``/``minor`` (Latin) and ``majorEast``/``minorEast``."""
    part = next(iter(package.related("theme")), None)
    root = None if part is None else package.root(part)
    for kind in ("major", "minor") if root is not None else ():
        fonts = root.find(f".//{qn('a:' + kind + 'Font')}") if root is not None else None
        for item in () if fonts is None else fonts:
            face = item.get("typeface") or ""
            if item.tag == qn("a:latin"):
                yield kind, face
            elif face and (item.tag == qn("a:ea") or item.get("script") == _HAN):
                yield f"{kind}East", face
