"""What holds is left alone: yardsticks, lists of what is left, accounts of their own, other wholes.

Each sentence is sound or has one fault; the fault is seen although what surrounds it is not.
"""

import pytest

from assistant.checks.explaining.doubted import with_doubts
from assistant.model.finding import Finding
from assistant.model.pack import Pack, Unplaced
from assistant.model.place import Location
from tests.checks.build import Edit, both, line, run
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
COST = "overall/indicators/经济成本指标/水电差旅费控制数"
ROWS = "base_data/spending"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def spent(sentence: str) -> dict[str, str]:
    return {SPENT: sentence}


def unread(words: str) -> Edit:
    """Return an edit that lists words of the base data table which no field took."""

    def edit(pack: Pack) -> None:
        assert pack.base_data is not None
        where = pack.base_data.thrift.location
        pack.unplaced.append(Unplaced(text=words, reason="没有对应的栏目", location=where))

    return edit


def not_drawn(*fields: str) -> Edit:
    """Return an edit that leaves cells out of the form: each is blank, located at its table."""

    def edit(pack: Pack) -> None:
        assert pack.base_data is not None
        for name in fields:
            group, _, field = name.partition(".")
            holder = getattr(pack.base_data, group) if field else pack.base_data
            old = getattr(holder, field or group)
            nowhere = type(old)(place=old.place, location=Location(file="a.xlsx", table=0))
            setattr(holder, field or group, nowhere)

    return edit


def not_drawn_in_money(column: str) -> Edit:
    """Return an edit that leaves a column out of the money blocks of all forms."""

    def edit(pack: Pack) -> None:
        for table in pack.tables():
            for row in table.money:
                old = getattr(row, column)
                nowhere = type(old)(place=old.place, location=Location(file="a.xlsx", table=0))
                setattr(row, column, nowhere)

    return edit


SIGNOFF = tuple(f"signoff.{name}" for name in ("filler", "date", "phone", "leader"))
BUILDINGS = tuple(
    f"buildings.{name}"
    for name in ("approved_area", "actual_area", "area_rate", "approved_investment",
                 "actual_investment", "investment_rate")
)  # fmt: skip

CASES = [
    Case("N101", "the target is no whole", "passes",
         done("疏浚沟渠18.6公里，为目标18公里的103.33%，其中东片11.2公里、西片7.4公里。")),
    Case("N101", "the budget is no whole", "passes",
         done("印刷支出8.46万元，较预算9.00万元少支出0.54万元，其中画册5.26万元，折页3.20万元。")),
    Case("N101", "the task is no whole", "passes",
         done("维修校舍12间，完成任务10间的120%，其中教室8间、宿舍4间。")),
    Case("N101", "by how much, right behind last year's", "passes",
         done("供应种子86.5吨，高于上年同期80吨6.5吨，其中稻种46.5吨、麦种40吨。")),
    Case("N101", "the whole before a yardstick, one part wrong", "fails",
         done("疏浚沟渠18.6公里，为目标18公里的103.33%，其中东片12.2公里、西片7.4公里。"),
         place=f"{WORK}@18.6公里", says="=19.6公里"),
    Case("N101", "a figure before the whole is the sum", "passes",
         done("门票收入46.20万元，年初安排48.00万元，其中成人票31.00万元、学生票15.20万元。")),
    Case("N101", "other work behind the semicolon", "passes",
         done("硬化道路42公里，其中村组路30公里；修复便道13.5公里。")),
    Case("N101", "two of so many each", "passes",
         done("三个车站合计面积900平方米，其中东站400平方米、其余两座各250平方米。")),
    Case("N101", "two of so many each, too many", "fails",
         done("三个车站合计面积900平方米，其中东站400平方米、其余两座各280平方米。"),
         says="280平方米+280平方米=960平方米"),
    Case("N101", "each of nobody knows how many", "passes",
         done("发放补助96.00万元，其中镇区20.00万元，各村各6.00万元。")),
    Case("N103", "of a sum told nowhere", "passes",
         done("采购分为三块：粮油30.00万元、肉类45.00万元、蔬菜25.00万元，分别占30%、45%和25%。")),
    Case("N103", "one share off, of a sum told nowhere", "fails",
         done("采购分为三块：粮油30.00万元、肉类45.00万元、蔬菜25.00万元，分别占30%、45%和15%。"),
         says="25万元÷（30万元+45万元+25万元）=25%"),
    Case("N103", "each share behind its amount, of their sum", "passes",
         done("当年发放三批，合计100.00万元。上述经费中，人员补贴48.00万元，占40%；"
              "材料费36.00万元，占30%；运输费36.00万元，占30%。")),
    Case("N104", "a budget is not this year's", "applies_not",
         done("会议费比预算12.00万元节约1.60万元，比上年10.80万元下降3.70%。")),
    Case("N111", "another pot", "passes",
         done("食堂账户年初结余2.00万元，本年收入26.00万元，支出25.50万元，年末结余2.50万元。")),
    Case("N125", "behind a list the whole is held against the budget", "passes",
         done("燃油费53.40万元，其中汽油18.20万元、柴油32.50万元，比预算55.00万元节约1.60万元。")),
    Case("N125", "behind a list, and nothing fits", "fails",
         done("燃油费53.40万元，其中汽油18.20万元、柴油35.20万元，比预算55.00万元节约6.10万元。")),
    Case("N125", "an account that closes", "passes",
         done("食堂账户年初结余2.00万元，本年收入26.00万元，支出25.50万元，年末结余2.50万元。")),
    Case("N112", "a rate of adjustment is of the initial budget", "fails",
         done("年初预算275.00万元，5月追加16.00万元，调整后为291.00万元，调整率8.52%。"),
         says="16万元÷275万元=5.82%"),
    Case("N112", "a rate of completion is of the plan", "fails",
         done("下达计划60场，实际完成64场，完成率109.67%。"), says="64场÷60场=106.67%"),
    Case("N112", "more than planned", "passes", done("下达计划60场，实际完成64场，完成率106.67%。")),
    Case("X107", "a part of what was added", "applies_not",
         spent("追加预算42.00万元，其中人员经费30.00万元、公用经费12.00万元。")),
    Case("X132", "a part of what was left", "applies_not",
         spent("项目结余4.20万元，其中灌溉渠维修3.40万元、村道养护0.80万元。")),
    Case("X132", "what was left of a project", "passes", spent("灌溉渠维修1.00万元，由财政收回。")),
    Case("X136", "a budget and what was spent", "passes",
         {f"{ROWS}/公务接待/budget": "1.80", f"{ROWS}/公务接待/final": "1.40",
          SPENT: "公务接待费1.40万元。"}, says=""),
    Case("X136", "more than last year, less than the budget", "passes",
         {MATTER: "培训费4.12万元，比上年4.60万元减少0.48万元。",
          WORK: "培训费4.12万元，比预算4.50万元减少0.38万元。"}),
    Case("X136", "two surveys, each right by its own figures", "passes",
         {MATTER: "发放500份，收回480份，有效回收率96.00%。",
          WORK: "发放500份，回收482份，回收率96.40%。"}),
    Case("X136", "few of these, few of those", "passes",
         {MATTER: "离退休11人。", WORK: "当年退休15人。"}),
    Case("S108", "a cost with ≥ is read as ≤", "passes",
         {f"{COST}/target": "≥22万元", f"{COST}/actual": "20.80万元"}),
    Case("T102", "a cost with ≥ is read as ≤", "passes",
         {f"{COST}/target": "≥22万元", f"{COST}/actual": "20.80万元"}),
    Case("C102", "rows that the form doesn't have", "fails",
         edit=not_drawn("thrift", *BUILDINGS), place="base_data", severity="info",
         says="没有核对：“厉行节约保障措施”、“楼堂馆所控制情况”。"),
    Case("C102", "a row of another name, though it was not read, is not missing", "fails",
         edit=both(not_drawn("thrift", *BUILDINGS), unread("五、厉行节约情况｜3项")),
         place="base_data", severity="info", says="没有核对：“楼堂馆所控制情况”。"),
    Case("C103", "no such row", "applies_not", edit=not_drawn("thrift")),
    Case("C104", "no such line", "applies_not", edit=not_drawn(*SIGNOFF)),
    Case("C119", "no such block", "applies_not", edit=not_drawn(*BUILDINGS)),
    Case("N101", "what each costs is no part", "passes",
         done("车船费21.87万元。其中，车辆维护费18.32万元，车均3.05万元；船舶维护费3.55万元，每艘1.18万元。")),
    Case("N128", "what each costs is in no list", "applies_not",
         done("车船费支出21.87万元。其中，车辆维护费18.32万元，车均3.05万元；船舶维护费3.55万元。")),
    Case("N104", "what a share rose from", "passes",
         done("超幅5.63%，主要是油料费占车辆费的比重由上年的21.4%上升至24.9%，上升3.5个百分点。")),
    Case("N104", "what a share rose from, wrong", "fails",
         done("超幅5.63%，主要是油料费占车辆费的比重由上年的21.4%上升至24.9%，上升5.3个百分点。"),
         says="3.5个百分点"),
    Case("N111", "what a row of another table left over", "passes",
         {**spent("当年财政拨款执行率偏低，结余1.85万元。"),
          "projects/灌溉渠维修/money/当年财政拨款/full_year": "18.60",
          "projects/灌溉渠维修/money/当年财政拨款/executed": "16.75"}),
    Case("N123", "amounts in turn under one head", "applies_not",
         spent("一至三季度分别支付费用110.00万元、126.50万元、141.00万元。")),
    Case("N125", "less than last year, not than the budget", "applies_not",
         done("车船费预算24.60万元，决算21.87万元，同比减少2.09万元。")),
    Case("N131", "the whole in the same sentence, in another counter", "applies_not",
         {SPENT: "按年末人数计算在职65人。",
          WORK: "核定编制68名，年末实有65人，在职人数控制率95.59%。"}),
    Case("X120", "what one quarter paid", "applies_not",
         {MATTER: "第四季度支付10.67万元。"}),
    Case("X124", "the rate of one row", "passes",
         {MATTER: "当年拨款18.60万元，支出16.75万元。当年拨款部分到年底为止，预算执行率90.05%。",
          "projects/灌溉渠维修/money/当年财政拨款/full_year": "18.60",
          "projects/灌溉渠维修/money/当年财政拨款/executed": "16.75"}),
    Case("W101", "so much for each person each month", "passes",
         done("18名巡查责任人每人每月补助900元。")),
    Case("C113", "one budget only in the form", "passes", edit=not_drawn_in_money("initial")),
    Case("N123", "a price of each, and all of it", "applies_not",
         spent("护林员补助标准每人每月850元，24人全年共24.48万元。")),
    Case("N104", "a yearly mean over several years", "applies_not",
         done("沟渠长度由2020年的120公里增加到146公里，年均增长5.03%。")),
    Case("N110", "only the last ones are added up", "passes",
         done("按每公里2万元、1万元测算，两段分别需36.40万元、18.20万元，合计54.60万元。")),
    Case("N110", "the last ones are added up, wrong", "fails",
         done("按每公里2万元、1万元测算，两段分别需36.40万元、18.20万元，合计56.40万元。"), says=""),
    Case("N119", "a weighted mean", "applies_not",
         done("三条渠的完好率分别为98%、91%和84%，按长度加权平均90.20%。")),
    Case("N119", "what each gets is no total", "applies_not",
         done("护林员24人，人均补助1.35万元，其中基本补助每人每月850元。")),
    Case("N120", "the total has its own price", "passes",
         done("新建候车亭26座，每座造价3.20万元，共投资83.20万元，省级每座补助1.00万元。")),
    Case("N120", "neither price makes the total", "fails",
         done("新建候车亭26座，每座造价3.40万元，共投资83.20万元，省级每座补助1.00万元。"),
         says="88.4万元"),
    Case("N112", "persons who came so many times", "passes",
         done("培训3期186人次，其中第一期68人、第二期63人、第三期55人，考试合格181人，合格率97.31%。")),
    Case("N125", "a difference of another size", "applies_not",
         done("补助标准由89元提高到94元，按41138人计算增加20.57万元。")),
    Case("N101", "some of what the figure before counts", "passes",
         done("登记老年人7206人，其中80岁以上1124人，失能、半失能老人分别为96人、215人。")),
    Case("N101", "among other things", "passes",
         done("办结409件，其中当场办结286件；办结件中群众评价满意406件。")),
    Case("N101", "what was left is no whole", "passes",
         done("人员经费支出601.33万元，结余0.67万元，其中在职人员工资548.63万元。")),
    Case("X132", "so much each is an account of its own", "applies_not",
         {WORK: "灌溉渠维修按计划完工。清运淤泥18.6吨，按每吨3200元计费，支出5.95万元。"}),
    Case("X121", "so far off as no slip makes it", "passes",
         {MATTER: "维修渠道每米0.02公里。"}),
    Case("N101", "one by one for the figures before", "passes",
         done("成人组612份、少儿组412份，满意数分别为571份、394份。")),
    Case("N101", "counted in several units", "passes",
         done("农资点43个，其中供应点37个、加工厂2家、配送站1个、车队3家。")),
    Case("N101", "the sum of what is listed is told behind", "passes",
         done("监测363天，其中优121天、良198天，优良合计319天。")),
    Case("N110", "prices are not added up", "applies_not",
         done("购置水泵2台、租船180小时，单价分别为16.80万元和0.12万元，共计55.20万元。")),
    Case("N119", "the highest and the lowest", "applies_not",
         done("每场听众最高542人、最低37人，平均128人。")),
    Case("N120", "of what it is a share", "applies_not",
         done("按季支付4次、每次17.75万元，共71.00万元，占全年支出407.68万元的17.42%。")),
    Case("N125", "each year's part of a rise", "applies_not",
         done("合格率由2022年的83.1%、2023年的86.4%提高到90.2%，年均提高3.55个百分点。")),
    Case("N156", "several answers together make the rate", "passes",
         done("回访400名农户，其中满意298人、基本满意62人、不满意40人，农户满意度90.0%。")),
    Case("N162", "of all that was listed", "applies_not",
         done("培训农户288人次，其中集中培训260人次、线上培训28人次；考核合格280人次。")),
    Case("X125", "a score of the survey", "applies_not",
         {MATTER: "农户满意度综合得分89.88分，较上年提高0.95分。"}),
    Case("X120", "an amount that goes with another budget", "passes",
         spent("预算安排追加后共5.04万元，全年执行4.60万元，执行率91.27%。")),
    Case("N104", "far apart, with others between them: a notice", "fails",
         done("公用经费由101.40万元降到92.60万元，压减8.80万元，公用支出下降12%。"),
         severity="info"),
    Case("N104", "far off, right behind the two figures", "fails",
         done("加工能力由260吨提高到380吨，提高31.58%。"), severity="error"),
    Case("C110", "元 in a column of 万元 is no overspending", "passes",
         {f"{ROWS}/公务接待/final": "10000"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


def one(code: str, cells: dict[str, str]) -> Finding:
    return next(f for f in run(cells).findings if f.rule == code)


def test_a_doubted_figure_is_to_be_mended_first() -> None:
    found = one("C110", {f"{ROWS}/公用经费/final": "196.40", SPENT: "公用经费支出96.40万元。"})
    assert found.suggestion.startswith("先核实“公用经费”2024年决算数（另有不符，见")


def test_a_difference_from_a_doubted_total_is_no_slip_by_itself() -> None:
    cells = {"overall/money/年度资金总额/full_year": "502.00", SPENT: "全年结余47.60万元。"}
    (total,) = run(cells, with_sources, "A111").findings
    (left,) = run(cells, with_sources, "N111").findings
    slip = left.model_copy(update={"explanation": "疑似写错一位数字（552.00写成502.00）。"})
    mended = with_doubts([total, slip])[1]
    assert mended.suggestion.startswith("先核实“年度资金总额”全年预算数（另有不符，见A111）")
    assert mended.explanation == ""


def test_a_rate_reckoned_from_a_doubted_total_is_no_right_answer() -> None:
    cells = {
        "overall/money/年度资金总额/full_year": "502.00",
        "overall/money/年度资金总额/rate": "95.00%",
    }
    report = run(cells, with_sources)
    found = next(f for f in report.findings if f.rule == "A104")
    assert found.suggestion.startswith("先核实“年度资金总额”全年预算数（另有不符，见A111）")
    score = run({"overall/money/年度资金总额/score": "10"}, select="S101").findings[0]
    assert not score.suggestion.startswith("先核实")  # its own two figures doubt nothing


def with_sources(pack: Pack) -> None:
    assert pack.overall
    cells = ["500.00", "520.00", "504.40", "", "", ""]
    pack.overall.money.append(line("overall", "其中：一般公共预算", cells))


def test_a_figure_nobody_doubts_is_not() -> None:
    found = one("C110", {f"{ROWS}/三公经费/budget": "", f"{ROWS}/公务接待/budget": "0.80"})
    assert not found.suggestion.startswith("先核实")


def test_two_forms_against_one_sentence_are_one_finding() -> None:
    report = run({SPENT: "全年一般公共预算财政拨款支出444.40万元，其中基本支出444.40万元。"})
    told = [f for f in report.findings if {"X106", "X112"} & {f.rule, *f.also}]
    assert len([f for f in told if f"{SPENT}@444.40万元" in {o.place for o in f.operands}]) <= 1


@pytest.mark.parametrize(
    ("sentence", "code", "never"),
    [
        ("编制50人，年末在职45人，其中管理15人、技术28人、工勤4人。", "N101", "填错位置"),
        ("培训3420人次，办班114期，平均每期35人次。", "N119", "写成3420"),
        ("其中甲组9人、乙组8人、丙组7人，合计26人。", "N110", "差额恰等于"),
    ],
)
def test_causes_that_say_nothing_are_not_told(sentence: str, code: str, never: str) -> None:
    found = [f for f in run({WORK: sentence}).findings if f.rule == code]
    assert all(never not in f.explanation for f in found)


def test_several_figures_that_may_be_the_slip_are_all_named() -> None:
    found = one(
        "N101", {WORK: "发放补助94.00万元，其中被服52.00万元、粮油17.60万元、药品34.40万元。"}
    )
    assert "52.00万元若为42.00万元" in found.explanation
    assert "34.40万元若为24.40万元" in found.explanation


def test_what_only_repeats_the_finding_is_not_told_beside_it() -> None:
    for finding in run({WORK: "受理申请450件，办结441件，办结率96.00%。"}).findings:
        assert "同一原因还造成" not in finding.explanation


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("受理投诉43件，比上年的56件减少13件，下降30.23%。", "23.21%"),
        ("道路养护投入465.30万元，比上年418.60万元增加46.70万元，增长10.04%。", "11.16%"),
    ],
)
def test_a_change_of_the_wrong_year_is_not_borne_out_by_it(sentence: str, expected: str) -> None:
    found = [f for f in run({MATTER: sentence}).findings if f.severity != "info"]
    assert any(f.expected.endswith(expected) for f in found)


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("受理投诉43件，比上年的56件减少13件，下降30.23%。", "13件÷43件=30.23%，应除以56件"),
        (
            "投入由418.60万元增加到465.30万元，增长10.04%。",
            "46.7万元÷465.3万元=10.04%，应除以418.6万元",
        ),
        ("投入由418.60万元增加到465.30万元，增长11.61%。", "11.16"),
    ],
)
def test_a_rate_of_the_wrong_base_is_told_with_its_base(sentence: str, cause: str) -> None:
    found = [f for f in run({MATTER: sentence}).findings if f.expected.endswith("%")]
    assert found and all(cause in f.explanation + f.expected for f in found)
