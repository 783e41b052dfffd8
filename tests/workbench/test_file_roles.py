"""A file may be of another kind than it was uploaded as: from the next reading on, and undone."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from assistant.workbench.store import Event, NewEvent, open_store, replay
from assistant.workbench.store.kinds import FileAdded, FileFiled, FileRemoved, ReadDone, Undone
from tests.workbench.house import House
from tests.workbench.store.cases import SHA, Step, told


@pytest.fixture
def pack(desk: House) -> str:
    return desk.pack()


def files(desk: House, pack: str) -> dict[str, str]:
    return {each["role"]: each["file_id"] for each in desk.get(pack, "/files")}


def version(desk: House, pack: str) -> int:
    return int(desk.get(pack, "")["version"])


def file_as(desk: House, pack: str, file_id: str, role: str, seen: int | None = None) -> Any:
    expected = version(desk, pack) if seen is None else seen
    return desk.decide(pack, expected, kind="file_filed", file_id=file_id, role=role)


def test_a_prior_year_that_came_as_accounts_is_put_right(desk: House, pack: str) -> None:
    prior = files(desk, pack)["prior"]
    compared = desk.findings(pack, "Y101")
    assert compared, "this year is held against last year's"
    saved = file_as(desk, pack, prior, "summary")
    assert saved.status_code == 201, saved.text
    told = saved.json()
    assert "上年材料改为工作总结" in told["line"]["words"] and told["line"]["undoable"]
    assert told["card"]["stale"]
    assert desk.findings(pack, "Y101") == compared, "until it is read again"
    open_ = desk.get(pack, "/overview")["still_open"]
    assert open_[0]["text"] == "文件有变动，需要重新读取"
    assert desk.read(pack) == "done"
    assert not desk.get(pack, "")["stale"] and desk.findings(pack, "Y101") == []
    assert {each["file_id"]: each["role_name"] for each in desk.get(pack, "/files")}[prior] == "工作总结"  # fmt: skip
    undone = desk.step(pack, "undo", version(desk, pack))
    assert undone.status_code == 201 and undone.json()["card"]["stale"]
    assert desk.read(pack) == "done"
    assert [each["message"] for each in desk.findings(pack, "Y101")] == [
        each["message"] for each in compared
    ]
    assert desk.step(pack, "redo", version(desk, pack)).json()["card"]["stale"]


def test_taken_back_before_a_reading_nothing_has_to_be_read(desk: House, pack: str) -> None:
    file_as(desk, pack, files(desk, pack)["prior"], "accounts")
    undone = desk.step(pack, "undo", version(desk, pack))
    assert not undone.json()["card"]["stale"]


def test_a_pack_without_papers_of_its_own_is_not_read(desk: House, pack: str) -> None:
    own = files(desk, pack)["pack"]
    assert file_as(desk, pack, own, "accounts").status_code == 201
    assert desk.read(pack) == "failed"
    assert file_as(desk, pack, own, "pack").status_code == 201
    assert not desk.get(pack, "")["stale"]


@pytest.mark.parametrize(("role", "status", "words"), [
    ("prior", 422, "已经是“上年材料”"), ("other", 422, "不合要求"), ("", 422, "不合要求"),
])  # fmt: skip
def test_what_cannot_be(desk: House, pack: str, role: str, status: int, words: str) -> None:
    answer = file_as(desk, pack, files(desk, pack)["prior"], role)
    assert answer.status_code == status and words in answer.json()["message"]


def test_a_file_that_is_not_there(desk: House, pack: str) -> None:
    answer = file_as(desk, pack, "none", "pack")
    assert answer.status_code == 404 and answer.json()["message"] == "材料里没有这个文件。"


def test_the_same_content_is_of_one_kind_once(desk: House, pack: str) -> None:
    own = files(desk, pack)["pack"]
    content = desk.client.get(f"/api/packs/{pack}/files/{own}/content").content
    sent = desk.client.post(
        f"/api/packs/{pack}/files", files=[("file", ("又一份.docx", content))],
        data={"role": "accounts"},
    )  # fmt: skip
    (again,) = sent.json()["added"]
    answer = file_as(desk, pack, again, "pack")
    assert answer.status_code == 422 and "内容相同" in answer.json()["message"]


def test_two_who_change_one_file_see_each_other(desk: House, pack: str) -> None:
    prior, seen = files(desk, pack)["prior"], version(desk, pack)
    assert file_as(desk, pack, prior, "summary", seen).status_code == 201
    answer = file_as(desk, pack, prior, "accounts", seen)
    assert answer.status_code == 409
    conflict = answer.json()["conflict"]
    assert (conflict["mine"], conflict["theirs"]) == ("部门决算", "工作总结")
    assert conflict["target_words"].endswith(".docx")
    # Another file is another matter.
    other = files(desk, pack)["pack"]
    assert file_as(desk, pack, other, "accounts", seen).status_code == 201


def test_the_same_request_again_changes_nothing_twice(desk: House, pack: str) -> None:
    data = {"kind": "file_filed", "file_id": files(desk, pack)["prior"], "role": "summary"}
    body = {"id": str(uuid4()), "expected": version(desk, pack), "reason": "", "data": data}
    one, two = (desk.client.post(f"/api/packs/{pack}/events", json=body) for _ in range(2))
    assert one.json()["seq"] == two.json()["seq"] == version(desk, pack)


ADDED = FileAdded(file_id="a", name="甲.docx", sha256=SHA, role="pack", bytes=1)
READ = ReadDone(sha256=SHA, files=("a",), roles={"a": "pack"})
OLD = ReadDone(sha256=SHA, files=("a",))
"""A reading as it was told before a file could be of another kind."""
FILED = FileFiled(file_id="a", name="甲.docx", before="pack", after="prior")
READ_AS_PRIOR = ReadDone(sha256=SHA, files=("a",), roles={"a": "prior"})


@pytest.mark.parametrize(("steps", "read"), [
    ((ADDED, READ), True),
    ((ADDED, OLD), True),
    ((ADDED, READ, FILED), False),
    ((ADDED, OLD, FILED), False),
    ((ADDED, READ, FILED, READ_AS_PRIOR), True),
    ((ADDED, READ, FILED, Undone(seq=4)), True),
    ((ADDED, READ, FILED, READ_AS_PRIOR, Undone(seq=4)), False),
    ((ADDED, FILED, READ_AS_PRIOR, FileRemoved(file_id="a")), False),
])  # fmt: skip
def test_a_reading_counts_while_its_files_are_what_they_were(
    steps: tuple[Step, ...], read: bool
) -> None:
    events: tuple[Event, ...] = told(*steps)
    assert replay(events).read is read


def test_a_store_of_before_is_taken_over_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(path) as store:
        pack = store.create_pack("甲镇", "甲").pack_id
        store.append_all(pack, [NewEvent(data=ADDED), NewEvent(data=OLD)], actor="甲", expected=1)
        before = store.events(pack)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE workbench_version SET version_num = '0001'")
    with open_store(path) as store:
        assert store.events(pack) == before and store.state(pack).read
        store.append(pack, FILED, actor="甲", expected=3)
        assert not store.state(pack).read
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT version_num FROM workbench_version").fetchall() == [
            ("0002",)
        ]
