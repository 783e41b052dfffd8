"""The keeper of the process that checks: a check takes a processor wholly.

In a thread of the server each check would hold up all requests for a twentieth of a second and
more. What goes over and comes back is pickled: both ends are this program, and what a file held
has been read and turned into plain data by then.
"""

import contextlib
import pickle
import subprocess
import threading
from collections.abc import Hashable, Iterator

from assistant.errors import CheckCrashed
from assistant.thispython import command
from assistant.workbench.checking.checked import Checked
from assistant.workbench.checking.worker import Answer, Base, Job, Missing
from assistant.workbench.session import Session

_PATIENCE = 5.0
"""Seconds for the process to end by itself."""
_LONGEST = 120.0
"""Seconds for a check, which takes a part of one: what takes longer has come to a standstill."""
_GONE = (EOFError, OSError, pickle.UnpicklingError)
"""How the end of the process shows itself."""


class Checker:
    """Computes in a process that starts at once and is replaced when it has come to its end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = _start()
        self._late = False

    @property
    def process_id(self) -> int:
        """The number of the process that checks now."""
        return self._process.pid

    def fill(self, key: Hashable, session: Session) -> None:
        """Compute it; ``CheckCrashed`` where the process ends twice over it, or takes too long."""
        with self._lock:
            answer = self._twice(key, session)
        if isinstance(answer, ArithmeticError):
            raise answer
        answer.put_into(session)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            _end(self._process)

    def _twice(self, key: Hashable, session: Session) -> Checked | ArithmeticError:
        try:
            return self._ask(key, session)
        except _GONE as error:  # it may have been ended from outside
            self._replace()
            if self._late:
                raise CheckCrashed(f"核对超过 {_LONGEST:g} 秒没有完成，已停止。") from error
        try:
            return self._ask(key, session)
        except _GONE as error:
            self._replace()
            raise CheckCrashed("核对时程序出错，没有得出结果。") from error

    def _replace(self) -> None:
        _end(self._process)
        self._process = _start()

    def _ask(self, key: Hashable, session: Session) -> Checked | ArithmeticError:
        answer = self._answer(Job(key, session.state))
        if isinstance(answer, Missing):
            base = Base(session.base, session.documents, session.options)
            answer = self._answer(Job(key, session.state, base))
        assert not isinstance(answer, Missing)
        return answer

    def _answer(self, job: Job) -> Answer:
        jobs, answers = self._process.stdin, self._process.stdout
        assert jobs and answers
        with self._bounded(self._process):
            pickle.dump(job, jobs, pickle.HIGHEST_PROTOCOL)
            jobs.flush()
            answer: Answer = pickle.load(answers)  # noqa: S301 - the other end is this program
        return answer

    @contextlib.contextmanager
    def _bounded(self, process: "subprocess.Popen[bytes]") -> Iterator[None]:
        """End a process that stands still: pipes have no time limit, and all packs wait for it."""

        def end() -> None:
            self._late = True
            process.kill()

        self._late = False
        timer = threading.Timer(_LONGEST, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - this very Python
        command("assistant.workbench.checking.worker"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process; it does so by itself when nobody speaks to it any more."""
    assert process.stdin and process.stdout
    with contextlib.suppress(OSError):  # what was left to send has no reader any more
        process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
