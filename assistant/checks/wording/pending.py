"""W110: marks of a draft that a person has not settled yet: what is asked, what is proposed."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.checks.verdict import PENDING
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.quantity import Text

_MARK = re.compile(r"〔(?P<kind>待确认|建议)[^〔〕]*〕")
_KINDS = {"待确认": "待确认{}处没有填", "建议": "建议{}处没有定"}


@rule(PENDING, name="待确认、建议没有落实", severity="info", source="DOMAIN §8 残留文字、§11")
def pending(ctx: Context) -> Iterator[Finding]:
    """查什么：草稿中的〔待确认：…〕〔建议…〕是否还留在表格和报告里，逐处列出。

    为什么：这些标记是请单位回答或拍板的地方，定稿前必须填上、删去；带着标记不能上报。
    举例：“原因：〔待确认：年中追加预算的事由、批复文件〕。”
    怎样改：〔待确认〕换成核实后的内容；〔建议〕同意的去掉标记，不同意的改写。
    何时不报：没有这两种标记。起草阶段有标记是正常的，所以只作提示，另在结论中写明处数。
    """
    ctx.look(ctx.pack.unit.place)
    for title, texts in _parts(ctx.pack):
        found = [item for text in texts for item in _marks(text)]
        if not found:
            continue
        quotes = [item.sentence for item in found]
        told = [words.format(count) for kind, words in _KINDS.items()
                if (count := sum(quote.startswith(f"〔{kind}") for quote in quotes))]  # fmt: skip
        yield finding(
            ctx, PENDING, found[0].field.place, f"{title}有{'、'.join(told)}。", items=found,
            found="、".join(told), expected="没有标记",
            suggestion="逐处填写或定下后删去标记，再上报。",
        )  # fmt: skip


def _parts(pack: Pack) -> Iterator[tuple[str, list[Text]]]:
    """Yield each form's name with the texts that a draft may have filled."""
    if pack.base_data:
        yield "基础数据表", [pack.base_data.thrift]
    for table in pack.tables():
        yield title_of(table), _cells(table)
    for report in pack.reports():
        yield _name(report), list(report.texts())


def _cells(table: IndicatorTable) -> list[Text]:
    return [table.goal_expected, table.goal_achieved, *table.remarks,
            *(row.deviation for row in table.indicators)]  # fmt: skip


def _name(report: Report) -> str:
    return f"“{report.project}”项目自评报告" if report.project else "整体支出自评报告"


def _marks(text: Text) -> Iterator[Item]:
    for mark in _MARK.finditer(text.raw):
        at = Text(raw=mark.group(), place=text.place, location=text.location.span(*mark.span()))
        yield Item("", at, mark.group())
