"""The parts of a Word file as XML: safe parsing, paragraphs, and the text a person sees.

The reader and the writer share this package, so that characters mean the same to both:
``Location.anchor`` is the index in :func:`paragraphs`, ``Location.start``/``end`` count the
characters of :func:`accepted_text`; in a cell, of :func:`cell_paragraphs`' texts joined
with line breaks. Where automatic numbers stand in a cell's text the anchor says so
(:mod:`assistant.ooxml.anchors`).
"""

from assistant.ooxml.anchors import Anchor, numbered_anchor, read_anchor
from assistant.ooxml.cells import cell_paragraphs, is_removed, mark_is
from assistant.ooxml.names import NS, VAL, XML_SPACE, W, is_on, number, qn, value
from assistant.ooxml.parsing import parse
from assistant.ooxml.structure import (
    block_items,
    by_paragraph,
    cell_items,
    chosen,
    has_any,
    in_fallback,
    paragraphs,
    row_items,
)
from assistant.ooxml.text import (
    ACCEPTED,
    ORIGINAL,
    Kind,
    Piece,
    accepted_text,
    leaf_text,
    original_text,
    pieces,
    plain_texts,
)
from assistant.ooxml.unseen import is_hidden

__all__ = [
    "ACCEPTED",
    "NS",
    "ORIGINAL",
    "VAL",
    "XML_SPACE",
    "Anchor",
    "Kind",
    "Piece",
    "W",
    "accepted_text",
    "block_items",
    "by_paragraph",
    "cell_items",
    "cell_paragraphs",
    "chosen",
    "has_any",
    "in_fallback",
    "is_hidden",
    "is_on",
    "is_removed",
    "leaf_text",
    "mark_is",
    "number",
    "numbered_anchor",
    "original_text",
    "paragraphs",
    "parse",
    "pieces",
    "plain_texts",
    "qn",
    "read_anchor",
    "row_items",
    "value",
]
