"""Waiting for files to be saved: with a clock of our own, and with a real process."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

from assistant.watching import Watcher, own_files

DEMO = Path(__file__).parents[1] / "corpus/demo/2024/pack.txt"
_CODE = """
import signal
# A shell makes commands in the background deaf to Ctrl-C, and their children with them. (Code
# between fork and exec could do this too, and might wait for ever for a lock of another thread.)
signal.signal(signal.SIGINT, signal.default_int_handler)
from assistant.cli import main
main()
"""
COMMAND = [sys.executable, "-c", _CODE]


class Clock:
    """A sleep that does the next of some steps instead; ``slept`` counts them."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._steps = iter(steps)
        self.slept = 0

    def __call__(self, seconds: float) -> None:
        assert seconds == 0.5
        self.slept += 1
        step = next(self._steps, None)
        assert step, "nothing was seen in all these looks"
        step()


def nothing() -> None:
    """A look at files that nobody touched."""


def waited(files: Callable[[], list[Path]], *steps: Callable[[], object]) -> int:
    """Return after how many looks the steps were taken for a finished save."""
    clock = Clock(*steps)
    watcher = Watcher(files, clock)
    watcher.look()
    watcher.wait()
    return clock.slept


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "自评.docx"
    path.write_text("一", encoding="utf-8")
    return path


def test_a_save_is_seen_once_it_rests(file: Path) -> None:
    def save() -> None:
        file.write_text("一二", encoding="utf-8")

    assert waited(lambda: [file], nothing, nothing, save, nothing) == 4


def test_a_file_that_is_being_written_is_waited_for(file: Path) -> None:
    steps = [lambda n=n: file.write_text("字" * n, encoding="utf-8") for n in range(2, 7)]
    assert waited(lambda: [file], *steps, nothing) == 6


def test_a_file_that_is_away_or_empty_is_waited_for(file: Path) -> None:
    def put_back() -> None:
        file.write_text("一二三", encoding="utf-8")

    def emptied() -> None:
        file.write_bytes(b"")

    steps = [file.unlink, nothing, emptied, nothing, nothing, put_back, nothing]
    assert waited(lambda: [file], *steps) == 7


def test_the_same_size_at_another_time_is_a_save(file: Path) -> None:
    assert waited(lambda: [file], lambda: os.utime(file, ns=(1, 1)), nothing) == 2


def test_a_file_put_back_as_it_was_is_no_save(file: Path) -> None:
    before = file.stat()

    def undo() -> None:
        file.write_text("一", encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def save() -> None:
        file.write_text("一二三四", encoding="utf-8")

    assert waited(lambda: [file], file.unlink, undo, nothing, nothing, save, nothing) == 6


def test_a_file_that_cannot_be_opened_is_waited_for(file: Path) -> None:
    def locked() -> None:
        file.unlink()
        file.mkdir()  # stands for a lock: it has a time and a size, and can't be opened

    def released() -> None:
        file.rmdir()
        file.write_text("一二", encoding="utf-8")

    assert waited(lambda: [file], locked, nothing, nothing, released, nothing) == 5


def test_a_new_file_of_a_folder_is_seen_and_word_s_lock_file_is_not(file: Path) -> None:
    folder = file.parent

    def files() -> list[Path]:
        return own_files([folder], {".docx"})

    def lock() -> None:
        (folder / "~$自评.docx").write_text("锁", encoding="utf-8")
        (folder / "记录.log").write_text("别的", encoding="utf-8")

    def add() -> None:
        (folder / "报告.docx").write_text("二", encoding="utf-8")

    assert waited(files, lock, nothing, nothing, add, nothing) == 5
    assert files() == [folder / "报告.docx", file]


def test_files_named_outright_are_kept_though_they_are_away(tmp_path: Path) -> None:
    named = [tmp_path / "a.doc", tmp_path / "~$b.docx"]
    assert own_files(named, {".docx"}) == [tmp_path / "a.doc"]


class Told:
    """The lines of a process, as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines: Queue[str] = Queue()
        self.all: list[str] = []
        self.thread = threading.Thread(target=self._read, args=(process,), daemon=True)
        self.thread.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        for line in process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, words: str, seconds: float = 40) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.all.append(self._lines.get(timeout=0.1))
            except Empty:
                continue
            if words in self.all[-1]:
                return self.all[-1]
        raise AssertionError(f"{words} never came; these did: {self.all}")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    shutil.copy(DEMO, tmp_path / "材料.txt")
    return tmp_path


def started(desk: Path, *args: str) -> Iterator[tuple[subprocess.Popen[str], Told]]:
    process = subprocess.Popen(
        [*COMMAND, "check", *args], cwd=desk, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    told = Told(process)
    try:
        yield process, told
    finally:
        process.kill()
        process.wait(10)
        told.thread.join(10)
        assert process.stdout
        process.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C can't be sent to one process there")
@pytest.mark.parametrize("output", [[], ["-o", "结果/核对.html"]])
def test_a_check_that_goes_on(desk: Path, output: list[str]) -> None:
    path = desk / "材料.txt"
    text = path.read_text(encoding="utf-8")
    for process, told in started(desk, path.name, "--watch", *output):
        assert told.until("不能上报").startswith("不能上报")
        told.until("按 Ctrl+C 结束")
        assert told.all[0].startswith("不能上报"), "the verdict comes first"
        path.write_text(text.replace("609.60", "606.00", 1), encoding="utf-8")
        told.until("材料已保存，重新核对")
        told.until("不能上报")
        told.until("【不再出现】")
        assert " A112　基础数据表 › 项目支出 › 上年决算数" in told.until("A112")
        path.write_text("不是自评材料。", encoding="utf-8")
        told.until("没有")
        path.write_text(text, encoding="utf-8")
        told.until("【新出现】")
        told.until("A112")
        told.until("处问题与上次相同。")
        if output:
            told.until("已写入：结果/核对.html")
            assert (desk / output[1]).read_text(encoding="utf-8").startswith("<!DOCTYPE")
        process.send_signal(signal.SIGINT)
        told.until("已停止。")
        assert process.wait(20) == 0
