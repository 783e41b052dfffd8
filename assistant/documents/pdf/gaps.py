"""Faces of a lattice that are no cells: what browsers leave where a page cuts a table."""

from assistant.documents.pdf.lattice import Piece
from assistant.documents.pdf.rules import edges, nearest

_HALF = 0.5  # of a table's width


def without_gaps(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without empty faces that are left over below a cell.

    Two kinds: an empty face that is open at two or more sides; and empty faces below an
    edge at which no cell with text begins and which crosses less than half the table (a
    merged cell that ends a little before its row does).
    """
    kept = [piece for piece in pieces if piece.text or piece.open_sides < 2]
    if not kept:
        return []
    ys = edges(y for piece in kept for y in (piece.y0, piece.y1))
    width = max(p.x1 for p in kept) - min(p.x0 for p in kept)
    starting: dict[int, list[Piece]] = {}
    for piece in kept:
        starting.setdefault(nearest(ys, piece.y0), []).append(piece)
    left_over: set[Piece] = set()
    for edge, group in starting.items():
        empty = not any(piece.text for piece in group)
        if edge and empty and sum(p.x1 - p.x0 for p in group) < _HALF * width:
            left_over.update(group)
    return [piece for piece in kept if piece not in left_over]
