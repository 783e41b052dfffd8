"""Pictures of ruled tables: every figure, however the page lies; and what can't be read."""

from pathlib import Path

import pytest

import assistant.documents as documents
from assistant.documents import scan
from assistant.documents.scan import ScanBounds
from assistant.errors import NeedsOcr, TooLarge, UnreadableFile
from assistant.model.document import Table
from tests.documents.pdf.made import Sheet, pdf
from tests.documents.scan.build import ROWS, drawn, kinds, needs_ocr, packed, read, rows_of


@needs_ocr
@pytest.mark.parametrize(("turn", "kind"), [(0, "PNG"), (90, "JPEG"), (180, "PNG"), (-2, "JPEG")])
def test_figures_of_a_table_however_the_page_lies(turn: int, kind: str) -> None:
    page = drawn().rotate(turn, expand=turn % 90 == 0, fillcolor="white")
    document = read(packed(page, kind))
    assert rows_of(document) == [ROWS]
    assert "ocr" in kinds(document)
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert not any(cell.doubts for cell in table.cells)
    left, top, right, bottom = table.at(1, 3).location.box or (0, 0, 0, 0)
    assert 0 <= left < right <= page.size[0] * 72 / 200 + 1
    assert 0 <= top < bottom <= page.size[1] * 72 / 200 + 1


@needs_ocr
def test_pages_of_a_tiff_come_in_order_and_a_table_over_both_is_one() -> None:
    from PIL import Image

    more = [["301.5", "299", "99%", "4"], ["11", "12", "13", "14"]]
    upper, lower = (Image.new("RGB", (1654, 2339), "white") for _ in range(2))
    upper.paste(drawn().crop((150, 295, 1450, 625)), (150, 1900))
    lower.paste(drawn(more).crop((150, 295, 1450, 465)), (150, 120))
    document = read(packed(upper, "TIFF", save_all=True, append_images=[lower], dpi=(200, 200)))
    assert rows_of(document) == [ROWS + more]
    assert "joined_table" in kinds(document)


@needs_ocr
def test_a_photo_taken_askew() -> None:
    from PIL import Image

    page = drawn()
    width, height = page.size
    # What the corners show lies a little inside the sheet: its sides run together.
    seen = (-90, -40, -30, height + 30, width + 20, height, width + 80, -60)
    photo = page.transform((width, height), Image.Transform.QUAD, seen, fillcolor="white")
    assert rows_of(read(packed(photo, "JPEG", quality=80))) == [ROWS]


@needs_ocr
def test_an_empty_page_is_told() -> None:
    from PIL import Image

    document = read(packed(Image.new("RGB", (800, 1000), "white"), "PNG"))
    assert document.blocks == []
    assert kinds(document) == {"ocr_blank"}


@needs_ocr
def test_a_blurred_digit_is_marked_not_trusted() -> None:
    from PIL import ImageFilter

    page = drawn()
    cell = (505, 305, 795, 375)
    page.paste(page.crop(cell).filter(ImageFilter.GaussianBlur(9)), cell)
    document = read(packed(page, "PNG"))
    (table,) = document.blocks
    assert isinstance(table, Table)
    found = table.at(0, 1)
    assert found.text == ROWS[0][1] or found.doubts or "ocr_faint" in kinds(document)
    assert [cell.text for cell in table.row(1)] == ROWS[1]


@needs_ocr
def test_scanned_pages_of_a_digital_pdf_are_read_in_their_place(tmp_path: Path) -> None:
    import pypdfium2

    scanned = packed(drawn(), "PDF", resolution=200)
    sheet = Sheet()
    sheet.text(80, 110, "digital 1", 16)
    whole = pypdfium2.PdfDocument.new()
    for part in (pdf(sheet), scanned, pdf(sheet)):
        whole.import_pages(pypdfium2.PdfDocument(part))
    path = tmp_path / "mixed.pdf"
    whole.save(path)
    document = documents.read(path)
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert [block.location.page for block in document.blocks] == [1, 2, 3]
    assert rows_of(document) == [ROWS]
    assert document.report.lost() == []


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_torn_files_are_told(kind: str) -> None:
    data = packed(drawn(), kind)
    with pytest.raises(UnreadableFile):
        read(data[: len(data) // 2])


@needs_ocr
def test_bounds_hold_before_anything_is_unpacked() -> None:
    from PIL import Image

    with pytest.raises(TooLarge, match="像素"):
        read(packed(drawn(), "PNG"), ScanBounds(pixels=10_000))
    small = Image.new("RGB", (40, 40), "white")
    many = packed(small, "TIFF", save_all=True, append_images=[small] * 3)
    with pytest.raises(TooLarge, match="上限 3 页"):
        read(many, ScanBounds(pages=3))


@needs_ocr
def test_models_are_in_the_wheel_and_their_absence_is_told() -> None:
    from assistant.documents.scan.engine import _model

    assert _model("det").stat().st_size > 10**6
    with pytest.raises(NeedsOcr, match="模型"):
        _model("nothing")


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(scan, "_PARTS", ("no_such_module",))
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(NeedsOcr) as caught:
        documents.read(picture)
    assert caught.value.line().startswith("《a.png》是图片，需要文字识别。")
    assert 'pip install "jixiao[ocr]"' in caught.value.line()
    assert "\n" not in caught.value.line()


@needs_ocr
def test_columns_without_lines_are_read_and_marked() -> None:
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(32)
    lines = [["Item", "2023", "2024"], ["Road", "1762.75", "1712.06"], ["Dam", "803.21", "97.12"],
             ["Pump", "28.50", "31.40"], ["Total", "2594.46", "1840.58"]]  # fmt: skip
    for row, texts in enumerate(lines):
        for col, text in enumerate(texts):
            pen.text((240 + 400 * col, 322 + 70 * row), text, "black", font)
    document = read(packed(page, "PNG"))
    assert rows_of(document) == [lines]
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert all(cell.doubts for cell in table.cells if "." in cell.text)
    assert "aligned_table" in kinds(document)
