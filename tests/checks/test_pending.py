"""Rule W110 and the verdict: marks of a draft that nobody has settled."""

import pytest

from tests.checks.build import run
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
THRIFT = "base_data/thrift"
NOTE = "overall/indicators/数量指标/举办农技培训/deviation"
MONEY = "overall/money/年度资金总额"
ASKED = "全年预算520.00万元〔待确认：预算调整的原因〕。"

CASES = [
    Case("W110", "a question in a report", "fails", {WORK: ASKED}, severity="info", place=WORK,
         says="整体支出自评报告有待确认1处没有填"),
    Case("W110", "two kinds in one cell", "fails",
         {THRIFT: "由党政办〔建议〕负责。〔待确认：本年节约成效〕。〔建议：按月通报〕。"},
         says="基础数据表有待确认1处没有填、建议2处没有定"),
    Case("W110", "a deviation note", "fails", {NOTE: "原因：〔待确认：少办一场的原因〕"},
         says="整体支出自评表有待确认1处没有填"),
    Case("W110", "other brackets", "passes", {WORK: "按青政〔2024〕7号文件办理，举办农技培训11场。"}),
    Case("W110", "the words without a mark", "passes", {WORK: "整改建议4条均已采纳，待确认事项全部落实。"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_rule(case: Case) -> None:
    judge(case)


def test_the_verdict_says_what_must_be_filled_first() -> None:
    sound = run()
    assert sound.verdict.startswith("可以上报")
    asked = run({WORK: ASKED, THRIFT: "由党政办〔建议〕负责，压减会议3次。"})
    assert asked.verdict.startswith(
        "填好 1 处〔待确认〕、定下 1 处〔建议〕后可以上报：未发现错误和警告"
    )


@pytest.mark.parametrize(
    ("said", "warned"),
    [
        ("年中追加预算200.00万元，用于新增渠道维修任务。", False),
        (
            "全年预算比年初预算增加200.00万元〔待确认：预算由500.00万元调增到700.00万元的原因〕。",
            True,
        ),
    ],
)
def test_a_question_is_no_explanation_of_a_changed_budget(said: str, warned: bool) -> None:
    cells = {f"{MONEY}/initial": "400.00", WORK: said}
    found = [f for f in run(cells, select="C111").findings if f.rule == "C111"]
    assert bool(found) is warned
