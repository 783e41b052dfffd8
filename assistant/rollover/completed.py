"""The year that a unit's form names for its completed buildings: its own, or the one before."""

import re
from collections.abc import Iterable, Iterator

from assistant.model.document import Document, Paragraph
from assistant.model.place import squeeze

_COMPLETED = re.compile(r"(20\d\d)年完工项目")


def completed_year(documents: Iterable[Document], last: int) -> int | None:
    """Return the year that the form after ``last``'s names; None where no form names one.

    The form keeps its distance: one that names its own year does so again.
    """
    for text in (text for document in documents for text in _texts(document)):
        match = _COMPLETED.search(squeeze(text))
        if match and 0 <= last - int(match[1]) <= 1:
            return int(match[1]) + 1
    return None


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)
