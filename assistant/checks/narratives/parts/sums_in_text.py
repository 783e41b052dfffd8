"""N: totals and left-over money that a report states beside their own operands."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add, add_spans, adds_up, base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import show, title_of, written
from assistant.checks.mentions import (
    cite,
    left_of,
    right_of,
    said,
    shown,
    this_year,
    told_of_project,
)
from assistant.checks.narratives.closing import beside, closes
from assistant.checks.narratives.in_a_row import clause_of, sentences_with
from assistant.checks.other_rows import is_gap_of_a_row
from assistant.checks.registry import rule
from assistant.checks.rows import money_total
from assistant.checks.spoken import spoken
from assistant.facts.relations.words import without_brackets
from assistant.facts.slips import mend, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import BudgetLine, IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import MONEY_UNITS, Quantity


@rule("N110", name="合计与前列各数之和不符", severity="error", source="DOMAIN §8 合计")
def totals_after(ctx: Context) -> Iterator[Finding]:
    """查什么：“A若干，B若干，C若干，合计X”，合计应等于前面各数之和。

    为什么：前列各数与合计必须相符。
    举例：三个项目执行168.5万元、132万元、80.8万元，合计写成318.3万元，应为381.3万元。
    怎样改：核对各数后更正。
    何时不报：前面只有一个数；单位不同；前列各数是“其中”。
    """
    told = sentences_with(ctx, _SUM)
    for group in ctx.sentences:
        if group[0].quote not in told:
            continue
        for number, total in enumerate(group):
            if total.quantity.comparator != "=" or not _is_total(total):
                continue
            parts = _before(group[:number], total)
            if len(parts) < 2 or "其中" in squeeze(total.quote).split(total.quantity.text)[0]:
                continue
            ctx.look(total.place)
            amounts = [part.quantity for part in parts]
            if not _last_ones_make(total, amounts) and not _scores_make(ctx, total):
                added = "+".join(said(part) for part in parts)
                yield from conflict(
                    ctx, "N110", cite(total), add(amounts),
                    f"报告合计{said(total)}，前列各数{added}={shown(add(amounts), total.quantity)}",
                    others=[cite(part) for part in parts],
                )  # fmt: skip


def _last_ones_make(total: Fact, amounts: list[Quantity]) -> bool:
    """Tell whether a total is what all amounts before it add up to, or the last ones of them."""
    stated = span(total.quantity)
    return any(add_spans(amounts[start:]).meets(stated) for start in range(len(amounts) - 1))


def _scores_make(ctx: Context, total: Fact) -> bool:
    """Tell whether scores of the paragraph may make a total: those got, full ones, ones before.

    “执行率96%，得9.6分。产出50分得48分，效益30分、满意度10分均得满分，合计97.6分”: what a part is
    worth isn't what it got, and a sentence before may tell a score as well.
    """
    if total.quantity.unit != "分":
        return False
    group = next(g for g in ctx.paragraphs if total in g)
    before = [f for f in group[: group.index(total)] if f.quantity.unit == "分"]
    got = [f for f in before if not _GOT.match(right_of(f))]
    return any(_last_ones_make(total, [f.quantity for f in run]) for run in (before, got))


_GOT = re.compile(r"[，（]?(?:实际|自评|评价)?得(?:分|到|了)?\d|[，（]?(?:实际|自评|评价)得分")
_SUM = re.compile("共|合计|总计")
_TOTAL = re.compile(r"(?:^|[，；、：])(?:[一二两三四五六七八九十][项笔类])?(?:一?共计?|合计|总计)$")


@rule("N128", name="各项之和与总数只差一笔", severity="warning", source="DOMAIN §8 合计")
def nearly_the_sum(ctx: Context) -> Iterator[Finding]:
    """查什么：“支出184.60万元。用于水电58.20万元、图书21.70万元……”，一句里逐项列出的金额之和，与前文（或项目表）的总数只差一笔。

    为什么：逐项列出的钱恰好凑成总数，只差一位数字，多半是其中一个数抄错。
    举例：总数184.60万元，各项合计184.66万元。
    怎样改：核对明细账后更正。
    何时不报：各项之和与前文某个总数相符；差的不是一笔；金额位数太少，碰巧接近。
    """
    for group in ctx.paragraphs:
        for run in _runs(group):
            wholes = [f for f in group[: group.index(run[0])][-_REACH:] if _same_money(f, run)]
            named = _named_ahead(ctx, run)
            wholes += [*_of_table(ctx, run[0]), *named]
            if not wholes:
                continue
            ctx.look(run[0].place)
            if any(adds_up([w.quantity, *(f.quantity for f in run)]) for w in wholes):
                continue
            yield from _one_slip(ctx, run, wholes, named)


_REACH = 8
_TELLING = 4


def _runs(group: list[Fact]) -> Iterator[list[Fact]]:
    """Yield the amounts that one sentence lists one after the other, nothing else between."""
    run: list[Fact] = []
    for fact in [*group, None]:
        if fact is not None and run and _inside_item(fact, run[0]):
            continue
        listed = fact is not None and fact.aspect == "value" and _exact_money(fact)
        if listed and fact is not None and (not run or fact.quote == run[-1].quote):
            run.append(fact)
            continue
        if len(run) >= 2 and _is_list(run):
            yield run
        run = [fact] if listed and fact is not None else []


def _inside_item(fact: Fact, first: Fact) -> bool:
    """Tell whether a figure stands in a bracket within a list: 站点18万元（12个，每个1.5万元）."""
    if fact.quote != first.quote:
        return False
    depths = [left.count("（") - left.count("）") for left in (left_of(fact), left_of(first))]
    return depths[0] > depths[1]


_ROLE = re.compile(r"预算|决算|执行|到位|支付|合计|共|总|余|比|为|(?<!下)达|追加|调整|目标|计划")


_AMOUNT = re.compile(r"(?<!\d)[\d.,]+(?:万元|元|亿元)")


def _is_list(run: list[Fact]) -> bool:
    """Tell whether amounts are items of one list: a name each, no other word of money between."""
    words = squeeze(run[0].quote)
    if "（" not in left_of(run[0]):
        words = without_brackets(words)
    between = _AMOUNT.split(words)[1:-1]
    inner = "".join(between[: len(run) - 1]) if len(between) >= len(run) - 1 else "为"
    return not _ROLE.search(inner) and not right_of(run[-1]).startswith("等")


_OF_EACH = re.compile("均|每|单价")


def _exact_money(fact: Fact) -> bool:
    return (
        fact.quantity.dimension == "元" and fact.quantity.comparator == "="
        and bool(fact.quantity.value)
        and not _OF_EACH.search(fact.measure + clause_of(fact))
    )  # fmt: skip


def _same_money(fact: Fact, run: list[Fact]) -> bool:
    return (
        fact.aspect in ("value", "growth") and _exact_money(fact) and fact.period == run[0].period
    )


def _named_ahead(ctx: Context, run: list[Fact]) -> list[Fact]:
    """Return the figures of the report that a list's own words name: “非税收入中，住宿费……”."""
    match = re.search(r"([^，。；：、\d]{4,20})[中里内]，[^，。；：、\d]*$", left_of(run[0]))
    if match is None:
        return []
    report = next(r for r in ctx.pack.reports() if run[0].place.startswith(f"{r.place}/"))
    return [
        f for f in ctx.figures_of(report)
        if _same_money(f, run) and f not in run and len(f.measure) >= 4
        and (match[1].endswith(f.measure) or f.measure.endswith(match[1]))
    ]  # fmt: skip


def _of_table(ctx: Context, fact: Fact) -> list[Fact]:
    """Return what the project's own table says was spent, as one more total."""
    for table in ctx.pack.projects:
        report, line = ctx.report_of(table), money_total(table)
        if report and line and line.executed.known() and fact.place.startswith(f"{report.place}/"):
            return [Fact(place=line.executed.place, measure=f"{title_of(table)}全年执行数",
                         quantity=line.executed)]  # fmt: skip
    return []


def _one_slip(
    ctx: Context, run: list[Fact], wholes: list[Fact], named: list[Fact]
) -> Iterator[Finding]:
    for whole in reversed(wholes):
        amounts = [whole.quantity, *(f.quantity for f in run)]
        mended = mend(amounts, adds_up)
        if (
            mended is None
            or (mended.moved_point and whole not in named)
            or telling(whole.quantity) < _TELLING
        ):
            continue
        total = add(amounts[1:])
        added = "+".join(said(f) for f in run)
        for found in conflict(
            ctx, "N128", cite(whole), total,
            f"所列{added}={show(total, whole.quantity.unit)}，“{spoken(whole)}”为{said(whole)}",
            others=[cite(f) for f in run],
        ):  # fmt: skip
            found.explanation = mended.words(amounts)
            yield found
        return


def _is_total(fact: Fact) -> bool:
    """Tell whether nothing but 共 or 合计 leads to a figure."""
    if fact.aspect != "value":
        return False
    before = squeeze(fact.quote).split(fact.quantity.text)
    return any(piece.endswith(("共", "计")) for piece in before[:-1]) and any(
        _TOTAL.search("".join(before[:n])) for n in range(1, len(before))
    )


_PRICE = re.compile(
    "每|单价|各(?:自|[设建有配备投补奖拨发安种购派招]|新[建增设]|增[设加]|设置|配备|安排|投入|补助|发放)?(?:了|有)?$"
)
"""How many there are of each, or what each costs: 21个小区各设2个，共42个."""


def _before(group: list[Fact], total: Fact) -> list[Fact]:
    out: list[Fact] = []
    for fact in reversed(group):
        same = fact.quantity.dimension == total.quantity.dimension and fact.aspect == "value"
        if not same or _PRICE.search(left_of(fact)[-12:]):
            if out:
                break
            continue
        out.insert(0, fact)
    return out


_LEFT_OVER = re.compile(
    r"^(?:尚)?未(?:执行|支付|支出|使用|拨付)|^(?:年末|全年|年度|预算|项目|资金|财政)*(?:结余|节余|结转)(?!资金)"
)
_ADDED_FOR = re.compile(r"(?:年中|全年|当年)?因.*(?:追加|调增)(?:预算|资金)?$")
_NOT_PAID = re.compile(r"(?:尚?未|没有)(?:执行|支付|支出|使用|拨付)")
_ADDED = re.compile(
    r"(?:^|因[^，。；]*|[中年])(?:全年|年中|预算|当年|共|累计|净)*(?:追加|调增)(?:预算|资金|数)*$"
)


@rule("N111", name="结余和追加与两数不符", severity="error", source="DOMAIN §5、§8")
def differences(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写的未执行（未支付、结余）金额应等于全年预算减执行，追加金额应等于全年预算减年初预算。

    为什么：这些数由自评表两个数相减得出。
    举例：全年预算176万元、执行168.5万元，未支付应为7.5万元，写成5.7万元不符。
    怎样改：按表内金额重新计算后更正。
    何时不报：表内缺数；写的是某一来源的结余或追加；上年结转；句中自有收支、自行结平的另一笔账；正好是表内某一行的预算减执行。
    """
    for table in ctx.pack.tables():
        line = money_total(table)
        for fact in _told_of(ctx, table) if line is not None else ():
            assert line is not None
            minus = _minuend(fact, line.initial, line.executed)
            if minus is None or not (line.full_year.known() and minus.known()):
                continue
            ctx.look(fact.place)
            if _of_another_pot(ctx, fact, line) or is_gap_of_a_row(fact, ctx.pack.tables()):
                continue
            gap = abs(base(line.full_year) - base(minus))
            if gap != base(fact.quantity) and not span(fact.quantity).meets(
                span(line.full_year).minus(span(minus))
            ):
                yield from conflict(
                    ctx, "N111", cite(fact), gap,
                    f"报告“{spoken(fact)}”{said(fact)}，{title_of(table)}全年预算数{written(line.full_year)}与"
                    f"{written(minus)}之差为{show(gap, '万元')}",
                    others=[Item("全年预算数", line.full_year),
                            Item("年初预算数" if minus is line.initial else "全年执行数", minus)],
                )  # fmt: skip


def _of_another_pot(ctx: Context, fact: Fact, line: BudgetLine) -> bool:
    """Tell whether a sentence keeps an account of its own: 食堂账户年初结余……，年末结余……."""
    amounts = [base(f.quantity) for f in beside(ctx, fact)]
    if not amounts:
        return False
    cells = (line.initial, line.full_year, line.executed)
    own = any(cell.known() and base(cell) in amounts for cell in cells)
    if not own and _PART_OF.search(squeeze(fact.quote).split(fact.quantity.text)[0]):
        return True
    return closes(ctx, fact) or (len(amounts) > 1 and not own)


_PART_OF = re.compile(
    r"其中[^，。；：、\d]{2,14}?(?:全年|年初|年度|调整后?)*(?:预算|安排|下达|批复|到位|收入)(?:数|资金|为|了)*\d"
)
"""The budget of one of several things, of which a sentence then tells what is left."""


def _told_of(ctx: Context, table: IndicatorTable) -> list[Fact]:
    """Return what a table's whole money is told to have left or got, in both reports."""
    told = (f for f in ctx.figures_of(ctx.report_of(table)) if _is_left_over(f) or _is_added(f))
    own = [f for f in told if _own_money(ctx, f, table.place)]
    if table.kind == "overall":
        return own
    return own + [
        f for f in ctx.figures_of(ctx.pack.overall_report)
        if _is_left_over(f) and _own_money(ctx, f, table.place)
        and [t.place for t in told_of_project(ctx, f)] == [table.place]
    ]  # fmt: skip


_OVER_YEARS = re.compile(r"累计|历年|滚存")
_UNNAMED = re.compile("(?:尚有|仍有|还有|有|共|资金|预算|项目|财政|全年|年末)*")


def _is_left_over(fact: Fact) -> bool:
    """Tell whether an amount of money is what was left over or not paid."""
    if fact.quantity.unit not in MONEY_UNITS:
        return False
    measure = fact.measure
    if _OVER_YEARS.search(clause_of(fact)):
        return False
    if _LEFT_OVER.match(measure):
        return True
    return _NOT_PAID.match(right_of(fact)) is not None and (
        "项目" in measure or _UNNAMED.fullmatch(measure) is not None
    )


def _minuend(fact: Fact, initial: Quantity, executed: Quantity) -> Quantity | None:
    if _is_left_over(fact):
        return executed
    return initial if _is_added(fact) else None


_MORE_ADDED, _TAKEN = re.compile("追加|调增"), re.compile("追减|调减|核减|压减")
_STOP = re.compile("[，。；：]")


def _is_added(fact: Fact) -> bool:
    """Tell whether a figure is all that was added, be it with its reasons: 因甲、乙追加……."""
    words = squeeze(fact.quote)
    if fact.quantity.unit not in MONEY_UNITS or not (
        "追加" in words or "调增" in words or _ADDED.search(fact.measure)
    ):
        return False
    if _MORE_ADDED.search(right_of(fact)):
        return False  # more is added in the same sentence: this is a part
    if _TAKEN.search(words):
        return False  # some was taken away as well
    return bool(_ADDED.search(fact.measure) or _ADDED_FOR.match(_STOP.split(left_of(fact))[-1]))


_OTHER_MONEY = re.compile("上年|收入|基金|自筹")
_OF_PART = re.compile("采购|项目|公用|人员|三公")


def _own_money(ctx: Context, fact: Fact, place: str) -> bool:
    """Tell whether an amount is of the whole table, not of a project, row or source in it."""
    if fact.quantity.dimension != "元" or not this_year(fact, ctx.pack) or fact.aspect != "value":
        return False
    if _OTHER_MONEY.search(fact.measure) or fact.quantity.comparator != "=":
        return False
    if place != "overall":
        return True
    return not _OF_PART.search(squeeze(fact.quote)) and not told_of_project(ctx, fact)


@rule("N118", name="项目报告没有写明资金数", severity="info", source="DOMAIN §6 项目报告")
def money_section(ctx: Context) -> Iterator[Finding]:
    """查什么：项目报告“资金投入情况”一节应写明预算、到位、执行金额。

    为什么：只写“已全部拨付到位”，看不出资金规模和执行情况。
    举例：“资金已全部拨付到位，用于项目施工。”
    怎样改：写明预算数、到位数、执行数和执行率。
    何时不报：这一节已经写了金额；没有这一节。
    """
    for report in ctx.pack.project_reports:
        for section in report.walk():
            if not re.search(r"资金(?:投入|到位|使用|执行)", section.title):
                continue
            ctx.look(section.place)
            told = [f for f in ctx.figures_of(report) if f.place.startswith(f"{section.place}/")]
            if not any(f.quantity.dimension == "元" for f in told):
                texts = list(section.texts())
                yield finding(
                    ctx, "N118", texts[0].place if texts else section.place,
                    f"“{section.title}”没有写明预算、到位、执行金额。",
                    items=[Item("", text) for text in texts[:1]], found="没有金额",
                    suggestion="补写预算数、到位数、执行数和执行率。", clerical=True,
                )  # fmt: skip
