"""Recomputed scores in every output: the line after correction, and row by row."""

from pathlib import Path
from typing import Any

import pytest
from lxml import html as markup
from openpyxl import load_workbook

from assistant.model.finding import CheckReport, IndicatorScore, ScoreView
from assistant.output import feedback, page, sarif, sheet, text
from assistant.output.charts import charts
from assistant.output.scores import by_rule, ground, row_words, total_words
from tests.output import sample

WHAT_IF = "修正后自评得分约 94.5 分（92.5–94.5 分），比自评总分低 4 分，按分档仍为“优”。"
SESSIONS = IndicatorScore(
    place="overall/indicators/数量指标/培训/score", name="培训", level="产出指标·数量指标", direction="up",
    told="按“≥”，越多越好", target="≥40场", actual="38场", weight="10", stated="10", fair="9.5",
    counted="9.5", rule="完成38/40，10分×38÷40=9.5分", agrees=False,
)  # fmt: skip
WORDS = IndicatorScore(
    place="overall/indicators/社会效益指标/影响/score", name="=影响<b>", direction="qualitative",
    told="定性指标，按达成程度分档", target="提升", actual="提升", weight="10", stated="10", low="8",
    high="10", counted="10", rule="完成值属“达成”档，分值的80%–100%，即8–10分",
)  # fmt: skip
BARE = IndicatorScore(
    place="overall/indicators/质量指标/运行/score", name="运行", target="良好", actual="良好",
    reason="没有分值", agrees=False,
)  # fmt: skip


def view(what_if: str = WHAT_IF) -> ScoreView:
    return ScoreView(
        place="overall", title="整体支出自评表", stated="98.5", sum_of_scores="98.5", recomputed="94.5",
        low="92.5", high="94.5", what_if=what_if, note="1 项定性指标按自评得分计。",
        indicators=[SESSIONS, WORDS, BARE],
    )  # fmt: skip


def report(what_if: str = WHAT_IF) -> CheckReport:
    made = sample.make_report()
    made.scores = [view(what_if)]
    return made


ROWS = [
    (SESSIONS, "9.5", "培训：自评 10，按规则 9.5；完成38/40，10分×38÷40=9.5分（按“≥”，越多越好）"),
    (WORDS, "8–10", "=影响<b>：自评 10，按规则 8–10；完成值属“达成”档，分值的80%–100%，即8–10分（定性指标，按达成程度分档）"),
    (BARE, "", "运行：自评未填；没有分值"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "score", "words"), ROWS, ids=lambda value: str(value)[:8])
def test_a_row_in_words(row: IndicatorScore, score: str, words: str) -> None:
    assert by_rule(row) == score
    assert row_words(row) == words
    assert ground(row) in words


def test_text_tells_the_line_and_only_the_rows_that_differ() -> None:
    lines = text.render(report()).splitlines()
    assert lines[1].endswith("重新计算 94.5（92.5–94.5）")
    assert lines[2] == f"　　　{WHAT_IF}"
    assert [line.strip() for line in lines[3:5]] == [f"· {ROWS[0][2]}", f"· {ROWS[2][2]}"]
    assert "=影响" not in "".join(lines)


def test_without_correction_the_note_stands() -> None:
    made = report("")
    made.scores[0].indicators = [WORDS]
    assert "（1 项定性指标按自评得分计。）" in text.render(made).splitlines()[1]
    assert "修正后" not in text.render(made)
    assert (
        total_words(ScoreView(place="x", title="", stated="", sum_of_scores="", recomputed=""))
        == ""
    )


def test_page_has_a_table_for_each_form_that_folds() -> None:
    root: Any = markup.fromstring(page.render(sample.make_pack(), report(), None))
    (folded,) = root.xpath('//*[@class="recount"]')
    assert "3 项，2 项与自评不同" in folded.xpath(".//summary")[0].text_content()
    cells = [[cell.text_content().strip() for cell in row] for row in folded.xpath(".//tbody/tr")]
    assert cells[0] == ["培训产出指标·数量指标", "≥40场", "38场", "10", "10", "9.5", "9.5",
                        "按“≥”，越多越好", "完成38/40，10分×38÷40=9.5分"]  # fmt: skip
    assert cells[1][0] == "=影响<b>"
    assert cells[2][3:8] == ["—", "未填", "—", "—", "方向不明"]
    assert [row.get("class") for row in folded.xpath(".//tbody/tr")] == ["off", None, "off"]
    assert root.xpath('//*[@class="whatif"]')[0].text_content() == WHAT_IF
    assert "区间 92.5–94.5 分" in folded.text_content()


def test_page_without_points_has_no_table() -> None:
    made = report("")
    made.scores[0].recomputed = ""
    root: Any = markup.fromstring(page.render(sample.make_pack(), made, None))
    assert root.xpath('//*[@class="recount"]') == []


@pytest.mark.parametrize("kind", ["pack", "feedback"])
def test_sheet_has_every_row_and_a_total(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    if kind == "pack":
        sheet.write_workbook(path, sample.make_pack(), report())
    else:
        feedback.write_feedback(path, sample.make_pack(), report(), ())
    rows = list(load_workbook(path)["得分复算"].values)
    assert rows[0][:4] == ("核对", "表", "指标类别", "指标")
    assert rows[1] == (
        "不同", "整体支出自评表", "产出指标·数量指标", "培训", "≥40场", "38场", 10, 10, 9.5, None, None, 9.5,
        "越多越好", "按“≥”，越多越好", "完成38/40，10分×38÷40=9.5分", None,
    )  # fmt: skip
    assert rows[2][3] == "'=影响<b>"
    assert rows[2][9:12] == (8, 10, 10)
    assert rows[4][0] == "合计"
    assert rows[4][7:12] == (98.5, None, 92.5, 94.5, 94.5)
    assert rows[4][15] == WHAT_IF


def test_feedback_tells_the_score_after_correction(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    feedback.write_feedback(path, sample.make_pack(), report(), ())
    rows = list(load_workbook(path)["意见反馈表"].values)
    at = next(n for n, row in enumerate(rows) if row[0] == "修正后的自评得分")
    assert rows[at + 1][:4] == (1, "整体支出自评表", WHAT_IF, f"{ROWS[0][2]}\n{ROWS[2][2]}")


def test_json_is_the_model_and_sarif_keeps_the_totals() -> None:
    assert CheckReport.model_validate_json(report().model_dump_json()) == report()
    log = sarif.render(sample.make_pack(), report(), ())
    assert WHAT_IF in str(log)
    assert "完成38/40" not in str(log)


def test_charts_take_the_told_direction() -> None:
    table = sample.make_pack().overall
    assert table
    place = table.indicators[0].score.place
    chart = next(each for each in charts(table, {place}) if each.line)
    assert "越低越好" in chart.groups[0].bars[0].remark
    plainly = next(each for each in charts(table) if each.line)
    assert "越低越好" not in plainly.groups[0].bars[0].remark
