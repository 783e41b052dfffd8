"""C: marks that stand for a figure or a name in cells, where no one filled it in."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Pack
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
    for name, field in _cells(ctx.pack):
        ctx.look(*[field.place][: bool(field.raw)])
        mark = _MARK.search(field.text) if field.raw else None
        if mark:
            yield finding(
                ctx, "C141", field.place, f"{name}填的是“{field.text}”，占位符没有换成实际内容。",
                items=[Item("", field)], found=field.text, clerical=True,
            )  # fmt: skip


def _cells(pack: Pack) -> Iterator[tuple[str, Text]]:
    """Yield the cells in which no sentences are written, with what a message calls their form."""
    data = pack.base_data
    if data:
        yield "基础数据表标题", data.title
        for cell in (data.staffing.posts, data.staffing.staff, data.staffing.control_rate):
            yield "基础数据表人员栏", cell
        for row in (*data.spending, data.procurement, data.budget_adjustment):
            for cell in (row.last_final, row.budget, row.final):
                yield f"基础数据表“{row.label.text}”", cell
    for table in pack.tables():
        name = title_of(table)
        for head in (table.title, table.unit, table.department, table.implementer):
            yield f"{name}表头", head
        for line in table.money:
            amounts = (line.initial, line.full_year, line.executed, line.rate, line.score)
            for cell in amounts:
                yield f"{name}“{line.label.text}”", cell
        for entry in (*table.by_income, *table.by_expenditure):
            yield f"{name}“{entry.label.text}”", entry.amount
        for each in table.indicators:
            for cell in (each.weight, each.score):
                yield f"{name}“{each.name.text}”", cell
        yield f"{name}总分", table.total_score
    for report in pack.reports():
        yield "报告标题", report.title
