"""Tables found by alignment as tables like any other, each figure marked for review."""

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

from assistant.documents.limits import Limits
from assistant.documents.pdf.aligned import Aligned, find, may_hold_tables
from assistant.documents.pdf.cells import set_text
from assistant.documents.pdf.columns import span
from assistant.documents.pdf.content import Char, Content, Mark, Rule
from assistant.documents.pdf.drawn import Drawn
from assistant.documents.pdf.lattice import Piece
from assistant.documents.pdf.lines import Line, joined
from assistant.documents.pdf.segments import Row
from assistant.documents.pdf.tiling import tile

_ALIGNED = Mark(0.8)
"""How sure it is that a figure stands in the column that its position tells."""
_RIM = 3.0  # points between the outer text of a table and its sides


def unruled_tables(
    chars: Sequence[Char],
    lines: Sequence[Line],
    across: Sequence[Rule],
    content: Content,
    limits: Limits,
) -> tuple[list[Drawn], list[Char]]:
    """Return the tables among the characters outside ruled tables, and the other characters."""
    if not may_hold_tables(lines):
        return [], list(chars)
    found = find(chars, across)
    taken = {id(char) for table in found for row in table.rows
             for segment in row.segments for char in segment.chars}  # fmt: skip
    rest = [char for char in chars if id(char) not in taken]
    return [_drawn(table, content, limits) for table in found], rest


def _drawn(table: Aligned, content: Content, limits: Limits) -> Drawn:
    xs, ys = _sides(table), _levels(table.bands)
    pieces: list[Piece] = []
    for number, band in enumerate(table.bands):
        pieces += _pieces(table, band, xs, (ys[number], ys[number + 1]), content)
    ends = xs[0], ys[0], xs[-1], ys[-1]
    return Drawn(content.number, tile(pieces, limits), *ends, aligned=len(xs) - 1)


def _sides(table: Aligned) -> list[float]:
    """Return the edges of the columns: in the middle between their texts."""
    columns = table.columns
    outer = [s for row in table.rows for s in row.segments]
    left = min(columns[0][0], *(s.x0 for s in outer)) - _RIM
    right = max(columns[-1][1], *(s.x1 for s in outer)) + _RIM
    return [left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right]


def _levels(bands: Sequence[Sequence[Row]]) -> list[float]:
    tops = [min(row.top for row in band) for band in bands]
    bottoms = [max(row.bottom for row in band) for band in bands]
    middles = [(low + top) / 2 for low, top in zip(bottoms, tops[1:], strict=False)]
    return [tops[0], *middles, bottoms[-1]]


def _pieces(
    table: Aligned,
    band: Sequence[Row],
    xs: Sequence[float],
    level: tuple[float, float],
    content: Content,
) -> list[Piece]:
    """Return the cells of a band; one that reaches over several columns takes them."""
    homes: dict[int, tuple[int, list[Char]]] = {}
    for segment in (s for row in band for s in row.segments):
        first, last = span(segment, table.columns)
        home = next((n for n, (end, _) in homes.items() if n <= first <= end), first)
        end, chars = homes.get(home, (last, []))
        homes[home] = max(end, last), [*chars, *segment.chars]
    out: list[Piece] = []
    at = 0
    for home, (end, chars) in sorted(homes.items()):
        out += [_piece(xs, n, n, level, [], content) for n in range(at, home)]
        out.append(_piece(xs, home, end, level, chars, content))
        at = end + 1
    return out + [_piece(xs, n, n, level, [], content) for n in range(at, len(xs) - 1)]


def _piece(
    xs: Sequence[float],
    first: int,
    last: int,
    level: tuple[float, float],
    chars: list[Char],
    content: Content,
) -> Piece:
    box = xs[first], level[0], xs[last + 1], level[1]
    piece = Piece(*box, content.number, content.frame.shown(box, content.shown))
    lines = set_text(piece, chars)
    piece.text = reduce(joined, (line.text for line in lines), "")  # its own lines are wrapped
    inked = sum(not letter.isspace() for letter in piece.text)
    marks = piece.marks or [_ALIGNED] * inked
    piece.marks = [mark if mark.sure < _ALIGNED.sure else _ALIGNED for mark in marks]
    return piece
