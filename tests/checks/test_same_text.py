"""Families D and Y: one text at two places, with the figures that differ and those that don't."""

from collections.abc import Callable
from random import Random

import pytest

from assistant.checks.copying.same_text import ALIKE, bare, groups, likeness, names_of
from assistant.checks.copying.same_text_figures import compare, told
from assistant.model.pack import Pack
from tests.checks.build import Edit, findings, put, run, sound, text
from tests.checks.data import CANAL as CANAL_ROWS
from tests.checks.table import Case, judge

CANAL, ROAD = "projects/灌溉渠维修", "projects/村道养护"
CANAL_REPORT, ROAD_REPORT = "project_reports/灌溉渠维修", "project_reports/村道养护"
MATTER = "绩效目标自评完成情况分析/p"
HOW = "绩效自评工作开展情况/p"
APPLIED = "绩效自评结果拟应用和公开情况/p"
WORK = "overall_report/资金使用及绩效情况/p"
PROBLEMS = "overall_report/存在的问题及原因分析/p"
STANDING = "overall_report/部门基本情况/p"
PASTED = "改造渠道5.2公里，新增灌溉面积320亩，平均每公里3.65万元，工程一次验收合格。"
DONE = "{0}按照批准的方案组织实施，先后完成勘察、招标、施工和验收四个环节，清理土石方{1}立方米，沿线群众反映良好。"
GOAL = "{0}年内完成设施维修养护，受益群众{1}户，工程质量验收合格率达到百分之百，资金按进度支付。"
THIS_YEAR = "{0}年清运积存垃圾{1}吨，聘用本地保洁员{2}名，组织志愿者上门宣传垃圾分类，房前屋后环境明显好转。"
TOLD = "发放到户的油茶苗由合作社统一采购、统一验收、统一运送到田头，共移栽{0}株，成活的有{1}株。"
PROBLEM = "镇村两级账务移交不及时，{0}笔凭证没有附件，原因是报账员更换后没有培训。"


def no_projects(pack: Pack) -> None:
    pack.projects.clear()
    pack.project_reports.clear()


def no_reports(pack: Pack) -> None:
    pack.overall_report = None
    pack.project_reports.clear()


def says(*cells: tuple[str, str]) -> Edit:
    """Return an edit that puts words at places."""

    def edit(pack: Pack) -> None:
        for place, words in cells:
            put(pack, place, words)

    return edit


def next_door(words: str) -> Edit:
    """Return an edit that lets another town's overall report say so."""

    def edit(pack: Pack) -> None:
        assert pack.overall_report
        section = next(s for s in pack.overall_report.walk() if s.title == "资金使用及绩效情况")
        section.paragraphs.append(text(words, WORK))

    return edit


def same_rows(name: str) -> Edit:
    """Return an edit that fills the road's table with the canal's rows, ``name`` apart."""

    def edit(pack: Pack) -> None:
        canal, road = pack.projects
        road.indicators = [row for row in canal.indicators if row.name.text != name]

    return edit


def standing(words: str) -> Edit:
    return says((STANDING, words))


def year_before(*cells: tuple[str, str]) -> Edit:
    """Return an edit that leaves of last year's reports only the words at these places."""

    def edit(pack: Pack) -> None:
        for paragraph in [each for report in pack.reports() for each in report.texts()]:
            put(pack, paragraph.place, dict(cells).get(paragraph.place, ""))

    return edit


def matter(first: str, second: str) -> Edit:
    return says((f"{CANAL_REPORT}/{MATTER}", first), (f"{ROAD_REPORT}/{MATTER}", second))


CASES = [
    Case("D105", "only names and one figure apart", "fails",
         edit=matter(DONE.format("灌溉渠维修", 320), DONE.format("村道养护", 450)), severity="info",
         place=f"{ROAD_REPORT}/{MATTER}", says="数字不同：320立方米→450立方米"),
    Case("D105", "nothing but the name changed", "fails",
         edit=matter(DONE.format("灌溉渠维修", 320), DONE.format("村道养护", 320)),
         says="照抄未改：320立方米"),
    Case("D105", "a list of accounts", "passes",
         edit=matter("主要包括办公费、印刷费、咨询费、手续费、水费、电费、邮电费、差旅费。",
                     "主要包括办公费、印刷费、咨询费、手续费、水费、电费、邮电费、差旅费。")),
    Case("D105", "how the result is used", "passes",
         edit=says((f"{CANAL_REPORT}/{APPLIED}", DONE.format("", 1)),
                   (f"{ROAD_REPORT}/{APPLIED}", DONE.format("", 1)))),
    Case("D105", "one project", "applies_not", edit=no_projects),

    Case("D110", "one goal for two projects", "fails",
         edit=says((f"{CANAL}/goal_expected", GOAL.format("", 320)),
                   (f"{ROAD}/goal_expected", GOAL.format("", 320))),
         severity="warning", place=f"{ROAD}/goal_expected", says="照抄未改：320户"),
    Case("D110", "the same kind of work, other figures", "fails",
         edit=says((f"{CANAL}/goal_expected", GOAL.format("", 320)),
                   (f"{ROAD}/goal_expected", GOAL.format("", 415))),
         severity="info", says="320户→415户"),
    Case("D110", "the other project's name is left in", "fails",
         edit=says((f"{CANAL}/goal_expected", GOAL.format("灌溉渠维修", 320)),
                   (f"{ROAD}/goal_expected", GOAL.format("灌溉渠维修", 320))),
         severity="error", says="写的是“灌溉渠维修”"),
    Case("D110", "goals of their own", "passes"),
    Case("D110", "no project", "applies_not", edit=no_projects),

    Case("D111", "one table for two projects", "fails", edit=same_rows(""), place=ROAD,
         severity="warning", says=f"有{len(CANAL_ROWS)}项指标"),
    Case("D111", "most of one table", "fails", edit=same_rows("农户满意度"),
         says=f"有{len(CANAL_ROWS) - 1}项指标"),
    Case("D111", "tables of their own", "passes"),
    Case("D111", "no project", "applies_not", edit=no_projects),

    Case("D112", "the other project's name is left in", "fails",
         edit=matter(DONE.format("灌溉渠维修项目", 320), DONE.format("灌溉渠维修项目", 320)),
         severity="error", place=f"{ROAD_REPORT}/{MATTER}", says="写的是“灌溉渠维修”"),
    Case("D112", "its own name", "passes",
         edit=matter(DONE.format("灌溉渠维修项目", 320), DONE.format("村道养护项目", 320))),
    Case("D112", "both names", "passes",
         edit=matter(DONE.format("灌溉渠维修项目", 320),
                     DONE.format("与灌溉渠维修项目统筹，村道养护项目", 320))),
    Case("D112", "no reports", "applies_not", edit=no_reports),

    Case("D113", "two reports, two figures", "fails",
         {WORK: TOLD.format(5230, 4836), f"{CANAL_REPORT}/{MATTER}": TOLD.format(5230, 4863)},
         severity="info", says="4836株→4863株；数字相同：5230株"),
    Case("D113", "two reports, one figure", "passes",
         {WORK: TOLD.format(5230, 4836), f"{CANAL_REPORT}/{MATTER}": TOLD.format(5230, 4836)}),
    Case("D113", "twice in one report, two words apart", "fails",
         {WORK: TOLD.format(5230, 4836), PROBLEMS: TOLD.replace("统一运送", "及时运送").format(5230, 4836)},
         says="同一份报告的两段"),
    Case("D113", "parallel sentences of one report", "passes",
         {WORK: TOLD.format(5230, 4836), PROBLEMS: TOLD.format(6100, 5987)}),
    Case("D113", "no reports", "applies_not", edit=no_reports),

    Case("D114", "another town's figures and all", "fails", {WORK: TOLD.format(5230, 4836)},
         beside=next_door(TOLD.format(5230, 4836)), place=WORK, severity="warning",
         says="照抄未改：5230株、4836株"),
    Case("D114", "one figure changed", "fails", {WORK: TOLD.format(5230, 4836)},
         beside=next_door(TOLD.format(5300, 4836)), severity="info",
         says="数字不同：5300株→5230株；照抄未改：4836株"),
    Case("D114", "the unit's name changed", "fails",
         {WORK: "青禾镇" + TOLD.format(5230, 4836)},
         beside=next_door("白塘镇" + TOLD.format(5230, 4836)), says="“白塘镇人民政府”2024年材料"),
    Case("D114", "one common sentence, every figure its own", "passes",
         {WORK: "政府采购预算120.00万元，实际采购116.00万元，执行率96.67%，节约4.00万元。"},
         beside=next_door("政府采购预算562.00万元，实际采购548.76万元，执行率97.64%，节约13.24万元。")),
    Case("D114", "other words", "applies_not", beside=next_door(DONE.format("渠道", 3))),
    Case("D114", "no other pack", "applies_not"),

    Case("D117", "the other town's name left in", "fails",
         {WORK: "白塘镇" + TOLD.format(5230, 4836)}, severity="error", place=WORK,
         beside=next_door("白塘镇" + TOLD.format(5230, 4836)), says="写有“白塘镇”"),
    Case("D117", "one's own name put in", "passes",
         {WORK: "青禾镇" + TOLD.format(5230, 4836)},
         beside=next_door("白塘镇" + TOLD.format(5230, 4836))),
    Case("D117", "another town in a title", "fails",
         {f"{CANAL_REPORT}/title": "白塘镇人民政府2024年度灌溉渠维修项目自评报告"},
         place=f"{CANAL_REPORT}/title", says="写的是“白塘镇”", severity="error"),
    Case("D117", "another town as the unit itself", "fails",
         {STANDING: "白塘镇人民政府编制50人，在职45人。"}, place=STANDING),
    Case("D117", "published on another town's page", "fails",
         {f"{CANAL_REPORT}/{APPLIED}": "自评结果在县人民政府网站白塘镇专栏公开。"}),
    Case("D117", "one's own, after a preposition", "passes",
         {STANDING: "由县财政局对青禾镇人民政府复核。各乡镇人民政府网站均已公开。"}),
    Case("D117", "no report", "applies_not", edit=no_reports),
    Case("D118", "a paragraph of the other project's, figures and all", "fails",
         {f"{ROAD_REPORT}/{MATTER}": PASTED, f"{CANAL_REPORT}/{MATTER}": PASTED},
         place=f"{ROAD_REPORT}/{MATTER}", severity="warning", says="疑似贴错了项目"),
    Case("D118", "one figure differs", "passes",
         {f"{ROAD_REPORT}/{MATTER}": PASTED.replace("320", "310"),
          f"{CANAL_REPORT}/{MATTER}": PASTED}),
    Case("D118", "how the result is used", "applies_not",
         {f"{ROAD_REPORT}/{APPLIED}": PASTED, f"{CANAL_REPORT}/{APPLIED}": PASTED}),
    Case("D117", "the other town in words of one's own", "passes",
         {WORK: "与白塘镇共建的防火隔离带于十月完工，两镇护林员每周会哨一次，交界山场没有火情。"},
         beside=next_door("白塘镇" + TOLD.format(5230, 4836))),

    Case("Y109", "only the year changed", "fails", {WORK: THIS_YEAR.format(2024, 1326, 138)},
         last_year=year_before((WORK, THIS_YEAR.format(2023, 1326, 138))), place=WORK, severity="warning",
         says="2023年→2024年；应随年度变化而没有变：1326吨、138名"),
    Case("Y109", "one figure not renewed", "fails", {WORK: THIS_YEAR.format(2024, 1326, 138)},
         last_year=year_before((WORK, THIS_YEAR.format(2023, 1250, 138))), severity="info",
         says="1250吨→1326吨；应随年度变化而没有变：138名"),
    Case("Y109", "every figure is new", "passes", {WORK: THIS_YEAR.format(2024, 1326, 138)},
         last_year=year_before((WORK, THIS_YEAR.format(2023, 1250, 126)))),
    Case("Y109", "what a unit is stays so", "passes",
         edit=standing("青禾镇人民政府设党政办、财政所、农业综合服务中心、社会事务办等十二个机构，编制50人。"),
         last_year=year_before((STANDING, "青禾镇人民政府设党政办、财政所、农业综合服务中心、社会事务办等十二个机构，编制50人。"))),
    Case("Y109", "no pack of last year", "applies_not", {WORK: THIS_YEAR.format(2024, 1326, 138)}),

    Case("Y110", "last year's results again", "fails",
         {"overall/goal_achieved": "2024年举办培训11场，改造厕所104户，完成税收1250万元，化解纠纷。"},
         last_year=says(
             ("overall/goal_achieved", "2023年举办培训11场，改造厕所104户，完成税收1250万元，化解纠纷。"),
             (f"{CANAL}/goal_achieved", "渠道维修正在施工。"),
             (f"{ROAD}/goal_achieved", "冬季养护。")),
         severity="warning", says="应随年度变化而没有变：11场、104户、1250万元"),
    Case("Y110", "results of this year", "passes",
         last_year=says(
             ("overall/goal_achieved", "举办培训9场，改造厕所88户，完成税收1180万元，纠纷化解率95.1%。"),
             (f"{CANAL}/goal_achieved", "渠道维修正在施工，预计下年春灌前完工通水。"),
             (f"{ROAD}/goal_achieved", "养护村道28公里，受益村民1900人，村道完好率88%。"))),
    Case("Y110", "no pack of last year", "applies_not"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


def test_problems_of_last_year_with_new_figures_are_a_notice() -> None:
    old = year_before((PROBLEMS, PROBLEM.format(5)))
    report = run({PROBLEMS: PROBLEM.format(7)}, select="Y102", last_year=old)
    (found,) = findings(report, "Y102")
    assert (found.severity, "5笔→7笔" in found.message) == ("info", True)


@pytest.mark.parametrize(
    ("words", "count"),
    [("上年自评报告提出“{0}”，至今没有做到，还剩2笔。", 0), ("{0}", 1), ("有人说“两清”了。{0}", 1)],
    ids=["last year cited", "said again", "another quotation before it"],
)
def test_last_years_words_may_be_cited(words: str, count: int) -> None:
    said = PROBLEM.format(5)
    report = run(
        {PROBLEMS: words.format(said)}, select="Y102", last_year=year_before((PROBLEMS, said))
    )
    assert len(findings(report, "Y102")) == count


def test_both_quotes_stand_side_by_side() -> None:
    """The passage under review first, then the other with the pack it is from."""
    words, other = TOLD.format(5230, 4836), TOLD.format(5300, 4836)
    (found,) = findings(run({WORK: words}, select="D114", beside=next_door(other)), "D114")
    assert [each.place for each in found.evidence] == [WORK, f"beside/白塘镇人民政府/{WORK}"]
    assert [each.quote for each in found.evidence] == [words, f"“白塘镇人民政府”2024年：{other}"]


def test_short_sentences_of_a_copied_paragraph_are_compared_too() -> None:
    words = TOLD.format(5230, 4836) + "另补植{0}株。"
    report = run(
        {WORK: words.format(30)}, select="D114", beside=next_door(words.format(60))
    )  # fmt: skip
    (found,) = findings(report, "D114")
    assert "60株→30株" in found.message


FIGURES: list[tuple[str, str, str]] = [
    ("2023年聘用38人，支出12.5万元。", "2024年聘用38人，支出13.1万元。",
     "数字不同：2023年→2024年、12.5万元→13.1万元；照抄未改：38人"),
    ("用电18.42万千瓦时，比上年下降1.3个百分点。", "用电18.66万千瓦时，比上年下降1.3个百分点。",
     "数字不同：18.42万千瓦时→18.66万千瓦时；照抄未改：1.3个百分点"),
    ("清运垃圾1,326吨，其中全镇联动12次。", "我镇全年清运垃圾1326吨，其中全镇联动12次。",
     "数字不同：1,326吨→1326吨；照抄未改：12次"),
    ("改造公厕3座。新增停车位60个，方便群众。", "新增停车位60个，方便群众。", "照抄未改：60个"),
    ("全年没有发生安全事故。", "全年没有发生安全事故。", "没有数字"),
    ("2024年12月印发方案并组织实施。", "2024年12月印发方案并组织实施。", "没有数字"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), FIGURES)
def test_figures(before: str, after: str, expected: str) -> None:
    assert told(compare(before, after)) == expected


def test_a_year_is_no_result() -> None:
    figures = compare("2023年11月6日办结38件。", "2024年11月8日办结38件。")
    assert figures.changed == [("2023年", "2024年"), ("6日", "8日")]
    assert not figures.results


def some_words(number: int, length: int = 40) -> str:
    """Return words that no other number's words are like."""
    drawn = Random(number)
    return "".join(chr(drawn.randrange(0x4E00, 0x9FA0)) for _ in range(length))


def spoilt(words: str, at: int) -> str:
    return words[:at] + "变" + words[at + 1 :]


@pytest.mark.parametrize(
    ("change", "alike"),
    [
        (lambda words: words, True),
        (lambda words: spoilt(words, 20), True),
        (lambda words: "另外" + words, True),
        (lambda words: spoilt(spoilt(words, 3), 30), True),
        (lambda words: spoilt(spoilt(spoilt(spoilt(words, 5), 14), 23), 32), False),
        (lambda words: words[:20], False),
        (lambda words: words[20:] + words[:10], False),
    ],
)
def test_what_is_alike(change: Callable[[str], str], alike: bool) -> None:
    """LSH finds what comparing every pair would find, and nothing else."""
    texts = [some_words(n) for n in range(300)]
    texts.insert(150, change(texts[7]))
    assert (likeness(texts[7], texts[150]) >= ALIKE) is alike
    assert groups(texts) == ([[7, 150]] if alike else [])


def test_names_and_figures_are_no_words() -> None:
    names = names_of(sound())
    ours = "青禾镇人民政府2024年“灌溉渠维修”项目支出12.5万元。"
    assert bare(ours, names) == "#年项目支出#万元"
    assert bare("2023年度村道养护 项目支出 9 万元", names) == "#项目支出#万元"
