"""Slips between cells: a value of the wrong row, year or project; scores and targets bent."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random

from corpus.mutate import Clean, Site, at
from corpus.truth import YEARS, KeyPath, load

KINDS = (
    "stale rate", "full score", "cut as if more", "target met halfway", "sign flipped",
    "actual is target", "stock phrase", "neighbour row", "last year", "other project",
    "cells swapped", "blanked cell", "deviation blanked",
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PHRASES = ("达成预期指标", "全部完成", "已完成", "达到预期目标")
_PAIRS = (("target", "actual"), ("weight", "score"), ("initial", "full_year"),
          ("full_year", "executed"), ("budget", "final"), ("last_final", "budget"),
          ("posts", "staff"))  # fmt: skip


def stale_rate(clean: Clean, random: Random) -> Iterator[Site]:
    """Correct a budget or an executed amount and leave its rate."""
    for address, text in clean.truth.cells.items():
        line, _, column = address.rpartition("/")
        if column in ("full_year", "executed") and address in clean.bound:
            if not clean.truth.cells[f"{line}/rate"].printed.strip():
                continue
            for percent in random.sample([80, 86, 91, 95, 104, 109], 2):
                yield Site({address: _scaled(text.printed, Decimal(percent) / 100)})


def full_score(clean: Clean, random: Random) -> Iterator[Site]:
    """Miss a target and keep the full score."""
    for row in _rows(clean):
        if row.score != row.weight or row.actual is None or row.target is None:
            continue
        parts = [76, 88, 93] if row.rule == "ge" else [112, 135, 170]
        wanted = row.target * random.choice(parts) / 100
        yield Site({f"{row.place}/actual": _put(row.cells["actual"], wanted)})


def cut_as_if_more(clean: Clean, random: Random) -> Iterator[Site]:
    """Score a row whose lower value is better as if more were better."""
    for row in _rows(clean):
        if row.rule == "le" and row.actual is not None and row.target and row.score == row.weight:
            score = _points(row.weight * row.actual / row.target)
            if score < row.weight:
                yield Site({f"{row.place}/score": f"{score.normalize():f}"})


def target_met_halfway(clean: Clean, random: Random) -> Iterator[Site]:
    """Bend the target of a missed row to what was done, the cut score left."""
    for row in _rows(clean):
        if row.target is None or row.actual is None or row.score == row.weight:
            continue
        easier = (95, 90, 85) if row.rule == "ge" else (105, 110, 115)
        for wanted in (row.actual, *(row.actual * part / 100 for part in easier)):
            yield Site({f"{row.place}/target": _put(row.cells["target"], wanted)})


def sign_flipped(clean: Clean, random: Random) -> Iterator[Site]:
    """Turn the sign of a target that was not met to the point: what was met is now missed."""
    turned = {"≥": "≤", "≤": "≥", "不少于": "不超过", "不低于": "不高于", "以上": "以下"}
    for row in _rows(clean):
        text = row.cells["target"]
        if row.actual is None or row.target is None or row.score != row.weight:
            continue
        if row.actual == row.target:
            continue
        for sign, other in turned.items():
            if sign in text:
                yield Site({f"{row.place}/target": text.replace(sign, other, 1)})
                break


def actual_is_target(clean: Clean, random: Random) -> Iterator[Site]:
    """Repeat the target's words as the actual."""
    for row in _rows(clean):
        text = row.cells["target"]
        if row.target is not None and re.search("≥|≤|不|以上|以内", text):
            yield Site({f"{row.place}/actual": text})


def stock_phrase(clean: Clean, random: Random) -> Iterator[Site]:
    """Write a stock phrase where a number is due."""
    for row in _rows(clean):
        if row.target is not None:
            yield Site({f"{row.place}/actual": random.choice(_PHRASES)})


def neighbour_row(clean: Clean, random: Random) -> Iterator[Site]:
    """Copy the value of the row above or below."""
    for column in _columns(clean).values():
        for above, below in pairwise(column):
            yield from _copied(clean, above, below)
            yield from _copied(clean, below, above)


def last_year(clean: Clean, random: Random) -> Iterator[Site]:
    """Copy the value of last year: its column, or last year's form."""
    cells = clean.truth.cells
    for address in clean.bound:
        if re.fullmatch(r"base_data/spending/[^/]+/final", address):
            yield from _copied(clean, address.replace("/final", "/last_final"), address)
    if clean.truth.year == YEARS[0]:
        return
    before = load(clean.truth.town, clean.truth.year - 1).cells
    for address in clean.bound:
        if address in cells and not address.endswith("/project"):
            text = before[address].printed.strip() if address in before else ""
            if text and text != cells[address].printed.strip():
                yield Site({address: text})


def other_project(clean: Clean, random: Random) -> Iterator[Site]:
    """Copy the value of the same cell of another project."""
    for address in clean.bound:
        match = re.match(r"projects/([^/]+)(/(?:money|total)/.*)", address)
        if match:
            others = [p["short"] for p in clean.truth.raw["projects"] if p["short"] != match[1]]
            yield from _copied(clean, f"projects/{random.choice(others)}{match[2]}", address)


def cells_swapped(clean: Clean, random: Random) -> Iterator[Site]:
    """Put two neighbouring cells of a row the wrong way round."""
    cells, bound = clean.truth.cells, set(clean.bound)
    for address in clean.bound:
        row, _, column = address.rpartition("/")
        for first, second in _PAIRS:
            other = f"{row}/{second}"
            if column != first or other not in bound or "/total/" in address:
                continue
            mine, its = cells[address].printed, cells[other].printed
            if _NUMBER.search(mine) and _NUMBER.search(its) and mine.strip() != its.strip():
                yield Site({address: its, other: mine})


def blanked_cell(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave a bound cell blank."""
    for address in clean.bound:
        if address in clean.truth.cells and not address.endswith("/project"):
            yield Site({address: ""})


def deviation_blanked(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave out why a target was missed."""
    for row in _rows(clean):
        if row.cells["deviation"].strip() and row.score is not None and row.score < row.weight:
            for text in ("", "无", "/", "无偏差"):
                yield Site({f"{row.place}/deviation": text})


class _Row:
    """An indicator row: what is printed in each cell, and the numbers."""

    def __init__(self, place: str, cells: dict[str, str], rule: str) -> None:
        self.place, self.cells, self.rule = place, cells, rule
        self.target, self.actual = _value(cells["target"]), _value(cells["actual"])
        self.weight = _value(cells["weight"]) or Decimal(0)
        self.score = _value(cells["score"])


def _rows(clean: Clean) -> Iterator[_Row]:
    """Yield the indicator rows that have a target in figures or words and a weight."""
    for address, cell in clean.truth.cells.items():
        if "/indicators/" in address and address.endswith("/target") and cell.printed.strip():
            place = address.removesuffix("/target")
            names = ("target", "actual", "weight", "score", "deviation")
            cells = {name: clean.truth.cells[f"{place}/{name}"].printed for name in names}
            yield _Row(place, cells, rule=at(clean.truth.raw, cell.path[:-1])[6])


def _columns(clean: Clean) -> dict[KeyPath, list[str]]:
    """Return the bound cells of each column of each block, in their order."""
    out: dict[KeyPath, list[str]] = defaultdict(list)
    bound = set(clean.bound)
    for address, cell in clean.truth.cells.items():
        if address in bound and isinstance(cell.path[-1], int):
            block = address.rpartition("/indicators/")[0] or address.split("/")[1]
            out[(*cell.path[:2], block, cell.path[-1])].append(address)
    return out


def _copied(clean: Clean, source: str, into: str) -> Iterator[Site]:
    cells = clean.truth.cells
    text = cells[source].printed.strip() if source in cells else ""
    if _NUMBER.search(text) and text != cells[into].printed.strip():
        yield Site({into: text})


def _value(text: str) -> Decimal | None:
    """Return the one number of a text; None for words, dates and ranges."""
    found = _NUMBER.findall(text)
    return Decimal(found[0]) if len(found) == 1 and not re.search(r"\d[年月日]", text) else None


def _put(text: str, value: Decimal) -> str:
    """Return a text with its number replaced, to as many places as before."""
    match = _NUMBER.search(text)
    assert match is not None, text
    step = Decimal(1).scaleb(-len(match[0].partition(".")[2]))
    return text[: match.start()] + str(value.quantize(step, ROUND_HALF_UP)) + text[match.end() :]


def _scaled(text: str, factor: Decimal) -> str:
    return _put(text, Decimal(_NUMBER.findall(text)[0]) * factor)


def _points(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
