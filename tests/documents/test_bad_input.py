"""Damaged, mislabelled, hostile files: one clear Chinese line each, and never a crash."""

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import DEFAULT_LIMITS, Limits, read
from assistant.documents.sniff import sniff
from assistant.documents.word import read_word
from assistant.errors import (
    EncryptedFile,
    JixiaoError,
    NeedsOcr,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)
from assistant.model.document import Source
from tests.documents.build import docx, p, part, relations, tbl, tc, texts, tr, zipped

GOOD = docx(p("文"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NOISE = random.Random(7).randbytes(5000)
DOCTYPE = b'<!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><w:document/>'


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


def with_document(xml: str | bytes) -> bytes:
    return zipped(
        {
            "_rels/.rels": relations({"word/document.xml": "officeDocument"}),
            "word/document.xml": xml,
        }
    )


def lying_header(data: bytes) -> bytes:
    """Claim in the directory that every entry unpacks to 10 bytes."""
    out = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", 10)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def locked(data: bytes) -> bytes:
    """Set the flag of an encrypted entry on all entries."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(out)


BAD = [
    ("empty", "a.docx", b"", UnreadableFile, "空文件"),
    ("blank", "a.txt", b"\r\n \n", UnreadableFile, "空文件"),
    ("encrypted", "a.docx", ole("EncryptedPackage"), EncryptedFile, "密码"),
    ("encrypted entries", "a.docx", locked(GOOD), EncryptedFile, "密码"),
    ("pdf as docx", "a.docx", b"%PDF-1.7\n" + NOISE, UnreadableFile, "损坏"),
    ("pdf", "a.pdf", b"%PDF-1.7\n", UnreadableFile, "损坏"),
    ("empty xlsx as docx", "a.docx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), UnreadableFile, "XML"),
    ("empty page as docx", "a.docx", b"\xef\xbb\xbf<!DOCTYPE html>\n<p>", UnreadableFile, "没有文字"),
    ("slides", "a.pptx", zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), UnsupportedFormat, "演示文稿"),
    ("slides as docx", "a.docx", ole("PowerPoint Document"), UnsupportedFormat, "与扩展名 .docx 不符"),
    ("jpeg as docx", "a.docx", b"\xff\xd8\xff\xe0" + NOISE, (UnreadableFile, NeedsOcr), "图片"),
    ("png as txt", "a.txt", b"\x89PNG\r\n\x1a\n" + NOISE, (UnreadableFile, NeedsOcr), "图片"),
    ("zip as docx", "a.docx", zipped({"a.txt": "x"}), UnsupportedFormat, "压缩包"),
    ("rar", "a.rar", b"Rar!\x1a\x07" + NOISE, UnsupportedFormat, "压缩包"),
    ("garbage as txt", "a.txt", NOISE, UnreadableFile, "损坏"),
    ("zeros", "a.txt", b"a\0b\0\1\2" * 50, UnreadableFile, "损坏"),
    ("truncated", "a.docx", GOOD[: len(GOOD) // 2], UnreadableFile, "不完整"),
    ("torn in the middle", "a.docx", GOOD[:300] + b"\0" * 60 + GOOD[360:], UnreadableFile, "损坏"),
    ("no body part", "a.docx", zipped({"[Content_Types].xml": "", "word/styles.xml": ""}), UnreadableFile, "document.xml"),
    ("no body", "a.docx", with_document(part("document", "")), UnreadableFile, "w:body"),
    ("broken XML", "a.docx", with_document("<w:document"), UnreadableFile, "XML"),
    ("entity bomb", "a.docx", with_document(DOCTYPE), UnreadableFile, "DOCTYPE"),
    ("deep nesting", "a.docx", docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), UnreadableFile, "嵌套过深"),
    ("zip bomb", "a.docx", with_document(b" " * 40_000_000), TooLarge, "压缩"),
    ("zip bomb with a lying header", "a.docx", lying_header(with_document(b" " * 40_000_000)), JixiaoError, "压缩"),
    ("too many entries", "a.docx", zipped({f"word/{n}": "" for n in range(10_001)}), TooLarge, "部件"),
    ("million cells", "a.docx", docx(tbl(("<w:tr>" + "<w:tc><w:p/></w:tc>" * 100 + "</w:tr>") * 4_000)), TooLarge, "单元格"),
    ("wide span", "a.docx", docx(tbl(tr(tc("a", '<w:gridSpan w:val="99999999"/>')))), TooLarge, "列"),
    ("wide gap", "a.docx", docx(tbl(tr(tc("a"), properties='<w:gridBefore w:val="99999999"/>'))), TooLarge, "列"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "error", "words"), [c[1:] for c in BAD], ids=[c[0] for c in BAD]
)
def test_one_clear_line(
    tmp_path: Path, name: str, data: bytes, error: type[JixiaoError], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read(path)
    line = caught.value.line()
    assert line.startswith(f"《{name}》")
    assert words in line
    assert "\n" not in line
    assert caught.value.advice
    assert str(tmp_path) not in line


def test_absent_files_and_folders(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "无.docx", "不存在"), (tmp_path, "文件夹")):
        with pytest.raises(UnreadableFile, match=words):
            read(path)


LIMITS = [
    (Limits(file_bytes=100), GOOD, "MB"),
    (Limits(part_bytes=100), GOOD, "解压后"),
    (Limits(unpacked_bytes=500), GOOD, "解压后"),
    (Limits(cells=3), docx(tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d")))), "单元格"),
    (Limits(cells=3), docx(tbl(tr(tc("a"), tc("b"))) * 2), "单元格"),
    (Limits(blocks=2), docx(p("a") * 3), "段"),
    (Limits(blocks=2), "一\n二\n三".encode(), "行"),
    (Limits(cells=2), b"\ta\n\tb\n\tc", "单元格"),
]


@pytest.mark.parametrize(("limits", "data", "words"), LIMITS)
def test_limits(tmp_path: Path, limits: Limits, data: bytes, words: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(TooLarge, match=words):
        read(path, limits)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", GOOD),
        ("a.docx", "文".encode()),
        ("a.docx", "<html><body>文</body></html>".encode()),
    ],
)
def test_the_content_counts_and_not_the_name(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = read(path)
    assert texts(document) == ["文"]
    assert [note.kind for note in document.report.notes] == ["mislabelled"]


FORMATS = [
    (ole("WordDocument"), "doc"), (ole("Workbook"), "xls"), (ole("Book\0\0"), "xls"),
    (b"{\\rtf1 x}", "rtf"), (b"%PDF-1.7\n", "pdf"),
    (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
    (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "xlsb"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "odt"),
    (zipped({"a.txt": "x"}), "zip"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "wordxml"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><x/>', "excelxml"),
    (b"\xef\xbb\xbf<!-- saved -->\n<!DOCTYPE html>", "html"), (b"  <TABLE border=1>", "html"),
    ("<html>".encode("utf-16"), "html"), (b"<htmlx>", "text"), (b"<p>x", "text"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related;", "mht"),
    (b"a | b\n--|--\n1 | 2", "markdown"), (b"x\n<table><tr></table>", "markdown"),
    (b"BM\x9a\0\0\0\0\0\0\0\x36\0\0\0" + b"\0" * 40, "image"), (b"RIFF\x10\0\0\0WEBPVP8 ", "image"),
    (b"\0\0\0\x18ftypheic", "image"), (b"BM of a text", "text"), (OLE[:100], "torn"), (OLE, "ole"),
    (b"<!-- a -->" * 30 + b"<html>", "html"), (b"<!-- a -->" * 30, "text"),
    (b"a | b\n1 | 2\n", "text"), (b"x\n---\ny", "text"), (b"- 1\n- 2", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), FORMATS)
def test_formats_are_told_by_content(data: bytes, wanted: str) -> None:
    assert sniff(data) == wanted


@given(st.binary(max_size=400))
def test_any_bytes_have_a_format(data: bytes) -> None:
    assert sniff(data)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_one_wrong_byte_never_crashes(position: int, byte: int) -> None:
    data = GOOD[:position] + bytes([byte]) + GOOD[position + 1 :]
    assert sniff(data)
    try:
        document = read_word(data, Source(path="a", format="docx", sha256=""), DEFAULT_LIMITS)
    except JixiaoError as error:
        assert str(error)
    else:
        assert len(document.blocks) <= 1


def test_zip_module_agrees_that_the_good_file_is_good() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        assert archive.testzip() is None
