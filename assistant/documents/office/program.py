"""LibreOffice as a program: where it is, and one bounded start of it."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from assistant.documents.office.profile import make_profile
from assistant.errors import BadSettings, NeedsLibreOffice
from assistant.settings import SOFFICE, named_soffice

_USUAL = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_MEMORY_KB = 6 * 2**20
"""Address space of one start (6 GB; LibreOffice reserves far more than it uses)."""
_POLL = 0.05
_NOWHERE = "http://127.0.0.1:9"
_OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)


def find_soffice(named: str = "") -> str:
    """Return the program: ``named``, else ``JIXIAO_SOFFICE``, else from PATH or a usual place.

    Raises ``BadSettings`` where the named one is no program, ``NeedsLibreOffice`` where there
    is none.
    """
    wanted = named or named_soffice()
    if wanted:
        found = shutil.which(wanted)
        if found is None:
            raise BadSettings(f"环境变量 {SOFFICE} 指的“{wanted}”不是可以运行的程序。")
        return found
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    for pattern in _USUAL:
        anchor = Path(pattern).anchor
        for path in sorted(Path(anchor).glob(pattern[len(anchor) :]) if anchor else ()):
            if os.access(path, os.X_OK):
                return str(path)
    raise NeedsLibreOffice("需要用 LibreOffice 转换后读取，本机没有找到。")


def start(soffice: str, target: str, files: list[Path], out: Path, seconds: float) -> bool:
    """Convert files to ``target`` (docx or xlsx) in one start; tell whether it came to an end.

    The start has a profile folder of its own beside ``out``. After ``seconds`` it is killed
    with all the processes it began.
    """
    profile = out.with_name(out.name + "-profile")
    make_profile(profile)
    command = [
        soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--nologo", "--convert-to", target, "--outdir", str(out), *map(str, files),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - the program is the user's own choice
        _limited(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_OFFLINE, "SAL_USE_VCLPLUGIN": "svp"},
        # A group to be killed as one, in the session of the process that may be killed with it.
        process_group=0,
    )
    try:
        return _wait(process, time.monotonic() + seconds)
    finally:
        _kill(process)
        shutil.rmtree(profile, ignore_errors=True)


def _limited(command: list[str]) -> list[str]:
    """Bound the address space of a command and its children, where there is a shell for it.

    A lower bound on data that a reader's process has is not for LibreOffice.
    """
    if os.name != "posix" or sys.platform == "darwin":
        return command
    bounds = f'ulimit -S -d "$(ulimit -H -d)"; ulimit -v {_MEMORY_KB}'
    return ["/bin/sh", "-c", f'{bounds}; exec "$@"', "sh", *command]


def _wait(process: subprocess.Popen[bytes], until: float) -> bool:
    while time.monotonic() < until:
        if process.poll() is not None:
            return True
        time.sleep(_POLL)
    return False


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a start with its whole process group; a group that has ended is no error."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
            check=False, capture_output=True,
        )  # fmt: skip
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
