"""Characters that look alike, set right where the text around them leaves no other way."""

import re
from collections.abc import Callable, Sequence

from assistant.documents.scan.decode import Sign

_WIDTHS = str.maketrans("０１２３４５６７８９％．＋＝＜＞～", "0123456789%.+=<>~")
_DIGITS = str.maketrans("OoQ〇Il|!", "00001111")
_NUMBER = r"[\d,.]*"
_FIGURE = re.compile(
    r"[≥≤>=<+\-~约]{0,2}(?P<digits>[\dOoQ〇Il|!][\dOoQ〇Il|!,.]*)(?:%|‰|万?元|人次?|个|户|次|[（(].*)?"
)
_HAN = "[\u3400-\u9fff]"
_MONEY = re.compile(rf"(?<=\d)(?:方[元兀]|万[兀无尤亢])(?!{_HAN})")
_PAGE = re.compile(r"[-—–一_~](\d{1,3})[-—–一_~]")
_STOPS = [
    (re.compile(r"(?<=\d)[。·•](?=\d)"), "."),
    (re.compile(r"(?<=\d)，(?=\d{3}(?!\d))"), ","),
    (re.compile(rf"(?<={_HAN}),|,(?={_HAN})"), "，"),
    (re.compile(rf"(?<={_HAN}):|(?<=[）)]):"), "："),
    (re.compile(rf"(?<={_HAN});|;(?={_HAN})"), "；"),
    # The network reads most wide brackets as narrow ones.
    (re.compile(rf"(?<={_HAN})[(]|[(](?={_HAN})"), "（"),
    (re.compile(rf"(?<={_HAN})[)]|[)](?={_HAN})"), "）"),
]  # fmt: skip
_STROKES = frozenset("—–―一-_－ー")
_WORDS = {"坏境": "环境", "拔款": "拨款", "矢疗": "医疗", "矢院": "医院", "绞效": "绩效"}
"""What is no word, and the word that it must be."""
_PAIRED = "（）"
_LATIN = re.compile(r"[A-Za-z]")


def set_right(signs: Sequence[Sign]) -> list[Sign]:
    """Return a line's signs with widths, stops, brackets and look-alikes set right."""
    signs = _dashes(_without_spaces(signs))
    text = "".join(sign.text for sign in signs)
    if len(text) != len(signs):
        return list(signs)  # a sign of several letters: left as it was read
    for step in (_widths, _digits, _money, _page, _stops, _brackets, _quotes, _words):
        text = step(text)
    return [s._replace(text=letter) for s, letter in zip(signs, text, strict=True)]


def _without_spaces(signs: Sequence[Sign]) -> list[Sign]:
    """Drop white space but between Latin words."""
    out: list[Sign] = []
    for number, sign in enumerate(signs):
        around = [signs[n].text for n in (number - 1, number + 1) if 0 <= n < len(signs)]
        between = len(around) == 2 and all(_LATIN.fullmatch(t) for t in around)
        if not sign.text.isspace() or between:
            out.append(sign)
    return out


def _dashes(signs: list[Sign]) -> list[Sign]:
    """Read a line of nothing but strokes as the dash of two letters that forms have."""
    if len(signs) > 1 and all(sign.text in _STROKES for sign in signs):
        return [sign._replace(text="—") for sign in (signs[0], signs[-1])]
    return signs


def _widths(text: str) -> str:
    return text.translate(_WIDTHS)


def _digits(text: str) -> str:
    """Read O as 0 and l as 1 where all else is a figure, of which a true digit is seen."""
    found = _FIGURE.fullmatch(text)
    if found is None or not re.search(r"\d", found["digits"]):
        return text
    start, end = found.span("digits")
    return text[:start] + text[start:end].translate(_DIGITS) + text[end:]


def _money(text: str) -> str:
    return _MONEY.sub("万元", text)


def _page(text: str) -> str:
    """Read the strokes beside a page number as dashes, not as the numeral one."""
    return _PAGE.sub(r"—\1—", text) if _PAGE.fullmatch(text) else text


def _stops(text: str) -> str:
    for pattern, stop in _STOPS:
        text = pattern.sub(stop, text)
    return text


def _brackets(text: str) -> str:
    """Let both brackets of a pair be of one width: the wide one if either is."""
    letters = list(text)
    opened: list[int] = []
    for number, letter in enumerate(letters):
        if letter in "（(":
            opened.append(number)
        elif letter in "）)" and opened:
            first = opened.pop()
            if letters[first] == "（" or letter == "）":
                letters[first], letters[number] = "（", "）"
    return "".join(letters)


def pair_brackets(lines: Sequence[list[Sign]]) -> None:
    """Let brackets that open on one line of a cell and close on another be of one width."""
    places = [(line, number) for line in lines for number in range(len(line))]
    text = "".join(line[number].text[:1] or " " for line, number in places)
    for (line, number), letter in zip(places, _brackets(text), strict=True):
        if letter in _PAIRED and line[number].text != letter:
            line[number] = line[number]._replace(text=letter)


def _words(text: str) -> str:
    for wrong, word in _WORDS.items():
        text = text.replace(wrong, word)
    return text


def _quotes(text: str) -> str:
    """Turn straight quotes beside Chinese into opening and closing ones."""
    if '"' not in text or not re.search(_HAN, text):
        return text
    turn: Callable[[int], str] = lambda n: "“" if n % 2 == 0 else "”"  # noqa: E731
    parts = text.split('"')
    return "".join(part + (turn(n) if n < len(parts) - 1 else "") for n, part in enumerate(parts))
