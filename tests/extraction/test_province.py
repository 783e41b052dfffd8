"""What tells of which province a pack is: its names and titles, and the papers that it cites."""

import pytest

from assistant.extraction import extract
from assistant.extraction.profile_of import profile_of
from assistant.extraction.province import contradicts, province_of
from tests.extraction.build import OVERALL, OVERALL_TITLE, document

REPORT = ["丙馆2024年度部门整体支出绩效自评报告", "一、部门概况"]


@pytest.mark.parametrize(
    ("said", "province"),
    [
        ("根据县财政局转发的皖财绩〔2024〕17号文件，我馆开展了自评。", "安徽"),
        ("按（苏财绩〔2025〕3号）要求开展自评。", "江苏"),
        ("依据福建省财政厅的通知，我馆开展了自评。", "福建"),
        ("广西壮族自治区人民政府批复了规划。", "广西"),
        ("年中下达自治区补助120万元。", "自治区"),
        ("根据平财绩〔2025〕4号文件开展自评。", ""),
        ("安排新疆维吾尔自治区对口支援资金20万元。", ""),
        ("皖北地区雨水偏多，外出务工人员多往江苏、浙江。", ""),
        ("按皖财绩〔2024〕17号和苏财绩〔2025〕3号文件办理。", ""),
        ("玉湘财〔2024〕9号文件。", ""),
    ],
)
def test_papers_cited(said: str, province: str) -> None:
    pack = extract([document(OVERALL_TITLE, OVERALL, *REPORT, said)])
    pack.unit.raw = "丙馆"
    assert province_of(pack) == province


def test_a_province_and_a_region_exclude_each_other() -> None:
    assert contradicts("福建", "湖南")
    assert contradicts("自治区", "湖南")
    assert not contradicts("自治区", "宁夏")
    assert not contradicts("", "湖南")


NEARLY = [
    ["部门名称", "<", "丙馆", "<", "<", "<", "<"],
    ["部门资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "815.00", "825.00", "807.57", "10", "97.89%", "9.79"],
    ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<"],
    ["^", "开放310天。", "<", "<", "开放318天。", "<", "<"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "开放天数", "≥310天", "318天", "90", "90"],
    ["总分", "<", "<", "<", "<", "100", "99.79"],
]


def test_a_form_that_several_places_share_claims_none_of_them() -> None:
    blocks = [document(OVERALL_TITLE, NEARLY)]
    profile, reason = profile_of(extract(blocks), blocks)
    assert (profile, "分不出是哪里的" in reason) == ("", True)
