"""X: names of projects in the base data table."""

from collections.abc import Iterator

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.copying.names_apart import apart, misspelt
from assistant.checks.findings import Item, finding
from assistant.checks.labels import row_name
from assistant.checks.registry import rule
from assistant.model.finding import Finding


@rule("X151", name="基础数据表的项目名称有误", severity="warning", source="DOMAIN §8 名称不一")
def row_names(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表逐项列出的专项，与项目自评表的项目名称是否只差一个字（漏字、多字、错字、两字颠倒）。

    为什么：同一个项目两种写法，对不上号，多半是笔误。
    举例：自评表写“水渠清淤工程经费”，基础数据表写“水渠清工程经费”。
    怎样改：统一为预算批复的名称。
    何时不报：名称相同或一个包含另一个；差的是序号、期次、方位等（如“一期”“二期”）；差两个字以上。
    """
    data, unit = ctx.pack.base_data, ctx.pack.unit.raw
    rows = [(core_name(row_name(row), unit), row) for row in data.spending] if data else []
    tables = [(core_name(t.place.rpartition("/")[2], unit), t) for t in ctx.pack.projects]
    for name, table in tables:
        same = [
            row.place for written, row in rows if written and (written in name or name in written)
        ]
        ctx.look(*same)
        if same:
            continue
        near = [(written, row) for written, row in rows if misspelt(name, written)]
        for written, row in near[:1]:
            ctx.look(row.place)
            if any(written == other for other, _ in tables):
                continue
            told = apart(name, written)
            yield finding(
                ctx, "X151", row.label.place,
                f"基础数据表的项目名称“{written}”与项目自评表的“{name}”写法不同{f'（{told}）' if told else ''}。",
                items=[Item("基础数据表", row.label), Item("项目名称", table.project)],
                found=written, expected=name, suggestion="统一为预算批复的项目名称。", clerical=True,
            )  # fmt: skip
