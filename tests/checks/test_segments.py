"""Rule N202: lists whose items share one unit, or tell several things each, against their totals."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


HOMES = "现有福利机构37家（养老院{}、福利院4、儿童之家9、救助站3），运行平稳。"
COURSES = "开设课程152门：文科58、理科{}、工科31、艺术16，开出率100%。"
QUARTERS = "全年支付工程款876.42万元。分季度：112.36；248.15；301.77；{}。上半年累计360.51万元。"
CLASSES = "计划培训260人，实训256人，差4人。共6期：焊工{}期84人；叉车1期46人；月嫂3期{}人，占比最高（49.22%）。"
WAIVED = "（2）学费减免3,460人次、212.70万元（高中{}人次，每学期600元，117.60万元；中职1,500人次，每学期634元，95.10万元）；"
JOBS = "帮扶后412人实现就业，就业率87.66%：本地256人（62.14%）；外地{}人。"
SPENT = "全部支出386.50万元（展馆维护152.30；设备更新{}；活动115.60），执行率96.63%。"
INNER = (
    "预算6,180.00万元（上级补助2,400.00，其中省级1,500.00、市级900.00；区级{}，含基金3,200.00）。"
)

CASES = [
    Case("N202", "a bracket whose unit stands before it", "fails", done(HOMES.format(12)),
         says="12家+4家+9家+3家=28家"),
    Case("N202", "a bracket, right", "passes", done(HOMES.format(21))),
    Case("N202", "a colon whose unit stands before it", "fails", done(COURSES.format(74)),
         says="写152门"),
    Case("N202", "a colon, right", "passes", done(COURSES.format(47))),
    Case("N202", "the last quarter, the first ones summed up elsewhere", "fails",
         done(QUARTERS.format("241.14")), says="与“支付工程款”876.42万元不符"),
    Case("N202", "quarters, right", "passes", done(QUARTERS.format("214.14"))),
    Case("N202", "one of two columns", "fails", done(CLASSES.format(3, 126)), says="=7期"),
    Case("N202", "two columns, right", "passes", done(CLASSES.format(2, 126))),
    Case("N202", "a bracket of two columns", "fails", done(WAIVED.format("1,690")),
         says="=3190人次"),
    Case("N202", "a bracket of two columns, right", "passes", done(WAIVED.format("1,960"))),
    Case("N202", "a rate before the colon", "fails", done(JOBS.format(165)), says="412人不符"),
    Case("N202", "a rate before the colon, right", "passes", done(JOBS.format(156))),
    Case("N202", "semicolons in a bracket", "fails", done(SPENT.format("116.80")), says="=384.7万元"),
    Case("N202", "semicolons in a bracket, right", "passes", done(SPENT.format("118.60"))),
    Case("N202", "a part divided again", "fails", done(INNER.format("3,870.00")), says="=6270万元"),
    Case("N202", "a part divided again, right", "passes", done(INNER.format("3,780.00"))),
    Case("N202", "only some of them", "applies_not",
         done("现有福利机构37家（其中养老院12、福利院4、儿童之家9）。")),
    Case("N202", "of other matters", "applies_not",
         done("全年检查37次：一是督促企业整改隐患12处；二是约谈企业3家；三是立案2起。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.why}")
def test_rule(case: Case) -> None:
    judge(case)
