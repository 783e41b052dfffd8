"""Ten clients at once, as processes and as threads, on packs of their own and on one."""

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from assistant.errors import VersionConflict
from assistant.workbench.store import open_store
from assistant.workbench.store.kinds import FieldFixed
from assistant.workbench.store.turns import Turns
from tests.workbench.store.conftest import Where

ROOT = Path(__file__).parents[3]


def test_ten_clients_lose_nothing(where: Where) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "benchmarks.workbench_store", "--json",
         "--seconds", "3", "--where", where.address, "--blobs", str(where.blobs)],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    assert len(results) == 4
    for name, result in results.items():
        assert result["saves"] >= 10, name
        wrong = {key: result[key] for key in ("lost", "reordered", "gaps", "errors")}
        assert wrong == {"lost": 0, "reordered": 0, "gaps": 0, "errors": []}, name


def test_of_many_who_saw_the_same_one_writes(where: Where) -> None:
    """All write to one field from the same version: one gets through, the others are told."""
    with where.open() as store:
        pack = store.create_pack("甲镇", "张三").pack_id
        start, outcomes = threading.Barrier(10), []

        def save(number: int) -> None:
            start.wait()
            data = FieldFixed(place="同一处", before="1", after=str(number))
            try:
                outcomes.append(store.append(pack, data, actor=f"甲{number}", expected=1).seq)
            except VersionConflict as conflict:
                outcomes.append([event.seq for event in conflict.since])

        threads = [threading.Thread(target=save, args=(number,)) for number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert outcomes.count(2) == 1 and outcomes.count([2]) == 9
        assert store.pack(pack).version == 2


def test_the_same_call_made_by_many_at_once_is_stored_once(where: Where) -> None:
    with where.open() as store:
        name, made = uuid4(), []
        start = threading.Barrier(8)

        def create() -> None:
            start.wait()
            made.append(store.create_pack("甲镇", "张三", id=name).pack_id)

        threads = [threading.Thread(target=create) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 8 and len(set(made)) == 1 == len(store.packs())


@pytest.mark.parametrize("rounds", range(3))
def test_many_open_a_new_store_at_once(where: Where, rounds: int) -> None:
    start, opened = threading.Barrier(6), []

    def work() -> None:
        start.wait()
        with open_store(where.address, where.blobs) as store:
            opened.append(store.create_pack("甲镇", "张三").pack_id)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with where.open() as store:
        assert {pack.id for pack in store.packs()} == set(opened) and len(opened) == 6


FIX = FieldFixed(place="a", before="1", after="2")


def waits(tmp_path: Path, hold: Callable[[Path], AbstractContextManager[object]]) -> None:
    """Hold the database, and see that a save waits until it is free and then succeeds."""
    path = tmp_path / "w.sqlite"
    with open_store(path) as store, ThreadPoolExecutor(1) as pool:
        pack = store.create_pack("甲镇", "张三").pack_id
        with hold(path):
            saving = pool.submit(store.append, pack, FIX, actor="张三", expected=1)
            with pytest.raises(TimeoutError):
                saving.result(0.3)
        assert saving.result(10).seq == 2


def test_a_save_waits_for_its_turn(tmp_path: Path) -> None:
    @contextmanager
    def hold(path: Path) -> Iterator[None]:
        turns = Turns(path.with_name(path.name + "-lock"))
        with turns.turn():
            yield
        turns.close()

    waits(tmp_path, hold)


def test_a_save_waits_for_other_programs_too(tmp_path: Path) -> None:
    """One that knows nothing of turns, such as a backup, writes between the save's steps."""

    @contextmanager
    def hold(path: Path) -> Iterator[None]:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("UPDATE packs SET title = 'x'")
            other.execute("COMMIT")

    waits(tmp_path, hold)
