"""Sign-off lines inside a table: no rows of spending or indicators, but who signed, and when."""

import pytest

from assistant.extraction import extract
from assistant.extraction.base_data import read_base_data
from assistant.extraction.signing import signs
from assistant.model.pack import BaseData
from assistant.model.quantity import Text
from tests.extraction.build import (
    BASE,
    BASE_TITLE,
    OVERALL,
    OVERALL_TITLE,
    Grid,
    document,
    table,
)

SHORT = [row for row in BASE if row[0] not in ("厉行节约保障措施",)][:18]


def read(grid: Grid) -> BaseData:
    return read_base_data(table(grid), Text(raw="基础数据表", place="base_data/title"), [])


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        (["填表人：甲", "填报日期：2025年3月6日", "联系电话：1", "单位负责人：乙"], True),
        (["填表人：甲　　填报日期：2025年3月6日", "<", "<", "<"], True),
        (["填表人", "甲", "填报日期", "2025年3月6日"], True),
        (["单位负责人（签字）：", "", "", ""], True),
        (["审核：", "", "复核：", ""], True),
        (["审核费", "1.00", "1.00", "0.90"], False),
        (["联系电话费", "1.00", "1.00", "0.90"], False),
        (["日期", "1.00", "1.00", "0.90"], False),
        (["三公经费", "8.20", "7.50", "7.20"], False),
        (["", "", "", ""], False),
    ],
)
def test_signs(row: list[str], is_one: bool) -> None:
    assert signs(table([row]).row(0)) is is_one


@pytest.mark.parametrize(
    "rows",
    [
        [["填表人：罗甲", "填报日期：2025年3月6日", "联系电话：0000-1", "单位负责人：石乙"]],
        [["填表人：罗甲　填报日期：2025年3月6日　联系电话：0000-1　负责人：石乙", "<", "<", "<"]],
        [
            [
                "填表人（签名）：罗甲　填报日期：2025年3月6日　联系电话：0000-1　单位负责人（签名）：石乙",
                "<",
                "<",
                "<",
            ]
        ],
        [["填表人", "罗甲", "填报日期", "2025年3月6日"], ["联系电话", "0000-1", "负责人", "石乙"]],
    ],
)
def test_the_last_rows_of_a_sheet_are_its_sign_off(rows: list[list[str]]) -> None:
    data = read([*SHORT, *rows])
    assert [row.place for row in data.spending] == [row.place for row in read(SHORT).spending]
    sign = data.signoff
    told = [sign.filler.text, sign.date.text, sign.phone.text, sign.leader.text]
    assert told == ["罗甲", "2025年3月6日", "0000-1", "石乙"]
    assert {each.location.row is not None for each in (sign.filler, sign.date)} == {True}


def test_a_blank_beside_its_label_is_a_cell_of_the_form() -> None:
    sign = read([*SHORT, ["填表人", "", "填报日期", ""]]).signoff
    assert sign.filler.is_empty()
    assert sign.filler.location.row is not None
    assert sign.phone.location.row is None


def test_an_indicator_table_has_no_row_for_it() -> None:
    grid = [*OVERALL, ["填表人：罗甲　填报日期：2025年3月6日", *"<<<<<<<<"]]
    pack = extract([document(OVERALL_TITLE, grid)])
    plain = extract([document(OVERALL_TITLE, OVERALL)])
    assert pack.overall is not None
    assert plain.overall is not None
    assert len(pack.overall.indicators) == len(plain.overall.indicators)
    assert [(each.text, each.reason) for each in pack.unplaced] == [
        ("填表人：罗甲　填报日期：2025年3月6日", "表下说明文字")
    ]


def test_what_no_field_takes_is_kept() -> None:
    pack = extract([document(BASE_TITLE, [*SHORT, ["填表人：罗甲", "审核：石乙", "", ""]])])
    assert [each.text for each in pack.unplaced] == ["审核：石乙"]
