"""Whose scoring a pack is checked by: its self-evaluation tables tell, not its base data alone."""

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
