"""C: what forms and headings say of all targets at once, against the rows that missed theirs."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of, written
from assistant.checks.mentions import named_tables
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.quantity import Text

_ALL = r"(?:各项|全部|所有|全年|年度|年初|预期|既定|绩效|设定的?)"
_CLAIM = re.compile(
    rf"{_ALL}+(?:绩效)?(?:目标|指标|任务)(?:任务)?[^，。；\d]{{0,6}}?(?:均|全部|都|全面)(?:已|得到|按期|按时|如期|圆满|顺利)*(?:完成|达标|实现|达到)"
    rf"|(?:全面|全部|均已?|都已?)(?:按期|按时|如期|圆满)*(?:完成|实现|达到)了?{_ALL}+(?:绩效)?(?:目标|指标|任务)"
)
_NOT_ALL = re.compile(r"除|其[余他它]|其中|未|尚|力争|确保|将|基本|大部分|多数|个别|外")
_KINDS = ("产出", "效益", "满意", "成本", "数量", "质量", "时效")
_SENTENCE = re.compile(r"[。；;\n]")


@rule("C142", name="表内称全部完成而有未完成", severity="error", source="DOMAIN §8 自相矛盾")
def claimed_in_form(ctx: Context) -> Iterator[Finding]:
    """查什么：自评表“实际完成情况”、评价结论等栏和报告的小标题写“各项目标全部完成”的，同一张表有没有没达到指标值的行。

    为什么：同一张表前后矛盾，结论不可信。
    举例：“实际完成情况”写“各项绩效目标全部完成”，表内“技能培训人次”指标值≥300人次、实际286人次。
    怎样改：据实写明哪些完成、哪些没有完成。
    何时不报：表内全部达标；写的是“除……外”“其余”“基本完成”；只说产出、效益等一类，而这一类都达标。报告正文见N107。
    """
    for table in ctx.pack.tables():
        report = ctx.report_of(table)
        texts = [("实际完成情况", table.goal_achieved)]
        texts += [(each.label, each) for each in table.remarks if each.kind != "measures"]
        for section in report.walk() if report else ():
            title = Text(raw=section.title, place=section.place, location=section.location)
            texts.append(("报告", title))
        for label, text in texts:
            claim, sentence = _claim(text)
            if not claim or (label == "报告" and named_tables(ctx, section_words(text))):
                continue
            ctx.look(text.place)
            if missed := _missed(ctx, table, sentence):
                yield _contradicted(ctx, table, (label, text), claim, missed)


def section_words(text: Text) -> str:
    """Return the headings above a text with its own, as they may name a project."""
    return text.place.replace("/", "。")


def _claim(text: Text) -> tuple[str, str]:
    """Return what a text says of all targets, and the sentence; blank where it says nothing."""
    for sentence in (
        _SENTENCE.split(text.raw)
        if "目标" in text.raw or "指标" in text.raw or "任务" in text.raw
        else ()
    ):
        match = _CLAIM.search(sentence)
        if match and not _NOT_ALL.search(sentence.replace("未发生", "")):
            return match.group(), sentence
    return "", ""


def _missed(ctx: Context, table: IndicatorTable, sentence: str) -> list[Indicator]:
    kinds = [kind for kind in _KINDS if kind in sentence]
    if not kinds and "目标" not in sentence and "指标" not in sentence:
        kinds = ["产出"]  # 各项任务 says nothing of whether people are pleased
    return [
        row for row in filled(table)
        if (result := ctx.result(row)) is not None and not result.met
        and (not kinds or any(kind in row.level1 + row.level2 for kind in kinds))
    ]  # fmt: skip


def _contradicted(
    ctx: Context,
    table: IndicatorTable,
    where: tuple[str, Text],
    claim: str,
    missed: list[Indicator],
) -> Finding:
    label, text = where
    names = "、".join(f"“{name_of(row)}”" for row in missed[:3])
    who = "报告" if label == "报告" else f"{title_of(table)}“{label}”"
    return finding(
        ctx, "C142", text.place,
        f"{who}写“{claim}”，但{title_of(table) if label == '报告' else '表内'}有{len(missed)}项指标未达到指标值：{names}。",
        items=[Item(label, text), *(item(row, "actual") for row in missed[:3])],
        found=claim, expected="据实说明未完成的指标",
        suggestion="据实写明哪些完成、哪些没有完成。",
    )  # fmt: skip


_IN_TIME = r"(?:按期|按时|如期|及时)"
_WORK = r"(?:完工|竣工|完成|拨付|支付|发放|兑付|办结|交付|到位|验收|投产|通车|投用)"
_ALL_IN_TIME = re.compile(
    rf"(?:均|全部|都)(?:已)?{_IN_TIME}(?:全部)?(?P<work>{_WORK})|{_IN_TIME}全部(?P<later>{_WORK})"
)
_RATE_IN_TIME = re.compile(rf"{_IN_TIME}(?P<work>{_WORK})(?:率|比例)")
_COUNT = re.compile(r"(?<![\d.])(\d{1,4})[个项处座条批户家件]")
_WHOLE_SET = re.compile(r"全部|所有|各")
_GENERAL = re.compile(rf"{_IN_TIME}|{_WORK}|率|比例|项目|工程|任务|工作|全年|年度|的")


@rule("C143", name="称均已按期完成而按期率不到100%", severity="error", source="DOMAIN §8 自相矛盾")
def all_in_time(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“11个子项目均已按期完工”的，自评表里这件事的按期完工率（及时率）是不是100%。

    为什么：表里承认没有按期，报告说全部按期，必有一个不实。
    举例：报告写“水毁修复工程8处，均已按期完工”，自评表“工程按期完工率”实际87.5%。
    怎样改：以验收资料为准，改成一致。
    何时不报：说的不是同一件事；只说其中一部分；个数与按期率凑不成整数的（所说的不是全部）；同句写明了没有按期的。
    """
    for table in ctx.pack.tables():
        rows = [
            (row, match) for row in filled(table) if (match := _RATE_IN_TIME.search(row.name.text))
        ]
        rows = [(row, match) for row, match in rows if _is_short(row)]
        report = ctx.report_of(table)
        for text in report.texts() if rows and report else ():
            if "均" in text.raw or "全部" in text.raw or "都" in text.raw:
                for sentence in _SENTENCE.split(text.text):
                    yield from _in_time(ctx, table, rows, text, sentence)


def _is_short(row: Indicator) -> bool:
    value = row.actual.value
    return row.actual.unit == "%" and value is not None and 0 < value < 100


def _in_time(
    ctx: Context,
    table: IndicatorTable,
    rows: list[tuple[Indicator, re.Match[str]]],
    text: Text,
    sentence: str,
) -> Iterator[Finding]:
    claim = _ALL_IN_TIME.search(sentence)
    if claim is None or _NOT_ALL.search(sentence):
        return
    ctx.look(text.place)
    said = sentence[: claim.end()]
    for row, name in rows:
        same = name["work"] == (claim["work"] or claim["later"])
        if same and _same_matter(row, said) and _of_all(row, said):
            yield finding(
                ctx, "C143", text.place,
                f"报告写“{said[-40:]}”，{title_of(table)}“{name_of(row)}”实际{written(row.actual)}，两处不符。",
                items=[Item("", text.model_copy(update={"raw": sentence})), item(row, "actual")],
                found=claim.group(), expected=f"{name_of(row)}{written(row.actual)}",
                suggestion="以验收资料为准，改成一致。",
            )  # fmt: skip
            return


def _same_matter(row: Indicator, said: str) -> bool:
    """Tell whether words speak of what a row's rate is of; a rate of nothing said is of any."""
    name = _RATE_IN_TIME.split(row.name.text)[0]
    bare = _GENERAL.sub("", name)
    if len(bare) < 2:
        return any(word in said for word in ("项目", "工程", "任务") if word in name) or not name
    return any(bare[n : n + 2] in said for n in range(len(bare) - 1))


def _of_all(row: Indicator, said: str) -> bool:
    """Tell whether words are of the whole: all of them, or so many that the rate fits their number."""
    counts = _COUNT.findall(said)
    if "、" in said.partition("，")[0] and not counts:
        return False
    if not counts:
        return bool(_WHOLE_SET.search(said))
    whole = Decimal(counts[-1])
    made = whole * (row.actual.value or Decimal(0)) / 100
    half = (row.actual.precision or Decimal(0)) / 200
    return abs(made - round(made)) <= whole * half
