"""Tables that python-docx wrote, with any merges, read back as they were laid out."""

import io

import docx as python_docx
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import DEFAULT_LIMITS
from assistant.documents.word import read_word
from assistant.model.document import Source
from tests.documents.build import grid, tables

SOURCE = Source(path="made.docx", format="docx", sha256="")


@st.composite
def layouts(draw: st.DrawFn) -> list[list[int]]:
    """Draw a grid of cell numbers, each number a rectangle."""
    rows, cols = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    plan = [[0] * cols for _ in range(rows)]
    number = 0
    for row in range(rows):
        for col in range(cols):
            if plan[row][col]:
                continue
            number += 1
            widest = next((c for c in range(col, cols) if plan[row][c]), cols) - col
            width, height = draw(st.integers(1, widest)), draw(st.integers(1, rows - row))
            for r in range(row, row + height):
                plan[r][col : col + width] = [number] * width
    return plan


def write(plan: list[list[int]]) -> bytes:
    document = python_docx.Document()
    table = document.add_table(len(plan), len(plan[0]))
    spots: dict[int, list[tuple[int, int]]] = {}
    for row, line in enumerate(plan):
        for col, number in enumerate(line):
            spots.setdefault(number, []).append((row, col))
    for number, places in spots.items():
        merged = table.cell(*places[0]).merge(table.cell(*places[-1]))
        merged.text = f"格{number}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@given(layouts())
def test_merged_tables_read_back_the_same(plan: list[list[int]]) -> None:
    (table,) = tables(read_word(write(plan), SOURCE, DEFAULT_LIMITS))
    assert grid(table) == [[f"格{number}" for number in line] for line in plan]
    assert len(table.cells) == len({number for line in plan for number in line})
