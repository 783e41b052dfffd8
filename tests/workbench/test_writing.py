"""A model's writing in a process of its own: told while it runs, ended at once, key unseen.

The model is a server on loopback with replies written by hand.
"""

import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from assistant.settings import Settings
from assistant.workbench.room import Room
from assistant.workbench.room.deciding import FixField, Person
from assistant.workbench.store.kinds import DraftProposed
from assistant.workbench.views.shapes import Progress
from tests.drafts.by_hand import plays
from tests.llm.server import KEY, Exchange, Loopback, Plays, serving
from tests.test_cli_review import Running, children, running
from tests.workbench.house import ACTOR, House

_SECONDS = 30.0
_ASKED_LONG = re.compile(r"请语言模型 by-hand 起草（已 \d+ 秒）")


class Slow:
    """A model that answers when it is let."""

    def __init__(self, plays: Plays) -> None:
        self._plays = plays
        self.asked, self.go = threading.Event(), threading.Event()

    def __call__(self, exchange: Exchange) -> None:
        self.asked.set()
        self.go.wait(2 * _SECONDS)
        self._plays(exchange)


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow(plays({}, mends=False))
    yield made
    made.go.set()


@contextmanager
def room_with(
    desk: House, folder: Path, monkeypatch: pytest.MonkeyPatch, model: Plays
) -> Iterator[tuple[Room, Loopback]]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    settings = Settings(model="by-hand")
    with serving(model) as server, Room(desk.store, folder / "r", settings, actor=ACTOR) as room:
        monkeypatch.setenv("OPENAI_BASE_URL", server.endpoint.base_url)
        yield room, server


def until(ready: Callable[[], Any]) -> Any:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        if found := ready():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came to be")


def ended(room: Room, pack: str) -> Progress:
    until(lambda: room.progress(pack).state in ("done", "failed"))
    return room.progress(pack)


def place_of(room: Room, pack: str, kind: str = "problems") -> str:
    return next(each.place for each in room.drafts(pack).slots if each.kind == kind)


def test_it_is_told_what_is_being_done(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: Slow
) -> None:
    pack, lines = desk.pack(), []
    with room_with(desk, tmp_path, monkeypatch, slow) as (room, _):
        room.deeds.write(pack, place_of(room, pack), "语气平实", ACTOR)
        while (progress := room.progress(pack)).state in ("queued", "running"):
            lines.append((progress.done, progress.line))
            if _ASKED_LONG.fullmatch(progress.line):
                slow.go.set()
            time.sleep(0.01)
    told = list(dict.fromkeys(lines))
    assert (progress.state, progress.line, progress.total) == ("done", "已写出一稿。", 3)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert any(line == "准备由语言模型 by-hand 起草" for _, line in told), told
    assert any(_ASKED_LONG.fullmatch(line) for _, line in told), told


def test_a_writing_that_is_stopped_ends_at_once_and_changes_nothing(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: Slow
) -> None:
    pack = desk.pack()
    with room_with(desk, tmp_path, monkeypatch, slow) as (room, _):
        before, place = room.drafts(pack), place_of(room, pack)
        others = set(children(os.getpid()))
        room.deeds.write(pack, place, "", ACTOR)
        assert slow.asked.wait(_SECONDS)
        assert set(children(os.getpid())) - others
        begin = time.monotonic()
        room.cancel(pack)
        progress = ended(room, pack)
        assert time.monotonic() - begin < 5
        assert progress.state == "failed"
        assert progress.line.startswith("已停止起草，原来的文字没有改动。")
        assert not set(children(os.getpid())) - others
        assert room.drafts(pack) == before
        slow.go.set()
        room.deeds.write(pack, place, "", ACTOR)
        assert ended(room, pack).state == "done", "and it can be begun again"


def test_a_writing_that_crashes_ends_in_a_clear_line(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: Slow
) -> None:
    pack = desk.pack()
    with room_with(desk, tmp_path, monkeypatch, slow) as (room, _):
        others = set(children(os.getpid()))
        room.deeds.write(pack, place_of(room, pack), "", ACTOR)
        assert slow.asked.wait(_SECONDS)
        (writer,) = set(children(os.getpid())) - others
        os.kill(writer, signal.SIGKILL)
        progress = ended(room, pack)
        assert progress.state == "failed"
        assert "起草时程序出错，没有写出" in progress.line and "没有改动" in progress.line
        assert desk.store.state(pack).drafts == {}


def test_a_room_that_closes_does_not_wait_for_the_model(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: Slow
) -> None:
    pack = desk.pack()
    with room_with(desk, tmp_path, monkeypatch, slow) as (room, _):
        room.deeds.write(pack, place_of(room, pack), "", ACTOR)
        assert slow.asked.wait(_SECONDS)
        begin = time.monotonic()
    assert time.monotonic() - begin < 5


def test_a_writer_that_never_reads_its_order_holds_up_nothing(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: Slow
) -> None:
    """An order is longer than a pipe takes."""
    asleep = "import time; time.sleep(600)"
    monkeypatch.setattr("assistant.thispython._CODE", asleep)
    pack = desk.pack()
    with room_with(desk, tmp_path, monkeypatch, slow) as (room, _):
        others = set(children(os.getpid()))
        room.deeds.write(pack, place_of(room, pack), "", ACTOR)
        until(lambda: room.progress(pack).line.startswith("准备由语言模型 by-hand 起草（已"))
        begin = time.monotonic()
        room.cancel(pack)
        assert ended(room, pack).line.startswith("已停止起草")
        assert time.monotonic() - begin < 5
        assert not set(children(os.getpid())) - others


def test_a_refused_key_leaves_the_composers_text_and_is_told(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pack = desk.pack()

    def refuses(exchange: Exchange) -> None:
        exchange.error(401, f"Incorrect API key provided: {KEY}")

    with room_with(desk, tmp_path, monkeypatch, refuses) as (room, server):
        room.deeds.write(pack, place_of(room, pack), "写短些", ACTOR)
        progress = ended(room, pack)
        assert progress.state == "done" and len(server.requests) >= 1
    (*_, last) = desk.store.events(pack)
    assert isinstance(last.data, DraftProposed)
    assert (last.data.author, last.data.hint) == ("composer", "写短些")
    events = str([event.model_dump_json() for event in desk.store.events(pack)])
    assert "密钥" in "".join(progress.errors), progress
    assert KEY not in events + str(progress) + "".join(capfd.readouterr())


def test_a_text_by_a_model_rests_on_the_figures_as_typed(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = desk.pack()
    with room_with(desk, tmp_path, monkeypatch, plays({}, mends=False)) as (room, _):
        typed = FixField(
            kind="field_fixed", place="base_data/spending/办公经费/final", after="69.99"
        )
        person = Person(ACTOR, desk.store.pack(pack).version)
        room.deeds.save(pack, typed, person, uuid4())
        room.deeds.write(pack, place_of(room, pack), "语气平实些", ACTOR)
        assert ended(room, pack).errors == ()
        slot = next(each for each in room.drafts(pack).slots if each.kind == "problems")
    written = next(each for each in slot.versions if each.author == "model:by-hand")
    assert "69.99" in "".join(written.text) and slot.marks == ()
    chips = [piece.chip for paragraph in written.paragraphs for piece in paragraph if piece.chip]
    assert len(chips) > 5 and all(chip.sources for chip in chips)


def arguments(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8").replace("\0", " ")


def begins_to_write(server: Running, slow: Slow) -> list[int]:
    """Let the demo's first text be written; return the writing process."""
    others = set(children(server.process.pid))
    place = server.api(f"/packs/{server.pack}/drafts")["slots"][0]["place"]
    server.api(f"/packs/{server.pack}/drafts/write", "POST", place=place)
    assert slow.asked.wait(_SECONDS)
    return [each for each in children(server.process.pid) if each not in others]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="there is no /proc here")
def test_the_key_is_in_no_list_of_processes_and_a_killed_server_leaves_no_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: Slow
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("JIXIAO_MODEL", "by-hand")
    with serving(slow) as model:
        monkeypatch.setenv("OPENAI_BASE_URL", model.endpoint.base_url)
        with running("--demo", "--store", str(tmp_path / "store")) as server:
            server.read()
            writers = begins_to_write(server, slow)
            family = [server.process.pid, *children(server.process.pid)]
            assert writers and not [pid for pid in family if KEY in arguments(pid)]
            assert any(KEY in str(headers) for headers in model.headers), "the model got it"
            server.process.kill()
            server.process.wait(10)
            until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in writers))
            told = server.told.all
    assert KEY not in told
    for path in (tmp_path / "store").rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
