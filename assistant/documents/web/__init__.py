"""Web pages (HTML) to a Document: pages of government sites, and what office programs save."""

from pathlib import Path

from assistant.documents.limits import Limits
from assistant.documents.notes import Notes
from assistant.documents.web.dom import Page
from assistant.documents.web.encoding import decode_page
from assistant.documents.web.single import page_of
from assistant.documents.web.walk import Walk
from assistant.errors import UnreadableFile
from assistant.model.document import Document, ReadingReport, Source

__all__ = ["read_html", "read_mht"]

_SUMMARY = {
    "furniture": "有 {n} 处网站自带的内容（导航、位置、分享、页脚等），未计入正文。",
    "hidden": "有 {n} 处网页中隐藏的文字，未计入正文。",
    "margin": "有 {n} 处页眉或页脚文字，未计入正文。",
    "deleted": "有 {n} 处修订删除的文字，未计入正文。",
    "frame": "有 {n} 个框架，其内容在别的网页里，没有读取。",
    "image": "有 {n} 张图片，图片里的文字没有读取。",
    "nested_table": "有 {n} 个嵌套在单元格里的表格，已作为单独的表排在外层表之后。",
    "ragged_row": "有 {n} 张表的各行格数不齐，已补空格子。",
}


def read_html(data: bytes, source: Source, limits: Limits) -> Document:
    """Read a web page's bytes.

    ``Location.anchor`` is the element's number in the page. Raises ``UnreadableFile`` for an
    unknown encoding or a page without content, ``TooLarge`` for too many cells or lines.
    """
    text = decode_page(data)
    if text is None:
        raise UnreadableFile("的文字编码无法识别（支持 UTF-8、GB18030、UTF-16 和网页声明的编码）。")
    notes = Notes(_SUMMARY)
    file = Path(source.path).name
    blocks = list(Walk(Page(text), file, limits, notes).blocks())
    if not blocks:
        raise UnreadableFile("里没有文字：网页没有保存完整，或内容要由脚本在浏览器里显示。")
    report = ReadingReport(file=file, format="html", notes=notes.all())
    return Document(source=source, blocks=blocks, report=report)


def read_mht(data: bytes, source: Source, limits: Limits) -> Document:
    """Read a page that was saved as one file with its pictures; see :func:`read_html`."""
    document = read_html(page_of(data), source, limits)
    document.report.format = "mht"
    return document
