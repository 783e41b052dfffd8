"""How every format is read: numbers right, wrong and marked, wrong and unmarked, missing.

Run ``python -m benchmarks.formats [--keep FOLDER] [--only F,G] [--faults]``: it writes the
corpus's packs in every format and a form of each layout in the digital ones, reads them,
compares them with the truth, and writes docs/formats.md. ``--keep`` holds
what was measured, one file for each format, so that a run goes on where another ended; ``--only``
measures some formats and writes no page.
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from assistant.documents.scan import available
from benchmarks import formats_run as run
from benchmarks.formats_page import Results, page
from benchmarks.formats_score import Score
from corpus.formats import DIGITAL, FORMATS, SCANS
from corpus.truth import TOWNS, YEARS

SEED = 7
ALL = [(town, year) for town in TOWNS for year in YEARS]
SCANNED = {("tangao", 2024): True, ("yanhu", 2024): False}
"""The packs that are read as scans: with their reports, or their forms alone (OCR is slow)."""
DOCS = Path(__file__).resolve().parents[1] / "docs" / "formats.md"


def packs(kind: str, folder: Path, kept: Path) -> Score:
    """Return the score of the packs in one format."""
    if kind not in SCANS:
        return _kept(kept, kind, lambda: run.packs(ALL, kind, folder, SEED))
    total = Score()
    for town in SCANNED:
        total.add(_scanned(kind, town, folder, kept))
    return total


def forms(kind: str, folder: Path, kept: Path) -> Score:
    """Return the score of the forms in one format."""
    return _kept(kept, f"{kind}-forms", lambda: run.forms(kind, folder, SEED))


def _scanned(kind: str, town: tuple[str, int], folder: Path, kept: Path) -> Score:
    def job() -> Score:
        return run.packs([town], kind, folder, SEED, reports=SCANNED[town])

    return _kept(kept, f"{kind}-{town[0]}-{town[1]}", job)


def _kept(folder: Path, name: str, job: Callable[[], Score]) -> Score:
    """Return what an earlier run has measured of this corpus, else measure and keep it."""
    path = folder / f"{run.version()}-{SEED}-{name}.json"
    if path.exists():
        return Score(**json.loads(path.read_text(encoding="utf-8")))
    score = job()
    path.write_text(json.dumps(asdict(score), ensure_ascii=False), encoding="utf-8")
    return score


def results(kinds: list[str], kept: Path, faults: bool) -> Results:
    """Measure formats and print a line for each."""
    found = Results(run.version(), SEED, {}, {}, len(ALL), sum(SCANNED.values()), len(SCANNED))
    print(f"corpus {found.version}, seed {SEED}")
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder:
            found.packs[kind] = packs(kind, Path(folder), kept)
            show(kind, found.packs[kind], faults)
            if kind in DIGITAL:
                found.forms[kind] = forms(kind, Path(folder), kept)
                show(f"{kind}, forms", found.forms[kind], faults)
    return found


def show(name: str, score: Score, faults: bool) -> None:
    """Print one line, and what is wrong where asked."""
    print(
        f"{name:22} numbers {score.right}/{score.numeric} ({score.share:.2f} %), wrong "
        f"{score.wrong_marked} marked {score.wrong_unmarked} not, missing {score.missing_told} "
        f"told {score.missing} not; words {score.words_right}/{score.words}; prose "
        f"{score.figures_right}/{score.figures}; {score.seconds:.1f} s",
        flush=True,
    )
    if faults:
        print("".join(f"    {fault}\n" for fault in score.faults), end="")


def main() -> None:
    """Print a line for each format and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", type=lambda names: names.split(","))
    parser.add_argument("--faults", action="store_true")
    given = parser.parse_args()
    kinds = [k for k in given.only or FORMATS if available() or k in DIGITAL]
    with tempfile.TemporaryDirectory() as folder:
        kept = given.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        found = results(kinds, kept, given.faults)
    if given.only:
        return
    seed, published = run.seed_files(), run.published()
    for name, score in seed.items():
        show(f"seed {name}", score, given.faults)
    DOCS.write_text(page(found, seed, published), encoding="utf-8")
    print(f"{DOCS.name} written")


if __name__ == "__main__":
    main()
