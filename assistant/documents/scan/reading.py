"""The way of one scan: pages to content by OCR, then the way of every PDF."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.documents.limits import Limits
from assistant.documents.pdf import DEFAULT_BOUNDS, read_pdf
from assistant.documents.pdf.bounds import Clock
from assistant.documents.pdf.content import Content
from assistant.documents.pdf.frame import Frame
from assistant.documents.pdf.page import arrange, as_it_is
from assistant.documents.pdf.reading import assembled
from assistant.documents.scan.bounds import ScanBounds
from assistant.documents.scan.engine import engine
from assistant.documents.scan.pictures import drawn, pictures
from assistant.documents.scan.report import page_notes, told
from assistant.documents.scan.transcribe import transcribe
from assistant.errors import TooLarge
from assistant.model.document import Document, ReadingNote, Source


def read_pictures(
    data: bytes, source: Source, limits: Limits, bounds: ScanBounds, file: str
) -> Document:
    """Return the document of a picture file; see :func:`assistant.documents.scan.read_image`."""
    notes: list[ReadingNote] = []
    pages = []
    clock = Clock(bounds.seconds)
    for number, picture in enumerate(pictures(data, bounds), 1):
        height, width = (side / picture.scale for side in picture.image.shape[:2])
        read = transcribe(picture, number, 0, Frame(0, 0, width, height), bounds, limits, engine())
        clock.check()
        clock = Clock(bounds.seconds)
        notes += page_notes(read, file)
        pages.append(arrange(read.content, limits, as_it_is))
    return told(assembled(pages, notes, source, limits, file))


def read_scanned_pdf(
    data: bytes, source: Source, limits: Limits, bounds: ScanBounds, file: str, pages: Sequence[int]
) -> Document:
    """Return the document of a PDF some of whose pages go to OCR."""
    if len(pages) > bounds.pages:
        raise TooLarge(f"有 {len(pages)} 页需要文字识别，超过上限 {bounds.pages} 页。")

    def recognise(page: Any, content: Content) -> tuple[Content, list[ReadingNote]]:
        picture = drawn(page, bounds)
        read = transcribe(
            picture, content.number, content.shown, content.frame, bounds, limits, engine()
        )
        return read.content, page_notes(read, file)

    room = replace(DEFAULT_BOUNDS, seconds=DEFAULT_BOUNDS.seconds + len(pages) * bounds.seconds)
    return told(read_pdf(data, source, limits, room, recognise))
