"""Overall and project tables: money block, breakdowns, goals, indicators, totals."""

from decimal import Decimal

import pytest

from assistant.extraction.indicator_table import project_of, read_indicator_table, short_name
from assistant.extraction.levels import split_weight
from assistant.model.pack import IndicatorTable
from assistant.model.quantity import Quantity, Text
from tests.extraction.build import OVERALL, Grid, project, table


def overall(grid: Grid = OVERALL) -> IndicatorTable:
    return read_indicator_table(table(grid), Text(place="overall/title"), "overall", "overall")


def canal(grid: Grid | None = None) -> IndicatorTable:
    root = "projects/灌溉渠维修"
    return read_indicator_table(
        table(grid or project()), Text(place=f"{root}/title"), "project", root
    )


def shown(quantity: Quantity) -> str:
    return f"{quantity.value}{quantity.unit}"


def test_head() -> None:
    found = canal()
    assert found.project.raw == "灌溉渠维修20万元"
    assert found.department.raw == "青禾镇人民政府"
    assert found.implementer.raw == "农业综合服务中心"
    assert found.unit.is_blank()
    assert overall().unit.raw == "青禾镇人民政府"


def test_money_block() -> None:
    (line,) = overall().money
    assert line.place == "overall/money/年度资金总额"
    cells = (line.initial, line.full_year, line.executed, line.weight, line.rate, line.score)
    assert [shown(c) for c in cells] == [
        "500.00万元",
        "520.00万元",
        "504.40万元",
        "10",
        "97%",
        "9.70",
    ]


def test_money_rows_of_a_project() -> None:
    found = [
        (line.label.raw, shown(line.executed), line.weight.is_blank()) for line in canal().money
    ]
    assert found == [
        ("年度资金总额", "19.00万元", False), ("其中：当年财政拨款", "17.00万元", True),
        ("上年结转资金", "2.00万元", True),
    ]  # fmt: skip


def test_a_block_in_yuan() -> None:
    grid = [list(line) for line in project()]
    grid[2][2:5] = ["年初预算数（元）", "全年预算数（元）", "全年执行数（元）"]
    grid[2][0] = "项目资金"
    grid[3][2:5] = ["200000", "200000", "190000"]
    assert shown(canal(grid).money[0].executed) == "190000元"


@pytest.mark.parametrize("printed", ["8万", "16万元", "约8", "0.5亿", "8（含结转）", "1,200.00"])
def test_an_amount_with_its_unit_alone_keeps_its_row(printed: str) -> None:
    grid = [list(line) for line in project()]
    grid[3][2:5] = [printed, "0万", printed]
    assert canal(grid).money[0].executed.known()


def test_a_blank_field_doesnt_take_the_next_label() -> None:
    grid = [list(line) for line in project()]
    grid[1][:4] = ["主管部门", "实施单位", "灌区管理所", ""]
    found = canal(grid)
    assert (found.department.raw, found.implementer.raw) == ("", "灌区管理所")


def test_header_synonyms() -> None:
    grid = [list(line) for line in project()]
    grid[2][2:] = ["年初预算数", "调整预算数（A）", "执行数（B）", "分值", "执行率（B/A）", "得分"]
    grid[8] = ["一级指标", "二级指标", "指标名称", "指标值（A）", "全年实际值（B）", "参考分值", "自评得分",
               "未完成原因分析"]  # fmt: skip
    found = canal(grid)
    assert shown(found.money[0].full_year) == "20.00万元"
    assert shown(found.money[0].executed) == "19.00万元"
    row = found.indicators[0]
    assert (shown(row.target), shown(row.actual), shown(row.weight)) == ("5公里", "5.2公里", "50")


def test_breakdowns() -> None:
    found = overall()
    assert [(e.label.raw, shown(e.amount), e.is_total) for e in found.by_income] == [
        ("按收入性质分", "504.40万元", True), ("其中：一般公共预算", "474.40万元", False),
        ("政府性基金拨款", "30.00万元", False),
    ]  # fmt: skip
    assert [e.amount.place for e in found.by_expenditure] == [
        "overall/by_expenditure/按支出性质分", "overall/by_expenditure/基本支出",
        "overall/by_expenditure/项目支出",
    ]  # fmt: skip
    assert canal().by_income == []


def test_goals() -> None:
    found = overall()
    assert (found.goal_expected.raw, found.goal_achieved.raw) == (
        "举办培训10场。",
        "举办培训11场。",
    )


def test_indicators_have_both_levels() -> None:
    assert [(r.level1, r.level2, r.name.raw) for r in overall().indicators] == [
        ("产出指标", "数量指标", "举办农技培训"), ("产出指标", "数量指标", "改造厕所"),
        ("产出指标", "质量指标", "工程合格率"), ("效益指标", "社会效益指标", ""),
        ("效益指标", "生态效益指标", "绿化面积"),
        ("满意度指标", "服务对象满意度指标", "群众满意度"),
    ]  # fmt: skip


def test_cells_of_a_row() -> None:
    first, second, third, blank, words, _ = overall().indicators
    assert (first.target.comparator, shown(first.target), shown(first.actual)) == (
        ">=",
        "10场",
        "11场",
    )
    assert shown(second.actual) == "104户"  # the unit of its target
    assert third.deviation.raw == "一处返工。"
    assert blank.is_blank()
    assert not words.target.known()
    assert words.target.raw == "有所增加"
    assert blank.place == "overall/indicators/社会效益指标/-"


def test_declared_weights_and_totals() -> None:
    found = overall()
    assert [(e.level1, e.level2, e.weight.value) for e in found.level_weights] == [
        ("产出指标", "", 40), ("产出指标", "数量指标", 30), ("效益指标", "", 30),
        ("满意度指标", "", 20),
    ]  # fmt: skip
    assert (found.total_weight.value, found.total_score.value) == (100, Decimal("98.7"))


# cells of the last row, weight, score
TOTALS = [
    (["总分", "<", "<", "<", "<", "100", "99.5", ""], "100", "99.5"),
    (["总分", "<", "<", "", "", "100", "99.5", ""], "100", "99.5"),
    (["合计", "<", "<", "<", "<", "100", "", ""], "100", None),
    (["总计", "<", "<", "<", "<", "１００", "９９．５", ""], "100", "99.5"),
    (["总分", "<", "<", "<", "<", "100分", "99.5分", ""], "100", "99.5"),
]


@pytest.mark.parametrize(("last", "weight", "score"), TOTALS)
def test_total_row(last: list[str], weight: str, score: str | None) -> None:
    found = canal([*project()[:-1], last])
    assert found.total_weight.value == Decimal(weight)
    assert found.total_score.value == (None if score is None else Decimal(score))
    assert len(found.indicators) == 2


def test_no_total_row() -> None:
    found = canal(project()[:-1])
    assert found.total_score.is_blank()
    assert len(found.indicators) == 2


def test_header_repeated_on_the_next_page() -> None:
    grid = list(project())
    found = canal([*grid[:10], grid[8], *grid[10:]])
    assert [r.name.raw for r in found.indicators] == ["维修渠道长度", "新增灌溉面积"]


def test_one_indicator_twice_has_two_places() -> None:
    grid = list(project())
    found = canal([*grid[:10], grid[9], *grid[10:]])
    places = [r.place for r in found.indicators[:2]]
    assert places[1] == f"{places[0]}#2"


@pytest.mark.parametrize(
    ("text", "name", "weight"),
    [
        ("产出指标\n(40分)", "产出指标", "40"), ("产出指标（40分）", "产出指标", "40"),
        ("数量指标20", "数量指标", "20"), ("成本 指标\n20分", "成本指标", "20"),
        ("效益指标（12.5分）", "效益指标", "12.5"), ("产出指标", "产出指标", ""), ("40分", "40分", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_weight_in_a_level_cell(text: str, name: str, weight: str) -> None:
    assert split_weight(text) == (name, weight)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("村级道路养护经费12.5万元", "村级道路养护经费"), ("水渠清淤（16万元）", "水渠清淤"),
        ("水渠清淤 共 16万", "水渠清淤"), ("水渠清淤二期", "水渠清淤二期"), ("16万元", "16万元"),
        ("水渠清淤1,200元", "水渠清淤"),
    ],
)  # fmt: skip
def test_short_name(raw: str, name: str) -> None:
    assert short_name(raw) == name


def test_project_of() -> None:
    assert project_of(table(project())) == "灌溉渠维修20万元"
    assert project_of(table(OVERALL)) == ""


def test_subtotals_are_no_indicators_and_no_total() -> None:
    grid: Grid = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "清淤长度", "≥12公里", "12.5公里", "30", "30"],
        ["^", "^", "建闸数", "≥3座", "3座", "10", "10"],
        ["^", "^", "小计", "", "", "40", "40"],
        ["^", "质量指标", "验收合格率", "≥98%", "99%", "10", "10"],
        ["产出指标小计", "<", "<", "<", "<", "50", "50"],
        ["效益指标", "社会效益指标", "受益农户", "≥800户", "830户", "40", "40"],
        ["合计", "<", "<", "<", "<", "40", "40"],
        ["总分", "<", "<", "<", "<", "90", "90"],
    ]
    read = read_indicator_table(table(grid), Text(place="t/title"), "project", "t")
    assert [row.name.raw for row in read.indicators] == [
        "清淤长度", "建闸数", "验收合格率", "受益农户",
    ]  # fmt: skip
    assert [(w.level1, w.level2, str(w.weight.value)) for w in read.level_weights] == [
        ("产出指标", "数量指标", "40"), ("产出指标", "", "50"), ("效益指标", "", "40"),
    ]  # fmt: skip
    assert (read.total_weight.value, read.total_score.value) == (90, 90)
