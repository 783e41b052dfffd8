"""What our own code takes for each slot that a model writes: request, proof, and mending.

The replies are the composer's own paragraphs, given at once without any server. Goal: at most
20 ms a slot (with ``llm_overhead``, which measures the way to the server).
"""

import time
from collections.abc import Sequence

from assistant.checks import CheckOptions, check
from assistant.cli_draft import demo_paths
from assistant.drafts.prepare import prepare
from assistant.drafts.tasks import Task, tasks_of
from assistant.drafts.writer import Writer
from assistant.facts import gather
from assistant.llm import Outcome, Reply, Request
from assistant.model.reply import ParagraphReply, SlotReply
from assistant.pipeline import load

RUNS = 20


class Echo:
    """Answers each request with the composer's paragraphs of the task in its turn."""

    def __init__(self, tasks: list[Task]) -> None:
        self._tasks = tasks

    def ask_many(
        self, requests: Sequence[Request[SlotReply]], seconds: float | None = None
    ) -> list[Reply[SlotReply]]:
        """Return a reply for each task."""
        return [Reply(Outcome.ANSWERED, _reply(task)) for task in self._tasks[: len(requests)]]


def _reply(task: Task) -> SlotReply:
    paragraphs = [
        ParagraphReply(about=item.about, sentences=[s.template for s in item.composed.sentences])
        for item in task.items
    ]
    return SlotReply(paragraphs=paragraphs)


def main() -> None:
    """Print the milliseconds of our code for each slot of the demo pack."""
    paths = demo_paths()
    dossier = load(paths.pack, paths.prior, paths.summaries, tell=print)
    facts = gather(dossier)
    work = prepare(dossier, facts, check(dossier, facts, CheckOptions()))
    tasks = [
        task
        for slot, composed in work.composed
        for task in tasks_of(slot, composed, work.matters, work.desk, work.evidence)
    ]
    writer = Writer(Echo(tasks), "echo")
    writer.write(tasks, work.desk)
    start = time.perf_counter()
    for _ in range(RUNS):
        written = writer.write(tasks, work.desk)
    each = (time.perf_counter() - start) * 1000 / RUNS / len(tasks)
    assert all(result.paragraphs for result in written)
    print(f"writer: {each:.1f} ms a slot over {len(tasks)} slots (goal 20)")


if __name__ == "__main__":
    main()
