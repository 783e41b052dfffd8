"""The lines of a Markdown text, sorted into headings, paragraphs and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?![#])(.*)")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*")
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_ITEM = re.compile(r"(\s{0,12})(?:[-*+]|(\d{1,9}[.)]))\s+(?=\S)")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_TABLE = re.compile(r"\s{0,3}(?:<(?:html|body|div|center|p)\b[^<>]{0,300}>\s*){0,4}<table\b", re.I)
GRID = re.compile(r"\s{0,3}\+(?:[-=:]+\+)+\s*")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.I)
_QUOTE = re.compile(r"(?:\s{0,3}>\s?)+")
_ENDS = re.compile(r"[。；：！？.;:!?]\s*$")
_WRAPPED = 30
"""Characters from which a line without a stop at its end may go on in the next."""

Kind = Literal["heading", "text", "pipes", "grid", "html", "code"]


@dataclass
class Piece:
    """Lines that belong together; ``number`` is the first one's, from 1."""

    kind: Kind
    number: int
    lines: list[str]
    level: int = 0
    mark: str = ""
    """The number of a list item."""
    ruled: bool = True
    """Of a table of pipes: a line of dashes stands below its first row."""


def without_comments(text: str) -> str:
    """Return a text whose comments are blanked out, line by line; an open one stays."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + len("-->")
    return "".join([*kept, text[at:]])


def pieces(lines: list[str]) -> Iterator[Piece]:
    """Yield the pieces of a text in order."""
    at = 0
    while at < len(lines):
        piece, at = _next(lines, at)
        if piece is not None:
            yield piece


def _next(lines: list[str], at: int) -> tuple[Piece | None, int]:
    line = _bare(lines[at])
    if not line.strip():
        return None, at + 1
    if match := _FENCE.match(line):
        return _code(lines, at, match[1])
    if _TABLE.match(line):
        return _html(lines, at)
    if is_pipes(lines, at):
        return _pipes(lines, at)
    if _is_bare_pipes(lines, at):
        return _bare_pipes(lines, at)
    if GRID.fullmatch(line):
        return _grid(lines, at)
    if heading := _HEADING.fullmatch(line):
        words = heading[2].strip().rstrip("#").rstrip()
        piece = Piece("heading", at + 1, [words], len(heading[1])) if words else None
        return piece, at + 1
    if RULE.fullmatch(line):
        return None, at + 1
    return _text(lines, at)


def _bare(line: str) -> str:
    """Return a line without the marks of a quotation."""
    match = _QUOTE.match(line)
    return line[match.end() :] if match else line


def is_pipes(lines: list[str], at: int) -> bool:
    """Tell whether a table begins: a line with pipes above a line of dashes."""
    if at + 1 >= len(lines) or "|" not in lines[at] + lines[at + 1]:
        return False
    below = _bare(lines[at + 1])
    return bool("-" in below and _DELIMITER.fullmatch(below) and "|" in _bare(lines[at]))


def _pipes(lines: list[str], at: int) -> tuple[Piece, int]:
    end = at + 2
    while end < len(lines) and "|" in lines[end] and _bare(lines[end]).strip():
        if is_pipes(lines, end):  # another table right below
            break
        end += 1
    rows = [_bare(lines[at]), *(_bare(line) for line in lines[at + 2 : end])]
    return Piece("pipes", at + 1, rows), end


def _is_bare_pipes(lines: list[str], at: int) -> bool:
    """Tell whether a table begins without a line of dashes: two lines between pipes."""
    return at + 1 < len(lines) and all(map(_is_barred, lines[at : at + 2]))


def _is_barred(line: str) -> bool:
    """Tell whether a line stands between pipes, with one more within."""
    bare = _bare(line)
    inner = bare.strip()
    near = len(bare) - len(bare.lstrip()) <= 3
    return near and inner.startswith("|") and inner.endswith("|") and inner.count("|") > 2


def _bare_pipes(lines: list[str], at: int) -> tuple[Piece, int]:
    end = at
    while end < len(lines) and _is_barred(lines[end]) and not is_pipes(lines, end):
        end += 1
    return Piece("pipes", at + 1, [_bare(line) for line in lines[at:end]], ruled=False), end


def _grid(lines: list[str], at: int) -> tuple[Piece, int]:
    """Take the lines of a table drawn with signs: ``+---+`` and ``| … |``."""
    end = at
    while end < len(lines) and lines[end].strip()[:1] in ("+", "|"):
        end += 1
    return Piece("grid", at + 1, lines[at:end]), end


def _html(lines: list[str], at: int) -> tuple[Piece, int]:
    """Take lines up to the end of a table with all tables inside it."""
    depth, end = 0, at
    while end < len(lines):
        for tag in _TABLE_TAG.finditer(lines[end]):
            depth += -1 if tag[1] else 1
        end += 1
        if depth <= 0:
            break
    return Piece("html", at + 1, lines[at:end]), end


def _code(lines: list[str], at: int, fence: str) -> tuple[Piece | None, int]:
    end = at + 1
    while end < len(lines) and not lines[end].strip().startswith(fence):
        end += 1
    inside = lines[at + 1 : end]
    piece = Piece("code", at + 2, inside) if any(line.strip() for line in inside) else None
    return piece, end + 1


def _text(lines: list[str], at: int) -> tuple[Piece, int]:
    """Take a paragraph: a line goes on below where it is long and ends without a stop."""
    line = _bare(lines[at])
    mark = ""
    if item := _ITEM.match(line):
        mark, line = item[2] or "", item[1] + line[item.end() :]
    piece = Piece("text", at + 1, [line], mark=mark)
    at += 1
    if at < len(lines) and _UNDERLINE.fullmatch(lines[at]) and line.strip() and not mark:
        piece.kind, piece.level = "heading", 1 if "=" in lines[at] else 2
        return piece, at + 1
    while at < len(lines) and _goes_on(lines, at):
        piece.lines.append(_bare(lines[at]))
        at += 1
    return piece, at


def _goes_on(lines: list[str], at: int) -> bool:
    before, line = lines[at - 1], _bare(lines[at])
    if not line.strip() or line.startswith(("\u3000", "    ", "\t")):
        return False
    if before.endswith(("  ", "\\")):
        return not _starts(lines, at)
    return len(before.strip()) >= _WRAPPED and not _ENDS.search(before) and not _starts(lines, at)


def _starts(lines: list[str], at: int) -> bool:
    """Tell whether a line begins something else than more of a paragraph."""
    line = _bare(lines[at])
    marks = (
        _HEADING.fullmatch,
        RULE.fullmatch,
        _ITEM.match,
        _FENCE.match,
        _TABLE.match,
        GRID.fullmatch,
    )
    return any(mark(line) for mark in marks) or is_pipes(lines, at) or _is_bare_pipes(lines, at)
