"""Write packs and forms in many formats, with as few starts of LibreOffice as there are formats.

A ``.wps`` is the ``.doc`` under another name and a ``.et`` the ``.xls``: WPS Office itself
saves so by default, and no free program writes its old format.
"""

import shutil
import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus import layout
from corpus.dump import dump
from corpus.formats.mark import markdown
from corpus.formats.page import page
from corpus.formats.programs import browse, convert
from corpus.formats.sheet import workbook
from corpus.layout import Block
from corpus.truth import Truth
from corpus.word import write as write_word

SEED = 7


class Piece(NamedTuple):
    """What is written: blocks in reading order; ``automatic`` leaves numbers to Word."""

    blocks: list[Block]
    title: str
    automatic: bool = False


class Place(NamedTuple):
    """Where a piece is written: a folder, and the stem of its files."""

    folder: Path
    stem: str = "pack"

    def file(self, kind: str) -> Path:
        """Return the file of a format."""
        return self.folder / f"{self.stem}{_NAMES.get(kind, '.' + kind)}"


_NAMES = {
    "office_html": "_office.html", "office_pdf": ".pdf", "browser_pdf": "_browser.pdf",
    "clean": "_clean.tif", "worn": "_worn.pdf",
}  # fmt: skip
_OFFICE = {"doc": "doc", "rtf": "rtf", "odt": "odt", "xls": "xls", "office_html": "html",
           "office_pdf": "pdf"}  # fmt: skip
"""What LibreOffice writes, as it names the format."""
_RENAMED = ("wps", "et")
SCANS = ("clean", "worn")
_SOURCES = dict.fromkeys(_OFFICE, "docx") | dict.fromkeys(SCANS, "office_pdf") | {
    "xls": "xlsx", "wps": "doc", "et": "xls",
}  # fmt: skip
DIGITAL = ("docx", "txt", "xlsx", "html", "md", "doc", "wps", "rtf", "odt", "xls", "et",
           "office_html", "office_pdf", "browser_pdf")  # fmt: skip
FORMATS = (*DIGITAL, *SCANS)
"""In the order of their making."""


def pack(truth: Truth, reports: bool = True) -> Piece:
    """Return a town's pack, without ``reports`` its forms alone."""
    automatic = bool(truth.raw["style"]["numbering"] == "auto")
    blocks = layout.pack(truth.raw)
    if not reports:
        blocks = blocks[: blocks.index(layout.Page(report=True))]
    return Piece(blocks, f"{truth.year}年度绩效自评材料", automatic)


def form(name: str) -> Piece:
    """Return a form of :mod:`corpus.forms`."""
    from corpus.forms.build import blocks
    from corpus.forms.truth import FormTruth

    return Piece(blocks(FormTruth(name)), "绩效自评表")


def write(
    pieces: Sequence[tuple[Piece, Place]], kinds: Collection[str], seed: int = SEED
) -> list[Path]:
    """Write each piece in each format and return the paths; ``seed`` is that of the scans.

    Raises ``ValueError`` for an unknown format, and what the office programs raise.
    """
    if unknown := set(kinds) - set(FORMATS):
        raise ValueError(f"no such format: {', '.join(sorted(unknown))}")
    for _, place in pieces:
        place.folder.mkdir(parents=True, exist_ok=True)
    for kind in _needed(kinds):
        _write(pieces, kind, seed)
    return [place.file(kind) for _, place in pieces for kind in FORMATS if kind in kinds]


def _needed(kinds: Collection[str]) -> list[str]:
    """Return the formats in the order of their making, with those that others are made of."""
    wanted = set(kinds)
    for kind in reversed(FORMATS):
        if kind in wanted and kind in _SOURCES:
            wanted.add(_SOURCES[kind])
    return [kind for kind in FORMATS if kind in wanted]


def _write(pieces: Sequence[tuple[Piece, Place]], kind: str, seed: int) -> None:
    places = [place for _, place in pieces]
    if kind in _OFFICE:
        files = [place.file(_SOURCES[kind]) for place in places]
        convert(files, _OFFICE[kind], [place.file(kind) for place in places])
    elif kind in _RENAMED:
        for place in places:
            shutil.copyfile(place.file(_SOURCES[kind]), place.file(kind))
    elif kind in SCANS:
        for place in places:
            _scan(place, kind, seed)
    else:
        for piece, place in pieces:
            _WRITERS[kind](piece, place.file(kind))


def _scan(place: Place, kind: str, seed: int) -> None:
    from corpus.scans import clean, damaged  # needs the extra ocr

    source, target = place.file(_SOURCES[kind]), place.file(kind)
    clean(source, target) if kind == "clean" else damaged(source, target, seed)


def _docx(piece: Piece, path: Path) -> None:
    write_word(piece.blocks, path, piece.automatic)


def _browser_pdf(piece: Piece, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page(piece.blocks, piece.title, site=False), encoding="utf-8")
        browse(source, path)


def _text(make: Callable[[Piece], str]) -> Callable[[Piece, Path], None]:
    def writer(piece: Piece, path: Path) -> None:
        path.write_text(make(piece), encoding="utf-8")

    return writer


_WRITERS: dict[str, Callable[[Piece, Path], None]] = {
    "docx": _docx,
    "txt": _text(lambda piece: dump(piece.blocks)),
    "xlsx": lambda piece, path: workbook(piece.blocks, path),
    "html": _text(lambda piece: page(piece.blocks, piece.title, site=True)),
    "md": _text(lambda piece: markdown(piece.blocks)),
    "browser_pdf": _browser_pdf,
}
