"""Files of other office programs through LibreOffice, and a LibreOffice that misbehaves."""

import hashlib
import os
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.documents import DEFAULT_LIMITS, read, read_all
from assistant.documents.office import Original, convert, copies_folder
from assistant.documents.office.locked import has_password
from assistant.documents.office.program import find_soffice
from assistant.errors import (
    BadSettings,
    EncryptedFile,
    JixiaoError,
    NeedsLibreOffice,
    TooLarge,
    UnreadableFile,
)
from assistant.extraction import extract
from assistant.model.pack import same
from assistant.settings import named_soffice
from tests.documents.build import docx, grid, kinds, p, seed, tables, texts, zipped
from tests.documents.test_bad_input import ole

QUICK = replace(DEFAULT_LIMITS, start_seconds=1, convert_seconds=1)
RTF = rb"{\rtf1\ansi\ansicpg936 \'bc\'d7 12.5\par}"


def write(folder: Path, **files: bytes) -> list[Path]:
    """Write files named ``stem_suffix`` and return their paths."""
    paths = [folder / name.replace("_", ".") for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return paths


def fake(folder: Path, script: str) -> str:
    """Return a program that takes LibreOffice's place; ``$out`` is its --outdir."""
    path = folder / "soffice"
    find = 'while [ "$1" != --outdir ]; do shift; done; out=$2; shift 2\n'
    path.write_text(f"#!/bin/sh\n{find}{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.system("soffice")
def test_the_real_pack_in_three_formats_and_one_start() -> None:
    names = ["pack.doc", "pack.rtf", "pack.odt"]
    result = read_all([seed(name) for name in names])
    assert result.errors == []
    word = extract([read(seed("pack.docx"))])
    for name, document in zip(names, result.documents, strict=True):
        pack = extract([document])
        assert same(pack, word), name
        assert len(pack.figures) == 131
        assert document.report.file == name
        assert document.source.format == name[5:]
        assert Path(document.source.converted).suffix == ".docx"
        assert Path(document.source.converted).is_file()
        assert set(kinds(document)) == {"converted"}


@pytest.mark.system("soffice")
def test_the_traps_through_libreoffice() -> None:
    document = read(seed("traps.doc"))
    assert {"hidden", "covered", "text_box", "inserted", "deleted", "nested_table"} <= set(
        kinds(document)
    )
    word = read(seed("traps.docx"))
    assert [table.cols for table in tables(document)] == [table.cols for table in tables(word)]
    assert grid(tables(document)[1]) == grid(tables(word)[1])


@pytest.mark.system("soffice")
def test_a_bad_file_among_good_ones(tmp_path: Path) -> None:
    good = docx(p("文"))
    paths = write(
        tmp_path, a_rtf=RTF, b_doc=ole("WordDocument"), c_docx=good, d_doc=b"", e_rtf=RTF + b" "
    )
    result = read_all([*paths, tmp_path / "absent.odt"])
    assert [texts(document) for document in result.documents] == [["甲 12.5"], ["文"], ["甲 12.5"]]
    begins = ["《b.doc》已损坏", "《d.doc》是空文件", "《absent.odt》不存在"]
    lines = [error.line() for error in result.errors]
    assert all(line.startswith(begin) for line, begin in zip(lines, begins, strict=True))
    assert all(isinstance(error, UnreadableFile) for error in result.errors)


@pytest.mark.system("soffice")
def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET")
    names = {
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text")
    }
    spaces = " ".join(f'xmlns:{name}="{urn}"' for name, urn in names.items())
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
        'office:version="1.2"><office:body><office:text><text:p>甲</text:p>'
        f'<text:section text:name="S"><text:section-source xlink:href="{tmp_path.as_uri()}/secret.txt"/>'
        "<text:p>旧</text:p></text:section></office:text></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    data = zipped({
        "mimetype": kind,
        "content.xml": content,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" '
        f'm:media-type="{kind}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
    })  # fmt: skip
    document = read(write(tmp_path, a_odt=data)[0])
    assert texts(document) == ["甲", "旧"]
    with zipfile.ZipFile(document.source.converted) as archive:
        assert not any(b"SECRET" in archive.read(name) for name in archive.namelist())


def test_without_libreoffice_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIXIAO_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("assistant.documents.office.program._USUAL", ())
    paths = write(tmp_path, a_doc=ole("WordDocument"), b_txt="文".encode(), c_rtf=RTF)
    result = read_all(paths)
    assert len(result.documents) == 1
    assert [type(error) for error in result.errors] == [NeedsLibreOffice] * 2
    line = result.errors[0].line()
    assert line.startswith("《a.doc》是旧版 Word")
    assert all(word in line for word in ("Debian", "UOS", "麒麟", "Windows", "JIXIAO_SOFFICE"))
    assert "\n" not in line


def test_the_program_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fake(tmp_path, "exit 0")
    assert named_soffice({"JIXIAO_SOFFICE": f" {program} "}) == program
    monkeypatch.setenv("JIXIAO_SOFFICE", program)
    assert find_soffice() == program
    monkeypatch.setenv("JIXIAO_SOFFICE", str(tmp_path / "absent"))
    with pytest.raises(BadSettings, match="JIXIAO_SOFFICE"):
        find_soffice()
    assert find_soffice(program) == program


def test_a_start_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    program = fake(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    (path,) = write(tmp_path, a_rtf=RTF)
    begin = time.monotonic()
    result = read_all([path], QUICK, soffice=program, copies=tmp_path)
    assert time.monotonic() - begin < 20
    assert isinstance(result.errors[0], TooLarge)
    assert "2 秒" in str(result.errors[0])
    child = int((tmp_path / "child").read_text())
    assert not _runs(child)


def _runs(process: int) -> bool:
    """Tell whether a process still runs; one that waits to be collected doesn't."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"


def test_outputs_are_counted_and_what_is_missing_is_tried_alone(tmp_path: Path) -> None:
    """A start that ends well but leaves files out is no success for those."""
    script = f'echo start >> {tmp_path}/starts; cp {tmp_path}/good.docx "$out/0.docx"'
    program = fake(tmp_path, script)
    write(tmp_path, good_docx=docx(p("文")))
    paths = write(tmp_path, a_rtf=RTF, b_rtf=RTF + b" ", c_rtf=RTF)
    result = read_all(paths, soffice=program, copies=tmp_path)
    assert len(result.documents) == 3  # the same content is converted once
    assert (tmp_path / "starts").read_text().count("start") == 2


def test_a_start_without_any_output(tmp_path: Path) -> None:
    files = [("odt", b"PK"), ("doc", b"x"), ("xls", b"y")]
    originals = [Original(d, k, hashlib.sha256(d).hexdigest(), "a") for k, d in files]
    made = convert(originals, QUICK, fake(tmp_path, "exit 1"), tmp_path)
    assert [type(error) for error in made] == [UnreadableFile] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["soffice"]


def fib(flags: int) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0".ljust(512, b"\0")
        + b"\xec\xa5\xc1\0".ljust(10, b"\0")
        + bytes([0, flags])
        + b"\0" * 600
    )


def workbook(record: int) -> bytes:
    begin = b"\x09\x08\x10\0" + b"\0" * 16
    return (
        b"\xd0\xcf\x11\xe0".ljust(1024, b"\0")
        + begin
        + record.to_bytes(2, "little")
        + b"\x02\0\0\0"
        + b"\0" * 600
    )


LOCKED = [
    (fib(1), True), (fib(0), False), (workbook(0x2F), True), (workbook(0x42), False), (b"", False),
    (b"PK", False),
    (zipped({"META-INF/manifest.xml": "<manifest:encryption-data/>"}), True),
    (zipped({"META-INF/manifest.xml": "<x/>"}), False), (zipped({"a": ""}), False),
]  # fmt: skip


@pytest.mark.parametrize(("data", "locked"), LOCKED)
def test_passwords_are_told(tmp_path: Path, data: bytes, locked: bool) -> None:
    assert has_password(data) is locked
    kind = "odt" if data.startswith(b"PK") else "doc"
    original = Original(data, kind, hashlib.sha256(data).hexdigest(), "a")
    (error,) = convert([original], QUICK, fake(tmp_path, "exit 1"), tmp_path)
    assert isinstance(error, JixiaoError)
    assert isinstance(error, EncryptedFile) is locked


def test_copies_are_private() -> None:
    assert copies_folder().stat().st_mode & 0o077 == 0
    assert copies_folder() is copies_folder()
