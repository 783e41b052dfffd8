"""Tasks of the year and staff that an overall table prints beside money and indicators."""

from assistant.extraction import extract
from assistant.model.pack import Pack
from tests.extraction.build import document

STAFF = ["人员情况", "编制数", "64", "在职人数", "60", "人员控制率", "93.75%"]
MONEY = [
    ["部门预算（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分（分值10）"],
    ["^", "年度资金总额", "300.00", "320.00", "304.00", "95.00%", "9.50"],
]
TASKS = [
    ["年度主要任务", "任务名称", "主要内容", "全年预算数", "全年执行数", "执行率", "完成情况"],
    ["^", "河道清淤", "清淤3条", "80.00", "72.00", "90.00%", "完成"],
    ["^", "堤防加固", "加固2处", "60.00", "60.00", "100.00%", "完成"],
]
ROWS = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "清淤河道", "3条", "3条", "90", "90"],
    ["总分", "<", "<", "<", "<", "100", "99.50"],
]


def pack_of(*blocks: list[list[str]]) -> Pack:
    grid = [["部门名称", "<", "松坡水利站", "<", "<", "<", "<"]]
    for block in blocks:
        grid += block
    return extract([document("2024年度部门整体支出绩效自评表", grid)])


def test_tasks_have_amounts_of_their_own() -> None:
    pack = pack_of(MONEY, TASKS, ROWS)
    assert pack.overall is not None
    found = [(t.place, t.full_year.raw, t.executed.raw, t.rate.raw) for t in pack.overall.tasks]
    assert found == [
        ("overall/tasks/河道清淤", "80.00", "72.00", "90.00%"),
        ("overall/tasks/堤防加固", "60.00", "60.00", "100.00%"),
    ]
    assert [line.label.text for line in pack.overall.money] == ["年度资金总额"]
    assert pack.overall.money[0].weight.raw == "10"


def test_tasks_in_the_first_column() -> None:
    tasks = [
        ["年度主要任务", "<", "主要内容", "<", "预算数", "执行数", "执行率"],
        ["河道清淤", "<", "清淤3条", "<", "80.00", "72.00", "90.00%"],
        ["堤防加固", "<", "加固2处", "<", "60.00", "60.00", "100.00%"],
    ]
    pack = pack_of(MONEY, tasks, ROWS)
    assert pack.overall is not None
    assert [t.place for t in pack.overall.tasks] == [
        "overall/tasks/河道清淤",
        "overall/tasks/堤防加固",
    ]
    assert pack.overall.tasks[0].rate.raw == "90.00%"


def test_a_column_of_what_was_not_spent() -> None:
    money = [
        [
            "部门预算（万元）",
            "年初预算数",
            "全年预算数(A)",
            "全年执行数(B)",
            "未执行数(A-B)",
            "执行率",
            "得分",
        ],
        ["年度资金总额", "300.00", "320.00", "304.00", "16.00", "95.00%", "9.50"],
    ]
    pack = pack_of(money, ROWS)
    assert pack.overall is not None
    (line,) = pack.overall.money
    assert line.unspent is not None
    assert (line.executed.raw, line.unspent.raw, line.unspent.unit) == ("304.00", "16.00", "万元")
    assert not any("未执行" in each.text for each in pack.unplaced)


def test_a_form_without_tasks_has_none() -> None:
    pack = pack_of(MONEY, ROWS)
    assert pack.overall is not None
    assert (pack.overall.tasks, pack.overall.staffing) == ([], None)


def test_staff_beside_their_names() -> None:
    pack = pack_of([STAFF], MONEY, ROWS)
    assert pack.overall is not None
    staffing = pack.overall.staffing
    assert staffing is not None
    values = (staffing.posts.value, staffing.staff.value, staffing.control_rate.value)
    assert [str(value) for value in values] == ["64", "60", "93.75"]
    assert not pack.unplaced
