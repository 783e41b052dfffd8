"""The first line: nothing that was not read, trusted and checked may look handed in."""

import pytest

from assistant.checks import rules
from assistant.checks.explaining.basis import basis
from assistant.model.document import ReadingNote, ReadingReport
from assistant.model.finding import CheckReport, RuleOutcome, ScoreView
from assistant.model.pack import Pack, Unplaced
from assistant.model.place import Location
from assistant.model.quantity import Doubt
from tests.checks.build import Edit, both, findings, run

TRAINING = "overall/indicators/数量指标/举办农技培训"
OTHERS = ("X", "N", "W", "Y", "C13")
BOX = (91.0, 110.0, 275.0, 131.0)


def noted(kind: str, message: str = "说明", count: int = 1) -> Edit:
    def edit(pack: Pack) -> None:
        note = ReadingNote(kind=kind, message=message, lost=True, count=count)
        pack.readings.append(ReadingReport(file="甲.pdf", format="pdf", notes=[note]))

    return edit


def left(reason: str) -> Edit:
    def edit(pack: Pack) -> None:
        pack.unplaced.append(Unplaced(text="甲", reason=reason, location=Location()))

    return edit


def doubted(end: str, confidence: float = 0.5) -> Edit:
    """Make every field whose place ends so a doubtful reading of a scan."""

    def edit(pack: Pack) -> None:
        for field in pack.fields():
            if field.place.endswith(end):
                field.confidence, field.review = confidence, True
                field.doubts = [Doubt(start=0, end=1, confidence=confidence)]
                field.location = field.location.model_copy(update={"box": BOX, "page": 2})

    return edit


UNKNOWN = left("表格不是已知的表样（甲、乙…）")
FROM_SCAN = noted("scanned_text")


@pytest.mark.parametrize(
    ("cells", "edit", "line"),
    [
        ({}, left("表下说明文字"), "可以上报：未发现问题（自评总分 99.7 分）"),
        ({}, UNKNOWN, "结论不完整：未发现错误和警告，但有 1 张表未能读取，核对补齐后才能判断能否上报（自评总分 99.7 分）"),
        ({}, both(UNKNOWN, doubted(f"{TRAINING}/weight")),
         "结论不完整：未发现错误和警告，但有 1 张表未能读取、1 处数字待核对，核对补齐后"),
        ({"base_data/thrift": ""}, noted("torn_page", count=2),
         "结论不完整：未发现错误，警告 1 处，但有 2 页没有读出内容，"),
        ({}, noted("layout", "“表”不是已知的表样；按通用表头读取。"),
         "结论不完整：未发现错误和警告，但有 1 张表的表样没有见过、按通用表头读取，"),
        ({}, FROM_SCAN, "结论不完整：未发现错误和警告，但有 1 页的文字来自扫描软件、未经核对，"),
        ({}, noted("unread_file"), "结论不完整：未发现错误和警告，但有 1 个文件未能读取，"),
        ({}, noted("hidden"), "可以上报：未发现问题（自评总分 99.7 分）"),
        ({f"{TRAINING}/score": "12"}, UNKNOWN,
         "不能上报：错误 1 处（自评总分 99.7 分）；另有 1 张表未能读取，结论不完整；按选择未运行"),
        ({f"{TRAINING}/score": "12"}, doubted(f"{TRAINING}/score"),
         "不能上报：错误 1 处（自评总分 99.7 分）；1 处错误所据的内容待核对；另有 1 处数字待核对，结论不完整；"),
    ],
)  # fmt: skip
def test_verdict(cells: dict[str, str], edit: Edit, line: str) -> None:
    report = run(cells, edit, ignore=OTHERS)
    assert report.verdict.startswith(line), report.verdict


@pytest.mark.parametrize("edit", [UNKNOWN, doubted("/weight"), noted("torn_page")])
def test_errors_do_not_hide_what_is_missing(edit: Edit) -> None:
    assert "；另有 " in run({f"{TRAINING}/score": "12"}, edit, ignore=OTHERS).verdict
    assert "，结论不完整" in run({f"{TRAINING}/score": "12"}, edit, ignore=OTHERS).verdict


def test_a_table_inside_a_report_is_told_after_the_decision() -> None:
    line = run({}, left("报告中的表格，没有核对；甲"), ignore=OTHERS).verdict
    assert line.startswith("可以上报") and "；报告正文中的 1 张表没有核对" in line


def test_a_crash_leaves_the_conclusion_open() -> None:
    outcomes = [
        RuleOutcome(rule="A101", name="甲", status="passed"),
        RuleOutcome(rule="A102", name="乙", status="crashed"),
    ]
    from assistant.checks.verdict import verdict

    report = CheckReport(verdict="", profile="national", rulebook="1", outcomes=outcomes, scores=[
        ScoreView(place="overall", title="表", stated="90", sum_of_scores="90", recomputed="90")])  # fmt: skip
    assert verdict(report) == (
        "结论不完整：未发现错误和警告，但有 1 条规则未能运行，"
        "核对补齐后才能判断能否上报（自评总分 90 分）。"
    )


def test_a_finding_on_a_doubtful_figure_says_so() -> None:
    report = run({f"{TRAINING}/score": "12"}, doubted(f"{TRAINING}/score"), select="S102")
    (found,) = findings(report, "S102")
    assert found.caution == "“12”由文字识别得出，请先核对原件。"
    (item,) = report.to_review
    assert (item.place, item.raw, item.confidence) == (f"{TRAINING}/score", "12", 0.5)


def test_a_finding_on_sure_figures_has_no_caution() -> None:
    report = run({f"{TRAINING}/score": "12"}, doubted(f"{TRAINING}/deviation"), select="S102")
    assert [found.caution for found in findings(report, "S102")] == [""]


def test_a_reading_that_is_sure_enough_is_not_to_review() -> None:
    def nearly_sure(pack: Pack) -> None:
        for field in pack.fields():
            field.confidence = 0.9

    assert run({}, nearly_sure).to_review == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("DOMAIN §8 比率", "财政部门和第三方机构复核自评材料的通行做法：比率"),
        ("DOMAIN §8 其中、分别为", "财政部门和第三方机构复核自评材料的通行做法：其中、分别为"),
        ("DOMAIN §8、§11", "财政部门和第三方机构复核自评材料的通行做法；问题、原因和改进措施的写作要求"),
        ("GB/T 15835-2011", "《出版物上数字用法》（GB/T 15835-2011）"),
    ],
)  # fmt: skip
def test_basis(source: str, words: str) -> None:
    assert basis(source) == words


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_basis_is_in_words_that_readers_know(rule: object) -> None:
    said = basis(rule.source)  # type: ignore[attr-defined]
    assert said and not any(sign in said for sign in ("DOMAIN", "§", "[V]", "[S]", "[M]"))
