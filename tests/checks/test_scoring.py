"""Family S: scores against weights, targets and the profile."""

import pytest

from assistant.model.pack import Pack, Remark, Unplaced
from assistant.model.place import Location
from tests.checks.build import Edit, section
from tests.checks.table import Case, judge

ROWS = "overall/indicators"
TRAINING = f"{ROWS}/数量指标/举办农技培训"
TOILETS = f"{ROWS}/数量指标/改造卫生厕所"
COST = f"{ROWS}/经济成本指标/水电差旅费控制数"
MONEY = "overall/money/年度资金总额"


def no_tables(pack: Pack) -> None:
    pack.overall, pack.projects = None, []


def only_overall(pack: Pack) -> None:
    pack.projects.clear()


def nothing_scored(pack: Pack) -> None:
    for table in pack.tables():
        for row in table.indicators:
            row.weight.value = row.score.value = None


def graded(words: str):
    def edit(pack: Pack) -> None:
        assert pack.overall_report
        pack.overall_report.sections.append(section("overall_report", "十、", "自评结论", [words]))

    return edit


def grade_row(words: str, table: int | None = 1) -> Edit:
    """Set a row that no column claims into the overall table, or a line below it (None)."""

    def edit(pack: Pack) -> None:
        assert pack.overall
        where = Location(file="整体表.docx", part="word/document.xml", table=1)
        pack.overall.total_score.location = where
        below = where.model_copy(update={"table": table})
        pack.unplaced.append(Unplaced(text=words, reason="没有对应的栏目", location=below))

    return edit


def graded_remark(pack: Pack) -> None:
    remark = Remark(
        raw="中", place="projects/村道养护/remarks/自评等级", kind="grade", label="自评等级"
    )
    pack.projects[1].remarks.append(remark)


def with_coefficients(column: str):
    """Give the canal's table a column 得分系数 that no field took, as its form prints it."""

    def edit(pack: Pack) -> None:
        table = pack.projects[0]
        for row in table.indicators:
            row.score.location = row.score.location.model_copy(
                update={"table": 3, "row": 9, "col": 8}
            )
        head = Location(file="pack.docx", table=3, row=8, col=6)
        pack.unplaced.append(Unplaced(text=column, reason="这一列只列出，没有核对", location=head))

    return edit


CANAL_LENGTH = "projects/灌溉渠维修/indicators/数量指标/维修渠道长度"


CASES = [
    Case("S101", "97 % of 10 is 9.70", "fails", {f"{MONEY}/score": "10"}, place=f"{MONEY}/score",
         says="应为9.7分"),
    Case("S101", "more than the budget still earns the full score", "passes",
         {f"{MONEY}/executed": "530.00", f"{MONEY}/score": "10"}),
    Case("S101", "no amounts: the stated rate is used", "fails",
         {f"{MONEY}/executed": "", f"{MONEY}/rate": "50%"}, says="50%×10分应为5分"),
    Case("S101", "9.7 printed for 9.6969", "passes", {f"{MONEY}/executed": "504.24"}),
    Case("S101", "the score follows a wrong rate: A104 says so", "passes",
         {f"{MONEY}/rate": "79%", f"{MONEY}/score": "7.9"}),
    Case("S101", "the weight is wrong, not the score: A115 says so", "passes", {f"{MONEY}/weight": "20"}),
    Case("S101", "the score follows neither weight", "fails",
         {f"{MONEY}/weight": "20", f"{MONEY}/score": "15"}, says="97%×20分应为19.4分"),
    Case("S101", "no table", "applies_not", edit=no_tables),
    Case("S102", "12 of 10", "fails", {f"{TRAINING}/score": "12"}, place=f"{TRAINING}/score",
         says="超过分值10分"),
    Case("S102", "execution above its weight", "fails", {f"{MONEY}/score": "11"}),
    Case("S102", "below zero", "fails", {f"{TRAINING}/score": "-1"}, says="小于0"),
    Case("S102", "the full weight", "passes"),
    Case("S102", "no table", "applies_not", edit=no_tables),
    Case("S103", "8 of 10 sessions with the full score", "fails", {f"{TRAINING}/actual": "8场"},
         place=f"{TRAINING}/score", says="80%"),
    Case("S103", "“100户以上” includes 100", "passes", {f"{TOILETS}/actual": "100户"}),
    Case("S103", "missed and cut", "passes", {f"{TRAINING}/actual": "8场", f"{TRAINING}/score": "8"}),
    Case("S103", "actual is rounded to whole percents", "passes",
         {f"{ROWS}/质量指标/工程验收合格率/target": "≥95.5%",
          f"{ROWS}/质量指标/工程验收合格率/actual": "95%"}),
    Case("S103", "another unit: not to be compared", "passes", {f"{TRAINING}/actual": "300人"}),
    Case("S103", "staff control of 92 % under a limit of 100 %", "passes",
         {f"{ROWS}/质量指标/工程验收合格率/target": "≤100%",
          f"{ROWS}/质量指标/工程验收合格率/actual": "92%"}),
    Case("S103", "a bare number takes the other side's unit", "fails",
         {f"{TRAINING}/target": "10", f"{TRAINING}/actual": "9场"}),
    Case("S103", "no table", "applies_not", edit=no_tables),
    Case("S108", "cost at 250 %", "fails", {f"{COST}/actual": "55万元"}, place=f"{COST}/score",
         says="250%"),
    Case("S108", "cost above the limit by a little", "fails", {f"{COST}/actual": "23万元"}),
    Case("S108", "cost in 元 against 万元", "passes", {f"{COST}/actual": "215000元"}),
    Case("S108", "cost below", "passes", {f"{COST}/actual": "3万元"}),
    Case("S108", "no table", "applies_not", edit=no_tables),
    Case("S103", "the sign tells the direction", "fails", {f"{TRAINING}/actual": "8场"},
         says="指标值10场（按“≥”，越多越好），实际8场"),
    Case("S103", "the name tells the direction", "fails",
         {f"{ROWS}/质量指标/工程验收合格率": "在职人员控制率",
          f"{ROWS}/质量指标/工程验收合格率/target": "100%",
          f"{ROWS}/质量指标/工程验收合格率/actual": "112%"},
         says="（名称含“控制率”，按越少越好）"),
    Case("S103", "staff control of 92 % of 100 %", "passes",
         {f"{ROWS}/质量指标/工程验收合格率": "在职人员控制率",
          f"{ROWS}/质量指标/工程验收合格率/target": "100%",
          f"{ROWS}/质量指标/工程验收合格率/actual": "92%"}),
    Case("S103", "no word tells the direction", "passes",
         {f"{TRAINING}/target": "300天", f"{TRAINING}/actual": "280天"}),
    Case("S103", "none of what nobody wanted", "passes",
         {f"{TRAINING}/target": "0场", f"{TRAINING}/actual": "3场"}),
    Case("S108", "the level tells the direction", "fails", {f"{COST}/actual": "55万元"},
         says="（成本指标，按越少越好）"),
    Case("S104", "80 % done, 9 instead of 8", "fails",
         {f"{TRAINING}/actual": "8场", f"{TRAINING}/score": "9"}, says="多计1分", severity="warning"),
    Case("S104", "less than pro rata without a note is a notice", "fails",
         {f"{TRAINING}/actual": "8场", f"{TRAINING}/score": "5"}, says="少计3分", severity="info"),
    Case("S104", "less than pro rata with a note", "passes",
         {f"{TRAINING}/actual": "8场", f"{TRAINING}/score": "5",
          f"{TRAINING}/deviation": "两场因场地维修取消，未完成按规定加扣。"}),
    Case("S104", "pro rata", "passes", {f"{TRAINING}/actual": "8场", f"{TRAINING}/score": "8"}),
    Case("S104", "cost by the twofold rule: 20 × (1 − 0.25)", "passes",
         {f"{COST}/actual": "27.5万元", f"{COST}/score": "15"}),
    Case("S104", "cost by the quotient rule: 20 ÷ 1.25", "passes",
         {f"{COST}/actual": "27.5万元", f"{COST}/score": "16"}),
    Case("S104", "cost by neither rule", "fails",
         {f"{COST}/actual": "27.5万元", f"{COST}/score": "18"}),
    Case("S104", "everything met", "applies_not"),
    Case("S105", "met, cut, no note", "fails", {f"{TRAINING}/score": "9"},
         place=f"{TRAINING}/deviation", says="已达到指标值"),
    Case("S105", "cut with a note", "passes",
         {f"{TRAINING}/score": "9", f"{TRAINING}/deviation": "一场迟到开班，扣1分。"}),
    Case("S105", "“无” is no note", "fails", {f"{TRAINING}/score": "9", f"{TRAINING}/deviation": "无"}),
    Case("S105", "missed: a matter of T102", "passes",
         {f"{TRAINING}/actual": "8场", f"{TRAINING}/score": "8"}),
    Case("S105", "no table", "applies_not", edit=no_tables),
    Case("S110", "met, a pro-rata score, a note on what was missed", "fails",
         {f"{TRAINING}/target": "11场", f"{TRAINING}/score": "9.17",
          f"{TRAINING}/deviation": "讲师生病，2025年3月补办一场。"},
         place=f"{TRAINING}/target", says="按得分推算，指标值约为12场"),
    Case("S110", "met, and the note says it was not", "fails",
         {f"{TRAINING}/target": "11场", f"{TRAINING}/score": "9",
          f"{TRAINING}/deviation": "比计划少1场。"}),
    Case("S110", "two digits of the actual turned about, which the score shows", "fails",
         {f"{TRAINING}/target": "42场", f"{TRAINING}/actual": "43场", f"{TRAINING}/score": "8.10",
          f"{TRAINING}/deviation": "讲师抽调，余下的下年补办。"},
         place=f"{TRAINING}/actual", says="实际若为34场，得分正好相符", severity="error"),
    Case("S110", "a point off for something else", "passes",
         {f"{TRAINING}/score": "9", f"{TRAINING}/deviation": "一场迟到开班，扣1分。"}),
    Case("S110", "missed", "passes",
         {f"{TRAINING}/actual": "9场", f"{TRAINING}/score": "9", f"{TRAINING}/deviation": "少1场。"}),
    Case("S110", "far above, and cut for it", "passes",
         {f"{TRAINING}/actual": "19场", f"{TRAINING}/score": "9.45",
          f"{TRAINING}/deviation": "超过目标较多，按规定扣分。"}),
    Case("S110", "no table", "applies_not", edit=no_tables),
    Case("S106", "neither weight nor score", "fails",
         {f"{TRAINING}/weight": "", f"{TRAINING}/score": ""}, says="没有填分值和得分"),
    Case("S106", "no score", "fails", {f"{TRAINING}/score": ""}, place=f"{TRAINING}/score"),
    Case("S106", "a wholly blank row", "passes"),
    Case("S106", "no weight in the whole table: a matter of C116", "applies_not",
         edit=nothing_scored),
    Case("S107", "30/30 instead of 40/20", "fails",
         {"overall/level_weights/产出指标": "30", "overall/level_weights/效益指标": "30"},
         edit=only_overall, severity="info"),
    Case("S107", "an official scheme", "passes"),
    Case("S107", "another place's scheme", "fails", edit=only_overall, profile="yunnan"),
    Case("S107", "20/80, however divided", "passes", {f"{MONEY}/weight": "20",
         "overall/level_weights/产出指标": "30"}, edit=only_overall, profile="hubei"),
    Case("S107", "weights that don't make 100 say nothing about the scheme", "applies_not",
         {"overall/level_weights/产出指标": "30"}, edit=only_overall),
    Case("S109", "86.5 is no 优", "fails", edit=graded("自评得分86.5分，评价等级为优。"), says="应为“良”"),
    Case("S109", "95 is 优", "passes", edit=graded("自评得分95分，评价等级为“优”。")),
    Case("S109", "in quotes, without the word for it", "fails", edit=graded("自评得分86.5分，为“优”。")),
    Case("S109", "the total beside it, not a part's points", "passes",
         edit=graded("产出指标得49.2分，效益指标得20分，满意度指标得10分，综合得分97.1分，评价等级为“优”。")),
    Case("S109", "the total among its parts", "fails",
         edit=graded("自评总分78.4分，其中产出指标得38分、效益指标得20分，评定等级为“良”。"), says="得分78.4分、等级“良”"),
    Case("S109", "bands are no scores", "passes",
         edit=graded("综合得分95.6分，90分（含）以上为“优”，评价等级为优。")),
    Case("S109", "no grade stated", "applies_not"),
    Case("S114", "a row of the form", "fails", edit=grade_row("自评等级｜良"), says="应为“优”",
         place="overall/total/score"),
    Case("S114", "below the table", "fails", edit=grade_row("自评等级：良好", None)),
    Case("S114", "a cell of its own", "fails", edit=graded_remark, says="“村道养护”"),
    Case("S114", "the report, without a score", "fails", edit=graded("经综合评价，自评等级为“良”。"),
         says="报告写等级“良”"),
    Case("S114", "the report, of every table", "fails", edit=graded("三项自评等级均为“中”。")),
    Case("S114", "the grade that the total earns", "passes", edit=grade_row("自评等级｜优")),
    Case("S114", "the report says so", "passes", edit=graded("自评等级均为“优”。")),
    Case("S114", "last year's, others', aims, bands", "applies_not",
         edit=graded("上年自评等级为良。财政评价等级为“良”；自评等级90分以上为优，自评等级目标为良。")),
    Case("S114", "another table's row", "applies_not", edit=grade_row("自评等级｜良", 3)),
    Case("S114", "no grade", "applies_not"),
    Case("S111", "the full coefficient, 4.7 of 5 reached and scored", "fails",
         {f"{CANAL_LENGTH}/actual": "4.7公里", f"{CANAL_LENGTH}/score": "18.8"},
         with_coefficients("得分系数（%）\n100\n100\n100\n100\n100\n100"), place=f"{CANAL_LENGTH}/score",
         says="得分系数填100%，分值20分×100%=20分，得分填18.8分；实际÷指标值=94%，与得分相符，系数疑为94%"),
    Case("S111", "a share that gives another score", "fails", {},
         with_coefficients("得分系数\n0.8\n1\n1\n1\n1\n1"), says="分值20分×80%=16分，得分填20分"),
    Case("S111", "the coefficient follows, only the score does not: S103 says so", "passes",
         {f"{CANAL_LENGTH}/actual": "4.7公里"}, with_coefficients("得分系数\n0.94\n1\n1\n1\n1\n1")),
    Case("S111", "shares", "passes", {}, with_coefficients("得分系数\n1\n1\n1\n1.0\n1\n1")),
    Case("S111", "as many cells as nobody can tell whose", "applies_not", {},
         with_coefficients("得分系数\n1\n0.5")),
    Case("S111", "a column of something else", "applies_not", {},
         with_coefficients("年初指标值\n1\n0.5\n1\n1\n1\n1")),
    Case("S111", "no such column", "applies_not"),
    Case("S112", "partly reached, all points", "fails",
         {f"{TRAINING}/target": "内容丰富", f"{TRAINING}/actual": "部分达成预期目标"},
         place=f"{TRAINING}/score", says="应得6–8分，实得10分"),
    Case("S112", "not reached, more than 60 %", "fails",
         {f"{TRAINING}/target": "内容丰富", f"{TRAINING}/actual": "未达成年度指标且效果较差",
          f"{TRAINING}/score": "7"}, says="应得0–6分"),
    Case("S112", "partly reached, 8 of 10", "passes",
         {f"{TRAINING}/target": "内容丰富", f"{TRAINING}/actual": "部分达成", f"{TRAINING}/score": "8"}),
    Case("S112", "reached", "passes",
         {f"{TRAINING}/target": "内容丰富", f"{TRAINING}/actual": "达成预期目标"}),
    Case("S112", "words that tell no degree", "applies_not",
         {f"{TRAINING}/target": "内容丰富", f"{TRAINING}/actual": "课程内容较为丰富"}),
    Case("S113", "later than its limit, all points", "fails",
         {f"{TRAINING}/target": "4月底前", f"{TRAINING}/actual": "5月12日完成"},
         place=f"{TRAINING}/score", says="晚于时限，却得满分10分"),
    Case("S113", "in time", "passes",
         {f"{TRAINING}/target": "4月底前", f"{TRAINING}/actual": "4月30日"}),
    Case("S113", "late and cut", "passes",
         {f"{TRAINING}/target": "4月底前", f"{TRAINING}/actual": "5月12日完成", f"{TRAINING}/score": "6"}),
    Case("S113", "a month against a part of it", "applies_not",
         {f"{TRAINING}/target": "4月中旬前", f"{TRAINING}/actual": "4月"}),
    Case("S113", "a year on one side only", "applies_not",
         {f"{TRAINING}/target": "12月底前", f"{TRAINING}/actual": "2025年1月"}),
    Case("T113", "late without a note", "fails",
         {f"{TRAINING}/target": "4月底前", f"{TRAINING}/actual": "5月12日完成"},
         place=f"{TRAINING}/deviation", says="没有说明偏差原因"),
    Case("T113", "late with a note", "passes",
         {f"{TRAINING}/target": "4月底前", f"{TRAINING}/actual": "5月12日完成",
          f"{TRAINING}/deviation": "讲师行程调整，推迟十二天开班，已与讲师约定下年4月上旬开班。"}),
    Case("T113", "in time", "passes",
         {f"{TRAINING}/target": "4月底前", f"{TRAINING}/actual": "4月上旬"}),
    Case("T113", "no deadline", "applies_not"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
