"""Rules C142 to C146, Y122 to Y124, D122 and D123: claims, empty headings, counts, days, names."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import Edit, both, complete, put, section, with_section
from tests.checks.table import Case, judge
from tests.checks.test_wording import no_reports, no_tables

GOAL = "overall/goal_achieved"
TRAINING = "overall/indicators/数量指标/举办农技培训"
IN_TIME = "overall/indicators/时效指标/任务按期完成率"
WHOLE = "overall_report/资金使用及绩效情况/p"
WORK = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
MEASURES = "overall_report/下一步改进措施/p"
RATE = {IN_TIME: "水毁工程按期完工率", f"{IN_TIME}/target": "≥95%", f"{IN_TIME}/actual": "87.5%"}
MISSED = {f"{TRAINING}/actual": "8场"}
FUND = "overall/by_income/政府性基金拨款"
OFFICE = "projects/村道养护/department"


def signed(*lines: str) -> Edit:
    """Let the overall report end with lines."""
    return with_section("overall_report", "九、", "其他", *lines)


def emptied(*titles: str) -> Edit:
    """Take away what stands below some headings."""

    def edit(pack: Pack) -> None:
        for report in pack.reports():
            for each in report.walk():
                if each.title in titles:
                    each.paragraphs.clear()

    return edit


def inner(place: str, *parts: tuple[str, str]) -> Edit:
    """Let a section consist of numbered parts."""

    def edit(pack: Pack) -> None:
        for report in pack.reports():
            for each in report.walk():
                if each.place == place:
                    each.paragraphs.clear()
                    each.sections += [
                        section(place, "1.", title, [words]) for title, words in parts
                    ]

    return edit


def offices(first: str, second: str, unit: str = "青禾镇人民政府") -> Edit:
    """Set the departments of the two projects, and the unit's own name."""

    def edit(pack: Pack) -> None:
        put(pack, "projects/灌溉渠维修/department", first)
        put(pack, OFFICE, second)
        put(pack, "unit", unit)

    return edit


def undated(pack: Pack) -> None:
    """Take the day from the end of the overall report, and give one to the projects' reports."""
    put(pack, "overall_report/绩效自评结果拟应用和公开情况/p#3", "")
    for each in pack.project_reports:
        last = each.sections[-1].paragraphs
        last.append(last[-1].model_copy(update={"raw": "2025年3月2日"}))


CASES = [
    Case("C142", "the form says all was done, a row missed", "fails",
         MISSED | {GOAL: "举办培训8场；各项绩效目标全部完成。"}, place=GOAL, says="“举办农技培训”"),
    Case("C142", "a heading says so", "fails", MISSED,
         edit=with_section("overall_report", "十、", "年度任务均已如期完成", "略。"), says="报告写“年度任务均已如期完成”"),
    Case("C142", "all was done", "passes", {GOAL: "全面完成年度绩效目标。"}),
    Case("C142", "but for one", "applies_not", MISSED | {GOAL: "除培训外，其余目标均已完成。"}),
    Case("C142", "only what was put out well", "passes", MISSED | {GOAL: "效益方面各项指标全部实现。"}),
    Case("C142", "no claim", "applies_not"),
    Case("C143", "eight, all in time, at 87.5 %", "fails",
         RATE | {WHOLE: "全年实施水毁工程8处，均已按期完工。"}, says="水毁工程按期完工率"),
    Case("C143", "three of those can't be all", "passes",
         RATE | {WHOLE: "东片水毁工程3处，均已按期完工。"}),
    Case("C143", "another matter", "passes", RATE | {WHOLE: "全部校舍维修均已按期完工。"}),
    Case("C143", "no reports", "applies_not", edit=no_reports),
    Case("C144", "a heading with nothing below", "fails",
         edit=with_section("overall_report", "十、", "绩效目标完成情况分析"), says="下面没有内容"),
    Case("C144", "an empty part of a section", "fails",
         edit=with_section("project_reports/灌溉渠维修/绩效自评工作开展情况", "（二）", "存在的不足"),
         says="“灌溉渠维修”项目报告“（二）存在的不足”"),
    Case("C144", "a heading that is its own sentence", "passes",
         edit=with_section("overall_report", "十、", "没有发现问题")),
    Case("C144", "all headings have words", "passes"),
    Case("C144", "no reports", "applies_not", edit=no_reports),
    Case("C145", "six are said", "fails", {WHOLE: "本次纳入自评的项目6个，覆盖全部资金。"}, says="材料里有2张"),
    Case("C145", "two, in words", "passes", {WHOLE: "对两个项目全部开展了绩效自评。"}),
    Case("C145", "no number", "applies_not", {WHOLE: "纳入自评的项目均已完成。"}),
    Case("C145", "no forms", "applies_not", {WHOLE: "纳入自评的项目6个。"}, edit=no_tables),
    Case("C146", "five, of which three are listed", "fails",
         {WHOLE: "上年自评反映问题5个，已全部整改。一是补办了手续；二是修订了台账；三是清退了押金。"}, says="后面逐条列出的有3个"),
    Case("C146", "three", "passes",
         {WHOLE: "上年自评反映3个问题，已全部整改。一是补办了手续；二是修订了台账；三是清退了押金。"}),
    Case("C146", "only the main ones", "passes",
         {WHOLE: "上年自评反映问题5个，其中两个较大。一是补办了手续；二是修订了台账。"}),
    Case("C146", "no number", "applies_not"),
    Case("Y122", "finished before it was begun", "fails",
         {WORK: "渠道防渗于2024年4月6日开工，2024年3月28日竣工。"}, place=WORK, says="先后颠倒"),
    Case("Y122", "in use before it was finished", "fails", {WORK: "泵房5月动工、8月底完工，7月投入使用。"}),
    Case("Y122", "a period that ends before it begins", "fails", {WORK: "2025年2月23日至2月3日核对资料。"}),
    Case("Y122", "over the new year", "passes", {WORK: "防渗于2024年11月6日开工，2月28日竣工，12月至2月养护。"}),
    Case("Y122", "two works, plans, stages", "passes",
         {WORK: "东渠6月完工，西渠5月通过验收。计划9月竣工，8月验收。一期9月完工，二期7月验收。每年7月1日至6月30日为一个灌溉年。"}),
    Case("Y122", "no dates", "applies_not", edit=no_reports),
    Case("Y123", "signed in January, evaluated until March", "fails",
         {"project_reports/灌溉渠维修/绩效自评工作开展情况/p": "2025年2月8日至3月6日开展自评，走访农户30户。"},
         edit=signed("青禾镇人民政府", "二〇二五年一月十五日"), says="2025年3月6日"),
    Case("Y123", "signed afterwards, published later still", "passes",
         {WHOLE: "2025年2月8日至3月6日开展自评，自评报告将于2025年9月30日前公开。"}, edit=signed("2025年3月9日")),
    Case("Y123", "not signed", "applies_not"),
    Case("Y124", "within the year under review", "fails",
         {MEASURES: "由水利站牵头，2024年5月底前建立渠道巡查台账。"}, place=MEASURES, says="还在被评价的2024年"),
    Case("Y124", "next year, and what was done", "passes",
         {MEASURES: "2025年5月底前建立台账；上次措施已于2024年5月底前完成，原定2024年6月底前验收。"}),
    Case("Y124", "no measures", "applies_not", edit=no_reports),
    Case("D122", "another town's office", "fails", edit=offices("青禾镇人民政府", "石桥镇人民政府"),
         place=OFFICE, says="“石桥镇人民政府”"),
    Case("D122", "another bureau, where the other form has the own", "fails",
         edit=offices("云江县水务局", "云江县林业局", "云江县水务局"), says="“云江县林业局”"),
    Case("D122", "the bureau that oversees a town's project", "passes",
         edit=offices("青禾镇人民政府", "云江县林业局")),
    Case("D122", "the own in short", "passes", edit=offices("云江县水务局", "县水务局", "云江县水务局")),
    Case("D122", "no projects", "applies_not", edit=no_tables),
    Case("D123", "another bureau's party group", "fails",
         {WHOLE: "自评结果提交县林业局党组会议审议。"}, edit=offices("", "", "云江县水务局"), says="“县林业局”"),
    Case("D123", "a town that isn't this one", "fails", {WORK: "项目实施单位为石桥镇人民政府，地点在东片。"}),
    Case("D123", "own party group, the finance bureau", "passes",
         {WHOLE: "自评结果提交局党组会议审议，报县财政局党组会议备案，作为县财政局安排预算的依据。"},
         edit=offices("", "", "云江县水务局")),
    Case("D123", "no reports", "applies_not", edit=no_reports),
    # What outside readers met, in rules of other tables.
    Case("C109", "a part that says 无 while the next has words", "fails", MISSED,
         edit=inner("overall_report/存在的问题及原因分析", ("存在问题", "无。"), ("原因分析", "师资安排不足。")),
         says="“存在问题”写“无。”"),
    Case("C107", "two of the other budgets and not the third", "fails", edit=both(
         with_section("overall_report", "十、", "国有资本经营预算支出情况", "无此项支出。"),
         with_section("overall_report", "十一、", "社会保险基金预算支出情况", "无此项支出。"),
         with_section("overall_report", "十二、", "一般公共预算支出情况", "按预算执行。")),
         says="缺少“政府性基金预算支出情况”"),
    Case("C131", "a name and no day, while the projects' reports have one", "fails",
         edit=both(complete, undated), says="没有成文日期"),
    Case("W103", "all quarters beside one another, and when a cause arose", "passes",
         {WHOLE: "一、二季度进度偏慢，四季度加快；原因是6月份汛情影响施工。"}),
    Case("D119", "another county's bureau does the work", "fails",
         {WORK: "本项目由石泉县林业局组织实施，铺设管道3公里。"}, edit=offices("", "", "云江县水务局"), severity="warning"),
    Case("Y005", "what became of last year's problems", "applies_not",
         {WHOLE: "2023年度自评提出的问题已整改：工程验收合格率由91%提高到98.5%，纠纷化解率提高到96.5%。"}),
    Case("N116", "riders are some of the people", "passes",
         {"overall/indicators/服务对象满意度指标/群众满意度": "乘客满意度",
          GOAL: "举办培训11场，群众乘车满意度93%。"}),
    Case("T110", "goods that didn't come explain the rate", "passes",
         {"projects/灌溉渠维修/money/年度资金总额/executed": "16.00",
          "projects/灌溉渠维修/indicators/数量指标/维修渠道长度/deviation": "水泵2台未到货，资金执行率80%。"}),
    Case("C133", "the part on measures of a section that has others", "fails",
         {MEASURES: "略。"}, edit=inner("overall_report/下一步改进措施",
         ("评价情况", "由水利站3月底前完成登记。"), ("改进建议", "进一步加强预算管理，努力提高资金使用效益。")), says="“改进建议”有1条"),
    Case("W105", "ratios need no unit", "passes",
         {WHOLE: "支出120.50万元，城乡收入比由2.31缩小到2.24，投入比为1:3.85。"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
