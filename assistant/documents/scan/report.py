"""What OCR met, in Chinese, for the reading report."""

from assistant.documents.scan.transcribe import Transcript
from assistant.model.document import Document, ReadingNote, Table
from assistant.model.place import Location

_TURNED = {1: "逆时针转了 90 度", 2: "上下颠倒", 3: "顺时针转了 90 度"}
_SLANT = 0.3  # degrees worth telling


def page_notes(read: Transcript, file: str) -> list[ReadingNote]:
    """Return the notes about one page."""
    number = read.content.number
    at = Location(file=file, page=number)
    how = [_TURNED[read.turns]] if read.turns else []
    if abs(read.slant) >= _SLANT:
        how.append(f"倾斜 {abs(read.slant):.1f} 度")
    righted = f"（原图{'、'.join(how)}，已校正）" if how else ""
    if not read.content.chars:
        message = f"第 {number} 页是图像，没有识别出文字{righted}。"
        return [ReadingNote(kind="ocr_blank", message=message, location=at)]
    message = f"第 {number} 页是扫描件或图片，内容由文字识别得出{righted}，请与原图核对。"
    notes = [ReadingNote(kind="ocr", message=message, location=at)]
    if read.faint:
        message = f"第 {number} 页的表格里有 {read.faint} 处墨迹认不出文字，未计入单元格。"
        notes.append(
            ReadingNote(kind="ocr_faint", message=message, lost=True, count=read.faint, location=at)
        )
    return notes


def told(document: Document) -> Document:
    """Add a note that counts what a person has to look at again, and return the document."""
    count = 0
    for block in document.blocks:
        parts = block.cells if isinstance(block, Table) else [block]
        count += sum(len(part.doubts) for part in parts)
    if count:
        message = f"文字识别有 {count} 处把握不大（多为数字），已标为待核对。"
        document.report.notes.append(ReadingNote(kind="ocr_doubts", message=message, count=count))
    return document
