"""Write a pack as the text dump that converters make of a Word file.

A cell begins with a tab, a line without one continues it, a cell that goes on from above is
an empty tab, and a blank line ends a row.
"""

from corpus.grids import Row
from corpus.layout import Block, Heading, Line, Page, Table


def dump(blocks: list[Block]) -> str:
    """Return the text of the blocks."""
    return "\n".join(line for block in blocks for line in _lines(block)) + "\n"


def _lines(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [line for row in block.rows for line in _row(row)]
    if isinstance(block, Page):
        return [""] * 4
    if isinstance(block, Heading):
        return [f"{block.number}{block.title}"]
    assert isinstance(block, Line)
    return [block.text]


def _row(row: Row) -> list[str]:
    return [*(line for cell in row for line in f"\t{cell.text}".split("\n")), ""]
