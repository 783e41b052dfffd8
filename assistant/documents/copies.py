"""One pack given in two formats: the same words in a Word file and its PDF."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.model.document import Document, Table
from assistant.model.place import squeeze

_ALIKE = 0.9
"""What formats keep alike of the different texts; two years of one unit share far less."""

_FEWEST = 40
"""Shorter files, such as two empty forms, aren't compared."""


class Copy(NamedTuple):
    """A document that says what an earlier one of the call says."""

    copy: Document
    of: Document


def copies(documents: list[Document]) -> list[Copy]:
    """Return the documents that repeat another; of two, the Word file is kept."""
    texts = [frozenset(_texts(document)) for document in documents]
    order = sorted(range(len(documents)), key=lambda n: documents[n].source.format != "docx")
    found: list[Copy] = []
    kept: list[int] = []
    for number in order:
        same = next((k for k in kept if _alike(texts[number], texts[k])), None)
        if same is None:
            kept.append(number)
        else:
            found.append(Copy(documents[number], documents[same]))
    return found


def told(copy: Copy) -> str:
    """Return the line that says which file is not used, and why."""
    first, second = (Path(each.source.path).name for each in copy)
    return f"“{first}”与“{second}”内容相同，只用“{second}”。"


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        cells = block.cells if isinstance(block, Table) else [block]
        yield from (text for cell in cells if (text := squeeze(cell.text)))


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    total = max(len(first), len(second))
    return total >= _FEWEST and len(first & second) >= _ALIKE * total
