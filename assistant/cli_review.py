"""The command ``review``: the workbench in the browser, on this machine."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import click

from assistant.cli_chinese import Command
from assistant.cli_console import complain, say
from assistant.errors import NothingRead

if TYPE_CHECKING:
    from assistant.workbench.room import Room
    from assistant.workbench.store.kinds import Role

_PATH = click.Path(path_type=Path)
_DEMO = "样例材料"


@click.command(cls=Command)
@click.argument("paths", nargs=-1, type=_PATH, metavar="路径…")
@click.option("--demo", is_flag=True, help="打开自带的虚构样例")
@click.option("--prior", multiple=True, type=_PATH, metavar="路径",
              help="上年材料（文件或文件夹），可多次给出")  # fmt: skip
@click.option("--summary", multiple=True, type=_PATH, metavar="路径", help="工作总结，可多次给出")
@click.option("--accounts", multiple=True, type=_PATH, metavar="路径",
              help="本单位公开的部门决算，可多次给出")  # fmt: skip
@click.option("--host", default="127.0.0.1", metavar="地址", help="本机的地址；默认 127.0.0.1")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="端口",
              help="端口；不给时自动选一个空闲的")  # fmt: skip
@click.option("--store", metavar="位置",
              help="记录和文件的文件夹，或 PostgreSQL 地址；不给时用用户数据文件夹")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="只显示地址，不打开浏览器")
def review(paths: tuple[Path, ...], demo: bool, **given: Any) -> int:
    """在浏览器中打开审核台：对照原件核数、处理问题、审定文字，导出定稿。

    只在本机打开，不设语言模型时不联网；每一步都有记录，关掉页面也不丢。
    按 Ctrl+C 结束。
    要由语言模型起草的，先设 JIXIAO_MODEL（或 jixiao.toml 的 model）、
    OPENAI_BASE_URL 和 OPENAI_API_KEY，再运行；不设时由程序按材料起草。
    --store 可以是 postgresql://用户@主机/库名（密码可放在 PGPASSWORD），
    这时上传的文件仍在用户数据文件夹。
    示例：jixiao review 材料/ --prior 上年/
    试用：jixiao review --demo
    """
    from assistant.workbench.serve import listening

    # Refused before anything is read or written.
    listening(given["host"], given["port"]).close()
    files = dict(_files(paths, demo, given))
    if paths and not files["pack"]:
        raise NothingRead("给出的路径里没有可读取的材料。")  # each one's own error was told
    with ExitStack() as stack:
        room = _room(given["store"], stack)
        title = _DEMO if demo else _title(files)
        pack_id = _pack(room, files, title) if any(files.values()) else ""
        return _serve(room, pack_id, given)


def _files(
    paths: Iterable[Path], demo: bool, given: dict[str, Any]
) -> "Iterator[tuple[Role, list[Path]]]":
    from assistant.cli_draft import demo_paths

    packed = demo_paths() if demo else None
    yield "pack", _found([*paths, *(packed.pack if packed else ())])
    yield "prior", _found([*given["prior"], *(packed.prior if packed else ())])
    yield "summary", _found([*given["summary"], *(packed.summaries if packed else ())])
    yield "accounts", _found(given["accounts"])


def _found(paths: Iterable[Path]) -> list[Path]:
    """Expand folders as ``check`` does; what can't be opened is told."""
    from assistant.documents import READABLE
    from assistant.files import find

    found = find(paths, READABLE)
    for error in found.errors:
        complain(error.line())
    return found.files


def _room(store: str | None, stack: ExitStack) -> "Room":
    """Open the store and the room; both are closed with the stack."""
    from assistant.cli_report import check_options
    from assistant.settings import load_settings
    from assistant.workbench.checking import Checker
    from assistant.workbench.room import Room
    from assistant.workbench.store import open_store

    settings, folder = load_settings(), data_folder()
    if store and "://" in store:
        opened = open_store(store, folder / "blobs")
    else:
        folder = Path(store) if store else folder
        opened = open_store(folder / "jixiao.db")
    stack.callback(opened.close)
    options, checks = check_options(settings), Checker()
    return stack.enter_context(Room(opened, folder / "cache", settings, options, checks=checks))


def data_folder() -> Path:
    """Return the folder for this user's data, by the custom of the system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "jixiao"


def _pack(room: "Room", files: "dict[Role, list[Path]]", title: str) -> str:
    """Return the pack of just these files, made and its reading begun where there is none yet."""
    from assistant.workbench.room import Upload

    known = room.intake.holding(files)
    pack_id = known or room.intake.create(title, room.actor)
    for role, paths in files.items() if not known else ():
        if paths:
            with ExitStack() as opened:
                uploads = [Upload(p.name, opened.enter_context(p.open("rb"))) for p in paths]
                added = room.intake.add(pack_id, uploads, role, room.actor, uuid4())
            for line in added.told:
                complain(line)
    if room.card(pack_id).state != "read":
        room.intake.start(pack_id, room.actor)
    return pack_id


def _title(files: "dict[Role, list[Path]]") -> str:
    """Return a name for a pack: that of its only file, else of the folder of its first."""
    given = [path.resolve() for paths in files.values() for path in paths]
    if not given:
        return ""
    return given[0].stem if len(files["pack"]) == 1 else given[0].parent.name or given[0].stem


def _serve(room: "Room", pack_id: str, given: dict[str, Any]) -> int:
    from assistant.workbench.serve import serve

    def ready(address: str) -> None:
        opened = _at_pack(address, pack_id)
        say(f"审核台已打开（按 Ctrl+C 结束）：\n{opened}")
        if not given["no_browser"]:
            click.launch(opened)

    signal.signal(signal.SIGTERM, _stop)
    try:
        serve(room, ready, host=given["host"], port=given["port"])
    except KeyboardInterrupt:
        complain("已停止；记录都已保存。")
    return 0


def _at_pack(address: str, pack_id: str) -> str:
    """Return the address of a pack's page; the key goes with it."""
    path, _, key = address.partition("?")
    return f"{path}packs/{pack_id}?{key}" if pack_id else address


def _stop(number: int, frame: object) -> None:
    """End as by Ctrl-C, so that the child processes are ended too."""
    raise KeyboardInterrupt
