"""What leaves the workbench, and what comes back from Word."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from assistant.documents import read
from tests.workbench.browser.test_conflict import FIELD, set_value
from tests.workbench.browser.watched import Watched

FORMS = {
    "word_annotated": ".docx", "word_tracked": ".docx", "word_clean": ".docx",
    "feedback": ".xlsx", "questions": ".docx", "pack_json": ".json", "trail": ".xlsx",
}  # fmt: skip


def download(page: Page, form: str, folder: Path) -> Path:
    page.click("#export-open")
    with page.expect_download() as waiting:
        page.click(f"[data-export={form}]")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def words(path: Path) -> str:
    return "\n".join(
        cell.text
        for table in docx.Document(path).tables
        for row in table.rows
        for cell in row.cells
    )


def changed_in_word(path: Path, old: str, new: str) -> Path:
    """Type another value into the one cell of the first table that has the old one."""
    edited = docx.Document(path)
    (cell,) = {
        cell._tc: cell
        for table in edited.tables[:1]
        for row in table.rows
        for cell in row.cells
        if cell.text.strip() == old
    }.values()
    cell.paragraphs[0].runs[0].text = new
    edited.save(path)
    return path


def test_the_menu_offers_every_form(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}")
    page.click("#export-open")
    forms = [each.get_attribute("data-export") for each in page.locator("[data-export]").all()]
    assert forms == list(FORMS)
    bench.picture(page, "export-menu")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_saved_under_a_chinese_name(
    form: str, bench: Watched, demo: str, tmp_path: Path
) -> None:
    page = bench.open(f"/packs/{demo}")
    path = download(page, form, tmp_path)
    assert path.suffix == FORMS[form]
    assert any("\u4e00" <= each <= "\u9fff" for each in path.stem)
    assert path.stat().st_size > 1000
    expect(page.locator("#told")).to_contain_text(path.name)


def test_the_word_file_holds_what_was_decided(bench: Watched, demo: str, tmp_path: Path) -> None:
    page = bench.open(f"/packs/{demo}?pane=fields")
    set_value(page, "4.48")
    expect(page.locator(".field", has_text=FIELD).first).to_have_attribute("data-state", "edited")
    path = download(page, "word_clean", tmp_path)
    assert "4.48" in words(path)
    assert read(path).blocks


def test_word_that_comes_back_is_compared_place_by_place(
    bench: Watched, demo: str, tmp_path: Path
) -> None:
    page = bench.open(f"/packs/{demo}?pane=fields")
    path = changed_in_word(download(page, "word_tracked", tmp_path), "4.38", "4.48")
    page.click("#returned-open")
    page.set_input_files("#returned [name=file]", path)
    page.click("#returned [type=submit]")
    told = page.locator("#returned [data-told]")
    expect(told).to_contain_text("4.48")
    expect(told).to_contain_text("4.38")
    bench.picture(page, "returned")
    page.click("#returned [data-step=told] [data-close]")
    expect(page.locator(".field.edited", has_text=FIELD)).to_contain_text("4.48")


def test_a_file_that_is_none_of_ours_ends_in_a_clear_line(
    bench: Watched, demo: str, tmp_path: Path
) -> None:
    page = bench.open(f"/packs/{demo}")
    other = tmp_path / "别的.docx"
    other.write_bytes(b"not a Word file")
    page.click("#returned-open")
    page.set_input_files("#returned [name=file]", other)
    page.click("#returned [type=submit]")
    expect(page.locator("#warned")).to_be_visible()
    assert len(page.inner_text("#warned")) > 5
    bench.expect("422")


def test_history_shows_each_step_and_the_pack_as_it_was(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=fields")
    set_value(page, "4.48")
    expect(page.locator(".field", has_text=FIELD).first).to_have_attribute("data-state", "edited")
    page.click(".pane-tabs [data-pane=history]")
    lines = page.locator(".history li")
    expect(lines.first).to_contain_text("4.48")
    expect(lines.first).to_contain_text("李会计")
    page.click("#undo")
    expect(page.locator(".history .undone")).to_have_count(1)
    expect(page.locator(".history .undone")).to_contain_text("已撤销")
    bench.picture(page, "history")
    page.locator(".history .undone a").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".banner")).to_contain_text("只能查看")
    expect(page.locator("#view-a")).to_contain_text("4.48")
    bench.picture(page, "history-then")
    expect(page.locator(".actions")).to_be_hidden()
    page.keyboard.press("u")
    page.click(".pane-tabs [data-pane=fields]")
    expect(page.locator(".field.edited")).to_have_count(1)
    expect(page.locator(".field [data-edit]:enabled")).to_have_count(0)
