"""The proof of a model's words: most good replies pass at the first try, no bad one passes.

The paragraphs in written.yaml are written by hand, as a fluent model would put these matters.
"""

from typing import Any

import pytest

from tests.drafts.sample import SEED
from tests.drafts.written import Trial, replies, trials

GOOD = [(task, reply) for task, own in replies()["good"].items() for reply in own]
BAD: list[dict[str, Any]] = replies()["bad"]  # type: ignore[assignment]
LEAST = 0.8


@pytest.mark.parametrize("task", replies()["good"])
def test_most_good_replies_pass_at_the_first_try(task: str) -> None:
    own = [reply for of, reply in GOOD if of == task]
    found = [trial for reply in own for trial in trials(task, reply)]
    passed = [trial for trial in found if not trial.faults]
    told = [(trial.about, trial.faults) for trial in found if trial.faults]
    assert len(own) >= 10
    assert len(passed) >= LEAST * len(found), told


def tried(task: str, reply: dict[str, Any]) -> list[Trial]:
    """Return a reply's trials; some matters are in the real pack only."""
    found = list(trials(task, reply))
    if not found and not SEED.exists():
        pytest.skip("../shared/seed is not there, and no other pack has such a matter")
    assert found, f"no pack has a matter for: {reply['text']}"
    return found


@pytest.mark.parametrize(("task", "reply"), GOOD)
def test_every_good_reply_is_tried(task: str, reply: dict[str, Any]) -> None:
    assert tried(task, reply)


@pytest.mark.parametrize("reply", BAD, ids=lambda each: f"{each['task']}: {each['what']}")
def test_no_bad_reply_passes(reply: dict[str, Any]) -> None:
    found = tried(reply["task"], reply)
    assert [trial.text for trial in found if not trial.faults] == []
