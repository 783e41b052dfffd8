"""Family N, totals and left-over money beside their operands."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import put, with_section
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
PROBLEMS = "overall_report/存在的问题及原因分析/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def no_money(pack: Pack) -> None:
    put(pack, PROBLEMS, "培训组织较晚。")


def funds(sentence: str):
    return with_section(MATTER, "（一）", "项目资金投入情况", sentence)


def spent(sentence: str, executed: str = "") -> dict[str, str]:
    cells = {f"{MATTER}/p": sentence}
    return cells | (
        {"projects/灌溉渠维修/money/年度资金总额/executed": executed} if executed else {}
    )


CASES = [
    Case("N129", "what was added doesn't lead there", "fails",
         done("年初预算72.00万元，县级奖补追加17.00万元，全年预算84.00万元。"), says="=89万元"),
    Case("N129", "added and cut", "fails",
         done("年初预算100.00万元，追加20.00万元，压减5.00万元，调整后预算125.00万元。"),
         says="=115万元"),
    Case("N129", "the rate in a later sentence", "fails",
         done("年初预算500.00万元，因人员增加追加20.00万元，其中调资12.00万元。全年预算520.00万元，调整率400%。"),
         says="=4%"),
    Case("N129", "what was added, and its growth", "fails",
         done("安排资金132.60万元，其中年初预算120.00万元，年中追加12.60万元，增幅12.5%。"), says="10.5%"),
    Case("N129", "adds up", "passes",
         done("年初预算72.00万元，县级奖补追加12.00万元，全年预算84.00万元。")),
    Case("N129", "what was added, and the rate", "fails",
         done("年初预算1658.00万元，年中追加93.00万元，其中奖补22.00万元，预算调整率5.16%。"), says="=5.61%"),
    Case("N129", "the rate is right", "passes",
         done("年初预算1658.00万元，年中追加93.00万元，其中奖补22.00万元，预算调整率5.61%。")),
    Case("N129", "two parts and their sum", "passes",
         done("年初预算72.00万元，因修路追加4.00万元、增资追加8.00万元，共计追加12.00万元，全年预算84.00万元。")),
    Case("N129", "the sum of two parts leads elsewhere", "fails",
         done("年初预算72.00万元，因修路追加4.00万元、增资追加8.00万元，共计追加12.00万元，全年预算87.00万元。"),
         says="72万元+12万元=84万元"),
    Case("N129", "a 其中 stands between", "applies_not",
         done("年初预算72.00万元，追加17.00万元，其中省级5.00万元，全年预算84.00万元。")),
    Case("N110", "three projects", "fails",
         done("三个项目分别执行168.50万元、132.00万元、80.80万元，合计318.30万元。"),
         says="=381.3万元"),
    Case("N110", "共计", "fails", done("维修水渠12处、塘坝8处，共计25处。")),
    Case("N110", "adds up", "passes",
         done("维修水渠12处、塘坝8处，共计20处。")),
    Case("N110", "within the rounding", "passes",
         done("支出33.33万元、33.33万元、33.33万元，合计100.0万元。")),
    Case("N110", "of a 其中", "applies_not",
         done("维修水渠12处，其中干渠4处、支渠3处，合计受益8处。")),
    Case("N110", "only one figure before", "applies_not", done("维修水渠12处，合计20公里。")),
    Case("N111", "520 − 504.40 = 15.60", "fails", done("尚未支付16.50万元。"), no_money,
         says="之差为15.6万元"),
    Case("N111", "added 20", "fails", done("年中追加预算12.00万元。"), no_money),
    Case("N111", "both right", "passes", done("年中追加预算20.00万元，结余15.60万元。")),
    Case("N111", "in 元", "passes", done("年末结余156000元。")),
    Case("N111", "a project's own", "fails",
         {f"{MATTER}/p": "预算20.00万元，支出19.00万元，结余1.50万元。"}, no_money),
    Case("N111", "carried over from the year before", "passes",
         done("上年结转资金2.00万元，结余15.60万元。")),
    Case("N111", "of one purchase", "passes",
         done("政府采购预算12.00万元，结余0.40万元。全年结余15.60万元。")),
    Case("N111", "nothing is told", "applies_not", edit=no_money),
    Case("N118", "arrived in full, but how much", "fails", edit=funds("资金已全部拨付到位。"),
         severity="info"),
    Case("N118", "amounts", "passes", edit=funds("预算20.00万元，已全部到位，支出19.00万元。")),
    Case("N118", "no such section", "applies_not"),
    Case("N128", "one digit off the total", "fails",
         spent("全年执行19.07万元。用于石料8.46万元、人工6.21万元、机械4.48万元。"), says="=19.15万元"),
    Case("N128", "the project's own table", "fails",
         spent("资金用于石料8.46万元、人工6.21万元、机械4.90万元。", executed="19.07"),
         says="全年执行数"),
    Case("N128", "adds up", "passes",
         spent("全年执行19.15万元。用于石料8.46万元、人工6.21万元、机械4.48万元。")),
    Case("N128", "far from any total", "passes",
         spent("全年执行19.07万元。用于石料3.11万元、人工2.02万元。")),
    Case("N128", "budget and spending are no list", "applies_not",
         spent("年初预算19.15万元。预算8.46万元、执行10.68万元。")),
    Case("N128", "round numbers meet by chance", "passes",
         spent("全年执行36.00万元。分三批拨付32.00万元、32.00万元、32.00万元。")),
    Case("N111", "what a section on one project says", "passes",
         edit=with_section("overall_report/存在的问题及原因分析", "（一）", "灌溉渠维修项目没有全部支付",
                           "全年预算20.00万元，执行19.00万元，未执行1.00万元。")),
    Case("N111", "added for one purpose only", "applies_not",
         done("其中基本支出追加8.10万元。"), no_money),
    Case("N111", "added for two reasons", "fails",
         done("年中因水毁修复、政策性增资追加预算12.00万元。"), no_money),
    Case("N111", "two parts and their sum", "passes",
         done("年中因修路追加8.00万元、因增资追加12.00万元，共计追加20.00万元。"), no_money),
    Case("N111", "one work's money not yet paid", "applies_not",
         done("渠首工程尚余1.00万元未支付。"), no_money),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
