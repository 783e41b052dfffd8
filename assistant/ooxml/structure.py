"""Paragraphs, blocks, rows and cells, seen through every wrapper Word puts around them."""

from collections.abc import Iterator

from lxml import etree

from assistant.ooxml.names import ALTERNATE, CHOICE, FALLBACK, W

_P, _PPR = W + "p", W + "pPr"
_BLOCKS = frozenset({_P, W + "tbl", W + "altChunk", W + "subDoc"})
_ROW = frozenset({W + "tr"})
_TC, _TRPR = W + "tc", W + "trPr"
_CELL = frozenset({_TC})
# What stands beside blocks, rows and cells and holds none of them.
_PROPERTIES = frozenset(
    W + name
    for name in (
        "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr",
        "customXmlPr", "bookmarkStart", "bookmarkEnd",
    )
)  # fmt: skip


def paragraphs(root: etree._Element) -> list[etree._Element]:
    """Return every ``w:p`` of a part in document order, fallback copies left out."""
    found = root.iter(_P)
    if next(root.iter(FALLBACK), None) is None:
        return list(found)
    return [p for p in found if not in_fallback(p)]


def by_paragraph(root: etree._Element, name: str) -> dict[etree._Element, etree._Element]:
    """Return a part's paragraph properties of one ``w:`` name, such as ``pStyle``, by paragraph.

    One search through the part is many times faster than asking every paragraph.
    """
    found: dict[etree._Element, etree._Element] = {}
    for item in root.iter(W + name):
        properties = item.getparent()
        if properties is not None and properties.tag == _PPR:
            p = properties.getparent()
            if p is not None:
                found.setdefault(p, item)
    return found


def has_any(root: etree._Element, *names: str) -> bool:
    """Tell whether a part holds any element of these ``w:`` names."""
    return next(root.iter(*[W + name for name in names]), None) is not None


def in_fallback(element: etree._Element) -> bool:
    """Tell whether an element stands in a fallback that repeats a choice beside it."""
    for fallback in element.iterancestors(FALLBACK):
        parent = fallback.getparent()
        if parent is not None and parent.find(CHOICE) is not None:
            return True
    return False


def chosen(alternate: etree._Element) -> etree._Element | None:
    """Return the branch of an ``mc:AlternateContent`` that is read: its first choice."""
    branch = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if branch is None else branch


def block_items(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs, tables and inclusions that a body or cell holds, in order."""
    return _items(container, _BLOCKS)


def row_items(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, also those in content controls; not those of inner tables."""
    return _items(table, _ROW)


def cell_items(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, also those in content controls."""
    cells = list(row.iterchildren(_TC))
    others = len(row) - len(cells)
    # Nearly all rows hold only cells, after their properties.
    usual = not others or (others == 1 and row[0].tag == _TRPR)
    return iter(cells) if usual else _items(row, _CELL)


def _items(parent: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _items(branch, wanted)
        elif tag not in _PROPERTIES and tag not in _BLOCKS:
            yield from _items(child, wanted)
