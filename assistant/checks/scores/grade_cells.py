"""S: the grade that a form or a report gives without a score, against the form's own total."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import points, title_of
from assistant.checks.registry import rule
from assistant.checks.scores.line import grade
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.place import Location, squeeze
from assistant.model.quantity import Text

_NAME = r"(?P<grade>优|良|中|差)(?:秀|好|等)?"
_ROW = re.compile(
    rf"(?:自评|评价|综合|绩效|评定|评分|总体)*(?:等级|等次|档次)[｜|：:\s]*[“\"]?{_NAME}[”\"]?[。｜|\s]*"
)
_SAID = re.compile(
    rf"(?:自评|绩效评价|综合评价|评价|评定)[^。；，、\d]{{0,6}}?(?:等级|等次|档次)(?P<all>[均都各])?(?:评定|确定|[为是定：])*[“\"]?{_NAME}(?=[”\"，。；、）]|$)"
)
_STOP = re.compile(r"[。；;]")
_MAY_SAY = re.compile(r"等[级次]|档次")
"""What a text must hold for the other: the search for it is quick."""
_OTHERS = re.compile(
    r"\d分|上年|去年|财政|部门评价|第三方|考核|抽查|复评|复核|质量|评优|力争|争取|目标|标准|以上|以下|分档"
)


@rule("S114", name="等级与表内总分不符", severity="error", source="DOMAIN §3 [V]")
def grade_fits_total(ctx: Context) -> Iterator[Finding]:
    """查什么：自评表“自评等级”栏（或表后一行）、报告中没有写分数的“自评等级为优”，与该表总分按评分口径的分档核对。

    为什么：等级是自评结论，与总分的分档不符属于结论错误。
    举例：总分99.71分，自评等级栏填“良”，按分档应为“优”。
    怎样改：核对总分；总分无误的，改正等级。
    何时不报：总分空白、满分不是100分；同一句写有分数的（见S109）；上年、财政评价、考核、抽查的等级。
    """
    if not ctx.profile.grades:
        return
    for table in ctx.pack.tables():
        for cell in _cells(ctx.pack, table):
            match = _ROW.fullmatch(cell.text)
            if match:
                yield from _judge(ctx, [table], match["grade"], cell, "自评表")
    for report in ctx.pack.reports():
        for text in report.texts():
            for sentence in _STOP.split(text.text) if _MAY_SAY.search(text.text) else ():
                said = _SAID.search(sentence)
                if said and not _OTHERS.search(sentence):
                    shown = text.model_copy(update={"raw": sentence})
                    tables = _told_of(ctx, report, sentence, bool(said["all"]))
                    yield from _judge(ctx, tables, said["grade"], shown, "报告")


def _judge(
    ctx: Context, tables: list[IndicatorTable], said: str, cell: Text, where: str
) -> Iterator[Finding]:
    """Yield the first table whose total earns another grade."""
    for table in tables:
        total, full = table.total_score, table.total_weight.value
        if total.value is None or full not in (None, 100):
            continue
        ctx.look(cell.place)
        right = grade(total.value, ctx.profile)
        if right and right[0] != said:
            yield finding(
                ctx, "S114", cell.place,
                f"{where}写等级“{said}”，{title_of(table)}总分{points(total.value)}，按分档应为“{right}”。",
                items=[Item("", cell), Item(f"{title_of(table)}总分", total)],
                found=said, expected=right, clerical=True,
                suggestion=f"核对总分；总分无误的，等级改为“{right}”。",
            )  # fmt: skip
            return


def _told_of(ctx: Context, report: Report, words: str, every: bool) -> list[IndicatorTable]:
    """Return the tables whose grade a sentence tells; none where it is open whose."""
    if report.project:
        table = ctx.table_of(report)
        return [table] if table else []
    if every:
        return list(ctx.pack.projects) if "项目" in words else list(ctx.pack.tables())
    return [ctx.pack.overall] if ctx.pack.overall and "项目" not in words else []


def _cells(pack: Pack, table: IndicatorTable) -> Iterator[Text]:
    """Yield what may hold a table's grade: its remarks, and rows of it that no column claimed."""
    for remark in table.remarks:
        if remark.kind == "grade":
            label = remark.label or "等级"
            yield remark.model_copy(update={"raw": f"{label}：{remark.raw}"})
    for loose in pack.unplaced:
        words = squeeze(loose.text)
        if len(words) <= _LONGEST and "等" in words and _belongs(pack, table, loose.location):
            place = table.total_score.place
            yield Text(raw=words, place=place, location=loose.location)


_LONGEST = 16
"""How many characters a cell with a grade may have with its heading."""


def _belongs(pack: Pack, table: IndicatorTable, location: Location) -> bool:
    """Tell whether something stands in a table, or below it where its file has no other."""
    at = table.total_score.location
    if location.table is not None:
        return (location.file, location.part, location.table) == (at.file, at.part, at.table)
    beside = [t for t in pack.tables() if t.total_score.location.file == location.file]
    return beside == [table]
