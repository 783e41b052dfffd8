"""kill -9 at random moments: all that was acknowledged is there, nothing twice, no gap."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.workbench.store import Event, Store
from assistant.workbench.store.kinds import FileAdded
from tests.workbench.store.conftest import Where
from tests.workbench.store.killing import content, name

ROOT = Path(__file__).parents[3]


def told(where: Where, rounds: int, seed: int) -> list[tuple[int, int]]:
    """Let writers be killed, and return the numbers and seqs that were acknowledged."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.workbench.store.killing",
         where.address, str(where.blobs), str(rounds), str(seed)],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [tuple(map(int, line.split())) for line in done.stdout.splitlines()]


def hold(store: Store, acknowledged: list[tuple[int, int]]) -> tuple[Event, ...]:
    """Hold a store that was opened again against what its writers were told."""
    (pack,) = store.packs()
    events = store.events(pack.id)
    assert [event.seq for event in events] == [*range(1, len(events) + 1)]
    assert pack.version == len(events) == store.state(pack.id).version
    # The writers numbered their events 1, 2, 3…: each stands once, in that order.
    assert [event.id for event in events] == [name(number) for number in range(len(events))]
    for number, seq in acknowledged:
        assert events[seq - 1].id == name(number)
        if isinstance(data := events[seq - 1].data, FileAdded):
            assert store.blobs.get(data.sha256) == content(number)
    # Of each writer's last event alone it is open whether it was stored.
    assert len(acknowledged) == len({number for number, _ in acknowledged})
    assert 0 <= len(events) - 1 - max(number for number, _ in acknowledged) <= 1
    return events


# Several short lives, because making and migrating the database is interrupted only in the first.
@pytest.mark.parametrize("seed", range(5))
def test_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    where = Where(str(tmp_path / "workbench.sqlite"), tmp_path / "blobs")
    acknowledged = told(where, 10, seed)
    with where.open() as store:
        assert len(hold(store, acknowledged)) > 10


@pytest.mark.system("initdb")
def test_nothing_acknowledged_is_lost_on_postgres(postgres, tmp_path: Path) -> None:
    where = Where(postgres(), tmp_path / "blobs")
    acknowledged = told(where, 10, 7)
    with where.open() as store:
        assert len(hold(store, acknowledged)) > 10
