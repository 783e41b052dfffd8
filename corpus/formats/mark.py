"""Write blocks as Markdown, as converters do: headings with signs, tables with pipes."""

from corpus.formats.placed import placed, width
from corpus.layout import Block, Heading, Line, Page, Table


def markdown(blocks: list[Block]) -> str:
    """Return the blocks in Markdown; a merged cell's further positions are empty cells."""
    return "\n\n".join(_block(block) for block in blocks if not isinstance(block, Page)) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_kept(block.number + block.title)}"
    assert isinstance(block, Line)
    sign = "# " if block.kind in ("title", "form_title") else ""
    return sign + _kept(block.text)


def _table(block: Table) -> str:
    columns = width(block.rows)
    texts = [[""] * columns for _ in block.rows]
    for cell in placed(block.rows):
        texts[cell.row][cell.col] = _kept(cell.text).replace("|", "\\|").replace("\n", "<br>")
    lines = [f"| {' | '.join(row)} |" for row in texts]
    return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])


def _kept(text: str) -> str:
    """Return a text whose signs of Markdown are escaped."""
    for sign in "\\`*_":
        text = text.replace(sign, "\\" + sign)
    return text
