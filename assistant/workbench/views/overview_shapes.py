"""What the pane 概览 shows: scores, charts, what is still open."""

from assistant.workbench.views.shapes import PackCard, Pane, Shape, SpotRef


class BarView(Shape):
    """One bar of a chart, as ``assistant.output.charts.Bar``; ``width`` in thousandths."""

    series: str
    value: str
    width: int
    kind: str
    cut: bool = False
    remark: str = ""
    doubtful: bool = False


class BarGroup(Shape):
    """The bars of one row of a chart."""

    label: str
    bars: tuple[BarView, ...]


class ChartView(Shape):
    """A chart, as ``assistant.output.charts.Chart``; ``series`` is the fullest row's bars."""

    title: str
    groups: tuple[BarGroup, ...]
    line: int | None = None
    note: str = ""
    series: int = 1


class TableCharts(Shape):
    """The charts of one form."""

    title: str
    project: str = ""
    charts: tuple[ChartView, ...]


class ScoreRow(Shape):
    """A row whose stated score is not the recomputed one: points as text, and the arithmetic."""

    place: str
    name: str
    stated: str
    by_rule: str
    words: str
    source: SpotRef


class ScoreLine(Shape):
    """The score of one form: as stated, as recomputed (with ``range``), and what correction does.

    ``differs`` says that stated and recomputed aren't the same number.
    """

    title: str
    stated: str
    recomputed: str
    range: str = ""
    what_if: str = ""
    note: str = ""
    differs: bool = False
    rows: tuple[ScoreRow, ...] = ()


class OpenItem(Shape):
    """One thing that is still open: ``text`` with its count, and where to deal with it."""

    text: str
    count: int
    pane: Pane
    anchor: str = ""


class Overview(Shape):
    """The pane 概览; ``lacks`` are what the conclusion can't vouch for.

    ``undo`` and ``redo`` say in words which step the acting person would take back or do again,
    "" where there is none.
    """

    card: PackCard
    scores: tuple[ScoreLine, ...] = ()
    charts: tuple[TableCharts, ...] = ()
    still_open: tuple[OpenItem, ...] = ()
    lacks: tuple[str, ...] = ()
    profile_line: str = ""
    undo: str = ""
    redo: str = ""
