"""Family N, sums, differences, rates and remainders that stand beside their operands."""

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


CASES = [
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
    Case("N112", "204 of 212 is 96.23 %", "fails",
         done("排查矛盾212件，化解204件，化解率92.6%。"), says="=96.23%"),
    Case("N112", "paid in time", "fails", done("应发补贴3120笔，按时发放3092笔，按时发放率91.9%。")),
    Case("N112", "plan and arrival", "fails", done("计划资金50.00万元，实际到位45.00万元，到位率95%。")),
    Case("N112", "right", "passes", done("排查矛盾212件，化解204件，化解率96.2%。")),
    Case("N112", "of the third figure", "passes",
         done("排查矛盾212件，受理200件，化解190件，化解率95%。")),
    Case("N112", "over", "applies_not", done("排查矛盾212件，化解204件，化解率95%以上。")),
    Case("N112", "of another matter", "applies_not",
         done("排查矛盾212件，化解204件，群众满意率97%。")),
    Case("N117", "212 − 204 = 8", "fails", done("排查矛盾212件，已化解204件，尚在调处的6件。"),
         says="应余8件"),
    Case("N117", "right", "passes", done("排查矛盾212件，已化解204件，尚在调处的8件。")),
    Case("N117", "nothing left is told", "applies_not", done("排查矛盾212件，已化解204件。")),
    Case("N117", "what is left is of something else", "applies_not",
         done("排查矛盾212件，已化解204件，未验收工程2处。")),
    Case("N118", "arrived in full, but how much", "fails", edit=funds("资金已全部拨付到位。"),
         severity="info"),
    Case("N118", "amounts", "passes", edit=funds("预算20.00万元，已全部到位，支出19.00万元。")),
    Case("N118", "no such section", "applies_not"),
    Case("N119", "486.2 ÷ 268", "fails",
         done("会签268笔，涉及资金486.2万元，平均每笔1.18万元。"), says="486.2万元÷268笔=1.81万元"),
    Case("N119", "right", "passes", done("会签268笔，涉及资金486.2万元，平均每笔1.81万元。")),
    Case("N120", "12 × 91 against 132", "fails",
         done("安排资金132万元，按12个村、每村91万元核定。"), says="12个×91万元=1092万元"),
    Case("N120", "right", "passes", done("安排资金132万元，按12个村、每村11万元核定。")),
    Case("N120", "no total", "applies_not", done("按12个村、每村11万元核定。")),
    Case("N120", "a part of what each got", "applies_not",
         done("安排资金132万元，惠及12个村，每村补助办公经费5万元。")),
    Case("N119", "no count", "applies_not", done("涉及资金486.2万元，平均每笔1.18万元。")),
    Case("N119", "about", "applies_not",
         done("会签268笔，涉及资金486.2万元，平均每笔约1.2万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
