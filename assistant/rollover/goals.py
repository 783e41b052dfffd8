"""The yearly goal and what became of it, composed from the indicators where left blank."""

from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.place import squeeze
from assistant.rollover.cells import text
from assistant.rollover.outcomes import outcomes
from assistant.rollover.scoring import Scoring

_SHOWN = ("产出", "效益", "满意度")
_MOST = 6


def add_goals(table: IndicatorTable, scoring: Scoring, year: int) -> list[str]:
    """Fill blank goals of a table; return the names of those that were composed."""
    composed = []
    if table.goal_expected.is_blank() and (expected := _expected(table)):
        table.goal_expected = text(expected, table.goal_expected.place)
        composed.append("goal_expected")
    if table.goal_achieved.is_blank() and (achieved := _achieved(table, scoring, year)):
        table.goal_achieved = text(achieved, table.goal_achieved.place)
        composed.append("goal_achieved")
    return composed


def _main(table: IndicatorTable) -> list[Indicator]:
    rows = [r for r in table.indicators if not r.level1 or any(word in r.level1 for word in _SHOWN)]
    return [row for row in rows if row.target.known() and not row.is_blank()][:_MOST]


def _expected(table: IndicatorTable) -> str:
    told = [_goal(row) for row in _main(table)]
    return f"年内实现：{'；'.join(told)}。" if told else ""


def _goal(row: Indicator) -> str:
    """Return name and target; a target that says what it is of stands alone."""
    name, target = squeeze(row.name.raw), squeeze(row.target.raw)
    return target if name in target else name + _wanted(row)


def _wanted(row: Indicator) -> str:
    target = squeeze(row.target.raw)
    for sign, word in (("≥", "达到"), ("≤", "不超过")):
        if target.startswith(sign):
            return word + target[1:] + ("以上" if sign == "≥" else "")
    return target if row.target.comparator != "=" else f"达到{target}"


def _achieved(table: IndicatorTable, scoring: Scoring, year: int) -> str:
    found = outcomes(table, scoring, year)
    missed = {row.place for row in found.missed}
    rows = [row for row in _main(table) if squeeze(row.actual.raw) and row.place not in missed]
    told = "、".join(f"{squeeze(row.name.raw)}{squeeze(row.actual.raw)}" for row in rows)
    short = "；".join(
        f"{squeeze(row.name.raw)}实际{squeeze(row.actual.raw)}，未达到{squeeze(row.target.raw)}的指标值"
        for row in found.missed
        if squeeze(row.actual.raw)
    )
    money = next((line for line in table.money if "总" in line.label.text), None)
    spent = ""
    if money is not None and money.executed.known() and money.rate.known():
        spent = f"全年执行{money.executed.text}{money.executed.unit}，执行率{money.rate.text}。"
    lead = f"实际完成{told}。" if told else ""
    return lead + (f"{short}。" if short else "") + (spent if lead or short else "")
