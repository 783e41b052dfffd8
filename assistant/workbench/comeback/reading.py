"""The bytes that come back: a Word document, and the mark it bears, or a clear error."""

import hashlib

from assistant.documents.archive import Archive
from assistant.documents.limits import DEFAULT_LIMITS
from assistant.documents.sniff import NAMES, sniff
from assistant.documents.word import read_word
from assistant.errors import EncryptedFile, NotReturnable, TooLarge, UnreadableFile
from assistant.model.document import Document, Source
from assistant.ooxml import W, paragraphs, parse
from assistant.output.places import file_name
from assistant.workbench.delivery.marker import Mark, mark_of

_LONGEST = 100
"""Characters of a file's name that messages and records hold."""
_PROGRAM, _MAIN = "docProps/app.xml", "word/document.xml"


class Returned:
    """A Word file that came back; :meth:`as_file` reads it under another name."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = file_name(name)[-_LONGEST:] or "（未命名）"
        self._content = content
        self.sha256 = hashlib.sha256(content).hexdigest()
        if len(content) > DEFAULT_LIMITS.file_bytes:
            raise NotReturnable(f"“{self.name}”超过 {DEFAULT_LIMITS.file_bytes // 2**20} MB。")
        kind = sniff(content) if content else "empty"
        if kind != "docx":
            raise NotReturnable(f"“{self.name}”不是 Word 文件（.docx），{_what(kind)}。")
        self.document = self.as_file(self.name)
        self.mark, self.pending = self._traces()

    def as_file(self, name: str) -> Document:
        """Return the document; its locations name the file ``name``."""
        source = Source(path=name, format="docx", sha256=self.sha256)
        try:
            return read_word(self._content, source, DEFAULT_LIMITS)
        except (UnreadableFile, EncryptedFile, TooLarge) as error:
            raise NotReturnable(f"“{self.name}”{error}") from error

    def _traces(self) -> tuple[Mark | None, frozenset[int]]:
        """Return the mark, and the anchors of paragraphs whose format is a revision still open.

        LibreOffice drops an insertion behind a format's revision, whose own stays: there the
        words alone would look accepted. Word keeps both, and may accept one without the other.
        """
        archive = Archive(self._content, DEFAULT_LIMITS)
        try:
            mark, program = mark_of(archive), archive.get(_PROGRAM) or b""
        except (UnreadableFile, TooLarge):
            return None, frozenset()  # damaged properties say nothing; the text alone must do
        return mark, _formats(archive) if b"LibreOffice" in program else frozenset()


def _formats(archive: Archive) -> frozenset[int]:
    data = archive.get(_MAIN)
    found = enumerate(paragraphs(parse(data)) if data else ())
    return frozenset(n for n, p in found if p.find(f"{W}pPr/{W}pPrChange") is not None)


def _what(kind: str) -> str:
    words = {"empty": "是空文件"}.get(kind) or next((n for k, n in NAMES.items() if k == kind), "")
    return words if words.startswith("是") else f"是{words}" if words else "内容认不出来"
