"""What a part makes use of at all, so that the rest needn't be looked for everywhere."""

from dataclasses import dataclass

from lxml import etree

from assistant.ooxml import VAL, by_paragraph, has_any


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
        styled, lists = by_paragraph(root, "pStyle"), by_paragraph(root, "numPr")
        return cls(
            revised=has_any(root, "ins", "del", "moveFrom", "moveTo"),
            boxes=has_any(root, "txbxContent"),
            numbered=numbered_by_default or bool(styled or lists),
            styles={p: style.get(VAL) for p, style in styled.items()},
            lists=lists,
        )
