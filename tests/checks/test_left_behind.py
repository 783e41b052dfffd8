"""What is left of other papers: the year before, another unit in one's own stead, no signature."""

import pytest

from tests.checks.table import Case, judge

WHOLE = "overall_report/资金使用及绩效情况/p"
USE = "project_reports/村道养护/绩效自评结果拟应用和公开情况/p"
PUBLISHED = "overall_report/绩效自评结果拟应用和公开情况/p"

CASES = [
    Case("Y125", "reports the year before", "fails", {WHOLE: "现将2023年度有关情况报告如下。"}),
    Case("Y125", "set its goals the year before", "fails",
         {WHOLE: "2023年初我镇紧紧围绕中心工作，设定部门整体绩效目标。"}),
    Case("Y125", "what was mended, planned, drawn up before", "passes",
         {WHOLE: "现将2023年度自评发现问题的整改情况报告如下。2023年初我镇制定的三年规划明确了总体目标。"
                 "2023年10月编制部门预算时申报了绩效目标。"}),
    Case("D119", "its results are another town's", "fails",
         {USE: "自评结果作为白石镇人民政府2025年养护资金安排的依据。"}, severity="warning"),
    Case("D119", "published with another town's", "fails",
         {USE: "自评报告随白石镇人民政府整体自评报告一并公开。"}, severity="warning"),
    Case("D119", "no place's name, a partner", "passes",
         {USE: "自评结果作为镇人民政府2025年预算安排的依据，与白石镇人民政府联合开展巡查。"}),
    Case("C131", "one project's report isn't signed, all others are", "fails",
         {PUBLISHED: "自评结果公开。2025年3月5日", USE: "自评结果公开。2025年3月5日"},
         severity="warning", says="灌溉渠维修"),
    Case("C131", "the overall report signs for all", "passes", {PUBLISHED: "自评结果公开。2025年3月5日"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_left_behind(case: Case) -> None:
    judge(case)
