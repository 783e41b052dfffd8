"""Family T: targets and actuals."""

import pytest

from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.model.quantity import Quantity
from tests.checks.build import indicator, put
from tests.checks.table import Case, judge

ROWS = "overall/indicators"
TRAINING = f"{ROWS}/数量指标/举办农技培训"
QUALITY = f"{ROWS}/质量指标/工程验收合格率"
COST = f"{ROWS}/经济成本指标/水电差旅费控制数"
MONEY = "overall/money/年度资金总额"
QUIET = {"overall_report/资金使用及绩效情况/p": "农技培训按季组织。",
         "overall/goal_achieved": "培训按期完成。"}  # fmt: skip
MISSED = {f"{TRAINING}/actual": "7场", f"{TRAINING}/score": "7"}
FORMS = ("overall_report/资金使用及绩效情况/p", "project_reports/灌溉渠维修/绩效自评工作开展情况/p",
         "project_reports/村道养护/绩效自评工作开展情况/p")  # fmt: skip


def no_tables(pack: Pack) -> None:
    pack.overall, pack.projects = None, []


def twice(target: str):
    def edit(pack: Pack) -> None:
        assert pack.overall
        row = indicator(
            "overall", ("产出指标", "数量指标", "举办农技培训", target, "11场", "10", "10")
        )
        pack.overall.indicators.insert(1, row)

    return edit


def without_targets(pack: Pack) -> None:
    """A form without a column for targets: what is missing is located at its whole table."""
    assert pack.overall
    for row in pack.overall.indicators:
        place = row.target.place
        row.target = Quantity(place=place, location=Location(file="甲.docx", table=1))


def unsurveyed(pack: Pack) -> None:
    put(pack, FORMS[0], "全年举办农技培训11场。")


def no_reports(pack: Pack) -> None:
    pack.overall_report, pack.project_reports = None, []


def silent_on_money(pack: Pack) -> None:
    put(pack, "overall_report/存在的问题及原因分析/p", "培训组织较晚。")


CASES = [
    Case("T101", "cost with ≥", "fails", {COST + "/target": "≥22万元"}, place=COST + "/target",
         says="方向反了"),
    Case("T101", "money saved may be ≥", "passes", {COST: "水电费节约额", COST + "/target": "≥2万元"}),
    Case("T101", "cost with ≤", "passes", {COST + "/target": "≤22万元"}),
    Case("T101", "no table", "applies_not", edit=no_tables),
    Case("T102", "8 of 10 and no note", "fails", {f"{TRAINING}/actual": "8场"},
         place=f"{TRAINING}/deviation", says="完成80%"),
    Case("T102", "cost over its limit", "fails", {f"{COST}/actual": "30万元"}, says="超过指标值"),
    Case("T102", "8 of 10 with a note", "passes",
         {f"{TRAINING}/actual": "8场", f"{TRAINING}/deviation": "场地维修，两场改到次年。"}),
    Case("T102", "complaints handled: more is better", "passes",
         {QUALITY: "投诉处理率", f"{QUALITY}/target": "95%", f"{QUALITY}/actual": "99%"}),
    Case("T102", "complaints: fewer is better", "fails",
         {QUALITY: "群众投诉", f"{QUALITY}/target": "3起", f"{QUALITY}/actual": "5起"}),
    Case("T102", "a fall of 12 % against 10 %: the words leave it open", "passes",
         {QUALITY: "发案率下降", f"{QUALITY}/target": "10%", f"{QUALITY}/actual": "8%"}),
    Case("T102", "“about 10” draws no line", "passes",
         {f"{TRAINING}/target": "约10场", f"{TRAINING}/actual": "9场"}),
    Case("T102", "a year kept is neither more nor less", "passes",
         {TRAINING: "系统运行时间", f"{TRAINING}/target": "1年", f"{TRAINING}/actual": "1年"}),
    Case("T102", "an approval time: less is better", "fails",
         {TRAINING: "审批时限", f"{TRAINING}/target": "5天", f"{TRAINING}/actual": "7天"}),
    Case("T102", "no table", "applies_not", edit=no_tables),
    Case("T103", "18 of 10 sessions", "fails", {f"{TRAINING}/actual": "18场"}, says="180%"),
    Case("T103", "ten thousand times: the unit is wrong", "fails",
         {f"{TRAINING}/target": "1.2万人次", f"{TRAINING}/actual": "12600万人次"},
         severity="error", place=f"{TRAINING}/actual", says="10500倍"),
    Case("T103", "元 for 万元 in the result", "fails",
         {TRAINING: "培训支出", f"{TRAINING}/target": "≤36.00万元", f"{TRAINING}/actual": "34.85元"},
         severity="error", says="单位不同而数值相近"),
    Case("T103", "元 and 万元, each its own size", "passes",
         {TRAINING: "人均支出", f"{TRAINING}/target": "≤0.36万元", f"{TRAINING}/actual": "3485元"}),
    Case("T103", "just 130 %", "fails", {f"{TRAINING}/actual": "13场"}),
    Case("T103", "below 130 %", "passes", {f"{TRAINING}/actual": "12场"}),
    Case("T103", "with a note", "passes",
         {f"{TRAINING}/actual": "18场", f"{TRAINING}/deviation": "承办省级培训，增加8场。"}),
    Case("T103", "cost far below its limit", "passes", {f"{COST}/actual": "1万元"}),
    Case("T103", "no table", "applies_not", edit=no_tables),
    Case("T104", "no actual", "fails", {f"{TRAINING}/actual": ""}, place=f"{TRAINING}/actual",
         says="没有填实际完成值"),
    Case("T104", "a dash is no actual", "fails", {f"{TRAINING}/actual": "——"}),
    Case("T104", "no target", "fails", {f"{TRAINING}/target": ""}, says="年度指标值"),
    Case("T104", "no name", "fails", {TRAINING: ""}, says="三级指标名称"),
    Case("T104", "no column for targets: told once", "fails", edit=without_targets,
         severity="info", says="没有找到“年度指标值”的栏目"),
    Case("T104", "a wholly blank row", "passes"),
    Case("T104", "no table", "applies_not", edit=no_tables),
    Case("T105", "“≥10场” as actual", "fails", {f"{TRAINING}/actual": "≥10场"},
         place=f"{TRAINING}/actual", severity="warning"),
    Case("T105", "“95%以上” as actual", "fails", {f"{QUALITY}/actual": "95%以上"}),
    Case("T105", "words copied from the target", "fails",
         {f"{QUALITY}/target": "有效提升质量", f"{QUALITY}/actual": "有效提升质量"}, severity="info"),
    Case("T105", "two rows are one finding", "fails",
         {f"{TRAINING}/actual": "≥10场", f"{QUALITY}/actual": "95%以上"}, says="以下2项实际完成值照抄"),
    Case("T105", "an actual equal to its target", "passes", {f"{TRAINING}/actual": "10场"}),
    Case("T105", "no table", "applies_not", edit=no_tables),
    Case("T106", "达成预期指标 for a number", "fails", {f"{TRAINING}/actual": "达成预期指标"},
         severity="warning"),
    Case("T106", "已完成 for a wordy target", "fails",
         {f"{TRAINING}/target": "保障22个村级组织正常运转完成上级各项工作", f"{TRAINING}/actual": "已完成"},
         severity="info"),
    Case("T106", "words with a figure", "passes", {f"{TRAINING}/actual": "完成11场"}),
    Case("T106", "no table", "applies_not", edit=no_tables),
    Case("T107", "有效提升", "fails", {f"{QUALITY}/target": "有效提升"}, severity="info"),
    Case("T107", "a date", "passes", {f"{QUALITY}/target": "2024年12月底前"}),
    Case("T107", "no table", "applies_not", edit=no_tables),
    Case("T109", "sessions against people: another row's", "fails",
         {f"{TRAINING}/actual": "300人"}, severity="warning"),
    Case("T109", "persons and visits are one way to write and another", "fails",
         {f"{TRAINING}/target": "300人", f"{TRAINING}/actual": "310人次"}, severity="info"),
    Case("T109", "a count, and 100 % of it", "fails", {f"{TRAINING}/actual": "100%", **QUIET},
         severity="info"),
    Case("T109", "100 %, and the report gives the count", "fails", {f"{TRAINING}/actual": "100%"},
         severity="warning"),
    Case("T109", "a count, 96.9 % of it and the full score", "fails",
         {f"{TRAINING}/actual": "96.9%", **QUIET}, severity="warning"),
    Case("T109", "a rate is counted", "fails", {f"{QUALITY}/actual": "38人"}, severity="warning"),
    Case("T109", "个 fits any classifier", "passes", {f"{TRAINING}/actual": "11个"}),
    Case("T109", "no unit fits any", "passes", {f"{TRAINING}/actual": "11"}),
    Case("T109", "no table", "applies_not", edit=no_tables),
    Case("T114", "2 short in words, 3 in the cells", "fails",
         {**MISSED, f"{TRAINING}/deviation": "少举办2场：讲师生病，2025年3月补办。"},
         place=f"{TRAINING}/deviation", says="偏差原因写相差2场，指标值10场、实际7场，相差3场"),
    Case("T114", "the same gap", "passes",
         {**MISSED, f"{TRAINING}/deviation": "比计划少3场，2025年3月补办。"}),
    Case("T114", "points of percent", "passes",
         {f"{QUALITY}/actual": "93.3%", f"{QUALITY}/deviation": "比目标低1.7个百分点：一处返工。"}),
    Case("T114", "a number of something else", "applies_not",
         {**MISSED, f"{TRAINING}/deviation": "多名讲师生病，缺3天。"}),
    Case("T114", "no note", "applies_not"),
    Case("T110", "85 % is a notice", "fails", {f"{MONEY}/executed": "442.00"}, edit=silent_on_money,
         severity="info", says="=85%"),
    Case("T110", "70 % is a warning", "fails", {f"{MONEY}/executed": "364.00"},
         edit=silent_on_money, severity="warning"),
    Case("T110", "50 % is an error", "fails", {f"{MONEY}/executed": "260.00"},
         edit=silent_on_money, severity="error"),
    Case("T110", "90 %", "passes", {f"{MONEY}/executed": "468.00"}, edit=silent_on_money),
    Case("T110", "explained in the report", "passes", {f"{MONEY}/executed": "364.00"}),
    Case("T110", "no table", "applies_not", edit=no_tables),
    Case("T108", "budget size as cost", "fails", {COST: "预算安排资金数额"}, severity="warning"),
    Case("T108", "cost control is a cost indicator", "passes", {COST: "项目成本控制率"}),
    Case("T108", "a payment as quantity", "fails",
         {TRAINING: "补贴资金发放金额", f"{TRAINING}/target": "10万元"}, severity="info"),
    Case("T108", "people as quality", "fails", {QUALITY: "发展党员", f"{QUALITY}/target": "20人"}),
    Case("T108", "two notices of one table are one", "fails",
         {QUALITY: "发展党员", f"{QUALITY}/target": "20人", TRAINING: "绩效目标完成情况"},
         says="有2项指标的类别不当"),
    Case("T108", "asks only whether the goal was met", "fails", {QUALITY: "绩效目标完成情况"}),
    Case("T108", "no table", "applies_not", edit=no_tables),
    Case("T111", "no survey in the report", "fails", edit=unsurveyed, severity="info",
         place=f"{ROWS}/服务对象满意度指标/群众满意度/actual"),
    Case("T111", "a survey", "passes"),
    Case("T111", "no report", "applies_not", edit=no_reports),
    Case("T112", "one indicator twice", "fails", edit=twice("≥10场")),
    Case("T112", "one name, two targets", "passes", edit=twice("≥2场")),
    Case("T112", "no table", "applies_not", edit=no_tables),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
