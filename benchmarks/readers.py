"""Our readers beside other tools' on the same files: speed, and numbers under their labels.

Run ``python -m benchmarks.readers [--rounds N]``. The other tools (pdfplumber, python-docx,
docling's Word reader, markitdown) are no dependencies: ``make .venv-bench/stamp`` installs them
from requirements-bench.lock into ``.venv-bench``; what isn't there is printed as not installed.

A number counts as right where a tool's table holds it in a row whose label stands to its left
and in a column whose heading stands above it (benchmarks/readers_lookup.py). The corpus's
numbers, labels and headings come from its YAML, the seed pack's from its hand-made labels.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant.documents import read
from assistant.model.document import Table
from benchmarks.readers_lookup import Sought, found, sought, sought_of_seed
from corpus.formats import Place, pack, write
from corpus.truth import load

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
TOWNS = ("tangao", "qichuan", "huaixi")
SEED = ROOT.parent / "shared" / "seed"
ROUNDS = 5
SECONDS = 280
PEERS = {".docx": ("python-docx", "docling", "markitdown"), ".pdf": ("pdfplumber", "markitdown")}


def ours(files: list[Path], rounds: int) -> dict[str, Any]:
    """Read files with this tool; the shape is that of ``readers_peer``."""
    out = {}
    for path in files:
        document = read(path)
        taken = []
        for _ in range(rounds):
            start = time.process_time()
            read(path)
            taken.append(time.process_time() - start)
        tables = (block for block in document.blocks if isinstance(block, Table))
        grids = [[[t.at(r, c).text for c in range(t.cols)] for r in range(t.rows)] for t in tables]
        out[str(path)] = {"grids": grids, "seconds": statistics.median(taken)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"version": "", "import": None, "megabytes": peak, "files": out}


def theirs(tool: str, files: list[Path], rounds: int) -> dict[str, Any]:
    """Read files with another tool in its own environment; ``missing`` says what lacks."""
    if not PYTHON.exists():
        return {"missing": f"no {PYTHON.parent.parent.name}"}
    script = Path(__file__).with_name("readers_peer.py")
    command = [str(PYTHON), str(script), tool, str(rounds), *map(str, files)]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def cases(folder: Path) -> dict[Path, list[Sought]]:
    """Write the packs, and return each file with the numbers to be found in it."""
    out: dict[Path, list[Sought]] = {}
    for town in TOWNS:
        truth, place = load(town, 2024), Place(folder, town)
        for path in write([(pack(truth), place)], ["docx", "office_pdf"]):
            out[path] = sought(truth)
    if SEED.exists():
        out |= {SEED / name: sought_of_seed() for name in ("pack.docx", "pack.pdf")}
    return out


def show(suffix: str, wanted: dict[Path, list[Sought]], rounds: int) -> None:
    """Print the lines of one kind of file."""
    files = [path for path in wanted if path.suffix == suffix]
    mine = ours(files, rounds)
    print(f"\n{suffix}: {len(files)} files, {sum(len(wanted[f]) for f in files)} numbers")
    print(f"{'':26}{'ms a file':>10}{'ratio':>8}{'right':>16}{'import s':>10}{'MB':>7}")
    line("this tool", mine, mine, wanted)
    for tool in PEERS[suffix]:
        line(tool, theirs(tool, files, rounds), mine, wanted)


def line(
    tool: str, told: dict[str, Any], mine: dict[str, Any], wanted: dict[Path, list[Sought]]
) -> None:
    """Print one tool's line: median milliseconds, ratio to ours, numbers right."""
    if "missing" in told:
        print(f"{tool:26}not installed ({told['missing']})")
        return
    files = told["files"]
    ratio = statistics.median(files[f]["seconds"] / mine["files"][f]["seconds"] for f in files)
    taken = statistics.median(each["seconds"] for each in files.values()) * 1000
    loaded = "-" if told["import"] is None else f"{told['import']:.2f}"
    right = sum(found(wanted[Path(f)], each["grids"]) for f, each in files.items())
    total = sum(len(wanted[Path(f)]) for f in files)
    print(
        f"{tool + ' ' + told['version']:26}{taken:10.1f}{ratio:8.1f}{right:7}/{total} "
        f"{100 * right / total:6.2f}%{loaded:>9}{told['megabytes']:8.0f}",
        flush=True,
    )


def main() -> int:
    """Print a table for Word files and one for PDFs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wanted = cases(Path(folder))
        for suffix in PEERS:
            show(suffix, wanted, given.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
