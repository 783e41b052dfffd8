"""The total score of each table: as stated, as summed, and as the profile computes it."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.checks.labels import rounded, title_of
from assistant.checks.rows import added_execution, filled, value
from assistant.checks.scores.counted_once import single_count, without_details
from assistant.checks.scores.execution import execution_rate, execution_score
from assistant.checks.scores.execution_row import execution_row
from assistant.checks.scores.line import note, what_if
from assistant.checks.scores.rows import row_score
from assistant.model.finding import IndicatorScore, ScoreView
from assistant.model.pack import Indicator, IndicatorTable, Pack
from assistant.model.profile import Profile
from assistant.model.quantity import plain

_FULL = Decimal(100)

__all__ = ["execution_rate", "execution_score", "score_view", "score_views"]


def score_views(pack: Pack, profile: Profile) -> list[ScoreView]:
    """Return the scores of every table of a pack that has any besides budget execution."""
    scored = [t for t in pack.tables() if filled(t) or t.total_score.known()]
    return [score_view(table, profile) for table in scored]


def score_view(table: IndicatorTable, profile: Profile) -> ScoreView:
    """Return one table's scores, row by row and in total.

    Rows that can't be recomputed keep the stated score. Scores are printed with two decimals,
    and people add what is printed.
    """
    rows = _counted(table)
    own = value(added_execution(table, "score"))
    made = _rows(table, rows, profile)
    view = ScoreView(
        place=table.place,
        title=title_of(table),
        stated="" if table.total_score.value is None else plain(table.total_score.value),
        sum_of_scores=_text(_sum([*(row.score.value for row in rows), own])),
        recomputed=_text(_sum([_number(row.counted) for row in made])),
        note=note(made),
        low=_text(_sum([_end(row, min) for row in made])),
        high=_text(_sum([*(_end(row, max) for row in made), _left_open(table, made)])),
        indicators=made,
    )
    _within_full(view, value(table.total_weight))
    view.what_if = what_if(view, table, profile)
    return view


def _within_full(view: ScoreView, full: Decimal | None) -> None:
    """Leave a recomputed total untold that is above all points: some weight is wrong first."""
    top = max(full or _FULL, _FULL)
    if view.recomputed and Decimal(view.recomputed) > top:
        view.note = f"各项相加超过{plain(top)}分，先改正分值，没有重算总分。{view.note}"
        view.recomputed = view.low = view.high = ""
    elif view.high and Decimal(view.high) > top:
        view.high = plain(top)


def _rows(
    table: IndicatorTable, counted: Sequence[Indicator], profile: Profile
) -> list[IndicatorScore]:
    """Return every row, budget execution first; one whose points repeat others counts nothing."""
    execution = execution_row(table)
    made = [execution] if execution else []
    once = {id(row) for row in counted}
    for row in filled(table):
        again = row_score(table, row, profile)
        if id(row) not in once:
            again.counted = again.low = again.high = ""
            again.agrees, again.reason = True, "得分与上下级指标重复，不再计入"
        made.append(again)
    return made


def _counted(table: IndicatorTable) -> list[Indicator]:
    """Return the rows whose scores make the total; parts of other rows count with those."""
    rows, stated = filled(table), value(table.total_score)
    if stated is None:
        return without_details(rows)
    own = value(added_execution(table, "score")) or Decimal(0)
    return single_count(rows, stated - own, "score")


def _left_open(table: IndicatorTable, made: Sequence[IndicatorScore]) -> Decimal | None:
    """Return what rows without weight and score may still bring, None where there are none."""
    bare = [row for row in made if not (row.agrees or row.weight or row.stated)]
    full = value(table.total_weight)
    if not bare or full is None:
        return None
    used = _sum([_number(row.weight) for row in made if row.counted or not row.agrees])
    return max(full - (used or Decimal(0)), Decimal(0))


def _end(row: IndicatorScore, choose: Callable[..., Decimal]) -> Decimal | None:
    """Return the lowest or highest score that a row may come to."""
    edge = row.low if choose is min else row.high
    known = [each for each in (_number(row.counted), _number(edge)) if each is not None]
    return choose(known) if known else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _sum(scores: Sequence[Decimal | None]) -> Decimal | None:
    known = [score for score in scores if score is not None]
    return sum(known, Decimal(0)) if known else None


def _text(score: Decimal | None) -> str:
    return "" if score is None else rounded(score)
