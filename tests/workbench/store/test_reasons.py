"""Why a database fails, in Chinese: SQLite's own errors provoked, PostgreSQL's as it words them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from assistant.workbench.store.database import postgres
from assistant.workbench.store.reasons import reason


def full(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA max_page_count = 2")
        database.execute("CREATE TABLE t (a)")
        database.execute("INSERT INTO t VALUES (randomblob(100000))")


def only_read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA query_only = 1")
        database.execute("CREATE TABLE t (a)")


def busy(path: Path) -> None:
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(path, timeout=0)) as two:
        one.execute("BEGIN IMMEDIATE")
        two.execute("BEGIN IMMEDIATE")


def a_folder(path: Path) -> None:
    path.mkdir()
    sqlite3.connect(path)


def a_text(path: Path) -> None:
    path.write_text("不是数据库" * 1000, encoding="utf-8")
    strange(path)


def torn(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (a)")
        database.executemany("INSERT INTO t VALUES (?)", [("字" * 900,)] * 20)
        database.commit()
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\xff" * 8192
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as database:
        list(database.execute("SELECT * FROM t"))


def strange(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("SELECT * FROM nowhere")


SQLITE = [
    (full, "磁盘已满"),
    (only_read, "文件只能读，不能写"),
    (busy, "正被别的程序占用"),
    (a_folder, "文件打不开"),
    (a_text, "文件不是数据库，或已损坏"),
    (torn, "文件已损坏"),
    (strange, "no such table: nowhere"),
]


@pytest.mark.parametrize(("fails", "words"), SQLITE)
def test_what_sqlite_says(tmp_path: Path, fails: Callable[[Path], None], words: str) -> None:
    with pytest.raises(sqlite3.Error) as caught:
        fails(tmp_path / "a.db")
    assert isinstance(caught.value, sqlite3.Error)
    assert reason(DBAPIError("", {}, caught.value)) == words


POSTGRES = [
    ({"C": "28P01", "M": "password authentication failed"}, "用户名或密码不对"),
    ({"C": "3D000", "M": 'database "x" does not exist'}, "没有这个数据库"),
    ({"C": "53300", "M": "sorry, too many clients already"}, "连接数已满"),
    ({"C": "57P03", "M": "the database system is starting up"}, "正在启动"),
    ({"C": "22000", "M": "of another kind"}, "of another kind"),
    ("Can't create a connection to host db.local and port 5432 (timeout is None)", "db.local"),
    ("network error", "连接断了"),
    ("something else", "something else"),
]


@pytest.mark.parametrize(("told", "words"), POSTGRES)
def test_what_postgres_says(told: object, words: str) -> None:
    assert words in reason(DBAPIError("", {}, Exception(told)))


@pytest.mark.parametrize(
    ("address", "password"),
    [("postgresql://u@h/d", "of-the-environment"), ("postgresql://u:own@h/d", "own")],
)
def test_a_password_need_not_stand_in_the_address(
    monkeypatch: pytest.MonkeyPatch, address: str, password: str
) -> None:
    monkeypatch.setenv("PGPASSWORD", "of-the-environment")
    database = postgres(make_url(address))
    assert database.engine.url.password == password
    database.close()
