"""C: marks that stand for a figure or a name in cells, where no one filled it in."""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.quantity import Text

_MARK = re.compile(
    r"(?<!\d)20[xX×*]{2}(?=年|$)|(?<![A-Za-z0-9])[xX×Ｘ]{2,}(?![A-Za-z\d])|(?<![\d*＊])[*＊]{2,}(?![\d*＊])|[_＿]{2,}"
    r"|[?？]{2,}|(?:此处|请|待)填写?|[（(]?待(?:定|补|填|核实)[）)]?$|#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!)"
)


@rule("C141", name="表格里留着占位符", severity="warning", source="DOMAIN §8 残留文字")
def marks_left(ctx: Context) -> Iterator[Finding]:
    """查什么：标题、表头、资金、分值、得分、人数等格里的占位符，如“XX”“××万元”“**”“＿＿”“待填”“#REF!”。

    为什么：占位符说明这一格没有填，照此上报必被退回。
    举例：年度资金总额的全年执行数填“XX万元”。
    怎样改：填上实际数字或名称。
    何时不报：报告正文、目标、指标的名称和数值（见W106）；电话、证件号码隐去的几位；签名、日期栏的横线；写“无”“/”“—”的格。
    """
    cells = list(_cells(ctx.pack))
    filled = [field for _, _, fields in cells for field in fields if field.raw]
    ctx.look(*(field.place for field in filled))
    marked = _SIGN.search("\n".join([field.raw for field in filled]))
    for form, label, fields in cells if marked else ():
        for field in fields:
            if _SIGN.search(field.raw) and _MARK.search(field.text):
                name = form if label is None else f"{form}“{label.text}”"
                yield finding(
                    ctx, "C141", field.place, f"{name}填的是“{field.text}”，占位符没有换成实际内容。",
                    items=[Item("", field)], found=field.text, clerical=True,
                )  # fmt: skip


_SIGN = re.compile("[xX×Ｘ*＊_＿?？填待#]")
"""What each mark has one of."""


def _cells(pack: Pack) -> Iterator[tuple[str, Text | None, Sequence[Text]]]:
    """Yield the cells in which no sentences are written, with their form's name and row's label."""
    if data := pack.base_data:
        staffing = data.staffing
        yield "基础数据表标题", None, (data.title,)
        yield "基础数据表人员栏", None, (staffing.posts, staffing.staff, staffing.control_rate)
        for row in (*data.spending, data.procurement, data.budget_adjustment):
            yield "基础数据表", row.label, (row.last_final, row.budget, row.final)
    for table in pack.tables():
        yield from _cells_of(table, title_of(table))
    yield "报告标题", None, [report.title for report in pack.reports()]


def _cells_of(
    table: IndicatorTable, name: str
) -> Iterator[tuple[str, Text | None, Sequence[Text]]]:
    heads = (table.title, table.unit, table.department, table.implementer)
    yield f"{name}表头", None, heads
    for line in table.money:
        yield name, line.label, (line.initial, line.full_year, line.executed, line.rate, line.score)
    for entry in (*table.by_income, *table.by_expenditure):
        yield name, entry.label, (entry.amount,)
    for row in table.indicators:
        yield name, row.name, (row.weight, row.score)
    yield f"{name}总分", None, (table.total_score,)
