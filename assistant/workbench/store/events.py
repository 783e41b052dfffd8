"""Events in the database: read, and appended one pack at a time."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, Row, insert, select, update

from assistant.errors import EventRefused, MissingPack, StoreDamaged, VersionConflict
from assistant.workbench.store.event import DATA, Event, NewEvent, make
from assistant.workbench.store.fitting import fits
from assistant.workbench.store.kinds import PackCreated, Redone, Target, Undone
from assistant.workbench.store.memory import Memory
from assistant.workbench.store.tables import events, packs


def read(
    connection: Connection, pack_id: str, after: int = 0, until: int | None = None
) -> tuple[Event, ...]:
    """Return a pack's events numbered above ``after``, up to ``until``; ``StoreDamaged``."""
    query = select(events).where(events.c.pack_id == pack_id, events.c.seq > after)
    if until is not None:
        query = query.where(events.c.seq <= until)
    found = tuple(map(_event, connection.execute(query.order_by(events.c.seq))))
    for number, event in enumerate(found, after + 1):
        if event.seq != number:
            raise StoreDamaged(f"材料 {pack_id} 的记录不连续：第 {number} 条不在。")
    return found


def append(
    connection: Connection,
    pack_id: str,
    news: Sequence[NewEvent],
    actor: str,
    expected: int,
    memory: Memory,
) -> tuple[Event, ...]:
    """Write ``news`` after the pack's last event, all or none, and return them as stored.

    What was handed in before (by ``id``) is returned as it was stored then. Raises
    ``MissingPack``, ``VersionConflict`` and ``EventRefused``.
    """
    version, last = _lock(connection, pack_id)
    stored = _stored(connection, pack_id, news, actor)
    if stored:
        return stored
    if not news:
        raise EventRefused("没有要记录的内容。")
    if expected != version:
        _compare(connection, pack_id, news, expected, version)
    at = max(datetime.now(UTC), last)
    made = [make(new, pack_id, seq, at, actor) for seq, new in enumerate(news, version + 1)]
    fits(made, lambda: memory.upto(pack_id, lambda after: read(connection, pack_id, after)))
    _write(connection, made)
    return tuple(made)


def create(connection: Connection, pack_id: str, new: NewEvent, actor: str) -> Event:
    """Write a pack with its first event; the same ``id`` again returns the first pack's."""
    stored = _by_id(connection, [new.id]).get(new.id)
    if stored:
        return _same(stored, new, actor, stored.pack_id)
    if not isinstance(new.data, PackCreated):
        raise EventRefused("材料的第一条记录只能是新建。")
    at = datetime.now(UTC)
    event = make(new, pack_id, 1, at, actor)
    row = {"id": pack_id, "title": new.data.title, "actor": actor, "version": 0}
    connection.execute(insert(packs).values(**row, created_at=at, updated_at=at))
    _write(connection, [event])
    return event


def _lock(connection: Connection, pack_id: str) -> tuple[int, datetime]:
    """Return a pack's version and last time, and keep other writers out of it."""
    query = select(packs.c.version, packs.c.updated_at).where(packs.c.id == pack_id)
    row = connection.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise MissingPack("没有这套材料。")
    return row.version, row.updated_at


def _stored(
    connection: Connection, pack_id: str, news: Sequence[NewEvent], actor: str
) -> tuple[Event, ...]:
    """Return the events that an earlier call with the same ids wrote; they came all or none."""
    known = _by_id(connection, [new.id for new in news])
    if len({new.id for new in news}) < len(news):
        raise EventRefused("编号重复：同一次提交里有两条用同一个编号。")
    if not known:
        return ()
    if len(known) < len(news):
        raise EventRefused("编号重复：其中一部分已用于别的记录。")
    return tuple(_same(known[new.id], new, actor, pack_id) for new in news)


def _same(stored: Event, new: NewEvent, actor: str, pack_id: str) -> Event:
    if stored.pack_id != pack_id or not stored.says(new, actor):
        raise EventRefused(f"编号重复：{new.id} 已用于内容不同的另一条记录。")
    return stored


def _by_id(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, Event]:
    query = select(events).where(events.c.id.in_([str(each) for each in ids]))
    return {event.id: event for event in map(_event, connection.execute(query))}


def _compare(
    connection: Connection, pack_id: str, news: Sequence[NewEvent], expected: int, current: int
) -> None:
    """Let ``news`` pass where nothing they rest on has changed since ``expected``."""
    since = read(connection, pack_id, expected)
    if expected > current or _changed(connection, since) & _bases(connection, pack_id, news):
        raise VersionConflict(_conflict(since, expected, current), expected, current, since)


def _conflict(since: Sequence[Event], expected: int, current: int) -> str:
    if not since:
        return f"这套材料只到第 {current} 版，没有第 {expected} 版。"
    who = "、".join(dict.fromkeys(event.actor for event in since))
    return f"同一处已由{who}改动：打开时是第 {expected} 版，现在是第 {current} 版。"


def _changed(connection: Connection, since: Iterable[Event]) -> set[Target]:
    return {
        target
        for event in since
        for target in _targets(connection, event.pack_id, event.data, event.data.touches())
    }


def _bases(connection: Connection, pack_id: str, news: Iterable[NewEvent]) -> set[Target]:
    return {
        target
        for new in news
        for target in _targets(connection, pack_id, new.data, new.data.rests_on())
    }


def _targets(
    connection: Connection, pack_id: str, data: object, own: frozenset[Target]
) -> frozenset[Target]:
    """Return an event's targets: of undone and redone, those of the decision they name."""
    if not isinstance(data, Undone | Redone):
        return own
    named = read(connection, pack_id, data.seq - 1, data.seq)
    return named[0].data.touches() if named else own


def _write(connection: Connection, made: Sequence[Event]) -> None:
    connection.execute(insert(events), [_row(event) for event in made])
    last = made[-1]
    where = packs.c.id == last.pack_id
    connection.execute(update(packs).where(where).values(version=last.seq, updated_at=last.at))


def _row(event: Event) -> dict[str, object]:
    return {
        "pack_id": event.pack_id,
        "seq": event.seq,
        "id": str(event.id),
        "at": event.at,
        "actor": event.actor,
        "kind": event.kind,
        "data": DATA.dump_json(event.data).decode(),
        "reason": event.reason,
    }


def _event(row: Row[Any]) -> Event:
    at = f"材料 {row.pack_id} 的第 {row.seq} 条记录"
    try:
        return Event(
            pack_id=row.pack_id, seq=row.seq, id=row.id, at=row.at, actor=row.actor,
            data=DATA.validate_json(row.data), reason=row.reason,
        )  # fmt: skip
    except ValidationError as error:
        raise StoreDamaged(f"{at}（{row.kind}）读不懂。") from error
