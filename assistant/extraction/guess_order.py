"""Guess headings by the usual order of columns, where neither name nor content tells them."""

import re
from typing import NamedTuple

from assistant.extraction.outline import BlockPart, Heading

_AMOUNTS = {3: ("initial", "full_year", "executed"), 2: ("full_year", "executed")}
"""What so many amounts side by side usually are."""


class Guess(NamedTuple):
    """A heading and its field, "" where nothing suggests one; ``reason`` is "" where sure."""

    heading: Heading
    field: str
    reason: str = ""


def by_order(found: list[Guess], part: BlockPart) -> list[Guess]:
    """Return the guesses with those filled in that the order of columns suggests."""
    if part == "money":
        return _fill(_fill(found, _amounts(found)), _after_rate(found))
    if part == "goals":
        return _fill(found, _two_texts(found))
    if part == "indicators":
        found = _fill(found, _before_actual(found))
        return _fill(found, _around_target(found))
    return found


def _fill(found: list[Guess], more: dict[int, str]) -> list[Guess]:
    taken = {guess.field for guess in found}
    return [
        Guess(guess.heading, more[number], "按次序猜测")
        if number in more and not guess.field and more[number] not in taken
        else guess
        for number, guess in enumerate(found)
    ]


def _amounts(found: list[Guess]) -> dict[int, str]:
    """Return fields for a run of amounts without names, the rate and what follows it left out."""
    rate = next((n for n, guess in enumerate(found) if guess.field == "rate"), len(found))
    open_ = [n for n, guess in enumerate(found[:rate]) if not guess.field and _figures(guess)]
    return dict(zip(open_, _AMOUNTS.get(len(open_), ()), strict=False))


def _after_rate(found: list[Guess]) -> dict[int, str]:
    """Return the score for a single column of figures beside the rate, with the weight for two."""
    rate = next((n for n, guess in enumerate(found) if guess.field == "rate"), None)
    if rate is None:
        return {}
    points = [n for n in range(rate + 1, len(found)) if not found[n].field and _figures(found[n])]
    names = {1: ("score",), 2: ("weight", "score")}.get(len(points), ())
    return dict(zip(points, names, strict=False))


def _two_texts(found: list[Guess]) -> dict[int, str]:
    """Return expected and achieved goal for two texts side by side."""
    texts = [n for n, guess in enumerate(found) if guess.heading.cell.row_span == 1]
    names = ("goal_expected", "goal_achieved") if len(texts) == 2 else ()
    return {n: field for n, field in zip(texts, names, strict=False) if not found[n].field}


def _before_actual(found: list[Guess]) -> dict[int, str]:
    """Return the target: what stands right before the actual."""
    at = next((n for n, guess in enumerate(found) if guess.field == "actual"), 0)
    return {at - 1: "target"} if at else {}


def _around_target(found: list[Guess]) -> dict[int, str]:
    """Return fields beside the target: the name before it, actual, weight and score after it."""
    at = next((n for n, guess in enumerate(found) if guess.field == "target"), None)
    if at is None:
        return {}
    before = [n for n in range(at) if not found[n].field and not _figures(found[n])]
    after = [n for n in range(at + 1, len(found)) if not found[n].field]
    known = any(guess.field == "actual" for guess in found)
    points = [n for n in after[0 if known else 1 :] if _figures(found[n])]
    more = dict.fromkeys(before[-1:], "name") | dict.fromkeys([] if known else after[:1], "actual")
    return more | dict(zip(points, ("weight", "score"), strict=False))


def _figures(guess: Guess) -> bool:
    """Tell whether a column holds bare numbers."""
    samples = guess.heading.samples
    return bool(samples) and all(re.fullmatch(r"[\d.,]+", text) for text in samples)
