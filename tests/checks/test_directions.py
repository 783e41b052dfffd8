"""Whether more or less of an indicator is better, and what tells so."""

import pytest

from assistant.checks.targets.deadlines import kept_by
from assistant.checks.targets.directions import told
from tests.checks.build import indicator

# level 1, level 2, name, target, way, clause
CASES = [
    ("产出指标", "数量指标", "培训场次", "≥10场", "more", "按“≥”，越多越好"),
    ("产出指标", "数量指标", "培训场次", "不少于10场", "more", "按“不少于”，越多越好"),
    ("产出指标", "数量指标", "改厕户数", "100户以上", "more", "按“以上”，越多越好"),
    ("成本指标", "经济成本指标", "单位成本", "≤5万元", "less", "按“≤”，越少越好"),
    ("产出指标", "时效指标", "积水处置", "40分钟以内", "less", "按“以内”，越少越好"),
    ("产出指标", "时效指标", "积水处置", "40分钟内", "less", "按“分钟内”，越少越好"),
    ("产出指标", "数量指标", "培训场次", "10场", "more", "数量指标，按越多越好"),
    ("产出指标（50分）", "", "培训场次", "10场", "more", "产出指标，按越多越好"),
    ("产出", "产出数量", "培训场次", "10场", "more", "产出数量指标，按越多越好"),
    ("成本指标", "经济成本指标", "水电费", "22万元", "less", "成本指标，按越少越好"),
    ("产出指标", "成本指标", "水电费", "22万元", "less", "成本指标，按越少越好"),
    ("成本指标", "经济成本指标", "成本节约率", "5%", "more", "名称含“节约”，按越多越好"),
    ("产出指标", "质量指标", "在职人员控制率", "100%", "less", "名称含“控制率”，按越少越好"),
    ("产出指标", "质量指标", "病虫害控制率", "90%", "more", "质量指标，按越多越好"),
    ("效益指标", "社会效益指标", "有效投诉件数", "3件", "less", "名称含“投诉”，按越少越好"),
    ("效益指标", "社会效益指标", "投诉办结率", "95%", "more", "社会效益指标，按越多越好"),
    ("效益指标", "社会效益指标", "事故救援及时率", "95%", "more", "社会效益指标，按越多越好"),
    ("产出指标", "质量指标", "产品不合格率", "2%", "less", "名称含“不合格”，按越少越好"),
    ("产出指标", "时效指标", "平均办理时限", "5个工作日", "less", "名称含“时限”，按越少越好"),
    ("产出指标", "时效指标", "免费开放", "300天", None, ""),
    ("效益指标", "生态效益指标", "能耗降低", "5%", None, ""),
    ("效益指标", "生态效益指标", "污水排放量", "20吨", None, ""),
    ("效益指标", "生态效益指标", "污水排放达标率", "98%", "more", "生态效益指标，按越多越好"),
    ("效益指标", "社会效益指标", "群体性事件", "0起", None, ""),
    ("效益指标", "社会效益指标", "安全责任事故", "0起", "less", "名称含“事故”，按越少越好"),
    ("", "", "群众满意度", "90", "more", "名称含“度”，按越多越好"),
    ("", "", "补贴农机", "60台", "more", "以“台”计，按越多越好"),
    ("", "", "补贴农机", "60", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("level1", "level2", "name", "target", "way", "clause"), CASES)
def test_direction(
    level1: str, level2: str, name: str, target: str, way: str | None, clause: str
) -> None:
    known = told(indicator("overall", (level1, level2, name, target, "1", "10", "10")))
    assert (known.way, known.clause) == (way, clause)
    assert known.bracketed == (f"（{clause}）" if clause else "")


DAYS = [
    ("4月底前", "4月18日完成", True),
    ("4月底前", "5月2日", False),
    ("2024年12月底前", "2024年11月28日", True),
    ("2024年12月底前", "2025年1月5日", False),
    ("2024年12月31日前完成", "12月31日", True),
    ("12月底前", "2025年1月5日", None),  # of which year the target is, the row doesn't say
    ("年底前", "11月中旬完成", True),
    ("6月前", "6月20日", True),  # in doubt in favour of the unit
    ("10月中旬前", "10月", None),
    ("2月底前", "2月30日", None),
    ("6月底前", "已完成", None),
    ("3月至6月", "5月10日", None),
    ("13月底前", "5月10日", None),
    ("及时", "5月10日", None),
]


@pytest.mark.parametrize(("target", "actual", "kept"), DAYS)
def test_deadlines(target: str, actual: str, kept: bool | None) -> None:
    assert kept_by(target, actual) is kept
