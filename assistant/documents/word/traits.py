"""What a part makes use of at all, so that the rest needn't be looked for everywhere."""

from dataclasses import dataclass

from lxml import etree

from assistant.ooxml import VAL, W, by_paragraph

_REVISIONS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_BOX, _STYLED, _LISTED = W + "txbxContent", W + "pStyle", W + "numPr"


@dataclass(frozen=True)
class Traits:
    """Which constructs occur anywhere in a part, and where some of them do."""

    revised: bool
    boxes: bool
    numbered: bool
    styles: dict[etree._Element, str | None]
    """Ids of paragraph styles, by paragraph."""
    lists: dict[etree._Element, etree._Element]
    """The paragraphs' own ``w:numPr``."""

    @property
    def simple(self) -> bool:
        """Tell whether cells are read without looking for revisions and text boxes."""
        return not (self.revised or self.boxes)

    @classmethod
    def of(cls, root: etree._Element, numbered_by_default: bool = False) -> "Traits":
        """Look through a part; the default style may number paragraphs without a style."""
        # One pass for what is mostly absent; each of its own would cost as much.
        met = {item.tag for item in root.iter(*_REVISIONS, _BOX, _STYLED, _LISTED)}
        styled = by_paragraph(root, "pStyle") if _STYLED in met else {}
        lists = by_paragraph(root, "numPr") if _LISTED in met else {}
        return cls(
            revised=not met.isdisjoint(_REVISIONS),
            boxes=_BOX in met,
            numbered=numbered_by_default or bool(styled or lists),
            styles={p: style.get(VAL) for p, style in styled.items()},
            lists=lists,
        )
