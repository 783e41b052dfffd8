"""Tables whose converter (markdownify, and what is built on it) marks how wide a cell is.

It writes a cell's text between single spaces, an empty cell as two spaces, and for each
further column that a cell covers one space. It says nothing of cells merged downwards: the
rows below have so many cells less.
"""

from collections.abc import Sequence

_FURTHER = " "
_EMPTY = "  "


def shows_marks(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether every cell is written in that way, and both kinds of blanks occur."""
    written = [cell for row in rows for cell in row]
    return _EMPTY in written and _FURTHER in written and may_be_marked(rows)


def may_be_marked(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether no cell is written otherwise; other tables of the text show the habit."""
    return all(row[0] != _FURTHER for row in rows) and all(
        _is_set(cell) for row in rows for cell in row
    )


def _is_set(cell: str) -> bool:
    if cell in (_EMPTY, _FURTHER):
        return True
    inner = cell[1:-1]
    return cell[:1] == " " == cell[-1:] and bool(inner) and inner == inner.strip(" ")


def cells(row: Sequence[str]) -> list[tuple[str, int]]:
    """Return a row's cells, each with the number of columns it covers."""
    out: list[tuple[str, int]] = []
    for cell in row:
        if cell == _FURTHER and out:
            text, wide = out[-1]
            out[-1] = text, wide + 1
        else:
            out.append((cell, 1))
    return out
