"""How many slips of each kind the rules notice: ``python -m benchmarks.rules``.

Prints the table and writes ``docs/bench-rules.md``. ``--kinds A,B`` tries some kinds alone and
``--misses FILE`` lists the missed slips of the development packs; with ``--kinds`` or another
``--count`` the page is left as it is. ``--keep DIR`` lets a run that was stopped go on.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from assistant.checks.registry import RULEBOOK
from benchmarks.rules_page import page
from benchmarks.rules_run import SAMPLES, Alarms, Group, Result, Sample, alarms, draw, every_clean
from corpus.mutate import kinds

SEED, COUNT, WORKERS = 20261, 50, 2
PAGE = Path(__file__).parents[1] / "docs" / "bench-rules.md"


class Task(NamedTuple):
    """One kind of slip in one group, or the clean packs of a group (kind "")."""

    group: Group
    kind: str
    seed: int
    most: int
    keep: Path | None = None


Done = tuple[Task, list[Result], list[Alarms]]


def run(task: Task) -> Done:
    """Do one task, or take what an earlier run kept of it."""
    name = f"{task.kind or 'clean'} {task.group} {task.seed} {task.most}.json"
    file = task.keep / name.replace(" ", "-") if task.keep else None
    if file and file.exists():
        return _kept(task, json.loads(file.read_text(encoding="utf-8")))
    if task.kind:
        found = list(draw(SAMPLES[task.group], task.kind, task.seed, task.most))
        done: Done = (task, found, [])
    else:
        done = (task, [], [alarms(sample) for sample in every_clean(task.group)])
    if file:
        file.write_text(json.dumps(done[1:], ensure_ascii=False), encoding="utf-8")
    return done


def _kept(task: Task, rows: list[list[list[Any]]]) -> Done:
    results = [
        Result._make([Sample(*row[0]), *row[1:-1], tuple(row[-1])]) for row in rows[0]
    ]  # fmt: skip
    return task, results, [Alarms(Sample(*row[0]), tuple(row[1]), row[2]) for row in rows[1]]


def tasks(wanted: list[str], seed: int, count: int, keep: Path | None) -> Iterator[Task]:
    """Yield the tasks, the longest first."""
    for kind in ("", *wanted):
        for group in SAMPLES:
            yield Task(group, kind, seed, count, keep)


def measure(
    wanted: list[str], seed: int, count: int, keep: Path | None = None
) -> tuple[dict[Group, list[Result]], dict[Group, list[Alarms]]]:
    """Return the results of all slips and the alarms on the clean packs, by group."""
    results: dict[Group, list[Result]] = {group: [] for group in SAMPLES}
    clean: dict[Group, list[Alarms]] = {group: [] for group in SAMPLES}
    with get_context("fork").Pool(WORKERS) as pool:
        for task, found, raised in pool.imap(run, tasks(wanted, seed, count, keep)):
            results[task.group] += found
            clean[task.group] += raised
    return results, clean


def missed(results: list[Result]) -> Iterator[str]:
    """Yield the slips that were not noticed or were noticed elsewhere, by kind."""
    for result in results:
        if not result.binding or (result.noticed and result.in_place):
            continue
        how = f"elsewhere by {','.join(result.rules)}" if result.noticed else "missed"
        town, year, style = result.sample
        yield (
            f"{result.kind}\t{how}\t{town}/{year}/{style}\t{result.address}"
            f"\t{result.before[:60]} -> {result.after[:80]}\n"
        )


def main(arguments: list[str]) -> int:
    """Measure, print the page, and keep it when everything was measured."""
    parser = argparse.ArgumentParser(prog="benchmarks.rules", description=__doc__)
    parser.add_argument("--kinds", default=",".join(kinds()))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--misses", type=Path)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    wanted = chosen.kinds.split(",")
    results, clean = measure(wanted, chosen.seed, chosen.count, chosen.keep)
    text = page(results, clean, chosen.seed, chosen.count, RULEBOOK)
    sys.stdout.write(text)
    if chosen.misses:
        lines = list(missed(results["development"]))
        many = Counter(line.split("\t")[0] for line in lines)
        chosen.misses.write_text("".join([f"{many}\n", *lines]), encoding="utf-8")
    if (tuple(wanted), chosen.seed, chosen.count) == (tuple(kinds()), SEED, COUNT):
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
