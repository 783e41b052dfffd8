"""A reader's process: takes jobs from its input and answers, until its input ends."""

import os
import signal
import sys
from typing import IO

from assistant.documents.apart.bounds import (
    OUT_OF_MEMORY,
    bound_memory,
    bound_time,
    end_with_keeper,
    no_alarm,
    resident,
)
from assistant.documents.apart.wire import Begun, Job, done, read_frame, write_frame
from assistant.documents.steps import perform


def main() -> None:
    """Serve; an error that is none of the house's ends the process, and its keeper tells."""
    answers = _private_stdout()
    if os.name == "posix":  # ends by way of ``finally``: a LibreOffice of ours goes too
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    end_with_keeper(sys.stdin.fileno())
    try:
        while (frame := read_frame(sys.stdin.buffer)) is not None:
            _serve(Job.model_validate_json(frame), answers)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _serve(job: Job, answers: IO[bytes]) -> None:
    limits = job.context.limits
    bound_memory(limits.memory_bytes)
    bound_time(job)
    outcomes = perform(
        job.step,
        job.context,
        lambda kind: write_frame(answers, Begun(kind=kind).model_dump_json().encode()),
    )
    no_alarm()
    write_frame(answers, done(outcomes, resident()).model_dump_json().encode())


def _private_stdout() -> IO[bytes]:
    """Return the pipe to the keeper; what libraries print goes to stderr instead."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers
