"""Word files (``.docx``) to a Document, by walking their XML."""

from pathlib import Path

from lxml import etree

from assistant.documents.limits import Limits
from assistant.documents.word.aside import note_blocks, note_margins
from assistant.documents.word.look import word_look
from assistant.documents.word.notes import Notes
from assistant.documents.word.numbering import Numbering
from assistant.documents.word.objects import note_objects
from assistant.documents.word.package import Package
from assistant.documents.word.styles import Styles
from assistant.documents.word.walk import Shared, Walk
from assistant.errors import UnreadableFile
from assistant.model.document import Document, ReadingReport, Source
from assistant.ooxml import W

__all__ = ["read_word"]

_STYLED, _LISTED = W + "pStyle", W + "numPr"


def read_word(data: bytes, source: Source, limits: Limits) -> Document:
    """Read a Word file's bytes.

    Blocks hold the text after accepting all revisions; paragraphs without text are left
    out. Raises ``UnreadableFile``, ``EncryptedFile`` or ``TooLarge``.
    """
    package = Package(data, limits)
    root = package.root(package.main)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise UnreadableFile("的正文部件里没有正文（w:body），不是 Word 文档。")
    styled, numbered = _uses(root)
    styles = _first(package, "styles") if styled else None
    own = Styles(styles)
    numbering = Numbering(_first(package, "numbering") if numbered else None, own)
    shared = Shared(Path(source.path).name, limits, Notes(), own, numbering)
    walk = Walk(shared, package.main, root)
    blocks = list(walk.blocks(body))
    blocks.extend(note_blocks(package, shared))
    note_objects(root, shared.notes)
    note_margins(package, shared)
    look = word_look(package, body, walk.texts, styles)
    report = ReadingReport(file=shared.file, format="docx", notes=shared.notes.all(), look=look)
    return Document(source=source, blocks=blocks, report=report)


def _uses(root: etree._Element) -> tuple[bool, bool]:
    """Tell whether a body uses styles, the largest part as a rule, and whether numbering."""
    met = {item.tag for item in root.iter(_STYLED, _LISTED)}
    return _STYLED in met, bool(met)


def _first(package: Package, kind: str) -> etree._Element | None:
    return next((package.root(part) for part in package.related(kind)), None)
