"""How a Pack compares with the truth it was written from: numbers, words and prose figures.

The truth is the corpus's YAML, its numbers read by the corpus's own reader. A number is right
where the field at its place has its value, unit and comparator.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import MONEY_UNITS, Quantity, Text
from benchmarks.read_scan import FIGURES, plain
from corpus.forms.truth import FormTruth
from corpus.printed import read as read_figure
from corpus.truth import Truth
from tests.acceptance.seed import as_labelled

_MONEY = re.compile(
    r"base_data/(?:spending|procurement|budget_adjustment)/|_investment$"
    r"|^(?:overall|projects/[^/]+)/(?:by_|money/.*/(?:initial|full_year|executed)$)"
)
_DAY = re.compile(r"\d日")
_UNITS = {"posts": "人", "staff": "人", "approved_area": "㎡", "actual_area": "㎡"}
_LENGTHS = {"公里": ("米", Decimal(1000)), "千米": ("米", Decimal(1000))}
_SAME = {"㎡": "平方米", "百分点": "%", "名": "人", "个百分点": "%"}


class Number(NamedTuple):
    """What a number says, in base units: money in 元, lengths in 米, points."""

    value: Decimal
    unit: str = ""
    comparator: str = "="


class Wanted(NamedTuple):
    """A field as it is printed, and its number where it holds exactly one."""

    printed: str
    number: Number | None = None


@dataclass
class Score:
    """The counts of one Pack or of several; ``faults`` name what is wrong."""

    numeric: int = 0
    right: int = 0
    wrong_marked: int = 0
    """Another number stands there, and the field asks for review."""
    wrong_unmarked: int = 0
    """Another number stands there, or one where none is printed, and nothing says so."""
    missing_told: int = 0
    """No number stands there; what was read is listed as unplaced or asks for review."""
    missing: int = 0
    words: int = 0
    words_right: int = 0
    figures: int = 0
    figures_right: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Add the counts of another Pack."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def share(self) -> Decimal:
        """The right numbers, in percent."""
        return Decimal(100 * self.right) / max(1, self.numeric)

    @property
    def unmarked(self) -> Decimal:
        """The wrong numbers that nothing marks, in percent of all numbers."""
        return Decimal(100 * self.wrong_unmarked) / max(1, self.numeric)


def wanted(truth: Truth) -> dict[Place, Wanted]:
    """Return every field of a town's pack that isn't blank."""
    return {
        name_of(cell.address): Wanted(cell.printed, _number(cell.address, cell.printed))
        for cell in truth.cells.values()
        if squeeze(cell.printed)
    }


def wanted_form(truth: FormTruth) -> dict[Place, Wanted]:
    """Return every field of a single form."""
    return {
        name_of(f"{truth.root}/{place}"): Wanted(
            want.printed,
            None if want.value is None else _base(want.value, want.unit, want.comparator),
        )
        for place, want in truth.wanted().items()
    }


def wanted_figures(truth: Truth) -> dict[Place, Number]:
    """Return the marked figures of a pack's prose by their places."""
    out = {}
    for figure in truth.figures.values():
        if not figure.place.startswith("summary/"):
            read = read_figure(figure.printed)
            out[name_of(figure.address)] = _base(read.value, read.unit, read.comparator)
    return out


def compare(
    pack: Pack, fields: dict[Place, Wanted], figures: dict[Place, Number] | None = None
) -> Score:
    """Return how a pack compares with what its truth wants."""
    score = Score()
    found = {name_of(each.place): each for each in pack.fields()}
    unplaced = [plain(entry.text) for entry in pack.unplaced]
    for place, want in fields.items():
        got = found.get(place)
        if any(char.isdigit() for char in want.printed):
            _count(score, place, want, got, unplaced)
        else:
            right = got is not None and plain(want.printed) == plain(got.raw)
            score.words += 1
            score.words_right += right
    for place, got in found.items():
        if place not in fields and isinstance(got, Quantity) and got.known():
            _count_extra(score, place, got)
    _count_figures(score, pack, figures or {})
    return score


def _count(score: Score, place: Place, want: Wanted, got: Text | None, unplaced: list[str]) -> None:
    review = got is not None and got.review
    right = got is not None and _is(want, got)
    score.numeric += 1
    score.right += right
    if right:
        return
    if got is None or got.is_blank():
        told = review or _listed(place, plain(want.printed), unplaced)
        score.missing_told += told
        score.missing += not told
    else:
        score.wrong_marked += review
        score.wrong_unmarked += not review
    raw = "-" if got is None else got.raw
    score.faults.append(f"{place} {want.printed!r} read as {raw!r}{' marked' * review}")


def _listed(place: Place, printed: str, unplaced: list[str]) -> bool:
    """Tell whether a field is listed as unplaced: a short figure only with its row's label."""
    labels = place.split("/")[-2:]
    return any(
        printed in text and (len(printed) > 4 or any(label in text for label in labels))
        for text in unplaced
    )


def _is(want: Wanted, got: Text) -> bool:
    """Tell whether a field says the number wanted, or the same figures where it is words."""
    if want.number is None or not isinstance(got, Quantity):
        return FIGURES.findall(plain(got.raw)) == FIGURES.findall(plain(want.printed))
    return said(got) == want.number


def _count_extra(score: Score, place: Place, got: Quantity) -> None:
    """Count a number that stands where the truth has none."""
    if not got.review:
        score.wrong_unmarked += 1
        score.faults.append(f"{place} is not in the truth, read as {got.raw!r}")


def _count_figures(score: Score, pack: Pack, figures: dict[Place, Number]) -> None:
    shown = as_labelled(pack)  # the truth has a run-in heading and its text as one paragraph
    found = {}
    for fact in pack.figures:
        place, _, figure = fact.place.partition("@")
        for name in (place, shown.get(place, place)):
            found[name_of(f"{name}@{figure}")] = said(fact.quantity)
    score.figures = len(figures)
    for place, number in figures.items():
        right = found.get(place) == number
        score.figures_right += right
        if not right:
            score.faults.append(f"{place} {number} read as {found.get(place)}")


def said(quantity: Quantity) -> Number | None:
    """Return a field's number in base units, None where it holds none."""
    if quantity.value is None:
        return None
    return _base(quantity.value, quantity.unit, quantity.comparator)


def name_of(place: Place) -> Place:
    """Return a place without differences of width, which OCR can't see."""
    return plain(place)


def _number(place: Place, printed: str) -> Number | None:
    """Return the one number of a cell, in the unit of its column where it names none."""
    if _DAY.search(printed):
        return None
    last = place.rpartition("/")[2]
    unit = "万元" if _MONEY.search(place) else _UNITS.get(last, "")
    try:
        read = read_figure(printed, unit)
    except ValueError:
        return None  # words, a date, or several figures: compared as they are printed
    return _base(read.value, read.unit, read.comparator)


def _base(value: Decimal, unit: str, comparator: str) -> Number:
    if unit in _LENGTHS:
        unit, factor = _LENGTHS[unit]
        return Number(value * factor, unit, comparator)
    scale = MONEY_UNITS.get(unit)
    unit = "元" if scale else _SAME.get(unit, unit)
    return Number(value * (scale or 1), unit, comparator)
