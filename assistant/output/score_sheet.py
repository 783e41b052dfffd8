"""The sheet 得分复算: every row's score as stated and as recomputed, with the arithmetic."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from openpyxl import Workbook

from assistant.model.finding import CheckReport, IndicatorScore, ScoreView
from assistant.output.scores import WAYS
from assistant.output.workbook import Column, Value, add_sheet

TITLE = "得分复算"
COLUMNS = [Column(*each) for each in (
    ("核对", 8), ("表", 20), ("指标类别", 18), ("指标", 26), ("年度指标值", 15), ("实际完成值", 15),
    ("分值", 8), ("自评得分", 9), ("按规则得分", 9), ("下限", 8), ("上限", 8), ("计入重算", 9),
    ("方向", 10), ("方向依据", 22), ("算式", 36), ("说明", 40),
)]  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_FILLS = {"不同": "FBE9E7", "合计": "E3E8EE"}


def add_scores(book: Workbook, report: CheckReport) -> None:
    """Add the sheet to a workbook, none where the report has no scores."""
    if report.scores:
        add_sheet(book, TITLE, COLUMNS, _rows(report), _FILLS)


def _rows(report: CheckReport) -> Iterator[Sequence[Value]]:
    for view in report.scores:
        yield from (_row(view, row) for row in view.indicators)
        points = (view.stated, "", view.low, view.high, view.recomputed)
        told = view.what_if or view.note
        yield ["合计", view.title, "", "", "", "", None, *map(_point, points), "", "", "", told]


def _row(view: ScoreView, row: IndicatorScore) -> Sequence[Value]:
    points = (row.weight, row.stated, row.fair, row.low, row.high, row.counted)
    return [
        "一致" if row.agrees else "不同", view.title, row.level, row.name, row.target, row.actual,
        *map(_point, points), WAYS[row.direction], row.told, row.rule, row.reason,
    ]  # fmt: skip


def _point(text: str) -> Decimal | str:
    """Return points as a number; what is none stays text."""
    return Decimal(text) if _NUMBER.fullmatch(text) else text
