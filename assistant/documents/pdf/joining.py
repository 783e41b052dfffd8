"""Tables that go on over page breaks, made one."""

import re
from dataclasses import dataclass, field

from assistant.documents.pdf.drawn import Drawn
from assistant.documents.pdf.lattice import Piece
from assistant.documents.pdf.lines import joined
from assistant.documents.pdf.rules import edges
from assistant.documents.pdf.tiling import Grid, Slot
from assistant.model.place import squeeze

_NEAR = 4.0  # points by which edges of two pages may differ
_APART = 10.0  # points put between the parts of a joined table
_MET = 0.75  # share of the columns of one part that the other has
_LINE = 30.0  # points: less room than this at a page's end is none
_SPARE = 2.5  # heights of the next row that may stay empty at a page's end
_MERGED = 2  # rows
_SENTENCE = 10  # characters: longer than labels
_BRACKET = re.compile(r"[（(][^（()）]{1,8}[）)]")
_HEADER = 8  # rows of a repeated header at most
_ENDS = re.compile(r"[。！？；!?;]$")


@dataclass(eq=False)
class Whole:
    """A table with all its parts; ``last`` is the grid of the newest part."""

    pieces: list[Piece]
    first: Grid
    last: Grid
    x0: float
    x1: float
    bottom: float
    """Lower end of the newest part on its own page."""
    page: int
    pages: list[int] = field(default_factory=list)
    ragged: int = 0
    aligned: int = 0
    columns: list[float] = field(default_factory=list)
    """The edges of columns in any part so far."""
    end: float = 0.0
    """Lower end of all parts, one below the other."""
    headers: int = 0
    cut_rows: int = 0

    @classmethod
    def of(cls, drawn: Drawn) -> "Whole":
        """Return a table of one part."""
        pieces = [slot.piece for slot in drawn.grid.slots]
        return cls(
            pieces, drawn.grid, drawn.grid, drawn.x0, drawn.x1, drawn.bottom, drawn.page,
            [drawn.page], drawn.ragged, drawn.aligned, _columns(drawn.grid), drawn.bottom,
        )  # fmt: skip


def goes_on(upper: Whole, lower: Drawn, room: float) -> bool:
    """Tell whether a table at a page's top continues the one at the end of the page before.

    ``room`` is the height left empty below the upper part. A table whose first label is that
    of the upper table, but not its whole first row, is another copy of the form.
    """
    if bool(upper.aligned) != bool(lower.aligned):
        return False
    if lower.page != upper.page + 1 or abs((upper.x1 - upper.x0) - (lower.x1 - lower.x0)) > _NEAR:
        return False
    if not _same_columns(upper, lower):
        return False
    if _cut_open(upper.last, lower.grid):
        return True
    if _is_new_form(upper.first, lower.grid):
        return False
    first = next(s.piece for s in lower.grid.slots if s.row1 - s.row == 1 or s.row == 0)
    return room <= _LINE + _SPARE * (first.y1 - first.y0)


def _same_columns(upper: Whole, lower: Drawn) -> bool:
    """Tell whether the part with fewer columns has them where the other has them too."""
    shift = upper.x0 - lower.x0
    few, many = sorted((upper.columns, _columns(lower.grid, shift)), key=len)
    met = sum(any(abs(x - y) <= _NEAR for y in many) for x in few)
    return met >= _MET * len(few)


def _columns(grid: Grid, shift: float = 0.0) -> list[float]:
    return edges(x + shift for slot in grid.slots for x in (slot.piece.x0, slot.piece.x1))


def _is_new_form(first: Grid, lower: Grid) -> bool:
    ours, theirs = first.texts(0), lower.texts(0)
    return bool(ours[0]) and ours[0] == theirs[0] and ours != theirs


def _cut_open(upper: Grid, lower: Grid) -> bool:
    """Tell whether cells are open at the break on both sides."""
    return any(_is_open(a, b) for a, b in _pairs(upper, lower))


def _is_open(upper: Slot, below: Slot) -> bool:
    return upper.piece.open_bottom and below.piece.open_top


def repeated_header(upper: Grid, lower: Grid) -> int:
    """Return how many rows at the top of ``lower`` repeat those of ``upper``."""
    count = 0
    while count < min(_HEADER, upper.rows, lower.rows - 1):
        texts = upper.texts(count)
        if not any(texts) or texts != lower.texts(count):
            break
        count += 1
    while count and any(slot.row < count < slot.row1 for slot in lower.slots):
        count -= 1
    return count


def append(whole: Whole, lower: Drawn, room: float) -> None:
    """Add the next page's part to a table."""
    headers = repeated_header(whole.first, lower.grid)
    grid = _without(lower.grid, headers)
    shift = whole.end + _APART - min(slot.piece.y0 for slot in grid.slots)
    for slot in grid.slots:
        slot.piece.y0, slot.piece.y1 = slot.piece.y0 + shift, slot.piece.y1 + shift
        slot.piece.x0 += whole.x0 - lower.x0
        slot.piece.x1 += whole.x0 - lower.x0
    whole.end = max(slot.piece.y1 for slot in grid.slots)
    whole.columns = edges([*whole.columns, *_columns(grid)])
    merged = _merge(whole, grid, room)
    whole.pieces += [slot.piece for slot in grid.slots if slot not in merged]
    for slot, piece in merged.items():
        slot.piece = piece
    whole.last, whole.bottom, whole.page = grid, lower.bottom, lower.page
    whole.pages.append(lower.page)
    whole.ragged += lower.ragged
    whole.headers += headers


def _without(grid: Grid, rows: int) -> Grid:
    slots = [slot for slot in grid.slots if slot.row >= rows]
    for slot in slots:
        slot.row, slot.row1 = slot.row - rows, slot.row1 - rows
    return Grid(grid.rows - rows, grid.cols, slots, grid.overlaps)


def _merge(whole: Whole, lower: Grid, room: float) -> dict[Slot, Piece]:
    """Join the cells that the break cuts; return the lower slots with what they became."""
    pairs = _pairs(whole.last, lower)
    tops = sum(slot.row == 0 for slot in lower.slots)
    drawn = any(_is_open(*pair) for pair in pairs)  # the page itself shows what is cut
    cut = not drawn and room < _LINE and len(pairs) == tops and _is_cut(pairs)
    whole.cut_rows += cut
    merged: dict[Slot, Piece] = {}
    for upper, below in pairs:
        a, b = upper.piece, below.piece
        if cut or _is_open(upper, below) or _spans_on(upper, below):
            if b.text:
                a.text = joined(a.text, b.text) if a.full or not a.text else f"{a.text}\n{b.text}"
            a.marks += b.marks
            a.y1, a.full, a.open_bottom = b.y1, b.full, b.open_bottom
            merged[below] = a
    return merged


def _pairs(upper: Grid, lower: Grid) -> list[tuple[Slot, Slot]]:
    """Return the cells at both sides of a break that stand in the same columns."""
    ends = [slot for slot in upper.slots if slot.row1 == upper.rows]
    starts = [slot for slot in lower.slots if slot.row == 0]
    return [
        (a, b) for a in ends for b in starts
        if abs(a.piece.x0 - b.piece.x0) <= _NEAR and abs(a.piece.x1 - b.piece.x1) <= _NEAR
    ]  # fmt: skip


def _spans_on(upper: Slot, below: Slot) -> bool:
    """Tell whether a cell continues a merged one: it is empty, or holds only a bracket.

    The bracket is the weight of the level above the break: 效益指标, then （20分）.
    """
    above, under = upper.row1 - upper.row, below.row1 - below.row
    name, rest = squeeze(upper.piece.text), squeeze(below.piece.text)
    if max(above, under) < _MERGED:
        return False
    if not rest:
        return bool(name) or min(above, under) >= _MERGED
    return bool(name) and not name.endswith(("）", ")")) and bool(_BRACKET.fullmatch(rest))


def _is_cut(pairs: list[tuple[Slot, Slot]]) -> bool:
    """Tell by the text whether a row was cut in two.

    Then some of its cells end on the first page, and every cell with text on the second goes
    on with a line that was full and whose sentence was open. Short labels that end alike
    (经济成本指标, 社会成本指标) are rows of their own.
    """
    single = [(a.piece, b.piece) for a, b in pairs if b.row1 - b.row == 1]
    going = [(a, b) for a, b in single if b.text]
    ended = [(a, b) for a, b in single if not b.text and a.text]
    if not ended or not any(len(a.text) >= _SENTENCE or _unclosed(a.text) for a, _ in going):
        return False
    return all(a.full and not _ENDS.search(a.text) and a.text[-2:] != b.text[-2:] for a, b in going)


def _unclosed(text: str) -> bool:
    """Tell whether a bracket is left open."""
    return max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))
