"""The base data table: staffing, the tree of rows, buildings, thrift, sign-off."""

from decimal import Decimal

import pytest

from assistant.extraction.base_data import read_base_data, read_signoff
from assistant.extraction.leftovers import base_leftovers
from assistant.model.pack import BaseData
from assistant.model.place import Location
from assistant.model.quantity import Quantity, Text
from tests.extraction.build import BASE, Grid, paragraph, table


def read(grid: Grid = BASE) -> BaseData:
    return read_base_data(table(grid), Text(raw="基础数据表", place="base_data/title"), [])


def shown(quantity: Quantity) -> str:
    return f"{quantity.value}{quantity.unit}"


def test_staffing_and_buildings() -> None:
    data = read()
    assert [shown(q) for q in (data.staffing.posts, data.staffing.staff)] == ["50人", "45人"]
    assert shown(data.staffing.control_rate) == "90%"
    assert shown(data.buildings.actual_area) == "1150平方米"
    assert shown(data.buildings.area_rate) == "95.83%"
    assert data.buildings.actual_investment.is_blank()
    assert data.thrift.raw == "严格公务接待审批。"


# place below base_data/spending, depth, parent, of which
TREE = [
    ("三公经费", 0, None, False),
    ("公务用车购置和维护经费", 1, "三公经费", False),
    ("公车购置", 2, "公务用车购置和维护经费", True),
    ("公车运行维护", 2, "公务用车购置和维护经费", True),
    ("出国经费", 1, "三公经费", False),
    ("公务接待", 1, "三公经费", False),
    ("项目支出", 0, None, False),
    ("业务工作经费", 1, "项目支出", False),
    ("灌溉渠维修专项（一个专项一行）", 1, "项目支出", False),
    ("……", 1, "项目支出", False),
    ("公用经费", 0, None, False),
    ("办公经费", 1, "公用经费", True),
    ("水费、电费、差旅费", 1, "公用经费", True),
]


def test_rows_stand_under_their_parents() -> None:
    found = [
        (row.place.removeprefix("base_data/spending/"), row.depth,
         row.parent and row.parent.removeprefix("base_data/spending/"), row.of_which)
        for row in read().spending
    ]  # fmt: skip
    assert found == TREE


def test_lost_indent_keeps_the_tree() -> None:
    flat = [[cell.strip() for cell in line] for line in BASE]
    assert [(r.depth, r.parent) for r in read(flat).spending] == [
        (r.depth, r.parent) for r in read().spending
    ]


def test_amounts_stand_in_their_columns() -> None:
    row = next(r for r in read().spending if r.place.endswith("公务接待"))
    cells = (row.last_final, row.budget, row.final)
    assert [c.value for c in cells] == [Decimal("1.20"), Decimal("1.00"), Decimal("0.90")]
    assert {c.unit for c in cells} == {"万元"}
    assert [(c.location.row, c.location.col) for c in cells] == [(8, 1), (8, 2), (8, 3)]


def test_single_rows_and_dashes() -> None:
    data = read()
    assert data.procurement.last_final.is_placeholder()
    assert shown(data.procurement.final) == "11.60万元"
    assert shown(data.budget_adjustment.budget) == "8.00万元"


def test_a_form_without_last_year() -> None:
    narrow = [[line[0], *line[2:]] for line in BASE[2:17]]
    data = read(narrow)
    row = data.spending[0]
    assert not row.last_final.known()
    assert (shown(row.budget), shown(row.final)) == ("7.50万元", "7.20万元")
    assert data.staffing.posts.is_blank()
    assert data.thrift.is_blank()


def test_blank_fields_have_a_location() -> None:
    for field in (read().spending[9].budget, read().buildings.actual_investment):
        assert field.is_blank()
        assert field.location.file == "a.docx"
        assert field.place


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["填表人：经办 填报日期：2025年3月5日 联系电话：0000-0000000 单位负责人签字：负责"],
         ["经办", "2025年3月5日", "0000-0000000", "负责"]),
        (["填报人: 经办", "联系电话：", "单位负责人：负责"], ["经办", "", "", "负责"]),
        ([], ["", "", "", ""]),
    ],
)  # fmt: skip
def test_signoff(lines: list[str], wanted: list[str]) -> None:
    found = read_signoff([paragraph(line) for line in lines], Location(file="a.docx"))
    values = [found.filler, found.date, found.phone, found.leader]
    assert [v.raw for v in values] == wanted
    assert {v.location.file for v in values} == {"a.docx"}


OTHER: Grid = [
    ["一、人员情况", "<", "<", "<"],
    ["教职工编制数", "50", "年末在职教职工", "48"],
    ["其中：教师", "40", "工勤人员", "8"],
    ["二、经费情况", "2023年决算数", "2024年预算数", "2024年决算数"],
    ["公用经费", "90.00", "100.00", "96.40"],
    ["四、政府采购支出", "9.00", "12.00", "11.60"],
]
COUNTED: Grid = [
    ["项目", "2023年决算数", "2024年预算数", "2024年决算数"],
    ["一、公用经费", "90.00", "100.00", "96.40"],
    ["二、编制人数（人）", "50", "50", "51"],
    ["三、年末实有在职人数（人）", "47", "49", "48"],
    ["四、公务用车保有量（辆）", "2", "2", "3"],
]


@pytest.mark.parametrize(
    ("grid", "posts", "unread"),
    [
        (OTHER, "50人", ["其中：教师｜40｜工勤人员｜8"]),
        (COUNTED, "51人", ["四、公务用车保有量（辆）｜2｜2｜3"]),
    ],
)
def test_persons_in_rows_of_their_own_are_no_money(
    grid: Grid, posts: str, unread: list[str]
) -> None:
    sheet, data = table(grid), read(grid)
    assert [shown(data.staffing.posts), shown(data.staffing.staff)] == [posts, "48人"]
    assert [row.place for row in data.spending] == ["base_data/spending/公用经费"]
    told = [entry.text for entry in base_leftovers(sheet, data)]
    assert [text for text in unread if text not in told] == []


def test_procurement_behind_a_list_mark() -> None:
    assert shown(read(OTHER).procurement.final) == "11.60万元"
