"""What the panes say: tables of words, and what holds of the demo pack as a whole."""

from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

import pytest

from assistant.checks import CheckOptions
from assistant.model.document import Document, ReadingReport, Source, Table
from assistant.model.place import Location
from assistant.model.quantity import Doubt
from assistant.pipeline import again
from assistant.workbench.delivery import FORMS
from assistant.workbench.session import Session
from assistant.workbench.store import Event, State
from assistant.workbench.store.kinds import (
    AnyHappening,
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
    PackCreated,
    ReadDone,
    Redone,
    Undone,
    WordReturned,
)
from assistant.workbench.store.state import Confirmed
from assistant.workbench.views.fields import fields, narrowed
from assistant.workbench.views.findings import retyped
from assistant.workbench.views.history import history, words
from assistant.workbench.views.names import EXPORTS, author_name
from assistant.workbench.views.spots import Shown, Spots
from tests.workbench.house import House

SHA = "0" * 64
PLACE = "overall/money/年度资金总额/executed"

RETYPED = [
    ("92.60", "92.6万元", "96.2万元", "96.20"),
    ("92.60万元", "92.6万元", "96.2万元", "96.20万元"),
    ("1,986.34", "1986.34万元", "1896.34万元", "1896.34"),
    ("10", "10分", "9.21分", "9.21"),
    ("10\u3000", "10分", "9.21分", "9.21"),
    ("96%", "96%", "84.8%", "84.8%"),
    ("安排20万用于购置", "20万", "20万元", "安排20万元用于购置"),
    ("其中20万，另20万", "20万", "20万元", ""),
    ("共计192.6万元", "92.6万元", "96.2万元", ""),
    ("92.60", "91.6万元", "96.2万元", ""),
    ("92.60", "92.6万元", "96.2%", ""),
    ("", "空白", "填表人、填报日期", ""),
    ("年初预算", "92.6万元", "", ""),
]


@pytest.mark.parametrize("raw, found, right, typed", RETYPED)
def test_the_right_value_is_written_as_the_cell_writes_it(
    raw: str, found: str, right: str, typed: str
) -> None:
    assert retyped(raw, found, right) == typed


SAID: list[tuple[AnyHappening, str]] = [
    (PackCreated(title="甲镇"), "新建材料“甲镇”"),
    (FileAdded(file_id="a", name="a.docx", sha256=SHA, role="prior", bytes=1),
     "添加文件（上年材料）“a.docx”"),
    (FileFiled(file_id="a", name="a.docx", before="prior", after="pack"),
     "更改“a.docx”的类别：上年材料改为本年材料"),
    (FileRemoved(file_id="a"), "移除文件“a.docx”"),
    (ReadDone(sha256=SHA, files=("a", "b"), errors=("坏",)), "读取文件，共 2 个，有 1 条说明"),
    (FieldFixed(place=PLACE, before="", after="1.00"),
     "整体自评表—资金—年度资金总额—全年执行数：更正数据，（空白）改为“1.00”"),
    (FieldFixed(place=PLACE, before="一" * 99, after="二"), "一……”改为“二”"),
    (FieldConfirmed(place=PLACE), "：核对原件，数据无误"),
    (FindingAccepted(fingerprint="f", rule="A101", place=PLACE), "：认可问题（A101），维持原样"),
    (FindingAsked(fingerprint="f", question="为什么？", rule="A101"), "请单位答复（A101）“为什么？”"),
    (FindingReopened(fingerprint="f"), "问题重新列为待处理（A101）"),
    (DraftProposed(place="overall_report/存在问题", author="model:某", text=("一",)),
     "整体自评报告—存在问题：拟稿（语言模型 某）"),
    (DraftEdited(place="base_data/thrift", before=(), after=("一",),
                 kept=(KeptFigure(text="1", reason="二"),)), "改写文字，保留 1 处没有依据的数字"),
    (DraftAccepted(place="base_data/thrift", version=1), "采用文字"),
    (DraftRefused(place="base_data/thrift"), "不采用文字"),
    (Exported(form="feedback", sha256=SHA), "导出意见反馈表"),
    (WordReturned(sha256=SHA), "收回 Word 文件：数据变动 0 处"),
    (Undone(seq=3), "撤销第 3 步"),
    (Redone(seq=3), "恢复第 3 步"),
]  # fmt: skip


EVENTS = [
    Event(
        pack_id="p", seq=seq, id=UUID(int=seq), at=datetime(2024, 3, 1, tzinfo=UTC), actor="甲",
        data=data, reason="因",
    )
    for seq, (data, _) in enumerate(SAID, 1)
]  # fmt: skip


@pytest.mark.parametrize("seq, said", [(seq, said) for seq, (_, said) in enumerate(SAID, 1)])
def test_each_kind_of_event_is_a_sentence(seq: int, said: str) -> None:
    by_seq = {line.seq: line for line in history(EVENTS, State(), "甲").lines}
    assert said in by_seq[seq].words and by_seq[seq].reason == "因"


def test_told_alone_an_event_names_no_id_for_what_it_cannot_name() -> None:
    alone = {event.kind: words(event) for event in EVENTS}
    assert alone["file_removed"] == "移除文件"
    assert alone["finding_reopened"] == "问题重新列为待处理"
    assert all(alone.values())


def test_every_kind_of_event_has_its_sentence() -> None:
    assert {type(data) for data, _ in SAID} == set(get_args(AnyHappening))


def test_every_export_has_a_name() -> None:
    assert EXPORTS.keys() == FORMS.keys()
    assert [author_name(name) for name in ("composer", "person", "model:甲")] == [
        "程序", "人工", "语言模型 甲",
    ]  # fmt: skip


def shown(kind: str) -> Spots:
    source = Source(path="a", format=kind, sha256="")
    report = ReadingReport(file="a", format=kind)
    return Spots([Shown("f1", "a", Document(source=source, blocks=[], report=report))])


AT = Location(file="a", page=2, table=1, row=3, col=4, start=5, end=7, box=(1, 2, 3, 4))


def test_a_place_on_pages_has_its_box_and_one_in_text_has_none() -> None:
    paged, text = shown("pdf").ref(AT, "处"), shown("docx").ref(AT, "处")
    assert (paged.page, paged.boxes) == (2, ((1, 2, 3, 4),))
    assert (text.page, text.boxes) == (None, ())
    assert paged.spot == text.spot != "" and (text.start, text.end) == (5, 7)


def test_a_place_in_no_file_leads_nowhere() -> None:
    ref = shown("docx").ref(AT.model_copy(update={"file": "b"}), "处", "文")
    assert (ref.file_id, ref.spot, ref.label, ref.quote) == ("", "", "处", "文")


def test_findings_are_grouped_by_form_and_cause_and_the_gravest_come_first(desk: House) -> None:
    pack = desk.pack()
    groups = desk.room.findings(pack).groups
    order = {"error": 0, "warning": 1, "info": 2}
    card = desk.room.card(pack)
    shown = sum(len(group.findings) for group in groups)
    assert shown == card.errors + card.warnings + card.notices
    for group in groups:
        heads = [view for view in group.findings if view.leads or not view.cause]
        grades = [order[view.severity] for view in heads]
        assert grades == sorted(grades)
        assert {view.form for view in group.findings} == {group.title}
        assert group.open == len(group.findings)
    first = [order[group.findings[0].severity] for group in groups]
    assert first == sorted(first)


def test_fields_name_places_that_can_be_typed(desk: House) -> None:
    pack = desk.pack()
    fields = desk.room.fields(pack)
    assert fields.total == len(fields.fields) > 400
    assert len({view.place for view in fields.fields}) == fields.total
    assert all(view.source.spot and view.form for view in fields.fields)
    read_as = {view.raw: view.read_as for view in fields.fields if view.place == PLACE}
    assert all(told.endswith("万元") for told in read_as.values()) and read_as
    part = desk.room.fields(pack, start=10, count=5)
    assert [view.place for view in part.fields] == [v.place for v in fields.fields[10:15]]
    assert part.total == fields.total and desk.room.fields(pack, only="look").fields == ()


def test_what_is_doubted_comes_first_until_it_is_confirmed(desk: House) -> None:
    session = desk.room._packs.must(desk.pack()).session
    read = session.documents[0]
    blocks = [_doubting(block) if isinstance(block, Table) else block for block in read.blocks]
    documents = [read.model_copy(update={"blocks": blocks})]
    base = again(session.base, documents)
    doubted = Session(base, documents, State(), CheckOptions())
    shown = fields(doubted, Spots([]))
    assert shown.doubtful == 1 and shown.fields[0].raw == "92.60"
    assert shown.fields[0].doubt == "识别把握 40%，也可能是“91.10”"
    assert narrowed(shown, "look", 0, None).fields == shown.fields[:1]
    place = shown.fields[0].place
    sure = Confirmed(seq=1, at=datetime(2024, 3, 1, tzinfo=UTC), actor="甲", place=place)
    settled = fields(
        Session(base, documents, State(confirmed={place: sure}), CheckOptions()), Spots([])
    )
    assert settled.doubtful == 0
    assert [view.place for view in settled.fields if view.confirmed] == [place]


def _doubting(table: Table) -> Table:
    doubt = Doubt(start=1, end=4, confidence=0.4, readings=("1.1",))
    cells = [
        cell.model_copy(update={"confidence": 0.4, "doubts": [doubt]})
        if cell.text.strip() == "92.60"
        else cell
        for cell in table.cells
    ]
    return Table(rows=table.rows, cols=table.cols, cells=cells, location=table.location)


def test_blank_cells_are_offered_for_what_is_blank(desk: House) -> None:
    pack = desk.pack()
    (finding,) = desk.findings(pack, "C104")
    assert {field["place"] for field in finding["fields"]} >= {
        f"base_data/signoff/{name}" for name in ("filler", "date", "phone")
    }
    assert all(
        not field["place"].endswith("/label") for f in desk.findings(pack) for field in f["fields"]
    )
