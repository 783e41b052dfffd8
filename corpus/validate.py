"""Prove the truth: clean packs hold every relation, and each planted fault breaks its own.

``python -m corpus.validate`` prints what is wrong and exits 1 if anything is.
"""

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from corpus.formula import Span
from corpus.printed import read
from corpus.truth import Paragraph, Relation, Truth, load, load_all

_MONEY_CELL = re.compile(
    r"base_data/(?:spending|procurement|budget_adjustment)/|_investment$"
    r"|(?:^overall|^projects/[^/]+)/(?:by_|money/.*/(?:initial|full_year|executed)$)"
)
_POINTS_CELL = re.compile(r"/(?:weight|score)$|/level_weights/")
_WHOLE = {"元", "%", "分", "百分点"}
_MINIMUM_SUMMARY = 2000


def problems(truth: Truth) -> list[str]:
    """Return everything that is wrong with one truth, in words; empty when it is proven."""
    name = f"{truth.town}/{truth.year}"
    return [
        f"{name}: {text}"
        for text in (*_marks(truth), *_unlabelled(truth), *_faults(truth), *_summary(truth))
    ]


def span(truth: Truth, address: str) -> Span:
    """Return what a cell or figure may mean in base units, prior years' included.

    Counts and points are exact; money and rates stand for half a unit either way.
    """
    if address[:4].isdigit() and address[4] == ":":
        return span(_prior(truth.town, int(address[:4])), address[5:])
    unit = "万元" if _MONEY_CELL.search(address) else "分" if _POINTS_CELL.search(address) else ""
    figure = read(truth.printed(address), unit)
    whole = figure.value == figure.value.to_integral_value() and figure.comparator != "~"
    if whole and _exact(figure.unit, address, truth.printed(address)):
        return figure.value, figure.value
    return figure.low, figure.high


def holds(truth: Truth, relation: Relation) -> bool:
    """Tell whether the printed figures can satisfy a relation."""
    if relation.kind == "count_of_list":
        return _listed(truth, relation)
    assert relation.parsed is not None
    return relation.parsed.holds(lambda name: span(truth, truth.address(name)))


def broken(truth: Truth) -> list[Relation]:
    """Return the relations that the printed figures can't satisfy."""
    return [relation for relation in truth.relations if not holds(truth, relation)]


@cache
def _prior(town: str, year: int) -> Truth:
    return load(town, year)


def _exact(unit: str, address: str, printed: str) -> bool:
    if _POINTS_CELL.search(address):
        return "." not in printed
    return unit not in _WHOLE and "万" not in printed and "亿" not in printed


def _listed(truth: Truth, relation: Relation) -> bool:
    (address,) = relation.members
    count = read(truth.printed(address)).value
    more = " > " in relation.formula
    listed = Decimal(len(relation.items))
    return count > listed if more else count == listed


def _marks(truth: Truth) -> Iterator[str]:
    for paragraph in truth.paragraphs.values():
        if "⟦" in paragraph.text:
            yield f"{paragraph.place}: a mark can't be read"
    for figure in truth.figures.values():
        text = truth.paragraphs[figure.place].text
        if not text.startswith(figure.printed, figure.start):
            yield f"{figure.address}: is not printed there"
    for relation in truth.relations:
        for item in relation.items:
            if not any(item in paragraph.text for paragraph in _around(truth, relation)):
                yield f"{relation.id}: {item} is not listed there"


def _around(truth: Truth, relation: Relation) -> list[Paragraph]:
    place = relation.members[0].split("@")[0]
    return [truth.paragraphs[place]] if place in truth.paragraphs else []


def _unlabelled(truth: Truth) -> Iterator[str]:
    known = {entry for fault in truth.faults for entry in fault.breaks}
    for relation in truth.relations:
        try:
            good = holds(truth, relation)
        except (KeyError, ValueError) as error:
            yield f"{relation.id} {relation.formula}: {error!r}"
            continue
        if not good and not known & names(relation):
            yield f"{relation.id} {relation.kind} fails: {relation.formula} {_shown(truth, relation)}"


def names(relation: Relation) -> set[str]:
    """Return how a fault may name a relation: its formula, or its kind and left side."""
    return {
        relation.formula,
        f"{relation.kind} {relation.formula.partition(' = ')[0].partition(' <= ')[0]}",
    }


def _shown(truth: Truth, relation: Relation) -> str:
    if relation.parsed is None:
        return ", ".join(truth.printed(m) for m in relation.members)
    (low, high), (other_low, other_high) = relation.parsed.sides(
        lambda name: span(truth, truth.address(name))
    )
    return f"({low:.6g}..{high:.6g} | {other_low:.6g}..{other_high:.6g})"


def _faults(truth: Truth) -> Iterator[str]:
    for fault in truth.faults:
        for entry in fault.breaks:
            named = [relation for relation in truth.relations if entry in names(relation)]
            if all(holds(truth, relation) for relation in named):
                yield f"{fault.id}: no broken relation is called {entry}"
        for place in (fault.place, *fault.also):
            if not _exists(truth, place):
                yield f"{fault.id}: nothing stands at {place}"


def _exists(truth: Truth, place: str) -> bool:
    known = (*truth.cells, *truth.paragraphs, *(f.address for f in truth.figures.values()))
    place = place.removesuffix("/title")
    return any(address == place or address.startswith(f"{place}/") for address in known)


def _summary(truth: Truth) -> Iterator[str]:
    size = sum(
        len(re.sub(r"\s", "", paragraph.text))
        for paragraph in truth.paragraphs.values()
        if paragraph.place.startswith("summary/")
    )
    if size < _MINIMUM_SUMMARY:
        yield f"the work summary has {size} characters, {_MINIMUM_SUMMARY} are wanted"


def main() -> int:
    """Print every problem of every truth."""
    found = [text for truth in load_all() for text in problems(truth)]
    sys.stdout.writelines(f"{text}\n" for text in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
