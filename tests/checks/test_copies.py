"""Family D: goals and paragraphs that were copied or misplaced."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import put
from tests.checks.data import GOALS
from tests.checks.table import Case, judge

CANAL = "projects/灌溉渠维修"
EXPECTED, ACHIEVED = GOALS["overall"]
MATTER = "绩效目标自评完成情况分析/p"
LONG = "{0}按照批准的方案组织实施，先后完成勘察、招标、施工和验收四个环节，资金按进度拨付，质量符合规范要求，群众反映良好，全年没有发生安全责任事故。"


def no_tables(pack: Pack) -> None:
    pack.overall, pack.projects = None, []


def no_projects(pack: Pack) -> None:
    pack.projects.clear()
    pack.project_reports.clear()


def same_paragraph(pack: Pack) -> None:
    for name in ("灌溉渠维修", "村道养护"):
        put(pack, f"project_reports/{name}/{MATTER}", LONG.format(name))


def perfect(pack: Pack) -> None:
    for table in pack.tables():
        put(pack, f"{table.place}/total/score", "100")
    for section in ("存在的问题及原因分析", "下一步改进措施"):
        put(pack, f"overall_report/{section}/p", "无")


def perfect_but_open(pack: Pack) -> None:
    perfect(pack)
    put(pack, "overall_report/存在的问题及原因分析/p", "支付进度前慢后快。")


CASES = [
    Case("D101", "the same words", "fails", {"overall/goal_achieved": EXPECTED}, says="完全相同"),
    Case("D101", "one word changed", "fails",
         {"overall/goal_achieved": "已" + EXPECTED}, says="相似度"),
    Case("D101", "the same words with what was reached", "passes",
         {"overall/goal_achieved": EXPECTED.replace("10场", "11场").replace("100户", "104户")}),
    Case("D101", "no table", "applies_not", edit=no_tables),
    Case("D102", "only money", "fails", {f"{CANAL}/goal_expected": "项目资金20万元。"}),
    Case("D102", "money and what it is for", "passes",
         {f"{CANAL}/goal_expected": "安排资金20万元，维修灌溉渠道。"}),
    Case("D102", "no table", "applies_not", edit=no_tables),
    Case("D103", "no figure", "fails", {f"{CANAL}/goal_expected": "维修灌溉渠道，保证春灌。"},
         severity="info"),
    Case("D103", "a Chinese figure", "passes",
         {f"{CANAL}/goal_expected": "维修灌溉渠道三条，保证春灌。"}),
    Case("D103", "no table", "applies_not", edit=no_tables),
    Case("D104", "another project's goal", "fails",
         {f"{CANAL}/goal_expected": GOALS["projects/村道养护"][0]}, says="村道"),
    Case("D104", "only general words in common", "fails",
         {f"{CANAL}/goal_expected": "保障护林员工资及时足额发放，确保各项工作稳步推进。"}),
    Case("D104", "the goal speaks of an indicator only", "passes",
         {f"{CANAL}/goal_expected": "全年新增高标准水田面积三百亩，扩大双季稻种植。"}),
    Case("D104", "too short to tell", "passes", {f"{CANAL}/goal_expected": "发放护林员工资。"}),
    Case("D104", "no project", "applies_not", edit=no_projects),
    Case("D105", "one paragraph twice, names apart", "fails", edit=same_paragraph, severity="info"),
    Case("D105", "different paragraphs", "passes"),
    Case("D105", "no project", "applies_not", edit=no_projects),
    Case("D106", "all full marks, nothing admitted", "fails", edit=perfect, severity="info"),
    Case("D106", "all full marks, a problem told", "passes", edit=perfect_but_open),
    Case("D106", "one below 100", "passes"),
    Case("D106", "one table only", "applies_not", edit=no_projects),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
