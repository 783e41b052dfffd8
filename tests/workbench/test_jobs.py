"""Jobs: one at a time for each pack, seen while they run, never silent about their end."""

import logging
import threading
import time

import pytest

from assistant.errors import NothingRead, ReadingStopped, WrongUse
from assistant.workbench.jobs import Job, Jobs
from assistant.workbench.views.shapes import Progress


def ended(jobs: Jobs, pack: str = "p") -> Progress:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        progress = jobs.progress(pack)
        if progress.state in ("done", "failed"):
            return progress
        time.sleep(0.005)
    raise AssertionError(f"never ended: {jobs.progress(pack)}")


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


def test_a_job_tells_how_far_it_is_and_joins_those_who_ask_again(jobs: Jobs) -> None:
    go, seen = threading.Event(), threading.Event()

    def work(job: Job) -> str:
        job.tell("一半", 1, 2)
        job.warn("有一处没读")
        seen.set()
        go.wait(10)
        return "完成"

    assert jobs.progress("p") == Progress()
    jobs.start("p", "read", work)
    assert seen.wait(10)
    joined = jobs.start("p", "read", lambda job: "never run")
    assert (joined.state, joined.done, joined.total, joined.line) == ("running", 1, 2, "一半")
    with pytest.raises(WrongUse, match="正在读取材料"):
        jobs.start("p", "write", work)
    go.set()
    done = ended(jobs)
    assert (done.state, done.line, done.errors) == ("done", "完成", ("有一处没读",))
    jobs.close()


def test_an_error_ends_a_job_with_its_line(jobs: Jobs) -> None:
    def work(job: Job) -> str:
        raise NothingRead("什么都没读到。")

    jobs.start("p", "read", work)
    progress = ended(jobs)
    assert (progress.state, progress.line) == ("failed", "什么都没读到。")
    assert jobs.start("p", "read", lambda job: "好").state in ("queued", "running", "done")
    assert ended(jobs).state == "done"
    jobs.close()


def test_a_fault_of_the_program_is_told_and_logged(
    jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    def work(job: Job) -> str:
        raise KeyError("boom")

    with caplog.at_level(logging.ERROR):
        jobs.start("p", "read", work)
        progress = ended(jobs)
        jobs.close()
    assert progress.state == "failed" and "程序出错" in progress.line
    assert any("boom" in str(record.exc_info) for record in caplog.records)


def test_cancelling_and_closing_stop_what_runs(jobs: Jobs) -> None:
    def work(job: Job) -> str:
        while not job.cancel.wait(0.01):
            pass
        raise ReadingStopped("已停止。")

    jobs.start("p", "read", work)
    jobs.start("q", "read", work)
    jobs.start("r", "read", work)  # waits for a thread
    assert jobs.cancel("p").job == "read"
    assert ended(jobs).line.startswith("已停止。")
    jobs.close()
    assert jobs.progress("q").state == "failed"
    assert jobs.progress("r").state in ("failed", "queued")
    with pytest.raises(ReadingStopped):
        jobs.start("p", "read", work)
