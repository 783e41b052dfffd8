"""How recomputed scores are told: a row's words, and which rows want a second look."""

from collections.abc import Iterator

from assistant.model.finding import IndicatorScore, ScoreView, Way

WAYS: dict[Way, str] = {
    "up": "越多越好", "down": "越少越好", "qualitative": "定性", "unknown": "方向不明",
}  # fmt: skip


def differing(view: ScoreView) -> list[IndicatorScore]:
    """Return the rows whose stated score is not the recomputed one, nor in its range."""
    return [row for row in view.indicators if not row.agrees]


def by_rule(row: IndicatorScore) -> str:
    """Return the score that the rule gives, or its range; "" where it gives neither."""
    if row.fair:
        return row.fair
    return f"{row.low}–{row.high}" if row.low and row.high else ""


def ground(row: IndicatorScore) -> str:
    """Return the arithmetic, and why another score is taken or none can be had."""
    return "；".join(filter(None, (row.rule, row.reason)))


def row_words(row: IndicatorScore) -> str:
    """Return one row in a line: name, stated and recomputed score, arithmetic, direction."""
    score = by_rule(row)
    stated = f"自评 {row.stated}" if row.stated else "自评未填"
    parts = [f"{row.name}：{stated}", f"按规则 {score}" if score else ""]
    told = f"（{row.told}）" if row.told and row.rule else ""
    why = f"{ground(row)}{told}"
    return "；".join(filter(None, ("，".join(filter(None, parts)), why)))


def total_words(view: ScoreView) -> str:
    """Return the recomputed total with its range where it has one."""
    if not view.recomputed:
        return ""
    ranged = view.low and view.high and view.low != view.high
    return f"{view.recomputed}（{view.low}–{view.high}）" if ranged else view.recomputed


def lines(view: ScoreView) -> Iterator[str]:
    """Yield what stands below a table's scores: the score after correction, and why."""
    if view.what_if:
        yield view.what_if
    for row in differing(view):
        yield f"· {row_words(row)}"
