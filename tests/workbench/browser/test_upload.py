"""A pack begins with its files: chosen or dropped, sent with a bar, read while one looks on."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from assistant.cli_draft import demo_paths
from assistant.workbench.room import Upload
from assistant.workbench.room.intake import Added
from assistant.workbench.store.kinds import Role
from tests.workbench.browser.conftest import demo_files
from tests.workbench.browser.serving import Served
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


def drag(page: Page, *paths: Path) -> None:
    """Drag files and folders of the disk onto the page with the mouse, and let go."""
    box = page.locator("[data-drop]").bounding_box()
    assert box
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
    devtools.detach()


def test_a_folder_is_dropped_with_the_mouse(
    bench: Watched, tmp_path: Path, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "报送"
    for role, path in demo_files():
        below = folder / {"pack": "本年", "prior": "上年/存档", "summary": "."}[role]
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{role}.docx").write_bytes(path.read_bytes())
    (folder / "本年" / "~$pack.docx").write_bytes(b"x")
    page = bench.open("/")
    drag(page, folder)
    names = page.locator(".to-send .name")
    expect(names).to_have_count(3)
    assert set(names.all_inner_texts()) == {
        "报送/本年/pack.docx", "报送/上年/存档/prior.docx", "报送/summary.docx"
    }  # fmt: skip
    for name, role in (("prior", "prior"), ("summary", "summary")):
        page.locator(".to-send li", has_text=f"{name}.docx").locator("select").select_option(role)
    bench.picture(page, "drop-folder")
    arrived: list[tuple[str, str]] = []
    add = server.room.intake.add

    def heard(pack: str, uploads: Iterable[Upload], role: Role, actor: str, id: UUID) -> Added:
        given = list(uploads)
        arrived.extend((each.name, role) for each in given)
        return add(pack, given, role, actor, id)

    monkeypatch.setattr(server.room.intake, "add", heard)
    page.click("#new-pack [type=submit]")
    page.wait_for_selector("body.bench", timeout=60_000)
    assert sorted(arrived) == [
        ("报送/summary.docx", "summary"), ("报送/上年/存档/prior.docx", "prior"),
        ("报送/本年/pack.docx", "pack"),
    ]  # fmt: skip
    own = page.evaluate("document.documentElement.dataset.pack")
    files = {each.name: each.role for each in server.room.files(own)}
    assert files == {"pack.docx": "pack", "prior.docx": "prior", "summary.docx": "summary"}


def test_a_large_folder_is_walked_to_its_end(bench: Watched, tmp_path: Path) -> None:
    folder, one = tmp_path / "附件", tmp_path / "另附.txt"
    (folder / "深" / "更深").mkdir(parents=True)
    paths = [folder / "深" / "更深" / f"{number:03}.txt" for number in range(230)]
    for path in (*paths, one):
        path.write_text(f"附注{path.stem}", encoding="utf-8")
    page = bench.open("/")
    drag(page, folder, one)
    names = page.locator(".to-send .name")
    expect(names).to_have_count(231)  # A folder hands over a hundred at once.
    wanted = {path.relative_to(tmp_path).as_posix() for path in (*paths, one)}
    assert set(names.all_inner_texts()) == wanted


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
    expect(page.locator(".banner")).to_contain_text("文件有变动")
    bench.picture(page, "files-stale")
    page.click("#read-again")
    page.wait_for_selector("body.list-page, body.bench")
    page.wait_for_selector("body.bench .file-tabs [role=tab]:nth-child(2)", timeout=60_000)
    expect(page.locator(".file-tabs [role=tab]")).to_have_count(2)
    expect(page.locator(".banner")).to_have_count(0)
