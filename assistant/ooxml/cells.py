"""The paragraphs of a cell, and which paragraphs revisions take away."""

from lxml import etree

from assistant.ooxml.names import W
from assistant.ooxml.structure import block_items
from assistant.ooxml.text import accepted_text

_P, _MARK = W + "p", f"{W}pPr/{W}rPr"


def cell_paragraphs(cell: etree._Element) -> list[etree._Element]:
    """Return a cell's own paragraphs, whose texts a reader joins with a line break.

    Left out are the paragraphs of inner tables, and those that vanish when all revisions
    are accepted: their mark is deleted and nothing of their text remains.
    """
    return [item for item in block_items(cell) if item.tag == _P and not is_removed(item)]


def is_removed(p: etree._Element) -> bool:
    """Tell whether accepting all revisions leaves nothing of a paragraph."""
    return mark_is(p, "del", "moveFrom") and not accepted_text(p)


def mark_is(p: etree._Element, *names: str) -> bool:
    """Tell whether a paragraph's mark carries one of these properties, such as ``del``."""
    mark = p.find(_MARK)
    return mark is not None and any(mark.find(W + name) is not None for name in names)
