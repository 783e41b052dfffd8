"""Opening the store: its place, its migrations, and what is refused."""

import threading
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from assistant.errors import StoreTooNew, StoreUnusable, WrongUse
from assistant.workbench.store.blobs import Blobs
from assistant.workbench.store.database import Database, postgres, sqlite, told
from assistant.workbench.store.store import Store
from assistant.workbench.store.tables import SCHEMA, VERSION_TABLE, metadata

_MIGRATIONS = Path(__file__).parent / "migrations"
# Alembic keeps the migration that runs in a global of its own.
_migrating = threading.Lock()
# Any number will do, if it is always the same: PostgreSQL's lock for who migrates.
_ADVISORY_LOCK = 7_405_180_626


def open_store(where: str | Path, blobs: Path | None = None) -> Store:
    """Open the store at a SQLite file or a ``postgresql://`` address, made or migrated if needed.

    ``blobs`` is the folder of file contents: by default beside the SQLite file, named like it
    with ``.blobs``; PostgreSQL needs it given. Raises ``StoreUnusable``, ``StoreTooNew``,
    ``NeedsPostgres`` and ``WrongUse``.
    """
    place = _place(where)
    if isinstance(place, Path):
        folder = blobs or place.with_suffix(".blobs")
        database = _ready(_sqlite(place), str(place))
    elif blobs is None:
        raise WrongUse("数据库是 PostgreSQL 时，要另外给出存放文件内容的文件夹。")
    else:
        folder = blobs
        database = _ready(postgres(place), place.render_as_string())
    try:
        return Store(database, Blobs(folder))
    except StoreUnusable:
        database.close()
        raise


def _place(where: str | Path) -> Path | URL:
    if isinstance(where, Path) or "://" not in where:
        return Path(where)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise WrongUse("数据库地址写错了。") from error
    name = url.get_backend_name()
    if name == "sqlite" and url.database not in (None, "", ":memory:"):
        return Path(url.database or "")
    if name in ("postgresql", "postgres"):
        return _complete(url)
    raise WrongUse(f"数据库只能是 SQLite 文件或 PostgreSQL，不能是 {url.drivername}。")


def _complete(url: URL) -> URL:
    if not (url.username and url.host):
        raise WrongUse("PostgreSQL 地址要写明用户和主机：postgresql://用户@主机/库名。")
    if url.query:
        raise WrongUse(f"PostgreSQL 地址里的“{min(url.query)}”不支持，请去掉“?”和后面的内容。")
    return url


def _sqlite(path: Path) -> Database:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Others on the machine may not read it; SQLite gives its -wal and -shm the same rights.
        path.touch(mode=0o600)
        return sqlite(path)
    except OSError as error:
        raise StoreUnusable(f"数据库“{path}”用不了：{error.strerror or error}。") from error


def _ready(database: Database, name: str) -> Database:
    """Bring a database up to date; closed again where it is refused."""
    try:
        with told():
            if _version(database, name) != SCHEMA:
                _prepare(database, name)
    except StoreUnusable:
        database.close()
        raise
    return database


def _prepare(database: Database, name: str) -> None:
    if database.engine.dialect.name == "sqlite":
        with database.turn():
            _to_wal(database, name)
    database.write(lambda connection: _migrate(connection, name))


def _to_wal(database: Database, name: str) -> None:
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        (mode,) = cursor.fetchone() or ("",)
        cursor.close()
    finally:
        connection.close()
    if mode != "wal":
        raise StoreUnusable(f"数据库“{name}”所在的磁盘不支持 SQLite 的 WAL 方式。")


def _version(database: Database, name: str) -> str:
    """Return the revision that a database is at, "" where it is empty; refuse what isn't ours."""
    with database.read() as connection:
        return _checked(connection, name)


def _checked(connection: Connection, name: str) -> str:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        strange = tables if connection.dialect.name == "sqlite" else tables & set(metadata.tables)
        if strange:
            raise StoreUnusable(f"“{name}”是别的程序的数据库（有表 {min(strange)}）。")
        return ""
    version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    if str(version) > SCHEMA:
        raise StoreTooNew(
            f"数据库“{name}”由更新的版本建立（结构 {version}，这一版只认到 {SCHEMA}）。"
        )
    return str(version or "")


def _migrate(connection: Connection, name: str) -> None:
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
    # Another process may have come first while this one waited.
    if _checked(connection, name) == SCHEMA:
        return
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _migrating:
        command.upgrade(config, "head")
