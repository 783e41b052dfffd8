"""One row of a table's scores, recomputed by the profile's rule."""

import re
from decimal import Decimal

from assistant.checks.contents.shortcomings import is_explained
from assistant.checks.labels import rounded
from assistant.checks.rows import details_of, name_of
from assistant.checks.scores.bands import band
from assistant.checks.scores.words import by_rule, why_not
from assistant.checks.targets.deadlines import in_time
from assistant.checks.targets.directions import Told, aims, told
from assistant.checks.targets.performance import Result, judged, printed, reverse_scores, score_of
from assistant.model.finding import IndicatorScore, Way
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.profile import Profile
from assistant.model.quantity import Quantity, plain

_WAYS: dict[str | None, Way] = {"more": "up", "less": "down", None: "unknown"}


def row_score(table: IndicatorTable, row: Indicator, profile: Profile) -> IndicatorScore:
    """Return an indicator's score as stated, by the rule, and as it is to be counted."""
    known = told(row)
    result = judged(row, known.way)
    made = IndicatorScore(
        place=row.score.place,
        name=name_of(row),
        level="·".join(filter(None, (row.level1, row.level2))),
        target=_words(row.target),
        actual=_words(row.actual),
        weight=shown(row.weight.value),
        stated=shown(row.score.value),
    )
    fair = None if result is None else score_of(result, row.weight.value, profile)
    kept = None if row.target.known() else in_time(row)
    if kept is not None:
        made.direction, made.told = "down", "指标值是时限，按越早越好"
        _by_day(made, table, row, kept)
    elif _is_qualitative(row):
        made.direction, made.told = "qualitative", "定性指标，按达成程度分档"
        _by_band(made, table, row, profile)
    else:
        made.direction, made.told = _WAYS[known.way], known.clause
        if result is not None and fair is not None:
            made.rule = by_rule(row, result, fair, known, profile)
            _by_figures(made, table, row, result, fair)
        else:
            _as_stated(made, table, row, known)
    return made


def _is_qualitative(row: Indicator) -> bool:
    return not row.target.is_empty() and not row.target.known() and aims(row.target) == 0


def _by_figures(
    made: IndicatorScore, table: IndicatorTable, row: Indicator, result: Result, fair: Decimal
) -> None:
    """Keep a stated score that the rule allows, or that a unit took below it with a reason."""
    made.fair = made.counted = rounded(fair)
    stated, weight = row.score.value, row.weight.value or Decimal(0)
    if stated is None:
        made.agrees, made.reason = False, "没有填得分，按规则补计"
        return
    reverse = result.direction == "less" and not result.met
    allowed = reverse_scores(weight, result) if reverse else [fair]
    said = printed(row.score)
    made.agrees = any(said.low <= each <= said.high for each in allowed)
    if result.met and row.actual.comparator in (">=", ">", "<=", "<", "~"):
        made.reason = f"实际完成值“{row.actual.text}”不是确数"
    if made.agrees:
        made.counted = made.stated
    elif Decimal(0) <= stated < min(allowed):
        explained = is_explained(table, row)
        if not (explained or result.met):
            return
        made.counted = made.stated
        why = "已说明原因" if explained else "没有说明原因"
        made.reason = f"自评低于按规则得分，{why}，仍按自评得分计"


def _by_day(made: IndicatorScore, table: IndicatorTable, row: Indicator, kept: bool) -> None:
    """Score a deadline: kept, all points; for a late day no rule says how many."""
    weight = row.weight.value
    if kept and weight is not None:
        made.rule = f"实际{row.actual.text}，没有晚于{row.target.text}，得满分{plain(weight)}分"
        _by_figures(made, table, row, Result("less", True, weight, weight, None), weight)
        return
    _as_stated(made, table, row, Told(None))
    made.reason = made.reason if kept else f"晚于{row.target.text}，扣多少分没有统一算法"
    if not kept and row.score.known() and row.score.value == weight:
        made.low, made.high, made.agrees = "0", made.weight, False


def _by_band(made: IndicatorScore, table: IndicatorTable, row: Indicator, profile: Profile) -> None:
    found, stated = band(row, profile), row.score.value
    if found:
        made.low, made.high = rounded(found.low), rounded(found.high)
        share = f"分值的{plain(found.percents[0])}%–{plain(found.percents[1])}%"
        by = "完成值属" if found.told else "自评得分在"
        made.rule = f"{by}“{found.name}”档，{share}，即{made.low}–{made.high}分"
    if stated is None or row.weight.value is None:
        _as_stated(made, table, row, Told(None))
        return
    top = found.high if found else row.weight.value
    capped(made, stated, top)
    if found and stated < found.low:
        made.agrees, made.reason = False, "自评低于所属档次，仍按自评得分计"


def _as_stated(made: IndicatorScore, table: IndicatorTable, row: Indicator, known: Told) -> None:
    parts = details_of(table, row)
    made.reason = why_not(row, known)
    if row.weight.value is None:
        scored = any(part.weight.known() or part.score.known() for part in parts)
        made.reason = "由明细行计分" if scored else "没有分值"
        unscored = not scored and row.score.value is None
        made.agrees = not (unscored and any(each.weight.known() for each in table.indicators))
    if row.score.value is None:
        _without_score(made, row)
    else:
        capped(made, row.score.value, row.weight.value)


def _without_score(made: IndicatorScore, row: Indicator) -> None:
    """Say that a row counts nothing; without a weight its table tells what it may come to."""
    if row.weight.value is None:
        return
    made.low, made.high = made.low or "0", made.high or made.weight
    made.agrees = False
    made.reason = "，".join(filter(None, (made.reason, "没有填得分，未计入")))


def capped(made: IndicatorScore, stated: Decimal, top: Decimal | None) -> None:
    """Count a stated score, at most the weight or its band's end and at least nothing."""
    most = stated if top is None else min(stated, top)
    counted = max(most, Decimal(0))
    made.agrees, made.counted = counted == stated, shown(counted)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}


def _words(quantity: Quantity) -> str:
    """Return a cell's words with the unit and sign that other columns give it."""
    text = quantity.text
    if quantity.value is None:
        return text
    sign = _SIGNS.get(quantity.comparator, "")
    bare = text.replace(",", "").replace("，", "").lstrip("≥≤＞＜><=＝")
    if _NUMBER.fullmatch(bare):
        # A column of units such as 万人 scales the number.
        number = bare if Decimal(bare) == quantity.value else plain(quantity.value)
        return f"{sign}{number}{quantity.unit}"
    return text


def shown(value: Decimal | None) -> str:
    """Return points as text, "" for none."""
    return "" if value is None else plain(value)
