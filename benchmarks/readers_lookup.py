"""Numbers under their row label and column heading, sought in tables that any tool may give.

The same lookup for every tool: a cell that holds the number's text, in a row with the label
further left (or in the cell itself), in a column with one of the heading's words further up.
White space and width don't count. Each cell is used once.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from corpus.truth import Truth
from tests.acceptance.seed import labels

Grid = list[list[str]]
_HEADS = {
    "last_final": ("年决算数",), "budget": ("年预算数",), "final": ("年决算数",),
    "posts": ("编制数",), "staff": ("实际在职人数",), "control_rate": ("控制率",),
    "approved_area": ("批复规模",), "actual_area": ("实际规模",), "area_rate": ("规模控制率",),
    "approved_investment": ("预算投资",), "actual_investment": ("实际投资",),
    "investment_rate": ("投资概算控制率",), "initial": ("年初预算数",),
    "full_year": ("全年预算数",), "executed": ("全年执行数",), "weight": ("分值",),
    "rate": ("执行率",), "score": ("得分",), "target": ("年度指标值",),
    "actual": ("实际完成值",),
}  # fmt: skip
_LABELS = {"procurement": "政府采购金额", "budget_adjustment": "部门基本支出预算调整",
           "buildings": "", "staffing": "", "total": "总分"}  # fmt: skip
"""Rows named by their group; "" where the heading alone says what the number is."""
_NUMBER = re.compile(r"\d")


class Sought(NamedTuple):
    """A number as printed, the label of its row, and the words that may head its column.

    ``digest`` stands for a text that may not be quoted here.
    """

    text: str
    label: str
    heads: tuple[str, ...]
    digest: str = ""


def sought(truth: Truth) -> list[Sought]:
    """Return the numbers of a town's forms."""
    return [
        made
        for cell in truth.cells.values()
        if _NUMBER.search(cell.printed) and (made := _sought(cell.address, cell.printed, ""))
    ]


def sought_of_seed() -> list[Sought]:
    """Return the numbers of the seed pack by its labels."""
    return [
        made
        for label in labels()["cells"]
        if label.get("value") is not None
        and (made := _sought(label["place"], label.get("raw", ""), label.get("sha256", "")))
    ]


def found(wanted: Iterable[Sought], grids: list[Grid]) -> int:
    """Return how many numbers stand under their label and heading."""
    cells = [_Table([[_bare(text) for text in row] for row in grid]) for grid in grids]
    return sum(any(table.take(each) for table in cells) for each in wanted)


class _Table:
    """A grid whose cells are used up as numbers are found in them."""

    def __init__(self, grid: Grid) -> None:
        self.bare = grid
        self.grid = [[_plain(text) for text in row] for row in grid]
        self.used: set[tuple[int, int]] = set()

    def take(self, wanted: Sought) -> bool:
        """Tell whether an unused cell is the one wanted, and use it."""
        for row, texts in enumerate(self.grid):
            for col, text in enumerate(texts):
                if (row, col) in self.used or not _is(text, self.bare[row][col], wanted):
                    continue
                if self._labelled(row, col, wanted) and self._headed(row, col, wanted):
                    self.used.add((row, col))
                    return True
        return False

    def _labelled(self, row: int, col: int, wanted: Sought) -> bool:
        return not wanted.label or any(
            wanted.label in text for text in self.grid[row][: col + (not wanted.heads)]
        )

    def _headed(self, row: int, col: int, wanted: Sought) -> bool:
        above = (line[col] for line in self.grid[:row] if col < len(line))
        return not wanted.heads or any(head in text for text in above for head in wanted.heads)


def _is(text: str, bare: str, wanted: Sought) -> bool:
    if wanted.digest:
        return hashlib.sha256(bare.encode()).hexdigest()[:16] == wanted.digest
    return wanted.text in text if not wanted.heads else text == wanted.text


def _bare(text: str) -> str:
    """Return a text without white space and without the signs that Markdown adds."""
    return "".join(re.sub(r"<br\s*/?>|\\(?=[|*_`])", "", text).split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


def _sought(place: str, printed: str, digest: str) -> Sought | None:
    """Return what to look for; None for a field that is words or has no number of its own."""
    row, name = place.split("/")[-2:]
    if row in ("by_income", "by_expenditure"):
        return Sought(_plain(printed), _label(name), (), digest)
    if name not in _HEADS:
        return None
    label = _LABELS.get(row, _label(row))
    heads = tuple(map(_plain, _HEADS[name]))
    return Sought(_plain(printed), label, heads, digest)


def _label(part: str) -> str:
    return _plain(re.sub(r"#\d+$", "", part).replace("／", "/"))
