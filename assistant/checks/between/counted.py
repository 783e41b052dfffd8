"""X: how many projects or lots there are said to be, against the tables and the figures behind."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import add, adds_up
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import title_of
from assistant.checks.mentions import cite, left_of, right_of, said
from assistant.checks.registry import rule
from assistant.checks.rows import execution_cell
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.numerals import chinese_value
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.quantity import Quantity, Text

_ALL_PROJECTS = re.compile(
    r"(?:^|[。；，：（])(?:(?:20\d\d|本|全)年度?)?(?:[我本][局镇乡院校委馆中心单位部门]{1,2}|部门|预算)?(?:财政)?"
    r"(?:安排|实施|列支|批复)?的?项目(?:支出)?(?:一?共计?|合计|总共|总数)?(?:有|为|安排|实施|涉及)?$"
)
_PROJECTS_OF_ALL = re.compile(
    r"(?:^|[。；，：])(?:(?:20\d\d|本|全)年度?)?(?:[我本][局镇乡院校委馆])?(?:一?共|总共)(?:有|安排|实施|涉及|列支)?$"
)
_STOP = re.compile(r"[，,。；;：:（]|$")


@rule("X153", name="项目个数与项目表不符", severity="warning", source="DOMAIN §8 列举")
def projects_told(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告写“项目支出共3个”，而各项目自评表的执行数之和正是整体表的项目支出（项目已经全在），个数应与项目自评表张数相同。

    为什么：个数与附表对不上，说明项目有增减而没有改全，或者漏了一张自评表。
    举例：报告写“项目支出共3个”，只有2张项目自评表，两张执行数之和等于全部项目支出。
    怎样改：核对后更正个数；确有没有附表的项目，补齐自评表和金额。
    何时不报：各项目表之和不是整体表的项目支出（还有没有附表的项目）；写的是重点、新增、完工等一部分项目，或者工程、子项目的个数。
    """
    tables = ctx.pack.projects
    whole = _all_spent(ctx.pack)
    cells = [cell for table in tables if (cell := execution_cell(table, "executed")) is not None]
    if len(tables) < 2 or whole is None or len(cells) != len(tables):
        return
    if not all(cell.known() for cell in cells) or not adds_up([whole, *cells]):
        return
    for fact in ctx.figures_of(ctx.pack.overall_report):
        if not _counts_projects(fact):
            continue
        ctx.look(fact.place)
        if fact.quantity.value != len(tables):
            yield from conflict(
                ctx, "X153", cite(fact), Decimal(len(tables)),
                f"报告写项目{said(fact)}，项目自评表有{len(tables)}张，"
                f"执行数之和{_sum(cells)}万元就是全部项目支出",
                others=[Item(title_of(table), table.title) for table in tables],
            )  # fmt: skip


def _sum(cells: list[Quantity]) -> str:
    total = (add(cells) / 10_000).normalize()
    return format(total, "f")


def _all_spent(pack: Pack) -> Quantity | None:
    """Return what the overall table gives as spent on projects, None without such a row."""
    overall: IndicatorTable | None = pack.overall
    if overall is None:
        return None
    lines = [line.executed for line in overall.money if line.label.text.endswith("项目支出")]
    entries = [e.amount for e in overall.by_expenditure if e.label.text.endswith("项目支出")]
    return next((cell for cell in (*lines, *entries) if cell.known() and cell.value), None)


def _counts_projects(fact: Fact) -> bool:
    """Tell whether a figure says how many projects there are in all."""
    if fact.quantity.unit != "个" or fact.quantity.comparator != "=":
        return False
    before, after = left_of(fact), right_of(fact)
    if _ALL_PROJECTS.search(before):
        return bool(_STOP.match(after))
    behind = re.match(r"(?:财政|预算)?(?:支出)?项目(?:支出)?", after)
    return bool(behind and _PROJECTS_OF_ALL.search(before) and _STOP.match(after[behind.end() :]))


_COUNT = (
    r"(?<![\d.第前后近余])(?P<count>\d{1,2}|[两二三四五六七八九十]{1,2})个(?P<noun>[一-龥]{2,4}?)"
)
_AMOUNT = r"\d[\d,.]*(?:[%％]|(?:(?!等)[一-龥]){0,3}?)"
_EACH = re.compile(
    rf"{_COUNT}(?P<words>[^，。；：、\d（）]{{0,12}}?)分别[为是](?P<list>{_AMOUNT}(?:(?:、|和|及|以及){_AMOUNT})+)(?=[，。；]|$)"
)
_TWO_THINGS = re.compile(r"[和与及]")
_PART = re.compile(r"其中|已|未|另|剩余|其余|前|部分|新增|完成|中标|其他|至今|上年|去年|由")
_IN_ALL = r"(?:划分为?|分为|分成|分|设|设置|共有?|共计|总共|包括|包含|涉及)"


class _Each(NamedTuple):
    """N things with one figure each: how many are said, how many figures there are, what of."""

    said: int
    figures: int
    match: re.Match[str]


@rule("X154", name="个数与分别列出的数不符", severity="warning", source="DOMAIN §8 列举")
def one_figure_each(ctx: Context) -> Iterator[Finding]:
    """查什么：“4个标段合同价分别为A、B、C、D”列出的数应有4个；同一段前文写“共划分5个标段”的，两个个数应相同。

    为什么：个数和列出的数对不上，不是漏列一个，就是个数写错。
    举例：前文写工程划分5个标段，后文“4个标段合同价分别为……”列了4个数。
    怎样改：核对后更正个数，或补上没有列出的数。
    何时不报：列举以“等”收尾；一个对象列两样数（单价和总价）；写明其中、已完成、其余等只是一部分。
    """
    for report in ctx.pack.reports():
        for text in report.texts():
            for each in _lists(text) if "分别" in text.raw else ():
                ctx.look(text.place)
                yield from _judge(ctx, text, each)


def _judge(ctx: Context, text: Text, each: _Each) -> Iterator[Finding]:
    noun, sentence = each.match["noun"], each.match.group()
    if each.figures != each.said:
        yield _told(ctx, text, sentence,
                    f"写明{each.said}个{noun}，分别列出的数有{each.figures}个",
                    f"{each.said}个", f"{each.figures}个")  # fmt: skip
        return
    whole = re.search(
        rf"(?:^|[。；，])(?P<lead>[^。；，\d]{{0,12}}?){_IN_ALL}(?P<count>\d{{1,2}}|[两二三四五六七八九十]{{1,2}})个{noun}(?=[，。；（：])",
        text.text[: each.match.start()],
    )
    number = _number(whole["count"]) if whole and not _PART.search(whole["lead"]) else None
    if whole and number and number != each.said:
        yield _told(ctx, text, f"{whole.group().lstrip('。；，')}……{sentence}",
                    f"前文写{number}个{noun}，后文{each.said}个{noun}分别列数", f"{number}个",
                    f"{each.said}个")  # fmt: skip


def _told(
    ctx: Context, text: Text, sentence: str, message: str, found: str, expected: str
) -> Finding:
    shown = text.model_copy(update={"raw": sentence})
    return finding(
        ctx, "X154", text.place, f"{message}，两处个数不一致。",
        items=[Item("", shown)], found=found, expected=expected, clerical=True,
    )  # fmt: skip


def _lists(text: Text) -> Iterator[_Each]:
    """Yield the lists that give each of so many things one figure."""
    for match in _EACH.finditer(text.text):
        before = re.split(r"[，。；：]", text.text[: match.start()])[-1]
        if _TWO_THINGS.search(match["words"]) or _PART.search(before + match["words"]):
            continue
        count = _number(match["count"])
        figures = len(re.split(r"、|和|及|以及", match["list"]))
        if count is not None and count > 1:
            yield _Each(count, figures, match)


def _number(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    value = Decimal(2) if words == "两" else chinese_value(words)
    return None if value is None else int(value)
