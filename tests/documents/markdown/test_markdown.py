"""Markdown: tables of pipes and in HTML, marks taken away, shifted rows told."""

from pathlib import Path

import pytest

from assistant.documents import Limits, read
from assistant.errors import TooLarge
from assistant.extraction import extract
from assistant.model.document import Document, Paragraph
from assistant.model.pack import same
from tests.documents.build import grid, kinds, read_bytes, seed, tables, texts
from tests.documents.markdown.build import html, markdown_of, pipes

TABLE = "| 甲 | 乙 |\n|---|:-:|\n"


def md(folder: Path, text: str) -> Document:
    return read_bytes(folder, text.encode(), "a.md")


PIPES = [
    ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", [["甲", "乙"], ["1", "2"]], "plain"),
    ("甲 | 乙\n--|--\n1 |", [["甲", "乙"], ["1", ""]], "without outer pipes"),
    ("| 甲 | 乙 | 丙 |\n|:--|---|--:|\n|  | 2 |  |", [["甲", "乙", "丙"], ["", "2", ""]], "empty cells"),
    ("| 甲\\|乙 | 丙 |\n|---|---|\n| `a\\|b` | **3**&lt;br |", [["甲|乙", "丙"], ["a|b", "3<br"]], "pipes in cells"),
    ("|甲|乙|\n|-|-|\n|一<br>二|![图](x.png)3|", [["甲", "乙"], ["一\n二", "图3"]], "breaks and pictures"),
    ("> | 甲 | 乙 |\n> |---|---|\n> | 1 | 2 |", [["甲", "乙"], ["1", "2"]], "quoted"),
    ("<table><tr><td rowspan=2>甲</td><td>1</td></tr>\n<tr><td>2</td></tr></table>", [["甲", "1"], ["甲", "2"]], "in HTML"),
    ("| a | b |\r\n| - | - |\r\n| 1 | 2 |\r\n\r\n文", [["a", "b"], ["1", "2"]], "line ends of Windows"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [c[:2] for c in PIPES], ids=[c[2] for c in PIPES])
def test_tables(tmp_path: Path, text: str, wanted: list[list[str]]) -> None:
    (table,) = tables(md(tmp_path, "题\n\n" + text + "\n"))
    assert grid(table) == wanted
    assert table.location.anchor == "3"


@pytest.mark.parametrize("rows", ["| 1 |\n", "| 1 | 2 | 3 |\n"])
def test_shifted_rows_are_told(tmp_path: Path, rows: str) -> None:
    document = md(tmp_path, TABLE + "| 3 | 4 |\n" + rows)
    (note,) = document.report.notes
    assert note.kind == "shifted_row"
    assert note.location is not None
    assert (note.location.row, note.location.anchor) == (2, "4")


def test_merged_cells_that_were_lost_are_told(tmp_path: Path) -> None:
    assert list(kinds(md(tmp_path, TABLE + "| 3 | 4 |\n|  | 5 |\n"))) == ["flattened"]


def test_several_tables_count_on(tmp_path: Path) -> None:
    inner = "<table><tr><td>a</td><td>1</td></tr><tr><td>b<td>2</table>"
    document = md(tmp_path, f"{TABLE}| 1 | 2 |\n\n{inner}\n\n{TABLE}| 5 | 6 |\n")
    assert [table.location.table for table in tables(document)] == [0, 1, 2]
    assert tables(document)[1].at(1, 1).location.table == 1
    assert tables(document)[2].at(1, 1).location.anchor == "9"


TEXTS = [
    ("# 标题 #\n##小题\n正文", ["标题", "小题", "正文"]),
    ("标题\n===\n\n小题\n---\n\n文\n\n---\n\n***", ["标题", "小题", "文"]),
    ("**一、** 支出 *12.5* 万元，__全年__ ~~旧~~", ["一、 支出 12.5 万元，全年 旧"]),
    ("3 * 4 * 5 与 snake_case_name 与 2*3=6", ["3 * 4 * 5 与 snake_case_name 与 2*3=6"]),
    ("\\*不是\\* [链接](http://x/(y)) `代码` &lt;5&nbsp;%", ["*不是* 链接 代码 <5 %"]),
    ("1. 甲\n2) 乙\n- 丙\n  * 丁", ["1.甲", "2)乙", "丙", "  丁"]),
    ("第一段。\n第二段。\n\n第三段", ["第一段。", "第二段。", "第三段"]),
    ("字" * 35 + "\n续行", ["字" * 35 + "续行"]),
    ("a" * 35 + "\nb", ["a" * 35 + " b"]),
    ("字" * 35 + "\n　　新段", ["字" * 35, "　　新段"]),
    ("一  \n二\\\n三", ["一\n二\n三"]),
    ("```\n| a | b |\n|---|---|\n```", ["| a | b |", "|---|---|"]),
    ("<!-- 藏\n| a |\n-->文<u>下</u>", ["文下"]),
    ("#\n\n2024年支出 | 预算", ["2024年支出 | 预算"]),
    ("<p align=center>题</p>", ["题"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TEXTS)
def test_text(tmp_path: Path, text: str, wanted: list[str]) -> None:
    assert texts(md(tmp_path, text)) == wanted


def test_headings_have_styles_and_lines(tmp_path: Path) -> None:
    blocks = list(md(tmp_path, "---\ntitle: x\n---\n\n# 甲\n\n## 乙\n\n文").blocks)
    found = [(b.text, b.style, b.location.anchor) for b in blocks if isinstance(b, Paragraph)]
    assert found == [("甲", "heading 1", "5"), ("乙", "heading 2", "7"), ("文", "", "9")]


def test_front_matter_and_pictures_are_told(tmp_path: Path) -> None:
    document = md(tmp_path, "---\ntitle: x\n---\n![表](a.png)\n")
    assert kinds(document) == {"front_matter": "title: x", "image": ""}
    assert texts(document) == ["表"]


@pytest.mark.parametrize(("name", "kind"), [("a.txt", "markdown"), ("a.md", "markdown")])
def test_marks_count_more_than_the_name(tmp_path: Path, name: str, kind: str) -> None:
    document = read_bytes(tmp_path, (TABLE + "| 1 | 2 |").encode("gbk"), name)
    assert document.source.format == kind
    assert len(tables(document)) == 1


@pytest.mark.parametrize(
    ("limits", "words"),
    [(Limits(cells=3), "行 2 列|单元格"), (Limits(columns=1), "列"), (Limits(blocks=2), "行")],
)
def test_limits(tmp_path: Path, limits: Limits, words: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(TABLE + "| 1 | 2 |\n")
    with pytest.raises(TooLarge, match=words):
        read(path, limits)


HOSTILE = [
    "|" * 100_000, "| a |\n|---|\n" + "|" * 3000, "*" * 50_000, "[" * 50_000, "![" * 50_000 + "](",
    "`" * 50_000 + "a", "<" * 50_000, "<!--" * 50_000, "<table>" * 300, "\\" * 50_000, "> " * 50_000,
    "[a](" + "(" * 50_000, "__" * 30_000, "- " * 50_000, "~~~\n" * 20_000, "*a" * 30_000, "**a" * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_end_soon(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text)
    try:
        document = read(path)
    except TooLarge as error:
        assert "\n" not in error.line()
    else:
        assert document.source.format in {"markdown", "html"}


@pytest.mark.parametrize("table", [html, pipes])
def test_the_real_pack_in_markdown(tmp_path: Path, table: object) -> None:
    word = read(seed("pack.docx"))
    assert callable(table)
    document = md(tmp_path, markdown_of(word, table))
    ours, wanted = extract([document]), extract([word])
    assert len(ours.figures) == 131
    if table is html:
        assert same(ours, wanted)
    else:  # pipes know no merged cells; nothing of the text is lost
        assert [grid(t)[-1][0] for t in tables(document)] == [grid(t)[-1][0] for t in tables(word)]
        assert [t.cols for t in tables(document)] == [t.cols for t in tables(word)]
