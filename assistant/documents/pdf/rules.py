"""Ruled lines joined, and those that touch gathered into the frames of tables."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.documents.pdf.content import Rule

SAME = 2.5
"""Points within which two coordinates are one edge: double lines, overlapping borders."""
_GAP = 3.0  # points of a gap in a line that is still one line
_SHORTEST = 5.0


class Ruling(NamedTuple):
    """Rules that touch each other: the lines of one table."""

    across: list[Rule]
    down: list[Rule]


def edges(values: Iterable[float], same: float = SAME) -> list[float]:
    """Return the distinct coordinates among ``values``, each the mean of its neighbours."""
    counts = Counter(values)  # most edges of a table are shared by many cells
    out: list[float] = []
    first = total = 0.0
    count = 0
    for value in sorted(counts):
        if count and value - first > same:
            out.append(total / count)
            total, count = 0.0, 0
        if not count:
            first = value
        total, count = total + value * counts[value], count + counts[value]
    return [*out, total / count] if count else out


def nearest(values: Sequence[float], value: float) -> int:
    """Return the index of the edge nearest to ``value``; ``values`` are sorted."""
    at = bisect_left(values, value)
    if at == 0:
        return 0
    if at == len(values) or value - values[at - 1] <= values[at] - value:
        return at - 1
    return at


def join(rules: Sequence[Rule]) -> list[Rule]:
    """Join the rules that lie on one line and overlap or nearly meet."""
    lines = edges(rule.at for rule in rules)
    on_line: list[list[Rule]] = [[] for _ in lines]
    for rule in rules:
        on_line[nearest(lines, rule.at)].append(rule)
    out: list[Rule] = []
    for at, found in zip(lines, on_line, strict=True):
        out.extend(Rule(at, start, end) for start, end in _spans(found) if end - start > _SHORTEST)
    return out


def _spans(rules: list[Rule]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for rule in sorted(rules, key=lambda r: r.start):
        if spans and rule.start <= spans[-1][1] + _GAP:
            spans[-1] = (spans[-1][0], max(spans[-1][1], rule.end))
        else:
            spans.append((rule.start, rule.end))
    return spans


def rulings(across: Sequence[Rule], down: Sequence[Rule]) -> list[Ruling]:
    """Return the groups of touching rules (joined before) that can hold a table."""
    flat, upright = across, sorted(down)
    parent = list(range(len(flat) + len(upright)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    positions = [rule.at for rule in upright]
    for number, rule in enumerate(flat):
        first = bisect_left(positions, rule.start - _GAP)
        for other in range(first, bisect_right(positions, rule.end + _GAP)):
            if upright[other].start - _GAP <= rule.at <= upright[other].end + _GAP:
                parent[root(number)] = root(len(flat) + other)
    groups: dict[int, Ruling] = {}
    for number, rule in enumerate(flat):
        groups.setdefault(root(number), Ruling([], [])).across.append(rule)
    for number, rule in enumerate(upright):
        groups.setdefault(root(len(flat) + number), Ruling([], [])).down.append(rule)
    found = [g for g in groups.values() if len(g.across) > 1 and len(g.down) > 1]
    return sorted(found, key=lambda g: min(rule.at for rule in g.across))
