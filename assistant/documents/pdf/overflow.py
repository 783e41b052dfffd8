"""Text that runs out of a cell which a page break cuts: browsers print it beside the table."""

from assistant.documents.pdf.drawn import Drawn
from assistant.documents.pdf.lattice import Piece
from assistant.documents.pdf.lines import Line, joined
from assistant.documents.pdf.page import Item

_REACH = 1.5  # ems between a table's end and text that runs out of it


def take_overflow(items: list[Item]) -> list[Item]:
    """Give lines right below (or above) an open cell to that cell; return the other items."""
    tables = [item for item in items if isinstance(item, Drawn)]
    kept: list[Item] = []
    for item in items:
        owner = _owner(item, tables) if isinstance(item, Line) and tables else None
        if owner is None or not isinstance(item, Line):
            kept.append(item)
        elif item.y > owner.y0 + item.em:
            owner.text = joined(owner.text, item.text)
        else:
            owner.text = joined(item.text, owner.text)
    return kept


def _owner(line: Line, tables: list[Drawn]) -> Piece | None:
    """Return the open cell whose text a line goes on with, None for ordinary text."""
    reach = _REACH * line.em
    for table in tables:
        below = table.bottom - line.em < line.y - line.em / 2 < table.bottom + reach
        above = table.top - reach < line.y - line.em / 2 < table.top + line.em
        for slot in table.grid.slots:
            piece = slot.piece
            if (
                piece.x0 - 1 <= line.x0
                and line.x1 <= piece.x1 + 1
                and (
                    (below and piece.open_bottom and slot.row1 == table.grid.rows)
                    or (above and piece.open_top and slot.row == 0)
                )
            ):
                return piece
    return None
