"""What a report should state: score, execution, who evaluated, sign-off, annexes, fund projects."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import Edit, both, complete, text
from tests.checks.table import Case, judge
from tests.checks.test_wording import no_reports, no_tables

RESULT = "overall_report/绩效自评结果拟应用和公开情况/p"
FUND = "overall/by_income/政府性基金拨款"


def ends(*lines: str) -> Edit:
    """Return an edit that adds closing lines to the overall report."""

    def edit(pack: Pack) -> None:
        assert pack.overall_report
        last = pack.overall_report.sections[-1]
        last.paragraphs += [
            text(line, f"{last.place}/p#{number}") for number, line in enumerate(lines, 9)
        ]

    return edit


def no_base_table(pack: Pack) -> None:
    pack.base_data = None


def marked(*lines: str):
    """Let lines number the forms."""

    def edit(pack: Pack) -> None:
        pack.annex_marks = [text(raw, f"annex_marks/{raw}") for raw in lines]

    return edit


CASES = [
    Case("C130", "no score, nobody who evaluated", "fails",
         says="自评得分和等级；自评工作怎样组织", severity="info"),
    Case("C130", "all told", "passes", edit=complete),
    Case("C130", "who evaluated is told by the days of its steps", "fails",
         edit=ends("2月11日开了布置会，2月25日各股室交齐底稿，3月4日财务复核。"),
         says="没有写明：自评得分和等级。"),
    Case("C130", "who evaluated is told by the days on which it began and ended", "fails",
         edit=ends("我镇抽调各站所骨干参与，于3月4日启动、3月27日完成自评。"),
         says="没有写明：自评得分和等级。"),
    Case("C130", "the steps without days", "fails",
         edit=ends("自评分三步走，站所自查、财政所复核、班子会审定。"), says="没有写明：自评得分和等级。"),
    Case("C130", "days of another matter's steps", "fails",
         edit=ends("2月11日开标，2月25日进场，工程结算已送审。"), says="自评工作怎样组织"),
    Case("C130", "no report", "applies_not", edit=no_reports),
    Case("C131", "nothing at the end", "fails", says="末尾没有单位落款", severity="info"),
    Case("C131", "name and day", "passes", edit=complete),
    Case("C131", "the day alone", "passes", edit=ends("2025年3月18日")),
    Case("C131", "no report", "applies_not", edit=no_reports),
    Case("C140", "the third is missing", "fails", edit=marked("附件1", "附件2", "附件4", "附件5", "附件5"),
         severity="info", says="材料标有附件1、附件2、附件4、附件5，没有附件3。"),
    Case("C140", "in Chinese numerals", "fails", edit=marked("附件一", "附件三"), says="没有附件2"),
    Case("C140", "one after the other", "passes", edit=marked("附件1", "附件2", "附件3", "附件3")),
    Case("C140", "a line says that the third is not handed in", "passes",
         edit=both(marked("附件1", "附件2", "附件4"), ends("本单位没有项目支出，附件3不涉及。"))),
    Case("C140", "one mark", "applies_not", edit=marked("附件2")),
    Case("C132", "a table that isn't there", "fails",
         edit=both(no_base_table, ends("附件：1.部门整体支出绩效评价基础数据表", "2.整体支出绩效自评表")),
         says="附件列有基础数据表，", severity="info"),
    Case("C132", "all there", "passes", edit=ends("附件：1.基础数据表", "2.整体支出绩效自评表")),
    Case("C132", "no annexes listed", "applies_not"),
    Case("C138", "more fund money than projects", "fails", {FUND: "100.00"}, place=FUND,
         says="政府性基金支出100万元，多于全部项目支出48万元", severity="info"),
    Case("C138", "less", "passes"),
    Case("C138", "no tables", "applies_not", edit=no_tables),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
