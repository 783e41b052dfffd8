"""A pack that came as an Excel workbook: every cell where the sheet has it, merged ones as one."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, expect

from corpus.formats import Place, pack, write
from corpus.truth import DEMO, load
from tests.workbench.browser.conftest import pack_of
from tests.workbench.browser.serving import Served
from tests.workbench.browser.test_findings_pane import chosen, off_centre
from tests.workbench.browser.watched import Watched

_GRID = """(table) => [...table.rows].flatMap((row, r) => [...row.cells].map((cell) => {
  const box = cell.getBoundingClientRect();
  const all = table.getBoundingClientRect();
  return [r, cell.rowSpan, cell.colSpan, cell.innerText,
    box.top - all.top, box.left - all.left, box.bottom - all.top, box.right - all.left];
}))"""


class Shown(NamedTuple):
    """A cell as the browser lays it out: its row, spans and words, its sides in pixels."""

    row: int
    rows: int
    cols: int
    words: str
    top: float
    left: float
    bottom: float
    right: float


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    (path,) = write([(pack(load(DEMO, 2024)), Place(folder, "自评表"))], ["xlsx"])
    return path


@pytest.fixture(scope="module")
def sheets(server: Served, book: Path) -> str:
    return pack_of(server, [("pack", book)], "表格材料")


def shown(table: Locator) -> list[Shown]:
    return [Shown(*each) for each in table.evaluate(_GRID)]


def of_sheet(sheet: Worksheet, head: str, rows: int) -> list[tuple[int, int, int, Any]]:
    """Return row, spans and value of a form's cells as Excel has them, merged ones once.

    ``head`` begins the form's first cell.
    """
    column = [str(each.value or "") for each in next(sheet.columns)]
    first = 1 + next(n for n, words in enumerate(column) if words.startswith(head))
    merged = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    inner = {
        at
        for r in sheet.merged_cells.ranges
        for at in list(r.cells)
        if at != (r.min_row, r.min_col)
    }
    found = []
    for line in sheet.iter_rows(min_row=first, max_row=first + rows - 1):
        for cell in line:
            at = (cell.row, cell.column)
            if at in inner:
                continue
            own = merged.get(at)
            spans = (own.size["rows"], own.size["columns"]) if own else (1, 1)
            found.append((cell.row - first, *spans, cell.value))
    return found


def says(words: str, value: Any) -> bool:
    """Tell whether words show a sheet's value: numbers by their worth, others word for word."""
    if isinstance(value, int | float):
        number = Decimal(words.rstrip("%").replace(",", "")) / (100 if words.endswith("%") else 1)
        return number == Decimal(str(value))
    return re.sub(r"\s", "", words) == re.sub(r"\s", "", value or "")


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_each_cell_stands_as_in_the_sheet(
    bench: Watched, sheets: str, book: Path, number: int
) -> None:
    page = bench.open(f"/packs/{sheets}")
    cells = shown(page.locator("#view-a table.form").nth(number - 1))
    sheet = openpyxl.load_workbook(book)[f"Sheet{number}"]
    wanted = of_sheet(sheet, cells[0].words.split()[0], 1 + cells[-1].row)
    assert [each[:3] for each in cells] == [each[:3] for each in wanted]
    assert all(says(a.words, b[3]) for a, b in zip(cells, wanted, strict=True))
    assert sum(rows > 1 for _, rows, _, _ in wanted) > 1, "the sheet has cells over several rows"
    assert sum(cols > 1 for _, _, cols, _ in wanted) > 10


def test_a_merged_cell_is_as_high_and_wide_as_what_it_covers(bench: Watched, sheets: str) -> None:
    page = bench.open(f"/packs/{sheets}")
    cells = shown(page.locator("#view-a table.form").nth(1))
    bench.picture(page, "sheets")
    assert not [
        (a, b)
        for a in cells for b in cells
        if a is not b and a.left + 1 < b.right and b.left + 1 < a.right
        and a.top + 1 < b.bottom and b.top + 1 < a.bottom
    ], "no cell lies over another"  # fmt: skip
    whole = max(each.right for each in cells) * max(each.bottom for each in cells)
    area = sum((each.right - each.left) * (each.bottom - each.top) for each in cells)
    assert area == pytest.approx(whole, rel=0.03), "and none leaves a hole"


def test_a_finding_leads_to_its_cells(bench: Watched, sheets: str) -> None:
    page = bench.open(f"/packs/{sheets}?pane=findings")
    item = page.locator(".issue[data-severity=error]:has(.sides:not(.single))").first
    item.locator(".choose").click()
    hits = page.locator("#views td[data-hit]")
    expect(hits.first).to_be_in_viewport()
    quotes = [each.strip() for each in chosen(page).locator(".side .quote").all_inner_texts()]
    assert len(quotes) > 1 and hits.all_inner_texts() == quotes
    assert off_centre(page, "#view-a") < 0.2
    bench.picture(page, "sheets-finding")
    hits.last.click()
    expect(chosen(page)).to_be_visible()


def test_a_value_is_mended_in_its_cell(bench: Watched, server: Served, book: Path) -> None:
    own = pack_of(server, [("pack", book)], "要改的表格")
    page = bench.open(f"/packs/{own}?pane=fields")
    item = page.locator(".field", has_text="公务接待 › 本年决算数").first
    spot = item.locator(".field-label").get_attribute("data-spot")
    item.locator(".value").click()
    item.locator("[name=after]").fill("4.48")
    item.locator("[name=after]").press("Enter")
    expect(page.locator(f"#view-a [id='{spot}']")).to_have_text("4.48")
