"""What a file is may be put right after its upload: the pack is read again, and it can be undone."""

from playwright.sync_api import Locator, Page, expect

from tests.workbench.browser.serving import Served
from tests.workbench.browser.test_upload import demo_files
from tests.workbench.browser.watched import Watched

SUMMARY = "summary.docx"


def kind_of(page: Page, name: str) -> Locator:
    return page.locator("#files > li", has_text=name).locator("[data-role]")


def role(server: Served, pack: str, name: str) -> str:
    return next(each.role for each in server.room.files(pack) if each.name == name)


def read_to_the_end(page: Page) -> None:
    """Wait for the page that shows the reading to come and to lead back."""
    page.wait_for_selector("body.bench", timeout=60_000)
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".banner")).to_have_count(0)


def test_a_kind_is_put_right_read_again_and_taken_back(
    bench: Watched, demo: str, server: Served
) -> None:
    page = bench.open(f"/packs/{demo}")
    page.click("#files-open")
    kind = kind_of(page, SUMMARY)
    expect(kind).to_have_value("summary")
    kind.select_option("accounts")
    expect(page.locator("#told")).to_contain_text("工作总结改为部门决算")
    expect(page.locator("#files-dialog [data-due]")).to_be_visible()
    bench.picture(page, "file-kinds")
    with page.expect_navigation():
        page.keyboard.press("Escape")
    read_to_the_end(page)
    assert role(server, demo, SUMMARY) == "accounts"
    expect(page.locator(".file-tabs [role=tab]", has_text=SUMMARY)).to_contain_text("决算")
    expect(page.locator("#undo")).to_have_attribute(
        "title", f"更改“{SUMMARY}”的类别：工作总结改为部门决算"
    )
    with page.expect_navigation():
        page.click("#undo")
    read_to_the_end(page)
    assert role(server, demo, SUMMARY) == "summary"
    expect(page.locator(".file-tabs [role=tab]", has_text=SUMMARY)).to_contain_text("总结")
    page.click(".pane-tabs [data-pane=history]")
    lines = page.locator(".history li")
    expect(lines.nth(3)).to_contain_text("更改“summary.docx”的类别")
    expect(lines.nth(3)).to_contain_text("已撤销")


def test_taken_back_before_the_reading_nothing_is_read(
    bench: Watched, demo: str, server: Served
) -> None:
    page = bench.open(f"/packs/{demo}")
    reading = server.room.progress(demo).version
    page.click("#files-open")
    kind = kind_of(page, SUMMARY)
    kind.select_option("accounts")
    expect(page.locator("#told")).to_contain_text("已保存")
    kind.select_option("summary")
    expect(page.locator("#told")).to_contain_text("部门决算改为工作总结")
    expect(page.locator("#files-dialog [data-due]")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#files-dialog")).to_be_hidden()
    assert server.room.progress(demo).version == reading + 2
    assert not server.room.card(demo).stale


def test_of_two_tabs_neither_overwrites_the_other(
    bench: Watched, demo: str, server: Served
) -> None:
    one, other = (bench.open(f"/packs/{demo}") for _ in range(2))
    for page in (one, other):
        page.click("#files-open")
    kind_of(one, SUMMARY).select_option("accounts")
    expect(one.locator("#told")).to_contain_text("已保存")
    kind_of(other, SUMMARY).select_option("prior")
    expect(other.locator("#conflict [data-mine]")).to_have_text("上年材料")
    expect(other.locator("#conflict [data-theirs]")).to_have_text("部门决算")
    bench.expect("409")
    other.click("#conflict [data-choose=theirs]")
    other.wait_for_selector("html[data-ready]")
    assert role(server, demo, SUMMARY) == "accounts"


def test_a_pack_that_could_not_be_read_is_put_right_on_the_spot(bench: Watched) -> None:
    page = bench.open("/")
    page.check("#new-pack [name=role][value=prior]")
    page.set_input_files("#new-pack [data-files]", demo_files()[0][1])
    page.click("#new-pack [type=submit]")
    page.wait_for_url("**/packs/*")
    expect(page.locator("#reading-title")).to_have_text("没有读成")
    kind_of(page, "pack.docx").select_option("pack")
    expect(page.locator("#told")).to_contain_text("上年材料改为本年材料")
    page.click("[data-read]")
    page.wait_for_selector("body.bench", timeout=60_000)
    expect(page.locator("#pane-overview .sentence")).to_contain_text("错误")


def test_in_the_past_files_are_only_shown(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=history")
    page.locator(".history a", has_text="看当时的样子").first.click()
    expect(page.locator("#files-dialog [data-role]")).to_have_count(0)
    expect(page.locator("#files-dialog [data-remove]")).to_have_count(0)
