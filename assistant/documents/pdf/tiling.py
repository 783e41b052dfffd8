"""Pieces to a dense grid: each position belongs to exactly one piece."""

from bisect import bisect_left
from dataclasses import dataclass

from assistant.documents.limits import Limits
from assistant.documents.pdf.lattice import Piece
from assistant.documents.pdf.rules import edges, nearest
from assistant.errors import TooLarge
from assistant.model.place import squeeze


@dataclass(eq=False)
class Slot:
    """A piece and the grid positions it covers (``row1``, ``col1`` are behind the last)."""

    piece: Piece
    row: int
    col: int
    row1: int
    col1: int


@dataclass(frozen=True)
class Grid:
    """A table's slots in reading order; ``overlaps`` counts pieces that claimed taken places."""

    rows: int
    cols: int
    slots: list[Slot]
    overlaps: int

    def texts(self, row: int) -> list[str]:
        """Return the texts of the slots that cover a row, without white space."""
        return [squeeze(slot.piece.text) for slot in self.slots if slot.row <= row < slot.row1]


def tile(pieces: list[Piece], limits: Limits) -> Grid:
    """Return the grid of pieces.

    Gaps go to the piece above them, or else to the left; edges at which nothing begins are
    no rows or columns. Raises ``TooLarge`` above the limit of cells.
    """
    xs = edges(x for piece in pieces for x in (piece.x0, piece.x1))
    ys = edges(y for piece in pieces for y in (piece.y0, piece.y1))
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows * cols > limits.cells or cols > limits.columns:
        raise TooLarge(f"的表格有 {rows} 行 {cols} 列，单元格数超过上限 {limits.cells}。")
    owners = _Owners(rows, cols)
    across = {x: nearest(xs, x) for x in {x for piece in pieces for x in (piece.x0, piece.x1)}}
    down = {y: nearest(ys, y) for y in {y for piece in pieces for y in (piece.y0, piece.y1)}}
    for piece in pieces:
        owners.claim(
            Slot(piece, down[piece.y0], across[piece.x0], down[piece.y1], across[piece.x1])
        )
    owners.fill()
    return owners.grid(xs, ys, pieces[0].page if pieces else 0)


class _Owners:
    def __init__(self, rows: int, cols: int) -> None:
        self._rows, self._cols = rows, cols
        self._at: list[list[Slot | None]] = [[None] * cols for _ in range(rows)]
        self._slots: list[Slot] = []
        self._overlaps = 0

    def claim(self, slot: Slot) -> None:
        """Give a slot its positions; what is taken already stays where it is."""
        if not self._free(slot.row, slot.row1, slot.col, slot.col1):
            self._overlaps += 1
            return
        if slot.row1 > slot.row and slot.col1 > slot.col:
            self._take(slot, slot.row, slot.row1, slot.col, slot.col1)
            self._slots.append(slot)

    def _free(self, row: int, row1: int, col: int, col1: int) -> bool:
        return not any(any(line[col:col1]) for line in self._at[row:row1])

    def _take(self, slot: Slot, row: int, row1: int, col: int, col1: int) -> None:
        for line in range(row, row1):
            self._at[line][col:col1] = [slot] * (col1 - col)

    def fill(self) -> None:
        """Let pieces grow over gaps: downwards first, then to the right, then upwards."""
        for slot in sorted(self._slots, key=lambda s: (s.row, s.col)):
            while slot.row1 < self._rows and self._free(
                slot.row1, slot.row1 + 1, slot.col, slot.col1
            ):
                self._take(slot, slot.row1, slot.row1 + 1, slot.col, slot.col1)
                slot.row1 += 1
        for slot in self._slots:
            while slot.col1 < self._cols and self._free(
                slot.row, slot.row1, slot.col1, slot.col1 + 1
            ):
                self._take(slot, slot.row, slot.row1, slot.col1, slot.col1 + 1)
                slot.col1 += 1
        self._blanks()

    def _blanks(self) -> None:
        """Give every position that is still free an empty slot of its own."""
        for row in range(self._rows):
            for col in range(self._cols):
                if self._at[row][col] is None:
                    blank = Slot(Piece(0, 0, 0, 0, 0, (0, 0, 0, 0)), row, col, row + 1, col + 1)
                    self._take(blank, row, row + 1, col, col + 1)
                    self._slots.append(blank)

    def grid(self, xs: list[float], ys: list[float], page: int) -> Grid:
        """Drop the rows and columns in which nothing begins, and set pieces on the edges."""
        rows = sorted({slot.row for slot in self._slots})
        cols = sorted({slot.col for slot in self._slots})
        x_edges, y_edges = [*(xs[c] for c in cols), xs[-1]], [*(ys[r] for r in rows), ys[-1]]
        for slot in self._slots:
            slot.row, slot.row1 = bisect_left(rows, slot.row), bisect_left(rows, slot.row1)
            slot.col, slot.col1 = bisect_left(cols, slot.col), bisect_left(cols, slot.col1)
            piece = slot.piece
            piece.page = piece.page or page
            piece.x0, piece.x1 = x_edges[slot.col], x_edges[slot.col1]
            piece.y0, piece.y1 = y_edges[slot.row], y_edges[slot.row1]
        slots = sorted(self._slots, key=lambda s: (s.row, s.col))
        return Grid(len(rows), len(cols), slots, self._overlaps)
