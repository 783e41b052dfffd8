"""X: the projects that a report lists, and the names it gives them."""

import re
from collections.abc import Iterator

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.copying.names_apart import apart, only_marks_differ
from assistant.checks.findings import Item, finding
from assistant.checks.mentions import (
    cite,
    said,
)
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.place import squeeze


@rule(
    "X122", name="报告所列项目没有自评表", severity="warning", source="DOMAIN §2 每个项目有表有报告"
)
def listed_projects(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告“项目支出情况”里逐项列出金额的项目，应当各有一张项目支出自评表。

    为什么：每个项目都要单独自评，只在报告里列支而没有自评表，评审时会要求补报。
    举例：报告写“其中道路养护项目支出32万元”，但没有道路养护项目的自评表。
    怎样改：补填该项目的自评表和自评报告，或说明不需要单独自评的依据。
    何时不报：列出的是支出用途而不是项目；已有名称相近的项目表。
    """
    known = [core_name(t.place.rpartition("/")[2], ctx.pack.unit.raw) for t in ctx.pack.projects]
    for relation in ctx.relations:
        if relation.kind != "partition" or "项目支出" not in relation.whole.measure:
            continue
        if not relation.place.startswith("overall_report") or re.search(
            r"追加|调整|增加|减少", relation.whole.measure
        ):
            continue
        for part in relation.parts:
            name = _project_name(part.measure)
            if not name or part.quantity.dimension != "元":
                continue
            ctx.look(part.place)
            if not any(_alike(name, other) for other in known):
                yield finding(
                    ctx, "X122", part.place,
                    f"报告列出“{name}”{said(part)}，没有找到该项目的支出绩效自评表。",
                    items=[cite(part)], found=name, expected="每个项目一张自评表",
                    suggestion="补填该项目的自评表和自评报告，或说明不单独自评的依据。", clerical=True,
                )  # fmt: skip


def _project_name(measure: str) -> str:
    name = re.sub(r"(?:项目)?(?:资金|经费)?支出$|^用于|^安排|^包括", "", measure)
    if len(name) < 3 or re.search(
        r"(?:分别|依次)[为是]?$|未[支执付拨]|结[余转]|^(?:本级)?专项(?:资金)?$|业务工作|运行维护|^(?:其他|上级|自有|自筹|财政)|一般公共预算|政府性基金",
        name,
    ):
        return ""  # the form's own groups, not projects
    return name if re.search(r"项目|经费|资金|工程|工资|补助|专项", measure) else ""


def _alike(first: str, second: str) -> bool:
    from rapidfuzz import fuzz  # loaded only when a report lists projects

    a, b = core_name(first), core_name(second)
    return bool(a and b) and (a in b or b in a or fuzz.ratio(a, b) >= 70)


@rule("X123", name="项目名称前后不一", severity="warning", source="DOMAIN §8 名称不一")
def project_names(ctx: Context) -> Iterator[Finding]:
    """查什么：项目自评表与项目报告标题里的项目名称应当一字不差。

    为什么：名称不一，预算系统里对不上号。
    举例：自评表写“水渠清淤工程经费”，报告写“水渠清淤施工经费”。
    怎样改：统一为预算批复的名称。
    何时不报：名称相同，或报告名称只是多了单位名、年度、“项目支出”等字样；只差标点、年度的，只作提示。
    """
    for table in ctx.pack.projects:
        report = ctx.report_of(table)
        if report is None:
            continue
        ctx.look(report.title.place)
        mine = core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw)
        title = squeeze(report.title.raw)
        if mine and (mine not in title or f"{mine}目" in title):
            told = apart(mine, title)
            yield finding(
                ctx, "X123", report.title.place,
                f"项目自评表的名称“{mine}”与项目报告标题里的名称写法不同"
                f"{f'（{told}）' if told else ''}。",
                items=[Item("项目报告标题", report.title), Item("项目名称", table.project)],
                found=title, expected=mine, suggestion="统一为预算批复的项目名称。", clerical=True,
                severity="info" if only_marks_differ(mine, title) else "warning",
            )  # fmt: skip
