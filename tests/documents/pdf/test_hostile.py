"""Files that are locked, torn, unreadable or made to hurt."""

import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from assistant.documents.pdf import Bounds, pages_for_ocr
from assistant.errors import EncryptedFile, JixiaoError, TooLarge, UnreadableFile
from tests.documents.pdf.build import kinds, read, texts
from tests.documents.pdf.made import Sheet, pdf

PLAIN = pdf(Sheet().text(80, 100, "第一页正文"), Sheet().text(80, 100, "第二页正文"))


def raw(*objects: bytes) -> bytes:
    """Return a PDF of bare objects, numbered from 1; the first is the catalogue."""
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(out))
    )


CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"
PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <<>>>>"


def with_content(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    stream = b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    return raw(CATALOG, b"<</Type /Pages /Kids [3 0 R] /Count 1>>", PAGE, stream)


def test_an_empty_password_opens() -> None:
    assert texts(read(pdf(Sheet().text(80, 100, "可读"), password=""))) == ["可读"]


def test_a_password_is_a_clear_error() -> None:
    with pytest.raises(EncryptedFile, match="打开密码"):
        read(pdf(Sheet().text(80, 100, "不可读"), password="secret"))


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n", b"%PDF-1.4 rubbish" * 50, PLAIN[:300],
     raw(b"<</Type /Catalog>>"), raw(CATALOG, b"<</Type /Pages /Kids [] /Count 0>>")],
    ids=["empty", "head only", "rubbish", "torn early", "no pages", "zero pages"],
)  # fmt: skip
def test_what_is_no_whole_pdf_is_an_error(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(data)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.95, 0.99])
def test_a_truncated_file_is_read_or_refused(share: float) -> None:
    try:
        document = read(PLAIN[: int(len(PLAIN) * share)])
    except JixiaoError as error:
        assert str(error)
    else:
        assert set(texts(document)) <= {"第一页正文", "第二页正文"}


@pytest.mark.parametrize(
    "pages",
    [
        b"<</Type /Pages /Kids [2 0 R] /Count 3>>",
        b"<</Type /Pages /Kids [3 0 R 2 0 R] /Count 2>>",
    ],
)
def test_a_page_tree_that_loops_ends(pages: bytes) -> None:
    started = time.monotonic()
    try:
        read(raw(CATALOG, pages, PAGE, b"<</Length 0>>\nstream\n\nendstream"))
    except JixiaoError as error:
        assert str(error)
    assert time.monotonic() - started < 5


def test_a_hundred_thousand_pages_are_refused() -> None:
    kids = b"3 0 R " * 100_000
    many = raw(CATALOG, b"<</Type /Pages /Kids [%s] /Count 100000>>" % kids, PAGE, b"null")
    with pytest.raises(TooLarge, match="100000 页"):
        read(many)


def test_a_page_that_the_tree_only_promises_is_told() -> None:
    data = raw(CATALOG, b"<</Type /Pages /Kids [3 0 R 9 0 R] /Count 2>>", PAGE,
               b"<</Length 0>>\nstream\n\nendstream")  # fmt: skip
    notes = read(data).report.lost()
    assert [(note.kind, note.location and note.location.page) for note in notes] == [
        ("torn_page", 2)
    ]


@pytest.mark.parametrize(
    ("content", "bounds", "message"),
    [
        (b"0 0 m 9 9 l S\n" * 10_000_000, Bounds(), "MB 的上限|压缩"),
        (b"0 0 m 9 9 l S\n" * 120_000, Bounds(), "图文对象超过上限"),
        (b"0 0 m 500 0 l S\n" * 30_000, Bounds(), "线条超过上限"),
        (b"0 0 m 500 0 l S\n" * 3_000, Bounds(seconds=0.0), "秒的上限"),
        (b"0 0 m 500 0 l S\n" * 3_000, Bounds(objects=100), "图文对象超过上限 100"),
    ],
    ids=["bomb", "objects", "rules", "time", "objects set"],
)
def test_giant_content_is_refused(content: bytes, bounds: Bounds, message: str) -> None:
    with pytest.raises(TooLarge, match=message):
        read(with_content(content), bounds)


def test_a_page_full_of_crossing_lines_ends() -> None:
    across = b"".join(
        b"%d %d m %d %d l S\n" % (n % 500, n / 8, n % 500 + 9, n / 8) for n in range(6000)
    )
    down = b"".join(
        b"%d %d m %d %d l S\n" % (n / 12, n % 700, n / 12, n % 700 + 9) for n in range(6000)
    )
    started = time.monotonic()
    try:
        read(with_content(across + down))
    except TooLarge as error:
        assert "线条" in str(error) or "单元格" in str(error)
    assert time.monotonic() - started < 10


def test_a_table_over_very_many_pages_ends_at_the_limit() -> None:
    xs, ys = [60.0 + 20 * n for n in range(21)], [60.0 + 12 * n for n in range(61)]
    sheet = Sheet().grid(xs, ys)
    started = time.monotonic()
    with pytest.raises(TooLarge, match="单元格"):
        read(pdf(*[sheet] * 200))
    assert time.monotonic() - started < 60


def test_a_stream_packed_twice_is_looked_into() -> None:
    packed = zlib.compress(zlib.compress(b"\0" * 100_000_000, 9), 9)
    stream = b"<</Length %d /Filter [/FlateDecode /FlateDecode]>>\nstream\n%s\nendstream"
    data = raw(CATALOG, b"<</Type /Pages /Kids [3 0 R] /Count 1>>", PAGE,
               stream % (len(packed), packed))  # fmt: skip
    with pytest.raises(TooLarge):
        read(data)


def test_forms_in_each_other_end() -> None:
    form = b"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 5 0 R>>>> /Length 5>>\nstream\n/X Do\nendstream"
    page = PAGE.replace(b"/Resources <<>>", b"/Resources <</XObject <</X 5 0 R>>>>")
    data = raw(CATALOG, b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page,
               b"<</Length 5>>\nstream\n/X Do\nendstream", form)  # fmt: skip
    with pytest.raises(TooLarge, match="嵌套超过"):
        read(data)


def image_page() -> bytes:
    picture = b"<</Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1>>\nstream\n0\nendstream"
    page = PAGE.replace(b"/Resources <<>>", b"/Resources <</XObject <</I 5 0 R>>>>")
    draw = b"q 595 0 0 842 0 0 cm /I Do Q"
    return raw(CATALOG, b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page,
               b"<</Length %d>>\nstream\n%s\nendstream" % (len(draw), draw), picture)  # fmt: skip


def test_a_page_of_one_picture_needs_ocr() -> None:
    document = read(image_page())
    assert pages_for_ocr(document) == [1]
    assert "扫描件" in document.report.notes[0].message


def test_an_empty_page_needs_nothing() -> None:
    document = read(pdf(Sheet(), Sheet().text(80, 100, "正文")))
    assert pages_for_ocr(document) == []
    assert texts(document) == ["正文"]


@pytest.mark.parametrize("meaning", [b"E001", b"FFFD", b"00D6"])
def test_a_broken_text_layer_needs_ocr(meaning: bytes) -> None:
    """Fonts whose tables map to private use, to nothing, or to bytes of Chinese as Latin-1."""
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 1 beginbfchar <41> <%s> endbfchar endcmap" % meaning
    )
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R>>"
    page = PAGE.replace(b"/Resources <<>>", b"/Resources <</Font <</F 5 0 R>>>>")
    draw = b"BT /F 12 Tf 80 700 Td (AAAAAAAAAAAA) Tj ET"
    data = raw(CATALOG, b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page,
               b"<</Length %d>>\nstream\n%s\nendstream" % (len(draw), draw), font,
               b"<</Length %d>>\nstream\n%s\nendstream" % (len(table), table))  # fmt: skip
    document = read(data)
    assert pages_for_ocr(document) == [1]
    assert "乱码" in document.report.notes[0].message


def test_notes_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "扫描.pdf"
    path.write_bytes(image_page())
    assert {note.location.file for note in read(path).report.notes if note.location} == {"扫描.pdf"}
    assert "needs_ocr" in kinds(read(path))


def test_the_pdf_library_is_loaded_only_for_pdfs() -> None:
    code = "import sys, assistant.documents.pdf; print([m for m in sys.modules if 'pdfium' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
