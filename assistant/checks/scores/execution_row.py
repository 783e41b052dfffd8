"""The row of budget execution among a table's scores."""

from decimal import Decimal

from assistant.checks.labels import rounded
from assistant.checks.rows import added_execution
from assistant.checks.scores.execution import best_rate, exact_rate, execution_points
from assistant.checks.scores.rows import capped, shown
from assistant.checks.scores.weight_meant import meant_by
from assistant.checks.scores.words import of_execution
from assistant.checks.targets.performance import printed
from assistant.model.finding import IndicatorScore
from assistant.model.pack import IndicatorTable

_ALL = 100
EXECUTION = "预算执行"
"""The level that the row of budget execution stands under."""


def execution_row(table: IndicatorTable) -> IndicatorScore | None:
    """Return the score of budget execution, None where the form or its indicators hold none."""
    weight, score = added_execution(table, "weight"), added_execution(table, "score")
    if weight is None or score is None or not (weight.known() or score.known()):
        return None
    made = IndicatorScore(
        place=score.place,
        name="预算执行率",
        level=EXECUTION,
        direction="up",
        told="按执行率计分，最高不超过分值",
        weight=shown(weight.value),
        stated=shown(score.value),
    )
    rate, exact = best_rate(table), exact_rate(table)
    if rate is None or exact is None or weight.value is None:
        made.reason = "没有分值" if weight.value is None else "没有可用的执行数和全年预算数"
        if score.value is not None:
            capped(made, score.value, weight.value)
        return made
    meant = meant_by(table, weight, score, rate) or weight.value
    fair = meant * min(exact, Decimal(100)) / 100
    made.fair, made.rule = rounded(fair), of_execution(meant, exact, fair)
    made.actual = f"{rounded(exact)}%"
    made.agrees = score.known() and printed(score).meets(execution_points(meant, rate))
    if rate.low > _ALL and score.value is not None and not made.agrees:
        # More spent than there was to spend: one of the two amounts is wrong, so no score is right.
        made.fair = made.rule = ""
        made.reason = "执行率超过100%，先核对执行数和全年预算数"
        capped(made, score.value, weight.value)
        return made
    made.counted = made.stated if made.agrees else made.fair
    made.reason = "" if score.known() else "没有填得分，按规则补计"
    if meant != weight.value:
        made.reason = f"分值填{shown(weight.value)}分，各项分值合计不是100分，疑为{shown(meant)}分"
    return made
