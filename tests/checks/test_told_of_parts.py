"""Family X: what a report tells of one row, of one project, of how many rows; and whose it is."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import Edit, both, line, text, with_section
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
TROUBLE = "overall_report/存在的问题及原因分析/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
TEN = "十、"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def by_kind(pack: Pack) -> None:
    """Let the overall table show basic and project spending as rows of its money block."""
    assert pack.overall is not None
    rows = {"其中：基本支出": ("440.00", "460.00", "456.40", "", "", ""),
            "项目支出": ("60.00", "60.00", "48.00", "", "", "")}  # fmt: skip
    pack.overall.money += [line("overall", label, cells) for label, cells in rows.items()]


def wrong_in_form(pack: Pack) -> None:
    by_kind(pack)
    assert pack.overall is not None
    pack.overall.money[-1] = line("overall", "项目支出", ("60.00", "60.00", "84.00", "", "", ""))


def headed(title: str, *paragraphs: str) -> Edit:
    """Return an edit by which the overall report alone tells of the projects, one in a section."""

    def edit(pack: Pack) -> None:
        pack.project_reports = []
        table = pack.projects[0]
        old, new = table.place, "projects/2024年东片灌溉渠系维修加固工程"
        for place in ("project", "title", "goal_expected", "goal_achieved"):
            field = getattr(table, place)
            raw = new.rpartition("/")[2] if place == "project" else field.raw
            setattr(table, place, text(raw, field.place.replace(old, new)))

    return both(edit, with_section("overall_report", TEN, title, *paragraphs))


def no_report(pack: Pack) -> None:
    pack.overall_report, pack.project_reports, pack.figures = None, [], []


def row_in_words(pack: Pack) -> None:
    """Let it not be known from numbers whether one row met its target."""
    assert pack.overall is not None
    row = pack.overall.indicators[0]
    row.target, row.actual = (
        cell.model_copy(update={"value": None, "raw": raw, "unit": ""})
        for cell, raw in ((row.target, "按需举办"), (row.actual, "已举办"))
    )


OWN = "灌溉渠维修"
MISSED = {"overall/indicators/数量指标/举办农技培训/actual": "9场"}
CANAL = "overall_report/灌溉渠维修/p"


CASES = [
    Case("X160", "project spending's rate turned", "fails",
         {SPENT: "项目支出结余12.00万元（预算60.00；支出48.00；执行率08.00%）。"}, by_kind, says="80"),
    Case("X160", "basic spending in its clause", "fails",
         {SPENT: "基本支出456.40万元，执行率92.92%。"}, by_kind, says="“基本支出”执行率写92.92%"),
    Case("X160", "a source of a project's money", "fails",
         {MATTER: "上年结转资金执行率10%。"}, says="“上年结转资金”执行率写10%"),
    Case("X160", "as the row has it", "passes", {SPENT: "基本支出456.40万元，执行率99.22%。"}, by_kind),
    Case("X160", "of some months", "applies_not", {SPENT: "基本支出上半年序时执行率51.37%。"}, by_kind),
    Case("X160", "no such row", "applies_not", {SPENT: "基本支出执行率92.92%。"}),
    Case("X161", "one of two listed by kind", "fails",
         {SPENT: "全年支出504.40万元：基本支出456.40万元，项目支出84.00万元。"}, by_kind,
         place=f"{SPENT}@84.00万元", says="48万元"),
    Case("X161", "the form is the wrong one", "fails",
         {SPENT: "其中基本支出456.40万元，项目支出48.00万元。"}, wrong_in_form, place="overall/money/项目支出/executed"),
    Case("X161", "in brackets, without a unit", "fails",
         {MATTER: "预算20.00万元，执行19.00万元（当年财政拨款71.00、上年结转资金2.00）。"}, says="17万元"),
    Case("X161", "both as the rows have them", "passes",
         {SPENT: "其中基本支出456.40万元，项目支出48.00万元。"}, by_kind),
    Case("X161", "of what was added", "applies_not",
         {SPENT: "追加20.00万元，其中基本支出20.00万元。"}, by_kind),
    Case("X161", "no other row in the sentence", "applies_not", {SPENT: "项目支出84.00万元。"}, by_kind),
    Case("X162", "seven of eight met, one missed", "fails",
         done("8项三级指标中8项全部达到年初目标值。") | MISSED, says="达到指标值的有7项"),
    Case("X162", "the missed ones miscounted", "fails",
         done("8项绩效指标中有7项达标，另有2项（农技培训等）未达到。") | MISSED, says="未达到指标值的有1项"),
    Case("X162", "indicators first", "fails", done("三级指标共8项，完成8项。") | MISSED, says="7项"),
    Case("X162", "as the rows are", "passes", done("8项三级指标中有7项达到目标值，1项未达标。") | MISSED),
    Case("X162", "one can't be told", "passes", done("8项指标中7项完成。"), row_in_words),
    Case("X162", "so many beyond their targets", "applies_not",
         done("8项三级指标中6项完成，其中2项超额完成，1项基本完成。")),
    Case("X162", "one left for the unit to judge", "applies_not",
         done("8项绩效指标中完成6项，1项未完成（农技培训），1项须由单位评定。")),
    Case("X162", "a rate of so many", "applies_not", done("8项指标中6项完成率100%。")),
    Case("X162", "other rows counted", "applies_not", done("三张表共20项三级指标，19项达标。") | MISSED),
    Case("X162", "last year's", "applies_not", done("上年8项三级指标中6项达标。")),
    Case("X124", "the unit's rate, a project further on", "fails",
         {SPENT: "全年支出504.40万元，预算执行率79%，没有支出的15.60万元中项目占12.00万元。"}, says="79%"),
    Case("X124", "a purchase's, by its section", "passes", {SPENT: "预算执行率97%。"},
         with_section("overall_report", TEN, "采购执行偏慢", "执行率88.00%，低于目标7个百分点。")),
    Case("X124", "a project called in short", "passes",
         {SPENT: "预算执行率97%。", TROUBLE: "一是水渠维修资金付得慢，执行率95%，低于全年计划。"}),
    Case("X124", "of some months", "passes", {SPENT: "预算执行率97%。三季度执行率71%。"}),
    Case("X128", "a project called in short, its rate a slip", "fails",
         {TROUBLE: "一是水渠维修资金付得慢，执行率59%，要加快。"}, says="59%"),
    Case("X128", "in the section on the project", "fails", {},
         headed("灌溉渠系维修", "项目支出19.00万元，执行率59%。"), says="“2024年东片灌溉渠系维修加固工程”"),
    Case("X128", "one source's", "passes", {},
         headed("灌溉渠系维修", "项目支出19.00万元，执行率95%，当年财政拨款执行率94.44%。")),
    Case("X128", "last year's", "applies_not",
         {WORK: "上年灌溉渠维修项目支出17.00万元，执行率91%。"}),
    Case("X128", "a quarter's, said of the amount before", "applies_not",
         {WORK: "三季度末灌溉渠维修项目支出9.00万元，执行率45%。"}),
    Case("X128", "other people's", "applies_not",
         {WORK: "与邻县灌溉渠维修项目执行率98%相比低3个百分点。"}),
    Case("X128", "other money in its section", "passes", {},
         headed(OWN, "项目支出19.00万元，执行率95%。其他专项支出6.60万元，执行率71%。公用经费执行率91%。")),
    Case("X128", "the next item, of no project named before", "applies_not",
         {TROUBLE: "1.灌溉渠维修项目结转1.00万元。2.采暖费支付慢，执行率61%。"}),
    Case("X132", "another budget with its own rate", "passes", {},
         headed(OWN, "项目支出19.00万元。其他专项预算9.00万元，支出6.60万元，执行率73.33%。")),
    Case("X125", "the unit's without 得分", "fails", done("整体支出97.90分，等级为优。"), says="97.9分"),
    Case("X125", "the project's in its section", "fails", {},
         headed(OWN, "项目支出19.00万元。项目自评95.90分。"), says="95.9分"),
    Case("X125", "自评得分 in a project's section", "fails", {},
         headed(OWN, "项目支出19.00万元，自评得分99.70分。"), says="“2024年东片"),
    Case("X125", "behind 得, nothing said of scores", "fails",
         done("两个项目中，村道养护得100分，灌溉渠维修得95.90分，均分99.75分。"), says="95.9分"),
    Case("X125", "a bound of several", "passes", done("两个项目得分超过98分，自评得分99.70分。")),
    Case("X121", "of the whole county", "passes", {},
         headed(OWN, "项目支出19.00万元。新增灌溉面积320亩。全县新增灌溉面积2360亩。")),
    Case("X121", "other people's survey, 满意度 alone", "passes",
         done("群众满意度93%。经办人员满意度调查发放20份，满意18份，满意度90%。")),
    Case("X125", "deducted", "passes", done("整体支出自评99.70分，整体支出扣0.30分。")),
    Case("X121", "a project's own row in its section", "fails", {},
         headed(OWN, "项目支出19.00万元。新增灌溉面积230亩。"), says="230亩"),
    Case("X121", "its one satisfaction, without a name", "fails", {},
         headed(OWN, "项目支出19.00万元。问卷50份，满意45份，满意度90%。"), says="“农户满意度”"),
    Case("X121", "its satisfaction is not the unit's", "passes", {},
         headed(OWN, "项目支出19.00万元。问卷50份，满意47份，满意度94%。")),
    Case("X121", "among the aims", "passes", {},
         with_section("overall_report", TEN, "部门年度绩效目标", "举办农技培训10场，改造卫生厕所100户。")),
    Case("X132", "this project, in everyday words", "fails",
         {}, headed(OWN, "这个项目年初安排200000.00万元，花掉19.00万元。"), says="年初预算数"),
    Case("X132", "paid of a contract", "passes",
         {}, headed(OWN, "项目支出19.00万元。东渠合同价6.00万元，已支付4.80万元。")),
    Case("X132", "listed of what was added", "passes",
         {SPENT: "灌溉渠维修项目支出19.00万元。后来加的6.00万元分两块：上级灌溉渠维修补助2.00万元，调资4.00万元。"}),
    Case("X132", "listed of what is left", "passes",
         {SPENT: "灌溉渠维修项目支出19.00万元。年末结余5.60万元，具体为基本支出3.60万元，灌溉渠维修2.10万元。"}),
    Case("X132", "one kind of people, with its share", "passes",
         {}, headed(OWN, "项目支出19.00万元。（2）困难户120户，占总户数的30%，支出3.10万元。")),
    Case("N123", "set against the budget", "passes",
         {SPENT: "公务接待费支出0.90万元，与1.00万元的预算相比节约0.10万元。公务接待费支出0.90万元。"}),
    Case("N123", "below a line on what was added", "passes",
         {SPENT: "专项业务经费支出11.50万元。专项业务经费支出11.50万元。"},
         with_section("overall_report", TEN, "追加", "年中追加3.00万元，追加去向：",
                      "1.专项业务经费支出1.00万元；", "2.专项业务经费支出2.00万元。")),
    Case("N116", "a project's own row asks them", "passes", {},
         with_section("overall_report", TEN, "成效", "农户满意度94%（问卷50份，满意47份）。")),
    Case("X136", "each made by its own count and price", "passes",
         done("小学390人次，每人500元，补助19.50万元；中学196人次，每人1000元，补助19.60万元。")),
    Case("Y125", "what the report opens with", "fails",
         done("我镇对2023年度部门整体支出及2个重点项目开展了绩效自评。"), says="2023年"),
    Case("Y125", "the years before, too", "passes",
         done("我镇对2022—2024年度部门整体支出开展了绩效自评。")),
    Case("N146", "by how much a rate is lower than another", "applies_not",
         done("村道养护执行率低于整体支出执行率12.74个百分点。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
