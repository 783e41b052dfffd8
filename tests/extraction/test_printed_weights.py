"""Weights behind the names of indicators, or in the cell of a level that has only one."""

from assistant.extraction import extract
from assistant.model.pack import IndicatorTable
from tests.extraction.build import document

HEAD = ["一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值", "得分"]


def form(*rows: list[str], above: list[list[str]] | None = None) -> IndicatorTable:
    grid = [
        ["单位名称", "石塘镇人民政府", "<", "<", "<", "<"],
        *(above or []),
        ["预算执行情况（万元）", "", "预算数", "执行数", "执行率", "得分（20分*执行率）"],
        ["^", "年度资金总额", "200.00", "190.00", "95.00%", "19.00"],
        HEAD,
        *rows,
        ["总分", "<", "<", "<", "<", "99.00"],
    ]
    return next(extract([document("2024年度部门整体绩效自评表", grid)]).tables())


def weights(table: IndicatorTable) -> list[tuple[str, str]]:
    return [(row.name.text, row.weight.raw) for row in table.indicators]


def test_a_weight_behind_each_name() -> None:
    table = form(
        ["产出指标", "数量指标", "清淤沟渠（30分）", "12公里", "12公里", "30"],
        ["^", "质量指标", "验收合格率(满分20)", "100%", "100%", "20"],
        ["效益指标", "社会效益", "受益户数（分值：30分）", "800户", "810户", "30"],
    )
    assert weights(table) == [("清淤沟渠", "30"), ("验收合格率", "20"), ("受益户数", "30")]
    first = table.indicators[0]
    assert first.place == "overall/indicators/数量指标/清淤沟渠"
    at = first.weight.location
    assert (at.row, at.col, at.start, at.end) == (first.name.location.row, 2, 5, 7)


def test_one_bracket_alone_belongs_to_the_name() -> None:
    table = form(
        ["产出指标", "数量指标", "清淤沟渠", "12公里", "12公里", "30"],
        ["^", "质量指标", "村民打分（90分）", "90", "92", "20"],
        ["效益指标", "社会效益", "受益户数", "800户", "810户", "30"],
    )
    assert weights(table)[1] == ("村民打分（90分）", "")


def test_levels_with_one_indicator_each_weigh_it() -> None:
    table = form(
        ["产出指标（50分）", "数量指标（30分）", "清淤沟渠", "12公里", "12公里", "30"],
        ["^", "质量指标（20分）", "验收合格率", "100%", "100%", "20"],
        ["效益指标（30分）", "社会效益", "受益户数", "800户", "810户", "30"],
    )
    assert [text for _, text in weights(table)] == [
        "数量指标（30分）",
        "质量指标（20分）",
        "效益指标（30分）",
    ]
    assert [row.weight.value for row in table.indicators] == [30, 20, 30]


def test_a_level_of_two_leaves_all_without() -> None:
    table = form(
        ["产出指标（50分）", "数量指标", "清淤沟渠", "12公里", "12公里", "30"],
        ["^", "^", "新修涵闸", "4座", "4座", "20"],
        ["效益指标（30分）", "社会效益", "受益户数", "800户", "810户", "30"],
    )
    assert not any(row.weight.raw for row in table.indicators)


def test_amounts_beside_their_names_are_a_breakdown() -> None:
    above = [["基本支出总额", "<", "120.00", "项目支出总额", "<", "70.00"]]
    table = form(
        ["产出指标", "数量指标", "清淤沟渠（30分）", "12公里", "12公里", "30"], above=above
    )
    found = [(each.label.text, each.amount.raw, each.is_total) for each in table.by_expenditure]
    assert found == [("基本支出总额", "120.00", False), ("项目支出总额", "70.00", False)]


def test_what_divides_a_total_is_no_part_of_a_rows_name() -> None:
    above = [
        ["部门预算（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率"],
        ["^", "年度资金总额", "210.00", "200.00", "190.00", "95.00%"],
        ["^", "按支出性质分：基本支出", "140.00", "130.00", "120.00", "—"],
        ["^", "项目支出", "70.00", "70.00", "70.00", "—"],
    ]
    grid = [["单位名称", "石塘镇人民政府", "<", "<", "<", "<"], *above, HEAD]
    grid += [["产出指标", "数量指标", "清淤沟渠", "12公里", "12公里", "30"]]
    table = next(extract([document("2024年度部门整体绩效自评表", grid)]).tables())
    assert [line.place for line in table.money][1:] == [
        "overall/money/基本支出",
        "overall/money/项目支出",
    ]
