"""How many single slips the checks notice: ``python -m benchmarks.mutation [SEED] [COUNT]``.

From each clean pack one thing is changed at a time; sites are drawn from the figures that
the truth binds. A slip counts as noticed when it brings an error or warning that the
unchanged pack has not. Changes that leave every relation inside its rounding interval are
counted apart.
"""

import sys
from collections import Counter
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
from corpus.truth import CLEAN, HELD_BACK, YEARS, Truth, load


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
    dossier = Dossier(pack=packed(truth), prior=last_year(truth.town, truth.year))
    return check(dossier, gather(dossier))


def packed(truth: Truth) -> Pack:
    """Return a truth's pack as read from its text dump."""
    source = Source(path="pack.txt", format="text", sha256="")
    data = dump(layout.pack(truth.raw)).encode()
    return extract([read_text(data, source, DEFAULT_LIMITS)])


@cache
def last_year(town: str, year: int) -> list[Pack]:
    """Return the pack of the year before, if there is one: some figures are bound to it."""
    return [packed(load(town, year - 1))] if year - 1 in YEARS else []


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
        for mutant in score.missed if verbose else ():
            shown = f"{mutant.before} -> {mutant.after}" if len(mutant.after) < 40 else ""
            print(f"      missed {mutant.address} {shown}")
    print(f"  {'all':20} {noticed:3}/{total:<3} {noticed / max(total, 1):6.1%}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
