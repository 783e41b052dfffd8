"""What reading a PDF met, in Chinese, for the reading report."""

from collections.abc import Sequence

from assistant.documents.pdf.content import Content
from assistant.documents.pdf.margins import Margin
from assistant.documents.pdf.ocr import NEEDS_OCR
from assistant.model.document import ReadingNote
from assistant.model.place import Location

_BROKEN = 0.3  # share of characters without a meaning from which a page is not to be trusted
_FEW = 30  # characters that a page number, stamp or heading over a scan may have
_MOST = 0.5  # of the page under a picture
_LABEL = {"header": "页眉", "footer": "页脚"}


def unreadable(content: Content) -> str:
    """Return why a page needs OCR, "" where its text layer will do."""
    inked = sum(not char.text.isspace() for char in content.chars)
    if content.broken >= _BROKEN and inked:
        return f"第 {content.number} 页的文字层是乱码（字体没有给出对应的汉字），需要文字识别。"
    if inked == 0 and content.pictures:
        return f"第 {content.number} 页没有文字层（扫描件或图片），需要文字识别。"
    if inked < _FEW and content.pictured > _MOST:
        return f"第 {content.number} 页几乎全是图片，只有 {inked} 个可读的字，需要文字识别。"
    return ""


def page_notes(content: Content, file: str) -> list[ReadingNote]:
    """Return the notes about one page."""
    at = Location(file=file, page=content.number)
    notes = []
    if reason := unreadable(content):
        notes.append(ReadingNote(kind=NEEDS_OCR, message=reason, lost=True, location=at))
    elif content.invisible:
        message = f"第 {content.number} 页是扫描件，文字来自扫描软件的识别结果，请与图像核对。"
        notes.append(ReadingNote(kind="scanned_text", message=message, location=at))
    elif content.pictures:
        message = f"第 {content.number} 页有 {content.pictures} 张图片，图片里的文字没有读取。"
        notes.append(
            ReadingNote(kind="image", message=message, count=content.pictures, location=at)
        )
    if content.slanted:
        message = f"第 {content.number} 页有斜放的文字（水印），未计入正文。"
        notes.append(
            ReadingNote(kind="watermark", message=message, text=content.slanted, location=at)
        )
    return notes


def margin_notes(margins: Sequence[Margin], file: str) -> list[ReadingNote]:
    """Return one note for all page numbers and one for each running head."""
    notes = []
    numbers = [margin.line for margin in margins if margin.kind == "page_number"]
    if numbers:
        message = f"有 {len(numbers)} 处页码，未计入正文。"
        text = "\n".join(line.text for line in numbers)
        notes.append(
            ReadingNote(kind="page_number", message=message, count=len(numbers), text=text)
        )
    heads: dict[tuple[str, str], list[Margin]] = {}
    for margin in margins:
        if margin.kind != "page_number":
            heads.setdefault((margin.kind, margin.line.text), []).append(margin)
    for (kind, text), found in heads.items():
        message = f"{_LABEL[kind]}有文字，未计入正文。"
        at = Location(file=file, page=found[0].line.page)
        notes.append(
            ReadingNote(
                kind=kind, message=message, lost=True, count=len(found), text=text, location=at
            )
        )
    return notes
