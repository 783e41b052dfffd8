"""Read narrative reports: title, sections at every level, paragraphs."""

import re

from assistant.extraction.headings import Heading, Outline, find_heading
from assistant.model.document import Paragraph
from assistant.model.pack import Report, Section
from assistant.model.place import Location, Place, Places, join_place, squeeze
from assistant.model.quantity import Text


def read_report(title: Text, paragraphs: list[Paragraph], project: str = "") -> Report:
    """Return a report; ``paragraphs`` are those after its title, in order."""
    builder = _Builder(title, project)
    for paragraph in paragraphs:
        builder.add(paragraph)
    return builder.report


class _Builder:
    def __init__(self, title: Text, project: str) -> None:
        self.report = Report(title=title, project=project)
        self._outline = Outline()
        self._places = Places()
        self._open: list[Section] = []

    def add(self, paragraph: Paragraph) -> None:
        """Take the next paragraph: a heading, a heading with text behind it, or text."""
        full = paragraph.number + paragraph.text
        if not squeeze(full):
            return
        heading = find_heading(full)
        shift = len(paragraph.number)
        if heading is None:
            self._text(paragraph.text, paragraph.location)
            return
        self._section(heading, paragraph.location, shift)
        body = full[heading.body_start :]
        if squeeze(body):
            start = heading.body_start - shift
            self._text(body, paragraph.location.span(start, start + len(body)))

    def _section(self, heading: Heading, location: Location, shift: int) -> None:
        level = self._outline.level(heading)
        self._open = [section for section in self._open if section.level < level]
        parent = self._open[-1].place if self._open else self.report.place
        section = Section(
            number=heading.number,
            title=squeeze(heading.title),
            level=level,
            place=self._places.unique(join_place(parent, _slug(heading.title))),
            location=location.span(
                max(heading.title_start - shift, 0), max(heading.title_end - shift, 0)
            ),
        )
        (self._open[-1].sections if self._open else self.report.sections).append(section)
        self._open.append(section)

    def _text(self, raw: str, location: Location) -> None:
        parent: Place = self._open[-1].place if self._open else self.report.place
        text = Text(raw=raw, place=self._places.unique(f"{parent}/p"), location=location)
        (self._open[-1].paragraphs if self._open else self.report.preamble).append(text)


def _slug(title: str) -> str:
    return re.sub(r"[/／]", "／", squeeze(title))
