"""The reading report of one file, gathered while it is walked."""

from collections.abc import Iterable, Mapping

from assistant.model.document import ReadingNote
from assistant.model.place import Location


class Notes:
    """Collects notes: what is lost comes one by one, what was met is counted by kind."""

    def __init__(self, summary: Mapping[str, str]) -> None:
        """``summary`` maps a kind to its Chinese sentence, in which ``{n}`` is the count."""
        self._summary = summary
        self._notes: list[ReadingNote] = []
        self._counted: dict[str, ReadingNote] = {}

    def lost(self, kind: str, message: str, text: str = "", at: Location | None = None) -> None:
        """Tell of something whose text is not in the blocks."""
        self._notes.append(
            ReadingNote(kind=kind, message=message, lost=True, text=text, location=at)
        )

    def tell(self, kind: str, message: str, text: str = "", at: Location | None = None) -> None:
        """Tell of something that was read and needs a look."""
        self._notes.append(ReadingNote(kind=kind, message=message, text=text, location=at))

    def count(
        self, kind: str, text: str = "", at: Location | None = None, *, lost: bool = False
    ) -> None:
        """Count something that is told once for the file; its texts are kept line by line."""
        note = self._counted.get(kind)
        if note is None:
            note = ReadingNote(kind=kind, message="", count=0, lost=lost, location=at)
            self._counted[kind] = note
            self._notes.append(note)
        note.count += 1
        note.text = f"{note.text}\n{text}" if note.text and text else note.text or text

    def extend(self, notes: Iterable[ReadingNote]) -> None:
        """Take over notes of a part that another reader has read."""
        self._notes.extend(notes)

    def all(self) -> list[ReadingNote]:
        """Return the notes in the order in which their kinds were first met."""
        for kind, note in self._counted.items():
            note.message = self._summary[kind].format(n=note.count)
        return self._notes
