"""The overall report (DOMAIN §6): nine sections, each figure from the new tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assistant.facts.render import shown
from assistant.model.fact import Fact
from assistant.model.pack import IndicatorTable, NamedAmount, Pack, Report, SpendingRow
from assistant.model.place import Place
from assistant.model.quantity import Text, plain
from assistant.rollover.cells import total
from assistant.rollover.ink import UNDISPUTED, Ink, asked
from assistant.rollover.names import TOTAL, next_year
from assistant.rollover.outcomes import by_kind, counted, outcomes
from assistant.rollover.outline import Plan, heading, last_section, report
from assistant.rollover.reasons import FINANCE, Reason, changed
from assistant.rollover.scoring import Scoring

_CHANGING = re.compile(r"20\d\d年|万元|编制|在职|在岗|在编|年末|控制率|自收自支|上年")
_SENTENCE = re.compile(r"[^。]+。")
NO_REASON = Reason()
THEMES_LEAD = "主要工作完成情况如下。"
"""Stands before what the summaries tell of the year's work."""
_PUBLISHED = re.compile(r"在([^，。、；]{3,30}?)(?:上|一并|同步|统一)?(?:公开|公示)")


def overall_report(
    pack: Pack,
    last: Report | None,
    scoring: Scoring,
    themes: Sequence[Plan],
    told: Sequence[str] = (),
    reason: Reason = NO_REASON,
    disputed: Mapping[Place, str] = UNDISPUTED,
) -> Report:
    """Return the overall report of a pack whose tables are filled.

    ``themes`` tell the achievements in sections, ``told`` in paragraphs; ``reason`` says why the
    budget was changed, ``disputed`` which figures another source contradicts. Problems and measures are left blank for the drafts.
    """
    ink, year = Ink(pack, disputed), pack.year or 0
    title = next_year(last.title.raw, year - 1, year) if last else ""
    title = title or f"{year}年度{pack.unit.text}整体支出绩效自评报告"
    income = pack.overall.by_income if pack.overall else []
    plans = [
        Plan(heading(last, "基本情况|概况", "部门（单位）基本情况"), list(_unit(ink, last))),
        Plan(heading(last, "一般公共预算", "一般公共预算支出情况"), (), [
            Plan(heading(last, "基本支出", "基本支出情况", 2), list(_basic(ink))),
            Plan(heading(last, "项目支出", "项目支出情况", 2), list(_projects(ink))),
        ]),
        Plan(heading(last, "政府性基金", "政府性基金预算支出情况"), [_funds(ink)]),
        Plan(heading(last, "国有资本", "国有资本经营预算支出情况"), [_other(year, "国有资本经营", income)]),
        Plan(heading(last, "社会保险基金", "社会保险基金预算支出情况"),
             [_other(year, "社会保险基金", income)]),
        Plan(heading(last, "绩效情况|绩效目标|资金使用", "资金使用及绩效情况"), (), [
            Plan(heading(last, "整体支出.*绩效", "整体支出绩效情况", 2),
                 [*_performance(ink, scoring, reason), THEMES_LEAD if themes or told else "", *told],
                 themes),
            Plan(heading(last, "项目支出.*绩效", "项目支出绩效情况", 2), list(_project_results(ink))),
        ]),
        Plan(heading(last, "问题|不足", "存在的问题及原因分析")),
        Plan(heading(last, "改进|下一步", "下一步改进措施")),
        Plan(heading(last, "应用|公开", "部门整体支出绩效自评结果拟应用和公开情况"), [_use(year, last)]),
    ]  # fmt: skip
    return report(title, "overall_report", plans)


def _unit(ink: Ink, last: Report | None) -> Iterator[str]:
    before = last_section(last, "基本情况|概况")
    kept = [s for text in (before.paragraphs if before else ()) for s in _lasting(text)]
    if kept:
        yield "".join(kept) + asked("以上沿用上年表述，请核实有无变化")
    else:
        yield asked("单位职能、机构设置情况")
    root = "base_data/staffing"
    posts, staff = ink.fact(f"{root}/posts"), ink.fact(f"{root}/staff")
    rate = ink.fact(f"{root}/control_rate")
    told = ink.say("核定编制{posts}，年末实际在职{staff}", posts=posts, staff=staff)
    if told:
        yield told + ink.say("，财政供养人员控制率{rate}", rate=rate) + "。"
    yield _buildings(ink)


def _lasting(text: Text) -> list[str]:
    """Return the sentences that hold from year to year: no money, staff or year in them."""
    return [s for s in _SENTENCE.findall(text.text) if not _CHANGING.search(s)]


def _buildings(ink: Ink) -> str:
    root = "base_data/buildings"
    names = ("approved_area", "actual_area", "area_rate", "approved_investment",
             "actual_investment", "investment_rate")  # fmt: skip
    facts = {name: ink.fact(f"{root}/{name}") for name in names}
    area = ink.say(
        "楼堂馆所批复规模{approved_area}，实际规模{actual_area}，规模控制率{area_rate}",
        **{name: facts[name] for name in names[:3]},
    )
    money = ink.say(
        "预算投资{approved_investment}，实际投资{actual_investment}，投资概算控制率{investment_rate}",
        **{name: facts[name] for name in names[3:]},
    )
    told = "；".join(part for part in (area, money) if part)
    return told + "。" if told else ""


def _basic(ink: Ink) -> Iterator[str]:
    general = ink.say("{year}年一般公共预算支出{x}。".replace("{year}", str(ink.year)),
                      x=ink.fact(_breakdown(ink, "by_income", "一般公共预算")))  # fmt: skip
    basic = ink.fact(_breakdown(ink, "by_expenditure", "基本支出"))
    operating = ink.of_row(ink.row("公用经费"), "final")
    staff = ink.minus(basic, operating, "人员经费")
    if staff is not None and not staff.quantity.value:
        staff = None  # all of it booked as operating expenses: a share would hide that
    told = ink.say(
        "基本支出{basic}，其中人员经费{staff}，占基本支出的{a}；公用经费{operating}，占{b}。",
        basic=basic, staff=staff, a=ink.share(staff, basic),
        operating=operating, b=ink.share(operating, basic),
    )  # fmt: skip
    told = told or ink.say("基本支出{basic}。", basic=basic) + ink.say("公用经费{x}。", x=operating)
    row = ink.row("公用经费")
    doubt = f"{row.place}/final" if row else ""
    open_ = f"公用经费{ink.ask(doubt, '')}。" if ink.is_disputed(doubt) else ""
    told = told or asked("基本支出及其中公用经费数")
    yield general + told + open_ + _changed(ink, row, "公用经费")
    yield _three_public(ink)
    root = "base_data/procurement"
    budget, final = ink.fact(f"{root}/budget"), ink.fact(f"{root}/final")
    yield ink.say("政府采购预算{budget}，实际采购{final}，执行率{rate}。", budget=budget,
                  final=final, rate=ink.share(final, budget))  # fmt: skip


def _changed(ink: Ink, row: SpendingRow | None, name: str) -> str:
    now, before = ink.of_row(row, "final"), ink.of_row(row, "last_final")
    year = ink.change(now, before)
    budget = ink.change(now, ink.of_row(row, "budget"), "比预算").split("，")[0]
    budget = budget.replace("减少", "少").replace("增加", "多")
    told = "；".join(part for part in (year, budget) if part)
    return f"{name}{told}。" if told else ""


def _three_public(ink: Ink) -> str:
    row = ink.row("三公")
    final = ink.of_row(row, "final")
    if row is None or final is None:
        return f"三公经费支出{ink.ask(f'{row.place}/final' if row else '', '三公经费支出数')}。"
    told = "，".join(filter(None, [f"三公经费支出{shown(final)}",
                                  ink.change(final, ink.of_row(row, "last_final"))]))  # fmt: skip
    parts = [p for p in _children(ink, row) if p.final.value]
    listed = "、".join(f"{_label(p)}{shown(f)}" for p in parts if (f := ink.of_row(p, "final")))
    none = [_label(p) for p in _children(ink, row) if p.final.value == 0]
    zero = f"，没有发生{'、'.join(none)}" if none else ""
    return f"{told}。" + (f"其中{listed}{zero}。" if listed else "")


def _children(ink: Ink, row: SpendingRow) -> list[SpendingRow]:
    rows = ink.pack.base_data.spending if ink.pack.base_data else []
    return [each for each in rows if each.parent == row.place]


def _label(row: SpendingRow) -> str:
    return re.sub(r"（一个?(?:专项|项目)一行）", "", row.place.rsplit("/", 1)[-1])


def _breakdown(ink: Ink, kind: str, word: str) -> str:
    rows: list[NamedAmount] = getattr(ink.pack.overall, kind) if ink.pack.overall else []
    return next((row.amount.place for row in rows if word in row.label.text), "")


def _projects(ink: Ink) -> Iterator[str]:
    row = ink.row("项目支出")
    final = ink.of_row(row, "final")
    if row is None or final is None:
        yield f"全年项目支出{ink.ask(f'{row.place}/final' if row else '', '项目支出数')}。"
        return
    general = _general_projects(ink, final)
    lead = f"一般公共预算安排的项目支出{shown(general)}。" if general else ""
    name = "全部资金来源的项目支出合计" if lead else "全年项目支出"
    yield lead + _of_parts(ink, row, name) + _below(ink, row)


def _general_projects(ink: Ink, projects: Fact) -> Fact | None:
    """Return what the general budget paid for projects, where other money paid the rest."""
    income = ink.pack.overall.by_income if ink.pack.overall else []
    basic = ink.fact(_breakdown(ink, "by_expenditure", "基本支出"))
    own = ink.minus(ink.fact(_breakdown(ink, "by_income", "一般公共预算")), basic, "项目支出")
    others = [
        row.amount for row in income if not row.is_total and "一般公共预算" not in row.label.text
    ]
    rest = sum((amount.base or Decimal(0) for amount in others), Decimal(0))
    if own is None or not rest or (own.quantity.base or 0) + rest != projects.quantity.base:
        return None
    return own


def _of_parts(ink: Ink, row: SpendingRow, name: str) -> str:
    whole = ink.of_row(row, "final")
    parts = [
        (p, f) for p in _children(ink, row) if (f := ink.of_row(p, "final")) and f.quantity.value
    ]
    if whole is None:
        return ""
    summed = total([part.final for part in _children(ink, row)])
    if summed is not None and Decimal(summed) != whole.quantity.value:
        return f"{name}{asked(f'{shown(whole)}，或各分项合计{summed}{whole.quantity.unit}')}。"
    listed = [f"{_label(p)}{shown(f)}{_share(ink, f, whole, len(parts))}" for p, f in parts]
    return f"{name}{shown(whole)}" + (f"，其中{'、'.join(listed)}" if listed else "") + "。"


def _share(ink: Ink, part: Fact, whole: Fact, count: int) -> str:
    share = ink.share(part, whole) if count > 1 else None
    return f"（占{shown(share)}）" if share else ""


def _below(ink: Ink, row: SpendingRow) -> str:
    return "".join(
        _of_parts(ink, part, _label(part)) for part in _children(ink, row) if _children(ink, part)
    )


def _funds(ink: Ink) -> str:
    fact = ink.fact(_breakdown(ink, "by_income", "政府性基金"))
    if fact is None:
        return asked("政府性基金预算支出数；没有的写明没有")
    if not fact.quantity.value:
        return f"{ink.year}年没有政府性基金预算安排的支出。"
    return f"{ink.year}年政府性基金预算支出{shown(fact)}。" + asked("用于哪些项目、各多少")


def _other(year: int, name: str, income: list[NamedAmount]) -> str:
    """Say that there was none where the breakdown by income leaves no room for it."""
    own = next((row.amount for row in income if name[:4] in row.label.text), None)
    if own is not None and own.value:
        return f"{year}年{name}预算支出{plain(own.value)}{own.unit}。"
    whole = next((row.amount.value for row in income if row.is_total), None)
    parts = [row.amount.value or Decimal(0) for row in income if not row.is_total]
    if whole is not None and sum(parts) == whole:
        return f"{year}年没有{name}预算安排的支出。"
    return asked(f"有无{name}预算支出")


def _performance(ink: Ink, scoring: Scoring, reason: Reason) -> Iterator[str]:
    table = ink.pack.overall
    if table is None:
        return
    yield _money(ink, table, reason) + _score(ink, table, scoring)
    levels = dict.fromkeys(row.level1 for row in table.indicators if not row.is_blank())
    for level in levels:
        told = by_kind(table, level)
        if told:
            survey = asked("满意度调查的对象、方式、样本量和结果") if "满意度" in level else ""
            yield f"{level}完成情况。{told}{survey}"


def _money(ink: Ink, table: IndicatorTable, reason: Reason) -> str:
    if not table.money:
        return ""
    root = next(
        (line.place for line in table.money if TOTAL.search(line.label.text)), table.money[0].place
    )
    full, done = ink.fact(f"{root}/full_year"), ink.fact(f"{root}/executed")
    told = ink.say("年初预算{a}，全年预算{b}", a=ink.fact(f"{root}/initial"), b=full)
    change = changed(ink, root, reason, FINANCE, Decimal(0)) if told else ""
    told = "，".join(part for part in (told, change if "，" in change else "") if part)
    executed = ink.say("全年执行{a}，执行率{b}", a=done, b=ink.fact(f"{root}/rate"))
    if ink.is_disputed(f"{root}/executed"):
        executed = f"全年执行{ink.ask(f'{root}/executed', '')}"
    left = ink.minus(full, done, "未执行金额")
    rest = f"，未执行{shown(left)}" if left and left.quantity.value else ""
    stop = "。" if reason.words else "；"
    return stop.join(p for p in (told, executed + rest if executed else "") if p) + "。"


def _score(ink: Ink, table: IndicatorTable, scoring: Scoring) -> str:
    score = ink.fact(f"{table.place}/total/score")
    grade = next(
        (g.name for g in scoring.profile.grades
         if score and (score.quantity.value or 0) >= g.at_least), ""
    )  # fmt: skip
    told = f"自评得分{shown(score)}，等次为{grade}。" if score else asked("自评总分、等次") + "。"
    return told + counted(outcomes(table, scoring, ink.year))


def _project_results(ink: Ink) -> Iterator[str]:
    if ink.pack.projects:
        yield f"纳入自评的项目共{len(ink.pack.projects)}个，各项目完成情况如下。"
    for table in ink.pack.projects:
        root = next((x.place for x in table.money if TOTAL.search(x.label.text)), "")
        name = table.place.removeprefix("projects/")
        told = ink.say("全年预算{a}，执行{b}，执行率{c}", a=ink.fact(f"{root}/full_year"),
                       b=ink.fact(f"{root}/executed"), c=ink.fact(f"{root}/rate"))  # fmt: skip
        score = ink.say("自评得分{s}", s=ink.fact(f"{table.place}/total/score"))
        unset = all(row.is_blank() for row in table.indicators)
        parts = [part for part in (told, score) if part]
        if unset:
            parts = [told + asked("年度目标、绩效指标和得分" if told else "资金、目标、指标和得分")]
        yield f"{name}{'，'.join(parts) or asked('资金和得分')}。"


def _use(year: int, last: Report | None) -> str:
    before = last_section(last, "应用|公开")
    text = "".join(p.text for p in before.paragraphs) if before else ""
    where = _PUBLISHED.search(text)
    place = f"拟继续在{where[1]}公开" if where else f"拟公开，地点{asked('公开的网站或栏目')}"
    return (
        f"自评结果拟作为编制{year + 1}年以后年度预算、完善项目管理的参考{asked('具体应用方式')}。"
        f"自评报告及附表{place}{asked('公开时间')}。"
    )
