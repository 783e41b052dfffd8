"""Y: years that don't belong, and what ties a pack to last year's."""

import re
from collections.abc import Iterator

from assistant.checks.compare import base, copied
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import row_name, written
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Pack, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_YEAR = re.compile(r"(20\d\d)\s*年")


@rule("Y001", name="标题年度一致", severity="error", source="DOMAIN §8 年度")
def titles(ctx: Context) -> Iterator[Finding]:
    """查什么：各张表、各份报告标题里的年度应当相同。

    为什么：标题年度不同，多半是拿上年文件改的，没有改全。
    举例：自评表标题为2024年度，项目报告标题为2023年。
    怎样改：统一为自评年度，并检查正文是否也是上年内容。
    何时不报：标题没有写年度。
    """
    for title in _titles(ctx.pack):
        for year in _YEAR.findall(squeeze(title.raw)):
            ctx.look(title.place)
            if ctx.pack.year is not None and int(year) != ctx.pack.year:
                yield finding(
                    ctx, "Y001", title.place,
                    f"标题写的是{year}年，其他表和报告为{ctx.pack.year}年度。",
                    items=[Item("标题", title)], found=f"{year}年", expected=f"{ctx.pack.year}年",
                    suggestion="改正年度，并核对正文是否仍是上年内容。", clerical=True,
                )  # fmt: skip


def _titles(pack: Pack) -> Iterator[Text]:
    if pack.base_data:
        yield pack.base_data.title
    yield from (table.title for table in pack.tables())
    yield from (report.title for report in pack.reports())


_OPENING = re.compile(
    r"基本支出|项目支出情况|政府性基金|国有资本|社会保险|一般公共预算|工作开展|资金投入"
)
_ELSEWHEN = re.compile(
    r"上年|去年|较|比|同比|相比|以来|启动|规划|印发|完工|成立|建成|下一?年|明年|次年|起|至|结转|"
    r"第|周期|期间|开始|延续|续建|立项|批复|颁布|修订|文件|通知|办法|预算编制"
)


@rule("Y002", name="正文年度正确", severity="warning", source="DOMAIN §8 年度")
def body_years(ctx: Context) -> Iterator[Finding]:
    """查什么：报告说明资金和自评情况的部分，句子里的年度应是自评年度。

    为什么：年度写成上年，说明这句话可能连同数字都是从上年报告抄来的。
    举例：2024年度报告的基本支出部分写“2023年财政拨款支出……”。
    怎样改：改正年度，并重新核对句中的数字。
    何时不报：与上年比较、结转、规划期、文件年份、项目起止年份等写法。
    """
    if ctx.pack.year is None:
        return
    for text in _opening_texts(ctx.pack):
        for sentence in re.split(r"(?<=[。；])", text.raw):
            years = [int(y) for y in _YEAR.findall(_unquoted(sentence))]
            if not years:
                continue
            ctx.look(text.place)
            # The evaluation itself is made in the year after.
            wrong = [y for y in years if y not in (ctx.pack.year, ctx.pack.year + 1)]
            if wrong and not _ELSEWHEN.search(squeeze(sentence)):
                yield finding(
                    ctx, "Y002", text.place,
                    f"正文写的是{wrong[0]}年，自评年度为{ctx.pack.year}年，请核对本句的年度和数字。",
                    items=[Item("", text.model_copy(update={"raw": sentence.strip()}))],
                    found=f"{wrong[0]}年", expected=f"{ctx.pack.year}年", clerical=True,
                )  # fmt: skip


def _unquoted(text: str) -> str:
    return re.sub(r"〔[^〕]*〕|《[^》]*》|“[^”]*”|（[^）]*号）", "", text)


def _opening_texts(pack: Pack) -> Iterator[Text]:
    for report in pack.reports():
        for section in report.walk():
            if _OPENING.search(section.title):
                yield from section.paragraphs


@rule("Y101", name="上年决算数与上年材料一致", severity="error", source="DOMAIN §2 年度之间")
def last_final(ctx: Context) -> Iterator[Finding]:
    """查什么：本年基础数据表的上年决算数，应与上年材料同一行的决算数一致。

    为什么：上年决算数已经上报并公开，本年不能改动。
    举例：上年材料“公务接待”决算3.2万元，本年表上年决算数填2.3万元。
    怎样改：按上年已报决算数更正；确有调整的写明原因。
    何时不报：没有给出上年材料；上年没有这一行。
    """
    base_data = ctx.pack.base_data
    for prior in ctx.dossier.prior:
        if base_data is None or prior.base_data is None or prior.year is None:
            continue
        if ctx.pack.year is not None and prior.year != ctx.pack.year - 1:
            continue
        before = {row.place: row for row in prior.base_data.spending}
        for row in base_data.spending:
            old = before.get(row.place)
            if old is None or not (old.final.known() and row.last_final.known()):
                continue
            ctx.look(row.last_final.place)
            result = copied(row.last_final, old.final)
            if result != "equal":
                yield from conflict(
                    ctx, "Y101", Item(f"“{row_name(row)}”上年决算数", row.last_final),
                    base(old.final),
                    f"“{row_name(row)}”上年决算数填{written(row.last_final)}，"
                    f"上年材料决算数为{written(old.final)}",
                    others=[Item(f"{prior.year}年材料决算数", old.final)], tail=result == "tail",
                )  # fmt: skip


@rule("Y102", name="问题和措施不照抄上年", severity="warning", source="DOMAIN §2 年度之间")
def same_problems(ctx: Context) -> Iterator[Finding]:
    """查什么：存在的问题、改进措施的段落与上年材料逐字相同。

    为什么：同样的问题原样再写一遍，说明上年措施没有落实，或者没有认真自评。
    举例：两年的“存在的问题”一字不差。
    怎样改：写明上年措施的落实结果和本年新情况。
    何时不报：没有给出上年材料；段落很短（如“无”）。
    """
    for prior in ctx.dossier.prior:
        old = {text.text for report in prior.reports() for text in _matters(report)}
        for report in ctx.pack.reports():
            for text in _matters(report):
                ctx.look(text.place)
                if text.text in old:
                    yield finding(
                        ctx, "Y102", text.place,
                        f"本段与{prior.year}年材料逐字相同，请写明上年措施的落实结果和本年情况。",
                        items=[Item("", text)], found="与上年相同", expected="本年情况",
                    )  # fmt: skip


def _matters(report: Report) -> Iterator[Text]:
    for section in report.walk():
        if re.search(r"问题|改进措施|下一步|偏离", section.title):
            yield from (text for text in section.paragraphs if len(text.text) >= 20)
