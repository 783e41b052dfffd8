"""What a form as filled shows: rows of levels, headings' years, dates, items at zero, bare cells."""

import pytest

from assistant.checks.contents.shortcomings import speaks_of
from assistant.checks.copying.names_apart import only_marks_differ
from assistant.model.pack import LevelWeight, Pack
from tests.checks.build import (
    Edit,
    both,
    findings,
    indicator,
    line,
    number,
    put,
    run,
    text,
    with_section,
)
from tests.checks.table import Case, judge

SPENDING = "base_data/spending"
CANAL = "projects/灌溉渠维修"
STARTED = "project_reports/灌溉渠维修/绩效自评工作开展情况/p"
USED = "overall_report/资金使用及绩效情况"
BASIC = "overall_report/一般公共预算支出情况/p"
LAST = "overall_report/绩效自评结果拟应用和公开情况/p"


def headings(*printed: str) -> Edit:
    """Return an edit that gives the base table headings with these words."""

    def edit(pack: Pack) -> None:
        assert pack.base_data
        pack.base_data.headings = [text(raw, f"base_data/headings/{raw}") for raw in printed]

    return edit


def row_of_level(level2: str, weight: str, score: str) -> Edit:
    """Return an edit that gives a level of the overall table a row of its own."""

    def edit(pack: Pack) -> None:
        assert pack.overall
        place = f"overall/level_weights/产出指标/{level2}"
        kept = [
            w for w in pack.overall.level_weights if (w.level1, w.level2) != ("产出指标", level2)
        ]
        own = LevelWeight(
            level1="产出指标", level2=level2, weight=number(weight, place),
            score=number(score, f"{place}/score"),
        )  # fmt: skip
        pack.overall.level_weights = [*kept, own]

    return edit


def divided(basic: str, projects: str) -> Edit:
    """Return an edit that divides the overall money block by kind of spending."""

    def edit(pack: Pack) -> None:
        assert pack.overall
        pack.overall.money.append(line("overall", "基本支出", ("", "", basic, "", "", "")))
        pack.overall.money.append(line("overall", "项目支出", ("", "", projects, "", "", "")))

    return edit


def one_report(*words: str) -> Edit:
    """Return an edit after which one report, with these words, stands for all, in another form."""

    def edit(pack: Pack) -> None:
        pack.project_reports.clear()
        pack.base_data = None
        assert pack.overall
        pack.overall.by_income, pack.overall.by_expenditure = [], []
        for n, said in enumerate(words):
            with_section("overall_report", "七、", f"项目{n}", said)(pack)

    return edit


def in_parts(first: str, second: str, why: str = "资金按期拨付。") -> Edit:
    """Return an edit that gives the overall report a section for each of two projects, in parts."""
    root = "overall_report"
    heads = [with_section(root, "七、", title) for title in (first, second)]
    parts = [with_section(f"{root}/{title}", "1.", "资金", why) for title in (first, second)]
    return both(*heads, *parts)


def longer_names(pack: Pack) -> None:
    """Give both projects the names that their notices print."""
    for table, name in zip(
        pack.projects, ("2024年末级灌溉渠维修工程", "2024年度村道养护补助"), strict=True
    ):
        table.title.place = f"projects/{name}/title"
        table.project.raw = name


def no_base(pack: Pack) -> None:
    pack.base_data = None


def no_money(pack: Pack) -> None:
    for table in pack.tables():
        table.money.clear()


def no_indicators(pack: Pack) -> None:
    for table in pack.tables():
        table.indicators.clear()


def quality_by_heads(pack: Pack) -> None:
    assert pack.overall
    row = ("产出指标", "质量指标", "工会活动", "参与人次达300以上", "310", "", "")
    pack.overall.indicators.append(indicator("overall", row))


BOTH = ("灌溉渠维修完成5.2公里。", "村道养护完成31公里。")
LATE = {
    f"{CANAL}/money/年度资金总额/executed": "14.00",
    f"{CANAL}/money/当年财政拨款/executed": "12.00",
}
HALF = {f"{USED}/p": "绩效情况如下。"}
OVERALL_PART = with_section(USED, "（一）", "整体支出绩效情况", "全年举办农技培训11场。")
PROJECT_PART = with_section(USED, "（二）", "项目支出绩效情况", "渠道维修5.2公里。")
REPORT_DATE = "overall_report/绩效自评结果拟应用和公开情况/p"
COUNT = "overall/indicators/社会效益指标/矛盾纠纷化解率"
COST = "overall/indicators/经济成本指标/水电差旅费控制数"


def nothing_in_it(pack: Pack) -> None:
    pack.base_data = pack.overall = pack.overall_report = None
    pack.projects.clear()
    pack.project_reports.clear()


CASES = [
    *(Case("C141", raw, "fails", {f"{CANAL}/money/年度资金总额/executed": raw}, says=f"“{raw}”")
      for raw in ("XX万元", "××", "＿＿", "**", "（待填）", "#REF!")),
    Case("C141", "a title", "fails", {"overall/title": "20××年度自评表"}, says="表头"),
    Case("C141", "a blank, a dash, a masked number, a product", "passes", {
        f"{CANAL}/money/其他资金/executed": "/", f"{CANAL}/implementer": "农业服务中心（0871-6650****）",
        "overall/title": "2024年度自评表（20分×执行率）", "base_data/signoff/phone": "138****0000"}),
    Case("C141", "no form", "applies_not", edit=nothing_in_it),
    Case("Y003", "a block headed with last year", "fails", edit=headings("楼堂馆所（2023年完工项目）"),
         says="2023年完工项目", severity="warning"),
    Case("Y003", "last year's final before this year's", "passes",
         edit=headings("2023年决算数", "2024年预算数", "2024年决算数")),
    Case("Y003", "both columns of finals are last year's", "fails",
         edit=headings("2022年决算数", "2023年预算数", "2023年决算数"), says="“2022年决算数”、“2023年预算数”"),
    Case("Y003", "last year's end beside this year's", "passes",
         edit=headings("2023年末实有数", "2024年末实有数")),
    Case("Y003", "both ends a year early", "fails", edit=headings("2022年末实有数", "2023年末实有数")),
    Case("Y003", "what was carried over", "passes", edit=headings("2023年结转")),
    Case("Y003", "no heading has a year", "applies_not"),
    Case("Y004", "the evaluation before the year was over", "fails",
         {STARTED: "成立自评小组，于2024年2月10日至28日逐项核实。"}, says="2024年2月10日", severity="warning"),
    Case("Y004", "from one day to another, in the year before", "fails",
         {STARTED: "2023年2月24日至28日，自评小组5人查阅项目档案28卷，现场核查4处。"}),
    Case("Y004", "who was to evaluate, set up before the year", "fails",
         {STARTED: "2023年2月10日，我镇成立由镇长任组长的自评工作小组，小组共6人。"}, says="“2023年2月10日”"),
    Case("Y004", "set up in the year after", "passes",
         {STARTED: "2025年2月10日，我镇成立由镇长任组长的自评工作小组，小组共6人。"}),
    Case("Y004", "the evaluation in the year after", "passes",
         {STARTED: "成立自评小组，于2025年2月10日至28日逐项核实。"}),
    Case("Y004", "monitoring in the year itself", "passes",
         {STARTED: "2024年7月开展绩效运行监控，12月组织自评。"}),
    Case("Y004", "the report's own date", "fails", {LAST: "2023年3月18日"}, says="2023年3月18日"),
    Case("Y004", "the form's date", "fails", {"base_data/signoff/date": "2024年3月5日"}),
    Case("Y004", "no date anywhere", "applies_not", edit=no_base,
         cells={f"project_reports/{name}/绩效自评工作开展情况/p": "开展了自评。" for name in ("灌溉渠维修", "村道养护")}),
    Case("X150", "going abroad is listed though nothing was spent on it", "fails",
         {BASIC: "公用经费主要包括办公费、差旅费、因公出国（境）费用、公务接待费等。"}, says="“出国经费”2024年决算数为0",
         severity="warning"),
    Case("X150", "the list says that there was none", "passes",
         {BASIC: "公用经费主要包括办公费、差旅费，没有发生因公出国（境）费用、公车购置费。"}),
    Case("X150", "what was spent on is listed", "passes",
         {BASIC: "公用经费主要包括办公费、公务接待费、公务用车运行维护费等。"}),
    Case("X150", "no base table", "applies_not", edit=no_base),
    Case("W118", "neither cell nor name has a unit", "fails",
         {f"{COUNT}/target": "≥4", f"{COUNT}/actual": "5", COUNT: "民生实事"}, says="“民生实事”≥4"),
    Case("W118", "万 of what", "fails", {f"{COUNT}/target": "≥4", f"{COUNT}/actual": "1200万",
                                        COUNT: "税收"}, says="“税收”1200万"),
    Case("W118", "a cost of so much, in what?", "fails",
         {f"{COST}/target": "2300.50", f"{COST}/actual": "2290.10", COST: "运转经费总额"},
         says="“运转经费总额”2300.50"),
    Case("W118", "the name says what is counted", "passes",
         {f"{COUNT}/target": "≥4", f"{COUNT}/actual": "5", COUNT: "培训次数"}),
    Case("W118", "no indicators", "applies_not", edit=no_indicators),
    Case("A120", "the grant's row has a score too", "fails",
         {f"{CANAL}/money/当年财政拨款/score": "9.50"}, place=f"{CANAL}/money/当年财政拨款/score",
         severity="info"),
    Case("A120", "only the total has one", "passes"),
    Case("A120", "no money block", "applies_not", edit=no_money),
    Case("A113", "a level's own row scores more than its indicators", "fails",
         edit=row_of_level("数量指标", "20", "19"), place="overall/level_weights/产出指标/数量指标/score",
         says="得分合计10+10=20分，与标明的19分不符"),
    Case("A113", "a level's own row adds up", "passes", edit=row_of_level("数量指标", "20", "20")),
    Case("A117", "rows of levels for some of them", "passes", edit=row_of_level("数量指标", "20", "20")),
    Case("A111", "basic and project spending make less than the total", "fails",
         edit=divided("456.40", "4.80"), says="基本支出与项目支出之和为456.4+4.8=461.2万元"),
    Case("A111", "basic and project spending make the total", "passes", edit=divided("456.40", "48.00")),
    Case("C105", "one report speaks of every project", "passes", edit=one_report(*BOTH)),
    Case("C105", "one report has a section for each, told in parts below its heading", "passes",
         edit=both(one_report(), in_parts("灌溉渠维修项目", "村道养护情况"))),
    Case("C105", "one report's heading is the telling part of the name", "passes",
         edit=both(one_report(), longer_names, in_parts("灌溉渠维修", "村道养护"))),
    Case("C105", "one report's headings are of other work", "fails",
         edit=both(one_report(), longer_names, in_parts("灌溉渠维修", "村道绿化")), says="村道养护"),
    Case("T110", "explained in a part of the project's section", "passes", LATE,
         edit=both(one_report(), in_parts("灌溉渠维修", "村道养护", "6万元没有付出去，质保金等着到期。"))),
    Case("C105", "one report leaves a project out", "fails", edit=one_report(BOTH[0]), says="村道养护",
         severity="warning"),
    Case("T110", "the one report explains it", "passes", LATE,
         edit=one_report("灌溉渠维修资金未支付6万元，质保金未到期。", BOTH[1])),
    Case("T110", "the one report explains another project", "fails", LATE,
         edit=one_report("灌溉渠维修按期完成。", "村道养护质保金未支付，结转下年。")),
    Case("C107", "how the whole did, and nothing on the projects", "fails", HALF, edit=OVERALL_PART,
         says="项目支出绩效情况没有写", severity="warning"),
    Case("C107", "the whole, and the projects", "passes", HALF, edit=both(OVERALL_PART, PROJECT_PART)),
    Case("T108", "the project's own budget as its cost", "fails",
         {f"{CANAL}/indicators/经济成本指标/每公里维修成本/target": "20万元",
          f"{CANAL}/indicators/经济成本指标/每公里维修成本": "灌溉渠维修"}, says="本表的预算数", severity="warning"),
    Case("T108", "work done as a benefit", "fails",
         {f"{COUNT}/target": "改造厕所35户以上", f"{COUNT}/actual": "35户", COUNT: "人居环境"}, says="不是效益"),
    Case("T108", "who benefits is a benefit", "passes",
         {f"{COUNT}/target": "≥35户", f"{COUNT}/actual": "35户", COUNT: "受益农户"}),
    Case("T108", "heads without a unit as quality", "fails", edit=quality_by_heads, says="以“人次”计"),
    Case("C110", "how far above the budget", "fails", {f"{SPENDING}/公务接待/final": "2.68"},
         says="预算1万元，决算2.68万元，超1.68万元"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.why}")
def test_case(case: Case) -> None:
    judge(case)


# name, target and result of an indicator; the note below the table; whether it speaks of that row
NOTES = [
    (("营养知识讲座", "≥8场", "7场"), "营养知识讲座计划8场，实际7场，少1场。", True),
    (("家长满意度", "≥90%", "85%"), "营养知识讲座计划8场，实际7场，少1场。", False),
    (("家长满意度", "≥90%", "85%"), "各项指标因汛期均未达到预期。", True),
    (("家长满意度", "≥90%", "85%"), "入户访谈少，满意程度只有85%。", True),
    (("维修渠道长度", "≥5公里", "4公里"), "渠道维修少1公里，雨季停工。", True),
    (("养护里程", "≥5公里", "4公里"), "资金到位14公里的部分，专户结余较多。", False),
]


@pytest.mark.parametrize(("row", "note", "named"), NOTES)
def test_a_note_below_the_table_explains_the_row_it_names(
    row: tuple[str, str, str], note: str, named: bool
) -> None:
    made = indicator("overall", ("产出指标", "数量指标", *row, "10", "9"))
    assert speaks_of(note, made) is named


SPELLINGS = [
    ("水渠清淤工程经费", "水渠清淤施工经费", "warning", "“工程”写成“施工”"),
    ("水渠清淤经费", "水渠、清淤经费", "info", "多“、”"),
]


@pytest.mark.parametrize(("name", "title", "severity", "told"), SPELLINGS)
def test_a_name_spelt_otherwise(name: str, title: str, severity: str, told: str) -> None:
    def edit(pack: Pack) -> None:
        table = pack.projects[0]
        table.title.place = f"projects/{name}/title"
        table.project.raw = name
        pack.project_reports[0].project = name
        put(pack, "project_reports/灌溉渠维修/title", f"2024年度{title}项目支出绩效自评报告")

    (found,) = findings(run(edit=edit, select="X123"), "X123")
    assert (found.severity, told in found.message) == (severity, True), found.message
    assert only_marks_differ(name, title) is (severity == "info")
