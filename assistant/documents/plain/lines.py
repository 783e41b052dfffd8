"""The lines of a text dump, sorted into paragraphs and the cells of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NEWLINE = re.compile(r"\r\n|\r|\n")
# Left over from dumping: cell marks, page breaks, stray byte order marks, bookmarks.
_STRAY = re.compile("[\x07\x0b\x0c\x1a\ufeff]")
_MARKER = re.compile(r"\[bookmark:[^\]\n]{0,80}\]")
# Lines that never continue a cell: notes, captions and titles around a table.
_OUTSIDE = re.compile(
    r"\s*(说明|备注|注|附件|附表|附)\s*[\d一二三四五六七八九十]*\s*([：:]|$|\s)"
    r"|\s*(附件|附表)\s*\d"
    r"|\s*(填表人|填报人|填报单位|填报日期|制表人|单位负责人|负责人签字|联系电话)"
    r"|.*\d{2,4}\s*年度?.*(表|报告|情况)\s*$"
    r"|.{4,}(自评表|评价表|数据表|自评报告|评价报告)\s*$"
)
_LONG = 30
"""Characters from which a line after a blank one is taken for a paragraph."""
_SEVERAL = 2
"""Blank lines that end a table when text follows them."""


@dataclass
class Line:
    """A line outside tables; ``number`` counts from 1."""

    number: int
    text: str


@dataclass
class DumpCell:
    """A cell of a dump; ``gap`` says that blank lines stand right before it."""

    number: int
    lines: list[str]
    gap: bool

    @property
    def text(self) -> str:
        """The cell's lines without blank ones at the end."""
        return "\n".join(self.lines).rstrip("\n")


@dataclass
class Region:
    """The cells of one table, in order."""

    cells: list[DumpCell] = field(default_factory=list)


def split_lines(text: str) -> tuple[list[str], int]:
    """Return a text's lines without what dumping left over, and how many markers went."""
    clean, count = _MARKER.subn("", _STRAY.sub("", text))
    return _NEWLINE.split(clean), count


def sort_lines(lines: list[str]) -> Iterator[Line | Region]:
    """Yield paragraphs and tables in order; blank lines outside tables are left out."""
    region = Region()
    blanks = 0
    for index, line in enumerate(lines):
        if line.startswith("\t"):
            _begin(region, index + 1, line, blanks > 0)
        elif not line.strip(" "):
            blanks += 1
            continue
        elif region.cells and _continues(lines, index, blanks):
            region.cells[-1].lines += [""] * blanks + [line]
        else:
            if region.cells:
                yield region
                region = Region()
            if line.strip():
                yield Line(index + 1, line)
        blanks = 0
    if region.cells:
        yield region


def _begin(region: Region, number: int, line: str, gap: bool) -> None:
    """Open the cells of a tab line; several tabs in one line are several cells of a row."""
    for position, text in enumerate(line[1:].split("\t")):
        region.cells.append(DumpCell(number, [text], gap and position == 0))


def _continues(lines: list[str], index: int, blanks: int) -> bool:
    """Tell whether a text line belongs to the cell above it."""
    if blanks == 0:
        return True
    if blanks >= _SEVERAL or len(lines[index].strip()) > _LONG or _OUTSIDE.match(lines[index]):
        return False
    return _reaches_cell(lines, index)


def _reaches_cell(lines: list[str], index: int) -> bool:
    """Tell whether the next cell begins before the next blank line."""
    for line in lines[index + 1 :]:
        if line.startswith("\t"):
            return True
        if not line.strip(" ") or _OUTSIDE.match(line):
            return False
    return False
