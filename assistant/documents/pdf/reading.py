"""The way of one PDF: open, read each page, part margins from text, join over pages."""

from collections.abc import Callable
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from assistant.documents.limits import Limits
from assistant.documents.pdf.bounds import Bounds, Clock
from assistant.documents.pdf.content import Content
from assistant.documents.pdf.flow import Flow
from assistant.documents.pdf.margins import strip_margins
from assistant.documents.pdf.opening import opened
from assistant.documents.pdf.overflow import take_overflow
from assistant.documents.pdf.page import Page, arrange, as_it_is, load
from assistant.documents.pdf.report import margin_notes, page_notes, unreadable
from assistant.documents.pdf.second import SecondReader
from assistant.documents.pdf.streams import guard_streams
from assistant.errors import UnreadableFile
from assistant.model.document import Document, ReadingNote, ReadingReport, Source
from assistant.model.place import Location

Recognise = Callable[[Any, Content], tuple[Content, list[ReadingNote]]]
"""Reads a page without a usable text layer by OCR: the library's page, and what it holds."""


def read_pages(
    data: bytes,
    source: Source,
    limits: Limits,
    bounds: Bounds,
    clock: Clock,
    file: str,
    recognise: Recognise | None = None,
) -> Document:
    """Return the document of a PDF's bytes; see :func:`assistant.documents.pdf.read_pdf`."""
    guard_streams(data, limits, clock)
    notes: list[ReadingNote] = []
    pages: list[Page] = []
    again = SecondReader(data).better
    with opened(data, bounds) as document:
        for number in range(1, len(document) + 1):
            try:
                content = load(document, number, bounds, clock)
            except pypdfium2.PdfiumError:
                notes.append(_torn(number, file))
                continue
            if recognise is not None and unreadable(content):
                content, told = recognise(document[number - 1], content)
                notes += told
                pages.append(arrange(content, limits, as_it_is))
                continue
            notes += page_notes(content, file)
            page = arrange(content, limits, again)
            page.items = take_overflow(page.items)
            pages.append(page)
    if not pages:
        raise UnreadableFile("的每一页都已损坏，没有读出内容。")
    return assembled(pages, notes, source, limits, file)


def assembled(
    pages: list[Page], notes: list[ReadingNote], source: Source, limits: Limits, file: str
) -> Document:
    """Return the document of pages in order; ``notes`` are those about single pages."""
    notes = notes + margin_notes(strip_margins(pages), file)
    flow = Flow(pages, file, limits)
    blocks = list(flow.blocks())
    report = ReadingReport(file=file, format=source.format, notes=[*notes, *flow.notes])
    return Document(source=source, blocks=blocks, report=report)


def _torn(number: int, file: str) -> ReadingNote:
    message = f"第 {number} 页已损坏，没有读出内容。"
    at = Location(file=file, page=number)
    return ReadingNote(kind="torn_page", message=message, lost=True, location=at)
