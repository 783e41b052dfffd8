"""X: reports against tables: project amounts, indicator values, rates and scores in words."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise

from assistant.checks.compare import base, copied, percent, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import show, side_by_side, title_of, written
from assistant.checks.linking import likely, links, named, plain_name, possible
from assistant.checks.mentions import (
    cite,
    in_report,
    left_of,
    named_tables,
    own_pair,
    said,
    this_year,
    told_of_project,
)
from assistant.checks.names_apart import apart, only_marks_differ
from assistant.checks.pairing import core_name
from assistant.checks.performance import judge
from assistant.checks.registry import rule
from assistant.checks.rows import execution_cell, filled, item, money_total, name_of
from assistant.checks.scores import execution_rate
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, Pack, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity

_ROLES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"年初预算"), ("initial",)),
    (re.compile(r"(?:执行|实际支出|实际使用|支出金额|累计支出|已支出|共支出|支付)(?:数|资金|金额|预算|项目)*$"),
     ("executed",)),
    (re.compile(r"(?:到位|拨付|下达|拨入)(?:数|资金|金额|财政|经费|预算)*$"), ("full_year", "executed", "initial")),
    (re.compile(r"预算|安排|批复|资金总额|总投入|项目资金|项目经费|总投资"),
     ("full_year", "initial", "executed")),
)  # fmt: skip


@rule("X120", name="报告金额与自评表不符", severity="error", source="DOMAIN §2、§8")
def project_amounts(ctx: Context) -> Iterator[Finding]:
    """查什么：报告中写明的预算、到位、执行金额应与对应自评表年度资金总额一致（整体报告只看年初预算、全年预算、全年执行）。

    为什么：报告与表说的是同一笔资金，不一致无法采信。
    举例：报告写“预算安排12万元”，项目表全年预算数为10万元。
    怎样改：以预算批复和支付记录为准更正。
    何时不报：报告没有写金额；写的是其中一部分资金；项目表资金栏为空。
    """
    for table in ctx.pack.tables():
        report, line = ctx.report_of(table), money_total(table)
        if report is None or line is None:
            continue
        parts = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
        for fact in ctx.figures_of(report):
            names = _role(fact) if table.kind == "project" else _overall_role(ctx, fact)
            if not names or fact.place in parts or not _of_this_year(fact, ctx.pack):
                continue
            cells = [cell for name in names if (cell := getattr(line, name)).known()]
            if not cells:
                continue
            ctx.look(fact.place)
            if all(copied(cell, fact.quantity) == "conflict" for cell in cells):
                yield from conflict(
                    ctx, "X120", cite(fact), base(cells[0]),
                    f"报告“{fact.measure}”{said(fact)}，{title_of(table)}年度资金总额为{side_by_side(cells[0], fact.quantity)}",
                    others=[Item(f"{title_of(table)}年度资金总额", cells[0])],
                )  # fmt: skip


def _of_this_year(fact: Fact, pack: Pack) -> bool:
    return this_year(fact, pack) and fact.quantity.comparator == "="


_OVERALL_ROLES = {"年初预算": "initial", "全年预算": "full_year", "全年执行": "executed"}


def _overall_role(ctx: Context, fact: Fact) -> tuple[str, ...]:
    """Return the column of the unit's whole money that a figure names without more words."""
    if fact.aspect != "value" or fact.quantity.dimension != "元" or told_of_project(ctx, fact):
        return ()
    words = re.sub(r"(?:部门|整体|支出|资金|总|数|安排|调整后|为)", "", squeeze(fact.measure))
    if (
        words == "执行"
        and "预算" in fact.quote
        and not re.search(r"采购|项目|公用|人员", fact.quote)
    ):
        return ("executed",)
    return (_OVERALL_ROLES[words],) if words in _OVERALL_ROLES else ()


_NOT_TOTAL = re.compile(
    r"未|结余|节余|剩余|追加|调增|调减|其他|自筹|配套|人均|每|单位成本|造价|节约"
)


def _role(fact: Fact) -> tuple[str, ...]:
    if fact.aspect != "value" or fact.quantity.dimension != "元" or _NOT_TOTAL.search(fact.measure):
        return ()
    if re.fullmatch(r"(?:全年|实际|共|累计)*支出", fact.measure):
        return ("executed",)
    return next((names for words, names in _ROLES if words.search(fact.measure)), ())


@rule("X121", name="指标完成值与报告不符", severity="error", source="DOMAIN §8 文字与表格")
def indicator_values(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里与某项三级指标同名的数量、比率，应与该指标的实际完成值一致。

    为什么：表格和报告说的是同一件事，两个数必有一个是错的。
    举例：指标“新建健身步道”实际完成值6条，报告写“新建健身步道9条”。
    怎样改：核对台账，更正表格或报告。
    何时不报：名称不能确认是同一件事；单位不同；报告写的是目标、上年数、其中数，或用“约”“余”概数且相符。
    """
    for table in ctx.pack.tables():
        report = ctx.report_of(table)
        facts = [f for f in ctx.figures_of(report) if this_year(f, ctx.pack)]
        for row in filled(table):
            yield from _indicator(ctx, row, facts)


_SKIP = re.compile(
    r"目标|计划|任务|应|拟|预计|上年|去年|其中|增|减|不少于|不低于|少|多|未|缺|超|差|余|剩"
)


def _indicator(ctx: Context, row: Indicator, facts: list[Fact]) -> Iterator[Finding]:
    actual = row.actual
    if not actual.known() or actual.comparator not in ("=", "~"):
        return
    told = [link for link in links(row, facts) if not other_matter(row, link.fact)]
    if not told or not possible(told[0].score):
        return
    ctx.look(actual.place)
    agreed = any(possible(link.score) and _agrees(actual, link.fact.quantity) for link in told)
    fact, score = told[0]
    if not agreed and _summed_up(actual, fact, facts):
        return
    if agreed:
        # The same words once more with another value: one of the two is a slip.
        wrong = [link for link in told if named(link.score) and plain_name(row, link.fact)
                 and not _agrees(actual, link.fact.quantity)]  # fmt: skip
        if not wrong:
            return
        fact, score = wrong[0]
    if not likely(score):
        return
    yield from conflict(
        ctx, "X121", cite(fact), base(actual),
        f"报告“{fact.measure}”{said(fact)}，自评表“{name_of(row)}”实际完成值为{written(actual)}",
        others=[item(row, "actual")], severity="error" if named(score) else "warning",
    )  # fmt: skip


def _summed_up(actual: Quantity, fact: Fact, facts: list[Fact]) -> bool:
    """Tell whether a figure is a part of what its own sentence sums up as the row has it."""
    return any(
        f.quote == fact.quote and f is not fact and re.search("(?:共计?|合计|总计)$", left_of(f))
        and f.quantity.unit == fact.quantity.unit and _agrees(actual, f.quantity) for f in facts
    )  # fmt: skip


def other_matter(row: Indicator, fact: Fact) -> bool:
    """Tell whether a figure is a target, a change or a part of what the row counts."""
    words = _SKIP.sub("", row.name.text)
    if re.search(r"/[^/]*(?:问题|改进|措施|下一步|偏离)[^/]*/p", fact.place):
        return True
    if (
        "累计" in fact.measure
        and "累计" not in row.name.text
        and base(fact.quantity) > base(row.actual)
    ):
        return True  # what was done in the years before is in it
    rate = re.search(r"(?:执行|支付|控制|调整|到位)率$", fact.measure)
    if rate and rate.group() not in row.name.text:
        return True
    extra = [m for m in _SKIP.findall(fact.measure) if m not in row.name.text]
    return bool(extra) or (
        fact.aspect == "growth" and not re.search(r"增|减|降|升", row.name.text + words)
    )


def _agrees(actual: Quantity, told: Quantity) -> bool:
    if told.comparator in (">=", ">") and told.base is not None:
        return base(actual) >= told.base
    if told.comparator in ("<=", "<") and told.base is not None:
        return base(actual) <= told.base
    if "~" in (told.comparator, actual.comparator):
        return abs(base(actual) - base(told)) <= base(told) / 10
    return span(actual).meets(span(told))


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
        r"^(?:本级)?专项(?:资金)?$|业务工作|运行维护|^(?:其他|上级|自有|自筹|财政)|一般公共预算|政府性基金",
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


@rule("X124", name="报告写的执行率与金额不符", severity="error", source="DOMAIN §2、§8")
def stated_execution(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里写明的预算执行率，应与对应自评表执行数÷全年预算数一致。

    为什么：执行率是得分依据，表和报告必须一致。
    举例：报告写执行率98.5%，表内执行数÷预算数=95.2%。
    怎样改：按表内金额重新计算后更正。
    何时不报：报告写的是某一笔资金的执行率；表内缺执行数或预算数。
    """
    for table in ctx.pack.tables():
        rate = execution_rate(table)
        cell = execution_cell(table, "rate")
        facts = ctx.figures_of(ctx.report_of(table))
        for fact in facts:
            if rate is None or not _is_execution_rate(ctx, fact, facts):
                continue
            ctx.look(fact.place)
            if not rate.meets(fact.quantity.interval()):
                middle = ((rate.low + rate.high) / 2).quantize(Decimal("0.01"))
                others = [Item("执行率", percent(cell))] if cell is not None else []
                yield from conflict(
                    ctx, "X124", cite(fact), middle,
                    f"报告执行率{said(fact)}，{title_of(table)}执行数÷全年预算数={show(middle, '%')}",
                    others=others,
                )  # fmt: skip


@rule("X128", name="整体报告写的项目执行率与金额不符", severity="error", source="DOMAIN §2、§8")
def project_execution(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告点名写到某个项目的执行率，应与该项目自评表执行数÷全年预算数一致。

    为什么：整体报告与项目表说的是同一个项目。
    举例：项目表168.5÷176=95.74%，整体报告写执行率85.74%。
    怎样改：按项目表金额重新计算后更正。
    何时不报：句中点到几个项目，或同句写有可算出这个比率的两个数。
    """
    facts = ctx.figures_of(ctx.pack.overall_report)
    for fact in facts:
        if fact.quantity.unit != "%" or not fact.measure.endswith("执行率"):
            continue
        tables = told_of_project(ctx, fact)
        rate = execution_rate(tables[0]) if len(tables) == 1 else None
        if rate is None or not _of_this_year(fact, ctx.pack):
            continue
        ctx.look(fact.place)
        if not rate.meets(fact.quantity.interval()) and not own_pair(fact, facts):
            middle = ((rate.low + rate.high) / 2).quantize(Decimal("0.01"))
            cell = execution_cell(tables[0], "rate")
            yield from conflict(
                ctx, "X128", cite(fact), middle,
                f"整体报告执行率{said(fact)}，{title_of(tables[0])}执行数÷全年预算数={show(middle, '%')}",
                others=[Item("执行率", percent(cell))] if cell is not None else [],
            )  # fmt: skip


_EXECUTION = re.compile(r"^(?:整体|部门|项目|资金|全年|总)*(?:支出)?(?:预算|资金)?(?:支出)?执行率$")


def _is_execution_rate(ctx: Context, fact: Fact, facts: list[Fact]) -> bool:
    """Tell whether a rate is the whole table's: it speaks of the unit, and of all its money."""
    if fact.quantity.unit != "%" or not _EXECUTION.search(fact.measure):
        return False
    if not _of_this_year(fact, ctx.pack):
        return False
    own = [table.place.rpartition("/")[2] for table in ctx.pack.projects]
    report = fact.place.split("/")[1] if fact.place.startswith("project_reports/") else ""
    if not report and (
        fact.subject in own
        or told_of_project(ctx, fact)
        or re.search(r"项目|工程|采购", fact.subject + fact.quote)
    ):
        return False
    return not own_pair(fact, facts)


@rule("X125", name="报告写的自评得分与表不符", severity="error", source="DOMAIN §6")
def stated_score(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里写明的自评得分（总分）应与对应自评表总得分一致。

    为什么：得分和等级要随结果公开，表和报告不能两个数。
    举例：报告写“自评得分97.5分”，自评表总分95分。
    怎样改：重新核算总分后统一。
    何时不报：报告没有写得分，或写的是某一类指标的得分。
    """
    totals = [t for t in ctx.pack.tables() if t.total_score.known()]
    for report in ctx.pack.reports():
        table = ctx.table_of(report)
        # The overall report may also name the projects' scores.
        allowed = totals if report is ctx.pack.overall_report else [t for t in totals if t is table]
        for fact in _scores(ctx.pack, report) if allowed else ():
            ctx.look(fact.place)
            named = _score_of(ctx, fact, allowed)
            if all(base(fact.quantity) != base(t.total_score) for t in named or allowed):
                stated = (named or allowed)[0]
                yield from conflict(
                    ctx, "X125", cite(fact), base(stated.total_score),
                    f"报告“{fact.measure}”{said(fact)}，{title_of(stated)}总得分为{written(stated.total_score)}",
                    others=[Item(f"{title_of(stated)}总分", stated.total_score)], unit="分",
                )  # fmt: skip


def _score_of(ctx: Context, fact: Fact, totals: list[IndicatorTable]) -> list[IndicatorTable]:
    """Return the tables of the projects that a score's own clause names, none where it doesn't."""
    clause = re.split(r"[，。；：、]", left_of(fact))[-1]
    return [t for t in named_tables(ctx, clause) if t in totals] if "项目" in clause else []


_SCORE = re.compile(r"^(?:.{0,12}(?:自评|综合|总|评价))?(?:得分|总分|评分)(?:依次|分别)?$")


def _scores(pack: Pack, report: Report) -> Iterator[Fact]:
    for fact in in_report(pack, report):
        if fact.quantity.unit == "分" and _SCORE.search(fact.measure) and this_year(fact, pack):
            yield fact


_RATE_VERBS = (
    "化解",
    "办结",
    "完成",
    "整改",
    "合格",
    "达标",
    "发放",
    "验收",
    "落实",
    "解决",
    "参保",
    "调解成功",
)


@rule("X126", name="报告数字与比率指标不符", severity="error", source="DOMAIN §8")
def ratio_indicator(ctx: Context) -> Iterator[Finding]:
    """查什么：报告同时写了总数和完成数，而表内正好有这件事的比率指标时，两数之比应达到自评的完成值。

    为什么：比率指标说已达标，报告的数字却算不出来，得分就站不住。
    举例：报告写“排查矛盾86件，化解72件”，72÷86=83.7%，指标自评“≥95%”且得满分。
    怎样改：核对台账；确未达标的，据实填写完成值、扣分并说明原因。
    何时不报：报告的两个数不是同一件事（如调解案件数与化解件数）；表内没有同一事项的比率指标。
    """
    for relation in ctx.relations:
        if relation.kind not in ("progress", "rate"):
            continue
        whole, done = relation.whole, relation.parts[0]
        for table in ctx.pack.tables():
            if not done.place.startswith(f"{_report_place(ctx, table)}/"):
                continue
            for row in filled(table):
                if _rate_of(row, relation.whole, done):
                    ctx.look(row.actual.place)
                    yield from _ratio(ctx, row, whole, done)


def _report_place(ctx: Context, table: IndicatorTable) -> str:
    report = ctx.report_of(table)
    return report.place if report is not None else "-"


def _rate_of(row: Indicator, whole: Fact, done: Fact) -> bool:
    """Tell whether a row is the rate of just these two figures: same verb, same noun."""
    cell = row.actual if row.actual.known() else row.target
    if cell.unit != "%":
        return False
    words = row.name.text + row.target.text
    verb = next((v for v in _RATE_VERBS if v in done.measure), None)
    if verb is None or verb not in words:
        return False
    noun = squeeze(whole.measure + done.measure)
    runs = {a + b for a, b in pairwise(noun)} - {a + b for a, b in pairwise(verb)}
    shared = [a + b for a, b in pairwise(words.replace(verb, " ")) if a + b in runs]
    return len(set(shared)) >= 2


def _columns(row: Indicator) -> tuple[str, ...]:
    return ("actual", "target", "score") if row.score.known() else ("actual", "target")


def _scored(row: Indicator) -> str:
    """Return what was scored for it, where the score says that nothing was lost."""
    full = row.score.known() and row.weight.known() and row.score.value == row.weight.value
    return f"，却得满分{row.score.text}分" if full else ""


def _ratio(ctx: Context, row: Indicator, whole: Fact, done: Fact) -> Iterator[Finding]:
    share = done.quantity.interval().over(whole.quantity.interval())
    cell = row.actual if row.actual.known() else row.target
    if share is None or not base(whole.quantity):
        return
    value = base(done.quantity) / base(whole.quantity) * 100
    low = cell.interval().low
    result = judge(row)
    if value >= low or (result is not None and not result.met):
        return
    told = f"{value:.1f}%"
    yield finding(
        ctx, "X126", row.actual.place,
        f"报告“{whole.measure}”{said(whole)}、“{done.measure}”{said(done)}，"
        f"{said(done)}÷{said(whole)}={told}，达不到“{name_of(row)}”自评的{cell.text}{_scored(row)}。",
        items=[*map(partial(item, row), _columns(row)), cite(done), cite(whole)],
        found=cell.text, expected=told, difference=f"{low - value:.1f}个百分点",
        suggestion="核对台账；确未达标的，据实填写完成值和得分，并说明原因和措施。",
    )  # fmt: skip
