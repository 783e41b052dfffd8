"""The list of packs, as their events made it."""

from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import Connection, Row, select

from assistant.errors import MissingPack
from assistant.workbench.store.kinds import Record
from assistant.workbench.store.tables import packs


class PackEntry(Record):
    """One pack of the list; ``version`` is its last event's number, ``actor`` who made it."""

    id: str
    title: str
    actor: str
    version: int
    created_at: AwareDatetime
    updated_at: AwareDatetime


def every(connection: Connection) -> tuple[PackEntry, ...]:
    """Return all packs, the one changed last first."""
    query = select(packs).order_by(packs.c.updated_at.desc(), packs.c.id)
    return tuple(map(_entry, connection.execute(query)))


def one(connection: Connection, pack_id: str) -> PackEntry:
    """Return one pack; ``MissingPack``."""
    row = connection.execute(select(packs).where(packs.c.id == pack_id)).one_or_none()
    if row is None:
        raise MissingPack("没有这套材料。")
    return _entry(row)


def _entry(row: Row[Any]) -> PackEntry:
    return PackEntry.model_validate(dict(row._mapping))
