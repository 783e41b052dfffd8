"""A clerk walks the findings: sees both places, corrects, lets stand, asks, takes back."""

from playwright.sync_api import Locator, Page, expect

from tests.workbench.browser.serving import Served
from tests.workbench.browser.watched import Watched


def chosen(page: Page) -> Locator:
    return page.locator(".issue.chosen")


def choose(page: Page, key: str) -> Locator:
    page.locator(f"[data-key='{key}'] .choose").click()
    expect(chosen(page)).to_have_attribute("data-key", key)
    return chosen(page)


def off_centre(page: Page, view: str) -> float:
    """How far from its view's middle the marked places of a view lie, in parts of its height."""
    return page.evaluate(
        """(view) => {
          const box = document.querySelector(view).getBoundingClientRect();
          const hits = [...document.querySelectorAll(`${view} [data-hit]`)]
            .map((each) => each.getBoundingClientRect())
            .filter((each) => each.bottom > box.top && each.top < box.bottom);
          const top = Math.min(...hits.map((each) => each.top));
          const bottom = Math.max(...hits.map((each) => each.bottom));
          return Math.abs((top + bottom) - (box.top + box.bottom)) / 2 / box.height;
        }""",
        view,
    )


def with_fix(page: Page, rule: str) -> Locator:
    return page.locator(f".issue[data-rule={rule}]").first


def test_two_places_of_two_files_stand_one_above_the_other(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    with_fix(page, "Y101").locator(".choose").click()
    expect(page.locator("#view-b [data-hit=乙]")).to_be_visible()
    expect(page.locator("#view-a [data-hit=甲]")).to_be_visible()
    assert off_centre(page, "#view-a") < 0.2
    assert off_centre(page, "#view-b") < 0.2
    expect(page.locator("#between-name")).to_contain_text("上年材料")
    expect(chosen(page).locator(".side").nth(1)).to_contain_text("上年")
    bench.picture(page, "findings-two-files")
    page.click("#unsplit")
    expect(page.locator("#view-b")).to_be_hidden()


def test_two_places_of_one_file_that_lie_apart_are_both_shown(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    with_fix(page, "X107").locator(".choose").click()
    expect(page.locator("#view-a [data-hit=甲]")).to_be_visible()
    expect(page.locator("#view-b [data-hit=乙]")).to_be_visible()
    assert off_centre(page, "#view-a") < 0.2
    assert off_centre(page, "#view-b") < 0.2
    words = page.evaluate("[...CSS.highlights.get('words-b')].map(String)")
    assert words == ["367.44万元"]
    bench.picture(page, "findings-one-file")


def test_places_that_fit_into_one_view_need_no_second(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    with_fix(page, "Y101").locator(".choose").click()
    expect(page.locator("#view-b")).to_be_visible()
    item = page.locator(".issue:has(.sides.single)").first
    item.locator(".choose").click()
    expect(page.locator("#view-b")).to_be_hidden()
    expect(page.locator("#view-a [data-hit]")).to_have_count(1)


def test_the_right_value_ends_the_finding(bench: Watched, demo: str, server: Served) -> None:
    page = bench.open(f"/packs/{demo}?pane=findings")
    before = int(page.inner_text("[data-count=open]"))
    item = with_fix(page, "Y101")
    key = item.get_attribute("data-key")
    item.locator(".choose").click()
    item.locator("[data-act=fix]").click()
    field = item.locator("[data-form=fix] input").first
    expect(field).to_be_focused()
    bench.picture(page, "findings-fix")
    item.locator("form.fix").first.locator("[data-use]").click()
    expect(field).to_have_value("96.20")
    expect(field).to_be_focused()
    field.press("Enter")
    expect(page.locator(f"[data-key='{key}']")).to_have_count(0)
    expect(page.locator("#told")).to_contain_text("已保存并重新核对")
    expect(page.locator("[data-count=open]")).to_have_text(str(server.room.card(demo).open))
    expect(page.locator("#view-a")).to_contain_text("96.20")
    bench.picture(page, "findings-fixed")
    # The focus went on to a finding, not to the top of the page.
    assert page.evaluate("document.activeElement.closest('.issue') !== null")
    page.click("#undo")
    expect(page.locator("#told")).to_contain_text("已撤销")
    expect(page.locator(f"[data-key='{key}']")).to_have_count(1)
    expect(page.locator("[data-count=open]")).to_have_text(str(before))
    page.keyboard.press("Control+y")
    expect(page.locator(f"[data-key='{key}']")).to_have_count(0)


def test_letting_stand_wants_a_reason(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=findings")
    page.keyboard.press("j")
    key = chosen(page).get_attribute("data-key")
    page.keyboard.press("a")
    reason = chosen(page).locator("[name=reason]")
    expect(reason).to_be_focused()
    chosen(page).locator("[data-form=accept] [type=submit]").click()
    assert page.evaluate("document.activeElement.validationMessage") == "请写明理由"
    reason.fill("已附情况说明")
    chosen(page).locator("[data-form=accept] [type=submit]").click()
    expect(page.locator(f"[data-key='{key}']")).to_have_attribute("data-status", "accepted")
    expect(page.locator(f"[data-key='{key}']")).to_be_hidden()
    page.click("[data-filter=status][data-value='accepted asked']")
    settled = page.locator(f"[data-key='{key}']")
    expect(settled).to_be_visible()
    settled.locator(".choose").click()
    expect(settled.locator(".line.settled")).to_contain_text("已附情况说明")
    bench.picture(page, "findings-settled")
    settled.locator("[data-act=reopen]").click()
    expect(page.locator(f"[data-key='{key}']")).to_have_attribute("data-status", "open")


def test_a_question_is_worded_already(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=findings")
    page.keyboard.press("j")
    key = chosen(page).get_attribute("data-key")
    page.keyboard.press("q")
    question = chosen(page).locator("[name=question]")
    expect(question).to_be_focused()
    assert len(question.input_value()) > 10
    chosen(page).locator("[data-form=ask] [type=submit]").click()
    expect(page.locator(f"[data-key='{key}']")).to_have_attribute("data-status", "asked")


def test_filters_narrow_and_say_so(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    page.select_option("#pane-findings select[data-filter=severity]", "warning")
    visible = page.locator(".issue:visible")
    assert {each.get_attribute("data-severity") for each in visible.all()} == {"warning"}
    expect(page.locator("#pane-findings [data-filtered]")).to_contain_text("未显示")
    page.click("#pane-findings [data-filter=status][data-value='accepted asked']")
    expect(page.locator("#pane-findings [data-none]")).to_be_visible()


def test_a_spot_of_the_source_leads_to_its_finding(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    expect(page.locator("#view-a [data-about=error]").first).to_be_attached()
    spot = page.locator("#view-a [data-about=error]").first
    spot.click()
    expect(chosen(page)).to_be_visible()
    assert page.locator(f".issue.chosen .side[data-spot='{spot.get_attribute('id')}']").count()


def test_escape_folds_an_open_form_and_single_keys_go_on(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    page.keyboard.press("j")
    for key, name in (("f", "fix"), ("a", "accept"), ("q", "ask")):
        page.keyboard.press(key)
        form = chosen(page).locator(f"[data-form={name}]")
        expect(form).to_be_visible()
        page.keyboard.press("Escape")
        expect(form).to_be_hidden()
    expect(chosen(page)).to_have_count(1)


def test_the_walk_goes_on_from_the_finding_that_was_settled(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=findings")
    shown = page.locator(".issue:not([hidden])")
    keys = [each.get_attribute("data-key") for each in shown.all()]
    choose(page, str(keys[4]))
    page.keyboard.press("a")
    chosen(page).locator("[name=reason]").fill("另有批复，已核对原件。")
    chosen(page).locator("[data-form=accept] [type=submit]").click()
    expect(page.locator(f"[data-key='{keys[4]}']")).to_be_hidden()
    page.keyboard.press("j")
    expect(chosen(page)).to_have_attribute("data-key", str(keys[5]))
    page.keyboard.press("k")
    expect(chosen(page)).to_have_attribute("data-key", str(keys[3]))
