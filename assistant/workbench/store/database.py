"""SQLite or PostgreSQL: connections, reading, and writing in one transaction."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError

from assistant.errors import NeedsPostgres, StoreUnusable
from assistant.workbench.store.reasons import reason, state
from assistant.workbench.store.turns import Turns

T = TypeVar("T")
_BUSY_MILLISECONDS = 30_000
_ATTEMPTS = 5
# PostgreSQL: serialization failure, deadlock. The transaction has no effect; it may be repeated.
_PASSING = {"40001", "40P01"}
_ON_CONNECT = (
    "SET synchronous_commit = on",
    "SET lock_timeout = '30s'",
    "SET idle_in_transaction_session_timeout = '60s'",
)


class Database:
    """One database; safe to use from many threads, not to be carried over a fork."""

    def __init__(self, engine: Engine, turns: Turns | None) -> None:
        self.engine = engine
        self._writers = engine.execution_options(immediate=True)
        self._turns = turns

    def turn(self) -> AbstractContextManager[None]:
        """Hold the right to write to a SQLite file; PostgreSQL needs none."""
        return self._turns.turn() if self._turns else nullcontext()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the database; ``StoreUnusable``."""
        with told(), self.engine.connect() as connection, connection.begin():
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do ``work`` in one transaction, on disk when this returns; all of it or nothing.

        It may be done again from the start where another writer came in between. Raises
        ``StoreUnusable``, and what ``work`` raises.
        """
        for _ in range(_ATTEMPTS - 1):
            try:
                return self._once(work)
            except DBAPIError as error:
                if not _passes(error):
                    raise _plain(error) from error
        with told():
            return self._once(work)

    def _once(self, work: Callable[[Connection], T]) -> T:
        with self.turn(), self._writers.connect() as connection, connection.begin():
            return work(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        if self._turns:
            self._turns.close()


@contextmanager
def told() -> Iterator[None]:
    """Turn the driver's errors into ``StoreUnusable``."""
    try:
        yield
    except DBAPIError as error:
        raise _plain(error) from error


def sqlite(path: Path) -> Database:
    """Return the database of a SQLite file, which may not be there yet."""
    engine = create_engine(URL.create("sqlite", database=str(path)), pool_size=8, max_overflow=-1)
    event.listen(engine, "connect", _sqlite_connected)
    event.listen(engine, "begin", _sqlite_begins)
    return Database(engine, Turns(path.with_name(path.name + "-lock")))


def postgres(url: URL) -> Database:
    """Return the database at a ``postgresql://`` address; ``NeedsPostgres`` without a driver.

    A password that the address leaves out is taken from ``PGPASSWORD``: what a command was
    called with can be read by others at the machine.
    """
    password = url.password or os.environ.get("PGPASSWORD")
    try:
        engine = create_engine(
            url.set(drivername="postgresql+pg8000", password=password),
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=-1,
            isolation_level="READ COMMITTED",
            connect_args={"timeout": None},
        )
    except ModuleNotFoundError as error:
        raise NeedsPostgres("没有安装 PostgreSQL 的驱动 pg8000。") from error
    event.listen(engine, "connect", _postgres_connected)
    return Database(engine, None)


def _sqlite_connected(connection: sqlite3.Connection, _: Any) -> None:
    # The driver's own BEGIN comes too late (before the first write); _sqlite_begins says it.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        "foreign_keys = ON",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _sqlite_begins(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _postgres_connected(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for statement in _ON_CONNECT:
        cursor.execute(statement)
    cursor.close()
    connection.commit()


def _passes(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or state(error) in _PASSING


def _plain(error: DBAPIError) -> StoreUnusable:
    return StoreUnusable(f"审核台的数据库用不了：{reason(error)}。")
