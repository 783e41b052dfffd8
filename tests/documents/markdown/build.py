"""A document written out in Markdown, as converters do it."""

import unicodedata
from collections.abc import Callable
from string import ascii_letters, digits, printable

from assistant.model.document import Cell, Document, Paragraph, Table


def markdown_of(document: Document, table: Callable[[Table], str]) -> str:
    """Return a document in Markdown, its tables as ``table`` writes them."""
    blocks = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append((block.number + block.text).replace("\n", "\\\n").replace("*", "\\*"))
        else:
            blocks.append(table(block))
    return "\n\n".join(blocks) + "\n"


def pipes(table: Table) -> str:
    """Write a table with pipes; a merged cell's further positions are empty cells."""
    lines = []
    for row in range(table.rows):
        texts = [_text(table, row, col) for col in range(table.cols)]
        lines.append("| " + " | ".join(texts) + " |")
    return "\n".join([lines[0], "|" + " --- |" * table.cols, *lines[1:]])


def _text(table: Table, row: int, col: int) -> str:
    cell = table.at(row, col)
    if (cell.row, cell.col) != (row, col):
        return ""
    return _written(cell.text)


def _written(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>").replace("*", "\\*")


def html(table: Table) -> str:
    """Write a table in HTML with its spans, as converters of scans do."""
    rows = ""
    for row in range(table.rows):
        cells = (cell for cell in table.row(row) if cell.row == row)
        rows += "<tr>" + "".join(
            f'<td rowspan="{c.row_span}" colspan="{c.col_span}">'
            + c.text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
            + "</td>"
            for c in cells
        ) + "</tr>\n"  # fmt: skip
    return f"<table>\n{rows}</table>"


def repeated(table: Table) -> str:
    """Write a table with pipes; a merged cell's text stands at each position."""
    lines = [
        "| " + " | ".join(_written(table.at(row, col).text) for col in range(table.cols)) + " |"
        for row in range(table.rows)
    ]
    return "\n".join([lines[0], "|" + " --- |" * table.cols, *lines[1:]])


def marked(table: Table) -> str:
    """Write a table as markdownify and markitdown do.

    An empty header; a space for each further column of a cell; nothing for rows.
    """
    head = "|" + "  |" * table.cols + "\n|" + " --- |" * table.cols
    lines = []
    for row in range(table.rows):
        cells = (cell for cell in table.row(row) if cell.row == row)
        lines.append(
            "|" + "".join(f" {_flat(cell.text)} |" + " |" * (cell.col_span - 1) for cell in cells)
        )
    return "\n".join([head, *lines])


def _flat(text: str) -> str:
    return text.strip().replace("\n", "  ").replace("|", "\\|").replace("*", "\\*")


def bare(table: Table) -> str:
    """Write a table as markdownify does inside other text: no line of dashes at all."""
    return "\n".join(marked(table).splitlines()[2:])


def drawn(table: Table, wide: int = 24) -> str:
    """Write a table with signs, as pandoc does; each column is ``wide`` signs wide."""
    height = [1] * table.rows
    for cell in table.cells:
        lines = len(_lines(cell.text, cell.col_span * wide - 2))
        height[cell.row] = max(height[cell.row], lines if cell.row_span == 1 else 1)
        if cell.row_span > 1 and lines > cell.row_span:
            height[cell.row] = max(height[cell.row], lines)
    tops = [sum(height[:row]) + row for row in range(table.rows + 1)]
    field = [[" "] * (table.cols * wide + 1) for _ in range(tops[-1] + 1)]
    for cell in table.cells:
        _draw(field, cell, tops[cell.row], tops[cell.row + cell.row_span], wide)
    return "\n".join("".join(line).rstrip() for line in field)


def _draw(field: list[list[str]], cell: Cell, top: int, bottom: int, wide: int) -> None:
    left, right = cell.col * wide, (cell.col + cell.col_span) * wide
    for y in (top, bottom):
        for x in range(left, right + 1):
            field[y][x] = "+" if x in (left, right) else field[y][x] if field[y][x] == "+" else "-"
    for y in range(top + 1, bottom):
        for x in (left, right):
            field[y][x] = field[y][x] if field[y][x] == "+" else "|"
    for y, line in enumerate(_lines(cell.text, right - left - 2), top + 1):
        x = left + 2
        for sign in line:
            field[y][x] = sign
            if _width(sign) == 2:
                field[y][x + 1] = ""
            x += _width(sign)


def _lines(text: str, room: int) -> list[str]:
    """Break a text into lines of a width; paragraphs have an empty line between them."""
    out: list[str] = []
    for part in text.replace("*", "\\*").split("\n"):
        out += [""] if out else []
        line = ""
        for sign in part.strip():
            if sum(map(_width, line + sign)) > room:
                stem = line.rstrip(ascii_letters + digits + "*.%\\") if sign in printable else line
                out.append(stem)
                line = line[len(stem) :]
            line += sign
        out.append(line)
    return out


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
