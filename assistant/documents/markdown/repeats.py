"""Tables whose converter wrote the text of a merged cell at each position it covers."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_ROWS = 2  # rows of runs that show the habit; one alone may be chance
_LEADING = 3  # columns that a label at a row's beginning repeats itself over, as totals do
_FIGURE = re.compile(
    r"[≥≤<>＞＜~约近]?[-+－]?[\d０-９,，.．%％‰/()（）—\-]+[\u4e00-\u9fff㎡%％]{0,3}"
)


def is_figure(text: str) -> bool:
    """Tell whether a cell holds a figure with its sign and unit, and no other words."""
    return bool(_FIGURE.fullmatch(text.strip()))


def runs(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int]]:
    """Yield row, start and end of each run of equal texts that one merged cell has left.

    Only in rows that are made of runs, but for the label they begin with. Where a row of
    labels above parts the columns, runs end there: goal and result may be the same words,
    and neighbouring figures are often the same.
    """
    found = [(number, _runs(row)) for number, row in enumerate(rows)]
    made = [(number, parts) for number, parts in found if _is_of_runs(parts)]
    if len(made) < _ROWS or len(rows[0]) < 3:
        return
    for number, parts in found:
        start, end = parts[0]
        if (number, parts) not in made:
            if end >= _LEADING and not is_figure(rows[number][0]):
                yield number, start, end
            continue
        cuts = _cuts(rows, number)
        for start, end in parts:
            inner = [start, *sorted(c for c in cuts if start < c < end), end]
            if cuts or not is_figure(rows[number][start]):
                yield from ((number, a, b) for a, b in pairwise(inner) if b - a > 1)


def is_one_column(rows: Sequence[Sequence[str]], block: range, col: int) -> bool:
    """Tell whether a column only goes on the one before it, in all rows of a block.

    It is empty, or repeats it: words too, not figures alone, which are often the same.
    """
    pairs = [(rows[row][col - 1], rows[row][col]) for row in block]
    if not any(here for _, here in pairs):
        return True
    if not all(here in ("", before) for before, here in pairs):
        return False
    words = any(here and here == before and not is_figure(here) for before, here in pairs)
    return words and col not in _cuts(rows, block[0] + 1)


def _runs(row: Sequence[str]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for col, text in enumerate(row):
        if out and row[out[-1][0]] == text:
            out[-1] = out[-1][0], col + 1
        else:
            out.append((col, col + 1))
    return out


def _is_of_runs(parts: list[tuple[int, int]]) -> bool:
    single = [start for start, end in parts if end - start == 1]
    return len(single) < len(parts) and all(start == 0 for start in single)


def _cuts(rows: Sequence[Sequence[str]], number: int) -> set[int]:
    """Return where the nearest row of labels above parts the columns."""
    for row in reversed(rows[:number]):
        if all(text.strip() and not is_figure(text) for text in row):
            return {start for start, _ in _runs(row)}
    return set()
