"""The command ``review`` on PostgreSQL: its packs are in the database, its files beside it."""

import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import make_url

from assistant.cli_draft import demo_paths
from assistant.workbench.store import open_store
from tests.test_cli_review import CALL, Running, running
from tests.workbench.clerk import Clerk
from tests.workbench.store import server
from tests.workbench.test_kill_server import begun, hold, hold_packs, killed, left_behind

_KILLS = 3
_BREAK = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
)
_DRIVERS = ["postgresql", "postgresql+psycopg", "postgres"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of this user's data."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "jixiao"


def client(running: Running) -> httpx2.Client:
    allowed = {"Authorization": f"Bearer {running.key}"}
    base = f"{running.origin}{running.prefix}/api"
    return httpx2.Client(base_url=base, headers=allowed, timeout=30, trust_env=False)


def uploaded(http: httpx2.Client) -> str:
    """Make a pack, upload the demo to it, and return its id."""
    pack = http.post("/packs", json={"title": "鹭汀镇"}).raise_for_status().json()["pack_id"]
    demo = demo_paths()
    roles = {"pack": demo.pack, "prior": demo.prior, "summary": demo.summaries}
    for role, paths in roles.items():
        for path in paths:
            http.post(
                f"/packs/{pack}/files",
                data={"role": role},
                files={"file": (path.name, path.read_bytes())},
            ).raise_for_status()
    http.post(f"/packs/{pack}/read").raise_for_status()
    return str(pack)


def decided(http: httpx2.Client, pack: str, version: int) -> list[dict[str, Any]]:
    """Fix a value, take a text and let a finding stand; return what was answered."""
    about = f"/packs/{pack}"
    finding = http.get(f"{about}/findings").json()["groups"][0]["findings"][0]
    slot = http.get(f"{about}/drafts").json()["slots"][0]
    steps = [
        {"kind": "finding_accepted", "fingerprint": finding["fingerprint"]},
        {"kind": "draft_accepted", "place": slot["place"]},
        {"kind": "field_fixed", "place": "base_data/staffing/staff", "after": "91"},
    ]
    answers = []
    for data in steps:
        body = {"id": str(uuid4()), "expected": version, "reason": "已附说明", "data": data}
        answers.append(http.post(f"{about}/events", json=body).raise_for_status().json())
        version = answers[-1]["version"]
    return answers


@pytest.mark.system("initdb")
def test_a_pack_in_postgres_comes_back_as_it_was_left(
    postgres: Callable[[], str], data: Path
) -> None:
    address = postgres().replace("postgresql", "postgresql+psycopg", 1)
    with running("--store", address) as first, client(first) as http:
        pack = uploaded(http)
        version = first._replace(pack=pack).read()["version"]
        answers = decided(http, pack, version)
        before = {what: http.get(f"/packs/{pack}/{what}").json() for what in ("history", "fields")}
    # The block has killed it: nothing was left to be written at its end.
    with running("--store", address) as second, client(second) as http:
        (card,) = http.get("/packs").json()
        assert (card["pack_id"], card["title"], card["state"]) == (pack, "鹭汀镇", "read")
        assert card["version"] == answers[-1]["version"]
        for what, was in before.items():
            assert http.get(f"/packs/{pack}/{what}").json() == was
        files = http.get(f"/packs/{pack}/files").json()
        content = http.get(f"/packs/{pack}/files/{files[0]['file_id']}/content").content
    assert content == demo_paths().pack[0].read_bytes()
    assert any(line["kind"] == "field_fixed" for line in before["history"]["lines"])
    assert {path.name for path in data.iterdir()} <= {"blobs", "cache"}
    with open_store(address, data / "blobs") as store:
        events = store.events(pack)
        assert all(events[each["seq"] - 1].kind == each["line"]["kind"] for each in answers)


@pytest.mark.system("initdb")
def test_a_killed_server_loses_nothing_in_postgres(postgres: Callable[[], str], data: Path) -> None:
    address, clerk, moments = postgres(), Clerk(7), random.Random(3)
    begun(address, clerk)
    for turn in range(_KILLS):
        left_behind(killed(clerk, address, turn, moments))
        with open_store(address, data / "blobs") as store:
            hold(store, clerk)
            hold_packs(store, clerk)
    assert len(clerk.done) >= _KILLS


@pytest.mark.system("initdb")
def test_a_database_that_goes_away_is_told(data: Path) -> None:
    with ExitStack() as stack, ExitStack() as database:
        address = database.enter_context(server.server())
        found = stack.enter_context(running("--store", address))
        http = stack.enter_context(client(found))
        assert http.post("/packs", json={"title": "甲镇"}).status_code == 201
        with closing(server.connect(make_url(address).port or 0)) as other:
            other.run(_BREAK)
        assert http.post("/packs", json={"title": "乙镇"}).status_code == 201, "connected anew"
        database.close()
        answer = http.post("/packs", json={"title": "丙镇"})
        assert answer.status_code >= 500, answer.text
        assert "PostgreSQL" in answer.json()["message"], answer.text


def called(address: str, before: str = "") -> subprocess.CompletedProcess[str]:
    code = f"{before}from assistant.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *CALL[3:], "--store", address],
        capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("driver", _DRIVERS)
def test_a_database_that_is_away_is_one_line(driver: str, data: Path) -> None:
    done = called(f"{driver}://u:secret@127.0.0.1:1/x")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "连不上 PostgreSQL 服务器 127.0.0.1 的端口 1" in line and "secret" not in line


def test_a_driver_that_is_not_installed_is_one_line(data: Path) -> None:
    done = called("postgresql://u@127.0.0.1/x", "import sys; sys.modules['pg8000'] = None; ")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "没有安装" in line and 'pip install "jixiao[postgres]"' in line


@pytest.mark.system("initdb")
def test_what_the_server_refuses_is_said_in_chinese(
    postgres: Callable[[], str], data: Path
) -> None:
    address = postgres()
    for wrong, words in (
        (address.replace("/postgres", "/nosuch"), "没有这个数据库"),
        (address.replace("jixiao@", "nobody@"), "用户名或密码不对"),
    ):
        done = called(wrong)
        assert done.returncode == 2 and words in done.stderr, done.stderr
