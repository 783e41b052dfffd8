"""Cut the runs of a paragraph so that given characters stand in runs of their own."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from assistant.errors import ChangeRefused
from assistant.ooxml import ACCEPTED, XML_SPACE, Piece, W, pieces
from assistant.output.word_marks import REVISIONS
from assistant.output.word_place import Stretch
from assistant.output.word_xml import like, make

# Word writes this where a page once ended; it is worth nothing.
_NEUTRAL = W + "lastRenderedPageBreak"
_TEXTS = {W + name for name in ("t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym")}
# What may be cloned when a paragraph is split inside it.
_CLONABLE = REVISIONS | {W + name for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo")}


def accepted(p: etree._Element) -> Iterator[tuple[int, int, Piece]]:
    """Yield the pieces that count, each with its first and last character."""
    offset = 0
    for piece in pieces(p):
        if piece.kind in ACCEPTED:
            yield offset, offset + len(piece.text), piece
            offset += len(piece.text)


def isolate(stretch: Stretch) -> list[etree._Element]:
    """Return runs that hold exactly the characters of a stretch.

    Raises ``ChangeRefused`` where they stand in a field, a formula or the like.
    """
    within = [
        piece for low, high, piece in accepted(stretch.p)
        if low < stretch.end and high > stretch.start
    ]  # fmt: skip
    for piece in within:
        _refuse_odd(piece)
    _cut(stretch.p, stretch.end)
    _cut(stretch.p, stretch.start)
    nodes = [
        piece.node for low, high, piece in accepted(stretch.p)
        if low >= stretch.start and high <= stretch.end
    ]  # fmt: skip
    runs = list(dict.fromkeys(_parent(node) for node in nodes))
    return [part for run in runs for part in _partition(run, set(nodes))]


def _refuse_odd(piece: Piece) -> None:
    if piece.kind == "field":
        raise ChangeRefused("该处文字由域自动生成，请在 Word 中手工修改")
    if piece.node.tag not in _TEXTS or piece.node.getparent() is not piece.run:
        raise ChangeRefused("该处是公式或特殊对象，请在 Word 中手工修改")


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    if parent is None:
        raise ChangeRefused("原文件的结构不完整，无法修改该处")
    return parent


def _cut(p: etree._Element, offset: int) -> None:
    """Make a run end at a character, if that character is inside a text of a plain run."""
    for low, high, piece in accepted(p):
        if low < offset < high and piece.node.tag == W + "t":
            _split_text(piece, offset - low)
            return


def _split_text(piece: Piece, at: int) -> None:
    run, node = piece.run, piece.node
    tail = deepcopy(node)
    node.text, tail.text = piece.text[:at], piece.text[at:]
    for part in (node, tail):
        part.set(XML_SPACE, "preserve")
    node.addnext(tail)
    split_run(run, tail)


def split_run(run: etree._Element, node: etree._Element) -> None:
    """Move ``node`` and what follows it in its run to a new run after it."""
    index = run.index(node)
    rest = _like(run)
    rest.extend(list(run)[index:])
    run.addnext(rest)


def _like(run: etree._Element) -> etree._Element:
    clone = like(run)
    properties = run.find(W + "rPr")
    if properties is not None:
        clone.append(deepcopy(properties))
    return clone


def _partition(run: etree._Element, wanted: set[etree._Element]) -> list[etree._Element]:
    """Split a run so that wanted children are apart from a break, drawing or note mark."""
    for child in run.findall(_NEUTRAL):
        run.remove(child)
    children = [child for child in run if child.tag != W + "rPr"]
    parts = [run]
    for before, child in pairwise(children):
        if (before in wanted) != (child in wanted):
            split_run(parts[-1], child)
            parts.append(_next(parts[-1]))
    return [part for part in parts if any(child in wanted for child in part)]


def _next(element: etree._Element) -> etree._Element:
    following = element.getnext()
    if following is None:
        raise ChangeRefused("原文件的结构不完整，无法修改该处")
    return following


def mark_point(stretch: Stretch, runs: list[etree._Element]) -> etree._Element:
    """Put a temporary element where new text goes and return it.

    That is after the last of ``runs``, or at the character where the stretch begins; always
    outside other people's revisions and automatic fields.
    """
    point = make("point")
    if runs:
        runs[-1].addnext(point)
    else:
        put_at(stretch.p, stretch.start, point)
    while _parent(point).tag in REVISIONS:
        climb(point)
    return point


def put_at(p: etree._Element, offset: int, point: etree._Element) -> None:
    """Put an element behind the first ``offset`` characters of a paragraph."""
    _cut(p, offset)
    before = [piece for _, high, piece in accepted(p) if high <= offset]
    after = [piece for low, _, piece in accepted(p) if low >= offset]
    if before:
        _after(before[-1], point, p)
    elif after:
        _outermost(after[0], p).addprevious(point)
    else:
        _in_empty(p, point)


def _after(piece: Piece, point: etree._Element, p: etree._Element) -> None:
    if piece.kind in {"field", "math"} or piece.run.tag != W + "r":
        _outermost(piece, p, last=True).addnext(point)
        return
    following = piece.node.getnext()
    if following is not None and piece.node.getparent() is piece.run:
        split_run(piece.run, following)
    piece.run.addnext(point)


def _outermost(piece: Piece, p: etree._Element, *, last: bool = False) -> etree._Element:
    """Return the paragraph's child that holds a piece, past the end of a field."""
    element = piece.run
    while (parent := _parent(element)) is not p:
        element = parent
    depth = 0
    for sibling in [element, *element.itersiblings()] if last else []:
        for state in sibling.iter(W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(state.get(W + "fldCharType", ""), 0)
            if depth < 0:
                return sibling
    return element


def _in_empty(p: etree._Element, point: etree._Element) -> None:
    """Put the point in a paragraph without text, inside the range of a comment if any."""
    end = p.find(W + "commentRangeEnd")
    if end is not None:
        end.addprevious(point)
    else:
        p.append(point)


def climb(point: etree._Element) -> None:
    """Move the point out of its parent, which is split in two around it.

    Raises ``ChangeRefused`` where the parent can't be in two pieces.
    """
    parent = _parent(point)
    following = list(point.itersiblings())
    if following and parent.tag not in _CLONABLE:
        raise ChangeRefused("该处位于内容控件之中，不能在此分段，请在 Word 中手工修改")
    parent.addnext(point)
    if following:
        rest = like(parent)
        rest.extend(following)
        point.addnext(rest)
    if not len(parent) and parent.tag in REVISIONS:
        _parent(parent).remove(parent)
