"""Opening: a new store, one that is there, what is refused; the schema; the pragmas."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text

from assistant.errors import (
    NeedsPostgres,
    StoreDamaged,
    StoreTooNew,
    StoreUnusable,
    WrongUse,
)
from assistant.workbench.store import Store, kinds, open_store, opening
from assistant.workbench.store.kinds import FieldFixed
from assistant.workbench.store.tables import SCHEMA, VERSION_TABLE, metadata
from tests.workbench.store.conftest import Where

ROOT = Path(__file__).parents[3]
FIX = FieldFixed(place="a", before="1", after="2")


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def directly(where: Where, work: Callable[[Connection], object]) -> object:
    """Do something to a database past the store."""
    address = where.address
    url = make_url(address if "://" in address else f"sqlite:///{address}")
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+pg8000")
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


@pytest.mark.parametrize("as_url", [False, True])
def test_a_new_store_is_made_where_it_is_wanted(tmp_path: Path, as_url: bool) -> None:
    path = tmp_path / "数据 100%" / "workbench.sqlite"
    with open_store(f"sqlite:///{path}" if as_url else path) as store:
        pack = store.create_pack("甲镇", "张三").pack_id
        store.blobs.put(b"a")
    assert sorted(p.name for p in path.parent.iterdir()) == [
        "workbench.blobs", "workbench.sqlite", "workbench.sqlite-lock",
    ]  # fmt: skip
    assert path.stat().st_mode & 0o777 == 0o600
    with open_store(str(path)) as store:
        assert store.state(pack).title == "甲镇"


def test_sqlite_writes_through_to_the_disk(tmp_path: Path) -> None:
    with open_store(tmp_path / "w.sqlite") as store, store._database.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000,
    }  # fmt: skip


@pytest.mark.system("initdb")
def test_postgres_writes_through_to_the_disk(postgres: Callable[[], str], tmp_path: Path) -> None:
    with open_store(postgres(), tmp_path) as store, store._database.read() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "read committed"


def test_the_migrations_make_what_the_code_expects(where: Where) -> None:
    where.open().close()

    def differences(connection: Connection) -> object:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    assert directly(where, differences) == []


def test_the_code_knows_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(opening._MIGRATIONS))
    revisions = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
    assert revisions[0] == SCHEMA and revisions == sorted(revisions, reverse=True)


def test_a_newer_database_is_refused_and_left_alone(where: Where) -> None:
    where.open().close()
    directly(where, lambda c: c.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0099'")))
    with pytest.raises(StoreTooNew, match="更新的版本.*0099.*" + SCHEMA):
        where.open()
    found = directly(where, lambda c: c.execute(text(f"SELECT * FROM {VERSION_TABLE}")).scalar())
    assert found == "0099"


def test_a_store_can_be_opened_twice_and_migrates_once(where: Where) -> None:
    with where.open() as one, where.open() as two:
        pack = one.create_pack("甲镇", "张三").pack_id
        assert two.state(pack).title == "甲镇"


def a_text(path: Path) -> None:
    path.write_text("这不是数据库" * 200, encoding="utf-8")


def anothers(path: Path) -> None:
    sql(path, "CREATE TABLE moz_places (id)")


def half(path: Path) -> None:
    sql(path, "CREATE TABLE packs (id)")


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (a_text, "不是数据库"),
        (anothers, "moz_places"),
        (half, "packs"),
        (a_folder, "目录|用不了"),
    ],
)
def test_what_is_no_store_is_refused(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    path = tmp_path / "w.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreUnusable, match=told) as caught:
        open_store(path)
    assert type(caught.value) is StoreUnusable
    assert (path.read_bytes() if path.is_file() else b"") == before


ADDRESSES = [
    ("mysql://a@b/c", WrongUse, "mysql"),
    ("sqlite://", WrongUse, "sqlite"),
    ("://", WrongUse, "写错"),
    ("postgresql://u@127.0.0.1:notaport/db", WrongUse, "写错"),
    ("postgresql://", WrongUse, "用户和主机"),
    ("postgresql://127.0.0.1/db", WrongUse, "用户和主机"),
    ("postgresql://u:secret@127.0.0.1/db?sslmode=require", WrongUse, "sslmode"),
    ("postgresql://u:secret@127.0.0.1:1/db", StoreUnusable, "连不上.*127.0.0.1 的端口 1"),
    ("postgresql+psycopg://u:secret@127.0.0.1:1/db", StoreUnusable, "连不上"),
    ("postgres://u:secret@127.0.0.1:1/db", StoreUnusable, "127.0.0.1"),
]


@pytest.mark.parametrize(("address", "error", "told"), ADDRESSES)
def test_addresses_that_lead_nowhere(
    tmp_path: Path, address: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told) as caught:
        open_store(address, tmp_path)
    assert "secret" not in str(caught.value)


def test_postgres_wants_a_folder_for_contents() -> None:
    with pytest.raises(WrongUse, match="文件夹"):
        open_store("postgresql://u@127.0.0.1/db")


def test_postgres_without_its_driver(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    with pytest.raises(NeedsPostgres, match="pg8000"):
        open_store("postgresql://u@127.0.0.1/db", tmp_path)


def test_a_record_that_nobody_understands_is_told(where: Where) -> None:
    with where.open() as store:
        pack = store.create_pack("甲镇", "张三").pack_id
        store.append(pack, FIX, actor="张三", expected=1)
    for data in ('{"kind": "of_tomorrow"}', "{", '{"kind": "field_fixed", "place": "a"}'):
        query = text("UPDATE events SET data = :data WHERE seq = 2").bindparams(data=data)
        directly(where, lambda c, q=query: c.execute(q))
        with where.open() as store, pytest.raises(StoreDamaged, match="第 2 条"):
            store.state(pack)


def test_a_record_that_is_gone_is_told(where: Where) -> None:
    with where.open() as store:
        pack = store.create_pack("甲镇", "张三").pack_id
        for number in range(1, 4):
            store.append(pack, FIX, actor="张三", expected=number)
    directly(where, lambda c: c.execute(text("DELETE FROM events WHERE seq = 3")))
    with where.open() as store:
        for read in (store.state, store.events):
            with pytest.raises(StoreDamaged, match="第 3 条"):
                read(pack)


def test_a_closed_lid_on_the_disk_is_told(store: Store, where: Where) -> None:
    """What the database refuses comes as one clear line, and nothing is half written."""
    pack = store.create_pack("甲镇", "张三").pack_id
    directly(where, lambda c: c.execute(text("ALTER TABLE events RENAME TO away")))
    with pytest.raises(StoreUnusable, match="events"):
        store.append(pack, FIX, actor="张三", expected=1)
    directly(where, lambda c: c.execute(text("ALTER TABLE away RENAME TO events")))
    assert store.append(pack, FIX, actor="张三", expected=1).seq == 2


def test_kinds_are_told_apart_by_their_names() -> None:
    all_ = kinds.AnyHappening.__args__
    names = [each.model_fields["kind"].default for each in all_]
    assert len(set(names)) == len(names) == 18
    for each in all_:
        assert each.model_config["frozen"] and each.model_config["strict"]
        assert set(each.touches.__annotations__) == {"return"}


@pytest.mark.parametrize("command", [["--help"], ["rules"]])
def test_the_command_line_does_not_load_it(command: list[str]) -> None:
    code = (
        "import sys; from assistant.cli import main\n"
        f"sys.argv = ['jixiao', *{command}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('sqlalchemy', 'alembic', 'pg8000') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
