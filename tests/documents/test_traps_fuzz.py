"""Files of every format with pieces changed, cut, doubled and put in: read or refused, in time.

``make fuzz TESTS=tests/documents/test_traps_fuzz.py`` tries many more of them.
"""

import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import DEFAULT_LIMITS, READERS
from assistant.documents.bundle import unpack
from assistant.documents.office.locked import has_password, lacks_beginning
from assistant.documents.pdf import read_pdf
from assistant.documents.sniff import Format, sniff
from assistant.errors import JixiaoError
from assistant.model.document import Document, Source, Table
from tests.documents import traps
from tests.documents.build import docx, p, tbl, tc, tr, zipped
from tests.documents.pdf.made import Sheet, pdf
from tests.documents.sheet.build import data, n, row, t, xlsx

SECONDS = 10.0
NESTED = tbl(tr(tc("一", '<w:gridSpan w:val="2"/>'), tc("二", '<w:vMerge w:val="restart"/>')),
             tr(tc("3"), tc("4"), tc("", "<w:vMerge/>")))  # fmt: skip
FORM = (
    Sheet()
    .grid([60, 160, 260], [60, 90, 120])
    .cells([60, 160], [60, 90], [["甲", "1"], ["乙", "2"]])
)
MERGES = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
BOOK = xlsx(data(row(1, t("A1", "甲")), row(2, n("A2", "1"), n("B2", "2", "A2+1"))) + MERGES)
WORD = docx(p("文") + NESTED)
PAGE = (
    "<html><head><meta charset=utf-8><title>题</title></head><body><h1>题</h1><table border=1><tr>"
    "<td rowspan=2>甲<td colspan='2'>1<tr><td>2<td>3</table><ul><li>一<li>二</ul><p>完&nbsp;</body></html>"
).encode()
MARKS = "# 题\n\n> 引\n\n1. **一** `码` [链](x)\n   - 二\n\n|甲|乙|\n|:--|--:|\n|1\\|2|3|\n\n<table><tr><td>1</td></tr></table>\n\n```\n码\n```\n".encode()
DOC = traps.compound("WordDocument", b"\xec\xa5\xc1\0")

PIECES: dict[str, list[bytes]] = {
    "pdf": [b"0 0 R", b"3 0 R", b"<<", b">>", b"[", b"]", b"/Kids", b"/Count 99999999", b"-1", b"1e99",
            b"stream\n", b"endstream", b"endobj", b"/Length 9", b"BT", b"ET", b" re f ", b" Tj ", b"q ", b"Q "],
    "html": [b"<table>", b"</table>", b"<tr>", b"<td rowspan=0>", b"<td colspan=99999>", b"<!--", b"-->", b"<script>",
             b"&#xD800;", b"&nbsp;", b"</html>", b"<ul><li>", b"<select><option>", b"<!DOCTYPE x [", b"<pre>", b"\0", b"\xff"],
    "markdown": [b"|", b"|--", b"\n", b"`", b"```\n", b"**", b"[", b"](", b"![", b"<table>", b"<!--", b"> ", b"    ", b"\\", b"&#0;", b"---\n"],
    "xml": [b"<w:tc>", b"</w:tc>", b"<w:tr/>", b"<w:p/>", b'w:val="-1"', b'w:val="99999999999"', b"&amp;", b"&x;", b"<!DOCTYPE a>",
            b'r="0"', b'r="ZZZ9"', b'r="1048577"', b"<f>1/0</f>", b'<c t="s"><v>9</v></c>', b"<v>1e999</v>", b"_xD800_", b"<row>", b"]]>", b"\0", b"A1:XFD1048576"],
    "any": [b"\0" * 8, b"\xff" * 4, b"PK\x01\x02", b"PK\x05\x06", b"\x7f\xff\xff\xff"],
}  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, content: bytes, kind: str) -> bytes:
    """Draw a content with a few changes."""
    out = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(out)))
        end = min(len(out), at + draw(st.sampled_from([0, 1, 4, 16, 200])))
        match draw(st.sampled_from(["put", "byte", "cut", "double", "many"])):
            case "put":
                out[at:end] = draw(st.sampled_from(PIECES[kind]))
            case "byte":
                out[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "cut":
                del out[at:end]
            case "double":
                out[at:at] = out[at:end]
            case _:
                out[at:at] = draw(st.sampled_from(PIECES[kind])) * draw(st.sampled_from([3, 300]))
    return bytes(out)


@st.composite
def repacked(draw: st.DrawFn, content: bytes, kind: str = "xml") -> bytes:
    """Draw an archive one of whose entries is changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(entries)))
    old = entries[name]
    assert isinstance(old, bytes)
    entries[name] = draw(changed(old, kind))
    return zipped(entries)


def survives(work: Callable[[], Any]) -> Any:
    """Return what a reader gives; None where it refuses. Anything else is a fault."""
    begin = time.monotonic()
    try:
        return work()
    except JixiaoError as error:
        assert str(error)
        assert "\n" not in error.line()
        return None
    finally:
        assert time.monotonic() - begin < SECONDS


def check_reader(kind: Format, content: bytes) -> None:
    source = Source(path=f"a.{kind}", format=kind, sha256="")
    reader = read_pdf if kind == "pdf" else READERS[kind]  # OCR has no place here
    document = survives(lambda: reader(content, source, DEFAULT_LIMITS))
    if document is None:
        return
    assert Document.model_validate_json(document.model_dump_json()) == document
    for block in document.blocks:
        if isinstance(block, Table):
            assert (
                sum(cell.row_span * cell.col_span for cell in block.cells)
                == block.rows * block.cols
            )
            assert len(list(block.each_row())) == block.rows


@given(
    st.one_of(
        changed(traps.PDF, "pdf"), changed(pdf(FORM), "pdf"), changed(traps.scanned_page(), "pdf")
    )
)
def test_pdf(content: bytes) -> None:
    check_reader("pdf", content)


@given(st.one_of(changed(BOOK, "any"), repacked(BOOK), repacked(traps.far_apart())))
def test_workbooks(content: bytes) -> None:
    check_reader("xlsx", content)


@given(st.one_of(changed(WORD, "any"), repacked(WORD)))
def test_word(content: bytes) -> None:
    check_reader("docx", content)


@given(changed(PAGE, "html"))
def test_web_pages(content: bytes) -> None:
    check_reader("html", content)


@given(changed(MARKS, "markdown"))
def test_markdown(content: bytes) -> None:
    check_reader("markdown", content)


@given(changed(MARKS.replace(b"|", b"\t"), "markdown"))
def test_text(content: bytes) -> None:
    check_reader("text", content)


@given(
    st.one_of(
        *(
            changed(
                zipped({"a/甲.txt": "文", "b.zip": zipped({"c.docx": WORD}), "../d.md": MARKS}), k
            )
            for k in ("any", "xml")
        )
    )
)
def test_archives(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = survives(lambda: unpack(content, Path(folder), DEFAULT_LIMITS))
        inside = {path.resolve() for path in Path(folder).rglob("*") if path.is_file()}
        for path in found.files if found else ():
            assert path.resolve() in inside


@pytest.mark.parametrize("kind", ["doc", "xls"])
@given(content=changed(DOC, "any"))
def test_old_office_files_are_only_looked_at(kind: str, content: bytes) -> None:
    assert survives(lambda: sniff(content))
    assert lacks_beginning(content, kind) in (True, False)
    assert has_password(content) in (True, False)


WHOLE = [traps.PDF, BOOK, WORD, PAGE, MARKS, DOC, traps.RTF, traps.bmp(9, 9), traps.tiff(9, 9)]


@given(st.sampled_from(WHOLE).flatmap(lambda content: changed(content, "html")))
def test_sniffing(content: bytes) -> None:
    assert survives(lambda: sniff(content))
