"""The two ways through the workbench that docs/guide shows, walked as it tells them.

``make guide`` keeps the pictures of these walks in docs/guide; any run holds the page of the
guide and the walks to each other.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.output.tools import convert, needs_office
from tests.workbench.browser.conftest import demo_files
from tests.workbench.browser.test_drafts_pane import RIGHT, WRONG, edit, first
from tests.workbench.browser.test_findings_pane import chosen, with_fix
from tests.workbench.browser.test_papers import changed_in_word, download
from tests.workbench.browser.watched import Watched

GUIDE = Path(__file__).parents[3] / "docs/guide"
CLERK = (
    "upload", "overview", "finding", "fix", "fields", "draft", "draft-wrong", "export", "returned",
    "history",
)  # fmt: skip
REVIEWER = ("accept", "ask", "feedback")


class Album:
    """Pictures of one walk, kept where ``JIXIAO_GUIDE`` says, else only taken."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.environ.get("JIXIAO_GUIDE", folder))
        self._folder.mkdir(parents=True, exist_ok=True)
        self.names: list[str] = []

    def take(self, page: Page, name: str) -> None:
        page.screenshot(path=self._folder / f"{name}.png", animations="disabled")
        self.names.append(name)

    def keep(self, picture: Path, name: str) -> None:
        shutil.copy(picture, self._folder / f"{name}.png")
        self.names.append(name)


@pytest.fixture
def album(tmp_path: Path) -> Album:
    return Album(tmp_path / "album")


def test_a_clerk_finishes_a_pack(bench: Watched, album: Album, tmp_path: Path) -> None:
    page = bench.open("/")
    for role, path in demo_files():
        page.check(f"#new-pack [name=role][value={role}]")
        page.set_input_files("#new-pack [data-files]", path)
    page.fill("#new-pack [name=title]", "鹭汀镇2024年度自评材料")
    album.take(page, "upload")
    page.click("#new-pack [type=submit]")
    page.wait_for_selector("body.bench", timeout=60_000)
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#pane-overview .sentence")).to_contain_text("错误")
    album.take(page, "overview")
    _mend_a_figure(page, album)
    _look_at_fields(page, album)
    _settle_a_text(page, album)
    _send_and_take_back(page, album, tmp_path)
    assert tuple(album.names) == CLERK


def _mend_a_figure(page: Page, album: Album) -> None:
    page.click(".pane-tabs [data-pane=findings]")
    with_fix(page, "X107").locator(".choose").click()
    expect(page.locator("#view-b [data-hit=乙]")).to_be_visible()
    album.take(page, "finding")
    item = with_fix(page, "Y101")
    key = item.get_attribute("data-key")
    item.locator(".choose").click()
    item.locator("[data-act=fix]").click()
    item.locator("[data-form=fix] input").first.fill("96.20")
    album.take(page, "fix")
    item.locator("[data-form=fix] input").first.press("Enter")
    expect(page.locator(f"[data-key='{key}']")).to_have_count(0)


def _look_at_fields(page: Page, album: Album) -> None:
    page.click(".pane-tabs [data-pane=fields]")
    page.locator(".field", has_text="公务接待 › 本年决算数").first.locator(".field-label").click()
    expect(page.locator("#view-a [data-hit]")).to_be_in_viewport()
    album.take(page, "fields")


def _settle_a_text(page: Page, album: Album) -> None:
    page.click(".pane-tabs [data-pane=drafts]")
    first(page).locator(".chip", has_text="26.37万元").first.click()
    expect(page.locator(".chip-card:popover-open")).to_contain_text("算式")
    album.take(page, "draft")
    page.keyboard.press("Escape")
    slot = edit(page)
    area = slot.locator(".editor textarea")
    right = area.input_value()
    area.fill(right.replace(f"决算数{RIGHT}", f"决算数{WRONG}"))
    expect(slot.locator(".editor .marks li")).to_have_count(1)
    album.take(page, "draft-wrong")
    area.fill(right)
    expect(slot.locator(".editor .marks li")).to_have_count(0)
    slot.locator(".editor [data-cancel]").click()
    first(page).locator("[data-act=take]:visible").click()
    expect(first(page)).to_have_attribute("data-status", "accepted")


def _send_and_take_back(page: Page, album: Album, folder: Path) -> None:
    page.click("#export-open")
    album.take(page, "export")
    page.keyboard.press("Escape")
    made = changed_in_word(download(page, "word_tracked", folder), "4.38", "4.48")
    page.click("#returned-open")
    page.set_input_files("#returned [name=file]", made)
    page.click("#returned [type=submit]")
    expect(page.locator("#returned [data-told]")).to_be_visible()
    album.take(page, "returned")
    page.click("#returned [data-step=told] [data-close]")
    page.click(".pane-tabs [data-pane=history]")
    expect(page.locator(".history li").first).to_be_visible()
    album.take(page, "history")


@needs_office
def test_a_reviewer_returns_a_pack(bench: Watched, demo: str, album: Album, tmp_path: Path) -> None:
    page = bench.open(f"/packs/{demo}?pane=findings")
    page.keyboard.press("j")
    key = chosen(page).get_attribute("data-key")
    page.keyboard.press("a")
    chosen(page).locator("[name=reason]").fill("已附上年决算批复，予以认可")
    album.take(page, "accept")
    chosen(page).locator("[data-form=accept] [type=submit]").click()
    expect(page.locator(f"[data-key='{key}']")).to_have_attribute("data-status", "accepted")
    page.keyboard.press("j")
    key = chosen(page).get_attribute("data-key")
    page.keyboard.press("q")
    expect(chosen(page).locator("[name=question]")).to_be_focused()
    album.take(page, "ask")
    chosen(page).locator("[data-form=ask] [type=submit]").click()
    expect(page.locator(f"[data-key='{key}']")).to_have_attribute("data-status", "asked")
    album.keep(_first_page(download(page, "feedback", tmp_path), tmp_path), "feedback")
    assert tuple(album.names) == REVIEWER


def _first_page(book: Path, folder: Path) -> Path:
    (printed,) = convert(book, "pdf", folder, "*.pdf")
    subprocess.run(
        ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", str(printed), str(folder / "page")],
        check=True, timeout=60,
    )  # fmt: skip
    (picture,) = folder.glob("page*.png")
    return picture


def test_the_guide_shows_these_pictures_and_no_others() -> None:
    shown = re.findall(r"\]\(pictures/([a-z-]+)\.png\)", (GUIDE / "README.md").read_text("utf-8"))
    assert shown == [*CLERK, *REVIEWER]
    assert {each.stem for each in (GUIDE / "pictures").glob("*")} == set(shown)
