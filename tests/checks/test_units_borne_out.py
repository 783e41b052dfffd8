"""Rules N215 and W105: amounts in a unit ten thousand times off, and one that has none."""

import pytest

from tests.checks.table import Case, judge
from tests.checks.test_wording import no_reports

WORK = "overall_report/资金使用及绩效情况/p"
LATER = "project_reports/村道养护/绩效目标自评完成情况分析/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CASES = [
    Case("N215", "by the mean behind it", "fails", done("公用经费136.80元，按57人平均为2.40万元。"),
         says="“公用经费”写136.8元，57人的平均数却是2.4万元，单位疑应为“万元”", severity="warning"),
    Case("N215", "by the mean, right", "passes", done("公用经费136.80万元，按57人平均为2.40万元。")),
    Case("N215", "by the share", "fails",
         done("训练支出156.00元（78.00%），比武支出32.00万元（16.00%），展示支出12.00万元（6.00%）。"),
         says="占78.00%，而同列的32万元占16.00%"),
    Case("N215", "by the share, right", "passes",
         done("训练支出156.00万元（78.00%），比武支出32.00万元（16.00%），展示支出12.00万元（6.00%）。")),
    Case("N215", "one of a list", "fails", done("会议费3.20万元，印刷费12.60元，咨询费4.10万元。"),
         says="同句各项都是万元（3.2万元、4.1万元）"),
    Case("N215", "small by their nature", "passes",
         done("会议费3.20万元，利息收入12.60元，咨询费4.10万元，人均会议支出125.50元。")),
    Case("N215", "a mean larger than its total", "fails",
         {WORK: "年末在职640人，其中专业技术人员210人。", LATER: "公用经费573.44万元，按年末人数折算人均8,960万元。"},
         says="比总数573.44万元还大，单位疑应为“元”"),
    Case("N215", "a mean of 元", "passes",
         {WORK: "年末在职640人，其中专业技术人员210人。", LATER: "公用经费573.44万元，按年末人数折算人均8,960元。"}),
    Case("N215", "the form has the digits in 元", "fails", done("全年公用经费安排964,000万元。"), says="表格上同样数字的是"),
    Case("N215", "no money at all", "applies_not", edit=no_reports),
    Case("W105", "one alone among 万元", "fails",
         done("下拨首笔资金382.60，第二笔资金164.00万元，两笔合计546.60万元。"), severity="warning"),
    Case("W105", "one alone that ends with 万", "fails",
         done("维护费13.42万元，车均4.47万；接待费6.45万元，会议费3.20万元。"), severity="warning"),
    Case("W117", "the same number twice", "fails", done("一是加强调度；二是压实责任；二是严格验收。"), severity="warning"),
    Case("W117", "a number left out", "fails", done("一是加强调度；三是压实责任。"), severity="info"),
    Case("W105", "in brackets", "fails",
         done("拨款546.60万元（首笔资金382.60，第二笔资金164.00万元）。"), severity="info"),
    Case("W105", "a style of its own", "fails",
         done("支出546.60万元，首笔资金382.60，第二笔资金164.00，第三笔资金20.00万元。"), severity="info"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.why}")
def test_rule(case: Case) -> None:
    judge(case)
