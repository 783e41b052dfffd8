"""What the tables hold and the reports never speak of."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import complete
from tests.checks.table import Case, judge
from tests.checks.test_completeness import no_base, no_projects, no_tables
from tests.checks.test_wording import done, no_reports

OFFICE = "base_data/spending/水费、电费、差旅费"
WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
LISTED = "全年项目支出48.00万元，其中林区防火项目30.00万元、集镇路灯项目18.00万元。"


def complete_projects(pack: Pack) -> None:
    """Let the projects' reports tell every result, and leave the overall one as it is."""
    overall, pack.overall_report = pack.overall_report, None
    complete(pack)
    pack.overall_report = overall


def one_text(pack: Pack) -> None:
    """Let the second project's report say what the first says, of its own project."""
    first, second = pack.project_reports
    for one, other in zip(first.sections, second.sections, strict=True):
        for ours, theirs in zip(one.paragraphs, other.paragraphs, strict=True):
            theirs.raw = ours.raw.replace(first.project, second.project)


def on_canal(sentence: str) -> dict[str, str]:
    return {"project_reports/灌溉渠维修/绩效目标自评完成情况分析/p": sentence}


CASES = [
    Case("D120", "another name, the same report", "fails", edit=one_text, says="通篇是同一份文字",
         severity="info"),
    Case("D120", "two reports", "passes"),
    Case("D120", "no reports", "applies_not", edit=no_reports),
    Case("C139", "no indicator speaks of it", "fails", on_canal("技术指导到户率达95%以上，达成目标。"),
         severity="info", says="报告写“技术指导到户率”95%以上，“灌溉渠维修”项目自评表没有这一项指标"),
    Case("C139", "an indicator of another name speaks of it", "passes",
         on_canal("渠道质量合格率达95%以上，农户满意率达到90%以上。")),
    Case("C139", "a measured rate is said besides", "applies_not", on_canal("技术指导到户率96.4%。")),
    Case("C139", "a plan", "applies_not", on_canal("下年力争技术指导到户率达95%以上。")),
    Case("C139", "money's rates", "applies_not", on_canal("资金支付率达95%以上。")),
    Case("C135", "one result of eight is told", "fails", edit=complete_projects,
         says="整体支出自评表“改造卫生厕所”", severity="info"),
    Case("C135", "all told", "passes", edit=complete),
    Case("C135", "no tables", "applies_not", edit=no_tables),
    Case("X152", "no word on one of two", "fails", {WORK: "全年维修灌溉渠5.2公里。"},
         says="“村道养护”有项目自评表，整体报告没有说到这个项目", severity="info"),
    Case("X152", "others are listed", "fails", {WORK: "全年维修灌溉渠5.2公里。", SPENT: LISTED},
         says="只列出“林区防火项目”、“集镇路灯项目”", severity="warning"),
    Case("X152", "both are named", "passes", edit=complete),
    Case("X152", "by its amount", "passes", {WORK: "灌溉渠维修19.00万元，其余12.00万元用于道路。"}),
    Case("X152", "no projects", "applies_not", edit=no_projects),
    Case("C136", "twice last year's", "fails", {f"{OFFICE}/last_final": "10.00"},
         says="由10万元到21.5万元，增长115%", place=f"{OFFICE}/final", severity="info"),
    Case("C136", "told", "passes",
         {f"{OFFICE}/last_final": "10.00", WORK: "水费、电费比上年增加较多，因新开抗旱泵站。"}),
    Case("C136", "less than half more", "passes", {f"{OFFICE}/last_final": "15.00"}),
    Case("C136", "no base data table", "applies_not", edit=no_base),
    Case("C137", "rates alone", "fails", done("今年以来信访件总数同比下降25%，治安案件同比下降60%。"),
         says="“今年以来信访件总数同比下降25%”、“治安案件同比下降60%”", severity="info"),
    Case("C137", "with both", "passes", done("信访件由64件降到48件，下降25%。")),
    Case("C137", "from so many to so many of any unit", "passes",
         done("原件调阅量由上年的920单元次降到612单元次，下降33.5%。")),
    Case("C137", "told elsewhere", "passes", done("全年受理信访件48件。信访件同比下降25%。")),
    Case("C137", "a plan", "passes", done("力争信访件同比下降25%。")),
    Case("C137", "no reports", "applies_not", edit=no_reports),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
