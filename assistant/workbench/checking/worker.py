"""The process that checks: jobs come in, answers go out, until nobody asks any more."""

import os
import pickle
import sys
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import BinaryIO, NamedTuple

from assistant.checks import CheckOptions, rules
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.workbench.checking.checked import Checked
from assistant.workbench.longlived import settle
from assistant.workbench.session import Session
from assistant.workbench.store import State

_BASES = 24
"""Readings that are kept; one takes about 5 MB."""


class Base(NamedTuple):
    """What all states of a reading have in common."""

    dossier: Dossier
    documents: Sequence[Document]
    options: CheckOptions


class Job(NamedTuple):
    """A state to check; ``base`` is sent where the process doesn't have it."""

    key: Hashable
    state: State
    base: Base | None = None


class Missing(NamedTuple):
    """Says that the process doesn't have a job's base."""


Answer = Checked | Missing | ArithmeticError


def main() -> None:
    """Answer what comes in by the standard input; what is printed doesn't disturb the answers."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        rules()  # loaded now, so that nobody waits for them later
        settle()
        serve(sys.stdin.buffer, answers)


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer jobs, and return when the other end has gone."""
    bases: OrderedDict[Hashable, Base] = OrderedDict()
    while True:
        try:
            job: Job = pickle.load(jobs)  # noqa: S301 - the other end is this program
            pickle.dump(_answer(job, bases), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
        except (EOFError, BrokenPipeError):
            return


def _answer(job: Job, bases: "OrderedDict[Hashable, Base]") -> Answer:
    base = job.base or bases.get(job.key)
    if base is None:
        return Missing()
    if job.base is not None:
        bases[job.key] = base
        settle()
    bases.move_to_end(job.key)
    while len(bases) > _BASES:
        bases.popitem(last=False)
    try:
        return Checked.of(Session(base.dossier, base.documents, job.state, base.options))
    except ArithmeticError as error:
        return error
