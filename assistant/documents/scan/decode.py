"""What the recognition network says of one line: characters, how sure, and the runners-up."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_BLANK = 0  # the network's sign for “nothing here”
_WORTH = 0.02  # a runner-up's share from which it counts as another reading


class Sign(NamedTuple):
    """One character: ``at`` is its middle as a share of the crop's width, ``sure`` is 0..1.

    ``other`` is the next best character there, ``other_sure`` its share; an empty ``text`` is
    a character that may have been passed over.
    """

    text: str
    sure: float
    at: float
    other: str = ""
    other_sure: float = 0.0


@dataclass(frozen=True)
class Reading:
    """One reading of one crop."""

    signs: tuple[Sign, ...]
    missed: tuple[Sign, ...] = ()
    """Characters that were nearly read where nothing was."""

    @property
    def text(self) -> str:
        """The characters in a row."""
        return "".join(sign.text for sign in self.signs)

    @property
    def sure(self) -> float:
        """How sure the least certain character is; 0 where there is none."""
        return min((sign.sure for sign in self.signs), default=0.0)

    @property
    def mean(self) -> float:
        """How sure the characters are on average; 0 where there is none."""
        return sum(s.sure for s in self.signs) / len(self.signs) if self.signs else 0.0


def decode(shares: NDArray[Any], letters: list[str], width: float) -> Reading:
    """Return the reading of a line from ``shares[step, letter]``.

    ``width`` is the share of the steps that the crop fills; the rest is padding.
    """
    best = shares.argmax(axis=1)
    signs: list[Sign] = []
    missed: list[Sign] = []
    steps = len(best)
    start = 0
    while start < steps:
        end = start
        while end + 1 < steps and best[end + 1] == best[start]:
            end += 1
        at = (start + end + 1) / 2 / steps / width
        if best[start] != _BLANK:
            signs.append(_sign(shares[start : end + 1], int(best[start]), letters, at))
        else:
            missed += _missed(shares, start, end, letters, width)
        start = end + 1
    return Reading(tuple(signs), tuple(missed))


def _sign(run: NDArray[Any], best: int, letters: list[str], at: float) -> Sign:
    peak = run[int(run[:, best].argmax())]
    rest = peak.copy()
    rest[best] = rest[_BLANK] = 0
    second = int(rest.argmax())
    other = letters[second] if rest[second] >= _WORTH else ""
    return Sign(letters[best], float(peak[best]), at, other, float(rest[second]) if other else 0.0)


def _missed(
    shares: NDArray[Any], start: int, end: int, letters: list[str], width: float
) -> list[Sign]:
    """Return the likeliest character inside a stretch read as nothing, if any is likely."""
    part = shares[start : end + 1, 1:]
    step, letter = np.unravel_index(int(part.argmax()), part.shape)
    share = float(part[step, letter])
    if share < _WORTH:
        return []
    at = (start + int(step) + 0.5) / len(shares) / width
    return [Sign("", 1 - share, at, letters[int(letter) + 1], share)]
