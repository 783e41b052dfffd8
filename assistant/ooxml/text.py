"""The text of a paragraph as a person sees it, piece by piece."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from lxml import etree

from assistant.ooxml.names import ALTERNATE, FALLBACK, XML_SPACE, W, is_on, qn
from assistant.ooxml.structure import chosen
from assistant.ooxml.symbols import symbol
from assistant.ooxml.unseen import is_hidden, suspects

Kind = Literal["plain", "inserted", "field", "math", "deleted", "withdrawn", "hidden"]
"""What a piece is; ``withdrawn`` was inserted and deleted again under revision marks."""

ACCEPTED: frozenset[str] = frozenset({"plain", "inserted", "field", "math"})
ORIGINAL: frozenset[str] = frozenset({"plain", "deleted", "field", "math"})


class Piece(NamedTuple):
    """The text of one leaf (``w:t``, ``w:tab``, ``w:br``…) and the run that holds it.

    ``text`` is what is seen, so it may differ from ``node.text`` at the edges: Word ignores
    outer white space that isn't marked ``xml:space="preserve"``.
    """

    text: str
    run: etree._Element
    node: etree._Element
    kind: Kind


def accepted_text(p: etree._Element) -> str:
    """Return what a reader sees of a paragraph after accepting all revisions."""
    return "".join([piece.text for piece in pieces(p) if piece.kind in ACCEPTED])


def original_text(p: etree._Element) -> str:
    """Return what a reader saw of a paragraph before all revisions."""
    return "".join([piece.text for piece in pieces(p) if piece.kind in ORIGINAL])


def pieces(p: etree._Element) -> list[Piece]:
    """Return the texts of a paragraph, each with its run, in document order.

    Text boxes are left out: their content is other paragraphs.
    """
    out: list[Piece] = []
    _Walker(out).walk(p, "plain")
    return out


def leaf_text(node: etree._Element) -> str | None:
    """Return the characters that a run's child stands for, None when it is no text."""
    tag = node.tag
    if tag in _TEXT:
        return _trimmed(node)
    if tag == W + "sym":
        return symbol(node)
    if tag == W + "br":
        return "" if node.get(W + "type") in {"page", "column"} else "\n"
    return _MARKS.get(str(tag))


def plain_texts(
    root: etree._Element, paragraphs: Iterable[etree._Element]
) -> dict[etree._Element, str]:
    """Return the texts of those of a part's paragraphs that are plain, gathered in one go.

    Plain is a paragraph whose only characters are ``w:t`` directly in its own, visible
    runs; for these the text is the same as :func:`accepted_text`, many times faster.
    Other paragraphs are not in the result.
    """
    texts = dict.fromkeys(paragraphs, "")
    others = [*root.iter(*_NOT_PLAIN), *suspects(root)]
    for node in root.iter(_T):
        run = node.getparent()
        p = None if run is None else run.getparent()
        if p is None or run is None or p not in texts or run.tag != _R:
            others.append(node)
        else:
            texts[p] += _trimmed(node)
    for leaf in others:
        owner = next(leaf.iterancestors(_P), None)
        if owner is not None:
            texts.pop(owner, None)
    return texts


_P, _R, _T, _VANISH = W + "p", W + "r", W + "t", W + "vanish"
_DELETED_TEXT = W + "delText"
_TEXT = frozenset({_T, _DELETED_TEXT, qn("m:t")})
_MARKS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_FIELD_MARK = W + "fldChar"
_DENOMINATOR = qn("m:den")
# Everything but w:t that makes characters or hides them.
_NOT_PLAIN = (
    *_MARKS, *(_TEXT - {_T}), W + "sym", W + "br", _FIELD_MARK, _DENOMINATOR, _VANISH,
)  # fmt: skip
_BREAKS = re.compile(r"[\t\r\n]+")


def _trimmed(node: etree._Element) -> str:
    text = node.text or ""
    bare = text.strip(" \t\r\n")
    if bare != text and node.get(XML_SPACE) != "preserve":
        text = bare
    # A bare line break inside w:t is shown as a space.
    return _BREAKS.sub(" ", text) if "\n" in text or "\t" in text or "\r" in text else text


# What stands in a paragraph but is not its text: properties, drawings, instructions.
_SKIP = {
    W + name
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData",
                 "drawing", "pict", "object", "rt", "rubyPr", "instrText", "delInstrText")
} | {FALLBACK, qn("m:oMathParaPr"), qn("m:ctrlPr"), qn("m:rPr")}  # fmt: skip
_RUNS = frozenset({_R, qn("m:r")})
_REVISION: dict[str, Kind] = {
    W + "ins": "inserted",
    W + "moveTo": "inserted",
    W + "del": "deleted",
    W + "moveFrom": "deleted",
}


class _Walker:
    """Collects the pieces of one paragraph; keeps track of complex fields."""

    def __init__(self, out: list[Piece]) -> None:
        self._out = out
        self._fields: list[bool] = []  # for each open field: has its result begun?

    def walk(self, parent: etree._Element, kind: Kind) -> None:
        for child in parent:
            tag = str(child.tag)
            if tag in _RUNS:
                self._run(child, kind)
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self.walk(branch, kind)
            elif tag not in _SKIP:
                self._wrapper(child, tag, kind)

    def _wrapper(self, child: etree._Element, tag: str, kind: Kind) -> None:
        if tag in _REVISION:
            kind = _revised(kind, _REVISION[tag])
        elif tag == W + "fldSimple" and kind == "plain":
            kind = "field"
        elif tag == _DENOMINATOR:
            self._out.append(Piece("/", child, child, "math" if kind == "plain" else kind))
        self.walk(child, kind)

    def _run(self, run: etree._Element, kind: Kind) -> None:
        if kind in ACCEPTED and is_hidden(run):
            kind = "hidden"
        elif kind == "plain" and run.tag != _R:
            kind = "math"
        self._leaves(run, run, kind)

    def _leaves(self, parent: etree._Element, run: etree._Element, kind: Kind) -> None:
        for node in parent:
            tag = str(node.tag)
            if tag in _SKIP:
                continue
            if tag == _FIELD_MARK:
                self._field(node, run, kind)
                continue
            text = leaf_text(node)
            if text is not None:
                # Deleted text that lost its w:del is deleted all the same.
                lone = tag == _DELETED_TEXT and kind in ACCEPTED
                self._add(text, run, node, "deleted" if lone else kind)
            elif len(node):
                inner = chosen(node) if tag == ALTERNATE else node
                if inner is not None:
                    self._leaves(inner, run, kind)

    def _add(self, text: str, run: etree._Element, node: etree._Element, kind: Kind) -> None:
        if text and all(self._fields):
            shown: Kind = "field" if self._fields and kind == "plain" else kind
            self._out.append(Piece(text, run, node, shown))

    def _field(self, node: etree._Element, run: etree._Element, kind: Kind) -> None:
        state = node.get(W + "fldCharType")
        if state == "begin":
            box = node.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                self._add(_check_box(box), run, node, kind)
            self._fields.append(False)
        elif self._fields and state == "separate":
            self._fields[-1] = True
        elif self._fields and state == "end":
            self._fields.pop()


def _revised(outer: Kind, inner: Kind) -> Kind:
    if inner == "deleted":
        return "withdrawn" if outer in {"inserted", "withdrawn"} else "deleted"
    return "withdrawn" if outer in {"deleted", "withdrawn"} else inner


def _check_box(box: etree._Element) -> str:
    state = box.find(W + "checked")
    return "☑" if is_on(box.find(W + "default") if state is None else state) else "☐"
