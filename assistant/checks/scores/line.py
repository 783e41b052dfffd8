"""The line that tells what a score would be after correction, and by which grade."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.labels import rounded
from assistant.checks.scores.execution_row import EXECUTION
from assistant.model.finding import IndicatorScore, ScoreView
from assistant.model.pack import IndicatorTable
from assistant.model.profile import Profile
from assistant.model.quantity import Quantity

_FULL = Decimal(100)


def what_if(view: ScoreView, table: IndicatorTable, profile: Profile) -> str:
    """Return the sentence, "" where the stated total stands or nothing can be said."""
    total = table.total_score
    if total.value is None or not view.recomputed:
        return ""
    changed = [row for row in view.indicators if row.counted and row.counted != row.stated]
    right = Decimal(view.recomputed)
    if right == total.value or (not changed and _rounded_to(right, total)):
        return ""
    apart = right - total.value
    parts = [
        f"修正后自评得分约 {view.recomputed} 分{_range(view)}",
        f"比自评总分{'高' if apart > 0 else '低'} {rounded(abs(apart))} 分",
        *_grade(view, table, profile),
    ]
    why = (_corrected(changed, view), _kept(view.indicators), _lost(view.indicators))
    return "。".join(filter(None, ("，".join(parts), "；".join(filter(None, why)), " "))).rstrip()


def note(rows: Sequence[IndicatorScore]) -> str:
    """Return which rows keep their stated scores, and which count nothing."""
    return "".join(f"{told}。" for told in (_kept(rows), _lost(rows)) if told)


def _rounded_to(right: Decimal, total: Quantity) -> bool:
    if right < _FULL == total.value:
        return False  # full marks say that nothing was cut
    span = total.interval()
    return span.low <= right <= span.high


def _range(view: ScoreView) -> str:
    return "" if view.low == view.high else f"（{view.low}–{view.high} 分）"


def _grade(view: ScoreView, table: IndicatorTable, profile: Profile) -> Iterator[str]:
    """Yield the grade before and after; grades are for totals of a hundred points."""
    stated, full = table.total_score.value, table.total_weight.value
    if stated is None or not profile.grades or full not in (None, Decimal(100)):
        return
    before, after = grade(stated, profile), grade(Decimal(view.recomputed), profile)
    low, high = (grade(Decimal(each), profile) for each in (view.low, view.high))
    if before == after:
        yield f"按分档仍为“{after}”"
    else:
        way = "升" if stated < Decimal(view.recomputed) else "降"
        yield f"按分档由“{before}”{way}为“{after}”"
    if low != high:
        yield f"按区间可能在“{low}”和“{high}”之间"


def grade(score: Decimal, profile: Profile) -> str:
    """Return the grade that a score earns, "" where the profile has none so low."""
    return next((each.name for each in profile.grades if score >= each.at_least), "")


def _corrected(changed: Sequence[IndicatorScore], view: ScoreView) -> str:
    execution = [row for row in changed if row.level == EXECUTION and row.stated]
    blank = sum(not row.stated for row in changed)
    rule = sum(bool(row.fair and row.stated and row.level != EXECUTION) for row in changed)
    band = sum(row.direction == "qualitative" and bool(row.stated) for row in changed)
    capped = len(changed) - len(execution) - blank - rule - band
    told = [f"预算执行得分由 {row.stated} 分改为 {row.counted} 分" for row in execution]
    told += [words.format(number) for words, number in (
        ("{} 项指标按规则重新计分", rule), ("{} 项定性指标得分不超过所属档次", band),
        ("{} 项得分不超过分值", capped), ("{} 项空白得分按规则补计", blank),
    ) if number]  # fmt: skip
    if view.sum_of_scores and Decimal(view.sum_of_scores) != Decimal(view.stated):
        told.append("总分按各项得分重新相加")
    return f"修正：{'、'.join(told)}" if told else ""


def _kept(rows: Sequence[IndicatorScore]) -> str:
    """Return how many scores are counted as stated because no figures decide them."""
    open_rows = [row for row in rows if row.counted and not row.fair and row.counted == row.stated]
    words = sum(row.direction == "qualitative" for row in open_rows)
    low = sum(bool(row.fair) and not row.agrees and row.counted == row.stated for row in rows)
    told = [said.format(number) for said, number in (
        ("{} 项定性指标", words), ("{} 项不能按数值重算的指标", len(open_rows) - words),
        ("{} 项自评低于规则的指标", low),
    ) if number]  # fmt: skip
    return f"{'、'.join(told)}按自评得分计" if told else ""


def _lost(rows: Sequence[IndicatorScore]) -> str:
    lost = sum(not row.counted and not row.agrees for row in rows)
    return f"{lost} 项指标没有得分，未计入" if lost else ""
