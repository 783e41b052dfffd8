"""The running text of a page, gathered piece by piece, with white space as a browser shows it."""

import re

_BREAK = "\v"
"""A line break that counts, until the text is taken."""
_CJK = "\u2e80-\u303f\u3400-\u9fff\uff00-\uffef"
# A wrapped source line inside Chinese text is no space; browsers show none either.
_WRAP = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_CJK}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(rf" ?{_BREAK} ?")
_LAYOUT = re.compile(r"[ \t\r\n]*[\t\r\n]")
"""The indent of the source itself, before LibreOffice's own spaces."""
_FIXED = str.maketrans({"\n": _BREAK, " ": "\xa0", "\t": "\xa0\xa0\xa0\xa0", "\r": None})
_NO_BREAK = str.maketrans({"\xa0": " ", _BREAK: "\n", "\u200b": None, "\ufeff": None})


class Line:
    """Text between two block boundaries.

    ``exact_indent``: leading spaces of the source count, as in LibreOffice's pages.
    """

    def __init__(self, exact_indent: bool = False) -> None:
        self._pieces: list[str] = []
        self._exact = exact_indent

    def add(self, text: str, preformatted: bool = False) -> None:
        """Add text as it stands in the source."""
        clean = text.replace(_BREAK, " ")
        self._pieces.append(clean.translate(_FIXED) if preformatted else clean)

    def line_break(self) -> None:
        """Add a line break (``br``)."""
        self._pieces.append(_BREAK)

    def take(self) -> str:
        """Return the text as shown and begin anew; an indent of non-breaking spaces stays."""
        raw = "".join(self._pieces)
        self._pieces.clear()
        indent = ""
        if self._exact:
            raw = raw[match.end() :] if (match := _LAYOUT.match(raw)) else raw
            indent = raw[: len(raw) - len(raw.lstrip(" "))]
        else:
            raw = _WRAP.sub("", raw)
        text = _AROUND_BREAK.sub(_BREAK, _SPACES.sub(" ", raw).strip(" "))
        return (indent + text).translate(_NO_BREAK).rstrip()


def split_paragraphs(text: str) -> list[str]:
    """Split text at blank lines and at lines that begin with a Chinese first-line indent.

    Many pages write a whole report as one element with ``br`` between its paragraphs.
    """
    out: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not line.strip():
            out.append([])
            continue
        if out[-1] and re.match(r"\u3000{2}| {4}|\u3000 ", line):
            out.append([])
        out[-1].append(line)
    return ["\n".join(lines) for lines in out if lines]
