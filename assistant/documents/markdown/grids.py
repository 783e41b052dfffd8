"""Tables drawn with signs (``+---+``), as pandoc writes those with merged cells."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from assistant.documents.markdown.inline import joined
from assistant.documents.markdown.spans import Spot

_FILL = ""
"""Stands in the second column of a wide sign."""
_SMART = (("---", "—"), ("...", "…"))
"""Signs that pandoc writes for dashes and dots."""


class Drawn(NamedTuple):
    """A drawn table: its cells, its size, and on which of its lines each row begins."""

    spots: list[Spot]
    rows: int
    cols: int
    lines: list[int]


def drawn(lines: Sequence[str]) -> Drawn | None:
    """Return the cells that the signs enclose, None where they enclose no table."""
    field = _field(lines)
    ys = [n for n, line in enumerate(field) if "+" in line and ("-" in line or "=" in line)]
    xs = sorted({x for y in ys for x, sign in enumerate(field[y]) if sign == "+"})
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Drawn(_spots(field, xs, ys), len(ys) - 1, len(xs) - 1, ys)


def _field(lines: Sequence[str]) -> list[list[str]]:
    """Return the signs by their place on the screen, where ideographs are two wide."""
    out: list[list[str]] = []
    for line in lines:
        signs: list[str] = []
        for sign in line.strip():
            if unicodedata.combining(sign):
                continue
            signs += [sign, _FILL] if unicodedata.east_asian_width(sign) in "WF" else [sign]
        out.append(signs)
    wide = max(map(len, out), default=0)
    return [signs + [" "] * (wide - len(signs)) for signs in out]


def _spots(field: list[list[str]], xs: list[int], ys: list[int]) -> list[Spot]:
    taken: set[tuple[int, int]] = set()
    out: list[Spot] = []
    for row in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            if (row, col) in taken:
                continue
            right, bottom = _reach(field, xs, ys, row, col)
            while any((row, c) in taken for c in range(col, right)):
                right -= 1
            taken |= {(r, c) for r in range(row, bottom) for c in range(col, right)}
            text = _text(field, xs[col], xs[right], ys[row], ys[bottom])
            out.append(Spot(text, row, col, bottom - row, right - col))
    return out


def _reach(
    field: list[list[str]], xs: list[int], ys: list[int], row: int, col: int
) -> tuple[int, int]:
    """Return the column and row behind the cell that begins at a position."""
    inside = min(ys[row] + 1, len(field) - 1)
    right = col + 1
    while right < len(xs) - 1 and field[inside][xs[right]] not in ("|", "+"):
        right += 1
    bottom = row + 1
    while bottom < len(ys) - 1 and not _is_ruled(field[ys[bottom]], xs[col], xs[right]):
        bottom += 1
    return right, bottom


def _is_ruled(line: list[str], start: int, end: int) -> bool:
    return all(sign in ("-", "=", ":", "+") for sign in line[start + 1 : end])


def _text(field: list[list[str]], x0: int, x1: int, y0: int, y1: int) -> str:
    lines = ["".join(line[x0 + 1 : x1]).strip(" ") for line in field[y0 + 1 : y1]]
    parts: list[list[str]] = [[]]
    for line in lines:
        if line:
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    text = "\n".join(joined(part) for part in parts if part)
    for written, meant in _SMART:
        text = text.replace(written, meant)
    return text
