"""The process that checks: the same results as here, replaced when it ends, gone with the server."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from assistant.checks import CheckOptions
from assistant.errors import CheckCrashed
from assistant.workbench.checking import Checker, CheckHere
from assistant.workbench.checking.worker import Base, Job, serve
from assistant.workbench.session import Session
from assistant.workbench.store import State
from tests.workbench.worked import demo, worked

SECONDS = 30.0
PARENT = """
import time
from assistant.workbench.checking import Checker
if __name__ == "__main__":
    print(Checker().process_id, flush=True)
    time.sleep(600)
"""


class Ending:
    """A key that ends the process which receives it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


class Standing:
    """A key at which the process that receives it stands still."""

    def __reduce__(self) -> tuple[object, tuple[float]]:
        return time.sleep, (20 * SECONDS,)


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    made = Checker()
    yield made
    made.close()


def plain() -> Session:
    return Session(*demo(), State(), CheckOptions())


def again(session: Session) -> Session:
    return Session(session.base, session.documents, session.state, session.options)


def test_an_edited_pack_is_checked_as_it_is_here(checker: Checker) -> None:
    own, other = again(worked().session), again(worked().session)
    CheckHere().fill("demo", own)
    checker.fill("demo", other)
    assert own.dossier is not own.base
    assert other.report == own.report
    assert other.dossier == own.dossier
    assert other.edited == own.edited
    assert dict(other.origins) == dict(own.origins)
    assert other.refused == own.refused
    assert [mine is own for mine, own in zip(other.edited, other.documents, strict=True)] == [
        mine is own for mine, own in zip(own.edited, own.documents, strict=True)
    ]


def test_a_pack_without_edits_stays_the_one_that_was_read(checker: Checker) -> None:
    session = plain()
    checker.fill("demo", session)
    assert session.dossier is session.base and session.report.findings


def test_digits_beyond_all_reckoning_are_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*given: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr("assistant.workbench.session.check", failing)
    session = plain()
    job = Job("demo", session.state, Base(session.base, session.documents, session.options))
    answers = BytesIO()
    serve(BytesIO(pickle.dumps(job)), answers)
    assert isinstance(pickle.loads(answers.getvalue()), ArithmeticError)


def test_a_process_ended_from_outside_is_replaced(checker: Checker) -> None:
    first = checker.process_id
    os.kill(first, signal.SIGKILL)
    session = plain()
    checker.fill("demo", session)
    assert session.report.findings and checker.process_id != first


def test_what_ends_the_process_twice_is_told_and_the_next_pack_is_checked(checker: Checker) -> None:
    with pytest.raises(CheckCrashed):
        checker.fill(Ending(), plain())
    session = plain()
    checker.fill("demo", session)
    assert session.report.findings


def test_a_process_that_stands_still_is_ended_and_the_next_pack_is_checked(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = checker.process_id
    with monkeypatch.context() as patched, pytest.raises(CheckCrashed, match="没有完成"):
        patched.setattr("assistant.workbench.checking.checker._LONGEST", 0.5)
        checker.fill(Standing(), plain())
    assert not runs(first)
    session = plain()
    checker.fill("demo", session)
    assert session.report.findings


def test_the_process_goes_when_its_server_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    with parent.stdout:
        child = int(parent.stdout.readline())
    assert runs(child)
    parent.kill()
    parent.wait()
    until = time.monotonic() + SECONDS
    while runs(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not runs(child)


def runs(process: int) -> bool:
    """Tell whether a process is there, and not only its exit code."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="latin-1")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"
