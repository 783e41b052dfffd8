"""A clerk at a workbench that may die at any moment: keeps sending, and notes what was answered.

Each step is sent with an id of its own. One that got no answer is sent again, word for word, to
the next server, before anything else.
"""

import random
import re
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

import httpx2

from tests.test_cli_review import Running

_MONEY = re.compile(r"\d+\.\d\d")
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")


class Step(NamedTuple):
    """A request that changes something, as it is sent each time."""

    id: UUID
    what: str
    path: str
    json: dict[str, Any] | None = None
    upload: bytes = b""


class Clerk:
    """Does a seeded run of steps on one pack, and remembers what each answer said.

    ``done`` holds the number of the event that each id was told to be stored under, ``files``
    and ``packs`` what uploads and new packs were told, ``refused`` the ids that were told to
    change nothing. ``open`` is the step that no answer came to.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._version = self._count = 0
        self._places: list[str] = []
        self._findings: list[str] = []
        self._slots: list[str] = []
        self.pack = ""
        self.done: dict[UUID, int] = {}
        self.kinds: dict[UUID, str] = {}
        self.files: dict[UUID, tuple[str, bytes]] = {}
        self.packs: dict[UUID, str] = {}
        self.refused: set[UUID] = set()
        self.open: Step | None = None

    def look(self, server: Running) -> None:
        """Learn what there is to do: values, problems, and places that want text."""
        self.pack, about = server.pack, f"/packs/{server.pack}"
        self._version = server.api(about)["version"]
        fields = server.api(f"{about}/fields")["fields"]
        self._places = [each["place"] for each in fields if _MONEY.fullmatch(each["raw"])][:12]
        groups = server.api(f"{about}/findings")["groups"]
        self._findings = [each["fingerprint"] for group in groups for each in group["findings"]]
        self._slots = [each["place"] for each in server.api(f"{about}/drafts")["slots"]]
        assert len(self._places) > 5 and len(self._findings) > 10 and len(self._slots) > 2

    def work(self, server: Running, answered: Callable[[], object]) -> None:
        """Send steps until the server is gone; ``answered`` is called after each answer."""
        base = f"{server.origin}{server.prefix}/api"
        allowed = {"Authorization": f"Bearer {server.key}"}
        with httpx2.Client(base_url=base, headers=allowed, timeout=30, trust_env=False) as client:
            while True:
                step = self.open = self.open or self._next()
                try:
                    answer = _send(client, step)
                except httpx2.TransportError:
                    return
                self._note(step, answer)
                self.open = None
                answered()

    def _next(self) -> Step:
        make = self._random.choices(list(_STEPS), list(_STEPS.values()))[0]
        self._count += 1
        return make(self, UUID(int=self._random.getrandbits(128), version=4))

    def _note(self, step: Step, answer: httpx2.Response) -> None:
        told = answer.json()
        if answer.status_code >= 400:
            assert answer.status_code in (404, 409, 422) and told["message"], answer.text
            self.refused.add(step.id)
        elif step.what == "pack":
            self.packs[step.id] = told["pack_id"]
        elif step.what == "upload":
            (file_id,) = told["added"]
            self.files[step.id] = file_id, step.upload
            self._version = told["version"]
        elif step.what != "job":
            self.done[step.id], self.kinds[step.id] = told["seq"], step.what
            self._version = told["version"]

    def _decision(self, id: UUID, kind: str, reason: str = "", **data: Any) -> Step:
        body = {"id": str(id), "expected": self._version, "reason": reason}
        return Step(id, kind, f"/packs/{self.pack}/events", body | {"data": {"kind": kind, **data}})

    def fix(self, id: UUID) -> Step:
        after = f"{self._random.randrange(10, 900)}.{self._count % 100:02}"
        return self._decision(id, "field_fixed", place=self._any(self._places), after=after)

    def confirm(self, id: UUID) -> Step:
        return self._decision(id, "field_confirmed", place=self._any(self._places))

    def accept(self, id: UUID) -> Step:
        key = self._any(self._findings)
        return self._decision(id, "finding_accepted", "已附情况说明", fingerprint=key)

    def ask(self, id: UUID) -> Step:
        question = f"请说明情况（{self._words()}）。"
        key = self._any(self._findings)
        return self._decision(id, "finding_asked", fingerprint=key, question=question)

    def reopen(self, id: UUID) -> Step:
        return self._decision(id, "finding_reopened", fingerprint=self._any(self._findings))

    def edit(self, id: UUID) -> Step:
        after = ["各项工作已按计划完成。", f"有关情况见附件{self._words()}。"]
        return self._decision(id, "draft_edited", place=self._any(self._slots), after=after)

    def take(self, id: UUID) -> Step:
        return self._decision(id, "draft_accepted", place=self._any(self._slots))

    def refuse(self, id: UUID) -> Step:
        return self._decision(id, "draft_refused", "本单位没有", place=self._any(self._slots))

    def undo(self, id: UUID) -> Step:
        return self._step(id, "undo", "undone")

    def redo(self, id: UUID) -> Step:
        return self._step(id, "redo", "redone")

    def write(self, id: UUID) -> Step:
        body = {"place": self._any(self._slots), "hint": self._words()}
        return Step(id, "job", f"/packs/{self.pack}/drafts/write", body)

    def read(self, id: UUID) -> Step:
        return Step(id, "job", f"/packs/{self.pack}/read")

    def upload(self, id: UUID) -> Step:
        body = f"补充说明{self._words()}。\n".encode() * 50
        return Step(id, "upload", f"/packs/{self.pack}/files", upload=body)

    def file(self, id: UUID) -> Step:
        """Say that a file is another kind of paper; an id that isn't there is refused."""
        known = [file_id for file_id, _ in self.files.values()] or ["none"]
        role = self._any(["summary", "accounts"])
        return self._decision(id, "file_filed", file_id=self._any(known), role=role)

    def new(self, id: UUID) -> Step:
        return Step(id, "pack", "/packs", {"id": str(id), "title": f"材料{self._count}"})

    def _step(self, id: UUID, way: str, kind: str) -> Step:
        body = {"id": str(id), "expected": self._version}
        return Step(id, kind, f"/packs/{self.pack}/{way}", body)

    def _any(self, those: list[str]) -> str:
        return self._random.choice(those)

    def _words(self) -> str:
        """Return words that are new each time, without a figure."""
        return str(self._count).translate(_DIGITS)


_STEPS: dict[Callable[[Clerk, UUID], Step], int] = {
    Clerk.fix: 8, Clerk.confirm: 6, Clerk.accept: 5, Clerk.ask: 4, Clerk.reopen: 3, Clerk.edit: 4,
    Clerk.take: 4, Clerk.refuse: 2, Clerk.undo: 5, Clerk.redo: 3, Clerk.write: 1, Clerk.read: 1,
    Clerk.upload: 2, Clerk.file: 2, Clerk.new: 2,
}  # fmt: skip


def _send(client: httpx2.Client, step: Step) -> httpx2.Response:
    if not step.upload:
        return client.post(step.path, json=step.json)
    file = {"file": (f"{step.id}.txt", step.upload, "text/plain")}
    return client.post(step.path, data={"id": str(step.id), "role": "summary"}, files=file)
