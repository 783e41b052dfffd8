"""A document written out in Markdown, as converters do it."""

from collections.abc import Callable

from assistant.model.document import Document, Paragraph, Table


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
    return cell.text.replace("|", "\\|").replace("\n", "<br>").replace("*", "\\*")


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
