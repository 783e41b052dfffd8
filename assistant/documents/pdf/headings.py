"""The header of a table without ruled columns: wrapped lines, and headings over several columns."""

from itertools import pairwise

from assistant.documents.pdf.columns import Columns, span
from assistant.documents.pdf.segments import Row, Segment

_WRAPPED = 1.6  # ems between lines of one cell
_BESIDE = 1.2  # ems between lines of headings that stand in one row
_CENTRED = 1.0  # of an em by which a heading may miss the middle of its columns


def header_bands(heads: list[list[Row]], columns: Columns) -> list[list[Row]]:
    """Join the lines of a header's cells that are wrapped; headings over columns stay apart."""
    heads = _without_strays(heads, columns)
    for upper, lower in pairwise(heads):
        _spread(upper, lower, columns)
    out: list[list[Row]] = []
    for band in heads:
        near = bool(out) and band[0].y - out[-1][-1].y <= _WRAPPED * band[0].em
        if near and not _has_wide(band, columns) and not _has_wide(out[-1], columns):
            out[-1] += band
        else:
            out.append(list(band))
    return out


def _segments(band: list[Row]) -> list[Segment]:
    return [segment for row in band for segment in row.segments]


def _has_wide(band: list[Row], columns: Columns) -> bool:
    return any(len(set(span(segment, columns))) > 1 for segment in _segments(band))


def _taken(band: list[Row], columns: Columns) -> set[int]:
    spans = [span(segment, columns) for segment in _segments(band)]
    return {column for first, last in spans for column in range(first, last + 1)}


def _without_strays(heads: list[list[Row]], columns: Columns) -> list[list[Row]]:
    """Give a heading that stands between two lines to the one below: it is set lower there."""
    out: list[list[Row]] = []
    stray: list[Row] = []
    for number, band in enumerate(heads):
        below = heads[number + 1] if number + 1 < len(heads) else []
        near = bool(below) and below[0].y - band[0].y < _BESIDE * band[0].em
        if near and len(_segments(band)) == 1 and not (
            _taken(band, columns) & _taken(below, columns)
        ):  # fmt: skip
            stray += band
            continue
        out.append([*stray, *band])
        stray = []
    return out


def _spread(upper: list[Row], lower: list[Row], columns: Columns) -> None:
    """Let headings that are centred over several headings below them reach over those."""
    below = _taken(lower, columns)
    for segment in _segments(upper):
        others = {
            column for other in _segments(upper) if other is not segment
            for column in range(span(other, columns)[0], span(other, columns)[1] + 1)
        }  # fmt: skip
        middle = (segment.x0 + segment.x1) / 2
        best = _CENTRED * upper[0].em
        for first in range(len(columns)):
            for last in range(first + 1, len(columns)):
                group = set(range(first, last + 1))
                miss = abs((columns[first][0] + columns[last][1]) / 2 - middle)
                if group <= below and not group & others and miss < best:
                    segment.over, best = (first, last), miss
