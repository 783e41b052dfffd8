"""One paragraph as seen: its accepted text, its original text, and what is kept apart."""

from typing import NamedTuple

from lxml import etree

from assistant.ooxml import ACCEPTED, ORIGINAL, Piece, pieces


class Seen(NamedTuple):
    """The views of a paragraph with more than plain runs; ``original`` None: as ``text``."""

    text: str
    original: str | None
    inserted: str
    deleted: str
    hidden: str
    math: str


def see(p: etree._Element) -> Seen:
    """Return the views of a paragraph."""
    found = pieces(p)
    text = _join(found, *ACCEPTED)
    original = _join(found, *ORIGINAL)
    return Seen(
        text=text,
        original=None if original == text else original,
        inserted=_join(found, "inserted"),
        deleted=_join(found, "deleted", "withdrawn"),
        hidden=_join(found, "hidden"),
        math=_join(found, "math"),
    )


def _join(found: list[Piece], *kinds: str) -> str:
    return "".join([piece.text for piece in found if piece.kind in kinds])
