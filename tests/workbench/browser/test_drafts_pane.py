"""Texts are read with their figures' sources, changed under the eyes of the checker, and taken."""

from playwright.sync_api import Locator, Page, expect

from tests.workbench.browser.watched import Watched

RIGHT, WRONG = "16.00万元", "61.00万元"


def first(page: Page) -> Locator:
    return page.locator(".slot", has=page.locator(".chip")).first


def edit(page: Page) -> Locator:
    slot = first(page)
    slot.locator("[data-act=edit]:visible").click()
    area = slot.locator(".editor textarea")
    expect(area).to_be_focused()
    expect(slot.locator("[data-checked]")).to_contain_text("都有依据")
    return slot


def test_a_figure_opens_its_formula_and_leads_to_its_source(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=drafts")
    chip = first(page).locator(".chip", has_text="26.37万元").first
    chip.click()
    card = page.locator(".chip-card:popover-open")
    expect(card).to_contain_text("算式")
    expect(card.locator("[data-jump]")).to_have_count(2)
    bench.picture(page, "drafts-chip")
    card.locator("[data-jump]").first.click()
    expect(page.locator("#view-a [data-hit]")).to_be_in_viewport()
    expect(page.locator(".chip-card:popover-open")).to_have_count(0)
    chip.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(chip).to_be_focused()


def test_a_wrong_figure_is_stopped_until_it_is_right(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=drafts")
    slot = edit(page)
    area = slot.locator(".editor textarea")
    right = area.input_value()
    assert RIGHT in right
    area.fill(right.replace(f"决算数{RIGHT}", f"决算数{WRONG}"))
    mark = slot.locator(".behind mark")
    expect(mark).to_have_text(WRONG)
    expect(slot.locator(".editor .marks li")).to_have_count(1)
    bench.picture(page, "drafts-wrong")
    slot.locator(".editor [type=submit]").click()
    expect(page.locator("#warned")).to_contain_text("没有保存")
    expect(slot.locator(".marks input")).to_be_focused()
    expect(area).to_be_visible()
    area.fill(right)
    expect(slot.locator(".editor .marks li")).to_have_count(0)
    area.fill(right.replace("未超预算", "没有超出预算"))
    slot.locator(".editor [type=submit]").click()
    expect(first(page).locator(".editor")).to_have_count(0)
    expect(first(page)).to_have_attribute("data-status", "edited")
    expect(first(page).locator(".version:visible .paper")).to_contain_text("没有超出预算")
    expect(page.locator("#view-a")).to_contain_text("没有超出预算")


def test_a_figure_is_kept_with_a_reason(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=drafts")
    slot = edit(page)
    area = slot.locator(".editor textarea")
    area.fill(f"{area.input_value()}另有台账记录7321人次。")
    reason = slot.locator(".editor .marks input")
    expect(reason).to_have_count(1)
    reason.fill("见单位台账")
    slot.locator(".editor [type=submit]").click()
    expect(first(page).locator(".kept")).to_contain_text("见单位台账")
    bench.picture(page, "drafts-kept")


def test_a_text_is_taken_and_taken_back(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=drafts")
    first(page).locator("[data-act=take]:visible").click()
    expect(first(page)).to_have_attribute("data-status", "accepted")
    expect(page.locator("#view-a")).to_contain_text("未超预算")
    bench.picture(page, "drafts-taken")
    page.click("#undo")
    expect(first(page)).not_to_have_attribute("data-status", "accepted")
    expect(page.locator("#view-a")).not_to_contain_text("未超预算")


def test_a_text_is_refused_with_a_reason(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=drafts")
    key = first(page).get_attribute("data-key")
    slot = page.locator(f".slot[data-key='{key}']")
    slot.locator("[data-act=refuse]:visible").click()
    slot.locator("[data-form=refuse] [type=submit]").click()
    expect(slot).not_to_have_attribute("data-status", "refused")
    slot.locator("[name=reason]").fill("由单位另写")
    slot.locator("[data-form=refuse] [type=submit]").click()
    expect(slot).to_have_attribute("data-status", "refused")
    expect(slot).to_contain_text("由单位另写")


def test_written_again_the_versions_stand_side_by_side(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}?pane=drafts")
    slot = edit(page)
    area = slot.locator(".editor textarea")
    area.fill(area.input_value().replace("未超预算", "没有超出预算"))
    slot.locator(".editor [type=submit]").click()
    expect(first(page).locator(".editor")).to_have_count(0)
    slot = first(page)
    slot.locator("[data-compare]").click()
    expect(slot.locator(".version:visible")).to_have_count(2)
    slot.locator("[data-act=rewrite]:visible").first.click()
    expect(page.locator("#told")).to_contain_text("与已有的一稿相同")
    # What stood side by side does so after the pane was loaded anew.
    expect(first(page).locator(".version:visible")).to_have_count(2)
    expect(first(page).locator("[data-act=rewrite]:visible").first).to_be_enabled()
    bench.picture(page, "drafts-compare")


def test_words_not_saved_survive_what_happens_elsewhere_on_the_page(
    bench: Watched, demo: str
) -> None:
    page = bench.open(f"/packs/{demo}?pane=drafts")
    slot = edit(page)
    slot.locator(".editor textarea").fill("写到一半")
    page.click(".pane-tabs [data-pane=findings]")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator(".issue.chosen [name=reason]").fill("已核实")
    page.locator(".issue.chosen [data-form=accept] [type=submit]").click()
    expect(page.locator("#told")).to_contain_text("已保存")
    page.click(".pane-tabs [data-pane=drafts]")
    expect(page.locator(".editor textarea")).to_have_value("写到一半")
    page.locator(".editor [data-cancel]").click()
