"""One thread for each running job, one job at a time for each pack."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal

from assistant.errors import JixiaoError, MixedPacks, ReadingStopped, WrongUse
from assistant.workbench.views.shapes import JobState, Progress

Kind = Literal["read", "write"]
_BUSY: tuple[JobState, ...] = ("queued", "running")
_ONE_PACK = (
    "一套只放一个单位一个年度的材料：请移除不属于这一套的文件；上年材料请把类别改为“上年材料”。"
)
_NAMES: dict[Kind, str] = {"read": "读取材料", "write": "起草文字"}


class Job:
    """One job as its own work sees it; safe among threads."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.cancel = threading.Event()
        self._lock = threading.Lock()
        self._progress = Progress(job=kind, state="queued", line=f"等待{_NAMES[kind]}")

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._progress

    @property
    def busy(self) -> bool:
        """Whether it hasn't ended."""
        return self._progress.state in _BUSY

    def tell(self, line: str, done: int | None = None, total: int | None = None) -> None:
        """Say what is being done, and how much of it."""
        given = {"line": line, "done": done, "total": total, "state": "running"}
        self._change(**{name: value for name, value in given.items() if value is not None})

    def warn(self, line: str) -> None:
        """Say what went wrong with a part of the work."""
        with self._lock:
            errors = (*self._progress.errors, line)
            self._progress = self._progress.model_copy(update={"errors": errors})

    def end(self, state: JobState, line: str) -> None:
        """Say that all is over."""
        self._change(state=state, line=line)

    def _change(self, **update: object) -> None:
        with self._lock:
            self._progress = self._progress.model_copy(update=update)


Work = Callable[[Job], str]
"""Does a job and returns its last line; raises ``JixiaoError`` where it fails."""


class Jobs:
    """The jobs of one run of the workbench; the last one of each pack is remembered."""

    def __init__(self, at_once: int = 2) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="job")
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._closed = False

    def start(self, pack_id: str, kind: Kind, work: Work) -> Progress:
        """Begin a job, or join the one of this kind that runs; ``WrongUse`` while another does."""
        with self._lock:
            running = self._jobs.get(pack_id)
            if self._closed:
                raise ReadingStopped("审核台正在关闭。")
            if running and running.busy:
                if running.kind != kind:
                    raise WrongUse(f"正在{_NAMES[running.kind]}，请等它完成。")
                return running.progress
            job = self._jobs[pack_id] = Job(kind)
            self._threads.submit(_run, job, work).add_done_callback(_tell)
        return job.progress

    def progress(self, pack_id: str) -> Progress:
        """Return how far a pack's last job is."""
        job = self._jobs.get(pack_id)
        return job.progress if job else Progress()

    def cancel(self, pack_id: str) -> Progress:
        """Ask a pack's job to stop; it does so within a moment."""
        job = self._jobs.get(pack_id)
        if job and job.busy:
            job.cancel.set()
        return self.progress(pack_id)

    def close(self) -> None:
        """Stop all jobs and wait for their ends."""
        with self._lock:
            self._closed = True
            for job in self._jobs.values():
                job.cancel.set()
        self._threads.shutdown(wait=True, cancel_futures=True)


def _run(job: Job, work: Work) -> None:
    if job.cancel.is_set():
        job.end("failed", "已停止。")
        return
    try:
        job.tell(_NAMES[job.kind])
        job.end("done", work(job))
    except JixiaoError as error:
        job.end("failed", _why(error))
    finally:
        if job.busy:  # a fault of the program: the page must not wait for ever
            job.end("failed", f"{_NAMES[job.kind]}时程序出错，没有完成。")


def _why(error: JixiaoError) -> str:
    """Return an error's line; advice on a command's options helps nobody on a page."""
    if isinstance(error, MixedPacks):
        return f"{str(error).rstrip('。')}。{_ONE_PACK}"
    return str(error) if "--" in error.advice else error.line()


def _tell(done: "Future[None]") -> None:
    """Let a fault of the program be seen: what a callback raises is logged with its trace."""
    if not done.cancelled():
        done.result()
