"""A room with the demo pack read, for tests: each test gets a pack of its own from one reading."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient

from assistant.cli_draft import demo_paths
from assistant.workbench.app import create_app
from assistant.workbench.room import Room, Upload
from assistant.workbench.store import NewEvent, Store, open_store
from assistant.workbench.store.kinds import AnyHappening, FileAdded, ReadDone

ACTOR = "李会计"
_PATIENCE = 60.0


class House:
    """A store and its room, with a client that speaks to the application directly."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_store(folder / "a.db")
        self.room = Room(self.store, folder / "cache", actor=ACTOR)
        self.client = TestClient(create_app(self.room), raise_server_exceptions=False)
        self._read: tuple[AnyHappening, ...] = ()

    def pack(self) -> str:
        """Return a new pack that holds the demo, read."""
        if not self._read:
            pack_id = self.uploaded()
            self.read(pack_id)
            data = (event.data for event in self.store.events(pack_id))
            self._read = tuple(each for each in data if isinstance(each, FileAdded | ReadDone))
        pack_id = self.room.intake.create("样例", ACTOR)
        news = [NewEvent(data=data) for data in self._read]
        self.store.append_all(pack_id, news, actor=ACTOR, expected=1)
        return pack_id

    def uploaded(self) -> str:
        """Return a new pack that holds the demo's files, not read."""
        paths, pack_id = demo_paths(), self.room.intake.create("样例", ACTOR)
        roles = {"pack": paths.pack, "prior": paths.prior, "summary": paths.summaries}
        for role, files in roles.items():
            uploads = [Upload(path.name, BytesIO(path.read_bytes())) for path in files]
            self.room.intake.add(pack_id, uploads, role, ACTOR, uuid4())  # type: ignore[arg-type]
        return pack_id

    def read(self, pack_id: str) -> str:
        """Read a pack to the end and return how that went."""
        self.room.intake.start(pack_id, ACTOR)
        return self.wait(pack_id)

    def wait(self, pack_id: str) -> str:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            progress = self.room.progress(pack_id)
            if progress.state in ("done", "failed"):
                return progress.state
            time.sleep(0.02)
        raise AssertionError(f"the job never ended: {self.room.progress(pack_id)}")

    def decide(self, pack_id: str, expected: int, reason: str = "", **data: Any) -> Any:
        """Send a decision and return the response."""
        body = {"id": str(uuid4()), "expected": expected, "reason": reason, "data": data}
        return self.client.post(f"/api/packs/{pack_id}/events", json=body)

    def step(self, pack_id: str, way: str, expected: int) -> Any:
        body = {"id": str(uuid4()), "expected": expected}
        return self.client.post(f"/api/packs/{pack_id}/{way}", json=body)

    def get(self, pack_id: str, what: str, **query: Any) -> Any:
        answer = self.client.get(f"/api/packs/{pack_id}{what}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def findings(self, pack_id: str, rule: str = "") -> list[dict[str, Any]]:
        groups = self.get(pack_id, "/findings")["groups"]
        found = [each for group in groups for each in group["findings"]]
        return [each for each in found if not rule or each["rule"] == rule]


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """Give a room of its own store; closed afterwards."""
    made = House(folder)
    try:
        with made.room:
            yield made
    finally:
        made.client.close()
        made.store.close()
