"""Text of cells: which character stands in which cell, and a cell's lines as text."""

from bisect import bisect_right
from itertools import pairwise

from assistant.documents.pdf.content import Char
from assistant.documents.pdf.lattice import Lattice, Piece
from assistant.documents.pdf.lines import Line, joined, lines_of

_PADDING = 6.0  # points at most between a cell's border and its text
_MOSTLY = 0.6  # of a column: enough to tell how it is set
_DEEPEST = 7.0  # ems: what stands further in is centred
_TOUCH = 0.1  # of a character's height: characters of one number touch


def take_chars(table: Lattice, chars: list[Char]) -> tuple[dict[int, list[Char]], list[Char]]:
    """Part characters into those of a table's pieces (by index) and the rest."""
    inside: dict[int, list[Char]] = {}
    rest: list[Char] = []
    xs, ys, at = table.xs, table.ys, table.at
    left, top, right, bottom = xs[0], ys[0], xs[-1], ys[-1]
    last: Char | None = None
    home = face = -1
    x0 = x1 = y0 = y1 = 0.0  # the face of the character before: most stand in the same
    for char in chars:
        _, start, end, above, below, _, _ = char
        y = (above + below) / 2
        x = (start + end) / 2
        if not (top <= y <= bottom and left <= x <= right):
            rest.append(char)
            last = None
            continue
        if not (x0 <= x < x1 and y0 <= y < y1):
            col = min(bisect_right(xs, x), len(xs) - 1) - 1
            row = min(bisect_right(ys, y), len(ys) - 1) - 1
            x0, x1, y0, y1 = xs[col], xs[col + 1], ys[row], ys[row + 1]
            face = at[row][col]
        here = face
        if here != home and last is not None and _continues(last, char):
            here = home  # a number that runs over its cell's border stays whole
        inside.setdefault(here, []).append(char)
        last, home = char, here
    return inside, rest


def _continues(last: Char, char: Char) -> bool:
    """Tell whether a character goes on the number or word of the one drawn before it."""
    if not ("!" <= last.text <= "~" and "!" <= char.text <= "~"):
        return False
    height = char.bottom - char.top
    return abs(char.y - last.y) < _TOUCH * height and abs(char.x0 - last.x1) < _TOUCH * height


def set_text(piece: Piece, chars: list[Char]) -> list[Line]:
    """Give a piece its text and return its lines."""
    lines = lines_of(chars, piece.page)
    piece.text, piece.full = cell_text(lines, piece.x0, piece.x1)
    piece.marks = [mark for line in lines for mark in line.marks]
    if lines:
        piece.indent = lines[0].blanks
    return lines


def cell_text(lines: list[Line], left: float, right: float) -> tuple[str, bool]:
    """Return a cell's text, and whether its last line is full.

    Lines broken because the cell is narrow are joined; others stay lines of their own, but
    for single characters one below the other (headers written downwards).
    """
    if not lines:
        return "", False
    edge = right - min(_PADDING, max(0.0, min(line.x0 for line in lines) - left))
    text = lines[0].text
    downwards = len(lines) > 1 and all(len(line.text) == 1 for line in lines)
    for before, line in pairwise(lines):
        wrapped = downwards or before.x1 + line.first_word() + 0.1 * line.em > edge
        text = joined(text, line.text) if wrapped else f"{text}\n{line.text}"
    return text, lines[-1].x1 + lines[-1].em > edge


def indent_first_column(labels: list[tuple[Piece, Line]]) -> None:
    """Give labels of a table's first column the white space by which they are set in.

    Steps of an em from the column's left edge; a column that is centred has none, nor have
    headings over several columns.
    """
    if not labels or sum(map(_is_centred, labels)) > _MOSTLY * len(labels):
        return
    start = min(line.x0 for _, line in labels)
    narrow = min(piece.x1 for piece, _ in labels) + _PADDING
    for piece, line in labels:
        inset = line.x0 - start
        if 0.8 * line.em < inset < _DEEPEST * line.em and piece.x1 < narrow:
            piece.indent = "\u3000" * max(1, round(inset / line.em))


def _is_centred(label: tuple[Piece, Line]) -> bool:
    piece, line = label
    before, behind = line.x0 - piece.x0, piece.x1 - line.x1
    return before > _PADDING + line.em and abs(before - behind) < line.em
