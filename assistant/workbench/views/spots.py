"""Where things stand in the source pane: locations of the pack as references to its files."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from assistant.model.document import Document
from assistant.model.place import Location
from assistant.output.places import location_words
from assistant.workbench.source_view import spot_of
from assistant.workbench.views.shapes import SpotRef

_PAGED = ("pdf", "image")


class Shown(NamedTuple):
    """A file of the source pane, and what was read from it."""

    file_id: str
    name: str
    document: Document

    @property
    def kind(self) -> Literal["text", "pages"]:
        """How it is shown: as HTML, or as pictures of its pages."""
        return "pages" if self.document.source.format in _PAGED else "text"


class Spots:
    """Turns locations into references; names of a pack's files are unique."""

    nowhere = SpotRef()
    """The reference that leads nowhere."""

    def __init__(self, files: Iterable[Shown]) -> None:
        self._files = {shown.name: shown for shown in files}

    def file(self, location: Location) -> Shown | None:
        """Return the file that a location lies in, None where it is not shown."""
        return self._files.get(location.file)

    def ref(self, location: Location, label: str = "", quote: str = "") -> SpotRef:
        """Return the reference to a location; it leads nowhere where no file is shown for it."""
        shown = self.file(location)
        label = label or location_words(location)
        if shown is None:
            return SpotRef(label=label, quote=quote)
        paged = shown.kind == "pages"
        return SpotRef(
            file_id=shown.file_id,
            spot=spot_of(location),
            label=label,
            quote=quote,
            start=location.start,
            end=location.end,
            page=location.page if paged else None,
            boxes=(location.box,) if paged and location.box else (),
        )
