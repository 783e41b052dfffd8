"""Writers that are killed: each saves without a pause, tells what was acknowledged, and dies.

    python -m tests.workbench.store.killing ADDRESS BLOBS ROUNDS SEED

Prints ``number seq`` for every event that a writer was told is stored. The next writer goes on
as a client does that heard nothing: it hands in again what was not acknowledged, with the same
id. A process of its own, because it forks.
"""

import os
import random
import select
import signal
import sys
import time
import traceback
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

# Loaded before forking, so that a writer starts at once.
import alembic.command  # noqa: F401
import pg8000  # noqa: F401

from assistant.workbench.store import open_store
from assistant.workbench.store.kinds import AnyHappening, FieldFixed, FileAdded

LONGEST_SECONDS = 0.25
START_SECONDS = 30


def name(number: int) -> UUID:
    """Return the id of the event with this number, the same for every writer."""
    return uuid5(NAMESPACE_URL, f"event {number}")


def content(number: int) -> bytes:
    return f"内容 {number}".encode() * 1000


def write(address: str, blobs: Path, number: int, pipe: int) -> None:
    """Save from ``number`` on, for ever; every third event brings a file."""
    with open_store(address, blobs) as store:
        pack = store.create_pack("甲镇", "张三", id=name(0)).pack_id
        seen = store.pack(pack).version
        while True:
            data: AnyHappening = FieldFixed(place=f"p/{number % 5}", before="", after=str(number))
            if number % 3 == 0:
                body = content(number)
                data = FileAdded(
                    file_id=f"f{number}", name="a.docx", sha256=store.blobs.put(body),
                    role="pack", bytes=len(body),
                )  # fmt: skip
            event = store.append(pack, data, actor="张三", expected=seen, id=name(number))
            os.write(pipe, f"{number} {event.seq}\n".encode())
            seen, number = max(seen, event.seq), number + 1


def killed(address: str, blobs: Path, number: int, seconds: float, opened: bool) -> list[str]:
    """Start a writer, kill it after ``seconds``, and return what it told.

    ``opened``: the time runs from its first event on, otherwise from its start.
    """
    out, into = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(out)
        try:
            write(address, blobs, number, into)
        finally:
            if error := sys.exception():
                traceback.print_exception(error)
            os._exit(1)
    os.close(into)
    if opened:
        select.select([out], [], [], START_SECONDS)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(out, encoding="utf-8") as told:
        lines = told.read().splitlines()
    if os.WTERMSIG(status) != signal.SIGKILL:
        raise SystemExit("a writer ended by itself")
    return lines


def main(address: str, blobs: str, rounds: str, seed: str) -> None:
    moments, number = random.Random(seed), 1
    for turn in range(int(rounds)):
        seconds = moments.uniform(0, LONGEST_SECONDS)
        for line in killed(address, Path(blobs), number, seconds, turn % 2 == 1):
            print(line)
            number = int(line.split()[0]) + 1


if __name__ == "__main__":
    main(*sys.argv[1:])
