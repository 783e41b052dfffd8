"""N: what a report says of all its targets at once, against the rows that missed theirs."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.mentions import named_tables
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, Report
from assistant.model.quantity import Text

_CLAIM = re.compile(
    r"(?:各项|全部|所有|全年)(?:绩效)?(?:指标|目标|任务|工作)[^，。；]{0,8}(?:均|全部|都)(?:已)?(?:如期|圆满|按时)?(?:完成|达标|实现)"
    r"|(?:均|全部|都)(?:已)?(?:完成|达到)(?:年初|预期|既定)?(?:绩效)?(?:目标|指标)"
    r"|(?:绩效)?(?:目标|指标)(?:均已|均|已全部|全部|都已|都)(?:如期|圆满|按时)?(?:完成|达标|实现|达到)"
)


@rule("N107", name="称全部完成而表内有未完成", severity="error", source="DOMAIN §8 自相矛盾")
def all_done(ctx: Context) -> Iterator[Finding]:
    """查什么：报告称“各项指标均已完成”，而自评表里有没达到指标值的行。

    为什么：前后矛盾，结论不可信。
    举例：报告写“各项绩效目标均已完成”，自评表“网格走访率”指标值≥95%、实际91%。
    怎样改：改为据实说明完成情况，点明未完成的指标。
    何时不报：表内全部达标；报告紧接着说明了未完成的指标（“除……外”）。
    """
    for table in ctx.pack.tables():
        for text, claim, sentence in _claims(ctx.report_of(table)):
            ctx.look(text.place)
            missed = [
                row for told in _claimed_of(ctx, table, text, sentence) for row in filled(told)
                if (r := ctx.result(row)) is not None and not r.met and not _owned(text, row)
            ]  # fmt: skip
            if missed:
                names = "、".join(f"“{name_of(row)}”" for row in missed[:3])
                yield finding(
                    ctx, "N107", text.place,
                    f"报告称“{claim}”，但自评表有{len(missed)}项指标未达到指标值：{names}。",
                    items=[Item("报告", Text(raw=claim, place=text.place, location=text.location)),
                           *(item(row, "actual") for row in missed[:3])],
                    found=claim, expected="据实说明未完成的指标",
                )  # fmt: skip


def _claimed_of(
    ctx: Context, table: IndicatorTable, text: Text, sentence: str
) -> list[IndicatorTable]:
    """Return the tables a claim is about: projects that it, its paragraph or section names."""
    if table.kind != "overall":
        return [table]
    told = _COUNT.search(sentence)
    if told and int(told[1]) == len(filled(table)):
        return [table]  # “12项绩效指标全部达到指标值”: so many has the unit's own table
    section = text.place.split("/")[-2]
    named = named_tables(ctx, sentence) or named_tables(ctx, f"{section}。{text.text}")
    if not named and "项目" in section and "整体" not in section:
        return list(ctx.pack.projects)
    return named or [table]


_COUNT = re.compile(r"(?<!\d)(\d{1,2})[项个](?:三级|绩效|考核|具体|年度)*指标")
_FALLS_SHORT = re.compile("未达|未完成|未能|低于|扣分|扣[0-9]")


def _owned(text: Text, row: Indicator) -> bool:
    """Tell whether the paragraph of a claim itself says that a row fell short."""
    said = text.text.partition(name_of(row))[2].partition("。")[0]
    return bool(_FALLS_SHORT.search(said))


_SENTENCE, _NOT_YET = re.compile("[。；;]"), re.compile("除|未|尚|力争|确保|推动|将")


def _claims(report: Report | None) -> Iterator[tuple[Text, str, str]]:
    for text in report.texts() if report else ():
        for sentence in _SENTENCE.split(text.text):
            of_all = "均" in sentence or "都" in sentence or "全部" in sentence
            match = _CLAIM.search(sentence) if of_all else None
            if match and not _NOT_YET.search(sentence):
                yield text, match.group(), sentence
