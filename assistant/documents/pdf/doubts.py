"""Marks of single characters to the doubts of a whole text; digital text has neither."""

import re
from collections.abc import Iterator, Sequence

from assistant.documents.pdf.content import Mark
from assistant.model.quantity import Doubt

FIGURE_SURE = 0.9
"""A figure that is less sure than this is shown to a person."""
WORD_SURE = 0.5
"""The same for any other character: a wrong one among many seldom matters."""
_SHORT = 12  # characters
_NUMERIC = re.compile(r"[\d%％‰≥≤<>]")


def surest(marks: Sequence[Mark]) -> float:
    """Return how sure the least certain character is, 1 where nothing was read by OCR."""
    return round(min(mark.sure for mark in marks), 3) if marks else 1.0


def doubts(text: str, marks: Sequence[Mark]) -> list[Doubt]:
    """Return the doubts of a text; ``marks`` are those of its characters but white space."""
    if not marks:
        return []
    at = [number for number, letter in enumerate(text) if not letter.isspace()]
    if len(at) != len(marks):  # not one to one: the whole text is as sure as its worst part
        sure = surest(marks)
        return [Doubt(start=0, end=len(text), confidence=sure)] if sure < FIGURE_SURE else []
    return list(_spans(text, at, marks))


def _spans(text: str, at: list[int], marks: Sequence[Mark]) -> Iterator[Doubt]:
    """Yield a doubt for each run of characters that share an uncertain mark.

    In a short text with a figure each character counts: it may be a part of the figure.
    """
    all_count = len(at) <= _SHORT and bool(_NUMERIC.search(text))
    start = 0
    while start < len(at):
        end = start + 1
        while end < len(at) and marks[end] is marks[start]:
            end += 1
        span = text[at[start] : at[end - 1] + 1]
        mark = marks[start]
        if mark.sure < (
            FIGURE_SURE if _NUMERIC.search(span) or (all_count and span.isalnum()) else WORD_SURE
        ):
            yield Doubt(
                start=at[start], end=at[end - 1] + 1,
                confidence=round(mark.sure, 3), readings=mark.readings,
            )  # fmt: skip
        start = end
