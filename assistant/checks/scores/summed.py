"""What a table's scores add up to, budget execution counted once."""

from decimal import Decimal

from assistant.checks.rows import added_execution, filled, value
from assistant.checks.scores.counted_once import points_of, single_count
from assistant.model.pack import IndicatorTable


def summed(table: IndicatorTable) -> Decimal | None:
    """Return the sum of a table's scores, None where it states no total or scores no row."""
    rows, stated = filled(table), table.total_score.value
    if stated is None or not any(row.score.known() for row in rows):
        return None
    extra = value(added_execution(table, "score")) or Decimal(0)
    return points_of(single_count(rows, stated - extra, "score"), "score") + extra
