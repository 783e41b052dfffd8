"""Characters to lines of text, in the order of their origins."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from assistant.documents.pdf.content import Char, Mark
from assistant.model.place import Box

_SAME_LINE = 0.5  # of an em
_WORD_GAP = 0.22  # of an em, between Latin letters or digits
_WIDE_GAP = 1.2  # of an em: a gap that someone left on purpose
_TWICE = 0.12  # of an em: a character drawn twice to look bold
_CLOSING = "，。、；：？！）》】〕」』…％%,.;:?!)]}"
_OPENING = "（《【〔「『([{"
_QUOTES = "“”‘’"
_LONGEST = 24  # characters of a word that is looked at
_BASELINE, _LEFT = itemgetter(0), itemgetter(1)


@dataclass(eq=False)
class Line:
    """A line of text without white space at its ends; ``em`` is its type size in points."""

    text: str
    x0: float
    x1: float
    y: float
    em: float
    page: int = 0
    blanks: str = ""
    """White space drawn before the text."""
    ends: tuple[float, ...] = ()
    """Where each of the first characters ends."""
    marks: tuple[Mark, ...] = ()
    """Of each character but white space, where OCR read them."""

    @property
    def top(self) -> float:
        """Where its letters begin."""
        return self.y - 0.9 * self.em

    @property
    def bottom(self) -> float:
        """Where its letters end."""
        return self.y + 0.2 * self.em

    @property
    def box(self) -> Box:
        """The line's box in its frame."""
        return self.x0, self.top, self.x1, self.bottom

    def first_word(self) -> float:
        """Return the width of what would have to fit on the line before."""
        count = min(len(first_word(self.text)), len(self.ends))
        return self.ends[count - 1] - self.x0 if count else 0.0


def first_word(text: str) -> str:
    """Return the first characters between which no line breaks.

    Word processors differ; some don't break beside quotes or between a comma and digits.

    >>> first_word("资，2024年"), first_word("立“1+1”调解"), first_word("平安")
    ('资，2024', '立“1+1”调', '平')
    """
    end = 1
    while end < min(len(text), _LONGEST) and _sticks(text[end - 1], text[end]):
        end += 1
    return text[:end]


def _sticks(before: str, letter: str) -> bool:
    if letter in _CLOSING or letter in _QUOTES or before in _OPENING or before in _QUOTES:
        return True
    return _latin(letter) and (_latin(before) or before in _CLOSING)


def lines_of(chars: Iterable[Char], page: int = 0) -> list[Line]:
    """Return the lines that characters form, from top to bottom."""
    made = (_line(row, page) for row in rows_of(chars))
    return [line for line in made if line is not None]


def rows_of(chars: Iterable[Char]) -> list[list[Char]]:
    """Return the characters of each line, from top to bottom."""
    rows: list[list[Char]] = []
    em = base = 0.0
    for char in sorted(chars):
        gap = char.y - base
        if rows and (gap <= _SAME_LINE * em or gap <= _SAME_LINE * size(char)):
            rows[-1].append(char)  # a raised figure may come first, and is small
            continue
        rows.append([char])
        base, em = char.y, size(char)
    return rows


def size(char: Char) -> float:
    """Return a character's em: the advance of an ideograph, else nearly its font's height."""
    if char.text > "\u2e80":
        return max(char.x1 - char.x0, 0.5 * (char.bottom - char.top))
    return 0.85 * (char.bottom - char.top)


def _line(row: list[Char], page: int) -> Line | None:
    row.sort(key=_LEFT)
    inked = [char for char in row if not char.text.isspace()]
    if not inked:
        return None
    em = max(map(size, inked))
    words: list[str] = []
    ends: list[float] = []
    marks: list[Mark] = []
    blanks = ""
    last: Char | None = None
    for char in row:
        _, x0, x1, _, _, text, mark = char
        word = text
        if last is None:
            if text.isspace():
                blanks += text
                continue
        elif text == last.text and x0 - last.x0 < _TWICE * em:
            continue
        elif x0 - last.x1 > _WORD_GAP * em:
            word = _gap(last, char, em) + text
        words.append(word)
        if len(ends) < _LONGEST:
            ends += [x1] * len(word)
        if mark is not None and not text.isspace():
            marks.append(mark)
        last = char
    return Line(
        "".join(words).rstrip(), inked[0].x0, inked[-1].x1, _baseline(inked), em, page, blanks,
        tuple(ends), tuple(marks),
    )  # fmt: skip


def _baseline(inked: list[Char]) -> float:
    """Return the baseline that most characters share; raised and lowered ones don't count."""
    ys: list[float] = sorted(map(_BASELINE, inked))
    return ys[len(ys) // 2]


def _gap(last: Char, char: Char, em: float) -> str:
    """Return the white space that a gap wider than that between letters stands for."""
    if char.text.isspace() or last.text.isspace():
        return ""
    if char.x0 - last.x1 > _WIDE_GAP * em:
        return "\u3000"
    return " " if _latin(last.text) and _latin(char.text) else ""


def _latin(text: str) -> bool:
    return "!" <= text <= "~"


def joined(first: str, second: str) -> str:
    """Return two lines of one paragraph as one; Latin words keep a space between them."""
    space = " " if first[-1:].isalpha() and _latin(first[-1:]) and second[:1].isalpha() and (
        _latin(second[:1])
    ) else ""  # fmt: skip
    return f"{first}{space}{second}"
