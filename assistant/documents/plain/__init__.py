"""Text dumps to a Document: cells begin with a tab, row ends are inferred."""

from pathlib import Path

from assistant.documents.limits import Limits
from assistant.documents.plain.encoding import decode
from assistant.documents.plain.lines import Line, sort_lines, split_lines
from assistant.documents.plain.tables import build_table
from assistant.errors import TooLarge, UnreadableFile
from assistant.model.document import Block, Document, Paragraph, ReadingNote, ReadingReport, Source
from assistant.model.place import Location

__all__ = ["read_text"]


def read_text(data: bytes, source: Source, limits: Limits) -> Document:
    """Read a text file's bytes: UTF-8, GB18030, or UTF-16 with a byte order mark.

    ``Location.anchor`` is the line number, from 1. Raises ``UnreadableFile`` for an
    unknown encoding, ``TooLarge`` for too many lines or cells.
    """
    text = decode(data)
    if text is None:
        raise UnreadableFile("的文字编码无法识别（支持 UTF-8、GB18030、UTF-16）。")
    lines, markers = split_lines(text)
    if len(lines) > limits.blocks:
        raise TooLarge(f"有 {len(lines)} 行，超过上限 {limits.blocks} 行。")
    report = ReadingReport(file=Path(source.path).name, format="text")
    if markers:
        message = f"去掉了 {markers} 处转换时留下的书签标记。"
        report.notes.append(ReadingNote(kind="marker", message=message, count=markers))
    return Document(source=source, blocks=_blocks(lines, report, limits), report=report)


def _blocks(lines: list[str], report: ReadingReport, limits: Limits) -> list[Block]:
    blocks: list[Block] = []
    tables = cells = 0
    for item in sort_lines(lines):
        if isinstance(item, Line):
            at = Location(file=report.file, anchor=str(item.number))
            blocks.append(Paragraph(text=item.text, location=at))
            continue
        cells += len(item.cells)
        if cells > limits.cells:
            raise TooLarge(f"的表格单元格超过上限 {limits.cells}。")
        table, notes = build_table(item, report.file, tables)
        blocks.append(table)
        report.notes.extend(notes)
        tables += 1
    return blocks
