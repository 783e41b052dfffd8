"""Family W: slips of wording and format."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import both, with_section
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
TRAINING = "overall/indicators/数量指标/举办农技培训"
REPORT = "overall_report"


def no_reports(pack: Pack) -> None:
    pack.overall_report, pack.project_reports = None, []


def no_tables(pack: Pack) -> None:
    pack.overall, pack.projects = None, []


def number(position: int, mark: str):
    def edit(pack: Pack) -> None:
        assert pack.overall_report
        pack.overall_report.sections[position].number = mark

    return edit


def without_numbers(pack: Pack) -> None:
    for report in pack.reports():
        for section in report.walk():
            section.number = ""


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


LONG = "全年按月召开例会研究资金使用，逐项核对支出凭证，做到账目清楚。"
NESTED = both(
    with_section(REPORT, "七、", "其他情况", "无。"),
    with_section(f"{REPORT}/其他情况", "（一）", "甲项工作", "完成。"),
    with_section(f"{REPORT}/其他情况", "（二）", "乙项工作", "完成。"),
)

# W101, W102, W106, W107 and W110 look at the whole pack, so they always apply.
ALWAYS = {"W101", "W102", "W106", "W107", "W110"}

CASES = [
    Case("W111", "a pair of two kinds", "fails", done("完成率96.2%（目标为95%)，已达标。"),
         says="（目标为95%)", severity="info"),
    Case("W111", "both kinds in one report", "fails",
         done("修渠12处(含塘坝)。改厕104户（含公厕）。"), says="(含塘坝)"),
    Case("W111", "one kind", "passes", done("修渠12处（含塘坝），改厕104户（含公厕）。")),
    Case("W111", "a formula", "passes", done("改厕（户厕）完成率按(A÷B)计算。")),
    Case("W111", "no report", "applies_not", edit=no_reports),
    Case("W112", "政府 for 人民政府", "fails", {"projects/村道养护/implementer": "青禾镇政府"},
         says="“青禾镇政府”", severity="info"),
    Case("W112", "the place before it", "passes", {"projects/村道养护/unit": "云山县青禾镇人民政府"}),
    Case("W112", "another unit carries it out", "passes",
         {"projects/村道养护/implementer": "青禾镇农业综合服务中心"}),
    Case("W112", "no tables", "applies_not", edit=no_tables),
    Case("W113", "both kinds in one sentence", "fails", done("全年举办培训十三场，开展巡查12场。"),
         says="“十三场”、“12场”", severity="info"),
    Case("W113", "one kind", "passes", done("全年举办培训13场，开展巡查12场。")),
    Case("W113", "a small count", "passes", done("全年举办培训12场、观摩三场。")),
    Case("W113", "no report", "applies_not", edit=no_reports),
    Case("W101", "“次次”", "fails", done("组织4次次巡查。"), severity="info", says="量词重复"),
    Case("W101", "two commas", "fails", done("组织巡查，，效果明显。"), says="标点重复"),
    Case("W101", "comma and stop", "fails", done("组织巡查，。"), says="标点连用"),
    Case("W101", "“的的”", "fails", done("组织的的巡查。"), says="字词重复"),
    Case("W101", "in an indicator", "fails", {TRAINING: "完好完好率"}, says="词语重复"),
    Case("W101", "in a section's number", "fails", edit=number(1, "二、、"), says="标点重复"),
    Case("W101", "人人, 户户, an ellipsis", "passes",
         done("做到人人有责、户户受益、村村通路、天天保洁，常常巡查，等等……")),
    Case("W101", "“4次数”, “元元” of nobody", "passes", done("巡查4次，次数适当。支出5元，元旦发放。")),
    Case("W102", "接收监督", "fails", done("在网站公开，接收社会监督。"), says="接受"),
    Case("W102", "截止目前", "fails", done("截止目前完成11场。"), says="截至"),
    Case("W102", "及时的完成", "fails", done("及时的完成了工程。")),
    Case("W102", "其它", "fails", done("其它支出合规。")),
    Case("W102", "right words", "passes",
         done("接收文件12份，接受社会监督，截至12月底完成，及时地完成，报名截止日期为6月。")),
    Case("W103", "截至目前, twice and once more: one notice", "fails",
         done("截至目前举办农技培训11场。上半年完成6场，10月份完成2场。"), severity="info",
         says="3处"),
    Case("W103", "December and the whole year", "passes",
         done("全年举办农技培训11场，截至12月底全部完成。")),
    Case("W103", "no report", "applies_not", edit=no_reports),
    Case("W104", "arabic after Chinese", "fails", edit=number(2, "3、"), says="“3、”"),
    Case("W104", "a gap", "fails", edit=number(5, "八、"), says="“八、”"),
    Case("W104", "twice the same", "fails", edit=number(1, "一、")),
    Case("W104", "two levels in order", "passes", edit=NESTED),
    Case("W104", "numbers lost in the conversion", "passes", edit=without_numbers),
    Case("W104", "no report", "applies_not", edit=no_reports),
    Case("W105", "“75万”", "fails", done("村级办公经费75万，按季拨付。"), says="缺“元”字1处"),
    Case("W105", "three of them: one notice", "fails",
         done("拨付75万，配套20万，总投资1.2亿。"), says="3处"),
    Case("W105", "万人, 万亩, 万余元", "passes",
         done("惠及1.2万人、3万亩，产值2.5万余元，发放传单1万份，合计75 万元。")),
    Case("W105", "no report", "applies_not", edit=no_reports),
    Case("W106", "此处填写", "fails", done("（此处填写主要成效）"), severity="warning"),
    Case("W106", "XX镇", "fails", done("XX镇举办农技培训11场。")),
    Case("W106", "20XX年", "fails", done("20xx年举办农技培训11场。")),
    Case("W106", "model and road codes", "passes",
         done("修复X012线、C345线，采购X光机1台，PPT汇报2次。")),
    Case("W106", "an ordinary request", "passes", done("申请修改规划2次，补充材料1份。")),
    Case("W107", "近220余次", "fails", done("开展巡查近220余次。"), severity="info"),
    Case("W107", "约30人左右", "fails", done("参训约30人左右。")),
    Case("W107", "one word of doubt", "passes", done("开展巡查220余次，约30人参训，近百户受益。")),
    Case("W107", "签约90户, 附近30余户", "passes", done("签约90户以上，附近30余户受益。")),
    Case("W108", "one paragraph twice", "fails", {WORK: LONG, SPENT: LONG}, says="重复粘贴"),
    Case("W108", "short ones", "passes", {WORK: "完成良好。", SPENT: "完成良好。"}),
    Case("W108", "the same in two reports", "passes",
         {WORK: LONG, "project_reports/村道养护/绩效目标自评完成情况分析/p": LONG}),
    Case("W108", "no report", "applies_not", edit=no_reports),
    Case("W109", "“10” and “11场”", "fails", {f"{TRAINING}/target": "10"}, severity="info",
         place=f"{TRAINING}/target"),
    Case("W109", "neither has a unit", "passes",
         {f"{TRAINING}/target": "10", f"{TRAINING}/actual": "11"}),
    Case("W109", "words without a number", "passes", {f"{TRAINING}/actual": "完成"}),
    Case("W109", "no table", "applies_not", edit=no_tables),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
