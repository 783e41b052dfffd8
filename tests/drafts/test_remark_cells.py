"""Cells of a form for problems, measures and conclusion: slots, short drafts, and the Word file."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document as open_word

from assistant.checks import CheckOptions, check
from assistant.documents import read
from assistant.drafts import draft
from assistant.drafts.changes import changes
from assistant.drafts.slots import find, wants_measures
from assistant.extraction import extract
from assistant.facts import gather
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport
from assistant.model.pack import Pack
from assistant.output.word import apply
from corpus.forms.build import Printed, write_grid

_HEAD = [
    ["项目名称", "<", "乡村道路护栏安装", "<", "<", "<", "<"],
    ["主管部门", "<", "竹沱县交通局", "<", "实施单位", "竹沱县公路养护中心", "<"],
    [
        "预算执行情况（10分）",
        "年度预算数（万元）",
        "年初预算数",
        "调整后预算数",
        "预算执行数",
        "预算执行率",
        "得分",
    ],
    ["绩效指标（90分）", "三级指标", "指标值", "完成值", "权重", "得分", "未完成原因分析"],
]
_ROWS = [
    [
        "^",
        "安装护栏长度",
        "≥42公里",
        "40.6公里",
        "30",
        "29.00",
        "一处路段地基不良，改用混凝土护栏。",
    ],
    ["^", "更换标志牌", "≥60块", "52块", "20", "17.33", ""],
    ["^", "护栏验收合格率", "≥98%", "95%", "20", "19.39", ""],
    ["^", "沿线群众满意度", "≥90%", "86%", "20", "19.11", ""],
]
_MET = [["^", "安装护栏长度", "≥42公里", "42公里", "90", "90", ""]]


def _form(
    rows: Sequence[list[str]], remarks: dict[str, str], path: Path, paid: str = "205.50"
) -> Path:
    """Write a form; ``paid`` of 342.50 万元 is all of the budget."""
    line = ["^", "总额", "342.50", "342.50", paid, "60%" if paid == "205.50" else "100%", "6.00"]
    total = ["合计", "<", "<", "<", "90", "84.83", ""]
    below = [[label, text, *["<"] * 5] for label, text in remarks.items()]
    grid: Printed = [*_HEAD[:3], line, _HEAD[3], *rows, total, *below]
    return write_grid("2024年部门预算项目绩效自评表", grid, path)


def _drafted(path: Path) -> tuple[Pack, DraftReport]:
    pack = extract([read(path)])
    dossier = Dossier(pack=pack, prior=[], narratives=[])
    facts = gather(dossier)
    return pack, draft(dossier, facts, check(dossier, facts, CheckOptions()))


def _texts(report: DraftReport) -> dict[str, list[str]]:
    return {each.slot.kind: each.text for each in report.drafts if "/remarks/" in each.slot.place}


BLANKS = [
    {"评价结论": "", "存在问题": "", "改进措施": ""},
    {"评价结论": "无", "存在问题": "无", "改进措施": "无。"},
]


@pytest.mark.parametrize("remarks", BLANKS, ids=["blank", "无"])
def test_blank_cells_are_drafted_in_step_and_short(remarks: dict[str, str], tmp_path: Path) -> None:
    _, report = _drafted(_form(_ROWS, remarks, tmp_path / "a.docx"))
    told = _texts(report)
    assert set(told) == {"problems", "measures", "conclusion"}
    assert len(told["problems"]) == len(told["measures"]) == 3
    assert [line[:3] for line in told["problems"]] == ["（一）", "（二）", "（三）"]
    for problem, measure in zip(told["problems"], told["measures"], strict=True):
        assert len(problem) <= 110
        assert problem[:3] == measure[:3]
        assert "项目的" not in problem[:8]
    assert told["problems"][-1].endswith("其余事项见各指标的偏差原因。")
    assert "年度指标值（" in told["problems"][1]
    assert "自评表说明“一处路段地基不良" in "".join(told["problems"])
    assert told["conclusion"] == [
        "总额全年预算数342.50万元，全年执行数205.50万元，预算执行率60%。"
        "〔待确认：预算执行、目标完成和资金使用合规情况的总体评价，以及评价等级〕"
    ]


def test_without_a_shortcoming_the_cells_ask(tmp_path: Path) -> None:
    path = _form(_MET, {"存在问题": "无", "改进措施": ""}, tmp_path / "a.docx", paid="342.50")
    pack, report = _drafted(path)
    assert [each.kind for each in pack.projects[0].remarks] == ["problems", "measures"]
    told = _texts(report)
    assert told["problems"][0].startswith("〔待确认：自评表和报告的数据没有反映出")
    assert told["measures"][0].startswith("〔待确认：请对照存在的问题")


def test_filled_cells_are_no_slots_and_cells_are_no_section(tmp_path: Path) -> None:
    path = _form(_ROWS, {"存在问题": "护栏少1.4公里。", "改进措施": ""}, tmp_path / "a.docx")
    pack = extract([read(path)])
    dossier = Dossier(pack=pack, prior=[], narratives=[])
    facts = gather(dossier)
    slots = find(pack, facts, check(dossier, facts, CheckOptions()))
    assert [slot.kind for slot in slots if "/remarks/" in slot.place] == ["measures"]
    assert not wants_measures(slots)


def test_the_word_file_takes_the_text_in_its_cells(tmp_path: Path) -> None:
    path = _form(_ROWS, {"存在问题": "无", "改进措施": ""}, tmp_path / "a.docx")
    pack, report = _drafted(path)
    dossier = Dossier(pack=pack, prior=[], narratives=[])
    found = check(dossier, gather(dossier), CheckOptions())
    edits, comments = changes(pack, report, found)[str(path)]
    out = tmp_path / "out.docx"
    apply(path, out, edits, comments, mode="clean")
    rows = {row.cells[0].text: row.cells[-1].text for row in open_word(str(out)).tables[0].rows}
    assert rows["存在问题"] == "\n".join(_texts(report)["problems"])
    assert rows["改进措施"] == "\n".join(_texts(report)["measures"])
