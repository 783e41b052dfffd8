"""kill -9 of the server at random moments of a clerk's work: what was answered is there, once.

``KILLS=50`` (``make kill-workbench``) kills more often than the usual tests do.
"""

import os
import random
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid5

import pytest

from assistant.workbench.room.deciding import Desk
from assistant.workbench.store import Event, Store, open_store
from assistant.workbench.store.kinds import FileAdded
from tests.test_cli_review import children, launched, running
from tests.workbench.clerk import Clerk

KILLS = int(os.environ.get("KILLS", "12"))
_MOST_ANSWERS = 16
"""A server is killed after fewer answers than this."""
_FIRST, _LATER = 1.2, 0.15
"""Seconds within which it is killed then: the first answer of a server takes longest."""
_STARTS = 3.0
"""Seconds within which a server that isn't ready yet is killed."""
_EVERY = 6
"""One in so many servers is killed while it starts."""
_LEFT_SECONDS = 30.0


class Child(NamedTuple):
    """A process, not to be taken for another that got its number later."""

    pid: int
    started: str

    def runs(self) -> bool:
        return _started(self.pid) == self.started


def _started(pid: int) -> str:
    """Return when a process was started, "" where it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return ""
    return stat[19] if stat[0] not in "ZX" else ""


def kill(process: int) -> list[Child]:
    """Kill a server with its process group; return the children that it leaves behind."""
    left = [Child(pid, _started(pid)) for pid in children(process)]
    os.killpg(process, signal.SIGKILL)
    return left


def left_behind(those: Iterable[Child]) -> float:
    """Wait until all of them have ended by themselves; return the seconds that took."""
    begin = time.monotonic()
    while any(child.runs() for child in those):
        assert time.monotonic() - begin < _LEFT_SECONDS, "a child goes on without its server"
        time.sleep(0.02)
    return time.monotonic() - begin


def killed_at_work(clerk: Clerk, place: str, seconds: float, answers: int) -> list[Child]:
    """Kill a server ``seconds`` after so many answers; ``place`` is its store's."""
    left: list[Child] = []
    with running("--store", place) as server:
        waits = iter(range(answers))
        later = threading.Timer(seconds, lambda: left.extend(kill(server.process.pid)))

        def answered() -> None:
            if next(waits, None) is None and not later.ident:
                later.start()

        answered()
        clerk.work(server, answered)
        later.join()
        assert server.process.wait(10) == -signal.SIGKILL
    return left


def killed(clerk: Clerk, place: str, turn: int, moments: random.Random) -> list[Child]:
    """Start a server, kill it at a random moment, and return what it leaves behind."""
    if turn % _EVERY == _EVERY - 1:
        return killed_at_start(place, moments.uniform(0, _STARTS))
    answers = moments.randrange(_MOST_ANSWERS)
    seconds = moments.uniform(0, _LATER if answers else _FIRST)
    return killed_at_work(clerk, place, seconds, answers)


def killed_at_start(place: str, seconds: float) -> list[Child]:
    process = launched("--store", place)
    time.sleep(seconds)
    left = kill(process.pid)
    assert process.wait(10) == -signal.SIGKILL
    assert process.stdout
    process.stdout.close()
    return left


def sound(folder: Path, copy: Path) -> list[UUID]:
    """Hold SQLite's own check against a copy of what a killed server left; return its events.

    A copy, because whoever opens the database repairs it: the next server is to do that.
    """
    copy.mkdir()
    for path in folder.glob("jixiao.db*"):
        shutil.copyfile(path, copy / path.name)
    with closing(sqlite3.connect(copy / "jixiao.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        ids = [UUID(id) for (id,) in database.execute("SELECT id FROM events")]
    shutil.rmtree(copy)
    return ids


def hold(store: Store, clerk: Clerk) -> tuple[Event, ...]:
    """Hold the store against every answer that the clerk was given."""
    events = store.events(clerk.pack)
    assert [event.seq for event in events] == [*range(1, len(events) + 1)]
    assert store.pack(clerk.pack).version == len(events) == store.state(clerk.pack).version
    at = {event.id: event for event in events}
    assert len(at) == len(events)
    for id, seq in clerk.done.items():
        assert (at[id].seq, at[id].kind) == (seq, clerk.kinds[id])
    for id, (file_id, content) in clerk.files.items():
        data = at[uuid5(id, "0")].data
        assert isinstance(data, FileAdded) and data.file_id == file_id
        assert store.blobs.get(data.sha256) == content
    assert not clerk.refused & set(at)
    _nothing_else(events, clerk)
    return events


def _nothing_else(events: Iterable[Event], clerk: Clerk) -> None:
    """Every event was asked for once: by its id, by an upload's, or by a job."""
    asked = [*clerk.done, *clerk.refused, *([clerk.open.id] if clerk.open else [])]
    known = {*clerk.done, *(uuid5(Desk._SPACE, str(id)) for id in asked)}
    known |= {uuid5(id, "0") for id in clerk.files}
    if clerk.open:
        known |= {clerk.open.id, uuid5(clerk.open.id, "0")}
    of_jobs = {"read_done", "draft_proposed"}
    strange = [each for each in events if each.id not in known and each.kind not in of_jobs]
    assert [each.seq for each in strange] == [1, 2, 3, 4], strange  # the demo, as it was given


def hold_packs(store: Store, clerk: Clerk) -> None:
    """Every new pack that was told is there once."""
    made = {store.events(entry.id)[0].id: entry.id for entry in store.packs()}
    assert len(made) == len(store.packs())
    assert clerk.packs.items() <= made.items()
    # Besides: the demo, and the one that no answer came to.
    assert len(made) - len(clerk.packs) - 1 <= bool(clerk.open and clerk.open.what == "pack")


def begun(place: str, clerk: Clerk) -> None:
    """Make the pack, let the clerk look at it, and kill the first server."""
    with running("--demo", "--store", place) as server:
        server.read()
        clerk.look(server)
        kill(server.process.pid)
        assert server.process.wait(10) == -signal.SIGKILL


@pytest.mark.system
@pytest.mark.timeout(240 + 20 * KILLS)
def test_a_killed_server_loses_nothing_that_it_answered(tmp_path: Path) -> None:
    folder, clerk, moments = tmp_path / "store", Clerk(2026), random.Random(9)
    begun(str(folder), clerk)
    stored_unheard, children_left, longest = 0, 0, 0.0
    for turn in range(KILLS):
        left = killed(clerk, str(folder), turn, moments)
        ids = sound(folder, tmp_path / "copy")
        stored_unheard += bool(clerk.open and {clerk.open.id, uuid5(clerk.open.id, "0")} & {*ids})
        children_left += len(left)
        longest = max(longest, left_behind(left))
        with open_store(folder / "jixiao.db") as store:
            hold(store, clerk)
            hold_packs(store, clerk)
    answered = {kind: [*clerk.kinds.values()].count(kind) for kind in set(clerk.kinds.values())}
    print(
        f"\nkills {KILLS}, answered {len(clerk.done)} {answered}, uploads {len(clerk.files)}, "
        f"packs {len(clerk.packs)}, refused {len(clerk.refused)}, stored but unheard "
        f"{stored_unheard}, children left {children_left}, gone after {longest:.2f} s"
    )
    assert len(clerk.done) > 3 * KILLS and len(answered) >= 8
