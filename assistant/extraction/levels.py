"""The two upper levels of indicators, carried down merged cells, with declared weights."""

import re
from collections.abc import Mapping

from assistant.extraction.grid import quantity_of
from assistant.model.document import Cell
from assistant.model.numerals import read_quantity
from assistant.model.pack import LevelWeight
from assistant.model.place import Place, join_place, squeeze

_WEIGHT = re.compile(r"[（(]?(?P<weight>\d+(?:\.\d+)?)\s*分?[）)]?$")


def split_weight(text: str) -> tuple[str, str]:
    r"""Return a level's name and the weight printed in its cell.

    >>> split_weight("产出指标\n(40分)")
    ('产出指标', '40')
    """
    bare = re.sub(r"[（(]分?[）)]$", "", squeeze(text))  # a weight left out: 效益指标（分）
    match = _WEIGHT.search(bare)
    if match is None or match.start() == 0:
        return bare, ""
    return bare[: match.start()], match["weight"]


class Levels:
    """Follows the level cells row by row; ``weights`` collects what they declare."""

    def __init__(self, root: Place) -> None:
        self._root = root
        self._level1 = ""
        self._level2 = ""
        self.weights: list[LevelWeight] = []

    def next(self, level1: Cell | None, level2: Cell | None) -> tuple[str, str]:
        """Return both levels of the next row; a blank cell continues the one above."""
        name1, weight1 = split_weight(level1.text) if level1 else ("", "")
        if name1 and name1 != self._level1:
            self._level1, self._level2 = name1, ""
            self._declare(level1, weight1, name1, "")
        name2, weight2 = split_weight(level2.text) if level2 else ("", "")
        if name2 and name2 != self._level2:
            self._level2 = name2
            self._declare(level2, weight2, self._level1, name2)
        return self._level1, self._level2

    def subtotal(self, cell: Mapping[str, Cell | None]) -> None:
        """Take the weight that a subtotal row prints for its level, where none was declared.

        It belongs to level 2 where its label stands in the column of names, else to level 1.
        """
        weight, first, second = cell["weight"], cell["level1"], cell["level2"]
        inside = first is not None and split_weight(first.text)[0] == self._level1
        inside = inside and second is not None and split_weight(second.text)[0] == self._level2
        level2 = self._level2 if inside else ""
        known = {(each.level1, each.level2) for each in self.weights}
        if weight is None or not self._level1 or (self._level1, level2) in known:
            return
        printed = squeeze(weight.text)
        if re.fullmatch(r"\d+(?:\.\d+)?分?", printed):
            self._declare(weight, printed.removesuffix("分"), self._level1, level2)

    def parent(self, cell: Mapping[str, Cell | None]) -> None:
        """Take a row that carries a level's weight and score above the rows that share them."""
        level1, level2 = self.next(cell["level1"], cell["level2"])
        level2 = level2 if (second := cell["level2"]) and squeeze(second.text) else ""
        self.weights = [w for w in self.weights if (w.level1, w.level2) != (level1, level2)]
        place = join_place(f"{self._root}/level_weights", *filter(None, (level1, level2)))
        near = cell["level1"] or cell["weight"] or cell["score"]
        assert near is not None  # a row without any of them is no parent
        score = quantity_of(cell["score"], f"{place}/score", near.location)
        weight = quantity_of(cell["weight"], place, near.location)
        self.weights.append(LevelWeight(level1=level1, level2=level2, weight=weight, score=score))

    def _declare(self, cell: Cell | None, weight: str, level1: str, level2: str) -> None:
        if cell is None or not weight:
            return
        parts = (level1, level2) if level2 else (level1,)
        place = join_place(f"{self._root}/level_weights", *parts)
        quantity = read_quantity(weight, place, cell.location)
        quantity.raw = cell.text
        self.weights.append(LevelWeight(level1=level1, level2=level2, weight=quantity))
