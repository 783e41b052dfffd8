"""Whoever has no mouse, no wide screen, no colours or no sight can do all of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.workbench.browser.watched import Watched

PANES = ("overview", "findings", "fields", "drafts", "history")


def faults(bench: Watched, page: Page) -> list[str]:
    """What axe calls serious or critical, one line each.

    Axe tries out inline styles, which the page's policy refuses: that isn't the page's fault.
    """
    before = list(bench.told)
    done = Axe().run(page, options={"preload": False}).response
    page.wait_for_timeout(50)
    bench.told = before
    assert done["passes"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in done["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("pane", PANES)
def test_axe_finds_nothing_serious_in_a_pane(pane: str, bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane={pane}")
    if pane == "findings":
        page.keyboard.press("j")
        page.keyboard.press("f")
    if pane == "drafts":
        page.locator("[data-act=edit]:visible").first.click()
    if pane == "fields":  # Hundreds of rows alike would only take axe its time.
        page.fill("[data-find]", "公务")
        page.locator(".field:visible .value").first.click()
    page.wait_for_timeout(300)
    assert faults(bench, page) == []
    if pane == "drafts":
        page.locator(".editor [data-cancel]").click()


@pytest.mark.parametrize("opens", ["#help-open", "#files-open", "#returned-open", "#export-open"])
def test_axe_finds_nothing_serious_in_a_dialog(opens: str, bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}")
    page.click(opens)
    assert faults(bench, page) == []


def test_axe_finds_nothing_serious_in_the_list(bench: Watched, shown: str) -> None:
    assert faults(bench, bench.open("/")) == []


def test_axe_finds_nothing_serious_on_a_narrow_screen(narrow: Watched, shown: str) -> None:
    for pane in ("findings", "drafts"):
        page = narrow.open(f"/packs/{shown}?pane={pane}")
        assert faults(narrow, page) == []
        page.close()


def no_sideways(page: Page) -> bool:
    return page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_a_narrow_screen_shows_one_side_at_a_time(narrow: Watched, shown: str) -> None:
    page = narrow.open(f"/packs/{shown}?pane=findings")
    expect(page.locator("#source")).to_be_hidden()
    assert no_sideways(page)
    page.locator(".issue .choose").first.click()
    narrow.picture(page, "narrow-finding")
    page.locator(".issue.chosen .side").first.click()
    expect(page.locator("#source")).to_be_visible()
    expect(page.locator("#view-a [data-hit]").first).to_be_in_viewport()
    narrow.picture(page, "narrow-source")
    page.click(".switch [data-side=work]")
    expect(page.locator(".issue.chosen")).to_be_visible()
    for pane in PANES:
        page.click(f".pane-tabs [data-pane={pane}]")
        expect(page.locator(f"#pane-{pane}[data-loaded]")).to_be_visible()
        assert no_sideways(page), pane
        narrow.picture(page, f"narrow-{pane}")
    page.goto(narrow.served.page("/"))
    assert no_sideways(page)
    narrow.picture(page, "narrow-list")


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} can't be reached by Tab")


def test_everything_is_reached_without_a_mouse(bench: Watched, demo: str) -> None:
    page = bench.open("/")
    tab_to(page, f"a[href$='{demo}']")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "#tab-overview")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#pane-findings")).to_be_visible()
    expect(page.locator("#tab-findings")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("f")
    expect(page.locator(".issue.chosen form.fix [name=after]").first).to_be_focused()
    page.keyboard.type("96.20")
    key = page.locator(".issue.chosen").get_attribute("data-key")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("已保存并重新核对")
    expect(page.locator(f"[data-key='{key}']")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator("#view-a [data-hit]:focus")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('#view-a [data-spot]:not([data-hit])')")
    page.keyboard.press("3")
    expect(page.locator("#pane-fields")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("已撤销")
    page.keyboard.press("2")
    expect(page.locator(f"[data-key='{key}']")).to_have_count(1)


def test_the_divider_is_moved_by_keys_and_remembered(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}")
    divider = page.locator("#divider")
    before = page.locator("#source").bounding_box()["width"]
    divider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    expect(divider).to_have_attribute("aria-valuenow", "38")
    assert page.locator("#source").bounding_box()["width"] < before - 100
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#divider")).to_have_attribute("aria-valuenow", "38")
    box = page.locator("#divider").bounding_box()
    page.mouse.move(box["x"] + 3, 400)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, 400)
    page.mouse.up()
    assert int(page.locator("#divider").get_attribute("aria-valuenow")) > 45


def test_the_focus_is_seen(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}")
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => {
              const own = getComputedStyle(document.activeElement);
              return [document.activeElement.tagName, own.outlineStyle, parseFloat(own.outlineWidth)];
            }"""
        )
        if style[0] == "BODY":
            break
        seen.add(style[0])
        assert style[1] != "none", style
        assert style[2] >= 2, style
    assert {"A", "BUTTON", "SELECT"} <= seen


def test_the_chosen_and_the_grave_are_told_by_words_and_shape_too(
    bench: Watched, shown: str
) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    assert {each.text_content() for each in page.locator(".issue .badge").all()} <= {
        "错误",
        "警告",
        "提示",
    }
    page.locator(".issue[data-rule=Y101] .choose").first.click()
    expect(page.locator("#view-a [data-hit=甲]")).to_be_visible()
    names = page.evaluate(
        """[...document.querySelectorAll('#view-a [data-hit]')].map(
          (each) => getComputedStyle(each, '::before').content)"""
    )
    assert '"甲"' in names


def test_nothing_moves_for_those_who_asked(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((each) => {
          const own = getComputedStyle(each);
          return parseFloat(own.transitionDuration) > 0 || parseFloat(own.animationDuration) > 0;
        }).length"""
    )
    assert moving == 0
