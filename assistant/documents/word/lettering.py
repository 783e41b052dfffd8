"""The lettering of a paragraph: its own, its style's, and what the file has by default."""

from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from assistant.documents.word.defaults import StyleSource
from assistant.model.document import Lettering
from assistant.ooxml import VAL, W

_PPR, _RPR, _R, _T = W + "pPr", W + "rPr", W + "r", W + "t"
_FONTS, _SIZE, _SPACING, _INDENT, _JC, _PSTYLE = (
    W + name for name in ("rFonts", "sz", "spacing", "ind", "jc", "pStyle")
)
_EAST, _ASCII, _EAST_THEME, _ASCII_THEME = (
    W + name for name in ("eastAsia", "ascii", "eastAsiaTheme", "asciiTheme")
)
_LINE, _RULE, _FIRST, _CHARS, _BASED = (
    W + name for name in ("line", "lineRule", "firstLine", "firstLineChars", "basedOn")
)
_DEPTH = 20
_TENTH = Decimal("0.1")


class Traits(NamedTuple):
    """What one paragraph, run or style says, as it stands; None where it leaves it open."""

    font: str | None = None
    latin: str | None = None
    size: str | None = None
    line: str | None = None
    rule: str | None = None
    first: str | None = None
    chars: str | None = None
    align: str | None = None

    def is_open(self) -> bool:
        """Tell whether the default style has a say in what is looked at."""
        return None in self[:4] or (self.first is None and self.chars is None)

    def over(self, lower: "Traits") -> "Traits":
        """Return these traits, completed by those below them."""
        return Traits(*[b if a is None else a for a, b in zip(self, lower, strict=True)])


class Letterings:
    """Settles the lettering of paragraphs; ``grid`` is the ``w:docGrid`` of their section."""

    def __init__(self, source: StyleSource, grid: etree._Element | None) -> None:
        self._source = source
        snaps = grid is not None and grid.get(W + "type") in {"lines", "linesAndChars"}
        self._pitch = _points(grid.get(W + "linePitch"), 20) if snaps and grid is not None else None
        self._styles: dict[str | None, Traits] = {}

    def traits(self, p: etree._Element) -> Traits:
        """Return the traits of a paragraph and of its longest run."""
        properties = p[0] if len(p) and p[0].tag == _PPR else None
        traits = read_traits(properties, _widest(p))
        style = None if properties is None else properties.find(_PSTYLE)
        if style is not None or traits.is_open():
            traits = traits.over(self._style(None if style is None else style.get(VAL)))
        return traits

    def lettering(self, traits: Traits, *, typed: bool) -> Lettering:
        """Return the lettering that traits make; ``typed``: white space stands for an indent."""
        size = _points(traits.size, 2)
        return Lettering(
            font=self._source.font(traits.font), latin=self._source.font(traits.latin), size=size,
            pitch=self._line(traits), align=traits.align or "",
            indent=Decimal(2) if typed else _indent(traits, size),
        )  # fmt: skip

    def _style(self, key: str | None) -> Traits:
        if key not in self._styles:
            self._styles[key] = self._inherited(key)
        return self._styles[key]

    def _inherited(self, key: str | None) -> Traits:
        traits, element, passed = Traits(), self._source.style(key), 0
        while element is not None and passed < _DEPTH:
            traits = traits.over(read_traits(element.find(_PPR), element.find(_RPR)))
            based, passed = element.find(_BASED), passed + 1
            element = None if based is None else self._source.style(based.get(VAL) or "")
        lowest = self._source.lowest
        return traits if lowest is None else traits.over(read_traits(*_defaults(lowest)))

    def _line(self, traits: Traits) -> Decimal | None:
        """Return the distance of lines where it is fixed, by the paragraph or by the page."""
        if traits.rule == "exact":
            return _points(traits.line, 20)
        single = traits.line is None or (traits.rule != "atLeast" and traits.line == "240")
        return self._pitch if single else None


def read_traits(properties: etree._Element | None, lettering: etree._Element | None) -> Traits:
    """Return what a ``w:pPr`` and a ``w:rPr`` say themselves."""
    font = latin = size = line = rule = first = chars = align = None
    for item in () if lettering is None else lettering:
        if item.tag == _FONTS:
            font, latin = _named(item, _EAST_THEME, _EAST), _named(item, _ASCII_THEME, _ASCII)
        elif item.tag == _SIZE:
            size = item.get(VAL)
    for item in () if properties is None else properties:
        if item.tag == _SPACING:
            line, rule = item.get(_LINE), item.get(_RULE)
        elif item.tag == _INDENT:
            first, chars = item.get(_FIRST), item.get(_CHARS)
        elif item.tag == _JC:
            align = item.get(VAL)
    return Traits(font, latin, size, line, rule, first, chars, align)


def _named(fonts: etree._Element, theme: str, own: str) -> str | None:
    """Return a font's name, or a reference to the theme, which comes first."""
    referred = fonts.get(theme)
    return f"+{referred}" if referred else fonts.get(own)


def _defaults(lowest: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    return lowest.find(f"{W}pPrDefault/{_PPR}"), lowest.find(f"{W}rPrDefault/{_RPR}")


def _widest(p: etree._Element) -> etree._Element | None:
    """Return the ``w:rPr`` of the run with most characters."""
    runs = list(p.iterchildren(_R))
    best = max(runs, key=_letters) if len(runs) > 1 else runs[0] if runs else None
    return best[0] if best is not None and len(best) and best[0].tag == _RPR else None


def _letters(run: etree._Element) -> int:
    return sum([len(node.text or "") for node in run.iterchildren(_T)])


def _points(raw: str | None, parts: int) -> Decimal | None:
    """Return a length given in parts of a point, None where it is none."""
    if raw is None or len(raw) > 6 or not raw.isdigit():
        return None
    return (Decimal(raw) / parts).quantize(_TENTH)


def _indent(traits: Traits, size: Decimal | None) -> Decimal | None:
    if traits.chars is not None and traits.chars.isdigit() and traits.chars != "0":
        return (Decimal(traits.chars[:6]) / 100).quantize(_TENTH)
    first = _points(traits.first, 20) or Decimal(0)
    return (first / size).quantize(_TENTH) if size else None
