"""Choose how new text looks: as the text it replaces, or as its nearest likeness."""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from assistant.ooxml import VAL, W, accepted_text, cell_items, row_items
from assistant.output.word_marks import REVISIONS
from assistant.output.word_place import cell_of
from assistant.output.word_runs import accepted
from assistant.output.word_xml import make, put

# Formatting that belongs to the old words alone: revisions of it, hiding, squeezed width.
_NOT_COPIED = REVISIONS | {
    W + name for name in ("rPrChange", "vanish", "webHidden", "specVanish", "fitText", "oMath")
}
_NOT_REPEATED = {W + "sectPr", W + "pPrChange", W + "framePr"}
# Signs that are in both scripts: without the hint they take the Latin font.
_BOTH_SCRIPTS = re.compile("[“”‘’…—–·×÷±°§①-⑳≥≤]")
_NUMBERED = re.compile(
    r"\s*(第?[一二三四五六七八九十]+[、．.章节]|[（(][一二三四五六七八九十\d]+[）)]|\d+\s*[、．.]|附件)"
)
_NEAR = 80  # paragraphs; farther away another report begins
_LONG = 15  # characters; a shorter paragraph may be a heading without a number


def run_format(
    p: etree._Element, runs: list[etree._Element], offset: int, text: str
) -> etree._Element:
    """Return a fresh ``w:rPr`` for ``text`` in place of ``runs`` or at a character of ``p``."""
    for model in _models(p, runs, offset):
        if model is not None:
            return _fresh(model, text)
    return _fresh(make("rPr"), text)


def _models(
    p: etree._Element, runs: list[etree._Element], offset: int
) -> Iterator[etree._Element | None]:
    if runs:
        yield _properties(runs[0])
    yield _beside(p, offset)
    yield _of_mark(p)
    cell = cell_of(p)
    if cell is not None:
        yield _of_neighbour(cell)
    else:
        body = body_paragraph(p)
        yield None if body is None else _of_paragraph(body)


def _properties(run: etree._Element) -> etree._Element:
    found = run.find(W + "rPr")
    return make("rPr") if found is None else found


def _beside(p: etree._Element, offset: int) -> etree._Element | None:
    """Return the properties of the text before a character, or else of that after it."""
    found = [piece for low, _, piece in accepted(p) if low < max(offset, 1)]
    return _properties(found[-1].run) if found else None


def _of_mark(p: etree._Element) -> etree._Element | None:
    mark = p.find(f"{W}pPr/{W}rPr")
    kept = mark is not None and any(child.tag not in _NOT_COPIED for child in mark)
    return mark if kept else None


def _of_paragraph(p: etree._Element) -> etree._Element | None:
    """Return the properties that most of a paragraph's characters have."""
    counts: Counter[bytes] = Counter()
    looks: dict[bytes, etree._Element] = {}
    for _, _, piece in accepted(p):
        look = _properties(piece.run)
        key = etree.tostring(look, method="c14n", exclusive=True)
        counts[key] += len(piece.text)
        looks.setdefault(key, look)
    return looks[counts.most_common(1)[0][0]] if counts else None


def _of_neighbour(cell: etree._Element) -> etree._Element | None:
    """Return the properties of the nearest text in the same row, or else column."""
    for neighbour in _neighbours(cell):
        for p in neighbour.iter(W + "p"):
            if accepted_text(p).strip():
                return _of_paragraph(p)
    return None


def _neighbours(cell: etree._Element) -> Iterator[etree._Element]:
    row = next(cell.iterancestors(W + "tr"))
    cells = list(cell_items(row))
    place = cells.index(cell)
    yield from sorted(
        (other for other in cells if other is not cell),
        key=lambda other: abs(cells.index(other) - place),
    )
    rows = list(row_items(next(row.iterancestors(W + "tbl"))))
    here = rows.index(row)
    for other in sorted(rows, key=lambda other: abs(rows.index(other) - here)):
        theirs = list(cell_items(other))
        if other is not row and len(theirs) == len(cells):
            yield theirs[place]


def body_paragraph(p: etree._Element) -> etree._Element | None:
    """Return the nearest paragraph of running text around ``p`` outside tables, if any."""
    root = p.getroottree().getroot()
    every = [other for other in root.iter(W + "p") if cell_of(other) is None]
    here = every.index(p)
    near = sorted(
        (abs(n - here), n < here, n)
        for n in range(max(0, here - _NEAR), min(len(every), here + _NEAR + 1))
        if n != here and _is_body(every[n])
    )
    long = [item for item in near if len(accepted_text(every[item[2]]).strip()) >= _LONG]
    best = next(iter(long or near), None)
    return None if best is None else every[best[2]]


def _is_body(p: etree._Element) -> bool:
    text = accepted_text(p).strip()
    if not text or (_NUMBERED.match(text) and len(text) < 3 * _LONG):
        return False
    properties = p.find(W + "pPr")
    if properties is None:
        return True
    style = properties.find(W + "pStyle")
    headed = style is not None and re.match(r"(?i)(heading|title|[1-9]$)", style.get(VAL, ""))
    centred = properties.find(W + "jc")
    return (
        not headed
        and properties.find(W + "outlineLvl") is None
        and not (centred is not None and centred.get(VAL) == "center")
    )


def _fresh(model: etree._Element, text: str) -> etree._Element:
    properties = make("rPr")
    for child in model:
        if child.tag not in _NOT_COPIED:
            properties.append(deepcopy(child))
    if _BOTH_SCRIPTS.search(text):
        _hint(properties)
    return properties


def _hint(properties: etree._Element) -> None:
    fonts = properties.find(W + "rFonts")
    if fonts is None:
        fonts = make("rFonts")
        put(properties, fonts)
    fonts.set(W + "hint", "eastAsia")


def paragraph_format(p: etree._Element) -> etree._Element | None:
    """Return a copy of a paragraph's ``w:pPr`` that another paragraph may bear."""
    properties = p.find(W + "pPr")
    if properties is None:
        return None
    copy = deepcopy(properties)
    for child in list(copy):
        if child.tag in _NOT_REPEATED:
            copy.remove(child)
    mark = copy.find(W + "rPr")
    for child in list(mark) if mark is not None else []:
        if child.tag in _NOT_COPIED and mark is not None:
            mark.remove(child)
    return copy
