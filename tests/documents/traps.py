"""Files made to hurt, small on disk: containers, PDFs, pictures, pages."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Sequence

from tests.documents.build import NAMESPACES, docx, p, relations, zipped
from tests.documents.pdf.made import Sheet, pdf
from tests.documents.pdf.test_hostile import CATALOG, PAGE, raw
from tests.documents.sheet.build import data, n, row, t, xlsx

WORD = docx(p("文"))
BOOK = xlsx(data(row(1, t("A1", "甲"), n("B1", "1"))))
PDF = pdf(Sheet().text(80, 100, "文"))
RTF = rb"{\rtf1\ansi\ansicpg936 \'bc\'d7 12.5\par}"
NOISE = random.Random(7).randbytes(3000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def far_apart(extra: str = "") -> bytes:
    """A sheet with two cells, in its first and its last corner."""
    return xlsx(data(row(1, t("A1", "甲")), row(1_048_576, t("XFD1048576", "乙"))) + extra)


def ever_growing(megabytes: int) -> bytes:
    """A Word file of about 1 KB for each megabyte that its text unpacks to."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("_rels/.rels", relations({"word/document.xml": "officeDocument"}))
        with archive.open("word/document.xml", "w", force_zip64=True) as stream:
            stream.write(f"<w:document {NAMESPACES}><w:body>".encode())
            piece = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 30_000
            for _ in range(megabytes):
                stream.write(piece)
            stream.write(b"</w:body></w:document>")
    return buffer.getvalue()


def compound(stream: str, content: bytes = b"", size: int = 4096) -> bytes:
    """An old Office file whose directory names a stream."""
    head = bytearray(OLE.ljust(512, b"\0"))
    struct.pack_into("<H", head, 0x1E, 9)
    directory = stream.encode("utf-16-le").ljust(512, b"\0")
    return bytes(head) + directory + content.ljust(size, b"\0")


def without_directory() -> bytes:
    """The first part of an old Office file whose directory stands at its end."""
    head = bytearray(OLE.ljust(512, b"\0"))
    struct.pack_into("<H", head, 0x1E, 9)
    struct.pack_into("<I", head, 0x30, 100)
    return bytes(head) + NOISE


def one_page(page: bytes = PAGE, *more: bytes, catalog: bytes = CATALOG) -> bytes:
    """A PDF of one page; object 4 is its content, later ones follow."""
    tree = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
    return raw(catalog, tree, page, *(more or (b"<</Length 0>>\nstream\n\nendstream",)))


def tables_in_a_ring() -> bytes:
    """A PDF whose tables of objects name each other as their predecessors."""
    out = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 3/Root 1 0 R/Prev %06d>>\n"
    first, second = len(out), len(out) + len(table % 0)
    return out + table % second + table % first + b"startxref\n%d\n%%%%EOF" % first


def nested_arrays(depth: int) -> bytes:
    deep = b" /X " + b"[" * depth + b"]" * depth + b">>"
    return one_page(catalog=CATALOG.replace(b">>", deep))


def page_of_a_huge_picture() -> bytes:
    """A PDF page under a picture of 60,000 × 60,000 pixels."""
    packed = zlib.compress(b"\0" * 1_000_000, 9)
    picture = (
        b"<</Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream"
    ) % (len(packed), packed)
    page = PAGE.replace(b"/Resources <<>>", b"/Resources <</XObject <</I 5 0 R>>>>")
    draw = b"q 595 0 0 842 0 0 cm /I Do Q"
    content = b"<</Length %d>>\nstream\n%s\nendstream" % (len(draw), draw)
    return one_page(page, content, picture)


def scanned_page() -> bytes:
    """A PDF page that is one small picture, and a page of text before it."""
    picture = (
        b"<</Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceGray /Length 1>>\nstream\n0\nendstream"
    )
    page = PAGE.replace(b"/Resources <<>>", b"/Resources <</XObject <</I 5 0 R>>>>")
    draw = b"q 595 0 0 842 0 0 cm /I Do Q"
    return one_page(page, b"<</Length %d>>\nstream\n%s\nendstream" % (len(draw), draw), picture)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        size, check = len(content), zlib.crc32(kind + content)
        return struct.pack(">I", size) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def bmp(width: int, height: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head + b"\0" * 100


def tiff(width: int, height: int, pages: int = 1) -> bytes:
    """A grey TIFF of pages that all show the same first bytes of the file."""
    fields = [
        (256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1),
        (278, height), (279, min(width * height, 10**9)),
    ]  # fmt: skip
    size = 2 + 12 * len(fields) + 4
    body = struct.pack("<H", len(fields))
    body += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in fields)
    ends: Sequence[int] = [8 + size * (k + 1) for k in range(pages - 1)] + [0]
    return b"II*\0" + struct.pack("<I", 8) + b"".join(body + struct.pack("<I", e) for e in ends)


def nested_zips(depth: int, name: str) -> bytes:
    content = zipped({"a.txt": "文"})
    for number in range(depth):
        content = zipped({name.format(number): content})
    return content
