"""Family Y: years that don't belong, and what ties a pack to last year's."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import findings, put, run
from tests.checks.table import Case, judge

SPENT = "overall_report/一般公共预算支出情况/p"
PROBLEMS = "overall_report/存在的问题及原因分析/p"
MEASURES = "overall_report/下一步改进措施/p"
ROWS = "base_data/spending"
OLD_PROBLEM = "个别工程前期手续办理偏慢，开工时间比计划晚了两个月，年底前没有完成结算。"


def last_year(**finals: str):
    """Return an edit that gives last year's pack the finals of this year's second column."""

    def edit(pack: Pack) -> None:
        assert pack.base_data
        for row in pack.base_data.spending:
            put(pack, f"{row.place}/final", row.last_final.raw)
        for name, raw in finals.items():
            put(pack, f"{ROWS}/{name}/final", raw)
        put(pack, PROBLEMS, OLD_PROBLEM)
        put(pack, MEASURES, "由农业综合服务中心提前办理前期手续，每季度通报一次进度。")

    return edit


WORK = "overall_report/资金使用及绩效情况/p"


def two_years_ago(pack: Pack) -> None:
    last_year(公务接待="9.90")(pack)
    pack.year = 2022


def no_matters(pack: Pack) -> None:
    pack.overall_report, pack.project_reports = None, []


def said(sentence: str) -> dict[str, str]:
    return {SPENT: sentence}


PAID = f"{ROWS}/公务接待"
REPAIR = "由财政所在2024年6月底前对公务用车实行定点维修，维修费逐车登记。"


def last_year_paid(raw: str):
    """Return an edit that gives last year's pack one final of its own."""

    def edit(pack: Pack) -> None:
        pack.year = 2023
        put(pack, f"{PAID}/final", raw)

    return edit


def promised(pack: Pack) -> None:
    pack.year = 2023
    put(pack, MEASURES, REPAIR)


def reached(cell: str, raw: str):
    """Return an edit that gives last year's overall table one other cell."""

    def edit(pack: Pack) -> None:
        pack.year = 2023
        put(pack, f"overall/indicators/{cell}", raw)

    return edit


def no_measures(pack: Pack) -> None:
    pack.year = 2023
    put(pack, MEASURES, "无。")


def dropped(pack: Pack) -> None:
    assert pack.overall
    rows = pack.overall.indicators
    pack.overall.indicators = [row for row in rows if "矛盾纠纷" not in row.name.text]


CASES = [
    Case("Y005", "people at the end of another year", "fails",
         {"overall_report/部门基本情况/p": "截至2023年12月31日，编制68名，在编在岗64人。"},
         place="overall_report/部门基本情况/p"),
    Case("Y005", "this year's money under last year's date", "fails",
         {WORK: "2023年年初预算500.00万元，全年执行504.40万元，执行率97%。"}, place=WORK,
         severity="warning", says="写的是2023年，504.40万元、97%却是2024年度表内的数"),
    Case("Y005", "a survey, by its result", "fails",
         {WORK: "1.群众评价。2023年12月组织入户问卷，群众满意度93%。"}),
    Case("Y005", "held against 上年 as if it were this year", "fails",
         {WORK: "2022年招收学员936人，比上年的872人增加64人。"}, says="同一段没有写到2024年"),
    Case("Y005", "results of last year and none of this", "fails",
         {WORK: "2023年12月排查隐患234处，整治197处。"}, says="同一段没有写到2024年"),
    Case("Y005", "behind a number", "fails",
         {WORK: "（1）2023年排查隐患234处，整治197处。"}),
    Case("Y005", "what was built before", "passes",
         {WORK: "2022年建成的水厂运行平稳，日供水1320吨，覆盖4860户。"}),
    Case("Y005", "last year's figures", "passes",
         {WORK: "2023年年初预算480.00万元，执行451.20万元；2024年继续压减。"}),
    Case("Y005", "the same figures of both years", "passes",
         {WORK: "2023年编制50人、在职45人；2024年编制50人、在职45人。"}),
    Case("Y005", "a plan, a document", "applies_not",
         {WORK: "2023年印发的实施方案明确总投资504.40万元，年初预算500.00万元。"}),
    Case("Y005", "this year", "applies_not"),
    Case("Y103", "promised, and not a word of it", "fails", last_year=promised,
         says="定点维修", severity="info"),
    Case("Y103", "told", "passes",
         said("公务用车自6月起实行定点维修，维修费逐车登记，全年支出6.30万元。"), last_year=promised),
    Case("Y103", "no promise", "applies_not", last_year=no_measures),
    Case("Y104", "missed last year, gone this year", "fails", edit=dropped,
         last_year=reached("社会效益指标/矛盾纠纷化解率/score", "9"), says="矛盾纠纷化解率", severity="info"),
    Case("Y104", "still there", "passes",
         last_year=reached("社会效益指标/矛盾纠纷化解率/score", "9")),
    Case("Y104", "reached last year", "applies_not", edit=dropped,
         last_year=reached("社会效益指标/矛盾纠纷化解率/actual", "97%")),
    Case("Y105", "lowered below what was reached", "fails",
         last_year=reached("社会效益指标/矛盾纠纷化解率/target", "≥96%"), says="调低为≥95%", severity="info"),
    Case("Y105", "the same target", "passes", last_year=reached("数量指标/改造卫生厕所/actual", "103户")),
    Case("Y105", "no prior pack", "applies_not"),
    Case("Y106", "last year's figure to the last digit", "fails",
         {f"{PAID}/final": "12.47", f"{PAID}/budget": "13.00"},
         last_year=last_year_paid("12.47"), says="逐位相同", place=f"{PAID}/final", severity="warning"),
    Case("Y106", "another figure", "passes",
         {f"{PAID}/final": "12.47"}, last_year=last_year_paid("12.74")),
    Case("Y106", "few digits", "applies_not", last_year=reached("数量指标/改造卫生厕所/actual", "103户")),
    Case("Y106", "no prior pack", "applies_not"),
    Case("Y001", "last year's title on a project table", "fails",
         {"projects/村道养护/title": "2023年度项目支出绩效自评表"}, says="2023年",
         place="projects/村道养护/title"),
    Case("Y001", "with white space", "fails", {"base_data/title": "2023 年度基础数据表"}),
    Case("Y001", "the same year", "passes",
         {"base_data/title": "2024年度基础数据表", "overall_report/title": "2024年自评报告"}),
    Case("Y001", "no title names a year", "applies_not"),
    Case("Y002", "last year's sentence", "fails",
         said("2023年财政拨款支出504.40万元，用于机构运转。"), says="2023年", severity="warning"),
    Case("Y002", "this year, and the evaluation in the next", "passes",
         said("2024年支出504.40万元。2025年3月开展自评。")),
    Case("Y002", "compared with last year", "passes",
         said("2024年支出504.40万元，比2023年增加4.40万元。")),
    Case("Y002", "a plan's years, a document's, a project's begin", "passes",
         said("按照〔2022〕15号文件和《2021年改革方案》，项目自2022年启动。2024年支出504.40万元。")),
    Case("Y002", "no year in the sections on money", "applies_not"),
    Case("Y101", "receptions of last year", "fails", last_year=last_year(公务接待="2.10"),
         place=f"{ROWS}/公务接待/last_final", says="上年材料决算数为2.1万元"),
    Case("Y101", "0.01 apart is 尾差", "fails", last_year=last_year(公务接待="1.21"),
         severity="info"),
    Case("Y101", "agree", "passes", last_year=last_year()),
    Case("Y101", "the pack of two years ago says nothing", "applies_not",
         last_year=two_years_ago),
    Case("Y101", "no prior pack", "applies_not"),
    Case("Y102", "last year's problem again", "fails", {PROBLEMS: OLD_PROBLEM},
         last_year=last_year(), place=PROBLEMS, severity="warning"),
    Case("Y102", "with other white space", "fails",
         {PROBLEMS: OLD_PROBLEM.replace("，", "， ")}, last_year=last_year()),
    Case("Y102", "other problems", "passes", last_year=last_year()),
    Case("Y102", "“无” in both years", "passes", last_year=last_year()),
    Case("Y102", "no reports this year", "applies_not", edit=no_matters, last_year=last_year()),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


def test_the_other_side_tells_of_which_year_it_is() -> None:
    (found,) = findings(run({}, None, "Y101", last_year(公务接待="2.10")), "Y101")
    assert [side.place for side in found.evidence] == [
        f"{PAID}/last_final", f"prior/2023/{PAID}/final",
    ]  # fmt: skip
