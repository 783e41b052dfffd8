"""One server and one browser for all tests of the page; a test that writes has its own pack."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, sync_playwright

from assistant.cli_draft import demo_paths
from assistant.workbench.room import Upload
from assistant.workbench.store.kinds import Role
from tests.output.tools import CHROMIUM
from tests.workbench.browser.serving import Served, served
from tests.workbench.browser.watched import Watched, watched

ACTOR = "李会计"
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that lies here needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.system("chromium"))


@pytest.fixture(scope="package")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures go: ``JIXIAO_PICTURES``, else a folder of the test run."""
    given = os.environ.get("JIXIAO_PICTURES")
    folder = Path(given) if given else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("workbench"), ACTOR) as running:
        yield running


@pytest.fixture
def bench(browser: Browser, server: Served, pictures: Path) -> Iterator[Watched]:
    with watched(browser, server, pictures) as context:
        yield context


@pytest.fixture
def narrow(browser: Browser, server: Served, pictures: Path) -> Iterator[Watched]:
    with watched(browser, server, pictures, width=420, height=860) as context:
        yield context


def pack_of(server: Served, files: list[tuple[Role, Path]], title: str) -> str:
    """Upload files as a pack, wait until they are read, return the pack's id."""
    intake = server.room.intake
    pack = intake.create(title, ACTOR)
    for role, path in files:
        with path.open("rb") as content:
            intake.add(pack, [Upload(path.name, content)], role, ACTOR, uuid4())
    intake.start(pack, ACTOR)
    deadline = time.monotonic() + 120
    while server.room.progress(pack).state in ("queued", "running"):
        assert time.monotonic() < deadline, server.room.progress(pack)
        time.sleep(0.05)
    assert server.room.card(pack).state == "read", server.room.progress(pack)
    return pack


def demo_files() -> list[tuple[Role, Path]]:
    paths = demo_paths()
    given: list[tuple[Role, Path]] = [
        *(("pack", path) for path in paths.pack),
        *(("prior", path) for path in paths.prior),
        *(("summary", path) for path in paths.summaries),
    ]
    return [(role, each) for role, path in given for each in _below(path)]


def _below(path: Path) -> list[Path]:
    return sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


@pytest.fixture
def demo(server: Served) -> str:
    """The demo's pack with its prior year and summary, read; for tests that change it."""
    return pack_of(server, demo_files(), "演示材料")


@pytest.fixture(scope="package")
def shown(server: Served) -> str:
    """The same for tests that only look."""
    return pack_of(server, demo_files(), "只看的材料")
