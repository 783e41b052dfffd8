"""Files that LibreOffice wrote, and its view of files that we read."""

import subprocess
from pathlib import Path

import pytest

from assistant.documents import read
from assistant.model.document import Document
from assistant.model.place import squeeze
from tests.documents.build import docx, part, read_bytes, seed, tables, texts
from tests.documents.test_numbering import CHINESE, abstract, item, level, num

SECONDS = 120


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Convert a file with a LibreOffice of its own profile; return the new file."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder / f"{source.stem}.{kind.split(':')[0]}"


def cells(document: Document) -> list[list[list[str]]]:
    return [[[squeeze(c.text) for c in row] for row in t.each_row()] for t in tables(document)]


@pytest.mark.system("soffice")
@pytest.mark.parametrize("name", ["pack.odt", "pack.doc", "pack.rtf"])
def test_the_pack_through_libreoffice(tmp_path: Path, name: str) -> None:
    ours = read(seed("pack.docx"))
    theirs = read(convert(seed(name), "docx", tmp_path))
    assert cells(theirs) == cells(ours)
    assert [squeeze(t) for t in texts(theirs)] == [squeeze(t) for t in texts(ours)]


ITEMS = [(0, 0), (1, 0), (1, 0), (2, 0), (0, 0), (1, 0), (3, 0), (3, 0), (4, 0), (0, 1), (0, 1)]


@pytest.mark.system("soffice")
def test_numbers_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    levels = [
        *CHINESE,
        level(3, "%4", "decimalEnclosedCircle"),
        level(4, "%1.%4.%5)", "lowerLetter"),
    ]
    numbering = (
        abstract(*levels) + num(1) + abstract(level(0, "第%1条", start=4), key=1) + num(2, 1)
    )
    body = "".join(item(num_id + 1, ilvl) for ilvl, num_id in ITEMS)
    data = docx(body, numbering=part("numbering", numbering))
    data_file = tmp_path / "list.docx"
    ours = texts(read_bytes(tmp_path, data, data_file.name))
    shown = convert(data_file, "txt:Text (encoded):UTF8", tmp_path)
    lines = shown.read_text(encoding="utf-8-sig").split("\n")
    assert [squeeze(line) for line in lines if line.strip()] == [squeeze(text) for text in ours]


@pytest.mark.system("soffice")
def test_traps_through_libreoffice(tmp_path: Path) -> None:
    """What LibreOffice keeps of the traps reads the same from its own file."""
    ours, theirs = (
        read(seed("traps.docx")),
        read(convert(seed("traps.doc"), "docx", tmp_path)),
    )
    assert [b.number for b in theirs.blocks if b.kind == "paragraph" and b.number] == [
        b.number for b in ours.blocks if b.kind == "paragraph" and b.number
    ]
    assert cells(theirs)[0][6:8] == cells(ours)[0][6:8]
