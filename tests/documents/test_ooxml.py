"""The text of a paragraph: what is seen, what was there before, and what is kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnreadableFile
from assistant.ooxml import (
    VAL,
    W,
    accepted_text,
    by_paragraph,
    cell_items,
    cell_paragraphs,
    number,
    original_text,
    paragraphs,
    parse,
    pieces,
    plain_texts,
)
from tests.documents.build import NAMESPACES, part

R = "<w:r><w:t>{}</w:t></w:r>"
INS = '<w:ins w:id="1" w:author="x">{}</w:ins>'
DEL = '<w:del w:id="2" w:author="x"><w:r><w:delText>{}</w:delText></w:r></w:del>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE {inner}</w:instrText></w:r>'
    '{nested}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PLAIN_FIELD = FIELD.format(inner="", nested="", result="果")

CASES = [
    ("plain", R.format("甲") + R.format("乙"), "甲乙", None),
    ("insertion", R.format("甲") + INS.format(R.format("乙")), "甲乙", "甲"),
    ("deletion", R.format("甲") + DEL.format("乙"), "甲", "甲乙"),
    ("inserted, then deleted", INS.format(DEL.format("乙")) + R.format("甲"), "甲", None),
    ("deleted text without its mark", "<w:r><w:delText>乙</w:delText></w:r>", "", "乙"),
    ("moved here", f"<w:moveTo>{R.format('移')}</w:moveTo>", "移", ""),
    ("moved away", f"<w:moveFrom>{R.format('移')}</w:moveFrom>", "", "移"),
    ("content control", f"<w:sdt><w:sdtContent>{R.format('控')}</w:sdtContent></w:sdt>", "控", None),
    ("smart tag", f"<w:smartTag>{R.format('签')}</w:smartTag>", "签", None),
    ("link", f"<w:hyperlink>{R.format('链')}</w:hyperlink>", "链", None),
    ("simple field", f'<w:fldSimple w:instr="PAGE">{R.format("域")}</w:fldSimple>', "域", None),
    ("field result", PLAIN_FIELD, "果", None),
    ("field in a field's code", FIELD.format(inner="", nested=PLAIN_FIELD, result="外"), "外", None),
    ("tab and breaks", "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:cr/></w:r>", "a\tb\n\n", None),
    ("page break", '<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "ab", None),
    ("hyphen", "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t></w:r>", "a-b", None),
    ("tick", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑", None),
    ("at least", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥", None),
    ("broken sign", '<w:r><w:sym w:font="Symbol" w:char="zz"/></w:r>', "\ufffd", None),
    ("hidden", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>" + R.format("显"), "显", None),
    ("not hidden", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "显", None),
    ("fraction", "<m:oMath><m:f><m:num><m:r><m:t>B</m:t></m:r></m:num><m:den><m:r><m:t>A</m:t></m:r>"
     "</m:den></m:f></m:oMath>", "B/A", None),
    ("phonetic guide", "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t>"
     "</w:r></w:rubyBase></w:ruby></w:r>", "音", None),
    ("ticked box", '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
     '<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
     + R.format("是"), "☑是", None),
    ("outer white space", "<w:r><w:t> a </w:t></w:r>" + '<w:r><w:t xml:space="preserve"> b </w:t></w:r>', "a b ", None),
    ("line break in the file", "<w:r><w:t>a\n b</w:t></w:r>", "a  b", None),
    ("choice, not fallback", "<mc:AlternateContent><mc:Choice>" + R.format("新") + "</mc:Choice>"
     "<mc:Fallback>" + R.format("旧") + "</mc:Fallback></mc:AlternateContent>", "新", None),
    ("tab stops are no text", "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" + R.format("a"), "a", None),
]  # fmt: skip


def _p(inner: str):  # type: ignore[no-untyped-def]
    return paragraphs(parse(part("document", f"<w:body><w:p>{inner}</w:p></w:body>").encode()))[0]


@pytest.mark.parametrize(
    ("inner", "accepted", "original"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_views(inner: str, accepted: str, original: str | None) -> None:
    p = _p(inner)
    assert accepted_text(p) == accepted
    assert original_text(p) == (accepted if original is None else original)
    short = plain_texts(p.getroottree().getroot(), [p]).get(p)
    assert short in {None, accepted}


LEAVES = [
    "<w:t>甲</w:t>",
    "<w:t xml:space='preserve'> 乙 </w:t>",
    "<w:tab/>",
    "<w:br/>",
    "<w:drawing/>",
]
WRAPPERS = [
    "{}",
    "<w:ins>{}</w:ins>",
    "<w:hyperlink>{}</w:hyperlink>",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
]


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(WRAPPERS), st.sampled_from(LEAVES), st.booleans()), max_size=4
        ),
        max_size=6,
    )
)
def test_the_short_way_gives_the_same_text(rows: list[list[tuple[str, str, bool]]]) -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    body = "".join(
        "<w:p>"
        + "".join(w.format(f"<w:r>{hidden if h else ''}{leaf}</w:r>") for w, leaf, h in row)
        + "</w:p>"
        for row in rows
    )
    root = parse(part("body", body).encode())
    plain = plain_texts(root, paragraphs(root))
    for p in paragraphs(root):
        assert plain.get(p) in {None, accepted_text(p)}


def test_pieces_name_their_run_and_kind() -> None:
    found = pieces(_p(R.format("甲") + INS.format(R.format("乙")) + DEL.format("丙")))
    assert [(piece.text, piece.kind) for piece in found] == [
        ("甲", "plain"), ("乙", "inserted"), ("丙", "deleted"),
    ]  # fmt: skip
    assert all(piece.run.tag == W + "r" and piece.node.getparent() is piece.run for piece in found)


def test_paragraphs_of_a_text_box_are_counted_once() -> None:
    box = "<w:txbxContent><w:p/></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    root = parse(part("body", f"<w:p><w:r>{both}</w:r></w:p><w:p/>").encode())
    assert len(paragraphs(root)) == 3


def test_a_cell_has_its_own_paragraphs_only() -> None:
    removed = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>"
    cell = f"<w:tc>{removed}<w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:tc>"
    root = parse(part("tbl", f"<w:tr>{cell}</w:tr>").encode())
    assert len(cell_paragraphs(root[0][0])) == 2


TC, TC2, TRPR = "<w:tc/>", '<w:tc><w:tcPr w:n="2"/></w:tc>', "<w:trPr><w:tblHeader/></w:trPr>"
ROWS = [
    ("cells alone", TC + TC2, 2),
    ("after the row's properties", TRPR + TC + TC2, 2),
    ("after two kinds of properties", "<w:tblPrEx/>" + TRPR + TC + TC2, 2),
    ("one in a content control", f"{TC}<w:sdt><w:sdtContent>{TC2}</w:sdtContent></w:sdt>", 2),
    ("all in a content control", f"<w:sdt><w:sdtContent>{TC}{TC2}</w:sdtContent></w:sdt>", 2),
    ("beside a bookmark", f'<w:bookmarkStart w:id="1"/>{TC}', 1),
    ("beside custom XML", f"<w:customXml>{TC}</w:customXml>{TC2}", 2),
    ("none", TRPR, 0),
    ("nothing", "", 0),
]


@pytest.mark.parametrize(("inner", "count"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_cells_of_a_row(inner: str, count: int) -> None:
    row = parse(part("tbl", f"<w:tr>{inner}</w:tr>").encode())[0]
    assert list(cell_items(row)) == list(row.iter(W + "tc"))
    assert len(list(cell_items(row))) == count


def test_properties_by_paragraph() -> None:
    earlier = '<w:pPrChange><w:pPr><w:pStyle w:val="old"/></w:pPr></w:pPrChange>'
    body = f'<w:p/><w:p><w:pPr>{earlier}</w:pPr></w:p><w:p><w:pPr><w:pStyle w:val="1"/>{earlier}</w:pPr></w:p>'
    root = parse(part("body", body).encode())
    bare, changed, styled = paragraphs(root)
    found = by_paragraph(root, "pStyle")
    assert found[styled].get(VAL) == "1"
    assert bare not in found
    assert changed not in found


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("2", 2), (" 3 ", 3), ("+4", 4), ("-1", -1), ("", 7), ("x", 7), ("1.5", 7), ("+-1", 7),
     ("- 1", 7), ("1_0", 7), ("9999999999", 7), (None, 7)],
)  # fmt: skip
def test_whole_numbers(raw: str | None, expected: int) -> None:
    mark = "" if raw is None else f'w:val="{raw}"'
    properties = parse(part("tcPr", f"<w:gridSpan {mark}/>").encode())
    assert number(properties[0], 7) == expected


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = [
    f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "x">{BOMB}]><w>&a9;</w>'.encode(),
    b'<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>',
    '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "x">]><w>&a;</w>'.encode(
        "utf-16"
    ),
    b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w+AFsAXQA+ADw-w/+AD4-',
    b"<w>" * 300 + b"</w>" * 300,
    b"<w><unclosed></w>",
    b"",
    b"\0\1\2",
]


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_xml_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        parse(data)


def test_strict_files_have_the_usual_names() -> None:
    usual = part("body", "<w:p/>")
    strict = usual.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert strict != usual
    assert len(paragraphs(parse(strict.encode()))) == 1
    assert NAMESPACES in usual
