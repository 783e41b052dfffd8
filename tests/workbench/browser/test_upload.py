"""A pack begins with its files: chosen or dropped, sent with a bar, read while one looks on."""

import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from assistant.cli_draft import demo_paths
from tests.workbench.browser.conftest import demo_files
from tests.workbench.browser.watched import Watched

_DROP = """
([names, contents, folder]) => {
  const data = new DataTransfer();
  names.forEach((name, at) => {
    const bytes = Uint8Array.from(atob(contents[at]), (each) => each.charCodeAt(0));
    data.items.add(new File([bytes], name));
  });
  const zone = document.querySelector("[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
  }
}
"""


def drop(page: Page, *paths: Path) -> None:
    import base64

    contents = [base64.b64encode(path.read_bytes()).decode() for path in paths]
    page.evaluate(_DROP, [[path.name for path in paths], contents, False])


def read_on(page: Page, bench: Watched, picture: str) -> None:
    page.click("#new-pack [type=submit]")
    page.wait_for_url("**/packs/*")
    bench.picture(page, picture)
    page.wait_for_selector("body.bench", timeout=60_000)
    page.wait_for_selector("html[data-ready]")


def test_the_demo_is_uploaded_and_read(bench: Watched) -> None:
    page = bench.open("/")
    for role, path in demo_files():
        page.check(f"#new-pack [name=role][value={role}]")
        page.set_input_files("#new-pack [data-files]", path)
    # Two of them are called pack.docx: this year's and last year's.
    expect(page.locator(".to-send li")).to_have_count(3)
    bench.picture(page, "upload-list")
    page.fill("#new-pack [name=title]", "上传的材料")
    read_on(page, bench, "upload-reading")
    expect(page.locator(".top h1")).to_have_text("上传的材料")
    expect(page.locator("#pane-overview .sentence")).to_contain_text("错误")
    bench.picture(page, "overview")
    page.click(".home")
    expect(page.locator(".packs tbody tr").first).to_contain_text("上传的材料")
    bench.picture(page, "list")


def test_files_are_dropped_and_may_be_taken_off_again(bench: Watched, tmp_path: Path) -> None:
    page = bench.open("/")
    (pack,) = demo_paths().pack
    other = tmp_path / "旁的.txt"
    other.write_text("无关", encoding="utf-8")
    drop(page, pack, other)
    expect(page.locator(".to-send li")).to_have_count(2)
    page.locator(".to-send li", has_text="旁的.txt").locator("button").click()
    expect(page.locator(".to-send li")).to_have_count(1)
    read_on(page, bench, "drop-reading")
    expect(page.locator(".file-tabs [role=tab]")).to_have_count(1)


def test_a_folder_keeps_its_paths(bench: Watched, tmp_path: Path) -> None:
    (pack,) = demo_paths().pack
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / pack.name).write_bytes(pack.read_bytes())
    (folder / "~$pack.docx").write_bytes(b"x")
    page = bench.open("/")
    page.set_input_files("#new-pack [data-folder]", folder)
    expect(page.locator(".to-send .name")).to_have_text([f"报送/{pack.name}"])


def test_a_zip_is_read_file_by_file(bench: Watched, tmp_path: Path) -> None:
    (pack,) = demo_paths().pack
    archive = tmp_path / "报送.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(pack, "一/自评材料.docx")
    page = bench.open("/")
    drop(page, archive)
    read_on(page, bench, "zip-reading")
    expect(page.locator(".file-tabs")).to_contain_text("自评材料.docx")


def test_what_cannot_be_used_is_said_and_nothing_breaks(bench: Watched, tmp_path: Path) -> None:
    page = bench.open("/")
    bad = tmp_path / "坏<img src=x onerror=alert(1)>.docx"
    bad.write_bytes(b"")
    drop(page, bad)
    page.click("#new-pack [type=submit]")
    page.wait_for_timeout(1500)
    words = page.inner_text("body")
    bench.picture(page, "upload-refused")
    assert "空" in words or "没有" in words
    bench.told = [each for each in bench.told if "422" not in each]


def test_one_bad_file_does_not_stop_the_others_and_is_named(bench: Watched, tmp_path: Path) -> None:
    page = bench.open("/")
    (pack,) = demo_paths().pack
    bad = tmp_path / "空的.docx"
    bad.write_bytes(b"")
    drop(page, pack, bad)
    read_on(page, bench, "upload-partly")
    expect(page.locator("#warned")).to_contain_text("空的.docx")


def test_reading_goes_on_when_the_page_is_closed(bench: Watched) -> None:
    page = bench.open("/")
    page.set_input_files("#new-pack [data-files]", demo_files()[0][1])
    page.fill("#new-pack [name=title]", "关掉页面的材料")
    page.click("#new-pack [type=submit]")
    page.wait_for_url("**/packs/*")
    page.close()
    other = bench.open("/")
    row = other.locator(".packs tr", has_text="关掉页面的材料")
    expect(row).to_be_visible()
    row.locator("a").click()
    other.wait_for_selector("body.bench", timeout=60_000)
    expect(other.locator("#pane-overview .sentence")).to_contain_text("错误")


def test_more_files_are_added_to_a_pack(bench: Watched, demo: str) -> None:
    page = bench.open(f"/packs/{demo}")
    page.click("#files-open")
    expect(page.locator("#files-dialog .files > li")).to_have_count(3)
    bench.picture(page, "files")
    page.locator("#files-dialog [data-remove]").last.click()
    page.wait_for_load_state()
    expect(page.locator(".banner")).to_contain_text("文件有增减")
    bench.picture(page, "files-stale")
    page.click("#read-again")
    page.wait_for_selector("body.list-page, body.bench")
    page.wait_for_selector("body.bench .file-tabs [role=tab]:nth-child(2)", timeout=60_000)
    expect(page.locator(".file-tabs [role=tab]")).to_have_count(2)
    expect(page.locator(".banner")).to_have_count(0)
