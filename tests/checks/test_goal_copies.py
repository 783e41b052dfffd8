"""Rule X156: the figures of 实际完成情况 against the forms and reports."""

import pytest

from assistant.model.pack import Pack
from tests.checks.table import Case, judge

GOAL = "overall/goal_achieved"
WORK = "overall_report/资金使用及绩效情况/p"
ROAD = "projects/村道养护/indicators/社会效益指标/受益村民"


def no_goals(pack: Pack) -> None:
    for table in pack.tables():
        table.goal_achieved.raw = ""


CASES = [
    Case("X156", "two digits the other way round", "fails",
         {GOAL: "全年家庭医生签约12583人，其中重点人群7613人。",
          WORK: "家庭医生签约12583人；其中重点人群签约7316人，占58.14%。"}, says="写7613人"),
    Case("X156", "those served, in other words", "fails",
         {GOAL: "举办培训11场，受益人口2.63万人。", ROAD: "改善出行人数", f"{ROAD}/actual": "2.36万人",
          WORK: "惠及12个村2.36万人。"}, says="2.36万人"),
    Case("X156", "one digit", "fails",
         {GOAL: "举办培训11场，完成税收1350万元。", WORK: "完成税收1250万元。"}, says="1350万元"),
    Case("X156", "told elsewhere as well", "applies_not",
         {GOAL: "全年家庭医生签约5683人。", WORK: "家庭医生签约5683人，重点人群签约5863人。"}),
    Case("X156", "of other matters", "passes",
         {GOAL: "发放宣传册2631份，受益人口3415人。", WORK: "抽检水样2361份，接待游客3451人。"}),
    Case("X156", "no goals", "applies_not", edit=no_goals),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
