"""What a Word file holds beside text: pictures, charts, embedded files."""

from lxml import etree

from assistant.documents.word.notes import Notes
from assistant.ooxml import W, in_fallback, qn

_IMAGES = (qn("a:blip"), qn("v:imagedata"))
_OBJECT = W + "object"
# Their text is not read: element, kind of the note, message.
_UNREAD = {
    qn("o:OLEObject"): ("embedded", "有 {n} 个嵌入的文件（如 Excel 表格），内容没有读取，请单独提供。"),
    qn("c:chart"): ("chart", "有 {n} 个图表，图表里的文字和数字没有读取。"),
    qn("dgm:relIds"): ("diagram", "有 {n} 个 SmartArt 图形，其中的文字没有读取。"),
}  # fmt: skip


def note_objects(root: etree._Element, notes: Notes) -> None:
    """Report pictures, charts and embedded files of a part."""
    found = [item for item in root.iter(*_UNREAD, *_IMAGES) if not in_fallback(item)]
    for tag, (kind, message) in _UNREAD.items():
        count = sum(item.tag == tag for item in found)
        if count:
            notes.lost(kind, message.format(n=count))
    images = sum(item.tag in _IMAGES and not _is_preview(item) for item in found)
    if images:
        notes.count("image", n=images)


def _is_preview(image: etree._Element) -> bool:
    """Tell whether a picture only shows an embedded file."""
    return next(image.iterancestors(_OBJECT), None) is not None
