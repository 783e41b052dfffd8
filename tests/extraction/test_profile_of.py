"""Whose scoring a pack is checked by: its self-evaluation tables tell, not its base data alone."""

import pytest

from assistant.extraction import extract
from assistant.extraction.profile_of import profile_of
from assistant.model.document import Document
from tests.extraction.build import BASE, BASE_TITLE, OVERALL, OVERALL_TITLE, document

ELSEWHERE = [
    ["部门名称", "丙馆", "", "", "", "", ""],
    ["预算执行", "年初数", "调整后(A)", "执行数(B)", "分值", "执行率(B/A)", "得分"],
    ["合计", "815.00", "825.00", "807.57", "10", "97.89%", "9.79"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出", "数量", "开放天数", "≥310天", "318天", "90", "90"],
]


def told(*blocks: Document) -> tuple[str, str]:
    return tuple(profile_of(extract(blocks), blocks))  # type: ignore[return-value]


def test_both_forms_of_one_place() -> None:
    profile, reason = told(document(BASE_TITLE, BASE, OVERALL_TITLE, OVERALL))
    assert (profile, reason) == ("hunan", "由基础数据表和自评表认出")


def test_the_base_data_table_alone_tells_nothing() -> None:
    assert told(document(BASE_TITLE, BASE)) == ("", "没有认出是哪里的表样")


def test_another_places_form_beside_it_is_not_made_its_own() -> None:
    profile, _ = told(document(BASE_TITLE, BASE, OVERALL_TITLE, ELSEWHERE))
    assert profile == ""


STAFF = [
    ["一、人员情况", "<", "<", "<"],
    ["编制数", "30", "年末在职人数", "28"],
    ["二、经费情况", "2023年决算数", "2024年预算数", "2024年决算数"],
    ["三公经费", "8.20", "7.50", "7.20"],
    ["公用经费", "90.00", "100.00", "96.40"],
    ["项目支出", "40.00", "50.00", "48.00"],
]
FLAT = [
    ["部门（单位）名称", "<", "丙中学", "<", "<", "<", "自评总分", "97.9", "<"],
    ["资金情况（万元）", "", "年初预算数", "全年（调整）预算数", "全年执行数", "执行率（%）", "执行率权重",
     "执行率得分", ""],
    ["", "年度总金额", "815.00", "825.00", "807.57", "97.89", "10", "9.79", ""],
    ["当年绩效目标", "年初绩效目标", "<", "<", "全年目标实际完成情况", "<", "<", "<", "<"],
    ["^", "开放310天。", "<", "<", "开放318天。", "<", "<", "<", "<"],
    ["指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "指标权重", "指标得分", "说明"],
    ["开放天数", "天", "≥", "310", "310", "318", "90", "88.11", ""],
]  # fmt: skip
SPLIT = [
    ["部门名称", "<", "丙馆", "<", "<", "<", "<", "<", "<", "<"],
    ["部门资金（元）", "<", "年初预算数", "<", "全年预算数(A)", "<", "全年执行数(B)", "分值", "执行率", "得分"],
    ["年度资金总额", "<", "8,150,000.00", "<", "8,250,000.00", "<", "8,075,700.00", "10", "97.89%", "9.79"],
    ["年度总体目标", "<", "预期目标", "<", "<", "<", "实际完成情况", "<", "<", "<"],
    ["^", "<", "开放310天。", "<", "<", "<", "开放318天。", "<", "<", "<"],
    ["一级指标", "二级指标", "三级指标", "指标性质", "年初目标值(A)", "度量单位", "实际完成值(B)", "分值",
     "得分", "偏差原因分析及改进措施"],
    ["产出指标", "数量指标", "开放天数", "≥", "310", "天", "318", "90", "90", ""],
    ["总分", "<", "<", "<", "<", "<", "<", "100", "99.79", "自评等级：优"],
]  # fmt: skip


@pytest.mark.parametrize(("form", "place"), [(FLAT, "chongqing"), (SPLIT, "yunnan")])
def test_a_base_data_table_of_no_place_leaves_it_to_the_overall_table(
    form: list[list[str]], place: str
) -> None:
    profile, reason = told(document(BASE_TITLE, STAFF, OVERALL_TITLE, form))
    assert (profile, reason[:4]) == (place, "由表样“")


def test_hunans_own_base_data_table_beside_another_places_form_tells_nothing() -> None:
    profile, reason = told(document(BASE_TITLE, BASE, OVERALL_TITLE, FLAT))
    assert (profile, "不是一地的" in reason) == ("", True)
