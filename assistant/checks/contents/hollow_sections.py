"""C: headings with nothing below them."""

import re
from collections.abc import Iterator

from assistant.checks.contents.shortcomings import of_pack
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.prose import DEVIATIONS, MEASURES, PROBLEMS, find_section
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Pack, Report, Section
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

_TOPIC = re.compile(
    r"(?:情况|问题|不足|措施|分析|概况|概述|结果|应用|公开|原因|建议|意见|整改|结论|经验|做法|职能|职责|组成|机构|目标|指标)(?:说明|介绍)?$"
)
_STATES = re.compile(
    r"\d|[，。；：]|^无|没有|未(?:发生|出现|发现)|不涉及|全部|较好|完成了|完成年度"
)
_LONGEST = 26
_MAY_BE_TABLE = re.compile(r"完成|资金|收支|支出|收入|预算|目标|指标|组成|机构")


@rule("C144", name="标题下没有内容", severity="warning", source="DOMAIN §6、§8 缺项")
def hollow_sections(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里写着“存在的问题”“绩效目标完成情况分析”等标题，下面一个字也没有，紧接着就是下一个标题。

    为什么：只有标题等于没有写，审核时按缺项处理。
    举例：“（二）存在问题”之后直接是“（三）改进措施”。
    怎样改：补写内容；确实不涉及的，写明“不涉及”及理由，不需要的标题删去。
    何时不报：标题本身就是一句结论（有数字、标点）；没有项目的单位的项目支出标题；其下还有小标题和内容；有短板而问题、措施空白的见C109、C117；同一文件另有表格的，可能是表格没有读出，只作提示。
    """
    for report in ctx.pack.reports():
        ctx.look(*(section.place for section in report.sections))
        bare = list(_bare(report.sections))
        if bare and any(text.text for text in report.texts()):
            known = _told_by_others(ctx, report)
            left = [s for s in bare if s.place not in known and not _of_no_project(ctx.pack, s)]
            if left:
                yield _hollow(ctx, report, left)


def _of_no_project(pack: Pack, section: Section) -> bool:
    """Tell whether a heading is about projects, of which the unit has none."""
    return "项目" in section.title and not (pack.projects or pack.project_reports)


def _told_by_others(ctx: Context, report: Report) -> set[Place]:
    """Return the silent sections that C109 and C117 tell of, as the tables have shortcomings."""
    found = (find_section(report, topic) for topic in (PROBLEMS, MEASURES, DEVIATIONS))
    silent = {section.place for section in found if section is not None}
    return silent if silent and of_pack(ctx) else set()


def _hollow(ctx: Context, report: Report, bare: list[Section]) -> Finding:
    name = f"“{report.project}”项目报告" if report.project else "整体报告"
    told = "、".join(f"“{section.number}{section.title}”" for section in bare)
    tables = _has_tables(ctx.pack, bare[0]) and all(map(_may_be_table, bare))
    heads = [Text(raw=f"{s.number}{s.title}", place=s.place, location=s.location) for s in bare]
    return finding(
        ctx, "C144", bare[0].place, f"{name}{told}下面没有内容。",
        items=[Item("", head) for head in heads], found="没有内容", expected="写明内容",
        severity="info" if tables else None, clerical=True,
        suggestion="补写内容；不涉及的写明“不涉及”及理由，不需要的标题删去。",
    )  # fmt: skip


def _may_be_table(section: Section) -> bool:
    return bool(_MAY_BE_TABLE.search(section.title))


def _has_tables(pack: Pack, section: Section) -> bool:
    """Tell whether something in a table of the same file was read that no form claimed."""
    file = section.location.file
    return any(u.location.table is not None and u.location.file == file for u in pack.unplaced)


def _bare(sections: list[Section]) -> Iterator[Section]:
    """Yield the highest sections without any words below them."""
    for section in sections:
        title = squeeze(section.title)
        if any(text.text for text in section.texts()):
            yield from _bare(section.sections)
        elif len(title) <= _LONGEST and _TOPIC.search(title) and not _STATES.search(title):
            yield section
