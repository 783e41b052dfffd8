"""Every way of comparing: what it finds, lets pass, doesn't apply to, and can't compare."""

from typing import NamedTuple

import pytest

from assistant.model.pack import Pack
from assistant.model.place import Place
from tests.checks.build import Edit, with_section
from tests.checks.own.made import made, say, spoilt

THREE = "base_data/spending/三公经费"
CANAL = "projects/灌溉渠维修"
ROAD = "projects/村道养护"


def no_base(pack: Pack) -> None:
    pack.base_data = None


def no_projects(pack: Pack) -> None:
    pack.projects = []


class Case(NamedTuple):
    body: str
    outcome: str
    cells: dict[Place, str] = {}  # noqa: RUF012
    says: str = ""
    at: Place = ""
    severity: str = "warning"
    edit: Edit | None = None
    many: int = 1


AT_MOST = "查: 基础数据表/三公经费/本年决算数\n不超过: 本年预算数"
LIMIT = "查: 基础数据表/三公经费/本年决算数\n不超过: 8万元"
AT_LEAST = "查: 项目自评表/年度资金总额/执行率\n不低于: 90%"
TOTAL = "查: 基础数据表/项目支出/本年决算数\n等于合计: [业务工作经费/本年决算数, 运行维护经费/本年决算数, 灌溉渠维修专项/本年决算数, 村道养护专项/本年决算数]"
WEIGHTS = "查: 100\n等于合计: [项目自评表/所有指标/分值, 年度资金总额/分值]"
ALL_WEIGHTS = "查: 整体自评表/总分/分值\n等于合计: [所有指标/分值, 年度资金总额/分值]"
RATIO = "查: 项目自评表/年度资金总额/执行率\n等于比率:\n  分子: 全年执行数\n  分母: 全年预算数"
STAFF = "查: 基础数据表/控制率\n等于比率: {分子: 基础数据表/在职人数, 分母: 基础数据表/编制数}"
SAME = "查: 基础数据表/项目支出/本年决算数\n等于: 整体自评表/项目支出/金额"
SAME_100 = "查: 整体自评表/总分/分值\n等于: 100"
SAME_TEXT = "查: 项目自评表/主管部门\n等于: 整体自评表/单位名称"
REQUIRED = "查: 整体自评表/所有指标/实际完成值\n必填: 是"
THRIFT = "查: 基础数据表/厉行节约保障措施\n必填: 是"
PROBLEMS = "查: 整体自评报告/存在的问题及原因分析\n必填: 是"
SCORES = "查: 整体自评表/所有指标/得分\n不超过: 分值"
SUM_LIMIT = (
    "查: 基础数据表/项目支出/本年决算数\n不低于: [项目自评表（所有项目）/年度资金总额/全年执行数]"
)
IN_TEXT = "查: 整体自评报告/项目支出/金额\n等于: 基础数据表/项目支出/本年决算数"
OWN_TEXT = "查: 项目自评报告/绩效目标自评完成情况分析\n必填: 是"
ROWS = "查: 基础数据表/所有行/本年决算数\n不超过: 本年预算数"
NAMES = "查: {表: 基础数据表, 行: [公务接待费, 公务接待], 列: 决算数}\n不超过: {列: 上年决算数}\n倍数: 0.9"
ACTUAL = "查: 整体自评表/所有满意度指标/实际完成值\n不低于: 年度指标值"
COST = "查: 整体自评表/所有成本指标/实际完成值\n不超过: 年度指标值"
ONE = "查: 项目自评表（村道养护）/年度资金总额/执行率\n不低于: 100%"
CROSS = "查: 项目自评表（村道养护）/年度资金总额/全年执行数\n等于: 项目自评表（灌溉渠维修）/年度资金总额/全年执行数"
OTHER_FORM = "查: 整体自评表/项目支出/金额\n等于: {表: 基础数据表, 列: 本年决算数}"

CASES = [
    Case(AT_MOST, "passed"),
    Case(AT_MOST, "failed", {f"{THREE}/final": "7.60"}, "基础数据表“三公经费”2024年决算数填7.6万元，超过2024年预算数7.5万元，超出0.1万元。", f"{THREE}/final"),
    Case(AT_MOST, "passed", {f"{THREE}/final": "7.50"}),
    # The half units of 7.5 and 7.52 meet: nobody can say that it is above.
    Case(AT_MOST, "passed", {f"{THREE}/final": "7.52", f"{THREE}/budget": "7.5"}),
    Case(AT_MOST, "failed", {f"{THREE}/final": "75600元", f"{THREE}/budget": "7.5"}, "超过2024年预算数7.5万元，超出600元"),
    Case(AT_MOST, "not_applicable", {f"{THREE}/final": ""}, "空白"),
    Case(AT_MOST, "not_applicable", {f"{THREE}/budget": "无"}, "空白"),
    Case(AT_MOST, "not_run", {f"{THREE}/final": "见附表"}, "“见附表”不是一个数"),
    Case(AT_MOST, "not_run", {f"{THREE}/final": "约7万元"}, "不是一个确定的数"),
    Case(AT_MOST, "not_run", {f"{THREE}/final": "7人"}, "单位不同（7人与7.5万元）"),
    Case(AT_MOST, "not_applicable", edit=no_base, says="材料中没有基础数据表"),
    Case(LIMIT, "passed"),
    Case(LIMIT, "failed", {f"{THREE}/final": "8.01"}, "超过8万元，超出0.01万元"),
    Case(AT_LEAST, "passed"),
    Case(AT_LEAST, "failed", {f"{CANAL}/money/年度资金总额/rate": "89%"}, "“灌溉渠维修”项目自评表“年度资金总额”执行率填89%，低于90%，少1个百分点。"),
    Case(AT_LEAST, "failed", {f"{CANAL}/money/年度资金总额/rate": "0.85"}, "低于90%"),
    Case(AT_LEAST, "passed", {f"{CANAL}/money/年度资金总额/rate": "0.95"}),
    Case(AT_LEAST, "not_applicable", edit=no_projects, says="材料中没有项目自评表"),
    Case(ONE, "passed"),
    Case(ONE, "passed", {f"{CANAL}/money/年度资金总额/rate": "1%"}),
    Case(ONE, "failed", {f"{ROAD}/money/年度资金总额/rate": "99%"}, "低于100%"),
    Case(TOTAL, "passed"),
    Case(TOTAL, "failed", {"base_data/spending/业务工作经费/final": "11.60"}, "各项之和11.6+5.5+19+12=48.1万元，两者不符，相差0.1万元。", "base_data/spending/项目支出/final"),
    Case(TOTAL, "failed", {"base_data/spending/项目支出/final": "48.0", "base_data/spending/业务工作经费/final": "11.54"}, "属尾差", severity="info"),
    Case(TOTAL, "failed", {"base_data/spending/村道养护专项/final": ""}, "相差12万元"),
    Case(TOTAL, "not_applicable", {"base_data/spending/项目支出/final": ""}, "空白"),
    Case(WEIGHTS, "passed"),
    Case(WEIGHTS, "failed", {f"{ROAD}/indicators/数量指标/养护村道里程/weight": "18"}, "“村道养护”项目自评表各项之和18+10+10+20+10+20+10=98分，应为100分，相差2分。"),
    Case(ALL_WEIGHTS, "passed"),
    Case(ALL_WEIGHTS, "failed", {"overall/total/weight": "98"}, "填98分，而各项之和", "overall/total/weight"),
    Case(RATIO, "passed"),
    Case(RATIO, "failed", {f"{ROAD}/money/年度资金总额/executed": "11.00"}, "填100%，而全年执行数11万元÷全年预算数12万元=91.67%，两者不符，相差8.33个百分点。"),
    Case(RATIO, "passed", {f"{ROAD}/money/年度资金总额/executed": "11.00", f"{ROAD}/money/年度资金总额/rate": "91.7%"}),
    Case(RATIO, "passed", {f"{ROAD}/money/年度资金总额/executed": "0", f"{ROAD}/money/年度资金总额/full_year": "0"}, "为0，不能作分母"),
    Case(STAFF, "passed"),
    Case(STAFF, "failed", {"base_data/staffing/staff": "46"}, "“在职人数”46人÷“编制数”50人=92%"),
    Case(SAME, "passed"),
    Case(SAME, "failed", {"overall/by_expenditure/项目支出": "84.00"}, "与整体支出自评表“项目支出”金额84万元不一致，相差36万元。"),
    Case(SAME, "failed", {"overall/by_expenditure/项目支出": "48.01"}, "属尾差", severity="info"),
    Case(SAME, "passed", {"overall/by_expenditure/项目支出": "480000元"}),
    Case(SAME_100, "passed"),
    Case(SAME_100, "failed", {"overall/total/weight": "99"}, "填99分，应为100分，相差1分。"),
    Case(SAME_TEXT, "passed"),
    Case(SAME_TEXT, "passed", {f"{ROAD}/department": " 青禾镇人民政府。"}),
    Case(SAME_TEXT, "failed", {f"{ROAD}/department": "青禾镇财政所"}, "“主管部门”填“青禾镇财政所”，与整体支出自评表“单位名称”", f"{ROAD}/department"),
    Case(REQUIRED, "passed"),
    Case(REQUIRED, "failed", {"overall/indicators/数量指标/改造卫生厕所/actual": "/"}, "只填了“/”"),
    Case(THRIFT, "failed", {"base_data/thrift": ""}, "“厉行节约保障措施”没有填写。", "base_data/thrift"),
    Case(THRIFT, "failed", {"base_data/thrift": "无。"}, "只填了“无。”"),
    Case(PROBLEMS, "passed"),
    Case(PROBLEMS, "failed", {"overall_report/存在的问题及原因分析/p": "无。"}, "整体自评报告“存在的问题及原因分析”只填了“无。”"),
    Case(SCORES, "passed"),
    Case(SCORES, "failed", {"overall/indicators/数量指标/改造卫生厕所/score": "11"}, "“改造卫生厕所”得分填11分，超过分值10分，超出1分。"),
    Case(SUM_LIMIT, "passed"),
    Case(SUM_LIMIT, "failed", {f"{ROAD}/money/年度资金总额/executed": "30.00"}, "低于各项之和19+30=49万元，少1万元。"),
    Case(IN_TEXT, "passed"),
    Case(IN_TEXT, "failed", {"base_data/spending/项目支出/final": "48.50"}, "整体自评报告“项目支出”填48万元，与基础数据表"),
    Case(OWN_TEXT, "failed", {"project_reports/村道养护/绩效目标自评完成情况分析/p": ""}, "“村道养护”项目自评报告"),
    Case(ROWS, "passed"),
    Case(ROWS, "failed", {"base_data/spending/办公经费/final": "36", "base_data/spending/出国经费/final": "1"}, "超过2024年预算数", many=2),
    Case(NAMES, "passed"),
    Case(NAMES, "failed", {"base_data/spending/公务接待/final": "1.10"}, "超过2023年决算数1.2万元的0.9倍（1.08万元），超出0.02万元。"),
    Case(ACTUAL, "passed"),
    # A target is a line that was drawn: 89.6 % isn't 90 %.
    Case(ACTUAL, "failed", {"overall/indicators/服务对象满意度指标/群众满意度/actual": "89.6%"}, "低于年度指标值90%，少0.4个百分点"),
    Case(COST, "passed"),
    Case(COST, "failed", {"overall/indicators/经济成本指标/水电差旅费控制数/actual": "22.5万元"}, "超过年度指标值22万元"),
    Case("查: 整体自评表/所有成本指标/实际完成值\n不低于: 年度指标值", "not_applicable", {"overall/indicators/经济成本指标/水电差旅费控制数/target": "≤22万元"}, "说的是另一个方向"),
    Case(CROSS, "failed", says="与“灌溉渠维修”项目自评表“年度资金总额”全年执行数19万元不一致"),
    Case(OTHER_FORM, "passed"),
    Case(OTHER_FORM, "failed", {"overall/by_expenditure/项目支出": "84.00"}, "与基础数据表“项目支出”2024年决算数48万元不一致"),
    Case("查: 基础数据表/三公经费支出/本年决算数\n必填: 是", "not_applicable", says="没有“三公经费支出”这一行（相近的有：三公经费"),
    Case("查: 整体自评表/举办农技培训/全年执行数\n必填: 是", "not_applicable", says="“举办农技培训”没有“年初预算数”"[:11]),
    Case("查: 项目自评表（乌有）/年度资金总额/执行率\n必填: 是", "not_applicable", says="材料中没有“乌有”的项目自评表"),
    Case("年度: 2025起\n" + THRIFT, "not_applicable", says="只用于2025起年度，材料为2024年度"),
    Case("年度: [2022-2023, 2024]\n" + THRIFT, "passed"),
    Case("口径: hunan\n" + THRIFT, "not_applicable", says="口径hunan，本次为national"),
    Case("单位: [学校, 医院]\n" + THRIFT, "not_applicable", says="名称含“学校”或“医院”"),
    Case("单位: 镇\n" + THRIFT, "passed"),
    Case(AT_MOST + "\n说明: “{行}”{列}{值}，应不超过{应为}，相差{相差}（{单位}{年度}）", "failed", {f"{THREE}/final": "9.00"}, "“三公经费”2024年决算数9万元，应不超过7.5万元，相差1.5万元（青禾镇人民政府2024）。"),
    Case(AT_LEAST + "\n说明: “{项目}{项目}”不行。", "failed", {f"{ROAD}/money/年度资金总额/rate": "80%"}, "“村道养护村道养护”不行。"),
    # What a pack says is never taken for a placeholder.
    Case(SAME_TEXT + '\n说明: "{值}与{应为}不同"', "failed", {f"{ROAD}/department": "{单位}"}, "{单位}与青禾镇人民政府不同。"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.body[:30] + "…" + case.outcome)
def test_case(case: Case) -> None:
    said = say(made(case.body), spoilt(case.cells, case.edit))
    assert said.outcome.status == case.outcome, said
    if case.outcome != "failed":
        assert case.says in said.outcome.reason
        assert not said.findings
        return
    assert len(said.findings) == case.many, [item.message for item in said.findings]
    item = said.findings[0]
    assert case.says in item.message
    assert item.severity == case.severity
    assert item.place == (case.at or item.place)
    assert item.message.endswith("。")
    assert item.suggestion.endswith("依据：某局〔2024〕1号。")
    assert item.evidence and item.fingerprint


def test_a_figure_said_twice_is_compared_each_time() -> None:
    again = with_section("overall_report", "七、", "附记", "全年项目支出45.00万元。")
    said = say(made(IN_TEXT), spoilt({}, again))
    assert (said.outcome.checked, len(said.findings)) == (2, 1)
    assert (
        "45万元" in said.findings[0].evidence[0].quote
        or "45.00" in said.findings[0].evidence[0].quote
    )


def test_several_things_said_are_nothing_to_compare_with() -> None:
    again = with_section("overall_report", "七、", "附记", "全年项目支出45.00万元。")
    body = "查: 基础数据表/项目支出/本年决算数\n等于: 整体自评报告/项目支出/金额"
    said = say(made(body), spoilt({}, again))
    assert said.outcome.status == "not_run"
    assert "有2处，内容不同" in said.outcome.reason


def test_what_could_not_be_compared_is_told_beside_what_passed() -> None:
    cells = {f"{ROAD}/money/年度资金总额/rate": "较高"}
    said = say(made(AT_LEAST), spoilt(cells))
    assert (said.outcome.status, said.outcome.checked) == ("passed", 1)
    assert said.outcome.reason.startswith("有1处没能核对：“村道养护”项目自评表")


def test_weights_that_nobody_filled_are_no_sum() -> None:
    rows = [row.place for row in spoilt({}).projects[1].indicators]
    said = say(made(WEIGHTS), spoilt({f"{place}/weight": "" for place in rows}))
    assert (said.outcome.status, said.outcome.checked) == ("passed", 1)
    assert "等6格全部空白" in said.outcome.reason


def test_a_slip_of_the_pen_is_explained() -> None:
    said = say(made(SAME), spoilt({"overall/by_expenditure/项目支出": "84.00"}))
    assert "写颠倒" in said.findings[0].explanation
    assert said.findings[0].clerical
