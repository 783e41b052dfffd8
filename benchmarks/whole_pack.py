"""Read, extract and check one pack, warm: ``python -m benchmarks.whole_pack [FILE]``.

Without a file the demo's Word pack is taken. Prints the median of each step in milliseconds
of process time, and packs a second on one core.
"""

import sys
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

from assistant.checks import check
from assistant.documents import read
from assistant.extraction import extract
from assistant.facts import gather
from assistant.model.dossier import Dossier
from assistant.resources import data_path

STEPS = ("read", "extract", "gather", "check")


def once(path: Path) -> list[float]:
    """Return how many milliseconds each step took."""
    marks = [process_time()]
    document = read(path)
    marks.append(process_time())
    dossier = Dossier(pack=extract([document]))
    marks.append(process_time())
    facts = gather(dossier)
    marks.append(process_time())
    check(dossier, facts)
    marks.append(process_time())
    return [(after - before) * 1000 for before, after in pairwise(marks)]


def main(arguments: list[str]) -> int:
    """Print the medians of 15 runs after two that warm up."""
    path = Path(arguments[0]) if arguments else data_path("corpus", "demo", "2024", "pack.docx")
    runs = [once(path) for _ in range(17)][2:]
    steps = [median(run[n] for run in runs) for n in range(len(STEPS))]
    total = median(sum(run) for run in runs)
    print("  ".join(f"{name} {ms:.1f} ms" for name, ms in zip(STEPS, steps, strict=True)))
    print(f"whole pack {total:.1f} ms (goal 100), {1000 / total:.1f} packs a second (goal 10)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
