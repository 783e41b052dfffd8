"""The faces that a table's ruled lines enclose."""

from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.documents.limits import Limits
from assistant.documents.pdf.content import Mark, Rule
from assistant.documents.pdf.rules import Ruling, edges, nearest
from assistant.errors import TooLarge
from assistant.model.place import Box

_REACH = 4.0  # points by which a line may end before the edge it should meet
_BEYOND = 5.0  # points by which lines must pass the last edge to show another


@dataclass(eq=False)
class Piece:
    """A cell as drawn on one page; ``y0``/``y1`` grow past the page where pages are joined.

    ``open_top`` and ``open_bottom``: no line closes it there, as where a page break cuts it.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    page: int
    box: Box
    text: str = ""
    indent: str = ""
    full: bool = False
    """The last line fills the cell's width, so that its sentence may go on elsewhere."""
    open_top: bool = False
    open_bottom: bool = False
    open_sides: int = 0
    marks: list[Mark] = field(default_factory=list)
    """Of each character of ``text`` but white space, where OCR read them."""


class Lattice(NamedTuple):
    """A table's faces; ``ragged`` counts those that were no rectangles and had to be cut."""

    xs: list[float]
    ys: list[float]
    pieces: list[Piece]
    at: list[list[int]]
    """Which piece covers the face between two edges: ``at[row][col]``."""
    ragged: int


@dataclass
class _Walls:
    """Which stretches between edges are ruled."""

    xs: list[float]
    ys: list[float]
    left: list[list[bool]] = field(default_factory=list)
    """``left[col][row]``: a rule along the left edge of a column at a row."""
    above: list[list[bool]] = field(default_factory=list)
    """``above[row][col]``: a rule along the upper edge of a row at a column."""


def lattice(ruling: Ruling, page: int, limits: Limits) -> Lattice | None:
    """Return the faces of a ruling, None where it encloses fewer than two.

    Sides that are not ruled are closed where the lines that meet them end.
    """
    xs = _reaching(edges(rule.at for rule in ruling.down), ruling.across)
    ys = _reaching(edges(rule.at for rule in ruling.across), ruling.down)
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    if (len(xs) - 1) * (len(ys) - 1) > limits.cells or len(xs) > limits.columns:
        raise TooLarge(f"第 {page} 页的表格单元格数超过上限 {limits.cells}。")
    walls = _Walls(xs, ys, _along(xs, ys, ruling.down), _along(ys, xs, ruling.across))
    return _pieces(walls, _faces(walls), page)


def _reaching(found: list[float], crossing: list[Rule]) -> list[float]:
    """Add the ends of crossing lines as edges, for tables that are open at a side."""
    if not found or not crossing:
        return found
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    before = [first] if first < found[0] - _BEYOND else []
    after = [last] if last > found[-1] + _BEYOND else []
    return [*before, *found, *after]


def _along(at: list[float], across: list[float], rules: list[Rule]) -> list[list[bool]]:
    """Tell for each edge ``at`` which stretches between the other edges are ruled."""
    out = [[False] * (len(across) - 1) for _ in at]
    for rule in rules:
        line = out[nearest(at, rule.at)]
        first = nearest(across, rule.start)
        for number in range(max(0, first - 1), len(line)):
            start, end = across[number], across[number + 1]
            if start > rule.end:
                break
            slack = min(_REACH, (end - start) / 3)
            if rule.start <= start + slack and rule.end >= end - slack:
                line[number] = True
    return out


def _faces(walls: _Walls) -> list[list[int]]:
    """Return a number for each stretch of the grid; equal numbers aren't parted by a rule."""
    rows, cols = len(walls.ys) - 1, len(walls.xs) - 1
    parent = list(range(rows * cols))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row in range(rows):
        for col in range(cols):
            here = row * cols + col
            if col and not walls.left[col][row]:
                parent[root(here)] = root(here - 1)
            if row and not walls.above[row][col]:
                parent[root(here)] = root(here - cols)
    return [[root(row * cols + col) for col in range(cols)] for row in range(rows)]


def _pieces(walls: _Walls, faces: list[list[int]], page: int) -> Lattice:
    """Cut the faces into rectangles, from the top left on."""
    rows, cols = len(faces), len(faces[0])
    at = [[-1] * cols for _ in range(rows)]
    pieces: list[Piece] = []
    seen: set[int] = set()
    ragged: set[int] = set()
    for row in range(rows):
        for col in range(cols):
            if at[row][col] >= 0:
                continue
            face = faces[row][col]
            if face in seen:
                ragged.add(face)
            seen.add(face)
            bottom, right = _extent(faces, at, row, col)
            for line in range(row, bottom):
                at[line][col:right] = [len(pieces)] * (right - col)
            pieces.append(_piece(walls, page, row, col, bottom, right))
    return Lattice(walls.xs, walls.ys, pieces, at, len(ragged))


def _extent(faces: list[list[int]], at: list[list[int]], row: int, col: int) -> tuple[int, int]:
    """Return where the rectangle of one face that begins at a position ends."""
    face, right = faces[row][col], col
    while right < len(faces[0]) and faces[row][right] == face and at[row][right] < 0:
        right += 1
    bottom = row + 1
    while bottom < len(faces) and all(
        faces[bottom][c] == face and at[bottom][c] < 0 for c in range(col, right)
    ):
        bottom += 1
    return bottom, right


def _piece(walls: _Walls, page: int, row: int, col: int, bottom: int, right: int) -> Piece:
    xs, ys = walls.xs, walls.ys
    box = (xs[col], ys[row], xs[right], ys[bottom])
    open_left = not all(walls.left[col][row:bottom])
    open_right = not all(walls.left[right][row:bottom])
    open_top = not any(walls.above[row][col:right])
    open_bottom = not any(walls.above[bottom][col:right])
    return Piece(
        xs[col], ys[row], xs[right], ys[bottom], page, box,
        open_top=open_top, open_bottom=open_bottom,
        open_sides=open_left + open_right + open_top + open_bottom,
    )  # fmt: skip
