"""The geometry of the charts against sums done by hand."""

from decimal import Decimal

from assistant.output.charts import charts
from tests.output import sample


def test_overall_table_gives_four_charts_and_a_project_two() -> None:
    assert [chart.title for chart in charts(sample.overall())] == [
        "预算与执行", "收入构成", "支出构成", "指标完成情况（实际完成值÷年度指标值）",
    ]  # fmt: skip
    assert len(charts(sample.project())) == 2


def test_money_bars_are_measured_on_the_largest_amount() -> None:
    money = charts(sample.overall())[0]
    assert [bar.width for bar in money.groups[0].bars] == [870, 1000, 935]
    assert [bar.value for bar in money.groups[0].bars] == [
        "1,862.40万元",
        "2,140.75万元",
        "2,001.13万元",
    ]


def test_shares_leave_out_the_total_line() -> None:
    income = charts(sample.overall())[1]
    assert [(g.label, g.bars[0].width, g.bars[0].remark) for g in income.groups] == [
        ("一般公共预算", 890, "89%"), ("政府性基金预算", 59, "5.9%"), ("其他资金", 51, "5.1%"),
    ]  # fmt: skip


def test_completion_bars() -> None:
    chart = charts(sample.overall())[3]
    bars = {group.label: group.bars[0] for group in chart.groups}
    assert chart.line == 500
    assert "另有 2 项" in chart.note
    assert [(b.kind, b.width, b.cut) for b in (
        bars["整治灌渠长度"], bars["新建集中供水点"], bars["公用经费控制"], bars["工程验收合格率"],
    )] == [("missed", 483, False), ("met", 1000, True), ("over", 568, False), ("met", 500, False)]  # fmt: skip


def test_no_chart_without_figures_or_with_figures_that_cannot_be_drawn() -> None:
    table = sample.overall()
    for line in table.money:
        line.initial.value = line.full_year.value = line.executed.value = None
    table.by_income[1].amount.value = Decimal(-5)
    table.by_expenditure = []
    table.indicators = []
    assert charts(table) == []


def test_amounts_of_other_dimensions_are_not_drawn_together() -> None:
    table = sample.project()
    table.money[0].executed.unit = "户"
    assert [chart.title[:2] for chart in charts(table)] == ["指标"]
