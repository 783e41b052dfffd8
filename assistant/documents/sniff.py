"""What a file is, told from its content and never from its name."""

import io
import re
import struct
import zipfile
from typing import Literal

from assistant.documents.plain.encoding import decode, looks_like_text

Format = Literal[
    "docx", "text", "markdown", "doc", "xlsx", "xlsb", "xls", "pptx", "ppt", "odt", "ods", "pdf",
    "rtf", "html", "mht", "wordxml", "excelxml", "image", "zip", "archive", "ole", "encrypted", "torn", "program", "empty",
    "binary",
]  # fmt: skip

NAMES: dict[Format, str] = {
    "docx": "Word 文档（.docx）",
    "text": "纯文本",
    "markdown": "Markdown 文本",
    "doc": "旧版 Word 或 WPS 文档（.doc、.wps）",
    "xlsx": "Excel 工作簿（.xlsx）",
    "xlsb": "二进制 Excel 工作簿（.xlsb）",
    "xls": "旧版 Excel 或 WPS 表格（.xls、.et）",
    "pptx": "演示文稿（.pptx）",
    "ppt": "旧版演示文稿（.ppt）",
    "odt": "OpenDocument 文本（.odt）",
    "ods": "OpenDocument 表格（.ods）",
    "pdf": "PDF 文件",
    "rtf": "RTF 文件",
    "html": "网页（HTML）",
    "mht": "单文件网页（.mht）",
    "wordxml": "单文件 Word XML",
    "excelxml": "单文件 Excel XML",
    "image": "图片",
    "zip": "压缩包（.zip）",
    "archive": "压缩包",
    "ole": "旧版 Office 复合文件",
    "encrypted": "加密的 Office 文件",
    "torn": "不完整的 Office 文件",
    "program": "程序文件",
    "empty": "空文件",
    "binary": "无法识别的二进制文件",
}

_MAGIC: list[tuple[bytes, Format]] = [
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"II+\0", "image"),
    (b"MM\0+", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
]
# Pictures that no reader takes; it says so.
_PICTURE = re.compile(rb"BM.{4}\0{4}.{3}\0|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)", re.S)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_HEAD = 512
# Streams inside an OLE file, by the names in its directory.
_STREAMS: list[tuple[str, Format]] = [
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book\0\0", "xls"),
    ("PowerPoint Document", "ppt"),
]
_MARKUP: list[tuple[re.Pattern[bytes], Format]] = [
    (re.compile(rb"<\?mso-application progid=.Word|<pkg:package|<w:wordDocument"), "wordxml"),
    (re.compile(rb"<\?mso-application progid=.Excel|<Workbook\s[^>]*office:spreadsheet"), "excelxml"),
    # Systems also export bare tables under the name .xls.
    (re.compile(
        rb"^\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|(html|head|meta|body|table|style|div|center)\b)",
        re.I | re.S), "html"),
    (re.compile(rb"^(MIME-Version|From|Date|Content-Type):.{0,2000}multipart/related", re.I | re.S), "mht"),
]  # fmt: skip
# The line below a table's header, or a table in HTML inside a text.
_PIPES = re.compile(
    r"^[ >]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*+:?-+:?[ \t]*+)+(?:\|[ \t]*)?$", re.M
)
_TABLE = re.compile(r"^[ ]{0,3}<table\b", re.M | re.I)
_TABLE_END = re.compile("</table>", re.I)
_LOOKED_AT = 200_000


def sniff(data: bytes) -> Format:
    """Return the format of a file's content; ``binary`` where nothing is recognised."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "empty"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return "binary" if kind == "program" and looks_like_text(data) else kind
    if _PICTURE.match(data):
        return "image"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    return _pdf_or_text(data)


def _pdf_or_text(data: bytes) -> Format:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    for pattern, kind in _MARKUP:
        if pattern.search(head):
            return kind
    if not looks_like_text(data):
        return "binary"
    return "markdown" if _is_markdown(data) else "text"


def _is_markdown(data: bytes) -> bool:
    """Tell whether a text has a table in Markdown's or HTML's marks."""
    if b"--" not in data and b"<table" not in data and b"<TABLE" not in data:
        return False
    text = (decode(data) or "")[:_LOOKED_AT]
    if _PIPES.search(text.replace("\r\n", "\n")):
        return True
    begin = _TABLE.search(text)
    return begin is not None and _TABLE_END.search(text, begin.end()) is not None


def _compound(data: bytes) -> Format:
    for name, kind in _STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return "torn" if _lacks_directory(data) else "ole"


def _lacks_directory(data: bytes) -> bool:
    """Tell whether the list of an OLE file's streams lies beyond the file's end."""
    if len(data) < _OLE_HEAD:
        return True
    power, *_ = struct.unpack_from("<H", data, 0x1E)
    sector, *_ = struct.unpack_from("<I", data, 0x30)
    return bool(power in (9, 12) and (sector + 2) << power > len(data))


def _zipped(data: bytes) -> Format:
    """Tell Office formats apart by their entries; a torn archive by its first names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = "\n".join(archive.namelist()[:20_000])
    except (zipfile.BadZipFile, struct.error, OSError, NotImplementedError, ValueError):
        names = data[:200_000].decode("latin-1")
    if "word/" in names or "[Content_Types].xml" in names:
        return _office(names)
    if "mimetype" in names and "content.xml" in names:
        return "ods" if b"opendocument.spreadsheet" in data[:200] else "odt"
    return "zip"


def _office(names: str) -> Format:
    if "xl/workbook" in names:
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    return "pptx" if "ppt/presentation" in names else "docx"
