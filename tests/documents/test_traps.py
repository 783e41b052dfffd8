"""Trap files of every format: each costs one clear line and bounded time, and no other file.

All go through one worker: what one leaves behind may not hurt the next.
"""

import io
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import documents
from assistant.cli import run
from assistant.cli_draft import demo_paths
from assistant.documents import DEFAULT_LIMITS, read_all, scan
from assistant.documents.apart import ReaderPool
from assistant.errors import (
    BadPicture,
    EncryptedFile,
    JixiaoError,
    NeedsOcr,
    OnlyPictures,
    ReaderCrashed,
    ReaderTimedOut,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)
from tests.documents import traps
from tests.documents.build import docx, p, read_bytes, seed, texts, zipped
from tests.documents.office.test_office import fake, write
from tests.documents.pdf.made import Sheet, pdf
from tests.documents.scan.build import needs_ocr
from tests.documents.test_bad_input import locked
from tests.documents.test_bundle import named as gbk_names

LIMITS = replace(DEFAULT_LIMITS, read_seconds=15, scan_seconds=40)
SECONDS = 60

Case = tuple[str, bytes, type[JixiaoError] | tuple[type[JixiaoError], ...], str]


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReaderPool]:
    with ReaderPool(LIMITS, copies=tmp_path_factory.mktemp("copies")) as pool:
        yield pool


def save(folder: Path, name: str, content: bytes) -> list[Path]:
    """Write a trap between two good files."""
    paths = [folder / "前.txt", folder / name, folder / "后.docx"]
    for path, each in zip(paths, ("好".encode(), content, traps.WORD), strict=True):
        path.write_bytes(each)
    return paths


REFUSED: list[Case] = [
    # wrong names
    ("docx.pdf", zipped({"[Content_Types].xml": "", "word/x": ""}), UnreadableFile, "document.xml"),
    ("jpg.docx", b"\xff\xd8\xff\xe0" + traps.NOISE, BadPicture, "图片"),
    ("slides.docx", zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), UnsupportedFormat, "与扩展名 .docx 不符"),
    ("zip.xlsx", locked(zipped({"a.txt": "文"})), EncryptedFile, "密码"),
    ("exe.docx", b"MZ\x90\0" + traps.NOISE, UnsupportedFormat, "程序"),
    # containers
    ("bomb.docx", traps.ever_growing(2000), TooLarge, "解压后超过 64 MB"),
    ("locked.docx", traps.compound("EncryptedPackage"), EncryptedFile, "密码"),
    ("locked.xlsx", traps.compound("EncryptedPackage"), EncryptedFile, "密码"),
    ("torn.doc", traps.without_directory(), UnreadableFile, "目录缺失"),
    ("short.doc", traps.OLE + b"\0" * 20, UnreadableFile, "目录缺失"),
    ("links.zip", zipped({"a.gif": "x"}), JixiaoError, "没有"),
    ("locked.zip", locked(zipped({"a.txt": "文"})), EncryptedFile, "密码"),
    ("deep.zip", traps.nested_zips(30, "{}.zip"), TooLarge, "套了超过 2 层"),
    ("deep names.zip", traps.nested_zips(1200, "{}.docx"), UnsupportedFormat, "压缩包"),
    # PDFs
    ("kids.pdf", traps.raw(traps.CATALOG, b"<</Type /Pages /Kids [2 0 R] /Count 3>>"), UnreadableFile, "每一页都已损坏"),
    ("tables.pdf", traps.tables_in_a_ring(), UnreadableFile, "PDF 结构"),
    ("locked.pdf", pdf(Sheet().text(80, 100, "x"), password="secret"), EncryptedFile, "密码"),
    # pictures
    ("huge.bmp", traps.bmp(100_000, 100_000), (BadPicture, NeedsOcr), "图片"),
    # web pages
    ("deep.html", b"<html><body>" + b"<div>" * 100_000 + b"x", TooLarge, "嵌套过深"),
    ("tables.html", b"<html><body>" + b"<table><tr><td>" * 100_000 + b"x", TooLarge, "嵌套过深"),
    ("spans.html", b"<table><tr>" + b"<td rowspan=65534 colspan=1000>x</td>" * 200, TooLarge, "列"),
    ("wide.md", b"|a" * 1_000_000 + b"|\n" + b"|--" * 1_000_000 + b"|\n", TooLarge, "列"),
]  # fmt: skip

PICTURES: list[Case] = [
    ("huge.png", traps.png(100_000, 100_000), TooLarge, "像素"),
    ("huger.png", traps.png(2**31 - 1, 2**31 - 1), TooLarge, "像素"),
    ("huge.tif", traps.tiff(100_000, 100_000), TooLarge, "像素"),
]


def check_line(error: JixiaoError, name: str, words: str) -> None:
    line = error.line()
    assert re.match(rf"《{re.escape(name)}》|《[\d.a-z]+》", line)
    assert words in line
    assert "\n" not in line
    assert error.advice
    assert "Traceback" not in line


@pytest.mark.parametrize(
    ("name", "content", "error", "words"), REFUSED, ids=[case[0] for case in REFUSED]
)
def test_one_clear_line(
    tmp_path: Path,
    pool: ReaderPool,
    name: str,
    content: bytes,
    error: type[JixiaoError],
    words: str,
) -> None:
    begin = time.monotonic()
    result = pool.read_all(save(tmp_path, name, content))
    assert time.monotonic() - begin < SECONDS
    assert [texts(document) for document in result.documents] == [["好"], ["文"]]
    assert isinstance(result.errors[0], error)
    for met in result.errors:
        check_line(met, name, words)


@needs_ocr
@pytest.mark.parametrize(
    ("name", "content", "error", "words"), PICTURES, ids=[case[0] for case in PICTURES]
)
def test_pictures_that_unpack_to_gigabytes(
    tmp_path: Path,
    pool: ReaderPool,
    name: str,
    content: bytes,
    error: type[JixiaoError],
    words: str,
) -> None:
    assert len(content) < 1000
    test_one_clear_line(tmp_path, pool, name, content, error, words)


READ: list[tuple[str, bytes, str]] = [
    ("docx.pdf", traps.WORD, "mislabelled"),
    ("html.xls", "<table><tr><td>甲<td>1</table>".encode(), "mislabelled"),
    ("xlsx.doc", traps.BOOK, "mislabelled"),
    ("pdf.docx", traps.PDF, "mislabelled"),
    ("text.docx", "改了名的文本".encode("gbk"), "mislabelled"),
    ("far.xlsx", traps.far_apart(), ""),
    ("merged.xlsx", traps.far_apart('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "covered"),
    ("arrays.pdf", traps.nested_arrays(1_000_000), ""),
    ("parents.pdf", traps.one_page(traps.PAGE.replace(b"/Parent 2 0 R", b"/Parent 3 0 R")), ""),
    ("contents.pdf", traps.one_page(traps.PAGE, b"[4 0 R 4 0 R]"), ""),
    ("length.pdf", traps.one_page(traps.PAGE, b"<</Length 4 0 R>>\nstream\n\nendstream"), ""),
    ("vast page.pdf", traps.one_page(traps.PAGE.replace(b"595 842", b"99999999 99999999")), ""),
    ("comments.html", b"<!--" + b"-->  <!--" * 100_000 + b"--><p>x", "mislabelled"),
    ("rows.html", b"<table>" + b"<tr><td rowspan=65534>x</td></tr>" * 300 + b"</table>", ""),
    ("pipes.md", b"# x\n" + b"|" * 1_000_000, ""),
    ("blanks.txt", b"--|--" + b" " * 180_000 + b"x", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "told"), READ, ids=[case[0] for case in READ])
def test_what_can_be_read_is_read(
    tmp_path: Path, pool: ReaderPool, name: str, content: bytes, told: str
) -> None:
    begin = time.monotonic()
    result = pool.read_all(save(tmp_path, name, content))
    assert time.monotonic() - begin < SECONDS
    assert result.errors == []
    assert [document.report.file for document in result.documents] == ["前.txt", name, "后.docx"]
    assert told in {"", *(note.kind for note in result.documents[1].report.notes)}
    assert result.documents[1].model_dump_json()


BOUNDED = [
    ("stars.md", b"# x\n" + b"**a " * 250_000),
    ("heading.md", b"# a" + b" " * 20_000 + b"x"),
    ("brackets.md", b"# x\n" + b"[" * 500_000),
    ("dashes.md", b"|--" * 1_000_000),
    ("tabs.txt", b"\ta\n" * 100_000),
    ("pages.tif", traps.tiff(40, 40, pages=100_000)),
    ("huge picture.pdf", traps.page_of_a_huge_picture()),
]


@needs_ocr
@pytest.mark.parametrize(("name", "content"), BOUNDED, ids=[case[0] for case in BOUNDED])
def test_work_without_end_is_ended(tmp_path: Path, name: str, content: bytes) -> None:
    limits = replace(LIMITS, read_seconds=3, scan_seconds=5)
    begin = time.monotonic()
    with ReaderPool(limits) as pool:
        result = pool.read_all(save(tmp_path, name, content))
    assert time.monotonic() - begin < SECONDS
    assert texts(result.documents[0]) == ["好"]
    assert texts(result.documents[-1]) == ["文"]
    assert len(result.documents) + len(result.errors) == 3
    for error in result.errors:
        assert isinstance(error, ReaderTimedOut | TooLarge)
        check_line(error, name, "，")


WHOLE = {
    "docx": traps.WORD, "xlsx": traps.BOOK, "pdf": traps.PDF, "zip": zipped({"a.txt": "文" * 99}),
    "odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    "ods": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
    "rtf": traps.RTF, "doc": traps.compound("WordDocument", b"\xec\xa5"), "et": traps.compound("Workbook"),
    "wps": traps.compound("WordDocument"), "png": traps.png(9, 9), "jpg": b"\xff\xd8\xff\xe0" + traps.NOISE,
    "tif": traps.tiff(99_999, 9_999), "html": b"<html><table><tr><td>1</table>", "md": b"|a|b|\n|--|--|\n|1|2|\n",
    "txt": "文".encode("gbk"), "mht": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x",
    "xml": b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>',
}  # fmt: skip


@pytest.mark.parametrize("suffix", WHOLE)
def test_empty_and_truncated_files_of_every_format(
    tmp_path: Path, pool: ReaderPool, suffix: str
) -> None:
    content = WHOLE[suffix]
    sizes = {0, 1, 8, 30, len(content) // 2, len(content) * 9 // 10, len(content) - 1}
    files = {f"t{size}_{suffix}": content[:size] for size in sorted(sizes)}
    paths = write(tmp_path, **files)
    soffice = fake(tmp_path, "exit 0")
    with ReaderPool(LIMITS, soffice=soffice, copies=tmp_path) as own:
        result = own.read_all([*paths, *write(tmp_path, good_txt="好".encode())])
    assert texts(result.documents[-1]) == ["好"]
    (empty, *_) = [error for error in result.errors if "t0." in str(error)]
    assert str(empty) == f"《t0.{suffix}》是空文件，没有任何内容。"
    for error in result.errors:
        assert isinstance(error, UnreadableFile | NeedsOcr | UnsupportedFormat | TooLarge)
        assert not isinstance(error, ReaderCrashed | ReaderTimedOut)
        assert error.line().startswith("《")
        assert "\n" not in error.line()


@pytest.mark.system("soffice")
@pytest.mark.parametrize("name", ["pack.doc", "pack.rtf", "pack.odt"])
def test_truncated_office_files_are_never_read_as_noise(tmp_path: Path, name: str) -> None:
    content, kind = seed(name).read_bytes(), name[5:]
    cuts = {f"t{share}_{kind}": content[: len(content) * share // 100] for share in (10, 50, 90)}
    result = read_all(write(tmp_path, **cuts))
    assert result.documents == []
    assert len(result.errors) == 3
    assert all("损坏" in str(error) for error in result.errors)


@pytest.mark.system("soffice")
@pytest.mark.parametrize("content", [traps.NOISE, b"", b"\x09\x08\x10\0" + traps.NOISE])
def test_a_workbook_of_noise_is_refused(tmp_path: Path, content: bytes) -> None:
    result = read_all(write(tmp_path, a_xls=traps.compound("Workbook", content)))
    assert result.documents == []
    assert "损坏" in str(result.errors[0])


PROGRAMS = [
    ("nothing", "exit 0", UnreadableFile, "打不开"),
    ("empty file", ': > "$out/0.docx"', UnreadableFile, "打不开"),
    ("hangs", "sleep 60", TooLarge, "没有完成"),
    ("crashes", "kill -9 $$", UnreadableFile, "打不开"),
    ("noise", 'echo noise > "$out/0.docx"', UnreadableFile, "XML|document|损坏|Word"),
]


@pytest.mark.parametrize(
    ("script", "error", "words"), [c[1:] for c in PROGRAMS], ids=[c[0] for c in PROGRAMS]
)
def test_a_libreoffice_that_misbehaves(
    tmp_path: Path, script: str, error: type[JixiaoError], words: str
) -> None:
    limits = replace(LIMITS, start_seconds=1, convert_seconds=1)
    (path,) = write(tmp_path, a_rtf=traps.RTF)
    paths = [path, *write(tmp_path, b_txt="好".encode())]
    result = read_all(paths, limits, soffice=fake(tmp_path, script), copies=tmp_path)
    if result.errors:
        assert [texts(document) for document in result.documents] == [["好"]]
        assert isinstance(result.errors[0], error)
        assert re.search(words, result.errors[0].line())
    else:  # noise in a copy is read as the text that it is
        assert texts(result.documents[0]) == ["noise"]


def test_two_outputs_for_one_file_are_no_two_documents(tmp_path: Path) -> None:
    write(tmp_path, good_docx=traps.WORD)
    script = f'for n in 0 1 a.rtf; do cp {tmp_path}/good.docx "$out/$n.docx"; done'
    (path,) = write(tmp_path, a_rtf=traps.RTF)
    result = read_all([path], soffice=fake(tmp_path, script), copies=tmp_path)
    assert [texts(document) for document in result.documents] == [["文"]]
    assert result.errors == []


def test_gbk_names_and_bad_files_in_an_archive(tmp_path: Path, pool: ReaderPool) -> None:
    content = gbk_names(
        {"年度/基础表.docx": traps.WORD, "年度/坏表.docx": b"", "年度/总结.txt": "文".encode()}
    )
    result = pool.read_all(save(tmp_path, "材料.zip", content))
    assert [document.report.file for document in result.documents] == [
        "前.txt", "基础表.docx", "总结.txt", "后.docx",
    ]  # fmt: skip
    assert [str(error) for error in result.errors] == ["《坏表.docx》是空文件，没有任何内容。"]


@pytest.mark.parametrize(
    "escape", ["_xD800_", "_xDC00_x_", "_x0000__x0007_", "_xFFFE_", "_xD83D__xDE00_"]
)
def test_escapes_that_no_text_can_hold(tmp_path: Path, escape: str) -> None:
    book = traps.xlsx(traps.data(traps.row(1, traps.t("A1", f"甲{escape}乙"))))
    (text,) = texts(read_bytes(tmp_path, book, "a.xlsx"))
    assert text[0] + text[-1] == "甲乙"
    assert read_bytes(tmp_path, book, "a.xlsx").model_dump_json()
    assert not re.search(r"[\x00-\x08\ufffe]", text)
    assert ("😀" in text) is ("DE00" in escape)


SMALL = {case[0]: case[1] for case in REFUSED if len(case[1]) < 30_000}


@pytest.mark.parametrize(("good", "code"), [(True, 3), (False, 2)])
def test_the_command_goes_on_and_says_one_line_for_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], good: bool, code: int
) -> None:
    for name, content in SMALL.items():
        (tmp_path / name).write_bytes(content)
    if good:
        (pack, *_) = demo_paths().pack
        shutil.copy(pack, tmp_path / "材料.docx")
    assert run(["extract", str(tmp_path)]) == code
    said = capsys.readouterr()
    lines = said.err.splitlines()
    for name in SMALL.keys() - {"deep names.zip"}:
        assert sum(name in line for line in lines) == 1, name
    assert "Traceback" not in said.err
    assert bool(said.out) is good


# Scanned pages where text recognition isn't installed.


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_PARTS", ("no_such_module",))


def joined(*parts: bytes) -> bytes:
    """Put the pages of PDFs into one."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


@pytest.mark.usefixtures("no_ocr")
def test_a_scanned_page_among_others_is_told_in_one_line(tmp_path: Path) -> None:
    text, page = pdf(Sheet().text(80, 110, "digital", 16)), traps.scanned_page()
    (path,) = write(tmp_path, 总结_pdf=joined(text, page, text, page))
    result = read_all([path])
    assert texts(result.documents[0]) == ["digital", "digital"]
    (error,) = result.errors
    assert isinstance(error, NeedsOcr)
    assert error.line().startswith("《总结.pdf》第 2、4 页（共 2 页）没有可用的文字层，没有读取，")
    assert 'pip install "jixiao[ocr]"' in error.line()
    assert "\n" not in error.line()
    assert texts(documents.read(path)) == ["digital", "digital"]


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize("name", ["总结.pdf", "总结.png"])
def test_a_scanned_summary_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(traps.scanned_page() if name.endswith("pdf") else traps.png(9, 9))
    result = read_all([path])
    assert result.documents == []
    (error,) = result.errors
    assert isinstance(error, NeedsOcr)
    assert error.line().startswith(f"《{name}》是")
    assert 'pip install "jixiao[ocr]"' in error.line()


def test_a_word_file_of_pictures_is_told(tmp_path: Path) -> None:
    drawing = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
    content = docx(drawing * 3)
    path = tmp_path / "扫描.docx"
    path.write_bytes(content)
    result = read_all([path])
    assert result.documents == []
    assert [type(error) for error in result.errors] == [OnlyPictures]
    assert "3 张图片" in result.errors[0].line()
    assert "另存为 PDF" in result.errors[0].line()
    assert len(read_all(write(tmp_path, a_docx=docx(drawing + p("文")))).documents) == 1
