"""The command ``review`` as a process: its address, its guard over real HTTP, its end."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.cli import run
from assistant.cli_draft import demo_paths
from assistant.cli_review import data_folder
from tests.test_watching import COMMAND, Told

CALL = [*COMMAND, "review", "--no-browser"]
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)(/[\w-]+)/(?:packs/(\w+))?\?key=([\w-]+)")
_PATIENCE = 60.0


class Running(NamedTuple):
    """A workbench that answers at an address."""

    process: subprocess.Popen[str]
    told: Told
    origin: str
    prefix: str
    pack: str
    key: str

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"{}", **headers: str
    ) -> tuple[int, bytes, Any]:
        """Send a bare request and return status, body and headers; redirects aren't followed."""
        request = urllib.request.Request(
            f"{self.origin}{path}", method=method, headers=headers,
            data=body if method == "POST" else None,
        )  # fmt: skip
        try:
            with _OPENER.open(request, timeout=30) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), error.headers

    def api(self, path: str, method: str = "GET", **given: Any) -> Any:
        """Send a request with the token and return what came back as JSON."""
        kept = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        sent = json.dumps(given).encode()
        status, body, _ = self.ask(f"{self.prefix}/api{path}", method, sent, **kept)
        assert status < 400, body
        return json.loads(body)

    def read(self) -> dict[str, Any]:
        """Wait until the pack is read and return its card."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            card: dict[str, Any] = self.api(f"/packs/{self.pack}")
            if card["state"] in ("read", "failed"):
                return card
            time.sleep(0.05)
        raise AssertionError(self.api(f"/packs/{self.pack}/progress"))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def launched(*args: str) -> "subprocess.Popen[str]":
    """Start the command as the leader of a process group of its own."""
    return subprocess.Popen(
        [*CALL, *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", env=os.environ | {"PYTHONUNBUFFERED": "1"}, start_new_session=True,
    )  # fmt: skip


@contextmanager
def running(*args: str) -> Iterator[Running]:
    process = launched(*args)
    told = Told(process)
    try:
        found = _ADDRESS.search(told.until("http://", _PATIENCE))
        assert found, told.all
        origin, prefix, pack, key = found.groups()
        yield Running(process, told, origin, prefix, pack or "", key)
    finally:
        process.kill()
        process.wait(10)
        told.thread.join(10)
        assert process.stdout
        process.stdout.close()


def children(process: int) -> list[int]:
    """Return the processes that a process has started and that still run (Linux)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(") ")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == process and state != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running("--demo", "--store", str(tmp_path_factory.mktemp("store"))) as found:
        found.read()
        yield found


def test_the_demo_is_read_and_shown(demo: Running) -> None:
    card = demo.read()
    assert card["title"] == "样例材料" and card["state"] == "read" and card["errors"] > 10
    assert len(demo.api(f"/packs/{demo.pack}/files")) == 3


def test_the_printed_address_opens_the_page_once_it_has_left_its_cookie(demo: Running) -> None:
    path = f"{demo.prefix}/packs/{demo.pack}"
    status, _, headers = demo.ask(f"{path}?key={demo.key}")
    assert status == 303 and headers["location"] == path
    cookie = headers["set-cookie"].partition(";")[0]
    status, page, headers = demo.ask(path, Cookie=cookie)
    assert status == 200 and '<html lang="zh-CN"' in page.decode()
    assert "default-src 'none'" in headers["content-security-policy"]


def test_nobody_else_gets_in(demo: Running) -> None:
    api, cookie = f"{demo.prefix}/api/packs", f"jixiao={demo.key}"
    host = demo.origin.removeprefix("http://")
    assert demo.ask(api)[0] == 403
    assert demo.ask("/api/packs", Cookie=cookie)[0] == 403
    assert demo.ask(f"{api}?key=wrong")[0] == 403
    evil = f"evil.example:{host.rpartition(':')[2]}"
    assert demo.ask(api, Cookie=cookie, Host=evil)[0] == 421
    for origin in ("http://evil.example", f"http://{evil}", "null"):
        headers = {"Cookie": cookie, "Origin": origin, "Content-Type": "application/json"}
        assert demo.ask(api, "POST", b"{}", **headers)[0] == 403
    ours = {"Cookie": cookie, "Origin": demo.origin, "Content-Type": "application/json"}
    assert demo.ask(api, "POST", b"{}", **ours)[0] == 201


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C can't be sent to one process there")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_ends_cleanly_and_comes_back_to_the_same_pack(tmp_path: Path, name: str) -> None:
    calls = ["--demo", "--store", str(tmp_path)]
    with running(*calls) as first:
        first.read()
        workers = children(first.process.pid)
        assert workers, "files are read in processes of their own"
        first.process.send_signal(getattr(signal, name))
        first.told.until("已停止")
        assert first.process.wait(20) == 0
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    with running(*calls) as second:
        assert second.pack == first.pack
        assert second.read()["version"] == 5, "nothing was added or read twice"


def test_a_reading_that_was_cut_off_is_begun_again(tmp_path: Path) -> None:
    calls = ["--demo", "--store", str(tmp_path)]
    with running(*calls) as first:
        assert first.api(f"/packs/{first.pack}")["state"] in ("reading", "read")
        first.process.kill()
        first.process.wait(10)
    with running("--store", str(tmp_path)) as second:
        (card,) = second.api("/packs")
        assert card["pack_id"] == first.pack and card["files"] == 3
        assert card["state"] in ("waiting", "read")
        second.api(f"/packs/{first.pack}/read", "POST")
        assert second._replace(pack=first.pack).read()["state"] == "read"


REFUSED = {
    "an address that others could reach": (["--host", "0.0.0.0"], "只在本机打开"),
    "a name": (["--host", "example.com"], "只在本机打开"),
    "no port": (["--port", "99999"], "--port"),
    "a path that isn't there": (["没有这个文件.docx"], "打不开"),
    "a strange database": (["--store", "mysql://x/y"], "只能是 SQLite"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_call_ends_in_a_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    args, words = REFUSED[name]
    assert run(["review", "--no-browser", *args]) == 2
    assert words in capsys.readouterr().err


def test_the_help_says_how_a_model_is_set_up_and_where_files_lie(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["review", "--help"]) == 0
    told = capsys.readouterr().out
    for words in (
        "JIXIAO_MODEL",
        "OPENAI_BASE_URL",
        "OPENAI_API_KEY",
        "postgresql://",
        "PGPASSWORD",
    ):
        assert words in told
    assert "用户数据文件夹" in told


def test_a_folder_is_one_pack_as_check_groups_it(tmp_path: Path) -> None:
    folder = tmp_path / "鹭汀镇"
    folder.mkdir()
    (folder / "材料.docx").write_bytes(demo_paths().pack[0].read_bytes())
    (folder / "说明.txt").write_text("另有说明一份。", encoding="utf-8")
    (folder / "~$材料.docx").write_bytes(b"x")
    with running(str(folder), "--store", str(tmp_path / "store")) as found:
        card = found.read()
        names = {file["name"] for file in found.api(f"/packs/{found.pack}/files")}
    assert (card["title"], names) == ("鹭汀镇", {"材料.docx", "说明.txt"})


@pytest.mark.parametrize(
    "platform, variable, value",
    [("linux", "XDG_DATA_HOME", "/d"), ("win32", "LOCALAPPDATA", "/d"), ("darwin", "HOME", "/d")],
)
def test_data_lie_where_the_system_keeps_them(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(Path, "home", lambda: Path(value))
    assert data_folder().name == "jixiao" and data_folder().is_relative_to("/d")
