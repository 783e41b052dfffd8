"""Tables without a lattice: columns aligned by white space, with or without horizontal rules."""

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.documents.pdf.columns import Columns, cut_at_columns, runs, span
from assistant.documents.pdf.content import Char, Rule
from assistant.documents.pdf.headings import header_bands
from assistant.documents.pdf.lines import Line, rows_of
from assistant.documents.pdf.segments import Row, Segment, row_of, with_labels

_GAPS = re.compile(r"\S\s+\S+?\s+\S")
_LEADERS = re.compile(r"[.…·．。]{4,}|…{2,}")
_LEAST = 3  # lines with gaps, and rules that bound a table
_ENDS = 4.0  # points by which the ends of a table's rules may differ
_ACROSS = 0.7  # of a table's width: what a rule between its rows crosses
_HEADER = 4.0  # ems between a header's line and the one below it
_HEADERS = 5  # lines of a header, at most
_WRAPPED = 1.6  # ems between lines of one cell
_CLOSER = 0.8  # of the usual distance of rows
_NEARER = 0.75  # of the distance to the row at the other side


@dataclass(eq=False)
class Aligned:
    """A table as lines in bands: each band is a row, ``columns`` are those of its text."""

    bands: list[list[Row]]
    columns: Columns
    rows: list[Row] = field(default_factory=list)


def may_hold_tables(lines: Iterable[Line]) -> bool:
    """Tell whether so many lines have two gaps that looking for columns is worth while."""
    return sum(bool(_GAPS.search(line.text)) for line in lines) >= _LEAST


def find(chars: Sequence[Char], across: Sequence[Rule]) -> list[Aligned]:
    """Return the tables among the characters outside ruled tables; ``across``: rules there."""
    rows = with_labels([row for row in map(row_of, rows_of(chars)) if row is not None])
    regions = _regions(across)
    out: list[Aligned] = []
    for top, bottom in regions:
        inside = [row for row in rows if top < row.y < bottom + 1]
        if found := _ruled(inside, across, bounded=True):
            out.append(found)
            rows = [row for row in rows if row not in found.rows]
    for numbers, columns in runs(rows):
        if not any(_is_contents(rows[n]) for n in numbers):
            out.append(_unruled(rows, numbers, columns, across))
    return out


def _is_contents(row: Row) -> bool:
    return bool(_LEADERS.search("".join(segment.text for segment in row.segments)))


def _regions(across: Sequence[Rule]) -> list[tuple[float, float]]:
    """Return the top and bottom of groups of three rules at least that begin and end alike."""
    groups: list[list[Rule]] = []
    for rule in sorted(across):
        for group in groups:
            if abs(group[0].start - rule.start) < _ENDS and abs(group[0].end - rule.end) < _ENDS:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [(group[0].at, group[-1].at) for group in groups if len(group) >= _LEAST]


def _ruled(rows: list[Row], across: Sequence[Rule], bounded: bool) -> Aligned | None:
    """Return the table that stands between rules: all its lines, with figures or without."""
    found = runs(rows, bounded)
    if len(found) != 1 or any(map(_is_contents, rows)):
        return None
    numbers, columns = found[0]
    body = [rows[n] for n in numbers]
    for row in rows:
        cut_at_columns(row, columns)
    bands = _bands(rows, body, columns, _between(across, rows, columns))
    return _made(bands, body, columns)


def _unruled(
    rows: list[Row], numbers: list[int], columns: Columns, across: Sequence[Rule]
) -> Aligned:
    body = [rows[n] for n in numbers]
    first = _first_of_header(rows, numbers[0], columns, across)
    last = numbers[-1] + 1
    while last < len(rows) and _goes_on(rows[last], rows[last - 1], columns, body):
        last += 1
    taken = rows[first:last]
    for row in taken:
        cut_at_columns(row, columns)
    return _made(_bands(taken, body, columns, _between(across, taken, columns)), body, columns)


def _made(bands: list[list[Row]], body: list[Row], columns: Columns) -> Aligned:
    heads = next(n for n, band in enumerate(bands) if body[0] in band)
    bands = [*header_bands(bands[:heads], columns), *bands[heads:]]
    return Aligned(bands, columns, [row for band in bands for row in band])


def _first_of_header(rows: list[Row], first: int, columns: Columns, across: Sequence[Rule]) -> int:
    """Return the first line of the header above the first row of figures.

    Lines of several segments, each over columns of its own; and lines between those.
    """
    found = at = first
    while at > 0 and first - at < _HEADERS:
        row, below = rows[at - 1], rows[at]
        if below.y - row.y > _HEADER * max(row.em, below.em) or _is_contents(row):
            break
        if not _is_header(row, columns) and below.y - row.y > _WRAPPED * row.em:
            break
        at -= 1
        if _is_header(row, columns):
            found = at
    return found


def _is_header(row: Row, columns: Columns) -> bool:
    spans = [span(segment, columns) for segment in row.segments]
    parted = all(a[1] < b[0] for a, b in pairwise(spans))
    return len(spans) >= 2 and parted and not any(s.text.endswith("。") for s in row.segments)


def _goes_on(row: Row, above: Row, columns: Columns, body: list[Row]) -> bool:
    """Tell whether a line below the last row of figures still belongs to one of its cells."""
    alone = len(row.segments) == 1 and len(set(span(row.segments[0], columns))) == 1
    reach = min(_WRAPPED * row.em, _CLOSER * _pitch(body))
    return alone and row.y - above.y < reach and _inside(row.segments[0], columns)


def _inside(segment: Segment, columns: Columns) -> bool:
    x0, x1 = columns[span(segment, columns)[0]]
    return x0 - 1 <= segment.x0 and segment.x1 <= x1 + 1


def _pitch(body: list[Row]) -> float:
    return statistics.median_low([b.y - a.y for a, b in pairwise(body)])


def _between(across: Sequence[Rule], rows: list[Row], columns: Columns) -> list[float]:
    """Return the rules between a table's lines."""
    left, right = columns[0][0], columns[-1][1]
    return sorted(
        rule.at for rule in across
        if rows[0].y < rule.at < rows[-1].y
        and min(rule.end, right) - max(rule.start, left) > _ACROSS * (right - left)
    )  # fmt: skip


def _bands(
    rows: list[Row], body: list[Row], columns: Columns, rules: list[float]
) -> list[list[Row]]:
    """Part lines into a table's rows: by rules where each row has one, else by distance."""
    if all(any(a.y < at < b.y for at in rules) for a, b in pairwise(body)):
        tops = [0.0, *rules]
        groups = [[r for r in rows if top < r.y <= low]
                  for top, low in pairwise([*tops, rows[-1].y + 1])]  # fmt: skip
        return [group for group in groups if group]
    anchors = [row for row in rows if row in body or len(row.segments) > 1]
    homes: dict[Row, list[Row]] = {}
    for row in rows:
        homes.setdefault(_home(row, anchors, columns), []).append(row)
    return [sorted(band, key=lambda row: row.y) for band in homes.values()]


def _home(row: Row, anchors: list[Row], columns: Columns) -> Row:
    """Return the row of several cells that a line belongs to, or itself.

    A label over several lines stands around its figures or begins beside them: it is much
    nearer to those than to the next.
    """
    if row in anchors:
        return row
    near, *others = sorted(anchors, key=lambda other: abs(other.y - row.y))
    far = min((abs(o.y - row.y) for o in others if (o.y > row.y) != (near.y > row.y)), default=None)
    distance = abs(near.y - row.y)
    reach = _NEARER * far if far is not None else _WRAPPED * row.em
    alone = all(len(set(span(s, columns))) == 1 for s in row.segments)
    return near if alone and distance < min(_WRAPPED * row.em, reach) else row
