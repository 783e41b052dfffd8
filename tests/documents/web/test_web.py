"""Web pages: what a site adds is left out and told, tables and encodings hold."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import Limits, read
from assistant.documents.web import read_html
from assistant.documents.web.encoding import decode_page
from assistant.errors import JixiaoError, TooLarge, UnreadableFile
from assistant.extraction import extract
from assistant.model.document import Document, Paragraph, Source
from assistant.model.pack import same
from tests.documents.build import grid, kinds, read_bytes, seed, tables, texts


def page(folder: Path, body: str, head: str = "", encoding: str = "utf-8") -> Document:
    html = (
        f"<html><head><title>某局自评报告-某政府网</title>{head}</head><body>{body}</body></html>"
    )
    return read_bytes(folder, html.encode(encoding), "a.html")


SITE = """
<div class="header"><a href="/">某市人民政府</a><form><input type="text" value="请输入关键字"></form></div>
<div id="mainNav"><ul><li><a href="/1">首页</a></li><li><a href="/2">机构</a></li>
<li><a href="/3">政务</a></li><li><a href="/4">互动</a></li></ul></div>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/5">绩效</a> &gt; 正文</div>
<div id="print" class="article-content">
<h1>2024年度部门整体支出绩效自评报告</h1>
<div class="info">发布时间：2025-03-31 来源：财政所 浏览次数：<span>128</span> 字体：[大 中 小]</div>
<div class="TRS_Editor"><p>　　一、单位基本情况</p><p>&emsp;&emsp;全年支出&nbsp;12.50&nbsp;万元。</p>
<p style="display:none">看不见的123</p>
<table><tr><th rowspan=2>名称</th><th colspan="2">金额</th></tr><tr><td>预算</td><td>决算</td></tr>
<tr><td>水费</td><td>3</td><td>4<br>5</td></tr></table>
<script>var a = "99万元";</script></div></div>
<p>上一篇：<a href="/6">别的文件</a></p><div>【打印】【关闭】</div>
<div class="footer">版权所有：某市人民政府 网站标识码：4300000000 湘ICP备00000000号</div>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_of_a_site(tmp_path: Path, encoding: str) -> None:
    document = page(tmp_path, SITE, '<meta charset="gb2312">', encoding)
    assert [text.strip() for text in texts(document)] == [
        "2024年度部门整体支出绩效自评报告", "一、单位基本情况", "全年支出 12.50 万元。",
    ]  # fmt: skip
    styles = [block.style for block in document.blocks if isinstance(block, Paragraph)]
    assert styles == ["heading 1", "", ""]
    (table,) = tables(document)
    assert grid(table) == [
        ["名称", "金额", "金额"],
        ["名称", "预算", "决算"],
        ["水费", "3", "4\n5"],
    ]
    told = kinds(document)
    assert told["hidden"] == "看不见的123"
    left_out = ("首页", "当前的位置", "发布时间", "上一篇", "打印", "版权所有", "某市人民政府")
    assert all(words in told["furniture"] for words in left_out)
    assert "99万元" not in document.model_dump_json()
    assert {note.kind for note in document.report.lost()} == {"hidden", "furniture"}


@pytest.mark.parametrize(
    "body",
    [
        '<div class="footer"><p>' + "本年完成道路12.5公里。" * 20 + "</p></div>",
        '<div class="nav"><table><tr><td>甲<td>1</tr><tr><td>乙<td>2</tr><tr><td>丙<td>3</tr></table></div>',
        '<div class="top"><p>某局自评报告-某政府网</p></div><p>文</p>',
    ],
)
def test_what_holds_the_document_is_no_furniture(tmp_path: Path, body: str) -> None:
    assert kinds(page(tmp_path, body)) == {}


TABLES = [
    ("<tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]], "unclosed cells"),
    ("<tr><td rowspan=9>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]], "span beyond the end"),
    ("<tr><td rowspan=0>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]], "span to the end"),
    ("<thead><tr><td rowspan=3>a<td>b</thead><tr><td>c<td>d", [["a", "b"], ["c", "d"]], "span ends with its group"),
    ("<tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<tr><td>e<td>f<td>g", [["a", "b", "c"], ["d", "b", ""], ["e", "f", "g"]], "overlap is cut short"),
    ("<tr><td>a<td>b<td>c<tr><td>d<td>e", [["a", "b", "c"], ["d", "e", ""]], "short row"),
    ("<tr><td>a<td>b<tr style='display: none'><td>x<td>y<tr><td>c<td>d", [["a", "b"], ["c", "d"]], "hidden row"),
    ("<tr><td>a<td hidden>x<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]], "hidden cell"),
    ("<tr><td>a<td><input value=3.5><tr><td>c<td><select><option>甲<option selected>乙</select>", [["a", "3.5"], ["c", "乙"]], "controls"),
    ("<tr><td><input type=checkbox checked>是<td><input type=hidden value=9>b<tr><td>c<td><textarea>一\n二</textarea>", [["☑是", "b"], ["c", "一\n二"]], "more controls"),
    ("<tr><td><p>绩</p><p>效</p><td>一<br/>二<tr><td>\n 三\n  四 <td>ab\n cd", [["绩\n效", "一\n二"], ["三四", "ab cd"]], "lines"),
    ("<tr><td>&nbsp;&nbsp;其中：甲<td>&lt;5<tr><td>c<td>1<sup>2</sup>", [["  其中：甲", "<5"], ["c", "12"]], "indent and entities"),
    ("<tr><td colspan=x rowspan=-1>a<td colspan='2 '>b<tr><td>c<td>d<td>e", [["a", "b", "b"], ["c", "d", "e"]], "bad numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wanted"), [c[:2] for c in TABLES], ids=[c[2] for c in TABLES])
def test_grids(tmp_path: Path, rows: str, wanted: list[list[str]]) -> None:
    (table,) = tables(page(tmp_path, f"<table>{rows}</table>"))
    assert grid(table) == wanted


def test_layout_tables_and_nested_tables(tmp_path: Path) -> None:
    data = "<table><tr><td>甲<td>1</tr><tr><td>乙<td>2</tr></table>"
    document = page(tmp_path, f"<table><tr><td><p>标题</p>{data}<p>说明</p></td></tr></table>")
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    office = '<meta name="generator" content="LibreOffice 24.2">'
    nested = page(tmp_path, f"<table><tr><td>外<td>{data}</tr></table>", office)
    assert [grid(table) for table in tables(nested)] == [[["外", ""]], [["甲", "1"], ["乙", "2"]]]
    assert "nested_table" in kinds(nested)


def test_paragraphs_broken_by_br_and_lists(tmp_path: Path) -> None:
    body = "<div>标题<br><br>　　第一段<br>　　第二段<br>续行</div><ol start=3><li>甲<li>乙</ol>"
    body += (
        '<ol style="list-style-type: cjk-ideographic"><li><p>丙</p><p>丁</p></ol><pre>a  b\nc</pre>'
    )
    assert texts(page(tmp_path, body)) == [
        "标题", "　　第一段", "　　第二段\n续行", "3.甲", "4.乙", "一、丙", "丁", "a  b\nc",
    ]  # fmt: skip


def test_pages_of_word_keep_what_is_shown(tmp_path: Path) -> None:
    body = (
        "<p><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]>情况<o:p></o:p></p>"
        "<p>改<del>删</del><ins>增</ins></p><!--[if gte mso 9]><xml>x</xml><![endif]-->"
        "<p>全<span style='mso-hide:all'>藏</span>文</p>"
    )
    document = page(tmp_path, body, '<meta name=ProgId content="Word.Document">')
    assert texts(document) == ["一、情况", "改增", "全文"]
    assert kinds(document) == {"deleted": "删", "hidden": "藏"}


def test_frames_and_images_are_told(tmp_path: Path) -> None:
    document = page(tmp_path, '<p>文</p><iframe src="b.htm"></iframe><img alt="表" src="x.png">')
    assert kinds(document) == {"frame": "b.htm", "image": "表"}


@pytest.mark.parametrize("name", ["a.xls", "a.doc", "a.txt"])
def test_pages_under_other_names(tmp_path: Path, name: str) -> None:
    """Systems export tables as pages and call them .xls."""
    document = read_bytes(tmp_path, "<table><tr><td>甲<td>1</table>".encode("gbk"), name)
    assert grid(tables(document)[0]) == [["甲", "1"]]
    assert "mislabelled" in kinds(document)


ENCODINGS = [
    ("甲".encode(), "甲"),
    ("<meta charset=big5>甲".encode("big5"), "<meta charset=big5>甲"),
    ('<meta content="text/html; charset=gb2312">镕'.encode("gb18030"), '<meta content="text/html; charset=gb2312">镕'),
    ("甲乙".encode("gb18030"), "甲乙"),
    ("<meta charset=hex>甲乙".encode("gbk"), "<meta charset=hex>甲乙"),
    ("<meta charset=nonsense>甲乙".encode("gbk"), "<meta charset=nonsense>甲乙"),
    ("甲".encode("utf-16"), "甲"),
    (b"<meta charset=gbk>\xbc\xd7\xff\xff", "<meta charset=gbk>甲\ufffd\ufffd"),
    (b"\xff\xff\xff", None),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), ENCODINGS)
def test_encodings(data: bytes, wanted: str | None) -> None:
    assert decode_page(data) == wanted


BOMB = "<!DOCTYPE html [" + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10)
) + "]><html><p>&a9;</p></html>"  # fmt: skip
BAD: list[tuple[str, bytes, type[JixiaoError], str]] = [
    ("nothing inside", b"<html>", UnreadableFile, "没有文字"),
    ("deep nesting", b"<html>" + b"<div>" * 5000 + b"x", TooLarge, "嵌套过深"),
    ("wide span", b"<html><table>" + b"<tr><td colspan=1000>" * 2 + b"<td>", TooLarge, "列"),
    ("tall span", b"<html><table><tr><td colspan=900>a<td>b" + b"<tr>" * 300, TooLarge, "单元格"),
    ("unknown encoding", b"<html><p>\xff\xff\xff</p>", UnreadableFile, "编码"),
]


def mail(body: bytes, kind: str = "text/html") -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
    part = f"Content-Type: {kind}; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + part.encode() + base64.encodebytes(body) + b"\r\n--B--\r\n"


def test_pages_saved_as_one_file(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, mail("<p>甲</p>".encode("gbk")), "a.mht")
    assert (texts(document), document.report.format) == (["甲"], "mht")
    with pytest.raises(UnreadableFile, match="没有网页内容"):
        read_bytes(tmp_path, mail(b"x", "image/png"), "a.mht")


@given(st.integers(0, len(SITE) - 1), st.text("<>/&;= \"'tdr\0", max_size=12))
def test_torn_pages_never_crash(position: int, noise: str) -> None:
    text = f"<html>{SITE[:position]}{noise}{SITE[position:]}"
    source = Source(path="a.html", format="html", sha256="")
    for table in tables(read_html(text.encode(), source, Limits())):
        assert grid(table)


@pytest.mark.parametrize(("data", "error", "words"), [c[1:] for c in BAD], ids=[c[0] for c in BAD])
def test_one_clear_line(tmp_path: Path, data: bytes, error: type[JixiaoError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        read_bytes(tmp_path, data, "a.html")
    assert caught.value.line().startswith("《a.html》")
    assert "\n" not in caught.value.line()


@pytest.mark.parametrize(
    ("limits", "words"),
    [(Limits(cells=3), "单元格"), (Limits(blocks=2), "段"), (Limits(columns=1), "列")],
)
def test_limits(tmp_path: Path, limits: Limits, words: str) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><p>a<p>b<p>c<table><tr><td>1<td>2<tr><td>3<td>4</table>")
    with pytest.raises(TooLarge, match=words):
        read(path, limits)


def test_entities_of_a_page_are_not_expanded(tmp_path: Path) -> None:
    external = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>&x;甲</p></html>'
    for text in (BOMB, external):
        document = read_bytes(tmp_path, text.encode(), "a.html")
        assert len(document.model_dump_json()) < 2000
        assert "root:" not in document.model_dump_json()


def test_many_rows_stop_at_the_limit(tmp_path: Path) -> None:
    rows = b"<tr><td>1<td>2<td>3<td>4<td>5" * 200_000
    with pytest.raises(TooLarge, match="单元格"):
        read_bytes(tmp_path, b"<html><table>" + rows, "a.html")


def test_the_real_pack_as_a_page() -> None:
    web, word = extract([read(seed("pack.html"))]), extract([read(seed("pack.docx"))])
    assert same(web, word)
    assert len(web.figures) == 131
