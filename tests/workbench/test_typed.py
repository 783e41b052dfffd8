"""What is typed for a figure: words that are none are not stored, and no pack locks out others."""

import io
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from assistant.checks import CheckOptions
from assistant.cli_draft import demo_paths
from assistant.model.place import Location
from assistant.model.quantity import Quantity, Text
from assistant.workbench.comeback.changes import Edit
from assistant.workbench.comeback.deciding import Deciding
from assistant.workbench.comeback.reference import Reference
from assistant.workbench.delivery.standing import standing
from assistant.workbench.room import Upload
from assistant.workbench.session import Session
from assistant.workbench.store import State
from assistant.workbench.store.kinds import FieldFixed
from assistant.workbench.typed import fault
from tests.workbench.house import ACTOR, House
from tests.workbench.worked import demo

PLACE = "base_data/spending/业务工作经费/last_final"
CELL = Location(file="甲.docx", table=0, row=1, col=2)
PROSE = Location(file="甲.docx", anchor="p1", start=0, end=4)

MONEY = Quantity(raw="92.60", value=Decimal("92.60"), unit="万元", place=PLACE, location=CELL)
ACTUAL = Quantity(raw="96%", value=Decimal("96"), unit="%", place="overall/x/actual", location=CELL)
SAID = Quantity(raw="12万元", value=Decimal("12"), unit="万元", place="report/x", location=PROSE)
BLANK = Quantity(raw="", place=PLACE, location=CELL)
CASES = [
    (MONEY, "abc", True), (MONEY, "待核实", True), (MONEY, "96.2O", True), (MONEY, "96,20", True),
    (MONEY, "九十六", True), (MONEY, "96.20", False), (MONEY, "９６.２０", False),
    (MONEY, "96.2万", False), (MONEY, "96.20（含结转）", False), (MONEY, "1,234.50", False),
    (MONEY, "-5", False), (MONEY, "", False), (MONEY, "——", False), (MONEY, "无", False),
    (MONEY, "1" * 300, True), (MONEY, "1" * 20 + ".5", True), (BLANK, "1" * 300, True),
    (ACTUAL, "jf", True), (ACTUAL, "按期完成", False), (ACTUAL, "95%", False),
    (SAID, "abc", True), (SAID, "十余万元", False), (BLANK, "详见附件", False),
    (Text(raw="鹭汀镇", place="x", location=CELL), "abc", False),
]  # fmt: skip


@pytest.mark.parametrize(("field", "words", "wrong"), CASES)
def test_words_that_hold_no_figure_cannot_take_its_place(
    field: Text, words: str, wrong: bool
) -> None:
    assert bool(fault(field, words)) is wrong


@pytest.mark.parametrize("words", ["abc", "1" * 300])
def test_a_figure_that_cannot_be_read_is_refused_and_its_finding_stays(
    desk: House, words: str
) -> None:
    pack = desk.pack()
    card = desk.room.card(pack)
    answer = desk.decide(pack, card.version, kind="field_fixed", place=PLACE, after=words)
    assert answer.status_code == 422 and "没有保存" in answer.json()["message"]
    assert desk.room.card(pack) == card


def test_a_pack_that_cannot_be_reckoned_leaves_the_others_in_reach(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    well, ill = desk.pack(), desk.pack()
    desk.room.card(well)

    def failing(*given: Any) -> Any:
        raise ArithmeticError

    monkeypatch.setattr("assistant.workbench.session.check", failing)
    fix = FieldFixed(place=PLACE, before="92.60", after="97.31")
    desk.store.append(ill, fix, actor=ACTOR, expected=desk.store.state(ill).version)
    cards = {card.pack_id: card for card in desk.room.cards()}
    assert "过长的数字" in cards[ill].verdict and cards[well].errors
    assert desk.client.get(f"/packs/{ill}").status_code == 404


def test_last_years_value_is_no_field_of_this_pack(desk: House) -> None:
    found = next(each for each in desk.findings(desk.pack(), "Y101") if each["place"] == PLACE)
    places = [field["place"] for field in found["fields"]]
    assert PLACE in places and "base_data/spending/业务工作经费/final" not in places


def test_what_is_accepted_counts_no_more(desk: House) -> None:
    pack = desk.pack()
    before = desk.room.card(pack)
    key = next(each["fingerprint"] for each in desk.findings(pack) if each["severity"] == "error")
    body = {"kind": "finding_accepted", "fingerprint": key}
    desk.decide(pack, before.version, reason="另有批复。", **body)
    after = desk.room.card(pack)
    assert (after.errors, after.open) == (before.errors - 1, before.open - 1)
    assert f"错误 {after.errors} 处" in after.verdict


def test_why_a_pack_was_not_read_is_on_its_page(desk: House) -> None:
    pack = desk.room.intake.create("两年", ACTOR)
    uploads = [
        Upload(f"{path.parent.name}.docx", io.BytesIO(path.read_bytes()))
        for path in (*demo_paths().prior, *demo_paths().pack)
    ]
    desk.room.intake.add(pack, uploads, "pack", ACTOR, uuid4())
    assert desk.read(pack) == "failed"
    page = desk.client.get(f"/packs/{pack}").text
    assert "不同年度" in page and "把类别改为“上年材料”" in page and "--prior" not in page


def test_words_for_a_figure_in_a_file_that_came_back_are_told_and_not_taken() -> None:
    dossier, documents = demo()
    session = Session(dossier, documents, State(pack_id="p"), CheckOptions())
    reference = Reference(session, None, standing(session, with_open=False), documents, 0, formal=False)  # fmt: skip
    deciding = Deciding(session, reference, "改过.docx", 1)
    raw = session.fields[PLACE].raw
    list(deciding.fields([Edit(place=PLACE, before=raw, after="待核实", figure=True)]))
    assert not deciding.events and "读不出数字" in deciding.told[0]
    list(deciding.fields([Edit(place=PLACE, before=raw, after="96.20", figure=True)]))
    assert len(deciding.events) == 1
