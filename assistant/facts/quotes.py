"""Quotes as people print them: never cut inside a number, and a cut is shown."""

import re
from collections.abc import Mapping

from assistant.model.pack import Pack
from assistant.model.place import Location, Place

DOTS = "……"
_LONG = 200
"""Characters at which quotes of sentences are cut where they are gathered."""

_ENDS = "。；！？!?;：:\n"
_HEAD = re.compile(r"\d[\d.,]*$")
_TAIL = re.compile(r"[\d.,]*\d(?:\s*(?:[%％‰]|[万亿]?元))?")
_SPLIT = re.compile(r"(?<=[\d.,])(?=[\d.,])|(?<=\d)(?=\s*(?:[%％‰]|[万亿]?元))|(?<=\d[万亿])(?=元)")
_INNER = str.maketrans("“”", "‘’")


def inner(text: str) -> str:
    """Return words that are to stand inside “…”: their own quotation marks become ‘…’."""
    return text.translate(_INNER)


def texts(pack: Pack) -> dict[Place, str]:
    """Return the words of every field and paragraph by place."""
    return {field.place: field.raw for field in pack.fields() if field.raw}


class Quoted:
    """Mends quotes from one pack's texts; knows where in its cell or paragraph each text begins."""

    def __init__(self, pack: Pack) -> None:
        fields = list(pack.fields())
        self._texts = {field.place: field.raw for field in fields if field.raw}
        self._starts = {field.place: field.location.start or 0 for field in fields}

    def mended(self, quote: str, place: Place, location: Location) -> str:
        """Return a quote as :func:`mended` does, where ``location`` says it stands."""
        at = location.start
        if at is not None:
            at -= self._starts.get(place.split("@")[0], 0)
        return mended(quote, place, self._texts, at)


def mended(quote: str, place: Place, known: Mapping[Place, str], at: int | None = None) -> str:
    """Return a quote widened to whole numbers by the text it is taken from, cuts shown by dots.

    ``at`` is a character of the text that the quote is about: of several places where the
    same words stand, the nearest to it is quoted, else the first. A quote that doesn't stand
    in the text at ``place`` is returned as it is.
    """
    text = known.get(place) or known.get(place.split("@")[0], "")
    start = _nearest(quote, text, at) if quote else -1
    if start < 0 or quote == text:
        return quote
    end = start + len(quote)
    if _digit(text, start) and (head := _HEAD.search(text, 0, start)):
        start = head.start()
    if end < len(text) and _digit(text, end - 1) and (tail := _TAIL.match(text, end)):
        end = tail.end()
    return f"{_before(text[:start])}{text[start:end]}{_after(text, end, len(quote))}"


def shortened(quote: str, limit: int) -> str:
    """Return at most ``limit`` characters of a quote, cut between words and numbers, with dots."""
    if len(quote) <= limit:
        return quote
    cut = limit - len(DOTS)
    while cut > 1 and _SPLIT.match(quote, cut):
        cut -= 1
    return quote[:cut].rstrip("，、；,;") + DOTS


def _nearest(quote: str, text: str, at: int | None) -> int:
    """Return where a quote begins that holds character ``at``, or comes nearest; -1 if nowhere."""
    first = text.find(quote)
    if at is None or first < 0:
        return first
    starts = [first]
    while (further := text.find(quote, starts[-1] + 1)) >= 0:
        starts.append(further)
    return min(starts, key=lambda start: max(start - at, at - start - len(quote) + 1, 0))


def _digit(text: str, at: int) -> bool:
    """Tell whether a character belongs to a number: a digit, or a point between two."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at].isdigit() or (text[at] in ".," and len(around) == 2 and around.isdigit())


def _before(left: str) -> str:
    whole = not left.strip() or left.rstrip(" \t　")[-1] in _ENDS + "，,、“”（(〔"
    return "" if whole else DOTS


def _after(text: str, end: int, length: int) -> str:
    rest = text[end:].lstrip(" \t　")
    if not rest or text[end - 1] in _ENDS or text[:end].endswith(DOTS):
        return ""
    whole = rest[0] in _ENDS + "，,、”）)〕"
    return DOTS if length >= _LONG or not whole else ""
