"""What a part makes use of at all, so that the rest needn't be looked for everywhere."""

from dataclasses import dataclass

from lxml import etree

from assistant.ooxml import has_any


@dataclass(frozen=True)
class Traits:
    """Which constructs occur anywhere in a part."""

    revised: bool
    boxes: bool
    styled: bool
    numbered: bool

    @property
    def simple(self) -> bool:
        """Tell whether cells are read without looking for revisions, boxes and numbers."""
        return not (self.revised or self.boxes or self.numbered)

    @classmethod
    def of(cls, root: etree._Element, numbered_by_default: bool = False) -> "Traits":
        """Look through a part; the default style may number paragraphs without a style."""
        styled = numbered_by_default or has_any(root, "pStyle")
        return cls(
            revised=has_any(root, "ins", "del", "moveFrom", "moveTo"),
            boxes=has_any(root, "txbxContent"),
            styled=styled,
            numbered=styled or has_any(root, "numPr"),
        )
