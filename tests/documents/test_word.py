"""Constructs of Word files, each read from a file made for it."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.documents.build import (
    docx,
    grid,
    kinds,
    p,
    part,
    read_bytes,
    tables,
    tbl,
    tc,
    texts,
    tr,
    zipped,
)

SPAN2 = '<w:gridSpan w:val="2"/>'
START, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
LEFT, ON = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
DELETED_ROW, INSERTED_ROW = '<w:del w:id="1"/>', '<w:ins w:id="1"/>'


def sdt(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


GRIDS = [
    ("plain", tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d"))), [["a", "b"], ["c", "d"]]),
    ("span", tbl(tr(tc("a", SPAN2)), tr(tc("c"), tc("d"))), [["a", "a"], ["c", "d"]]),
    ("merge down", tbl(tr(tc("a", START), tc("b")), tr(tc("", GO_ON), tc("d"))), [["a", "b"], ["a", "d"]]),
    ("merge block", tbl(tr(tc("a", SPAN2 + START), tc("b")), tr(tc("", SPAN2 + GO_ON), tc("d"))),
     [["a", "a", "b"], ["a", "a", "d"]]),
    ("merge of another width is no merge", tbl(tr(tc("a", SPAN2 + START)), tr(tc("b", GO_ON), tc("c"))),
     [["a", "a"], ["b", "c"]]),
    ("continued without a start", tbl(tr(tc("a", GO_ON), tc("b"))), [["a", "b"]]),
    ("two merges one below the other", tbl(tr(tc("a", START)), tr(tc("b", START)), tr(tc("", GO_ON))),
     [["a"], ["b"], ["b"]]),
    ("old merge to the right", tbl(tr(tc("a", LEFT), tc("", ON), tc("c")), tr(tc("d"), tc("e"), tc("f"))),
     [["a", "a", "c"], ["d", "e", "f"]]),
    ("gap before", tbl(tr(tc("a"), tc("b")), tr(tc("d"), properties='<w:gridBefore w:val="1"/>')),
     [["a", "b"], ["", "d"]]),
    ("gap after", tbl(tr(tc("a"), tc("b")), tr(tc("d"), properties='<w:gridAfter w:val="1"/>')),
     [["a", "b"], ["d", ""]]),
    ("short row", tbl(tr(tc("a"), tc("b"), tc("c")), tr(tc("d"))), [["a", "b", "c"], ["d", "", ""]]),
    ("cell in a control", tbl(tr(sdt(tc("a")), tc("b"))), [["a", "b"]]),
    ("row in a control", tbl(sdt(tr(tc("a"), tc("b"))), tr(tc("c"), tc("d"))), [["a", "b"], ["c", "d"]]),
    ("table in a control", sdt(tbl(tr(tc("a")))), [["a"]]),
    ("deleted row", tbl(tr(tc("a")), tr(tc("x"), properties=DELETED_ROW), tr(tc("b"))), [["a"], ["b"]]),
    ("inserted row", tbl(tr(tc("a")), tr(tc("b"), properties=INSERTED_ROW)), [["a"], ["b"]]),
    ("hidden row", tbl(tr(tc("a")), tr(tc("x"), properties="<w:hidden/>")), [["a"]]),
    ("deleted start of a merge", tbl(tr(tc("x", START), properties=DELETED_ROW), tr(tc("y", GO_ON))), [["y"]]),
    ("deleted cell", tbl(tr(tc("a"), tc("x", "<w:cellDel/>"), tc("b"))), [["a", "b"]]),
    ("custom XML", f"<w:customXml>{tbl(tr(tc('a')))}</w:customXml>", [["a"]]),
    ("two paragraphs", tbl(f"<w:tr><w:tc>{p('a')}{p('b')}</w:tc></w:tr>"), [["a\nb"]]),
    ("zero span", tbl(tr(tc("a", '<w:gridSpan w:val="0"/>'), tc("b", '<w:gridSpan w:val="x"/>'))), [["a", "b"]]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [c[1:] for c in GRIDS], ids=[c[0] for c in GRIDS])
def test_grid(tmp_path: Path, body: str, expected: list[list[str]]) -> None:
    (table,) = tables(read_bytes(tmp_path, docx(body)))
    assert grid(table) == expected


NOTES = [
    (tbl(tr(tc("a", START)), tr(tc("残", GO_ON))), "covered", "残", True),
    (tbl(tr(tc("a")), tr(tc("删"), properties=DELETED_ROW)), "deleted", "删", False),
    (tbl(tr(tc("增"), properties=INSERTED_ROW)), "inserted", "增", False),
    (tbl(tr(tc("a")), tr(tc("隐"), properties="<w:hidden/>")), "hidden", "隐", True),
    (tbl(tr(tc("a"), tc("b")), tr(tc("c"))), "ragged_row", "", False),
    (p("a") + '<w:altChunk r:id="r9"/>', "included", "", True),
    (
        '<w:p><w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Excel.Sheet"/></w:object></w:r></w:p>',
        "embedded",
        "",
        True,
    ),
    ("<w:p><w:r><w:drawing><c:chart/></w:drawing></w:r></w:p>", "chart", "", True),
    (
        "<w:p><w:r><w:t>文</w:t><w:drawing><a:blip/></w:drawing></w:r></w:p>",
        "image",
        "",
        False,
    ),
    ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>", "hidden", "藏", True),
]


@pytest.mark.parametrize(("body", "kind", "text", "lost"), NOTES)
def test_what_is_met_is_told(tmp_path: Path, body: str, kind: str, text: str, lost: bool) -> None:
    (note,) = read_bytes(tmp_path, docx(body)).report.notes
    assert (note.kind, note.text, note.lost) == (kind, text, lost)
    assert note.message.endswith("。")


def test_inner_table_follows_the_outer_one(tmp_path: Path) -> None:
    inner = tbl(tr(tc("内"), tc("里")))
    outer = tbl(f"<w:tr><w:tc>{p('外')}{inner}{p('完')}</w:tc>{tc('右')}</w:tr>")
    document = read_bytes(tmp_path, docx(outer + p("后")))
    first, second = tables(document)
    assert (grid(first), grid(second)) == ([["外\n完", "右"]], [["内", "里"]])
    assert [t.location.table for t in (first, second)] == [0, 1]
    assert [block.kind for block in document.blocks] == ["table", "table", "paragraph"]
    assert "nested_table" in kinds(document)


def test_text_boxes_follow_their_paragraph_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    anchor = f"<w:p><w:r><w:t>前</w:t>{both}</w:r></w:p>"
    cell = f"<w:tr><w:tc>{anchor}</w:tc></w:tr>"
    document = read_bytes(tmp_path, docx(anchor + tbl(cell) + p("尾")))
    assert texts(document) == ["前", "框内", "框内", "尾"]
    assert grid(tables(document)[0]) == [["前"]]
    assert [(note.kind, note.count) for note in document.report.notes] == [("text_box", 2)]


def test_text_box_without_fallback_copy_is_read_from_the_fallback(tmp_path: Path) -> None:
    box = f"<w:pict><v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox></w:pict>"
    document = read_bytes(tmp_path, docx(f"<w:p><w:r>{box}</w:r></w:p>"))
    assert texts(document) == ["旧框"]


def test_revisions_keep_both_views(tmp_path: Path) -> None:
    change = '<w:p><w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
    gone = '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:del w:id="4"><w:r><w:delText>没</w:delText></w:r></w:del></w:p>'
    document = read_bytes(
        tmp_path, docx(gone + change + tbl(f"<w:tr><w:tc>{change}{gone}</w:tc></w:tr>"))
    )
    paragraph, table = document.blocks
    assert paragraph.kind == "paragraph"
    assert (paragraph.text, paragraph.original) == ("新", "旧")
    assert table.kind == "table"
    assert (table.cells[0].text, table.cells[0].original) == ("新", "旧\n没")
    assert kinds(document) == {"deleted": "没\n旧\n旧\n没", "inserted": "新\n新"}


def test_locations_lead_back_to_the_paragraph(tmp_path: Path) -> None:
    document = read_bytes(
        tmp_path, docx(p("甲") + tbl(tr(tc("乙"), tc("丙"))) + p("丁")), "表.docx"
    )
    first, table, last = document.blocks
    assert table.kind == "table"
    anchors = [
        first.location.anchor,
        *(c.location.anchor for c in table.cells),
        last.location.anchor,
    ]
    assert anchors == ["0", "1", "2", "3"]
    where = table.cells[1].location
    assert (where.file, where.part, where.table, where.row, where.col) == (
        "表.docx",
        "word/document.xml",
        0,
        0,
        1,
    )


def test_notes_headers_and_comments(tmp_path: Path) -> None:
    footnotes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote><w:footnote w:id="1">{p("注")}</w:footnote>',
    )
    document = read_bytes(
        tmp_path,
        docx(
            p("文"),
            footnotes=footnotes,
            endnotes=part("endnotes", f'<w:endnote w:id="1">{p("尾注")}</w:endnote>'),
            header=part("hdr", p("某单位")),
            footer=part("ftr", p("— 1 —")),
            comments=part("comments", f"<w:comment>{p('批')}</w:comment>"),
        ),
    )
    assert texts(document) == ["文", "注", "尾注"]
    assert document.blocks[1].location.part == "word/footnotes.xml"
    assert kinds(document) == {"footnote": "", "endnote": "", "header": "某单位", "comment": "批"}
    assert [note.kind for note in document.report.lost()] == ["header"]


def test_paragraphs_without_text_are_left_out(tmp_path: Path) -> None:
    assert texts(read_bytes(tmp_path, docx("<w:p/>" + p("　 ") + p("文")))) == ["文"]


def test_the_main_part_is_found_by_its_relation(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p("文")))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["word/document2.xml"] = entries.pop("word/document.xml")
    entries["_rels/.rels"] = entries["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    document = read_bytes(tmp_path, zipped(dict(entries)))
    assert (texts(document), document.blocks[0].location.part) == (["文"], "word/document2.xml")
