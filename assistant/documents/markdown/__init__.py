"""Markdown to a Document: headings, paragraphs, tables of pipes and tables in HTML."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.documents.limits import Limits
from assistant.documents.markdown.inline import WRAP, clean, joined
from assistant.documents.markdown.lines import Piece, pieces, without_comments
from assistant.documents.markdown.tables import grid_table, has_marks, html_blocks, pipe_table
from assistant.documents.notes import Notes
from assistant.documents.plain.encoding import decode
from assistant.errors import TooLarge, UnreadableFile
from assistant.model.document import Block, Document, Paragraph, ReadingReport, Source, Table
from assistant.model.place import Location

__all__ = ["read_markdown"]

_SUMMARY = {"image": "有 {n} 张图片，图片里的文字没有读取。"}
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?=\n|$)", re.S)


def read_markdown(data: bytes, source: Source, limits: Limits) -> Document:
    """Read a Markdown text's bytes: UTF-8, GB18030, or UTF-16 with a byte order mark.

    ``Location.anchor`` is the line number, from 1. Raises ``UnreadableFile`` for an unknown
    encoding, ``TooLarge`` for too many lines or cells.
    """
    text = decode(data)
    if text is None:
        raise UnreadableFile("的文字编码无法识别（支持 UTF-8、GB18030、UTF-16）。")
    reader = _Reader(source, limits)
    blocks = list(reader.blocks(text.replace(WRAP, "").replace("\r\n", "\n").replace("\r", "\n")))
    report = ReadingReport(file=reader.file, format="markdown", notes=reader.notes.all())
    return Document(source=source, blocks=blocks, report=report)


class _Reader:
    def __init__(self, source: Source, limits: Limits) -> None:
        self._source, self._limits = source, limits
        self.file = Path(source.path).name
        self.notes = Notes(_SUMMARY)
        self._tables = self._cells = 0
        self._marks = False

    def blocks(self, text: str) -> Iterator[Block]:
        """Yield the blocks of the whole text."""
        if front := _FRONT.match(text):
            self.notes.lost("front_matter", "文件开头的元数据未计入正文。", front[1])
            text = "\n" * front[0].count("\n") + text[front.end() :]
        lines = without_comments(text).split("\n")
        if len(lines) > self._limits.blocks:
            raise TooLarge(f"有 {len(lines)} 行，超过上限 {self._limits.blocks} 行。")
        found = list(pieces(lines))
        self._marks = any(has_marks(piece) for piece in found)
        for piece in found:
            for block in self._piece(piece):
                if isinstance(block, Table):
                    self._count(block)
                yield block

    def _piece(self, piece: Piece) -> Iterator[Block]:
        match piece.kind:
            case "pipes":
                yield pipe_table(
                    piece, self.file, self._tables, self._limits, self.notes, self._marks
                )
            case "grid":
                yield from grid_table(
                    piece, self.file, self._tables, self._limits, self.notes
                ) or self._code(piece)
            case "html":
                yield from html_blocks(piece, self._source, self._tables, self._limits, self.notes)
            case "code":
                yield from self._code(piece)
            case _:
                yield from self._paragraph(piece)

    def _count(self, table: Table) -> None:
        self._tables += 1
        self._cells += table.rows * table.cols
        if self._cells > self._limits.cells:
            raise TooLarge(f"的表格单元格总数超过上限 {self._limits.cells}。")

    def _code(self, piece: Piece) -> Iterator[Block]:
        for offset, line in enumerate(piece.lines):
            if line.strip():
                at = Location(file=self.file, anchor=str(piece.number + offset))
                yield Paragraph(text=line.rstrip(), location=at)

    def _paragraph(self, piece: Piece) -> Iterator[Block]:
        text, images = clean(joined(piece.lines))
        for _ in range(images):
            self.notes.count("image")
        if text.strip():
            style = f"heading {piece.level}" if piece.kind == "heading" else ""
            at = Location(file=self.file, anchor=str(piece.number))
            yield Paragraph(text=text.rstrip(), location=at, number=piece.mark, style=style)
