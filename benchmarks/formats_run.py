"""Measure how each format is read: the corpus's packs and forms, the seed pack, published files."""

import hashlib
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.documents import read, read_all
from assistant.extraction import extract
from assistant.model.document import Document, Paragraph, Table
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity
from benchmarks.formats_score import (
    Number,
    Score,
    Wanted,
    compare,
    name_of,
    said,
    wanted,
    wanted_figures,
    wanted_form,
)
from corpus.formats import Place, form, pack, write
from corpus.forms.truth import FORMS, FormTruth
from corpus.truth import ROOT, load

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEED_FILES = ("pack.txt", "pack.doc", "pack.rtf", "pack.odt", "pack.html", "pack.pdf",
              "pack_chrome.pdf", "pack_scan.pdf")  # fmt: skip
_TABLE_NAME = re.compile(r".{2,40}表(?:（.{1,12}）)?")


class Published(NamedTuple):
    """How one published file was read: pages, seconds, its tables and those told by name."""

    name: str
    pages: int
    seconds: float
    tables: int
    named: list[str]


def version() -> str:
    """Return eight digits of a hash over the corpus's truth: the version of what was read."""
    digest = hashlib.sha256()
    for folder in (ROOT, ROOT.parent / "forms"):
        for path in sorted(folder.rglob("*.yaml")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def packs(
    towns: Iterable[tuple[str, int]], kind: str, folder: Path, seed: int, reports: bool = True
) -> Score:
    """Write the packs of towns and years in one format, read them together, and compare.

    Without ``reports`` only their forms are written, and no prose is compared.
    """
    truths = [load(town, year) for town, year in towns]
    places = [Place(folder / truth.town, f"pack{truth.year}") for truth in truths]
    pieces = [pack(truth, reports) for truth in truths]
    write(list(zip(pieces, places, strict=True)), [kind], seed)
    score = Score()
    for truth, read_pack in zip(truths, _packs(places, kind, score), strict=True):
        figures = wanted_figures(truth) if reports else {}
        one = compare(read_pack, wanted(truth), figures)
        score.add(_told(one, f"{truth.town} {truth.year}"))
    return score


def forms(kind: str, folder: Path, seed: int) -> Score:
    """Write a form of each layout in one format, read them, and compare."""
    places = [Place(folder / "forms", name) for name in FORMS]
    write([(form(p.stem), p) for p in places], [kind], seed)
    score = Score()
    for place, read_pack in zip(places, _packs(places, kind, score), strict=True):
        one = compare(read_pack, wanted_form(FormTruth(place.stem)))
        score.add(_told(one, place.stem))
    return score


def seed_files() -> dict[str, Score]:
    """Compare the seed pack's files with its Word file; empty where they are absent."""
    if not (SHARED / "seed").exists():
        return {}
    reference = extract([read(SHARED / "seed" / "pack.docx")])
    return {name: _seed(name, reference) for name in SEED_FILES}


def _seed(name: str, reference: Pack) -> Score:
    start = time.perf_counter()
    found = extract([read(SHARED / "seed" / name)])
    taken = time.perf_counter() - start
    whole = name != "pack_scan.pdf"  # eight pages: its reports are cut off
    score = compare(found, from_pack(reference), _figures(reference) if whole else None)
    score.seconds = taken
    return score


def from_pack(reference: Pack) -> dict[str, Wanted]:
    """Return every filled field of a pack's forms as what another file must give."""
    forms_only = reference.model_copy(update={"overall_report": None, "project_reports": []})
    fields = {name_of(each.place): each for each in forms_only.fields()}  # an amount, not its label
    return {
        place: Wanted(each.raw, said(each) if isinstance(each, Quantity) else None)
        for place, each in fields.items()
        if each.text
    }


def _figures(reference: Pack) -> dict[str, Number]:
    said_in_prose = ((fact.place, said(fact.quantity)) for fact in reference.figures)
    return {name_of(place): number for place, number in said_in_prose if number}


def published() -> list[Published]:
    """Read the published files, if they are there, and tell their tables by name."""
    return [_published(path) for path in sorted((SHARED / "real").glob("*.pdf"))]


def _published(path: Path) -> Published:
    import pypdfium2

    pages = len(pypdfium2.PdfDocument(path))
    read(path)  # imports and caches are warm in what is measured
    start = time.process_time()
    document = read(path)
    taken = time.process_time() - start
    tables = sum(isinstance(block, Table) for block in document.blocks)
    return Published(path.name, pages, taken, tables, _named(document))


def _named(document: Document) -> list[str]:
    """Return the name of each table that has one: the last line above it that ends in 表."""
    names, last = [], ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            text = squeeze(block.text)
            last = text if _TABLE_NAME.fullmatch(text) else last
        elif last:
            names.append(last)
            last = ""
    return names


def _packs(places: Sequence[Place], kind: str, score: Score) -> list[Pack]:
    start = time.perf_counter()
    reading = read_all([place.file(kind) for place in places])
    if reading.errors:
        raise reading.errors[0]
    out = [extract([document]) for document in reading.documents]
    score.seconds = time.perf_counter() - start
    return out


def _told(score: Score, name: str) -> Score:
    score.faults = [f"{name}: {fault}" for fault in score.faults]
    return score
