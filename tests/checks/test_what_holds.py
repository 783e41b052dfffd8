"""What holds is left alone: yardsticks, lists of what is left, accounts of their own, other wholes.

Each sentence is sound or has one fault; the fault is seen although what surrounds it is not.
"""

import pytest

from assistant.model.finding import Finding
from assistant.model.pack import Pack, Unplaced
from assistant.model.place import Location
from tests.checks.build import Edit, both, run
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
