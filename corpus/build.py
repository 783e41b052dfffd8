"""Write every pack and work summary of the corpus: ``python -m corpus.build OUT_DIR``.

Each town and year gets ``pack.docx``, ``pack.txt``, ``summary.docx``, ``summary.txt`` and
``truth.json`` (addresses, printed texts, relations, faults); towns whose style says so also
get ``split/`` with the parts of the pack in separate files.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import layout
from corpus.dump import dump
from corpus.truth import DEMO, Truth, load, load_all
from corpus.word import write

_SPLIT_ORDER = ("project_reports", "overall_report", "projects", "overall", "base_data")


def build(out: Path) -> list[Path]:
    """Write all files below ``out`` and return their paths."""
    written = []
    for truth in load_all():
        folder = out / truth.town / str(truth.year)
        written += [*write_pack(truth, folder), *write_summary(truth, folder)]
        if truth.raw["style"].get("split"):
            written += write_split(truth, folder / "split")
        record = folder / "truth.json"
        record.write_text(json.dumps(flat(truth), ensure_ascii=False, indent=1), encoding="utf-8")
        written.append(record)
    return written


def build_demo(out: Path) -> list[Path]:
    """Write the demo sample: this year's pack, last year's, and both work summaries."""
    written: list[Path] = []
    for year in (2024, 2023):
        truth = load(DEMO, year)
        written += [*write_pack(truth, out / str(year)), *write_summary(truth, out / str(year))]
    return written


def write_pack(truth: Truth, folder: Path) -> list[Path]:
    """Write one pack as Word file and text dump into ``folder``."""
    return _both(layout.pack(truth.raw), folder, "pack", _automatic(truth))


def write_summary(truth: Truth, folder: Path) -> list[Path]:
    """Write one work summary as Word file and text into ``folder``."""
    return _both(layout.summary(truth.raw), folder, "summary", False)


def write_split(truth: Truth, folder: Path) -> list[Path]:
    """Write the parts of one pack as separate Word files, numbered in another order."""
    folder.mkdir(parents=True, exist_ok=True)
    parts, paths = layout.forms(truth.raw), []
    for number, name in enumerate(_SPLIT_ORDER, 1):
        paths.append(folder / f"{number}_{name}.docx")
        write(parts[name], paths[-1], _automatic(truth))
    return paths


def flat(truth: Truth) -> dict[str, Any]:
    """Return a truth as plain data with every address written out."""
    return {
        "town": truth.town,
        "unit": truth.unit,
        "year": truth.year,
        "cells": {cell.address: cell.printed for cell in truth.cells.values()},
        "paragraphs": {p.place: p.text for p in truth.paragraphs.values()},
        "figures": [_figure(figure) for figure in truth.figures.values()],
        "relations": [_relation(relation) for relation in truth.relations],
        "bound": truth.bound(),
        "faults": [asdict(fault) for fault in truth.faults],
    }


def _figure(figure: Any) -> dict[str, Any]:
    names = ("address", "place", "printed", "start", "measure", "subject")
    return {name: getattr(figure, name) for name in names}


def _relation(relation: Any) -> dict[str, Any]:
    names = ("id", "kind", "formula", "members", "items", "source")
    return {name: getattr(relation, name) for name in names}


def _automatic(truth: Truth) -> bool:
    return bool(truth.raw["style"]["numbering"] == "auto")


def _both(blocks: list[layout.Block], folder: Path, stem: str, automatic: bool) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{stem}.docx", folder / f"{stem}.txt"]
    write(blocks, paths[0], automatic)
    paths[1].write_text(dump(blocks), encoding="utf-8")
    return paths


def main(arguments: list[str]) -> int:
    """Build into the one folder given; ``--demo`` builds the packed sample only."""
    demo = "--demo" in arguments
    folders = [a for a in arguments if not a.startswith("-")]
    if len(folders) != 1:
        sys.stderr.write("usage: python -m corpus.build [--demo] OUT_DIR\n")
        return 2
    paths = (build_demo if demo else build)(Path(folders[0]))
    sys.stdout.write(f"{len(paths)} files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
