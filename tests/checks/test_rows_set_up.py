"""How indicator rows are set up: classifiers, one name in two groups, targets without a sign."""

import pytest

from tests.checks.table import Case, judge
from tests.checks.test_wording import no_tables

ROWS = "overall/indicators"
TRAINING = f"{ROWS}/数量指标/举办农技培训"
TAX = f"{ROWS}/经济效益指标/全镇税收"
WORK = "overall_report/资金使用及绩效情况/p"
HAPPY = f"{ROWS}/服务对象满意度指标/群众满意度"
ON_TIME = f"{ROWS}/时效指标/任务按期完成率"

CASES = [
    Case("T115", "people and 个", "fails",
         {f"{TRAINING}/target": "≥20人", f"{TRAINING}/actual": "22个"}, says="人→个", severity="info"),
    Case("T115", "people and 名", "passes",
         {f"{TRAINING}/target": "≥20人", f"{TRAINING}/actual": "22名"}),
    Case("T115", "no tables", "applies_not", edit=no_tables),
    Case("T116", "one name, quantity and quality", "fails",
         {f"{ROWS}/质量指标/工程验收合格率": "举办农技培训"}, says="“举办农技培训”（数量指标、质量指标）",
         severity="info"),
    Case("T116", "each its own name", "passes"),
    Case("T116", "no tables", "applies_not", edit=no_tables),
    Case("T117", "a rate without a sign", "fails", {f"{HAPPY}/target": "90%"}, says="“群众满意度”90%",
         severity="info"),
    Case("T117", "days: more or less?", "fails",
         {ON_TIME: "办理天数安排", f"{ON_TIME}/target": "20天", f"{ON_TIME}/actual": "18天"},
         says="“办理天数安排”20天"),
    Case("T117", "signs everywhere", "passes"),
    Case("T117", "met to the dot", "passes", {f"{HAPPY}/target": "93%"}),
    Case("T117", "no tables", "applies_not", edit=no_tables),
    Case("T118", "another target beside the result", "fails",
         {WORK: "工程验收合格率偏低。目标值99%，实际98.5%，主要是返工2处。"}, says="报告写目标值99%"),
    Case("T118", "words between, a sign", "fails",
         {WORK: "矛盾纠纷化解率：指标值为98%以上，全年实际完成96.5%。"}, says="指标值≥95%"),
    Case("T118", "the form's target", "passes", {WORK: "工程验收合格率，目标值95%，实际98.5%。"}),
    Case("T118", "of another row, next year's, no result behind", "applies_not",
         {WORK: "水质达标率目标值99%，实际91.3%。2025年工程验收合格率目标值99%。"}),
    Case("T118", "the row isn't named", "applies_not", {WORK: "目标值99%，实际98.5%。"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
