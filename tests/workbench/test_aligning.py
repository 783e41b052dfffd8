"""Which paragraph and cell is which: tables of cases, without any file."""

import pytest

from assistant.model.document import Cell, Document, Paragraph, ReadingReport, Source, Table
from assistant.model.place import Location
from assistant.workbench.aligning import Match, pairs

A, B, C = "一、部门基本情况如下", "二、收支情况说明如下", "三、存在的问题和不足"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([A, B, C], [A, B, C], {0: 0, 1: 1, 2: 2}),
        ([A, B, C], ["前言", A, "插入", B, C], {0: 1, 1: 3, 2: 4}),
        ([A, B, C], [A, C], {0: 0, 2: 1}),
        ([A, "支出12.5万元。", C], [A, "支出13.5万元。", C], {0: 0, 1: 1, 2: 2}),
        ([A, "支出12.5万元。", C], [A, "天气晴朗，无风。", C], {0: 0, 2: 2}),
        ([A, "本年度未安排该项支出。", C], [A, "本年没有支出。", C], {0: 0, 1: 1, 2: 2}),
        ([A, B, C], [B, C, A], {0: 2, 1: 0, 2: 1}),
        (["无", A, "无", B], [A, "无", B], {1: 0, 2: 1, 3: 2}),
        ([], [A], {}),
    ],
    ids=[
        "same",
        "put in",
        "gone",
        "reworded",
        "replaced",
        "in its stead",
        "moved",
        "twice",
        "empty",
    ],
)
def test_paragraphs_are_found_again(
    before: list[str], after: list[str], found: dict[int, int]
) -> None:
    assert pairs(before, after) == found


def table(number: int, *rows: tuple[str, ...]) -> Table:
    cells = [
        Cell(text=text, row=r, col=c, location=Location(table=number, row=r, col=c))
        for r, row in enumerate(rows) for c, text in enumerate(row)
    ]  # fmt: skip
    return Table(rows=len(rows), cols=len(rows[0]), cells=cells, location=Location(table=number))


def document(*blocks: str | Table) -> Document:
    made = [b if isinstance(b, Table) else Paragraph(text=b, location=Location(anchor=str(n)))
            for n, b in enumerate(blocks)]  # fmt: skip
    source = Source(path="a.docx", format="docx", sha256="")
    return Document(source=source, blocks=made, report=ReadingReport(file="a.docx", format="docx"))


MONEY = (("科目", "预算", "决算"), ("办公费", "12.00", "11.50"), ("差旅费", "8.00", "7.20"))
SCORES = (("指标", "目标", "得分"), ("改造户数", "36户", "10"), ("满意度", "≥95%", "9.5"))


def cells(before: Document, after: Document) -> dict[str, str]:
    match = Match(before, after)
    out = {}
    for (block, row, col), cell in match.cells.items():
        own = before.blocks[block]
        assert isinstance(own, Table)
        out[own.at(row, col).text] = cell.text
    return out


def test_cells_stay_with_their_rows_and_tables() -> None:
    before = document(A, table(0, *MONEY), B, table(1, *SCORES))
    changed = (MONEY[0], ("会议费", "3.00", "2.00"), ("办公费", "12.00", "11.80"), MONEY[2])
    after = document(A, table(0, *SCORES), B, table(1, *changed))
    found = cells(before, after)
    assert found["11.50"] == "11.80" and found["7.20"] == "7.20" and found["36户"] == "36户"
    assert "2.00" not in found.values()


def test_a_row_that_is_gone_takes_no_others_place() -> None:
    found = cells(document(table(0, *MONEY)), document(table(0, MONEY[0], MONEY[2])))
    assert found["差旅费"] == "差旅费" and "办公费" not in found


def test_another_table_is_none() -> None:
    other = table(0, ("甲", "乙", "丙"), ("丁", "戊", "己"))
    assert cells(document(table(0, *MONEY)), document(other)) == {}


@pytest.mark.parametrize(
    ("after", "moved"),
    [([A, B, C], []), ([C, A, B], [2]), ([A, "新", B, C], []), ([B, A, C], [1])],
)
def test_what_stands_elsewhere_is_told(after: list[str], moved: list[int]) -> None:
    assert len(Match(document(A, B, C), document(*after)).moved) == len(moved)
