"""Forms of other provinces: what they have no cell for, and where they explain instead."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.checks import CheckOptions
from assistant.errors import JixiaoError
from assistant.model.finding import CheckReport, Finding
from assistant.model.pack import IndicatorTable, Pack, Remark, Report, Section
from assistant.model.place import Location
from assistant.model.quantity import Text
from assistant.pipeline import load, run_check
from corpus.forms.build import write_form
from corpus.forms.truth import FORMS
from tests.checks.build import Edit, put
from tests.checks.table import Case, judge

CANAL = "projects/灌溉渠维修"
LENGTH = f"{CANAL}/indicators/数量指标/维修渠道长度"
NO_CELL = Location(file="pack.docx", table=3)
MISSED = {f"{LENGTH}/actual": "4公里", f"{LENGTH}/score": "16"}


def canal(pack: Pack) -> IndicatorTable:
    return next(table for table in pack.projects if table.place == CANAL)


def beside(kind: str, said: str) -> Edit:
    """Return an edit that gives the canal's form a cell for problems (measures) with these words."""

    def edit(pack: Pack) -> None:
        place = f"{CANAL}/remarks/{kind}"
        label = {"problems": "存在问题", "measures": "改进措施"}[kind]
        remark = {"kind": kind, "label": label, "raw": said, "place": place}
        canal(pack).remarks.append(Remark(**remark))

    return edit


def both(*edits: Edit) -> Edit:
    def edit(pack: Pack) -> None:
        for each in edits:
            each(pack)

    return edit


def no_deviations(pack: Pack) -> None:
    for row in canal(pack).indicators:
        row.deviation = Text(place=row.deviation.place, location=NO_CELL)


def renamed(pack: Pack) -> None:
    canal(pack).indicators[0].name.raw = "防渗衬砌渠段完成长度"


def far_above(pack: Pack) -> None:
    put(pack, f"{LENGTH}/actual", "9公里")


def cut(pack: Pack) -> None:
    put(pack, f"{LENGTH}/score", "15")


def no_total(pack: Pack) -> None:
    table = canal(pack)
    table.total_score = table.total_score.model_copy(
        update={"raw": "", "value": None, "location": NO_CELL}
    )


def parent_and_details(weights: tuple[str, str], target: str) -> Edit:
    """Return an edit that gives two rows, the second detailing the first; weight of each."""

    def edit(pack: Pack) -> None:
        table = canal(pack)
        first, second = table.indicators[0], table.indicators[1]
        second.parent = first.place
        for row, weight in zip((first, second), weights, strict=True):
            put(pack, f"{row.place}/weight", weight)
            put(pack, f"{row.place}/score", weight)
        if not target:
            put(pack, f"{first.place}/target", "")
            put(pack, f"{first.place}/actual", "")

    return edit


SAID = beside("problems", "渠道维修少1公里，雨季停工。")
NOTHING = beside("problems", "无")
CASES = [
    Case("T102", "no column for deviations, told in the cell for problems", "passes", MISSED,
         edit=both(no_deviations, SAID)),
    Case("T102", "no column, and nothing in the cell either", "fails", MISSED,
         edit=both(no_deviations, NOTHING)),
    Case("T102", "no column, one of the note's points is on the row alone", "passes", MISSED,
         edit=both(no_deviations, renamed,
                   beside("problems", "1.群众意见已答复；2.衬砌用料涨价，防渗段推后。"))),
    Case("T102", "no column, a point shares one word with the row", "fails", MISSED,
         edit=both(no_deviations, renamed, beside("problems", "完成征地调解费时，群众意见已答复。"))),
    Case("T102", "a column left blank beside a cell for problems", "fails", MISSED, edit=SAID),
    Case("T103", "far above, told in the cell for problems", "passes",
         edit=both(no_deviations, far_above, SAID)),
    Case("T103", "far above, nothing told", "fails", edit=both(no_deviations, far_above)),
    Case("S105", "points cut, told in the cell for problems", "passes",
         edit=both(no_deviations, cut, SAID)),
    Case("S105", "points cut, nothing told", "fails", edit=both(no_deviations, cut)),
    Case("C116", "a form without points has no total", "fails", edit=no_total, severity="info",
         says="没有找到总分的栏目"),
    Case("T104", "targets stand with the details", "passes", edit=parent_and_details(("20", "10"), "")),
    Case("S106", "details without points", "passes", edit=parent_and_details(("30", ""), "5")),
    Case("S106", "a parent without points, its details scored", "passes",
         edit=parent_and_details(("", "30"), "5")),
]  # fmt: skip

CELLS = [
    Case("C121", "a missed target and “无” in the form's own cell", "fails", MISSED, edit=NOTHING,
         place=f"{CANAL}/remarks/problems", severity="error", says="维修渠道长度"),
    Case("C121", "both cells say nothing: one finding", "fails", MISSED,
         edit=both(NOTHING, beside("measures", ""))),
    Case("C121", "told", "passes", MISSED, edit=SAID),
    Case("C121", "nothing to tell", "passes", edit=NOTHING),
    Case("C121", "a form without such cells", "applies_not", MISSED),
]  # fmt: skip
"""Run with the others of family C."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.why}")
def test_case(case: Case) -> None:
    judge(case)


def report_of(*titles: str) -> Edit:
    """Return an edit that gives the canal's report these sections alone."""

    def edit(pack: Pack) -> None:
        report = next(each for each in pack.project_reports if "灌溉渠" in each.project)
        report.sections = list(_sections(report, titles))

    return edit


def _sections(report: Report, titles: tuple[str, ...]) -> Iterator[Section]:
    for number, title in enumerate(titles, 1):
        place = f"{report.place}/{title}"
        text = Text(raw="入户走访了30户农户，问卷调查。", place=f"{place}/p")
        yield Section(number=f"{number}、", title=title, level=1, place=place, location=Location(),
                      paragraphs=[text])  # fmt: skip


TRANSFER = ("绩效目标分解下达情况", "绩效目标完成情况分析", "偏离绩效目标的原因和下一步改进措施",
            "绩效自评结果拟应用和公开情况")  # fmt: skip
CONCLUSION_FIRST = ("自评结论", "绩效目标完成情况", "存在的问题", "改进措施和建议")
OUTLINES = [
    Case("C107", "the outline for transfer payments", "passes", edit=report_of(*TRANSFER)),
    Case("C107", "that outline without its third part", "fails",
         edit=report_of(*TRANSFER[:2], TRANSFER[3]), severity="error", says="偏离绩效目标"),
    Case("C107", "conclusion first, in Yunnan", "passes", edit=report_of(*CONCLUSION_FIRST),
         profile="yunnan"),
    Case("C107", "conclusion first, without the problems", "fails", profile="yunnan",
         edit=report_of(*CONCLUSION_FIRST[:2], "下一步安排和建议"), severity="error"),
]  # fmt: skip


@pytest.mark.parametrize("case", OUTLINES, ids=lambda case: case.why)
def test_outlines(case: Case) -> None:
    judge(case)


def amiss(error: JixiaoError) -> None:
    pytest.fail(str(error))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CheckReport]:
    folder = tmp_path_factory.mktemp("forms")
    options = CheckOptions(profile="")
    return {
        name: run_check(load([write_form(name, folder)[0]], tell=amiss), options) for name in FORMS
    }


@pytest.mark.parametrize("name", FORMS)
def test_a_sound_form_of_any_place_has_no_fault(name: str, reports: dict[str, CheckReport]) -> None:
    grave = [finding for finding in reports[name].findings if finding.severity != "info"]
    assert all(_is_the_missing_report(finding) for finding in grave), grave


def _is_the_missing_report(finding: Finding) -> bool:
    """Tell whether a finding says that an overall table came alone, which is true."""
    return (finding.rule, finding.place) == ("C101", "overall_report")


PLACES = {
    "hunan_older": "hunan", "sichuan_overall": "sichuan", "sichuan_system": "sichuan",
    "yunnan_overall": "yunnan", "yunnan_project": "yunnan", "henan_overall": "henan",
    "shaanxi_overall": "shaanxi", "gansu_overall": "gansu", "jiangsu_overall": "jiangsu",
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_place_is_told_from_the_layout(name: str, reports: dict[str, CheckReport]) -> None:
    assert reports[name].profile == PLACES.get(name, name)
    assert "由表样“" in reports[name].profile_reason


def test_a_profile_that_was_named_is_kept(tmp_path: Path) -> None:
    dossier = load([write_form("hubei", tmp_path)[0]], tell=amiss)
    report = run_check(dossier, CheckOptions(profile="national"))
    assert (report.profile, report.profile_reason) == ("national", "按指定")


def test_without_a_known_layout_the_common_profile_is_taken() -> None:
    from assistant.model.dossier import Dossier
    from tests.checks.build import sound

    report = run_check(Dossier(pack=sound()), CheckOptions(profile=""))
    assert report.profile == "national" and "按通用口径" in report.profile_reason
