"""The total score of each table: as stated, as summed, and as the profile computes it."""

from decimal import Decimal

from assistant.checks.compare import ratio
from assistant.checks.counted_once import single_count, without_details
from assistant.checks.labels import rounded, title_of
from assistant.checks.performance import fair_score
from assistant.checks.rows import added_execution, execution_cell, filled, money_total, value
from assistant.model.finding import ScoreView
from assistant.model.pack import Indicator, IndicatorTable, Pack
from assistant.model.profile import Profile
from assistant.model.quantity import Interval, plain


def score_views(pack: Pack, profile: Profile) -> list[ScoreView]:
    """Return the scores of every table of a pack."""
    return [score_view(table, profile) for table in pack.tables()]


def score_view(table: IndicatorTable, profile: Profile) -> ScoreView:
    """Return one table's scores; rows that can't be recomputed keep the stated score."""
    rows = _counted(table)
    fair = [fair_score(row, profile) for row in rows]
    stated = [row.score.value for row in rows]
    own = value(added_execution(table, "score"))
    # Where the indicators score execution, it isn't added a second time.
    execution = execution_score(table) if added_execution(table, "weight") else None
    kept = sum(f is None and s is not None for f, s in zip(fair, stated, strict=True))
    lost = sum(f is None and s is None for f, s in zip(fair, stated, strict=True))
    again = [f if f is not None else s for f, s in zip(fair, stated, strict=True)]
    items = [*again, execution if execution is not None else own]
    # Scores are printed with two decimals, and people add what is printed.
    total = _sum([score if score is None else Decimal(rounded(score)) for score in items])
    return ScoreView(
        place=table.place,
        title=title_of(table),
        stated="" if table.total_score.value is None else plain(table.total_score.value),
        sum_of_scores=_text(_sum([*stated, own])),
        recomputed=_text(total),
        note=_note(kept, lost),
    )


def _counted(table: IndicatorTable) -> list[Indicator]:
    """Return the rows whose scores make the total; parts of other rows count with those."""
    rows, stated = filled(table), value(table.total_score)
    if stated is None:
        return without_details(rows)
    own = value(added_execution(table, "score")) or Decimal(0)
    return single_count(rows, stated - own, "score")


def execution_score(table: IndicatorTable) -> Decimal | None:
    """Return weight × min(executed ÷ full-year, 1), None where a figure is missing."""
    weight, rate = value(execution_cell(table, "weight")), execution_rate(table)
    if weight is None or rate is None:
        return None
    middle = (rate.low + rate.high) / 2
    return weight * min(middle / 100, Decimal(1))


def execution_rate(table: IndicatorTable) -> Interval | None:
    """Return executed ÷ full-year budget of the total line in percent points."""
    line = money_total(table)
    if line is None or not (line.executed.known() and line.full_year.known()):
        return None
    return ratio(line.executed, line.full_year)


def _sum(scores: list[Decimal | None]) -> Decimal | None:
    known = [score for score in scores if score is not None]
    return sum(known, Decimal(0)) if known else None


def _text(score: Decimal | None) -> str:
    return "" if score is None else rounded(score)


def _note(kept: int, lost: int) -> str:
    told = f"{kept}项指标无法按数值重算，按自评得分计。" if kept else ""
    return told + (f"{lost}项指标没有得分，未计入。" if lost else "")
