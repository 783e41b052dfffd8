"""A project's report (DOMAIN §6): how, completion, deviations, use of the result."""

from assistant.facts.render import shown
from assistant.model.pack import Indicator, IndicatorTable, Pack, Report
from assistant.rollover.cells import has_cell
from assistant.rollover.ink import Ink, asked
from assistant.rollover.names import next_year
from assistant.rollover.outcomes import Outcomes, by_outcome, counted, outcomes
from assistant.rollover.outline import Plan, heading, report
from assistant.rollover.reasons import FINANCE, Reason, changed
from assistant.rollover.scoring import Scoring

NO_REASON = Reason()
_NAMED = 3
_KINDS = (("产出", "产出指标完成情况分析"), ("效益", "效益指标完成情况分析"),
          ("满意度", "满意度指标完成情况分析"), ("成本", "成本指标完成情况分析"))  # fmt: skip


def project_report(
    pack: Pack,
    table: IndicatorTable,
    last: Report | None,
    scoring: Scoring,
    like: Report | None = None,
    reason: Reason = NO_REASON,
) -> Report:
    """Return the report of one project; ``like`` is another's, whose title a new one follows.

    ``reason`` says why its budget was changed. The section on deviations stays blank for the drafts where a deviation has no note yet.
    """
    ink, year = Ink(pack), pack.year or 0
    name = table.place.removeprefix("projects/")
    before = last.title.text if last and name in last.title.text else ""
    before = before or _titled_like(like, name)
    title = next_year(before, year - 1, year) or f"{year}年{pack.unit.text}{name}支出绩效自评报告"
    plans = [
        Plan(heading(last, "开展情况|工作情况", "绩效自评工作开展情况"), [_how(year, name, table)]),
        Plan(heading(last, "完成情况", "绩效目标自评完成情况分析"), (), [
            Plan(heading(last, "资金", "资金投入情况分析", 2), [_money(ink, table, _changed(ink, table, reason, scoring))]),
            Plan(heading(last, "目标完成|完成情况", "绩效目标完成情况分析", 2),
                 [_counted(outcomes(table, scoring, year))], _parts(outcomes(table, scoring, year))),
        ]),
        Plan(heading(last, "偏离|偏差|问题", "偏离绩效目标的原因和下一步改进措施"),
             [_deviation(ink, table, scoring)]),
        Plan(heading(last, "应用|公开", "绩效自评结果拟应用和公开情况"), [
            f"自评结果拟作为安排{year + 1}年以后年度同类项目资金的参考，随整体支出绩效自评材料公开。"
            + asked("具体应用方式")
        ]),
    ]  # fmt: skip
    return report(title, f"project_reports/{name}", plans, name)


def _titled_like(like: Report | None, name: str) -> str:
    """Return another project's title with this one's name, "" where it doesn't tell its own."""
    title = like.title.text if like else ""
    return title.replace(like.project, name) if like and like.project in title else ""


def _counted(found: Outcomes) -> str:
    return counted(found, project=True) or asked("年度绩效目标和各项指标的完成情况") + "。"


def _how(year: int, name: str, table: IndicatorTable) -> str:
    rows = [row.name.text for row in table.indicators if row.name.text]
    more = "等" if len(rows) > _NAMED else ""
    listed = f"{'、'.join(rows[:_NAMED])}{more}{len(rows)}项指标的" if rows else ""
    how = f"对照{listed}年度指标值逐项进行。" if rows else "尚无绩效指标可以对照。"
    return f"{name}{year}年度绩效自评{how}" + asked("参加自评的人员、时间、方式和核对的佐证资料")


def _changed(ink: Ink, table: IndicatorTable, reason: Reason, scoring: Scoring) -> str:
    """Return the sentence on the change of the budget: its reason, or the question."""
    root = next((x.place for x in table.money if "总" in x.label.text), "")
    own = table.implementer.text
    who = own if own and own != ink.pack.unit.text else FINANCE
    told = changed(ink, root, reason, who, scoring.profile.adjustment_rate)
    worth = reason.words or "〔" in told
    return f"全年预算{told}。" if told and worth and "，" in told else ""


def _money(ink: Ink, table: IndicatorTable, changed_by: str) -> str:
    whole = next((x for x in table.money if "总" in x.label.text), None)
    root = whole.place if whole else ""
    named = {
        "项目年初预算": "initial",
        "全年预算": "full_year",
        "全年执行": "executed",
        "执行率": "rate",
    }
    facts = {label: ink.fact(f"{root}/{name}") for label, name in named.items()}
    known = [f"{label}{shown(fact)}" for label, fact in facts.items() if fact]
    lacking = [
        label
        for label, fact in facts.items()
        if not fact and label != "执行率" and (not whole or has_cell(getattr(whole, named[label])))
    ]
    told = "，".join(known) + (asked("、".join(lacking)) if lacking else "") + "。"
    if not known:
        return asked("项目预算、执行金额")
    parts = [
        ink.say("{x}", x=ink.fact(f"{line.place}/executed"))
        and f"{line.place.rsplit('/', 1)[-1]}{ink.say('{x}', x=ink.fact(f'{line.place}/executed'))}"
        for line in table.money
        if line.place != root and line.executed.value
    ]
    listed = [part for part in parts if part]
    return told + changed_by + (f"执行数中，{'、'.join(listed)}。" if listed else "")


def _parts(found: Outcomes) -> list[Plan]:
    plans = []
    for word, title in _KINDS:

        def wanted(row: Indicator, word: str = word) -> bool:
            return word in row.level1

        told = by_outcome(found, wanted)
        if told:
            survey = asked("调查的对象、方式、样本量和结果") if word == "满意度" else ""
            plans.append(Plan(title, [told + survey]))
    return plans


def _deviation(ink: Ink, table: IndicatorTable, scoring: Scoring) -> str:
    found = outcomes(table, scoring, ink.year)
    if not found.total:
        return asked("绩效指标的完成情况、偏离目标的原因和改进措施") + "。"
    notes = [row.deviation.text for row in found.missed if row.deviation.text]
    if len(notes) < len(found.missed):
        return ""
    root = next((x.place for x in table.money if "总" in x.label.text), "")
    left = ink.minus(ink.fact(f"{root}/full_year"), ink.fact(f"{root}/executed"), "未执行金额")
    rest = ""
    if left and left.quantity.value:
        rest = ink.say("项目资金未执行{x}", x=left) + asked("未执行的原因和处理") + "。"
    if notes:
        return "".join(f"{n.rstrip('。')}。" for n in notes) + rest
    return ("各项指标均达到年度指标值，没有偏离。" if not found.open else "") + rest
