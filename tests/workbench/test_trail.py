"""The trail: every event in words, in order, nothing left out."""

import io
from datetime import timedelta, timezone
from typing import get_args
from uuid import UUID

import openpyxl
import pytest

from assistant.workbench.store import Event
from assistant.workbench.store.kinds import (
    AnyHappening,
    ChangedFigure,
    DraftAccepted,
    DraftEdited,
    DraftProposed,
    DraftRefused,
    Exported,
    FieldConfirmed,
    FieldFixed,
    FileAdded,
    FileFiled,
    FileRemoved,
    FindingAccepted,
    FindingAsked,
    FindingReopened,
    KeptFigure,
    ReadDone,
    Redone,
    SlotOutcome,
    Undone,
    WordReturned,
)
from assistant.workbench.trail import COLUMNS, TITLE, TrailLine, lines, trail_book
from tests.workbench.store.cases import SHA, START, told

ZONE = timezone(timedelta(hours=8))
PLACE = "overall/money/年度资金总额/executed"
SLOT = "overall_report/存在的问题"
KEY = "f" * 16
CASES: list[tuple[AnyHappening, tuple[str, ...]]] = [
    (FileAdded(file_id="a", name="材料.docx", sha256=SHA, role="prior", bytes=1),
     ("添加文件（上年材料）", "", "", "材料.docx")),
    (ReadDone(sha256=SHA, files=("a",), errors=("第2页没有读出",)),
     ("读取文件", "", "", "材料.docx")),
    (FileRemoved(file_id="a"), ("移除文件", "", "材料.docx", "")),
    (FieldFixed(place=PLACE, before="3102.58", after="3102.00"),
     ("更正数据", "整体自评表 › 资金 › 年度资金总额 › 全年执行数", "3102.58", "3102.00")),
    (FieldConfirmed(place=PLACE), ("核对原件，数据无误", "整体自评表 › 资金 › 年度资金总额 › 全年执行数", "", "")),
    (FindingAccepted(fingerprint=KEY, rule="A101", place="overall/money"),
     ("认可问题（A101），维持原样", "整体自评表 › 资金", "", "")),
    (FindingReopened(fingerprint=KEY), ("问题重新列为待处理（A101）", "整体自评表 › 资金", "", "")),
    (FindingAsked(fingerprint=KEY, rule="A101", place="overall/money", question="为何？"),
     ("请单位答复（A101）", "整体自评表 › 资金", "", "为何？")),
    (DraftProposed(place=SLOT, author="model:某模型", text=("甲", "乙"), hint="短一些"),
     ("拟稿（语言模型 某模型）", "整体自评报告 › 存在的问题", "", "甲\n乙")),
    (DraftAccepted(place=SLOT, version=10), ("采用文字", "整体自评报告 › 存在的问题", "", "甲\n乙")),
    (DraftEdited(place=SLOT, before=("甲", "乙"), after=("丙",), kept=(KeptFigure(text="5户", reason="有台账"),)),
     ("改写文字", "整体自评报告 › 存在的问题", "甲\n乙", "丙")),
    (DraftRefused(place=SLOT), ("不采用文字", "整体自评报告 › 存在的问题", "丙", "")),
    (Undone(seq=13), ("撤销第 13 步", "", "", "")),
    (Redone(seq=13), ("恢复第 13 步", "", "", "")),
    (Exported(form="word_tracked", sha256=SHA), ("导出修订稿", "", "", "")),
    (WordReturned(sha256=SHA, outcomes=(SlotOutcome(place=SLOT, outcome="edited"),),
                  changed=(ChangedFigure(place=PLACE, before="1", after="2"),)),
     ("收回 Word 文件", "", "", "文字改写 1 处，数据变动 1 处")),
    (FileFiled(file_id="a", name="材料.docx", before="prior", after="accounts"),
     ("更改“材料.docx”的类别", "", "上年材料", "部门决算")),
]  # fmt: skip
EVENTS = told(*(data for data, _ in CASES))


def test_the_cases_hold_every_kind() -> None:
    assert {event.kind for event in EVENTS} == {
        each.model_fields["kind"].default for each in get_args(AnyHappening)
    }


@pytest.mark.parametrize(("seq", "wanted"), [(n, words) for n, (_, words) in enumerate(CASES, 2)])
def test_each_kind_is_told_in_words(seq: int, wanted: tuple[str, ...]) -> None:
    line = lines(EVENTS, ZONE)[seq - 1]
    assert (line.words, line.place, line.before, line.after) == wanted
    assert line.seq == seq and line.actor == "甲" and line.at.utcoffset() == timedelta(hours=8)


def test_what_an_event_adds_to_its_reason_stands_with_it() -> None:
    by_kind = {line.kind: line.reason for line in lines(EVENTS)}
    assert by_kind["draft_edited"] == "理由\n保留“5户”：有台账"
    assert by_kind["draft_proposed"] == "理由\n要求：短一些"
    assert by_kind["read_done"] == "理由\n第2页没有读出"


def test_what_was_undone_is_marked_and_what_was_redone_is_not() -> None:
    fix = FieldFixed(place=PLACE, before="1", after="2")
    undone = [
        line.undone for line in lines(told(fix, fix, Undone(seq=3), Undone(seq=2), Redone(seq=2)))
    ]
    assert undone == [False, False, True, False, False, False]


def test_an_export_of_a_form_that_is_gone_is_told_by_its_name() -> None:
    assert lines(told(Exported(form="old_form", sha256=SHA)))[1].words == "导出old_form"


def test_the_book_has_a_row_for_each_event_and_no_formula() -> None:
    attack = FieldFixed(place=PLACE, before="=1+1", after='=HYPERLINK("x")')
    events = told(*(data for data, _ in CASES), attack)
    book = openpyxl.load_workbook(io.BytesIO(trail_book(events, "甲镇", ZONE)))
    header, *rows = list(book[TITLE].values)
    assert list(header) == [column.header for column in COLUMNS]
    assert [row[0] for row in rows] == [event.seq for event in events]
    assert rows[0][1] == "2024-03-01 17:01:00"
    assert all(cell.data_type != "f" for line in book[TITLE].iter_rows() for cell in line)
    assert [row[8] for row in rows].count("已撤销") == 0
    assert trail_book(events, "甲镇", ZONE) == trail_book(events, "甲镇", ZONE)


def test_a_thousand_events_are_told_at_once() -> None:
    fix = FieldFixed(place=PLACE, before="1", after="2")
    first = told(fix)[0]
    many = [first, *(Event(pack_id="p", seq=n, id=UUID(int=n), at=START, actor="甲", data=fix)
                     for n in range(2, 1002))]  # fmt: skip
    told_lines: list[TrailLine] = lines(many)
    assert len(told_lines) == 1001 and told_lines[-1].seq == 1001
