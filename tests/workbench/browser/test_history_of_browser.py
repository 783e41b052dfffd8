"""The browser's back and forward: from pane to pane, and only then out of the pack."""

import re

from playwright.sync_api import Page, expect

from tests.workbench.browser.watched import Watched


def at_pane(page: Page, name: str) -> None:
    expect(page).to_have_url(re.compile(rf"[?&]pane={name}\b"))
    expect(page.locator(".pane:visible")).to_have_attribute("data-name", name)
    expect(page.locator(f".pane-tabs [data-pane={name}]")).to_have_attribute(
        "aria-selected", "true"
    )


def test_back_leads_to_the_pane_before_then_to_the_list(bench: Watched, shown: str) -> None:
    page = bench.open("/")
    page.locator(f".packs a[href$='{shown}']").click()
    page.wait_for_selector("html[data-ready]")
    page.locator(".todo a", has_text="警告").click()
    at_pane(page, "findings")
    page.keyboard.press("3")
    at_pane(page, "fields")
    page.click(".pane-tabs [data-pane=fields]")  # The same again is no step.
    page.click(".pane-tabs [data-pane=drafts]")
    at_pane(page, "drafts")
    page.go_back()
    at_pane(page, "fields")
    page.go_back()
    at_pane(page, "findings")
    # What was narrowed still is.
    expect(page.locator(".issue:visible[data-severity=error]")).to_have_count(0)
    page.go_forward()
    at_pane(page, "fields")
    page.go_back()
    page.go_back()
    expect(page.locator("#pane-overview")).to_be_visible()
    assert "pane=" not in page.url and f"/packs/{shown}" in page.url
    page.go_back()
    expect(page.locator(".packs")).to_be_visible()
    page.go_forward()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#pane-overview")).to_be_visible()


def test_a_pane_is_where_it_was_left_when_one_comes_back(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=fields")
    pane = page.locator("#pane-fields")
    pane.evaluate("(pane) => { pane.scrollTop = 900; }")
    page.click(".pane-tabs [data-pane=history]")
    at_pane(page, "history")
    page.go_back()
    at_pane(page, "fields")
    assert pane.evaluate("(pane) => pane.scrollTop") == 900


def test_an_address_is_a_pane_and_survives_a_reload(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}")
    page.click(".pane-tabs [data-pane=drafts]")
    at_pane(page, "drafts")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    at_pane(page, "drafts")
    other = bench.open(page.url.partition(bench.served.access.prefix)[2])
    at_pane(other, "drafts")


def test_a_moment_of_the_past_and_back_to_now(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=history")
    page.locator(".history a", has_text="看当时的样子").first.click()
    expect(page.locator(".banner")).to_contain_text("只能查看")
    page.click(".pane-tabs [data-pane=fields]")
    expect(page).to_have_url(re.compile(r"pane=fields&at=\d+"))
    page.go_back()
    at_pane(page, "findings")
    expect(page.locator(".banner")).to_contain_text("只能查看")
    page.go_back()
    at_pane(page, "history")
    expect(page.locator(".banner")).to_have_count(0)


def test_words_not_saved_outlive_the_way_back(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=drafts")
    page.locator("[data-act=edit]:visible").first.click()
    area = page.locator(".editor textarea")
    area.fill("写到一半")
    page.click(".pane-tabs [data-pane=overview]")
    page.go_back()
    at_pane(page, "drafts")
    expect(area).to_have_value("写到一半")
    page.locator(".editor [data-cancel]").click()
