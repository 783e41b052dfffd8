"""How many single slips the checks notice: ``python -m benchmarks.mutation [SEED] [COUNT]``.

The quick run of the mutation benchmark: the kinds marked ``quick``, on two packs in the Hunan
layout. ``benchmarks.rules`` is the whole of it. Changes that leave every relation inside its
rounding interval are counted apart.
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from assistant.model.finding import CheckReport
from benchmarks import rules_run
from benchmarks.rules_run import Result, Sample, draw
from corpus.mutate import KINDS, Clean
from corpus.styles import HUNAN
from corpus.truth import CLEAN, HELD_BACK, Truth, load


class Score(NamedTuple):
    """Slips of one kind: noticed, missed, and changes inside an interval."""

    noticed: int
    missed: list[Result]
    inside: int

    @property
    def recall(self) -> float:
        """The share of binding slips that were noticed; 1.0 where there were none."""
        total = self.noticed + len(self.missed)
        return self.noticed / total if total else 1.0


def checked(truth: Truth) -> CheckReport:
    """Return the check of a truth's pack, read from its text dump."""
    return rules_run.checked(Sample(truth.town, truth.year, HUNAN), Clean(truth).text)[1]


def serious(report: CheckReport) -> set[tuple[str, str, str, str]]:
    """Return what tells apart the errors and warnings of a report."""
    return {rules_run.key(f) for f in report.findings if f.severity != "info"}


def measure(truth: Truth, seed: int, count: int) -> Iterator[tuple[str, Score]]:
    """Yield the score of each quick kind of slip on one clean pack."""
    for kind in KINDS:
        results = list(draw([Sample(truth.town, truth.year, HUNAN)], kind, seed, count))
        bound = [r for r in results if r.binding]
        missed = [r for r in bound if not r.noticed]
        yield kind, Score(len(bound) - len(missed), missed, len(results) - len(bound))


def main(arguments: list[str]) -> int:
    """Print recall for each kind and pack; ``-v`` lists the slips that were missed.

    Packs are named as TOWN/YEAR; without any, this year's two clean ones are taken.
    """
    numbers = [int(a) for a in arguments if a.isdigit()]
    seed, count = (*numbers, 20261, 40)[:2] if len(numbers) < 2 else numbers[:2]
    packs = [a.split("/") for a in arguments if "/" in a]
    for town, year in packs or [[CLEAN, "2024"], [HELD_BACK, "2024"]]:
        show(load(town, int(year)), seed, count, verbose="-v" in arguments)
    return 0


def show(truth: Truth, seed: int, count: int, verbose: bool) -> None:
    """Print one pack's table."""
    kept = "held back" if truth.town == HELD_BACK else "clean"
    print(f"{truth.town} {truth.year} ({kept}), seed {seed}")
    print(f"  errors and warnings on the unchanged pack: {len(serious(checked(truth)))}")
    noticed = total = 0
    for kind, score in measure(truth, seed, count):
        found = score.noticed + len(score.missed)
        noticed, total = noticed + score.noticed, total + found
        print(
            f"  {kind:20} {score.noticed:3}/{found:<3} {score.recall:6.1%}   inside {score.inside}"
        )
        for result in score.missed if verbose else ():
            shown = f"{result.before} -> {result.after}" if len(result.after) < 40 else ""
            print(f"      missed {result.address} {shown}")
    print(f"  {'all':20} {noticed:3}/{total:<3} {noticed / max(total, 1):6.1%}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
