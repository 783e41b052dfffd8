"""Stores to test on: a fresh one for each test, on SQLite and on PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import make_url

from assistant.workbench.store import Store, open_store
from tests.workbench.store import server

if (found := server.programs()) and str(found) not in os.environ["PATH"].split(os.pathsep):
    # Debian keeps initdb out of the PATH, where the mark ``system`` looks for it.
    os.environ["PATH"] += os.pathsep + str(found)

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.system("initdb"))]


class Where(NamedTuple):
    """A place for a store: what ``open_store`` wants to know."""

    address: str
    blobs: Path

    def open(self) -> Store:
        return open_store(self.address, self.blobs)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Give the address of the database, emptied each time."""
    with server.server() as address:
        port = make_url(address).port or 0

        def fresh() -> str:
            connection = server.connect(port)
            connection.run("DROP SCHEMA public CASCADE")
            connection.run("CREATE SCHEMA public")
            connection.close()
            return address

        yield fresh


@pytest.fixture(params=BOTH)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """Give the place of a store that isn't there yet, of either kind."""
    if request.param == "sqlite":
        return Where(str(tmp_path / "workbench.sqlite"), tmp_path / "blobs")
    return Where(request.getfixturevalue("postgres")(), tmp_path / "blobs")


@pytest.fixture
def store(where: Where) -> Iterator[Store]:
    with where.open() as opened:
        yield opened
