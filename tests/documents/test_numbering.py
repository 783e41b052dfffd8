"""Numbers that Word prints itself: formats, levels, starts, restarts, styles."""

from pathlib import Path

import pytest

from assistant.documents.word.numerals import render
from tests.documents.build import docx, grid, p, part, read_bytes, tables, tbl, texts

NUMERALS = [
    ("decimal", {1: "1", 12: "12"}),
    ("decimalZero", {3: "03", 12: "12"}),
    ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一"}),
    ("chineseCountingThousand", {10: "十", 25: "二十五", 101: "一百零一", 110: "一百一十", 1001: "一千零一", 10010: "一万零一十"}),
    ("japaneseCounting", {4: "四", 13: "十三"}),
    ("ideographDigital", {10: "一〇", 25: "二五"}),
    ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
    ("decimalEnclosedCircleChinese", {2: "②"}),
    ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
    ("decimalEnclosedFullstop", {1: "⒈"}),
    ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "11"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
    ("ideographZodiac", {1: "子", 12: "亥"}),
    ("ideographZodiacTraditional", {1: "甲子", 12: "乙亥", 60: "癸亥"}),
    ("upperRoman", {4: "IV", 9: "IX", 1994: "MCMXCIV"}),
    ("lowerRoman", {3: "iii"}),
    ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
    ("lowerLetter", {2: "b"}),
    ("decimalFullWidth", {10: "１０"}),
    ("none", {7: ""}),
    ("cardinalText", {7: "7"}),
]  # fmt: skip


@pytest.mark.parametrize(("number_format", "expected"), NUMERALS)
def test_formats(number_format: str, expected: dict[int, str]) -> None:
    assert {n: render(n, number_format) for n in expected} == expected


def level(
    index: int, text: str, number_format: str = "decimal", start: int = 1, more: str = ""
) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(*levels: str, key: int = 0, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(num_id: int, key: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{key}"/>{more}</w:num>'


def item(num_id: int, ilvl: int = 0, more: str = "") -> str:
    return p("x", f'{more}<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>')


CHINESE = [
    level(0, "%1、", "chineseCounting"),
    level(1, "（%2）", "chineseCounting"),
    level(2, "%3."),
]
START_3 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
CIRCLES = f'<w:lvlOverride w:ilvl="0">{level(0, "%1", "decimalEnclosedCircle")}</w:lvlOverride>'

LISTS = [
    ("levels and restarts", abstract(*CHINESE) + num(1),
     [item(1), item(1, 1), item(1, 1), item(1, 2), item(1), item(1, 1), item(1, 2)],
     ["一、", "（一）", "（二）", "1.", "二、", "（一）", "1."]),
    ("upper levels in a number", abstract(level(0, "%1"), level(1, "%1.%2")) + num(1),
     [item(1), item(1, 1), item(1, 1), item(1), item(1, 1)], ["1", "1.1", "1.2", "2", "2.1"]),
    ("upper level not used yet", abstract(level(0, "%1"), level(1, "%1.%2")) + num(1), [item(1, 1)], ["1.1"]),
    ("legal form", abstract(level(0, "%1、", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1),
     [item(1), item(1, 1)], ["一、", "1.1"]),
    ("own start", abstract(level(0, "%1.", start=5)) + num(1), [item(1), item(1)], ["5.", "6."]),
    ("two lists of one definition count on", abstract(*CHINESE) + num(1) + num(2),
     [item(1), item(2), item(1)], ["一、", "二、", "三、"]),
    ("start overridden", abstract(*CHINESE) + num(1) + num(2, more=START_3),
     [item(1), item(2), item(2)], ["一、", "三、", "四、"]),
    ("level overridden", abstract(*CHINESE) + num(1, more=CIRCLES), [item(1), item(1)], ["①", "②"]),
    ("never restarted", abstract(level(0, "%1、"), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1),
     [item(1), item(1, 1), item(1), item(1, 1)], ["1、", "1)", "2、", "2)"]),
    ("switched off", abstract(*CHINESE) + num(1), [item(1), item(0), item(1)], ["一、", "", "二、"]),
    ("bullet of a symbol font", abstract(level(0, "\uf06c", "bullet")) + num(1), [item(1)], ["•"]),
    ("bullet", abstract(level(0, "–", "bullet")) + num(1), [item(1)], ["–"]),
    ("unknown list", abstract(*CHINESE), [item(7)], [""]),
    ("list style", abstract(*CHINESE, key=3, more='<w:styleLink w:val="S"/>')
     + abstract(key=4, more='<w:numStyleLink w:val="S"/>') + num(1, 4), [item(1)], ["一、"]),
    ("deleted paragraph", abstract(*CHINESE) + num(1),
     [item(1), item(1, more="<w:rPr><w:del w:id='1'/></w:rPr>").replace("w:t", "w:delText"), item(1)], ["一、", "二、"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("numbering", "items", "expected"), [c[1:] for c in LISTS], ids=[c[0] for c in LISTS]
)
def test_lists(tmp_path: Path, numbering: str, items: list[str], expected: list[str]) -> None:
    data = docx("".join(items), numbering=part("numbering", numbering))
    assert [text.removesuffix("x") for text in texts(read_bytes(tmp_path, data))] == expected


def style(key: str, properties: str = "", more: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="heading {key}"/>{more}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def test_styles_bring_their_numbers(tmp_path: Path) -> None:
    """Level by the style's own word, by the level that names the style, and by descent."""
    levels = [
        level(0, "%1、", "chineseCounting"),
        level(1, "（%2）", "chineseCounting", more='<w:pStyle w:val="2"/>'),
    ]
    styles = (
        style("1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("2", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("3", more='<w:basedOn w:val="1"/>')
        + style("4", '<w:numPr><w:numId w:val="0"/></w:numPr>', '<w:basedOn w:val="1"/>')
    )
    body = "".join(p(key, f'<w:pStyle w:val="{key}"/>') for key in "12234")
    data = docx(
        body, styles=part("styles", styles), numbering=part("numbering", abstract(*levels) + num(1))
    )
    document = read_bytes(tmp_path, data)
    assert texts(document) == ["一、1", "（一）2", "（二）2", "二、3", "4"]
    assert [b.style for b in document.blocks if b.kind == "paragraph"][:2] == [
        "heading 1",
        "heading 2",
    ]


def test_styles_in_a_circle_end(tmp_path: Path) -> None:
    styles = style("1", more='<w:basedOn w:val="2"/>') + style("2", more='<w:basedOn w:val="1"/>')
    data = docx(p("a", '<w:pStyle w:val="1"/>'), styles=part("styles", styles))
    assert texts(read_bytes(tmp_path, data)) == ["a"]


def test_a_number_stands_in_its_cell(tmp_path: Path) -> None:
    cell = f"<w:tr><w:tc>{item(1)}{item(1)}</w:tc></w:tr>"
    data = docx(item(1) + tbl(cell), numbering=part("numbering", abstract(*CHINESE) + num(1)))
    assert grid(tables(read_bytes(tmp_path, data))[0]) == [["二、x\n三、x"]]
