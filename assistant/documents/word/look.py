"""How a Word file looks: its page, and the lettering of title, headings and body.

Only running text is looked at, never tables; of a long body some paragraphs stand for all.
Styles are read no further than needed: they are often the largest part of a file.
"""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from assistant.documents.word.defaults import StyleSource
from assistant.documents.word.lettering import Letterings, Traits
from assistant.documents.word.package import Package
from assistant.model.document import Lettering, Page, WordLook
from assistant.ooxml import W, number

_P, _PPR, _SECT = W + "p", W + "pPr", W + "sectPr"
_SIZE, _MARGINS, _GRID = W + "pgSz", W + "pgMar", W + "docGrid"
_LONG = 40
"""From this many characters a paragraph is body text: a form's captions and notes are shorter."""
_SAMPLE = 8
_HEADING1 = re.compile(r"[一二三四五六七八九十]{1,3}、")
_HEADING2 = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_TITLE = re.compile(r".{0,60}报\s*告\s*(?:[（(].{0,20}[）)])?")
_TYPED = re.compile("[\u3000\u2003]{2}|[ \u00a0]{4,}")
"""White space at the head of a paragraph that stands for an indent of two characters."""
_TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")
_TENTH = Decimal("0.1")

Texts = dict[etree._Element, str]


def word_look(
    package: Package, body: etree._Element, texts: Texts, styles: etree._Element | None
) -> WordLook:
    """Return how a body's running text looks.

    ``texts`` are those of the plain paragraphs; ``styles`` is the root of the styles part,
    None where no paragraph names a style and so it wasn't parsed.
    """
    section, shown, size = _main_section(body, texts)
    if not size:
        return WordLook()
    kinds = _sorted(shown, texts)
    grid = None if section is None else section.find(_GRID)
    letterings = Letterings(StyleSource(package, styles), grid)
    found = {name: _common(letterings, some, texts) for name, some in kinds.items() if some}
    return WordLook(page=_page(package, section), **found)


class _Section(NamedTuple):
    properties: etree._Element | None
    paragraphs: list[etree._Element]
    size: int


def _main_section(body: etree._Element, texts: Texts) -> _Section:
    """Return the section with most body text."""
    ends = {_owner(item): item for item in body.iter(_SECT)}
    found: list[_Section] = []
    inside: list[etree._Element] = []
    size = 0
    for p in body.iterchildren(_P):
        inside.append(p)
        length = len(texts.get(p, ""))
        size += length if length >= _LONG else 0
        if p in ends:
            found.append(_Section(ends[p], inside, size))
            inside, size = [], 0
    found.append(_Section(ends.get(body), inside, size))
    return max(found, key=lambda section: section.size)


def _owner(section: etree._Element) -> etree._Element | None:
    """Return the paragraph that ends a section, or the body."""
    parent = section.getparent()
    return parent.getparent() if parent is not None and parent.tag == _PPR else parent


def _sorted(shown: list[etree._Element], texts: Texts) -> dict[str, Sequence[etree._Element]]:
    kinds: dict[str, list[etree._Element]] = {
        "title": [], "heading1": [], "heading2": [], "body": [],
    }  # fmt: skip
    for p in shown:
        text = texts.get(p, "").strip()
        if len(text) >= _LONG:
            kinds["body"].append(p)
        elif _HEADING1.match(text):
            kinds["heading1"].append(p)
        elif _HEADING2.match(text):
            kinds["heading2"].append(p)
        elif _TITLE.fullmatch(text):
            kinds["title"].append(p)
    return {name: _some(found) for name, found in kinds.items()}


def _some(found: list[etree._Element]) -> list[etree._Element]:
    """Return all of few paragraphs, and of many some that lie evenly among them."""
    return found[:: len(found) // _SAMPLE + 1]


def _common(letterings: Letterings, shown: Sequence[etree._Element], texts: Texts) -> Lettering:
    """Return the lettering that most characters share."""
    counts: Counter[Traits] = Counter()
    for p in shown:
        counts[letterings.traits(p)] += len(texts[p])
    typed = sum(_TYPED.match(texts[p]) is not None for p in shown) * 2 > len(shown)
    return letterings.lettering(counts.most_common(1)[0][0], typed=typed)


def _page(package: Package, section: etree._Element | None) -> Page | None:
    size = None if section is None else section.find(_SIZE)
    margins = None if section is None else section.find(_MARGINS)
    if size is None or margins is None:
        return None
    sides = {side: _mm(margins, side) for side in ("top", "bottom", "left", "right")}
    return Page(width=_mm(size, "w"), height=_mm(size, "h"), numbered=_numbered(package), **sides)


def _mm(element: etree._Element, name: str) -> Decimal:
    return (number(element, 0, W + name) / _TWIPS_PER_MM).quantize(_TENTH)


def _numbered(package: Package) -> bool:
    """Tell whether a header or footer holds a page number's field."""
    for part in (*package.related("footer"), *package.related("header")):
        root = package.root(part)
        for item in [] if root is None else root.iter(W + "instrText", W + "fldSimple"):
            if "PAGE" in (item.text or "") + item.get(W + "instr", ""):
                return True
    return False
