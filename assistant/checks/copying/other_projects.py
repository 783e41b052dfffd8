"""D: a project's report that speaks of another project of the unit as of its own."""

import re
from collections.abc import Iterator

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Report
from assistant.model.quantity import Text

_LEAST = 4
"""A name with fewer characters may be met as a common word."""
_OFTEN = 4
"""Sentences in which a report may name another project before it belongs there."""
_FORM = r"(?:项目|工程|专项|经费|资金|支出)*"
_BEFORE = (
    r"^(?:[^，]{2,16}，)?(?:综上(?:所述)?，|总[体的]来[看说]，|经自评，|截至[^，]{1,14}，|20\d\d年度?，?|[本我][镇乡局院校县市区站]|"
    r"[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[）)])*"
)
_OF_ITSELF = (
    r"(?:20\d\d年度?)?的?(?:较好|顺利|共设|主要|用于|自评|绩效|总投资|年初|全年|预算|实际|立项|由|属于|是|为|的?实施|"
    r"安排|到位|完成|总体|整体|执行|建设内容|资金)"
)
_EVALUATED = r"(?:围绕|针对|对|做好|开展|组织|完成)[^，。；]{0,4}"
_NEXT_YEAR = r"(?:安排|编制|申报|核定|调整)[^，。；]{0,8}"
_BESIDE = re.compile(
    r"配套|衔接|统筹|调剂|调[入出]|整合|另|不含|不包括|(?<![消清拆解])除(?!险)|相比|比较|参照|借鉴|单独|详见|合并|共用|一并|分别|"
    r"其他项目|各项目|[0-9两二三四五六七八九]个项目|同期|划转|重复|区别|不同|结合|依托|协同"
)
_OWN = re.compile("(?:本|该)项目(?![为是即])")
_STOP = re.compile(r"[。；;]")


@rule("D124", name="项目报告里写的是另一个项目", severity="warning", source="DOMAIN §8 抄错文字")
def another_project(ctx: Context) -> Iterator[Finding]:
    """查什么：项目报告里以项目为主语的句子、“开展某项目绩效自评”“作为安排某项目资金的依据”，写的是不是本单位的另一个项目。

    为什么：几份项目报告常用一份底稿改，名称漏改，这一段的内容和数字可能也是另一个项目的。
    举例：“应急能力建设项目”的报告写“物资储备项目主要用于街道应急站点建设”。
    怎样改：改为本项目名称，并核对这一段的内容和数字是不是本项目的。
    何时不报：同一句也写到本项目；写明是统筹、配套、调剂、比较等关系；两个项目的名称互相包含；另一个项目在这份报告里多处写到；名称不足四个字。
    """
    tables = ctx.pack.projects
    if len(tables) < 2:
        return
    unit = ctx.pack.unit.raw
    names = {table.place: core_name(table.project.raw, unit) for table in tables}
    for report in ctx.pack.project_reports:
        own = ctx.table_of(report)
        if own is None or not names[own.place]:
            continue
        for table in tables:
            if table is not own and _apart(names[own.place], names[table.place]):
                yield from _named(ctx, report, own, table, (names[own.place], names[table.place]))


def _apart(own: str, other: str) -> bool:
    return len(other) >= _LEAST and own not in other and other not in own


def _named(
    ctx: Context, report: Report, own: IndicatorTable, other: IndicatorTable, names: tuple[str, str]
) -> Iterator[Finding]:
    """Yield where a report has another project's name in its own project's stead."""
    ctx.look(report.place)
    told = [(text, sentence) for text in report.texts() if names[1] in text.text
            for sentence in _STOP.split(text.text) if names[1] in sentence]  # fmt: skip
    if not told or len(told) >= _OFTEN:
        return
    said = _pattern(names[1])
    for text, sentence in told:
        if _OWN.search(sentence):
            continue
        if names[0] not in sentence and said.search(sentence) and not _BESIDE.search(sentence):
            yield _finding(ctx, text, sentence, own, other)


def _pattern(name: str) -> re.Pattern[str]:
    """Return what only the report on a project of this name says."""
    whole = re.escape(name) + _FORM
    return re.compile(
        rf"{_BEFORE}{whole}{_OF_ITSELF}|{_EVALUATED}{whole}的?(?:支出)?(?:绩效)?(?:自评|评价|自我评价)"
        rf"|对{whole}的(?:资金|产出|效益|绩效)[^，。；]{{0,24}}(?:核查|自评|评价|分析)"
        rf"|为(?:保障|确保|加强|规范|推进){whole}(?:的|顺利|规范|资金)"
        rf"|(?:通过|随着)(?:组织)?实施{whole}|本项目[为是即]{whole}"
        rf"|结果[^。]{{0,20}}{_NEXT_YEAR}{whole}"
    )


def _finding(
    ctx: Context, text: Text, sentence: str, own: IndicatorTable, other: IndicatorTable
) -> Finding:
    return finding(
        ctx, "D124", text.place,
        f"{title_of(own).removesuffix('自评表')}报告的这一句写的是“{other.project.text}”，疑似名称漏改或者从该项目的报告抄来。",
        items=[Item("", text.model_copy(update={"raw": sentence})), Item("本项目", own.project)],
        found=other.project.text, expected=own.project.text, clerical=True,
        suggestion="改为本项目名称，并核对这一段的内容和数字是不是本项目的。",
    )  # fmt: skip
