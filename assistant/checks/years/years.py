"""Y: years that don't belong, and what ties a pack to last year's."""

import re
from collections.abc import Iterator

from assistant.checks.compare import base, copied
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding, of_year
from assistant.checks.labels import row_name, title_of, written
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_YEAR = re.compile(r"(20\d\d)\s*年")


@rule("Y001", name="标题年度不一", severity="error", source="DOMAIN §8 年度")
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


@rule("Y003", name="表内栏目的年度有误", severity="warning", source="DOMAIN §2、§8 年度")
def form_years(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表、自评表里印有年度的栏目，应是自评年度；“上年”各栏应是上一年。

    为什么：沿用上年的表格而没有改年度，填的数可能也是上年的。
    举例：2024年度的基础数据表，楼堂馆所栏仍写“（2023年完工项目）”。
    怎样改：改正栏目的年度，并核对该栏填的是不是本年数。
    何时不报：栏目没有印年度；上年决算、结转栏写上一年；上一年的栏旁有本年同名的栏（两年对照）；写的是几年的区间。
    """
    year = ctx.pack.year
    for name, cells in _headings(ctx.pack) if year else ():
        ctx.look(*(cell.place for cell in cells))
        wrong = list(_wrong(cells, year or 0))
        if wrong:
            told = "、".join(f"“{cell.text}”" for cell in wrong)
            yield finding(
                ctx, "Y003", wrong[0].place, f"{name}的栏目{told}不是{year}年度的，疑似沿用了其他年度的表格。",
                items=[Item("栏目", cell) for cell in wrong], found=wrong[0].text,
                expected=f"{year}年", clerical=True,
                suggestion="改正栏目的年度，并核对该栏填的是不是本年数。",
            )  # fmt: skip


def _headings(pack: Pack) -> Iterator[tuple[str, list[Text]]]:
    if pack.base_data:
        yield "基础数据表", pack.base_data.headings
    for table in pack.tables():
        yield title_of(table), table.headings


_SPAN_OF_YEARS = re.compile(r"20\d\d年?[-—–~～至到]")
_BEFORE = re.compile(r"上年|上一年|去年|结转")


def _wrong(cells: list[Text], year: int) -> Iterator[Text]:
    """Yield the headings of another year; of columns 决算数 the first but not the last is last year's."""
    finals = [cell for cell in cells if "决算" in cell.text]
    for cell in cells:
        years = {int(found) for found in _YEAR.findall(cell.text)}
        earlier = bool(_BEFORE.search(cell.text)) or cell in finals[:-1]
        if _SPAN_OF_YEARS.search(cell.text) or years == {year - earlier}:
            continue
        if years != {year - 1} or not _has_twin(cell, cells, year):
            yield cell


_HEADED = re.compile(r"20\d\d年度?|[（(][^）)]*[）)]|实际|实有|年?[末底]|期末|本年|[／/、：:]")


def _has_twin(cell: Text, cells: list[Text], year: int) -> bool:
    """Tell whether a column of this year stands beside one of last year, which it is compared with."""
    bare = _HEADED.sub("", cell.text)
    return any(
        {int(found) for found in _YEAR.findall(other.text)} == {year}
        and _HEADED.sub("", other.text) == bare
        for other in cells
    )


@rule("Y004", name="自评时间早于年度终了", severity="warning", source="DOMAIN §8 年度")
def too_early(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写的自评时间、报告落款和基础数据表填报日期，应在自评年度终了以后。

    为什么：年度没有结束，全年的执行数和完成值还定不下来；多半是年份没有改。
    举例：2024年度自评报告写“2024年2月开展自评”，或落款为2023年3月。
    怎样改：改正年份；确实提前自评的，年度终了后按全年数重新核实。
    何时不报：12月的日期；绩效监控、目标申报、通知和制度的日期；没有写年份。
    """
    year = ctx.pack.year
    for text, words in _dated(ctx.pack) if year else ():
        dates = list(_DATE.finditer(words))
        ctx.look(*[text.place for _ in dates[:1]])
        early = [date for date in dates if _is_early(date, year or 0)]
        if early:
            said = early[0][0]
            yield finding(
                ctx, "Y004", text.place, f"自评时间写的是“{said}”，{year}年度还没有终了，疑似年份有误。",
                items=[Item("", text.model_copy(update={"raw": words}))], found=said,
                expected=f"{(year or 0) + 1}年", suggestion="核对并改正年份。", clerical=True,
            )  # fmt: skip


_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(?:\d{1,2}日)?")
_BARE_DATE = re.compile(
    r"((?:^|[，；：])\s*(?:于|在)?20\d\d年\d{1,2}月(?:[上中下]旬|[初底末]|\d{1,2}日?(?:[至到—-](?:\d{1,2}月)?\d{1,2}日)?)?)，"
)
"""A date set apart by a comma dates what is told next."""
_DATE_ALONE = re.compile(r"[^，。；：]{0,20}?20\d\d年\d{1,2}月\d{1,2}日")
_EVALUATING = re.compile(r"自评|自我评价|绩效评价工作")
_DOING = re.compile(r"核实|核查|复核|查阅|自评|评价|现场|打分|汇总|问卷")
_NO_EVALUATION = re.compile(
    r"监控|申报|通知|文件|办法|号）|制定|批复|下达|中期|事前|立项|印发|启动|调整|截至|截止|上年|去年|范围|时段|基准日"
)


def _is_early(date: re.Match[str], year: int) -> bool:
    return int(date[1]) < year or (int(date[1]) == year and int(date[2]) < 12)


def _dated(pack: Pack) -> Iterator[tuple[Text, str]]:
    """Yield what dates a self-evaluation: clauses on it, a report's last lines, the form's date."""
    for report in pack.reports():
        texts = list(report.texts())
        for text in texts:
            for sentence in re.split(r"[。；\n]", text.raw) if _EVALUATING.search(text.raw) else ():
                if _EVALUATING.search(sentence) and not _NO_EVALUATION.search(_unquoted(sentence)):
                    clauses = _BARE_DATE.sub(r"\1", _unquoted(sentence)).split("，")
                    yield from ((text, clause) for clause in clauses if _DOING.search(clause))
        for text in texts[-2:]:
            if _DATE_ALONE.fullmatch(text.text):
                yield text, text.text
    if pack.base_data and _DATE.search(pack.base_data.signoff.date.text):
        yield pack.base_data.signoff.date, pack.base_data.signoff.date.text


_OPENING = re.compile(
    r"基本支出|项目支出情况|政府性基金|国有资本|社会保险|一般公共预算|工作开展|资金投入"
)
ELSEWHEN = re.compile(
    r"上年|去年|较|比|同比|相比|以来|启动|规划|印发|完工|成立|建成|下一?年|明年|次年|起|至|结转|"
    r"第|周期|期间|开始|延续|续建|立项|批复|颁布|修订|文件|通知|办法|预算编制"
)


@rule("Y002", name="正文年度有误", severity="warning", source="DOMAIN §8 年度")
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
            if not _YEAR.search(_unquoted(sentence)):
                continue
            ctx.look(text.place)
            if wrong := _other_years(sentence, ctx.pack.year):
                yield finding(
                    ctx, "Y002", text.place,
                    f"正文写的是{wrong[0]}年，自评年度为{ctx.pack.year}年，请核对本句的年度和数字。",
                    items=[Item("", text.model_copy(update={"raw": sentence.strip()}))],
                    found=f"{wrong[0]}年", expected=f"{ctx.pack.year}年", clerical=True,
                )  # fmt: skip


def _other_years(sentence: str, year: int) -> list[int]:
    """Return the years of a sentence that are neither a pack's nor told in their own right."""
    years = [int(y) for y in _YEAR.findall(_unquoted(sentence))]
    # The evaluation itself is made in the year after.
    wrong = [y for y in years if y not in (year, year + 1)]
    return [] if not wrong or ELSEWHEN.search(squeeze(sentence)) else wrong


def told_already(title: str, sentence: str, year: int) -> bool:
    """Tell whether Y002 reports a sentence of a section with such a title."""
    return bool(_OPENING.search(title) and _other_years(sentence, year))


def _unquoted(text: str) -> str:
    return re.sub(r"〔[^〕]*〕|《[^》]*》|“[^”]*”|（[^）]*号）", "", text)


def _opening_texts(pack: Pack) -> Iterator[Text]:
    for report in pack.reports():
        for section in report.walk():
            if _OPENING.search(section.title):
                yield from section.paragraphs


@rule("Y101", name="上年决算数与上年材料不符", severity="error", source="DOMAIN §2 年度之间")
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
                    others=[of_year(prior, f"{prior.year}年材料决算数", old.final)], tail=result == "tail",
                )  # fmt: skip
