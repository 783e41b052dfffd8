"""Namespaces of Word files and the names made from them."""

import re
from typing import Final

from lxml import etree

NS: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_WHOLE = re.compile(r"\s*[+-]?\d+\s*")
_OFF = {"0", "false", "off", "none"}


def qn(name: str) -> str:
    """Return the Clark name of a prefixed one: ``w:p`` → ``{…}p``."""
    prefix, local = name.split(":")
    return f"{{{NS[prefix]}}}{local}"


W: Final = f"{{{NS['w']}}}"
VAL: Final = W + "val"
FALLBACK: Final = qn("mc:Fallback")
CHOICE: Final = qn("mc:Choice")
ALTERNATE: Final = qn("mc:AlternateContent")


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a toggle such as ``w:vanish`` is there and not switched off."""
    return element is not None and element.get(VAL, "1") not in _OFF


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return ``w:val`` of a child such as ``pStyle``, None where there is no such child."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(VAL)


def number(element: etree._Element | None, default: int, attribute: str = VAL) -> int:
    """Return an element's whole number, ``default`` where it is absent or no number."""
    raw = None if element is None else element.get(attribute)
    if raw is None or len(raw) > 9 or not _WHOLE.fullmatch(raw):
        return default
    return int(raw)
