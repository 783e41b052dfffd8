"""One document made to say what another of the same build says: its changes can then be tracked."""

from collections.abc import Iterator, Sequence

from assistant.model.document import Block, Document, Paragraph, Table
from assistant.workbench.aligning import Match


def rebuilt(before: Document, after: Document) -> Document:
    """Return ``before`` with the words of ``after``; blocks keep their locations in ``before``.

    A paragraph that only ``after`` has stands behind the one before it, addressed as
    :func:`assistant.workbench.editing.edit` does it.
    """
    return before.model_copy(update={"blocks": list(_blocks(Match(before, after)))})


def _blocks(match: Match) -> Iterator[Block]:
    added = _added(match)
    for number, block in enumerate(match.before):
        more = added.get(number, [])
        if isinstance(block, Table):
            yield _table(number, block, match)
            continue
        to = match.paragraphs.get(number)
        if to is not None:
            own = match.after[to]
            assert isinstance(own, Paragraph)
            yield block.model_copy(update={"text": own.text})
        else:
            yield block.model_copy(update={"text": more[0] if more else ""})
            more = more[1:]
        yield from _behind(block, more)


def _added(match: Match) -> dict[int, list[str]]:
    """Return the paragraphs that only ``after`` has, by the block of ``before`` they belong to.

    That is the one in whose stead they stand, if there is one, else the one before them.
    """
    origin = {to: number for number, to in match.paragraphs.items()}
    out: dict[int, list[str]] = {}
    last = -1
    for number, block in enumerate(match.after):
        if isinstance(block, Table) or number in origin:
            last = origin.get(number, last)
            continue
        free = last + 1
        instead = free < len(match.before) and free not in match.paragraphs
        at = free if instead and isinstance(match.before[free], Paragraph) else last
        if at >= 0:
            out.setdefault(at, []).append(block.text)
    return out


def _behind(block: Paragraph, lines: Sequence[str]) -> Iterator[Paragraph]:
    for number, line in enumerate(lines, 1):
        anchor = f"{block.location.anchor}+{number}"
        yield Paragraph(text=line, location=block.location.model_copy(update={"anchor": anchor}))


def _table(number: int, table: Table, match: Match) -> Table:
    cells = []
    for cell in table.cells:
        own = match.cells.get((number, cell.row, cell.col))
        cells.append(cell if own is None else cell.model_copy(update={"text": own.text}))
    return Table(rows=table.rows, cols=table.cols, cells=cells, location=table.location)
