"""S: the column 得分系数 of some forms: each score is its weight times the coefficient."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import points, rounded
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.checks.targets.performance import printed
from assistant.model.finding import Finding
from assistant.model.numerals import read_quantity
from assistant.model.pack import Indicator, IndicatorTable, Unplaced
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, Quantity, plain

_COLUMN = re.compile(r"^(?:指标)?得分系数")
_MOST = Decimal("1.5")
"""A coefficient without % up to here is a share, above it a percentage."""


class _Given(NamedTuple):
    """A row with its coefficient as printed, and as what percentage it is meant."""

    row: Indicator
    cell: Quantity
    percents: Interval


@rule("S111", name="得分系数与得分不符", severity="error", source="DOMAIN §3、§10")
def coefficients(ctx: Context) -> Iterator[Finding]:
    """得分应等于分值（权重）×得分系数。

    查什么：表样有“得分系数”一列的，每项指标的得分能否由分值乘以系数算出。
    为什么：系数按完成程度填写，是得分的唯一依据；系数、得分有一个填错，总分就不可信。
    举例：分值8分、得分系数100%，得分却是7.52分；实际188、指标值200，系数应为94%。
    怎样改：按实际完成值÷指标值（最高100%）核对系数，再计算得分。
    何时不报：表样没有这一列；系数、分值、得分有空白，或系数的个数与指标的行数不同；差异在末位四舍五入之内；
    系数与完成程度相符而得分未按系数扣减（见S103、S104）。
    """
    for table in ctx.pack.tables():
        for given in _given(ctx, table):
            row = given.row
            if not (row.weight.known() and row.score.known()):
                continue
            ctx.look(row.score.place)
            fair = _times(given.percents, (row.weight.value or Decimal(0)) / 100)
            if not printed(row.score).meets(fair) and not _as_done(ctx, given):
                yield from _told(ctx, given)


def _given(ctx: Context, table: IndicatorTable) -> list[_Given]:
    """Return a table's rows with their coefficients, none where it isn't sure which is whose."""
    rows = filled(table)
    column = next((each for each in ctx.pack.unplaced if _is_column(each, rows)), None)
    if column is None:
        return []
    head, *raws = column.text.split("\n")
    if len(raws) != len(rows):
        ctx.remark = f"“{squeeze(head)}”一列有{len(raws)}个数，指标有{len(rows)}行，没有核对。"
        return []
    cells = [_cell(row, raw, column) for row, raw in zip(rows, raws, strict=True)]
    whole = "%" in head or any((cell.value or 0) > _MOST for cell in cells)
    return [
        _Given(row, cell, _times(cell.interval(), _unit(cell, whole)))
        for row, cell in zip(rows, cells, strict=True)
        if cell.known()
    ]


def _is_column(each: Unplaced, rows: list[Indicator]) -> bool:
    at = each.location
    here = bool(rows) and (at.file, at.table) == (
        rows[0].score.location.file, rows[0].score.location.table,
    )  # fmt: skip
    return here and at.table is not None and bool(_COLUMN.match(squeeze(each.text)))


def _cell(row: Indicator, raw: str, column: Unplaced) -> Quantity:
    at = row.score.location.model_copy(update={"col": column.location.col, "anchor": None})
    return read_quantity(raw, f"{row.place}/coefficient", at)


def _unit(cell: Quantity, whole: bool) -> Decimal:
    return Decimal(1) if whole or cell.unit == "%" else Decimal(100)


def _times(percents: Interval, factor: Decimal) -> Interval:
    return Interval(percents.low * factor, percents.high * factor)


def _as_done(ctx: Context, given: _Given) -> bool:
    """Tell whether a coefficient below 100 % is what was reached: then only the score is wrong."""
    share = _share(ctx, given.row)
    return share is not None and share < 100 and _near(share, given.percents)


def _share(ctx: Context, row: Indicator) -> Decimal | None:
    """Return actual ÷ target in percent, at most 100, for a row where more is better."""
    result = ctx.result(row)
    if result is None or result.direction == "less" or result.done is None:
        return None
    return min(result.done * 100, Decimal(100))


def _near(share: Decimal, percents: Interval) -> bool:
    half = Decimal("0.5")
    return percents.low - half <= share <= percents.high + half


def _told(ctx: Context, given: _Given) -> Iterator[Finding]:
    row, cell = given.row, given.cell
    weight, score = row.weight.value or Decimal(0), row.score.value or Decimal(0)
    percent = (given.percents.low + given.percents.high) / 2
    fair, share = weight * percent / 100, _share(ctx, row)
    message = (
        f"“{name_of(row)}”得分系数填{rounded(percent)}%，分值{points(weight)}×{rounded(percent)}%"
        f"={rounded(fair)}分，得分填{points(score)}"
    )
    advice = "核对系数和得分，改正填错的一个，并相应改正总分。"
    if share is not None and printed(row.score).meets(_around(weight * share / 100)):
        message += f"；实际÷指标值={rounded(share)}%，与得分相符，系数疑为{rounded(share)}%"
        advice = f"得分系数改为{rounded(share)}%。"
    yield from conflict(
        ctx, "S111", Item("得分", row.score), fair.quantize(Decimal("0.01")), message,
        others=[Item(f"得分系数（{plain(cell.value or Decimal(0))}）", cell), item(row, "weight")],
        unit="分", suggestion=advice,
    )  # fmt: skip


def _around(score: Decimal) -> Interval:
    half = Decimal("0.005")
    return Interval(score - half, score + half)
