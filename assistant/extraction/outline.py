"""The blocks of a table of unknown layout: header rows, and which part each one heads."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from assistant.extraction.layout import Names, best_field
from assistant.extraction.layouts import Library, Part, library
from assistant.extraction.money import divided_row
from assistant.model.document import Cell, Table
from assistant.model.place import squeeze

BlockPart = Literal["money", "goals", "indicators"]
_PARTS: tuple[BlockPart, ...] = ("money", "goals", "indicators")
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_NUMBER = re.compile(r"[\d.,%％]+(?:分|元|万元)?")
_SHORT = 20
_FEWEST = 3
_LOOK = 3
"""Rows below a header that are looked at."""
_PLENTY = 0.7


class Heading(NamedTuple):
    """One column of a block: its heading, and what stands below it in the first rows."""

    cell: Cell
    samples: list[str]

    @property
    def text(self) -> str:
        """The heading without white space."""
        return squeeze(self.cell.text)


class Block(NamedTuple):
    """A header row and what it heads."""

    part: BlockPart
    row: int
    headings: list[Heading]


def every_name(part: Part) -> Names:
    """Return what any layout calls the fields of a part, the common names first."""
    return _every_name(library(), part)


@cache
def _every_name(shelf: Library, part: Part) -> Names:
    merged: dict[str, list[str]] = {}
    for name in ("common", *shelf.printed):
        for field, names in shelf.whole(name).by_part[part].items():
            have = merged.setdefault(field, [])
            have += [each for each in names if each not in have]
    return Names(merged)


def blocks(table: Table) -> list[Block]:
    """Return the blocks of a table in order; each part comes once, the better headed one."""
    found: dict[BlockPart, tuple[int, Block]] = {}
    for row in _header_rows(table):
        block, hits = _block(table, row)
        if block.part not in found or hits > found[block.part][0]:
            found[block.part] = (hits, block)
    return sorted((block for _, block in found.values()), key=lambda block: block.row)


def _header_rows(table: Table) -> Iterator[int]:
    """Yield rows of short words above figures; of rows that follow each other the last."""
    heads = [_is_header(table.row(row)) for row in range(table.rows)]
    for row in range(table.rows - 1):
        if heads[row] and not heads[row + 1] and _has_content(table, row):
            yield row - 1 if row and divided_row(table, row - 1) == row else row


def _is_header(cells: list[Cell]) -> bool:
    texts = [_BRACKETS.sub("", squeeze(cell.text)) for cell in cells if squeeze(cell.text)]
    return len(texts) >= _FEWEST and all(
        len(text) <= _SHORT and not re.search(r"\d", text) for text in texts
    )


def _has_content(table: Table, row: int) -> bool:
    below = table.row(row + 1)
    return any(re.search(r"\d", cell.text) or len(cell.text) > _SHORT for cell in below)


def _block(table: Table, row: int) -> tuple[Block, int]:
    headings = [
        Heading(cell, list(_below(table, row, number)))
        for number, cell in enumerate(table.row(row))
        if squeeze(cell.text)
    ]
    hits = {part: _hits(headings, part) for part in _PARTS}
    best = max(_PARTS, key=lambda part: hits[part])
    part = best if hits[best] > 1 else _by_content(headings)
    return Block(part, row, headings), hits[best]


def _below(table: Table, row: int, number: int) -> Iterator[str]:
    """Yield what stands below a heading, by order where rows are as wide, else by position."""
    header = table.row(row)
    for other in range(row + 1, min(row + 1 + _LOOK, table.rows)):
        cells = table.row(other)
        if _is_header(cells):
            return
        cell = cells[number] if len(cells) == len(header) else table.at(other, header[number].col)
        if squeeze(cell.text) and cell is not header[number]:
            yield squeeze(cell.text)


def _hits(headings: list[Heading], part: BlockPart) -> int:
    names = every_name(part)
    return len({found.field for h in headings if (found := best_field(h.cell.text, names))})


def _by_content(headings: list[Heading]) -> BlockPart:
    """Tell a block by its rows: long texts are goals, bare numbers amounts."""
    samples = [text for heading in headings for text in heading.samples]
    if samples and sum(len(text) > _SHORT for text in samples) >= len(samples) / 2:
        return "goals"
    figures = [text for text in samples if re.search(r"\d", text)]
    bare = sum(bool(_NUMBER.fullmatch(text)) for text in figures)
    return "money" if figures and bare >= _PLENTY * len(figures) else "indicators"
