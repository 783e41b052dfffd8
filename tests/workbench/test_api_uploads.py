"""Uploads of hostile names and contents end in a clear line, and never outside the store."""

import os
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from assistant.cli_draft import demo_paths
from assistant.documents.limits import Limits
from assistant.workbench.room import Room
from assistant.workbench.room.uploads import safe_name
from assistant.workbench.store import open_store
from tests.workbench.house import House

DEMO = demo_paths().pack[0].read_bytes()
Part = tuple[str, tuple[str, bytes]]


def fresh(desk: House) -> str:
    return str(desk.client.post("/api/packs", json={"title": "试"}).json()["pack_id"])


def sent(desk: House, pack: str, files: list[tuple[str, bytes]], **form: Any) -> Any:
    parts: list[Part] = [("file", each) for each in files]
    return desk.client.post(f"/api/packs/{pack}/files", files=parts, data=form)


NAMES = {
    "../../etc/passwd.docx": "passwd.docx",
    "..\\..\\windows\\材料.docx": "材料.docx",
    "/abs/a.docx": "a.docx",
    "CON.docx": "_CON.docx",
    "nul.tar.docx": "_nul.tar.docx",
    "a\x00b\x1f.docx": "a_b_.docx",
    "报告\u202excod.docx": "报告_xcod.docx",
    "甲|乙?<丙>.docx": "甲_乙__丙_.docx",
    "长" * 400 + ".docx": "长" * 80 + ".docx",
    "...docx": "文件.docx",
    "a.docx ": "a.docx",
    "\ud800.docx": "文件.docx",
    "": "文件",
}


@pytest.mark.parametrize("given", NAMES)
def test_a_name_is_bare_and_taken_by_any_system(given: str) -> None:
    name = safe_name(given)
    assert name == NAMES[given]
    assert Path(name).name == name and name.isprintable() and len(name.encode()) <= 255


@pytest.mark.parametrize(
    "given", [name for name in NAMES if name.endswith(".docx") and name[0] not in "\ud800."]
)
def test_a_hostile_name_is_stored_under_a_safe_one(desk: House, given: str) -> None:
    pack = fresh(desk)
    files, path = [("x.docx", DEMO)], [given.replace("\x00", "\x01")]
    answer = sent(desk, pack, files, path=path)
    assert answer.status_code == 201, answer.text
    (file,) = answer.json()["files"]
    assert file["name"] == safe_name(path[0])


def zipped(**entries: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


BOMB = zipped(**{"bomb.docx": b"\0" * (80 << 20)})
CONTENTS = {
    "empty": ("a.docx", b"", "是空文件"),
    "a program": ("a.exe", b"MZ\0", "不是可以读取的材料"),
    "a bomb": ("a.zip", BOMB, "超过"),
    "an archive of programs": ("a.zip", zipped(**{"x/run.sh": b"#!"}), "没有可读取的材料"),
    "a torn archive": ("a.zip", zipped(**{"a.docx": DEMO})[:-40], "损坏"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_what_cannot_be_used_is_told(desk: House, name: str) -> None:
    given, data, words = CONTENTS[name]
    answer = sent(desk, fresh(desk), [(given, data)])
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "nothing_added"), answer.text
    assert words in problem["details"][0] and given in problem["details"][0]


def test_an_archive_counts_as_its_files_wherever_they_lie_in_it(desk: House) -> None:
    pack = fresh(desk)
    data = zipped(
        **{"材料/甲.docx": DEMO, "../../乙.txt": "一".encode(), "__MACOSX/._甲.docx": b"x"}
    )
    answer = sent(desk, pack, [("全部.zip", data)])
    assert sorted(file["name"] for file in answer.json()["files"]) == ["乙.txt", "甲.docx"]


def test_one_bad_file_leaves_the_others(desk: House) -> None:
    pack = fresh(desk)
    answer = sent(desk, pack, [("a.docx", DEMO), ("b.exe", b"MZ"), ("c.docx", b"")])
    told = answer.json()
    assert answer.status_code == 201 and len(told["added"]) == 1 and len(told["told"]) == 2


def test_names_and_contents_are_unique_in_a_pack(desk: House) -> None:
    pack = fresh(desk)
    sent(desk, pack, [("a.docx", DEMO)])
    again = sent(desk, pack, [("b.docx", DEMO), ("A.docx", DEMO + b"\n")])
    assert "内容相同" in again.json()["told"][0]
    assert [file["name"] for file in again.json()["files"]] == ["a.docx", "A（2）.docx"]
    prior = sent(desk, pack, [("a.docx", DEMO)], role="prior")
    assert prior.json()["files"][-1]["name"] == "a（上年材料）.docx"


def test_an_upload_sent_again_adds_nothing_twice(desk: House) -> None:
    pack, id = fresh(desk), str(uuid4())
    answers = [sent(desk, pack, [("a.docx", DEMO), ("b.txt", b"x")], id=id) for _ in range(2)]
    assert answers[0].json()["added"] == answers[1].json()["added"]
    assert len(answers[1].json()["files"]) == 2


def test_ten_thousand_files_at_once_are_refused(desk: House) -> None:
    answer = sent(desk, fresh(desk), [(f"{n}.docx", b"x") for n in range(10_000)])
    assert answer.status_code == 400 and "太多" in answer.json()["message"]


def test_a_pack_has_a_bound_on_files(desk: House) -> None:
    pack = fresh(desk)
    data = zipped(**{f"{n}.txt": str(n).encode() for n in range(400)})
    assert len(sent(desk, pack, [("a.zip", data)]).json()["files"]) == 400
    more = zipped(**{f"{n}.txt": f"又{n}".encode() for n in range(200)})
    answer = sent(desk, pack, [("b.zip", more)])
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert len(desk.get(pack, "/files")) == 400, "all of an upload or nothing"


def test_a_file_above_the_limit_is_told(tmp_path: Path) -> None:
    from starlette.testclient import TestClient

    from assistant.workbench.app import create_app

    with (
        open_store(tmp_path / "a.db") as store,
        Room(store, tmp_path / "cache", limits=Limits(file_bytes=1 << 20)) as room,
        TestClient(create_app(room)) as client,
    ):
        pack = client.post("/api/packs", json={}).json()["pack_id"]
        parts = [
            ("file", ("a.txt", b"x" * (1 << 20))),
            ("file", ("b.txt", b"x" * (1 << 20) + b"y")),
        ]
        told = client.post(f"/api/packs/{pack}/files", files=parts).json()
        assert len(told["added"]) == 1 and "超过 1 MB" in told["told"][0]


def test_a_file_that_is_no_document_fails_alone(desk: House) -> None:
    pack = fresh(desk)
    sent(desk, pack, [("a.docx", DEMO), ("假.docx", os.urandom(4000))])
    assert desk.read(pack) == "done"
    bad = next(file for file in desk.get(pack, "/files") if file["name"] == "假.docx")
    assert bad["kind"] == "none" and "假.docx" in bad["problems"][0]
    assert any("假.docx" in line for line in desk.get(pack, "/progress")["errors"])
    assert any("假.docx" in line for line in desk.get(pack, "/overview")["lacks"])


def test_files_that_hold_no_pack_fail_with_a_line_and_can_be_mended(desk: House) -> None:
    pack = fresh(desk)
    sent(desk, pack, [("总结.txt", "今天天气很好。".encode())])
    assert desk.read(pack) == "failed"
    progress = desk.get(pack, "/progress")
    assert progress["line"] and desk.get(pack, "")["state"] == "failed"
    sent(desk, pack, [("a.docx", DEMO)])
    assert desk.read(pack) == "done" and desk.get(pack, "")["state"] == "read"


def test_accounts_given_as_the_pack_are_told_without_options_of_a_command(desk: House) -> None:
    text = "青岫县鹭汀镇人民政府2024年度部门决算\n目录\n收入支出决算总表\n支出决算表\n" * 3
    pack = fresh(desk)
    sent(desk, pack, [("决算.txt", text.encode())])
    desk.read(pack)
    assert "--" not in desk.get(pack, "/progress")["line"]
