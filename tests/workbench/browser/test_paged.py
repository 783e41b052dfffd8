"""A pack that came as PDF: pictures of its pages with a box for each value, and crops beside them."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from assistant.cli_draft import demo_paths
from assistant.documents import read
from tests.documents.pdf import printed
from tests.workbench.browser.conftest import pack_of
from tests.workbench.browser.serving import Served
from tests.workbench.browser.watched import Watched


@pytest.fixture(scope="module")
def pdf(server: Served, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("printed")
    (word,) = demo_paths().pack
    path: Path = printed.chromium(read(word), printed.COLLAPSED, folder)
    return pack_of(server, [("pack", path)], "印成PDF的材料")


def test_a_value_and_its_box_lead_to_each_other(bench: Watched, pdf: str) -> None:
    page = bench.open(f"/packs/{pdf}?pane=fields")
    page.locator(".page img").first.wait_for()
    item = page.locator(".field", has_text="公务接待 › 本年决算数").first
    item.locator(".field-label").click()
    hit = page.locator("#view-a rect[data-hit]")
    expect(hit).to_have_count(1)
    expect(hit).to_be_in_viewport()
    page.wait_for_function(
        "[...document.querySelectorAll('.page img')].some((each) => each.naturalWidth > 800)"
    )
    # The box lies on the picture as wide as the page's points say.
    over = page.evaluate(
        """() => {
          const svg = document.querySelector('.page svg').getBoundingClientRect();
          const img = document.querySelector('.page img').getBoundingClientRect();
          return Math.max(Math.abs(svg.width - img.width), Math.abs(svg.height - img.height));
        }"""
    )
    assert over < 1.5
    bench.picture(page, "pdf-field")
    hit.click()
    expect(page.locator(".field:focus-within")).to_contain_text("公务接待")


def test_a_crop_of_the_source_stands_beside_the_value(bench: Watched, pdf: str) -> None:
    page = bench.open(f"/packs/{pdf}?pane=fields")
    item = page.locator(".field", has_text="公务接待 › 本年决算数").first
    item.scroll_into_view_if_needed()
    page.wait_for_function(
        "(at) => at.querySelector('.crop').complete && at.querySelector('.crop').naturalWidth > 10",
        arg=item.element_handle(),
    )
    bench.picture(page, "pdf-crops")


def test_findings_on_pages_are_framed_and_walked_by_keys(bench: Watched, pdf: str) -> None:
    page = bench.open(f"/packs/{pdf}?pane=findings")
    page.locator(".issue[data-rule=X107] .choose").first.click()
    expect(page.locator("#view-b rect[data-hit=乙]")).to_be_in_viewport()
    expect(page.locator("#view-a rect[data-hit=甲]")).to_be_in_viewport()
    page.wait_for_timeout(800)
    bench.picture(page, "pdf-finding")
    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('rect[data-spot]')")
    page.select_option("#outline", index=2)
    expect(page.locator("#view-a .page[data-page='2']")).to_be_in_viewport()
    page.click(".zoom button >> nth=1")
    assert page.locator("#view-a .page").first.bounding_box()["width"] > 500


@pytest.fixture(scope="module")
def scan(server: Served, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("scanned")
    (word,) = demo_paths().pack
    printed_pages = pypdfium2.PdfDocument(printed.chromium(read(word), printed.COLLAPSED, folder))
    picture = folder / "扫描件.png"
    printed_pages[0].render(scale=2.2).to_pil().convert("L").save(picture)
    printed_pages.close()
    return pack_of(server, [("pack", picture)], "扫描的材料")


def test_what_was_read_with_doubt_is_held_against_the_scan(bench: Watched, scan: str) -> None:
    page = bench.open(f"/packs/{scan}?pane=fields")
    page.click("#pane-fields [data-filter=state][data-value=doubtful]")
    rows = page.locator(".field:visible")
    doubtful = rows.count()
    assert doubtful > 1
    expect(rows.first.locator(".unsure")).to_contain_text("%")
    page.wait_for_function(
        "[...document.querySelectorAll('.field.doubtful .crop')].every((each) => each.naturalWidth > 10)"
    )
    rows.first.locator(".field-label").click()
    expect(page.locator("#view-a rect[data-hit]")).to_be_in_viewport()
    page.wait_for_function("document.querySelector('.page img').naturalWidth > 800")
    bench.picture(page, "scan-doubtful")
    confirmed = rows.first.get_attribute("data-key")
    rows.first.locator("[data-confirm]").click()
    expect(rows).to_have_count(doubtful - 1)
    page.click("#pane-fields [data-filter=state][data-value='']")
    expect(page.locator(f".field[data-key='{confirmed}']")).to_contain_text("已核对")
    item = page.locator(".field.doubtful").first
    place = item.get_attribute("data-key")
    item.locator(".value").click()
    item.locator("[name=after]").fill("——")
    item.locator("[name=after]").press("Enter")
    expect(page.locator(f".field[data-key='{place}']")).to_contain_text("已改")
    bench.picture(page, "scan-done")
