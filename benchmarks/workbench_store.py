"""Ten clients save at once: how long a save takes, and whether any event is lost or reordered.

    python -m benchmarks.workbench_store [--where PATH|URL --blobs DIR] [--seconds 120] [--json]

Goal: nothing lost, nothing out of order, no error; with a pack each, p95 of a save at most 200 ms.
Clients save without a pause, each process with a connection of its own: harder than one server.
"""

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from assistant.errors import JixiaoError, VersionConflict
from assistant.workbench.store import Event, Store, open_store
from assistant.workbench.store.kinds import FieldFixed

CLIENTS = 10
GOAL_MILLISECONDS = 200
SHARED_EVERY = 5


class Plan(NamedTuple):
    """How to run: where, how many clients for how long, on one pack or on one each."""

    where: str
    blobs: Path
    seconds: float
    one_pack: bool
    threads: bool
    clients: int = CLIENTS


class Saved(NamedTuple):
    """One acknowledged save: the event's id and number, and how long it took."""

    pack_id: str
    id: str
    seq: int
    milliseconds: float


class Result(NamedTuple):
    """What came of it; ``errors`` are those that a client met."""

    saves: int
    p50: float
    p95: float
    longest: float
    conflicts: int
    lost: int
    reordered: int
    gaps: int
    errors: list[str]

    @property
    def sound(self) -> bool:
        """Tell whether nothing went wrong."""
        return self.saves > 0 and not (self.lost or self.reordered or self.gaps or self.errors)


class Told(NamedTuple):
    """What one client tells when its time is over."""

    saved: list[Saved]
    conflicts: int
    error: str


def client(store: Store, pack_id: str, number: int, seconds: float) -> Told:
    """Save without a pause; every fifth save is at a place that others write to as well."""
    saved: list[Saved] = []
    conflicts = count = 0
    seen = store.pack(pack_id).version
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        count += 1
        place = "shared" if count % SHARED_EVERY == 0 else f"client{number}/{count % 7}"
        data = FieldFixed(place=place, before="1,200.50", after=f"{number}-{count}")
        name, start = uuid4(), time.perf_counter()
        try:
            event = store.append(pack_id, data, actor=f"甲{number}", expected=seen, id=name)
        except VersionConflict as conflict:
            conflicts += 1
            seen = conflict.current
        except JixiaoError as error:
            return Told(saved, conflicts, str(error))
        else:
            took = (time.perf_counter() - start) * 1000
            saved.append(Saved(pack_id, str(event.id), event.seq, took))
            seen = event.seq
    return Told(saved, conflicts, "")


def run(plan: Plan) -> Result:
    """Run the clients and hold what they were told against the store."""
    with open_store(plan.where, plan.blobs) as store:
        packs = [store.create_pack(f"材料{n}", "测").pack_id for n in range(plan.clients)]
    packs = packs[:1] * plan.clients if plan.one_pack else packs
    told = _threads(plan, packs) if plan.threads else _processes(plan, packs)
    with open_store(plan.where, plan.blobs) as store:
        return judged(told, {pack: store.events(pack) for pack in packs})


def _threads(plan: Plan, packs: list[str]) -> list[Told]:
    with open_store(plan.where, plan.blobs) as store, ThreadPoolExecutor(plan.clients) as pool:
        jobs = [
            pool.submit(client, store, pack, number, plan.seconds)
            for number, pack in enumerate(packs)
        ]
        return [job.result() for job in jobs]


def _processes(plan: Plan, packs: list[str]) -> list[Told]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.json" for number in range(plan.clients)]

        def work(number: int) -> None:
            with open_store(plan.where, plan.blobs) as store:
                told = client(store, packs[number], number, plan.seconds)
            files[number].write_text(json.dumps(told), encoding="utf-8")

        pids = [_fork(lambda n=number: work(n)) for number in range(plan.clients)]
        for pid in pids:
            os.waitpid(pid, 0)
        return [_told(file) for file in files]


def _fork(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        # The way out of a forked child skips what would print it.
        if error := sys.exception():
            traceback.print_exception(error)
        os._exit(0)


def _told(file: Path) -> Told:
    if not file.exists():
        return Told([], 0, f"client {file.stem} died")
    saved, conflicts, error = json.loads(file.read_text(encoding="utf-8"))
    return Told([Saved(*each) for each in saved], conflicts, error)


def judged(told: list[Told], events: dict[str, tuple[Event, ...]]) -> Result:
    """Return the result: times, and every way in which told and stored differ."""
    stored = {(pack, str(e.id)): e.seq for pack, all_ in events.items() for e in all_}
    saved = [each for one in told for each in one.saved]
    times = sorted(each.milliseconds for each in saved) or [0.0]
    surplus = len(stored) - len(events) - len(saved)
    return Result(
        saves=len(saved),
        p50=times[len(times) // 2],
        p95=times[int(len(times) * 0.95)],
        longest=times[-1],
        conflicts=sum(one.conflicts for one in told),
        lost=sum(stored.get((s.pack_id, s.id)) != s.seq for s in saved) + abs(surplus),
        reordered=sum(b.seq <= a.seq for one in told for a, b in pairwise(one.saved)),
        gaps=sum([e.seq for e in all_] != [*range(1, len(all_) + 1)] for all_ in events.values()),
        errors=[one.error for one in told if one.error],
    )


@contextmanager
def _place(args: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    if args.where:
        yield args.where, args.blobs
        return
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "workbench.sqlite"), Path(folder) / "blobs"


def _line(name: str, result: Result) -> str:
    return (
        f"{name:<28} {result.saves:>7} saves  p50 {result.p50:6.1f} ms  p95 {result.p95:6.1f} ms"
        f"  longest {result.longest:6.1f} ms  conflicts {result.conflicts}  lost {result.lost}"
        f"  reordered {result.reordered}  gaps {result.gaps}  errors {len(result.errors)}"
    )


def reached(way: str, result: Result) -> bool:
    """Tell whether the goal is met; its time is that of clients with a pack each."""
    return result.sound and (result.p95 <= GOAL_MILLISECONDS or "one pack" in way)


def main() -> None:
    """Run ten clients in three ways: processes on packs of their own, on one, and threads."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--where", default="")
    parser.add_argument("--blobs", type=Path)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    ways = {
        "processes, a pack each": (False, False, args.seconds),
        "processes, one pack": (True, False, args.seconds / 6),
        "threads, a pack each": (False, True, args.seconds / 6),
        "threads, one pack": (True, True, args.seconds / 6),
    }
    results = {}
    with _place(args) as (where, blobs):
        for name, (one_pack, threads, seconds) in ways.items():
            results[name] = run(Plan(where, blobs, seconds, one_pack, threads))
            if not args.json:
                print(_line(name, results[name]), flush=True)
    if args.json:
        print(json.dumps({name: result._asdict() for name, result in results.items()}))
    elif not all(reached(name, result) for name, result in results.items()):
        raise SystemExit(f"the goal is missed: {results}")


if __name__ == "__main__":
    main()
