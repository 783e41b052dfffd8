"""The pane 概览: verdict, scores, charts, and what is still open."""

from collections.abc import Iterator

from assistant.model.finding import SEVERITIES, SEVERITY_NAMES, IndicatorScore, ScoreView
from assistant.model.pack import IndicatorTable
from assistant.output.charts import Chart, charts
from assistant.output.figures import differ
from assistant.output.places import place_words
from assistant.output.scores import by_rule, differing, row_words
from assistant.output.scoring_words import scoring_words
from assistant.workbench.session import Session
from assistant.workbench.views.overview_shapes import (
    BarGroup,
    BarView,
    ChartView,
    OpenItem,
    Overview,
    ScoreLine,
    ScoreRow,
    TableCharts,
)
from assistant.workbench.views.shapes import PackCard
from assistant.workbench.views.spots import Spots


def overview(session: Session, spots: Spots, card: PackCard, waiting: int) -> Overview:
    """Return the overview of a pack; ``waiting`` counts slots whose text nobody has settled."""
    report = session.report
    return Overview(
        card=card,
        scores=tuple(_score(view, session, spots) for view in report.scores),
        charts=tuple(_charts(session)),
        still_open=tuple(_open(session, card, waiting)),
        lacks=tuple(lack.message for lack in report.lacks),
        profile_line=f"评分口径：{scoring_words(report)}",
    )


def _score(view: ScoreView, session: Session, spots: Spots) -> ScoreLine:
    ranged = view.low and view.high and view.low != view.high
    return ScoreLine(
        title=view.title,
        stated=view.stated,
        recomputed=view.recomputed,
        range=f"{view.low}–{view.high}" if ranged else "",
        what_if=view.what_if,
        note=view.note,
        differs=differ(view.stated, view.recomputed),
        rows=tuple(_row(row, session, spots) for row in differing(view)),
    )


def _row(row: IndicatorScore, session: Session, spots: Spots) -> ScoreRow:
    field = session.current.get(row.place)
    source = spots.ref(field.location, place_words(row.place)) if field else spots.nowhere
    return ScoreRow(
        place=row.place, name=row.name, stated=row.stated, by_rule=by_rule(row),
        words=row_words(row), source=source,
    )  # fmt: skip


def _charts(session: Session) -> Iterator[TableCharts]:
    less = {
        row.place
        for view in session.report.scores
        for row in view.indicators
        if row.direction == "down"
    }
    for table in session.dossier.pack.tables():
        if drawn := charts(table, less):
            yield TableCharts(
                title=_title(table),
                project=table.project.raw.strip(),
                charts=tuple(map(_chart, drawn)),
            )


def _title(table: IndicatorTable) -> str:
    return table.title.raw.strip() or place_words(table.place)


def _chart(chart: Chart) -> ChartView:
    groups = tuple(
        BarGroup(label=group.label, bars=tuple(BarView(**bar._asdict()) for bar in group.bars))
        for group in chart.groups
    )
    return ChartView(
        title=chart.title, groups=groups, line=chart.line, note=chart.note, series=chart.series
    )


def _open(session: Session, card: PackCard, waiting: int) -> Iterator[OpenItem]:
    """Yield what is left to do, the gravest first."""
    if card.stale:
        yield OpenItem(text="文件有变动，需要重新读取", count=1, pane="overview", anchor="read")
    for level in SEVERITIES:
        count = sum(
            finding.severity == level and finding.fingerprint not in session.state.decisions
            for finding in session.report.findings
        )
        if count:
            text = f"{SEVERITY_NAMES[level]} {count} 项待处理"
            yield OpenItem(text=text, count=count, pane="findings", anchor=level)
    doubts, refused = len(session.report.to_review), len(session.refused)
    if doubts:
        yield OpenItem(
            text=f"{doubts} 处识别存疑，待对照原件", count=doubts, pane="fields", anchor="look"
        )
    if refused:
        yield OpenItem(
            text=f"{refused} 处改动没有写入", count=refused, pane="fields", anchor="look"
        )
    if waiting:
        yield OpenItem(text=f"{waiting} 处文字待审定", count=waiting, pane="drafts")
