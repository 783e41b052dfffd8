"""Family N, rates, differences, averages and products beside their operands."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CASES = [
    Case("N112", "204 of 212 is 96.23 %", "fails",
         done("排查矛盾212件，化解204件，化解率92.6%。"), says="=96.23%"),
    Case("N112", "paid in time", "fails", done("应发补贴3120笔，按时发放3092笔，按时发放率91.9%。")),
    Case("N112", "plan and arrival", "fails", done("计划资金50.00万元，实际到位45.00万元，到位率95%。")),
    Case("N112", "one of two is what ought to be", "fails",
         done("居民医保参保24873人，应参保25440人，参保率97.9%。")),
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
    Case("N112", "the order tells the operands, and a slip explains the rate", "fails",
         done("水毁设施138处，按时修复134处，修复及时率97.6%。"), severity="warning",
         says="134处÷138处=97.1%"),
    Case("N112", "a count slipped", "fails",
         done("抽检水样180份，合格110份，水质达标率94.4%。"), severity="warning"),
    Case("N112", "the whole stands a sentence before", "fails",
         done("收回有效问卷480份，有效率96%；表示满意和基本满意的454份，受益群众满意度96.4%。"),
         severity="warning"),
    Case("N112", "a loss is what is missing", "fails",
         done("供水量42.6万吨，计费水量38.0万吨，管网漏损率11.8%。"), says="=10.8%"),
    Case("N112", "a loss, right", "passes",
         done("供水量42.6万吨，计费水量38.0万吨，管网漏损率10.8%。")),
    Case("N112", "no slip explains it: a rate of something else", "passes",
         done("新增就业243人，失业人员再就业56人，登记失业率2.1%。")),
    Case("N112", "two parts of one rate", "applies_not",
         done("毕业生中就业312人、升学419人，合计731人，就业升学率95.7%。")),
    Case("N125", "80 − 73.6", "fails", done("渠道清淤计划80公里，完成73.6公里，少6.8公里。"),
         says="相差6.4公里"),
    Case("N125", "saved", "fails",
         done("政府采购预算1320.00万元，实际采购1286.40万元，节约36.60万元。")),
    Case("N125", "net growth", "fails",
         done("有效持证人由上年末的24800人增加到28400人，净增8600人。"), says="相差3600人"),
    Case("N125", "what is left, of five and of fifteen", "fails",
         done("计划演出146场，按时付款131场，其余18场年底补付。"), says="相差15场"),
    Case("N125", "right", "passes", done("渠道清淤计划80公里，完成73.6公里，少6.4公里。")),
    Case("N125", "last year's figure isn't told", "applies_not",
         done("三公经费预算6.40万元，决算5.98万元，比上年减少0.44万元。")),
    Case("N125", "no slip explains it", "passes",
         done("渠道清淤计划80公里，完成73.6公里，备用管材少2.15公里。")),
    Case("N125", "more, where it is less", "fails",
         done("渠道清淤目标80公里，完成73.6公里，多6.4公里。"), says="73.6公里比80公里少6.4公里"),
    Case("N125", "less, where it is more", "fails",
         done("签订备用场地36处，比承诺的30处少6处。"), says="36处比30处多6处"),
    Case("N119", "people for each course", "fails",
         done("举办培训36期，学员1512人次，每期平均45人次。"), says="1512人次÷36期=42人次"),
    Case("N119", "a total behind the mean", "fails",
         done("新购图书7400册，每册平均63元，支出26.64万元。")),
    Case("N119", "a mean of scores", "fails",
         done("三个项目自评得分依次为99.57分、100分、99.25分，平均99.16分。"), says="÷3=99.61分"),
    Case("N119", "a mean of scores, right", "passes",
         done("三个项目自评得分依次为99.57分、100分、99.25分，平均99.61分。")),
    Case("N119", "last year's mean", "applies_not",
         done("当年建设支出361.18万元，新增工位276个，上年的平均每个工位1.40万元。")),
    Case("N120", "the mean before the total", "fails",
         done("聘用护河员156人，人均年补助2.35万元，共发放336.60万元。"), severity="warning",
         says="=366.6万元"),
    Case("N120", "the mean before the total, right", "passes",
         done("聘用护河员156人，人均年补助2.35万元，共发放366.60万元。")),
    Case("N120", "no slip explains it", "passes",
         done("聘用护河员156人，人均年补助2.35万元，购置船艇95.12万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
