"""Every value beside its source: found both ways, edited with the original kept, confirmed."""

from playwright.sync_api import expect

from tests.workbench.browser.serving import Served
from tests.workbench.browser.watched import Watched

_MOST = 1.0
"""Seconds until the first value of a large pack is seen."""


def test_the_first_value_is_there_within_a_second(
    bench: Watched, shown: str, server: Served
) -> None:
    assert server.room.fields(shown).total >= 400
    page = bench.open("/")
    page.goto(server.page(f"/packs/{shown}?pane=fields"), wait_until="commit")
    page.locator(".field").first.wait_for()
    seconds = page.evaluate("performance.now()") / 1000
    assert seconds <= _MOST, seconds
    bench.picture(page, "fields")


def test_from_a_value_to_its_source_and_back(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=fields")
    item = page.locator(".field", has_text="公务接待 › 本年决算数").first
    item.locator(".field-label").click()
    hit = page.locator("#view-a [data-hit]")
    expect(hit).to_have_count(1)
    expect(hit).to_be_in_viewport()
    assert item.get_attribute("data-raw").strip() in hit.inner_text()
    page.click(".pane-tabs [data-pane=overview]")
    hit.click()
    expect(page.locator("#pane-fields")).to_be_visible()
    expect(page.locator(".field:focus-within .field-label")).to_have_attribute(
        "data-spot", hit.get_attribute("id")
    )


def test_an_edit_keeps_the_original(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=fields")
    item = page.locator(".field", has_text="公务接待 › 本年决算数").first
    place = item.get_attribute("data-key")
    item.locator(".value").click()
    field = item.locator("[name=after]")
    expect(field).to_be_focused()
    field.press("Escape")
    expect(item.locator(".value")).to_be_focused()
    item.locator(".value").click()
    item.locator("[name=after]").fill("4.48")
    bench.picture(page, "fields-edit")
    item.locator("[name=after]").press("Enter")
    edited = page.locator(f".field[data-key='{place}']")
    expect(edited).to_have_attribute("data-state", "edited")
    expect(edited).to_contain_text("原为")
    expect(edited.locator(".was")).to_contain_text("4.38")
    page.click("#pane-fields [data-filter=state][data-value=edited]")
    expect(page.locator(".field:visible")).to_have_count(1)
    bench.picture(page, "fields-edited")


def test_values_are_found_by_words(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=fields")
    page.fill("#pane-fields [data-find]", "公务接待")
    rows = page.locator(".field:visible")
    assert rows.count() > 0
    assert all("公务接待" in words for words in rows.all_inner_texts())
