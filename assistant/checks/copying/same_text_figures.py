"""Which figures differ between two texts of the same words, and which were left as they were."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from assistant.model.place import squeeze

_UNIT = (
    r"(?:个百分点|年度|[%％‰]|[万亿]?(?:平方米|立方米|平方公里|千瓦时|公里|公斤|小时|课时|学时|分钟|个月|天|"
    r"工作日|[余多]?[人户件场批]次|[\u4e00-\u9fff]))?"
)
_FIGURE = re.compile(rf"\d[\d,]*(?:\.\d+)?{_UNIT}")
_DATE = re.compile(r"(?:(?:19|20)\d\d年度?)|\d{1,2}[月日]")
_MARK = "\0"
_SHOWN = 6
_AROUND = 4
"""So many characters in a row must be the same for a figure among them to be the same one."""


class Figures(NamedTuple):
    """The figures that were changed, before and after, and those that were not."""

    changed: list[tuple[str, str]]
    kept: list[str]

    @property
    def results(self) -> list[tuple[str, str]]:
        """The changes that are more than another date."""
        return [each for each in self.changed if not all(map(_DATE.match, each))]

    @property
    def undated(self) -> list[str]:
        """The unchanged figures that are no dates."""
        return [kept for kept in self.kept if not _DATE.match(kept)]

    @property
    def telling(self) -> list[str]:
        """Unchanged figures of three digits or more that are no dates: not equal by chance."""
        return [kept for kept in self.kept if is_telling(kept)]


def is_telling(figure: str) -> bool:
    """Tell whether a printed figure has three digits that say something, and is no date."""
    digits = re.sub(r"\D", "", figure).strip("0")
    return len(digits) >= 3 and not _DATE.match(figure)


def compare(before: str, after: str) -> Figures:
    """Return what became of each figure of ``before`` where the words around it are the same."""
    one, other = squeeze(before), squeeze(after)
    own, others = _FIGURE.findall(one), _FIGURE.findall(other)
    pairs = _aligned(_FIGURE.sub(_MARK, one), _FIGURE.sub(_MARK, other))
    found = list(dict.fromkeys((own[i], others[j]) for i, j in pairs))
    changed = [(was, now) for was, now in found if was != now]
    return Figures(changed, [was for was, now in found if was == now])


def _aligned(one: str, other: str) -> list[tuple[int, int]]:
    """Return which figure of one text stands where which of the other does."""
    orders = [_numbered(one), _numbered(other)]
    pairs = []
    for block in Levenshtein.opcodes(one, other):
        if block.tag != "equal" or block.src_end - block.src_start < _AROUND:
            continue
        shift = block.dest_start - block.src_start
        pairs += [(orders[0][at], orders[1][at + shift])
                  for at in range(block.src_start, block.src_end)
                  if at in orders[0] and at + shift in orders[1]]  # fmt: skip
    return pairs


def _numbered(text: str) -> dict[int, int]:
    """Return for each place of a figure its number, from 0."""
    places = (at for at, character in enumerate(text) if character == _MARK)
    return {at: number for number, at in enumerate(places)}


def told(figures: Figures, kept: str = "照抄未改") -> str:
    """Return the figures in words: “数字不同：12.5万元→13.1万元；照抄未改：108户”.

    ``kept`` is what to call the figures that are the same; years and days are not listed there.
    """
    changed = _listed([f"{was}→{now}" for was, now in figures.changed])
    same = _listed(figures.undated)
    parts = [f"数字不同：{changed}" if changed else "", f"{kept}：{same}" if same else ""]
    return "；".join(filter(None, parts)) or "没有数字"


def _listed(words: Sequence[str]) -> str:
    more = f"等{len(words)}处" if len(words) > _SHOWN else ""
    return "、".join(words[:_SHOWN]) + more
