"""The text of one cell, and what its paragraphs hold beside text."""

from dataclasses import dataclass, field

from lxml import etree

from assistant.documents.word.seen import Seen, see
from assistant.ooxml import W, block_items, is_removed

_P, _TCPR = W + "p", W + "tcPr"


@dataclass(slots=True)
class CellContent:
    """A cell's own paragraphs with their texts, and what else is inside it."""

    paragraphs: list[etree._Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    seen: dict[int, Seen] = field(default_factory=dict)
    """The views of those paragraphs that are more than plain runs, by their index."""
    inner: list[etree._Element] = field(default_factory=list)
    """Tables and included files inside the cell."""
    gone: list[str] = field(default_factory=list)
    """Original texts of paragraphs that revisions take away."""

    def original(self) -> str | None:
        """Return the text before revisions, None where it is the same."""
        if not self.gone and all(seen.original is None for seen in self.seen.values()):
            return None
        before = list(self.texts)
        for index, seen in self.seen.items():
            before[index] = seen.text if seen.original is None else seen.original
        return "\n".join(before + self.gone)


def cell_content(
    tc: etree._Element, plain: dict[etree._Element, str], revised: bool
) -> CellContent:
    """Return what a cell holds.

    ``plain`` has the texts of the part's plain paragraphs; ``revised`` says whether the
    part has any revision.
    """
    content = CellContent()
    for item in block_items(tc):
        if item.tag != _P:
            content.inner.append(item)
        elif revised and is_removed(item):
            content.gone.append(see(item).original or "")
        else:
            text = plain.get(item)
            if text is None:
                seen = content.seen[len(content.texts)] = see(item)
                text = seen.text
            content.paragraphs.append(item)
            content.texts.append(text)
    return content


def only_paragraph(tc: etree._Element, plain: dict[etree._Element, str]) -> etree._Element | None:
    """Return the plain paragraph of a cell that holds nothing else, as nearly all cells do."""
    if len(tc) == 2 and (p := tc[1]) in plain and tc[0].tag == _TCPR:
        return p
    return None
