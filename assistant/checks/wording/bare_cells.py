"""W: figures in indicator rows that name no unit at all."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.checks.rows import filled_tables, is_cost, item, name_of
from assistant.model.finding import Finding
from assistant.model.pack import Indicator
from assistant.model.quantity import Quantity

_BARE = re.compile(r"[≥≤><＞＜=＝]*[\d.,]+(?:以上|以下|以内)?")
_HALF = re.compile(r"[≥≤><＞＜=＝]*[\d.,]+[万亿](?:以上|以下|以内)?")
_UNIT_IN_NAME = re.compile(
    r"[（(].+[）)]$|率$|比例|比重|占比|度$|[人户次个件条场期数量额里亩吨](?:数|次)?$|金额|面积|里程|长度|天数"
)
_AMOUNT = re.compile(r"(?:金额|数额|总额|经费|资金)$")


@rule("W118", name="指标值没有写单位", severity="info", source="DOMAIN §8 单位缺失")
def no_unit(ctx: Context) -> Iterator[Finding]:
    """查什么：指标值只写数字（如“≥4”）、实际完成值和名称里也看不出单位的；写“1200万”而不写是什么的。

    为什么：没有单位的数无法理解，也无法与报告核对。
    举例：指标“民生实事”，指标值“≥4”，实际完成值“4”。
    怎样改：补写单位，如“≥4件”“1200万元”。
    何时不报：指标值或完成值有一格写了单位（见W109）；名称写明了单位或是比率；表样另有计量单位栏。
    """
    for table, filled_rows in ctx.once(filled_tables):
        rows = [row for row in filled_rows if row.target.known()]
        ctx.look(*(row.target.place for row in rows))
        cells = [(row, column) for row in rows for column in _without(row)]
        if cells:
            told = "、".join(
                f"“{name_of(row)}”{getattr(row, column).text}" for row, column in cells
            )
            items: list[Item] = [item(row, column) for row, column in cells]
            yield finding(
                ctx, "W118", items[0].field.place, f"{title_of(table)}以下各格没有写单位：{told}。",
                items=items, found=told, suggestion="补写单位，如“≥4件”“1200万元”。", clerical=True,
            )  # fmt: skip


def _without(row: Indicator) -> Iterator[str]:
    """Yield the columns of a row whose figure has no unit and none to be guessed."""
    target, actual = row.target, row.actual
    cells: tuple[tuple[str, Quantity], ...] = (("target", target), ("actual", actual))
    for column, cell in cells:
        if _HALF.fullmatch(cell.text) and not _UNIT_IN_NAME.search(row.name.text):
            yield column
    if target.unit or actual.unit or not _BARE.fullmatch(target.text):
        return
    if not _UNIT_IN_NAME.search(row.name.text) or _is_amount(row):
        yield "target"


def _is_amount(row: Indicator) -> bool:
    """Tell whether a cost is called an amount, of 元 or 万元 nobody says."""
    return is_cost(row) and bool(_AMOUNT.search(row.name.text))
