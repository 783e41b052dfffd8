"""How many single slips the checks notice: ``python -m benchmarks.mutation [SEED] [COUNT]``.

From each clean pack one thing is changed at a time; sites are drawn from the figures that
the truth binds. A slip counts as noticed when it brings an error or warning that the
unchanged pack has not. Changes that leave every relation inside its rounding interval are
counted apart.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import NamedTuple

from assistant.checks import check
from assistant.documents.limits import DEFAULT_LIMITS
from assistant.documents.plain import read_text
from assistant.extraction import extract
from assistant.facts import gather
from assistant.model.document import Source
from assistant.model.dossier import Dossier
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from corpus import layout
from corpus.dump import dump
from corpus.mutate import KINDS, Mutant, mutants
from corpus.truth import CLEAN, HELD_BACK, Truth, load


class Score(NamedTuple):
    """Slips of one kind: noticed, missed, and changes inside an interval."""

    noticed: int
    missed: list[Mutant]
    inside: int

    @property
    def recall(self) -> float:
        """The share of binding slips that were noticed; 1.0 where there were none."""
        total = self.noticed + len(self.missed)
        return self.noticed / total if total else 1.0


def checked(truth: Truth) -> CheckReport:
    """Return the check of a truth's pack, read from its text dump."""
    dossier = Dossier(pack=packed(truth), prior=[last_year(truth.town, truth.year)])
    return check(dossier, gather(dossier))


def packed(truth: Truth) -> Pack:
    """Return a truth's pack as read from its text dump."""
    source = Source(path="pack.txt", format="text", sha256="")
    data = dump(layout.pack(truth.raw)).encode()
    return extract([read_text(data, source, DEFAULT_LIMITS)])


@cache
def last_year(town: str, year: int) -> Pack:
    """Return the pack of the year before: some figures are bound to it."""
    return packed(load(town, year - 1))


def serious(report: CheckReport) -> set[tuple[str, str, str, str]]:
    """Return what tells apart the errors and warnings of a report."""
    return {(f.rule, f.place, f.found, f.expected) for f in report.findings if f.severity != "info"}


def measure(truth: Truth, seed: int, count: int) -> Iterator[tuple[str, Score]]:
    """Yield the score of each kind of slip on one clean pack."""
    before = serious(checked(truth))
    for kind in KINDS:
        tally: Counter[str] = Counter()
        missed: list[Mutant] = []
        for mutant in mutants(truth, kind, Random(f"{seed}{kind}"), count):
            if not mutant.binding:
                tally["inside"] += 1
            elif serious(checked(mutant.truth)) - before:
                tally["noticed"] += 1
            else:
                missed.append(mutant)
        yield kind, Score(tally["noticed"], missed, tally["inside"])


def main(arguments: list[str]) -> int:
    """Print recall for each kind and town; ``-v`` lists the slips that were missed."""
    numbers = [int(a) for a in arguments if a.isdigit()]
    seed, count = (*numbers, 20261, 40)[:2] if len(numbers) < 2 else numbers[:2]
    towns = [a for a in arguments if a in (CLEAN, HELD_BACK)] or [CLEAN, HELD_BACK]
    for town in towns:
        truth = load(town, 2024)
        print(f"{town} 2024 ({'held back' if town == HELD_BACK else 'clean'}), seed {seed}")
        alarms = serious(checked(truth))
        print(f"  errors and warnings on the unchanged pack: {len(alarms)}")
        totals: dict[str, int] = defaultdict(int)
        for kind, score in measure(truth, seed, count):
            found = score.noticed + len(score.missed)
            totals["noticed"] += score.noticed
            totals["all"] += found
            print(
                f"  {kind:20} {score.noticed:3}/{found:<3} {score.recall:6.1%}   inside {score.inside}"
            )
            if "-v" in arguments:
                for mutant in score.missed:
                    shown = f"{mutant.before} -> {mutant.after}" if len(mutant.after) < 40 else ""
                    print(f"      missed {mutant.address} {shown}")
        print(f"  {'all':20} {totals['noticed']:3}/{totals['all']:<3}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
