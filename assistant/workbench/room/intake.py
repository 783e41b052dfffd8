"""Files come and go, and are read in the background."""

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid5

from assistant.documents.apart import ReaderPool
from assistant.documents.limits import Limits
from assistant.errors import (
    EventRefused,
    MissingFile,
    MissingSource,
    NothingAdded,
    NothingRead,
    ReaderCrashed,
    VersionConflict,
)
from assistant.files import why
from assistant.workbench.jobs import Job
from assistant.workbench.pictures import Painter
from assistant.workbench.room.packs import Packs
from assistant.workbench.room.reading import read
from assistant.workbench.room.sessions import Opened
from assistant.workbench.room.uploads import Upload, Uploads, fresh
from assistant.workbench.store import NewEvent, State
from assistant.workbench.store.kinds import AnyHappening, FileAdded, FileRemoved, Role
from assistant.workbench.store.state import File
from assistant.workbench.views.shapes import Progress

_TURNS = 5
"""How often a reading begins anew because files came or went meanwhile."""


class Added(NamedTuple):
    """What an upload brought: the new files' ids, and Chinese lines about the others."""

    files: tuple[str, ...]
    told: tuple[str, ...]


class Intake:
    """The way of files into packs; ``pool`` reads them, ``painter`` makes their pictures."""

    def __init__(self, packs: Packs, pool: ReaderPool, painter: Painter, limits: Limits) -> None:
        self._packs, self._pool, self._painter = packs, pool, painter
        self._limits = limits
        self._adding = threading.Lock()

    def create(self, title: str, actor: str, id: UUID | None = None) -> str:
        """Make a pack and return its id; the same ``id`` again makes no second one."""
        return self._packs.store.create_pack(title, actor, id).pack_id

    def add(
        self, pack_id: str, uploads: Iterable[Upload], role: Role, actor: str, id: UUID
    ) -> Added:
        """Add files, those of archives one by one; the same ``id`` again adds nothing twice.

        Raises ``NothingAdded`` where none of them can be used, ``TooLarge``, ``MissingPack``.
        """
        with self._adding:  # names are unique only among those that are known
            return self._add(pack_id, uploads, role, actor, id)

    def _add(
        self, pack_id: str, uploads: Iterable[Upload], role: Role, actor: str, id: UUID
    ) -> Added:
        store = self._packs.store
        events = store.events(pack_id)
        ids = set(islice(_ids(id), len(events)))
        if done := [event.data for event in events if event.id in ids]:
            return Added(tuple(_added(done)), ())
        state, taken = store.state(pack_id), Uploads(store.blobs, self._limits)
        kept = (each for upload in uploads for each in taken.take(upload))
        news = [
            NewEvent(
                id=new,
                data=FileAdded(
                    file_id=new.hex[:16], name=each.name, sha256=each.sha256, role=role,
                    bytes=each.size,
                ),
            )
            for new, each in zip(
                _ids(id), fresh(kept, role, list(state.files.values()), taken.told), strict=False
            )
        ]  # fmt: skip
        if not news:
            raise NothingAdded("没有加入任何文件。", taken.told)
        store.append_all(pack_id, news, actor=actor, expected=state.version)
        return Added(tuple(_added(new.data for new in news)), tuple(taken.told))

    def holding(self, paths: Mapping[Role, Sequence[Path]]) -> str:
        """Return the pack that holds just these files, "" where there is none."""
        wanted = {(_digest(path), role) for role, each in paths.items() for path in each}
        for entry in self._packs.store.packs():
            files = self._packs.store.state(entry.id).files.values()
            if {(file.sha256, file.role) for file in files} == wanted:
                return entry.id
        return ""

    def remove(self, pack_id: str, file_id: str, actor: str) -> None:
        """Take a file out of a pack; its content is kept."""
        state = self._packs.state(pack_id)
        if file_id not in state.files:
            raise MissingSource("材料里没有这个文件。")
        data = FileRemoved(file_id=file_id)
        self._packs.store.append(pack_id, data, actor=actor, expected=state.version)

    def start(self, pack_id: str, actor: str) -> Progress:
        """Begin to read a pack, or join the reading that runs; ``NothingRead`` without files."""
        if not self._packs.state(pack_id).files:
            raise NothingRead("还没有加入材料。")
        return self._packs.jobs.start(pack_id, "read", lambda job: self._read(pack_id, actor, job))

    def _read(self, pack_id: str, actor: str, job: Job) -> str:
        store = self._packs.store
        for _ in range(_TURNS):
            state = store.state(pack_id)
            done = read(_files(state), store.blobs, self._pool, job)
            try:
                store.append(pack_id, done, actor=actor, expected=state.version)
            except (VersionConflict, EventRefused):
                job.tell("材料有增减，重新读取")
                continue
            job.tell("核对")
            opened = self._packs.must(pack_id)
            self._paint(opened, job)
            return opened.session.report.verdict
        raise NothingRead("材料一直在增减，没有读完；请稍后重新读取。")

    def _paint(self, opened: Opened, job: Job) -> None:
        """Paint the first pages, so that they are there when the pack is first looked at."""
        for shown in opened.base.shown:
            if shown.kind == "pages" and not job.cancel.is_set():
                source = shown.document.source
                path = self._packs.store.blobs.path(source.sha256)
                try:
                    self._painter.sizes(path, source.sha256, source.format)
                except ReaderCrashed as error:
                    job.warn(f"《{shown.name}》{error}")


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MissingFile(f"“{path}”打不开：{why(error)}。") from error


def _files(state: State) -> list[File]:
    if not state.files:
        raise NothingRead("还没有加入材料。")
    return list(state.files.values())


def _added(happenings: Iterable[AnyHappening]) -> Iterator[str]:
    return (data.file_id for data in happenings if isinstance(data, FileAdded))


def _ids(id: UUID) -> Iterator[UUID]:
    """Yield the ids of the events of one upload; the same for the same upload."""
    number = 0
    while True:
        yield uuid5(id, str(number))
        number += 1
