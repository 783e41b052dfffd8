"""The REST API over the demo pack: each decision is stored once, shown at once, and can be undone."""

from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest

from tests.workbench.house import House


@pytest.fixture
def pack(desk: House) -> str:
    return desk.pack()


def version(desk: House, pack: str) -> int:
    return int(desk.get(pack, "")["version"])


def test_a_pack_from_upload_to_findings(desk: House) -> None:
    pack = desk.uploaded()
    assert desk.get(pack, "")["state"] == "waiting"
    answer = desk.client.post(f"/api/packs/{pack}/read")
    assert answer.status_code == 202 and answer.json()["state"] in ("queued", "running")
    assert desk.wait(pack) == "done"
    card = desk.get(pack, "")
    assert (
        card["state"] == "read" and card["errors"] > 10 and card["verdict"].startswith("不能上报")
    )
    names = [(file["name"], file["role_name"], file["kind"]) for file in desk.get(pack, "/files")]
    assert names == [
        ("pack.docx", "本年材料", "text"),
        ("pack（上年材料）.docx", "上年材料", "text"),
        ("summary.docx", "工作总结", "text"),
    ]
    assert pack in [each["pack_id"] for each in desk.client.get("/api/packs").json()]


def test_the_panes_lead_to_places_that_are_there(desk: House, pack: str) -> None:
    ids = {file["file_id"] for file in desk.get(pack, "/files")}
    html = {file_id: str(desk.room.source(pack, file_id).html) for file_id in ids}  # type: ignore[union-attr]
    sides = [side for each in desk.findings(pack) for side in each["sides"] if side["spot"]]
    fields = [each["source"] for each in desk.get(pack, "/fields")["fields"]]
    chips = [
        source
        for slot in desk.get(pack, "/drafts")["slots"]
        for text in slot["versions"]
        for paragraph in text["paragraphs"]
        for piece in paragraph
        for source in (piece["chip"] or {"sources": []})["sources"]
        if source["spot"]
    ]
    assert len(sides) > 40 and len(fields) > 400 and len(chips) > 40
    for spot in [*sides, *fields, *chips]:
        assert f'id="{spot["spot"]}"' in html[spot["file_id"]], spot


def test_a_fix_ends_its_finding_and_undo_brings_it_back(desk: House, pack: str) -> None:
    (finding,) = desk.findings(pack, "Y101")
    field = finding["fields"][0]
    assert (field["raw"], field["other"]) == ("92.60", "96.20")
    seen = version(desk, pack)
    saved = desk.decide(pack, seen, kind="field_fixed", place=field["place"], after=field["other"])
    assert saved.status_code == 201, saved.text
    told = saved.json()
    assert told["version"] == seen + 1 and told["card"]["can_undo"] and "92.60" in told["undo"]
    assert desk.findings(pack, "Y101") == []
    (edited,) = desk.get(pack, "/fields", only="edited")["fields"]
    assert (edited["raw"], edited["original"]) == ("96.20", "92.60")
    undone = desk.step(pack, "undo", seen + 1)
    assert undone.status_code == 201 and undone.json()["card"]["can_redo"]
    assert desk.findings(pack, "Y101") == [finding]
    assert desk.step(pack, "redo", seen + 2).status_code == 201
    assert desk.findings(pack, "Y101") == []
    assert desk.get(pack, "/findings", at=seen)["groups"], "the pack as of any moment"
    assert desk.step(pack, "redo", seen + 3).json()["code"] == "refused"
    kinds = [(line["kind"], line["undone"]) for line in desk.get(pack, "/history")["lines"]]
    assert kinds[:3] == [("redone", False), ("undone", False), ("field_fixed", False)]


def test_the_same_id_again_stores_nothing_twice(desk: House, pack: str) -> None:
    (finding,) = desk.findings(pack, "Y101")
    seen = version(desk, pack)
    data = {"kind": "field_fixed", "place": finding["fields"][0]["place"], "after": "96.20"}
    body = {"id": str(uuid4()), "expected": seen, "data": data}
    answers = [desk.client.post(f"/api/packs/{pack}/events", json=body) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert version(desk, pack) == seen + 1
    other = desk.client.post(
        f"/api/packs/{pack}/events",
        json=body | {"data": {"kind": "field_confirmed", "place": data["place"]}},
    )
    assert (other.status_code, other.json()["code"]) == (422, "refused")
    step = {"id": str(uuid4()), "expected": seen + 1}
    for _ in range(2):
        assert desk.client.post(f"/api/packs/{pack}/undo", json=step).status_code == 201
    assert version(desk, pack) == seen + 2


def test_two_tabs_on_one_field_see_both_texts(desk: House, pack: str) -> None:
    (finding,) = desk.findings(pack, "Y101")
    place, seen = finding["fields"][0]["place"], version(desk, pack)
    fix: dict[str, Any] = {"kind": "field_fixed", "place": place}
    assert desk.decide(pack, seen, **fix, after="96.20").status_code == 201
    answer = desk.decide(pack, seen, **fix, after="96.00")
    conflict = answer.json()["conflict"]
    assert answer.status_code == 409 and answer.json()["code"] == "conflict"
    assert (conflict["mine"], conflict["theirs"]) == ("96.00", "96.20")
    assert conflict["theirs_actor"] == "李会计" and len(conflict["since"]) == 1
    assert desk.decide(pack, conflict["version"], **fix, after="96.00").status_code == 201
    elsewhere = next(f for f in desk.findings(pack) if f["rule"] == "C103")
    late = desk.decide(
        pack, seen, "单位已另行说明", kind="finding_accepted", fingerprint=elsewhere["fingerprint"]
    )
    assert late.status_code == 201, "what nobody touched since can be decided late"


def test_findings_are_accepted_asked_and_reopened(desk: House, pack: str) -> None:
    first, second = desk.findings(pack)[:2]
    seen = version(desk, pack)
    accept = {"kind": "finding_accepted", "fingerprint": first["fingerprint"]}
    assert desk.decide(pack, seen, **accept).json()["message"] == "请写明理由。"
    assert desk.decide(pack, seen, "有批复", **accept).status_code == 201
    question = second["suggested_question"]
    ask = {"kind": "finding_asked", "fingerprint": second["fingerprint"], "question": question}
    assert desk.decide(pack, seen + 1, **ask).json()["card"]["open"] == len(desk.findings(pack)) - 2
    decided = {f["fingerprint"]: f for f in desk.findings(pack)}
    assert decided[first["fingerprint"]]["reason"] == "有批复"
    assert decided[second["fingerprint"]]["question"] == question
    again = {"kind": "finding_reopened", "fingerprint": first["fingerprint"]}
    assert desk.decide(pack, seen + 2, **again).status_code == 201
    assert desk.decide(pack, seen + 3, **again).json()["code"] == "refused"


def slot_of(desk: House, pack: str, kind: str = "problems") -> dict[str, Any]:
    slots = desk.get(pack, "/drafts")["slots"]
    return next(each for each in slots if each["kind"] == kind)


def test_the_composers_text_is_accepted_as_it_is_shown(desk: House, pack: str) -> None:
    for shown in desk.get(pack, "/drafts")["slots"]:
        assert shown["status"] == "waiting" and shown["versions"][0]["seq"] is None
        answer = desk.decide(
            pack, version(desk, pack), kind="draft_accepted", place=shown["place"], version=None
        )
        assert answer.status_code == 201, (shown["place"], answer.text)
    for slot in desk.get(pack, "/drafts")["slots"]:
        assert (slot["status"], slot["marks"], slot["refused"]) == ("accepted", [], "")
    waiting = [
        each for each in desk.get(pack, "/overview")["still_open"] if each["pane"] == "drafts"
    ]
    assert waiting == []


def test_a_text_with_a_wrong_figure_is_stopped_unless_it_is_kept(desk: House, pack: str) -> None:
    slot, seen = slot_of(desk, pack), version(desk, pack)
    text = [*slot["versions"][0]["text"], "另有专项结余9876.54万元。"]
    edit = {"kind": "draft_edited", "place": slot["place"], "after": text}
    stopped = desk.decide(pack, seen, **edit)
    assert (stopped.status_code, stopped.json()["code"]) == (422, "figures")
    (mark,) = stopped.json()["marks"]
    assert text[mark["paragraph"]][mark["start"] : mark["end"]] == mark["text"] == "9876.54万元"
    assert version(desk, pack) == seen, "nothing was stored"
    marks = desk.client.post(
        f"/api/packs/{pack}/drafts/verify", json={"place": slot["place"], "paragraphs": text}
    )
    assert marks.json()["marks"] == stopped.json()["marks"]
    unreasoned = desk.decide(pack, seen, **edit, kept=[{"text": mark["text"], "reason": "  "}])
    assert unreasoned.status_code == 422
    kept = [{"text": mark["text"], "reason": "会计账为准"}]
    assert desk.decide(pack, seen, **edit, kept=kept).status_code == 201
    after = slot_of(desk, pack)
    assert (after["status"], after["marks"]) == ("edited", [])
    assert after["versions"][-1]["kept"] == kept and after["versions"][-1]["author"] == "person"
    chips = [p["chip"] for line in after["versions"][-1]["paragraphs"] for p in line if p["chip"]]
    assert chips, "figures that are borne out stay chips in a person's text"


def test_a_text_that_a_fix_has_made_wrong_is_marked(desk: House, pack: str) -> None:
    slot = slot_of(desk, pack)
    desk.decide(pack, version(desk, pack), kind="draft_accepted", place=slot["place"], version=None)
    source = next(
        piece["chip"] for line in slot["versions"][0]["paragraphs"] for piece in line
        if piece["chip"] and piece["chip"]["kind_name"] == "材料原文" and piece["chip"]["sources"]
    )  # fmt: skip
    field = next(
        each for each in desk.get(pack, "/fields")["fields"]
        if each["source"]["spot"] == source["sources"][0]["spot"] and each["read_as"]
    )  # fmt: skip
    answer = desk.decide(
        pack, version(desk, pack), kind="field_fixed", place=field["place"], after="7654.32"
    )
    assert answer.status_code == 201
    marks = slot_of(desk, pack)["marks"]
    assert marks and all(mark["message"] for mark in marks)


def test_a_text_is_refused_with_a_reason_and_written_anew(desk: House, pack: str) -> None:
    slot, seen = slot_of(desk, pack, "measures"), version(desk, pack)
    refuse = {"kind": "draft_refused", "place": slot["place"]}
    assert desk.decide(pack, seen, **refuse).status_code == 422
    assert desk.decide(pack, seen, "已在别处写明", **refuse).status_code == 201
    assert slot_of(desk, pack, "measures")["status"] == "refused"
    body = {"place": slot["place"], "hint": "写短些"}
    answer = desk.client.post(f"/api/packs/{pack}/drafts/write", json=body)
    assert answer.status_code == 202
    assert desk.wait(pack) == "done"
    progress = desk.get(pack, "/progress")
    assert progress["job"] == "write" and "没有用到提示" in progress["errors"][0]
    again = slot_of(desk, pack, "measures")
    assert again["status"] == "proposed" and again["versions"][-1]["seq"]


@pytest.mark.parametrize(
    "form, start",
    [("word_clean", b"PK"), ("word_tracked", b"PK"), ("word_annotated", b"PK"), ("feedback", b"PK"),
     ("questions", b"PK"), ("pack_json", b"{"), ("trail", b"PK")],
)  # fmt: skip
def test_exports_are_attachments_and_leave_a_line(
    desk: House, pack: str, form: str, start: bytes
) -> None:
    answer = desk.client.post(f"/api/packs/{pack}/exports", json={"form": form})
    assert answer.status_code == 200, answer.text
    kind, _, name = answer.headers["content-disposition"].partition("; filename*=UTF-8''")
    assert kind == "attachment" and "2024" in unquote(name)
    assert answer.content.startswith(start)
    assert desk.get(pack, "/history")["lines"][0]["kind"] == "exported"


def test_a_file_is_given_back_byte_for_byte_and_taken_out(desk: House, pack: str) -> None:
    file = desk.get(pack, "/files")[-1]
    answer = desk.client.get(f"/api/packs/{pack}/files/{file['file_id']}/content")
    assert len(answer.content) == file["size"]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    gone = desk.client.delete(f"/api/packs/{pack}/files/{file['file_id']}")
    assert file["file_id"] not in [each["file_id"] for each in gone.json()]
    card = desk.get(pack, "")
    assert card["stale"] and card["state"] == "read"
    assert desk.get(pack, "/overview")["still_open"][0]["anchor"] == "read"


REFUSED = {
    "no such pack": ("GET", "/api/packs/" + "0" * 32, None, 404, "missing"),
    "a name that is no id": ("GET", "/api/packs/..%2f..%2fetc", None, 404, "http"),
    "a pack id of another form": ("GET", "/api/packs/1", None, 422, "invalid"),
    "no such moment": ("GET", "/api/packs/{pack}?at=9999", None, 404, "missing"),
    "no such address": ("GET", "/api/nothing", None, 404, "http"),
    "no such way": ("DELETE", "/api/packs/{pack}", None, 405, "http"),
    "no such file": ("GET", "/api/packs/{pack}/files/abc/content", None, 404, "missing"),
    "no picture of a text": ("GET", "/api/packs/{pack}/files/abc/page/1.png", None, 404, "missing"),
    "no such step": ("POST", "/api/packs/{pack}/undo", {"id": str(uuid4()), "expected": 3}, 422,
                     "refused"),
    "an unknown kind": ("POST", "/api/packs/{pack}/events",
                        {"id": str(uuid4()), "expected": 1, "data": {"kind": "read_done"}}, 422,
                        "invalid"),
    "an unknown field": ("POST", "/api/packs/{pack}/events",
                         {"id": str(uuid4()), "expected": 1,
                          "data": {"kind": "field_fixed", "place": "x/y", "after": "1"}}, 422,
                         "refused"),
    "a character that Word can't hold": (
        "POST", "/api/packs/{pack}/events",
        {"id": str(uuid4()), "expected": 1,
         "data": {"kind": "field_fixed", "place": "unit", "after": "a\x00b"}}, 422, "invalid"),
    "a version of the future": (
        "POST", "/api/packs/{pack}/events",
        {"id": str(uuid4()), "expected": 999, "data": {"kind": "field_confirmed", "place": "unit"}},
        409, "conflict"),
    "no such slot": ("POST", "/api/packs/{pack}/drafts/verify",
                     {"place": "unit", "paragraphs": ["一"]}, 422, "refused"),
    "a file that is not Word": ("POST", "/api/packs/{pack}/exports", {"form": "exe"}, 422,
                                "invalid"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_in_one_shape(desk: House, name: str) -> None:
    method, path, body, status, code = REFUSED[name]
    answer = desk.client.request(method, path.format(pack=desk.pack()), json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.json()["message"])


def test_an_unread_pack_shows_empty_panes(desk: House) -> None:
    pack = desk.client.post("/api/packs", json={"title": "空"}).json()["pack_id"]
    assert desk.get(pack, "")["state"] == "empty"
    assert desk.get(pack, "/findings")["groups"] == []
    assert desk.get(pack, "/fields")["fields"] == [] and desk.get(pack, "/drafts")["slots"] == []
    assert desk.client.post(f"/api/packs/{pack}/read").json()["code"] == "unread"
    assert desk.client.post(f"/api/packs/{pack}/exports", json={"form": "trail"}).status_code == 409


def test_the_description_documents_every_operation(desk: House) -> None:
    paths = desk.client.get("/api/openapi.json").json()["paths"]
    operations = [each for path in paths.values() for each in path.values()]
    assert len(operations) > 20
    for each in operations:
        assert any(
            "\u4e00" <= letter <= "\u9fff" for letter in each["summary"] + each["description"]
        )
        assert {"400", "422"} <= each["responses"].keys()
    assert all(path.startswith("/api/") for path in paths)


def test_a_word_file_comes_back_and_is_taken_in_once(desk: House, pack: str) -> None:
    slot = slot_of(desk, pack)
    desk.decide(pack, version(desk, pack), kind="draft_accepted", place=slot["place"], version=None)
    made = desk.client.post(f"/api/packs/{pack}/exports", json={"form": "word_clean"})
    seen, id = version(desk, pack), str(uuid4())
    for _ in range(2):
        answer = desk.client.post(
            f"/api/packs/{pack}/returned", files=[("file", ("交回.docx", made.content))],
            data={"expected": seen, "id": id},
        )  # fmt: skip
        assert answer.status_code == 200, answer.text
    back = answer.json()
    assert back["changed"] == [] and back["version"] == version(desk, pack)
    kinds = [line["kind"] for line in desk.get(pack, "/history")["lines"]]
    assert kinds.count("word_returned") == 1


def test_a_file_that_is_no_word_file_is_not_taken_in(desk: House, pack: str) -> None:
    answer = desk.client.post(
        f"/api/packs/{pack}/returned", files=[("file", ("a.docx", b"not a word file"))],
        data={"expected": version(desk, pack)},
    )  # fmt: skip
    assert answer.status_code == 422 and answer.json()["message"]
