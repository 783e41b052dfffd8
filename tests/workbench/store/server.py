"""A PostgreSQL of Debian's, on a free port of this machine, for as long as the tests run."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pg8000.native

USER = "jixiao"
_SECONDS = 30


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs: that of the PATH, or Debian's newest."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the address of its empty database ``postgres``."""
    folder = programs()
    assert folder, "initdb is not installed"
    data = Path(tempfile.mkdtemp(prefix="jixiao-postgres-", dir=_memory()))
    who = _unprivileged(data)
    try:
        _run(
            [folder / "initdb", "--no-sync", "--auth=trust", f"--username={USER}",
             "--encoding=UTF8", "--locale=C", "--pgdata", data / "db"], who,
        )  # fmt: skip
        with _started(folder, data, who) as port:
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(data)


def _memory() -> str | None:
    """Return the folder in memory, if there is one: the server's own files need no disk."""
    folder = "/dev/shm"
    return folder if os.access(folder, os.W_OK) else None


def _unprivileged(data: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: hand the folder to another user, who runs it then."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("nobody")
    os.chown(data, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(command: list[Any], who: dict[str, Any]) -> None:
    done = subprocess.run(
        command, cwd="/", env=_environ(), capture_output=True, text=True, timeout=60, **who
    )
    assert done.returncode == 0, done.stderr


def _environ() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C"}


@contextmanager
def _started(folder: Path, data: Path, who: dict[str, Any]) -> Iterator[int]:
    port = _free_port()
    command = [
        folder / "postgres", "-D", data / "db", "-p", str(port), "-c", "listen_addresses=127.0.0.1",
        "-c", "unix_socket_directories=", "-c", "max_connections=60", "-c", "fsync=off",
    ]  # fmt: skip
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd="/", env=_environ(), stdout=log, stderr=log, **who
        )  # fmt: skip
    try:
        _wait(process, port, data / "log")
        yield port
    finally:
        # At once: what it holds is thrown away, a checkpoint would only take time.
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            connect(port).close()
        except (pg8000.native.InterfaceError, pg8000.native.DatabaseError):
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.05)
        else:
            return


def connect(port: int) -> pg8000.native.Connection:
    return pg8000.native.Connection(USER, host="127.0.0.1", port=port, database="postgres")
