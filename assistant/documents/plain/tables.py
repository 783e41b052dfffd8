"""The cells of a dumped table to a dense grid."""

from assistant.documents.plain.lines import DumpCell, Region
from assistant.documents.plain.rows import Run, join_runs, open_rows
from assistant.model.document import Cell, ReadingNote, Table
from assistant.model.place import Location


def build_table(region: Region, file: str, number: int) -> tuple[Table, list[ReadingNote]]:
    """Return the table and a note for every row whose end is uncertain.

    A dump doesn't tell how wide a cell is: the last cell of a short row is stretched to
    the table's width.
    """
    runs = _runs(region.cells)
    spans = join_runs([Run(len(run), len(run[-1].text.split("\n")) > 1) for run in runs])
    rows = [[cell for run in runs[first:end] for cell in run] for first, end in spans]
    joined = [end - first > 1 for first, end in spans]
    cols = max(len(row) for row in rows)
    cells = [
        _cell(cell, file, number, index, col, cols - col if cell is row[-1] else 1)
        for index, row in enumerate(rows)
        for col, cell in enumerate(row)
    ]
    at = Location(file=file, table=number, anchor=str(region.cells[0].number))
    table = Table(rows=len(rows), cols=cols, cells=cells, location=at)
    return table, _notes(table, [len(row) for row in rows], joined)


def _runs(cells: list[DumpCell]) -> list[list[DumpCell]]:
    runs: list[list[DumpCell]] = []
    for cell in cells:
        if cell.gap or not runs:
            runs.append([])
        runs[-1].append(cell)
    return runs


def _cell(cell: DumpCell, file: str, table: int, row: int, col: int, span: int) -> Cell:
    at = Location(file=file, table=table, row=row, col=col, anchor=str(cell.number))
    return Cell(text=cell.text, row=row, col=col, col_span=span, location=at)


def _notes(table: Table, widths: list[int], joined: list[bool]) -> list[ReadingNote]:
    return [
        ReadingNote(
            kind="open_row",
            message=_message(table, row, widths[row], joined[row]),
            location=table.at(row, 0).location,
        )
        for row in open_rows(widths, joined)
    ]


def _message(table: Table, row: int, width: int, joined: bool) -> str:
    where = f"第 {(table.location.table or 0) + 1} 张表第 {row + 1} 行"
    if joined:
        return f"{where}中间有空行，按上下行的格数判断为同一行（{width} 格），请核对。"
    return f"{where}与下一行之间的分行不能完全确定，请核对。"
