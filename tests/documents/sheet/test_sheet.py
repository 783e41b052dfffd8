"""Workbooks: lines and tables, what is hidden, formulas, and files that lie about their size."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import DEFAULT_LIMITS, Limits, read, read_all
from assistant.documents.sheet import read_xlsx
from assistant.documents.sheet.cells import column_letters, column_number
from assistant.errors import EncryptedFile, JixiaoError, TooLarge, UnreadableFile
from assistant.extraction import extract
from assistant.model.document import Document, Paragraph, Source
from assistant.model.pack import same
from tests.documents.build import grid, kinds, read_bytes, seed, tables, zipped
from tests.documents.office.test_office import write
from tests.documents.sheet.build import data, n, row, save, t, workbook_of, xlsx
from tests.documents.test_bad_input import locked
from tests.documents.test_office import convert

FORMATS = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.00&quot;万元&quot;"/></numFmts>'
    '<borders count="2"><border/><border><left style="thin"/><right style="thin"/></border></borders>'
    '<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164" borderId="1"/>'
    '<xf numFmtId="0" borderId="1"/><xf numFmtId="31"/><xf numFmtId="165"/></cellXfs>'
)
RULED = 3


def sheet(folder: Path, *sheets: str, **options: object) -> Document:
    return read(save(folder, xlsx(*sheets, styles=FORMATS, **options)))  # type: ignore[arg-type]


def shape(document: Document) -> list[str]:
    return [b.text if isinstance(b, Paragraph) else f"{b.rows}x{b.cols}" for b in document.blocks]


def test_a_form_with_title_rules_and_notes(tmp_path: Path) -> None:
    rows = data(
        row(1, t("A1", "附件2")),
        row(2, t("A2", "自评表")),
        row(3, t("A3", "单位：某局"), t("C3", "单位：万元")),
        row(4, t("A4", "项目", RULED), t("B4", "预算", RULED), t("C4", "", RULED)),
        row(5, t("A5", "", RULED), n("B5", "3", style=2), n("C5", "0.5", style=2)),
        row(6, t("A6", "", RULED), t("B6", "", RULED), t("C6", "", RULED)),
        row(7, t("A7", "合计", RULED), n("B7", "3.5", "SUM(B5:C5)", 2), t("C7", "", RULED)),
        row(8, t("A8", "备注：略", RULED), t("B8", "", RULED), t("C8", "", RULED)),
        row(10, t("A10", "填表人：甲")),
    )
    merges = '<mergeCells><mergeCell ref="A2:C2"/><mergeCell ref="A4:A6"/><mergeCell ref="B4:C4"/><mergeCell ref="A8:C8"/></mergeCells>'
    document = sheet(tmp_path, rows + merges)
    assert shape(document) == [
        "附件2",
        "自评表",
        "单位：某局  单位：万元",
        "4x3",
        "备注：略",
        "填表人：甲",
    ]
    (table,) = tables(document)
    assert grid(table) == [
        ["项目", "预算", "预算"], ["项目", "3.00万元", "0.50万元"], ["项目", "", ""], ["合计", "3.50万元", ""],
    ]  # fmt: skip
    assert table.at(1, 2).location.anchor == "C5"
    assert table.at(1, 2).location.part == "Sheet1"
    assert document.report.notes == []


def test_values_are_shown_as_their_formats_say(tmp_path: Path) -> None:
    rows = data(
        row(1, n("A1", "0.95", style=1), n("B1", "2325.7200000000003"), n("C1", "45657", style=4)),
        row(2, '<c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#DIV/0!</v></c><c r="C2" t="str"><f>A1</f><v>文</v></c>'),
        row(3, '<c r="A3" t="inlineStr"><is><r><t>一_x000D_</t></r><r><t>二</t></r><rPh><t>yi</t></rPh></is></c>', n("B3", "x"), '<c r="C3" t="d"><v>2024-12-31T00:00:00</v></c>'),
    )  # fmt: skip
    document = sheet(tmp_path, rows)
    assert grid(tables(document)[0]) == [
        ["95%", "2325.72", "2024年12月31日"], ["TRUE", "#DIV/0!", "文"], ["一\n二", "x", "2024-12-31"],
    ]  # fmt: skip
    assert kinds(document) == {"error": "Sheet1!B2 #DIV/0!"}


def test_what_is_hidden_is_left_out_and_told(tmp_path: Path) -> None:
    rows = (
        '<cols><col min="2" max="2" hidden="1"/></cols>'
        + data(
            row(1, t("A1", "甲"), t("B1", "藏列"), t("C1", "1")),
            row(2, t("A2", "藏行"), t("C2", "2"), attributes='hidden="1"'),
            row(3, t("A3", "乙"), t("C3", "3"), t("D3", "盖")),
        )
        + '<mergeCells><mergeCell ref="C3:D3"/></mergeCells>'
        + "<headerFooter><oddHeader>&amp;C内部资料</oddHeader><oddFooter>第 &amp;P 页</oddFooter></headerFooter>"
    )
    hidden = data(row(1, t("A1", "密"), n("B1", "9")))
    document = sheet(tmp_path, rows, hidden, titles=("一", "二"), states=("visible", "veryHidden"))
    assert shape(document) == ["一", "2x2"]
    assert grid(tables(document)[0]) == [["甲", "1"], ["乙", "3"]]
    assert kinds(document) == {
        "hidden": "藏列\n藏行\n2", "covered": "盖", "margin": "内部资料", "hidden_sheet": "密\n9",
    }  # fmt: skip
    assert len(document.report.lost()) == 4


def test_merged_cells_begin_where_they_are_seen(tmp_path: Path) -> None:
    rows = data(
        row(1, t("A1", "上"), attributes='hidden="1"'),
        row(2, t("B2", "1")), row(3, t("B3", "2")), row(4, t("A4", "下"), t("B4", "3")),
    )  # fmt: skip
    document = sheet(tmp_path, rows + '<mergeCells><mergeCell ref="$A$1:$A$3"/></mergeCells>')
    assert grid(tables(document)[0]) == [["上", "1"], ["上", "2"], ["下", "3"]]


def test_overlapping_and_endless_merges(tmp_path: Path) -> None:
    rows = data(row(1, t("A1", "甲"), t("B1", "乙")), row(2, t("A2", "丙"), t("B2", "丁")))
    merges = '<mergeCells><mergeCell ref="A2:XFD1048576"/><mergeCell ref="A1:A2"/><mergeCell ref="x"/></mergeCells>'
    (table,) = tables(sheet(tmp_path, rows + merges))
    assert sum(cell.row_span * cell.col_span for cell in table.cells) == table.rows * table.cols


FORMULAS = [
    ("B1+B2", "30", None), ("B1+B2", "31", "30"), ("SUM(B1:B3)", "60", None), ("SUM(B1:B3)", "59", "60"),
    ("SUM(B1,B2)*2", "60", None), ("SUM(B1:B2,B3)", "50", "60"), ("(B1+B2)/B3", "1", None), ("B1/B3", "0.33", "0.3333333333333333333333333333"),
    ("B1/B3", "0.333333333333333", None), ("-B1+B2%", "-9.8", None), ("ROUND(B1/B3,2)", "0.33", None),
    ("$B$1*B$2", "201", "200"), ("B9+B1", "10", None), ("B1+A1", "5", None), ("IF(B1>1,2,3)", "7", None),
    ("Sheet2!B1+B2", "7", None), ("B1/B9", "7", None), ("SUM(B:B)", "7", None), ("SUM(A1:B2)", "30", None), ("B1+", "7", None),
    ("(" * 100 + "B1" + ")" * 100, "7", None), ("-" * 1500 + "B1", "7", None), ("1E300*1E300*B1", "7", None),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "stored", "computed"), FORMULAS)
def test_stored_results_against_their_formulas(
    tmp_path: Path, formula: str, stored: str, computed: str | None
) -> None:
    rows = data(
        row(1, t("A1", "甲"), n("B1", "10")), row(2, t("A2", "乙"), n("B2", "20")),
        row(3, t("A3", "丙"), n("B3", "30")), row(4, t("A4", "计"), n("B4", stored, formula)),
    )  # fmt: skip
    document = sheet(tmp_path, rows)
    notes = [note for note in document.report.notes if note.kind == "mismatch"]
    assert [note.location.anchor for note in notes if note.location] == ["B4"] * (
        computed is not None
    )
    if computed is not None:
        assert f"存的结果是 {stored}，按公式 ={formula} 计算应为 {computed}；" in notes[0].message
        assert not notes[0].lost


def test_shared_formulas_move_with_their_cells(tmp_path: Path) -> None:
    shared = '<c r="C1"><f t="shared" ref="C1:C2" si="0">A1+$B$1</f><v>3</v></c>'
    follows = '<c r="C2"><f t="shared" si="0"/><v>{}</v></c>'
    for stored, wrong in (("12", 0), ("13", 1)):
        rows = data(
            row(1, n("A1", "1"), n("B1", "2"), shared),
            row(2, n("A2", "10"), n("B2", "5"), follows.format(stored)),
        )
        notes = sheet(tmp_path, rows).report.notes
        assert [note.kind for note in notes] == ["mismatch"] * wrong


def test_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    rows = data(
        row(1, t("A1", "甲"), n("B1", "", "1+1")), row(2, t("A2", "乙"), n("B2", "", "B1+1"))
    )
    document = sheet(tmp_path, rows)
    assert grid(tables(document)[0]) == [["甲", ""], ["乙", ""]]
    lost = document.report.lost()
    assert [(note.kind, note.text) for note in lost] == [
        ("uncached", "=1+1"),
        ("uncached", "=B1+1"),
    ]
    many = data(*(row(k, t(f"A{k}", "甲"), n(f"B{k}", "", "1+1")) for k in range(1, 101)))
    notes = sheet(tmp_path, many).report.lost()
    assert len(notes) == 21
    assert notes[-1].count == 80


def test_values_that_a_format_hides_are_told(tmp_path: Path) -> None:
    styles = '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    rows = data(
        row(1, t("A1", "甲"), n("B1", "7", style=1)), row(2, t("A2", "乙"), n("B2", "0", style=1))
    )
    document = read(save(tmp_path, xlsx(rows, styles=styles)))
    assert kinds(document) == {"concealed": "B1 7"}


def test_sheets_without_rules(tmp_path: Path) -> None:
    rows = data(
        row(1, t("A1", "标题")), row(2, t("A2", "甲"), t("B2", "1")), row(3, t("A3", "小标题")),
        row(4, t("A4", "乙"), t("B4", "2")), row(6, t("A6", "表二")), row(7, t("A7", "丙"), t("B7", "3")),
        row(8, t("A8", "丁"), t("B8", "4")), row(9, t("A9", "说明")),
    )  # fmt: skip
    assert shape(sheet(tmp_path, rows)) == ["标题", "3x2", "表二", "2x2", "说明"]
    report = data(row(1, t("A1", "报告")), row(2, t("A2", "一、情况")), row(5, t("A5", "文")))
    assert shape(sheet(tmp_path, report, titles=("报告",))) == ["报告", "一、情况", "文"]


def test_declared_sizes_are_not_trusted(tmp_path: Path) -> None:
    far = data(row(1, t("A1", "甲")), row(1048576, t("XFD1048576", "乙")))
    for declared in ("A1", "A1:XFD1048576", "nonsense"):
        document = sheet(tmp_path, f'<dimension ref="{declared}"/>' + far)
        assert shape(document) == ["甲", "乙"]
    wide = data(
        row(1, t("A1", "甲"), t("XFD1", "丙")),
        row(1048576, t("XFD1048576", "乙"), t("A1048576", "丁")),
    )
    assert shape(sheet(tmp_path, '<dimension ref="A1"/>' + wide)) == ["1x2", "1x2"]


def test_rows_and_cells_without_references(tmp_path: Path) -> None:
    rows = "<sheetData><row><c t='str'><v>甲</v></c><c><v>1</v></c></row><row><c/><c><v>2</v></c></row></sheetData>"
    assert grid(tables(sheet(tmp_path, rows))[0]) == [["甲", "1"]]
    assert shape(sheet(tmp_path, rows)) == ["1x2", "2"]


def peak(data: bytes) -> float:
    """Return the megabytes that reading takes at most, in Python's own memory."""
    tracemalloc.start()
    read_xlsx(data, Source(path="a.xlsx", format="xlsx", sha256=""), DEFAULT_LIMITS)
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size / 2**20


def test_endless_empty_rows_take_no_memory() -> None:
    """A frame or a format drawn down to the last row, as WPS leaves it."""
    for style in (1, RULED):
        rows = "".join(
            f'<row r="{k}"><c r="A{k}" s="{style}"/><c r="B{k}" s="{style}"/></row>'
            for k in range(3, 50_003)
        )
        head = row(1, t("A1", "甲", RULED), n("B1", "1", style=RULED)) + row(
            2, t("A2", "乙", RULED), n("B2", "2", style=RULED)
        )
        content = xlsx(data(head, rows), styles=FORMATS)
        document = read_xlsx(
            content, Source(path="a.xlsx", format="xlsx", sha256=""), DEFAULT_LIMITS
        )
        assert grid(tables(document)[0]) == [["甲", "1"], ["乙", "2"]]
        assert peak(content) < 8


def test_asides_are_told(tmp_path: Path) -> None:
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    item = '<Relationship Id="{0}" Type="http://x/{1}" Target="{2}" {3}/>'
    extra = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations.format(
            item.format("a", "comments", "../comments1.xml", "") + item.format("b", "drawing", "/xl/drawings/drawing1.xml", "")
            + item.format("c", "drawing", "../../../etc/passwd", "") + item.format("d", "comments", "file:///etc/passwd", 'TargetMode="External"')
        ),
        "xl/comments1.xml": '<comments xmlns="urn:x"><comment><text><r><t>请核</t></r></text></comment></comments>',
        "xl/drawings/drawing1.xml": '<wsDr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><txBody><a:p><a:r><a:t>框内</a:t></a:r></a:p></txBody><pic/></wsDr>',
    }  # fmt: skip
    document = sheet(tmp_path, data(row(1, t("A1", "甲"))), extra=extra)
    assert kinds(document) == {"comment": "请核", "text_box": "框内", "image": ""}


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    book = xlsx(data(row(1, t("A1", "甲"))))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    key = "xl/_rels/workbook.xml.rels"
    macro = (
        b'<Relationship Id="m" Type="http://x/vbaProject" Target="vbaProject.bin"/></Relationships>'
    )
    entries[key] = entries[key].replace(b"</Relationships>", macro)
    entries["xl/vbaProject.bin"] = b"\0"
    document = read_bytes(tmp_path, zipped({**entries}), "a.xlsm")
    assert list(kinds(document)) == ["macro"]


GOOD = xlsx(data(row(1, t("A1", "甲"), n("B1", "1"))))
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_sheet(xml: str | bytes) -> bytes:
    return xlsx(data(), extra={"xl/worksheets/sheet1.xml": xml})


BAD: list[tuple[str, bytes, type[JixiaoError], str]] = [
    ("truncated", GOOD[: len(GOOD) // 2], UnreadableFile, "不完整"),
    ("encrypted entries", locked(GOOD), EncryptedFile, "密码"),
    ("no workbook", zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<x/>"}), UnreadableFile, "工作簿部件"),
    ("broken XML", with_sheet(f"<worksheet {SPACE}><sheetData><row>"), UnreadableFile, "XML"),
    ("entity bomb in a sheet", with_sheet(f'{BOMB}<worksheet {SPACE}><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'), UnreadableFile, "DOCTYPE"),
    ("external entity in the book", xlsx(extra={"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}), UnreadableFile, "DOCTYPE"),
    ("entity bomb in the texts", xlsx(data(), extra={"xl/styles.xml": BOMB + "<x>&b;</x>"}), UnreadableFile, "DOCTYPE"),
    ("deep nesting", with_sheet(f"<worksheet {SPACE}>" + "<a>" * 5000), UnreadableFile, "嵌套过深"),
    ("too many cells", xlsx(data(*(row(k, *(n(f"{column_letters(c)}{k}", "1") for c in range(100))) for k in range(1, 2_200)))), TooLarge, "单元格"),
    ("rows beyond the last", xlsx(data(row(1048577, n("A1048577", "1")))), TooLarge, "上限"),
    ("columns beyond the last", xlsx(data(row(1, n("ZZZ1", "1")))), TooLarge, "列数"),
    ("a row that never ends", with_sheet(f"<worksheet {SPACE}><sheetData><row>" + "<c/>" * 9_000_000), TooLarge, "解压后"),
    ("elements no one asked for", with_sheet(f"<worksheet {SPACE}>" + "<x/>" * 9_000_000), TooLarge, "解压后"),
    ("one huge text", with_sheet(f"<worksheet {SPACE}><sheetData><row><c t='str'><v>" + "x" * 40_000_000), JixiaoError, "XML|解压后"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "error", "words"), [c[1:] for c in BAD], ids=[c[0] for c in BAD]
)
def test_one_clear_line(
    tmp_path: Path, content: bytes, error: type[JixiaoError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        read_bytes(tmp_path, content, "a.xlsx")
    assert caught.value.line().startswith("《a.xlsx》")
    assert "\n" not in caught.value.line()


def test_attributes_full_of_entities_are_refused(tmp_path: Path) -> None:
    """Attribute values are expanded by the parser itself; its own guard must hold."""
    levels = "".join(f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">' for k in range(1, 12))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><worksheet {SPACE}><sheetData><row r="&a11;"/></sheetData></worksheet>'
    with pytest.raises(UnreadableFile):
        read_bytes(tmp_path, with_sheet(xml), "a.xlsx")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(cells=3), "单元格"),
        (Limits(blocks=0), "行"),
        (Limits(columns=1), "列"),
        (Limits(unpacked_bytes=100), "解压后"),
    ],
)
def test_limits(tmp_path: Path, limits: Limits, words: str) -> None:
    rows = data(
        row(1, t("A1", "题")),
        row(2, t("A2", "甲"), n("B2", "1")),
        row(3, t("A3", "乙"), n("B3", "2")),
    )
    with pytest.raises(TooLarge, match=words):
        read(save(tmp_path, xlsx(rows)), limits)


def test_a_bad_workbook_among_good_files(tmp_path: Path) -> None:
    result = read_all(write(tmp_path, a_xlsx=GOOD, b_xlsx=GOOD[:99], c_txt="文".encode()))
    assert len(result.documents) == 2
    assert [str(error)[:8] for error in result.errors] == ["《b.xlsx》"]


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_one_wrong_byte_never_crashes(position: int, byte: int) -> None:
    data = GOOD[:position] + bytes([byte]) + GOOD[position + 1 :]
    try:
        document = read_xlsx(data, Source(path="a", format="xlsx", sha256=""), DEFAULT_LIMITS)
    except JixiaoError as error:
        assert str(error)
    else:
        assert len(document.blocks) <= 2


def test_columns_have_letters() -> None:
    assert [column_letters(k) for k in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert all(column_number(column_letters(k)) == k for k in range(16384))


def test_the_real_pack_in_a_workbook(tmp_path: Path) -> None:
    word = read(seed("pack.docx"))
    book = read(save(tmp_path, workbook_of(word)))
    assert same(extract([book]), extract([word]))
    assert len(extract([book]).figures) == 131
    assert book.report.notes == []


@pytest.mark.system("soffice")
def test_the_real_pack_in_old_workbooks(tmp_path: Path) -> None:
    word = read(seed("pack.docx"))
    path = save(tmp_path, workbook_of(word), "pack.xlsx")
    old = [convert(path, "xls", tmp_path), convert(path, "ods", tmp_path)]
    old.append(old[0].rename(tmp_path / "pack.et"))
    result = read_all(old[1:])
    assert result.errors == []
    for document in result.documents:
        assert same(extract([document]), extract([word]))
        assert set(kinds(document)) == {"converted"}
