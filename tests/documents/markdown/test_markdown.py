"""Markdown: tables of pipes and in HTML, marks taken away, shifted rows told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.documents import Limits, read
from assistant.errors import TooLarge
from assistant.extraction import extract
from assistant.model.document import Document, Paragraph, Table
from assistant.model.pack import Pack, same
from assistant.model.place import squeeze
from corpus.build import write_pack
from corpus.truth import TOWNS, load
from tests.documents.build import grid, kinds, read_bytes, seed, tables, texts
from tests.documents.markdown.build import bare, drawn, html, markdown_of, marked, pipes, repeated

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
    "# " + " " * 50_000 + "x", "|--" * 100_000, "**a " * 50_000,
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


WAYS = [html, pipes, repeated, marked, bare, drawn]
UNIT = {"overall/unit", "unit"}
"""They stand beside a label over two columns: only the form's reader knows that it is one."""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_real_pack_in_markdown(tmp_path: Path, way: Callable[[Table], str]) -> None:
    word = read(seed("pack.docx"))
    document = md(tmp_path, markdown_of(word, way))
    ours, wanted = extract([document]), extract([word])
    assert len(ours.figures) == 131
    if way is html:
        assert same(ours, wanted)
    got = raws(ours)
    missed = {place for place, raw in raws(wanted).items() if got.get(place, "?") != raw}
    assert missed <= (UNIT if way is pipes else set())
    assert [grid(t)[-1][0] for t in tables(document)] == [grid(t)[-1][0] for t in tables(word)]


def raws(pack: Pack) -> dict[str, str]:
    return {field.place: squeeze(field.raw) for field in pack.fields()}


@pytest.mark.parametrize("town", TOWNS)
def test_invented_packs_in_markdown(tmp_path: Path, town: str) -> None:
    """No figure is ever wrong; what merged cells hid is blank at most, and rare."""
    word = read(write_pack(load(town, 2024), tmp_path)[0])
    wanted = raws(extract([word]))
    for way in WAYS:
        got = raws(extract([md(tmp_path, markdown_of(word, way))]))
        assert {p for p, raw in wanted.items() if got.get(p, "") not in ("", raw)} == set(), way
        missed = {p for p, raw in wanted.items() if raw and got.get(p, "") != raw}
        assert len(missed) <= (3 if way in (pipes, repeated) else 0), way


SPANS = [
    ("|  |  |  |\n| --- | --- | --- |\n| 甲 | | 乙 |\n| 丙 |  | 丁 |",
     [("甲", 1, 2), ("乙", 1, 1), ("丙", 1, 1), ("", 1, 1), ("丁", 1, 1)], "marks of width"),
    ("|  |  |  |\n| --- | --- | --- |\n| 甲 | | 乙 |\n| 丙 | 丁 |  |\n| 戊 |  |",
     [("甲", 1, 2), ("乙", 1, 1), ("丙", 2, 1), ("丁", 1, 1), ("", 1, 1), ("戊", 1, 1),
      ("", 1, 1)], "a short row below a merged cell"),
    ("| 目标 | 目标 | 目标 | 结果 | 结果 | 结果 |\n|--|--|--|--|--|--|\n| 好 | 好 | 好 | 好 | 好 | 好 |",
     [("目标", 1, 3), ("结果", 1, 3), ("好", 1, 3), ("好", 1, 3)], "goal and result alike"),
    ("| 名称 | 目标 | 实际 | 分值 |\n|--|--|--|--|\n| 甲 | 完成 | 完成 | 5 |\n| 乙 | 完成 | 完成 | 5 |",
     [(text, 1, 1) for text in ["名称", "目标", "实际", "分值", "甲", "完成", "完成", "5", "乙", "完成", "完成", "5"]], "target and actual alike"),
    ("| 级 | 名称 | 值 |\n|--|--|--|\n| 产出 | 甲 | 1 |\n|  | 乙 | 2 |\n|  |  | 3 |",
     [("级", 1, 1), ("名称", 1, 1), ("值", 1, 1), ("产出", 2, 1), ("甲", 1, 1), ("1", 1, 1),
      ("乙", 1, 1), ("2", 1, 1), ("", 1, 1), ("", 1, 1), ("3", 1, 1)], "blanks below a label"),
    ("| 年度 | 3 | 0 | 0 |\n|--|--|--|--|\n| 其他 | 0 | 0 | 0 |\n| 其他 | 0 | 0 | 0 |",
     [(text, 1, 1) for text in ["年度", "3", "0", "0", "其他", "0", "0", "0", "其他", "0", "0", "0"]], "figures alike"),
    ("+------+---+\n| 甲   | 1 |\n| 乙   +---+\n|      | 2 |\n+======+===+\n| 丙       |\n+------+---+",
     [("甲乙", 2, 1), ("1", 1, 1), ("2", 1, 1), ("丙", 1, 2)], "drawn with signs"),
    ("| 名称 |  | 甲 |  |  |\n|--|--|--|--|--|\n| 部门 |  | 乙 |  |  |\n| 资金 | 总额 | 1 | 2 | 3 |",
     [("名称", 1, 2), ("甲", 1, 3), ("部门", 1, 2), ("乙", 1, 3), ("资金", 1, 1), ("总额", 1, 1),
      ("1", 1, 1), ("2", 1, 1), ("3", 1, 1)], "wide labels at the head of a form"),
    ("| 甲 | 1 |\n| 乙 | 2 |\n| 丙 | 3 |",
     [("甲", 1, 1), ("1", 1, 1), ("乙", 1, 1), ("2", 1, 1), ("丙", 1, 1), ("3", 1, 1)],
     "no line of dashes"),
    ("<html><body><table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table></body></html>",
     [("甲", 2, 1), ("1", 1, 1), ("2", 1, 1)], "a whole page around a table"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [c[:2] for c in SPANS], ids=[c[2] for c in SPANS])
def test_merged_cells(tmp_path: Path, text: str, wanted: list[tuple[str, int, int]]) -> None:
    (table,) = tables(md(tmp_path, f"# 题\n\n文。\n\n{text}\n\n末。\n"))
    assert [(c.text, c.row_span, c.col_span) for c in table.cells] == wanted


def test_a_short_row_that_fits_nowhere_is_told(tmp_path: Path) -> None:
    text = "|  |  |  |\n|---|---|---|\n| 甲 | | 乙 |\n| 丙 |  |\n"
    (table,) = tables(document := md(tmp_path, text))
    assert grid(table)[1] == ["丙", "", ""]
    assert "shifted_row" in kinds(document)
