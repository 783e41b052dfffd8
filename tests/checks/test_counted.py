"""Rules X153, X154: how many there are said to be, against tables and figures."""

import pytest

from assistant.model.pack import Pack
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
ALL = {"overall/by_expenditure/项目支出": "31.00"}
"""What the two project tables have spent together."""


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def no_reports(pack: Pack) -> None:
    pack.overall_report = None
    pack.project_reports.clear()


CASES = [
    Case("X153", "three told, two tables", "fails", ALL | done("项目支出共3个，执行率97%。"), says="有2张"),
    Case("X153", "in words, of the year", "fails", ALL | done("2024年，我镇共安排三个项目，均已完工。")),
    Case("X153", "as many as tables", "passes", ALL | done("项目支出共2个，执行率97%。")),
    Case("X153", "a part of them, works, lots", "applies_not",
         ALL | done("其中重点项目1个，新增项目3个，子项目5个，灌溉渠维修项目共4个标段，谋划招商项目6个。")),
    Case("X153", "projects without a table", "applies_not", done("项目支出共3个，执行率97%。")),
    Case("X154", "four figures for five", "fails",
         done("5个标段合同价分别为12.5万元、11.2万元、9.8万元和7.6万元。"), says="有4个"),
    Case("X154", "another number before", "fails",
         done("工程共划分5个标段，公开招标。4个标段合同价分别为12.5万元、11.2万元、9.8万元和7.6万元。"),
         says="前文写5个标段"),
    Case("X154", "in words", "fails", done("三个项目执行率分别为95%、100%。")),
    Case("X154", "one each", "passes",
         done("工程共划分3个标段，3个标段合同价分别为12.5万元、11.2万元和9.8万元，较控制价下浮6%。")),
    Case("X154", "those finished", "applies_not",
         done("工程共划分5个标段，其中已完工2个标段分别为12.5万元、11.2万元。")),
    Case("X154", "two things of each", "applies_not", done("2个片区户数和人数分别为12户、35人、14户、40人。")),
    Case("X154", "ends in 等", "applies_not", done("5个村组分别为12户、35户等。")),
    Case("X154", "a share of two quarters", "passes", done("前文略。两个项目占比分别为60.83%和39.17%。")),
    Case("X154", "no reports", "applies_not", edit=no_reports),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
