"""Which reader takes which format, and the names that files of a format go by."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from assistant.documents.limits import Limits
from assistant.documents.plain import read_text
from assistant.documents.sniff import Format
from assistant.documents.word import read_word
from assistant.model.document import Document, Source

Reader = Callable[[bytes, Source, Limits], Document]
"""A reader takes a file's bytes; it raises the classes of ``assistant.errors``."""


def _late(module: str, name: str) -> Reader:
    """Return a reader whose module is imported on its first use."""

    def reader(data: bytes, source: Source, limits: Limits) -> Document:
        found = getattr(import_module(f"assistant.documents.{module}"), name)
        return cast(Reader, found)(data, source, limits)

    return reader


READERS: dict[Format, Reader] = {
    "docx": read_word,
    "text": read_text,
    "html": _late("web", "read_html"),
    "mht": _late("web", "read_mht"),
    "markdown": _late("markdown", "read_markdown"),
    "xlsx": _late("sheet", "read_xlsx"),
    "pdf": _late("scan", "read_any_pdf"),
    "image": _late("scan", "read_image"),
}
"""One reader for each format; a new format is one package and one line here."""

CONVERTED: dict[Format, Format] = {
    "doc": "docx", "rtf": "docx", "odt": "docx", "wordxml": "docx",
    "xls": "xlsx", "xlsb": "xlsx", "ods": "xlsx", "excelxml": "xlsx",
}  # fmt: skip
"""What LibreOffice makes of a format that has no reader of its own."""

SUFFIXES: dict[Format, set[str]] = {
    "docx": {".docx", ".docm", ".dotx", ".dotm"},
    "text": {".txt", ".text", ".md", ".markdown", ".log", ".csv", ""},
    "markdown": {".md", ".markdown", ".txt", ".text", ""},
    "html": {".html", ".htm", ".xhtml", ".shtml"},
    "mht": {".mht", ".mhtml"},
    "doc": {".doc", ".dot", ".wps", ".wpt"},
    "rtf": {".rtf"},
    "odt": {".odt", ".ott"},
    "wordxml": {".xml"},
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"},
    "xlsb": {".xlsb"},
    "xls": {".xls", ".xlt", ".et", ".ett"},
    "ods": {".ods", ".ots"},
    "excelxml": {".xml"},
    "pdf": {".pdf"},
    "image": {".png", ".jpg", ".jpeg", ".tif", ".tiff"},
    "zip": {".zip"},
}
"""The names that fit a format; another name is told."""

_ON_REQUEST = {"", ".csv", ".log", ".xml"}
READABLE = frozenset(
    suffix for kind, suffixes in SUFFIXES.items()
    for suffix in suffixes - _ON_REQUEST if kind in READERS or kind in CONVERTED or kind == "zip"
)  # fmt: skip
"""What is taken from a folder or an archive; a file named outright is read whatever its name."""
