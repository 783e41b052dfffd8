"""Files read in another process: the same results, and a reader that dies, hangs or swells.

A module of the PDF library's name that stands first on the path takes its place in the worker.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import errors
from assistant.documents import DEFAULT_LIMITS, read, read_all
from assistant.documents.apart import ReaderPool, read_apart
from assistant.documents.apart.bounds import end, seconds_for
from assistant.documents.apart.wire import done, message_of
from assistant.documents.steps import Convert, Take, Waiting
from assistant.errors import (
    EncryptedFile,
    JixiaoError,
    ReaderCrashed,
    ReaderTimedOut,
    ReadingStopped,
    TooLarge,
    UnreadableFile,
)
from assistant.model.document import Source
from tests.documents.build import docx, p, seed, texts, zipped
from tests.documents.office.test_office import RTF, fake, write
from tests.documents.pdf.made import Sheet, pdf

GOOD = docx(p("文"))
PDF = pdf(Sheet().text(80, 100, "文"))
QUICK = replace(DEFAULT_LIMITS, read_seconds=3, scan_seconds=3)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the bound exists only on Linux")


def put(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Let ``code`` stand in for the PDF library in workers that start from now on."""
    place = folder / "shadow"
    place.mkdir()
    (place / "pypdfium2.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(place), *sys.path])


def runs(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="latin-1")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def test_one_file_reads_the_same_apart(tmp_path: Path) -> None:
    (path,) = write(tmp_path, a_docx=GOOD)
    assert read_apart(path) == read(path)
    with pytest.raises(UnreadableFile, match=r"《b\.docx》不存在"):
        read_apart(tmp_path / "b.docx")


def test_calls_read_the_same_apart(tmp_path: Path) -> None:
    inner = zipped({"x/丙.txt": "三", "x/表.docx": GOOD, "x/坏.docx": b"", "x/总结.md": "# 四"})
    paths = write(
        tmp_path, 表_docx=GOOD, 甲_txt="一".encode(), 空_pdf=b"", 材料_zip=inner, 乙_html=b"<p>x",
        丁_pdf=PDF, 戊_pptx=zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
    )  # fmt: skip
    here = read_all(paths, copies=tmp_path)
    with ReaderPool(workers=2, copies=tmp_path) as pool:
        apart = pool.read_all(paths)
    bare = [replace_path(each.model_dump_json(), tmp_path) for each in here.documents]
    assert [replace_path(each.model_dump_json(), tmp_path) for each in apart.documents] == bare
    assert [(type(e), e.line()) for e in apart.errors] == [(type(e), e.line()) for e in here.errors]
    assert {UnreadableFile, errors.BadName, errors.UnsupportedFormat} <= {
        type(e) for e in apart.errors
    }


@linux
def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xb1\xed.txt")
    path.write_bytes("一".encode())
    with ReaderPool() as pool:
        result = pool.read_all([path, *write(tmp_path, a_txt="二".encode())])
    assert [texts(document) for document in result.documents] == [["二"]]
    assert [type(error) for error in result.errors] == [errors.BadName]


def replace_path(text: str, folder: Path) -> str:
    """Take out the folder that an archive was unpacked to."""
    for place in folder.glob("zip-*"):
        text = text.replace(str(place), "")
    return text


@pytest.mark.system("soffice")
def test_the_real_pack_reads_the_same_apart() -> None:
    paths = [seed(f"pack.{suffix}") for suffix in ("docx", "pdf", "html", "txt", "doc", "rtf")]
    here = read_all(paths)
    with ReaderPool(workers=2) as pool:
        assert pool.read_all(paths) == here


DEATHS: list[tuple[str, str, type[JixiaoError], str]] = [
    ("segfault", "import ctypes; ctypes.string_at(0)", ReaderCrashed, "SIGSEGV"),
    ("abort", "import os; os.abort()", ReaderCrashed, "SIGABRT"),
    ("exit", "import os; os._exit(0)", ReaderCrashed, "退出码 0"),
    ("bug", "raise KeyError('x')", ReaderCrashed, "KeyError: 'x'"),
    ("deep", "def f(): f()\nf()", ReaderCrashed, "RecursionError"),
    ("hang", "while True: pass", ReaderTimedOut, "3 秒"),
    ("native hang", "import ctypes; ctypes.CDLL(None).sleep(60)", ReaderTimedOut, "3 秒"),
    ("ends well", "import sys; sys.exit()", ReaderCrashed, "退出码 0"),
]


@linux
@pytest.mark.parametrize(
    ("code", "error", "words"), [c[1:] for c in DEATHS], ids=[c[0] for c in DEATHS]
)
def test_a_reader_that_ends_costs_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, error: type[JixiaoError], words: str
) -> None:
    put(monkeypatch, tmp_path, code)
    paths = write(tmp_path, a_docx=GOOD, b_pdf=PDF, c_txt="三".encode())
    begin = time.monotonic()
    with ReaderPool(QUICK) as pool:
        result = pool.read_all(paths)
    assert time.monotonic() - begin < 20
    assert [texts(document) for document in result.documents] == [["文"], ["三"]]
    (met,) = result.errors
    assert type(met) is error
    assert met.line().startswith("《b.pdf》")
    assert words in met.line()
    assert "\n" not in met.line()
    assert met.advice


@linux
@pytest.mark.parametrize(
    "code", ["x = bytearray(900 << 20)", "x = [b'0' * 999 for _ in range(10**9)]"]
)
def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    put(monkeypatch, tmp_path, code)
    paths = write(tmp_path, a_pdf=PDF, b_docx=GOOD)
    with ReaderPool(replace(DEFAULT_LIMITS, memory_bytes=400 << 20)) as pool:
        result = pool.read_all(paths)
    assert [texts(document) for document in result.documents] == [["文"]]
    assert [(type(e), str(e)) for e in result.errors] == [
        (TooLarge, "《a.pdf》读取所需的内存超过上限，已停止。")
    ]


def test_what_libraries_print_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, tmp_path, (
        "import os\nfrom assistant.errors import EncryptedFile\n"
        "print('noise' * 999, flush=True); os.write(1, b'\\0' * 99999); os.write(2, b'!' * 99999)\n"
        "raise EncryptedFile('设有密码。')"
    ))  # fmt: skip
    (path,) = write(tmp_path, a_pdf=PDF)
    with pytest.raises(EncryptedFile, match=r"《a\.pdf》设有密码"):
        read_apart(path)


@linux
@pytest.mark.parametrize("group", ["None", "0"])
def test_what_a_reader_started_ends_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    put(monkeypatch, tmp_path, (
        "import pathlib, subprocess\n"
        f"child = subprocess.Popen(['sleep', '60'], process_group={group})\n"
        f"pathlib.Path({str(tmp_path / 'child')!r}).write_text(str(child.pid))\n"
        "while True: pass"
    ))  # fmt: skip
    (path,) = write(tmp_path, a_pdf=PDF)
    with pytest.raises(ReaderTimedOut):
        read_apart(path, QUICK)
    assert not runs(int((tmp_path / "child").read_text()))


@linux
def test_a_process_that_the_system_does_not_list_is_ended_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.documents.apart.bounds._members", lambda session: [])
    process = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
    )
    begin = time.monotonic()
    end(process)
    assert time.monotonic() - begin < 10 and process.returncode == -9


@linux
@pytest.mark.parametrize("busy", ["while True: pass", "ctypes.CDLL(None).sleep(60)"])
def test_a_reader_ends_when_its_keeper_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, busy: str
) -> None:
    told = tmp_path / "told"
    put(monkeypatch, tmp_path, (
        "import ctypes, os, pathlib, subprocess\n"
        "child = subprocess.Popen(['sleep', '60'], process_group=0)\n"
        f"pathlib.Path({str(told)!r}).write_text(f'{{os.getpid()}} {{child.pid}}.')\n{busy}"
    ))  # fmt: skip
    (path,) = write(tmp_path, a_pdf=PDF)
    code = f"import sys; from pathlib import Path; sys.path[:] = {sys.path!r}; "
    code += f"from assistant.documents.apart import read_apart; read_apart(Path({str(path)!r}))"
    with subprocess.Popen([sys.executable, "-c", code]) as keeper:
        until(lambda: told.exists() and told.read_text().endswith("."))
        keeper.kill()
    reader, child = map(int, told.read_text().rstrip(".").split())
    until(lambda: not runs(reader) and not runs(child))


def until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.05)


@linux
def test_a_libreoffice_ends_with_its_reader(tmp_path: Path) -> None:
    program = fake(tmp_path, f"sleep 60 & echo $! $$ > {tmp_path}/pids; wait")
    paths = write(tmp_path, a_rtf=RTF, b_docx=GOOD)
    cancel = threading.Event()
    with ReaderPool(soffice=program, copies=tmp_path) as pool:
        timer = threading.Timer(2.0, cancel.set)
        timer.start()
        result = pool.read_all(paths, cancel=cancel)
    assert [texts(document) for document in result.documents] == [["文"]]
    assert [(type(e), e.exit_code) for e in result.errors] == [(ReadingStopped, 3)]
    assert not any(runs(int(pid)) for pid in (tmp_path / "pids").read_text().split())


def test_a_conversion_that_hangs_is_the_converters_error(tmp_path: Path) -> None:
    limits = replace(QUICK, start_seconds=0.5, convert_seconds=0.5)
    paths = write(tmp_path, a_rtf=RTF, b_txt="二".encode())
    with ReaderPool(limits, soffice=fake(tmp_path, "sleep 60"), copies=tmp_path) as pool:
        result = pool.read_all(paths)
    assert len(result.documents) == 1
    assert [type(e) for e in result.errors] == [TooLarge]
    assert "LibreOffice" in str(result.errors[0])


def test_progress_order_and_reuse(tmp_path: Path) -> None:
    many = {f"f{n:02}_txt": f"第{n}件".encode() for n in range(40)}
    paths = write(tmp_path, **many)
    archive = write(tmp_path, z_zip=zipped({"g.txt": "x", "h.txt": "y"}))[0]
    heard: list[tuple[str, int, int]] = []
    with ReaderPool(workers=2, copies=tmp_path) as pool:
        result = pool.read_all(
            [*paths, archive],
            progress=lambda path, done, known: heard.append((path.name, done, known)),
        )
        assert len(pool._idle) == 2
    assert [document.report.file for document in result.documents] == [
        *(path.name for path in paths), "g.txt", "h.txt",
    ]  # fmt: skip
    assert [done for _, done, _ in heard] == list(range(1, 44))
    assert heard[0] == ("f00.txt", 1, 41)
    assert heard[-1] == ("h.txt", 43, 43)


def test_a_worker_is_replaced_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = write(tmp_path, a_txt="一".encode(), b_txt="二".encode(), c_txt="三".encode())
    with ReaderPool() as pool:
        pool.read_all(paths)
        (first,) = pool._idle
        monkeypatch.setattr("assistant.documents.apart.keeper._MOST_JOBS", 4)
        pool.read_all(paths)
        (second,) = pool._idle
    assert first is not second
    assert second.jobs == 2
    assert first.is_spent(0)


@linux
def test_a_worker_that_died_in_its_sleep_is_replaced(tmp_path: Path) -> None:
    (path,) = write(tmp_path, a_txt="一".encode())
    with ReaderPool() as pool:
        pool.read(path)
        (keeper,) = pool._idle
        os.kill(keeper._process.pid, 9)
        assert texts(pool.read(path)) == ["一"]


@linux
def test_a_file_is_not_judged_by_those_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker with something left in it fails; a new one reads the file after all."""
    put(monkeypatch, tmp_path, (
        "import os, sys, assistant.documents.word as word\n"
        "if 'assistant.documents.markdown' in sys.modules: os.abort()\n"
        "from assistant.errors import EncryptedFile\nraise EncryptedFile('设有密码。')"
    ))  # fmt: skip
    paths = write(tmp_path, a_md=b"# x", b_pdf=PDF)
    with ReaderPool() as pool:
        result = pool.read_all(paths)
    assert [type(error) for error in result.errors] == [EncryptedFile]


def test_calls_from_several_threads_share_the_workers(tmp_path: Path) -> None:
    groups = []
    for number in range(4):
        folder = tmp_path / str(number)
        folder.mkdir()
        groups.append(write(folder, a_txt=str(number).encode(), b_docx=GOOD))
    found: dict[int, list[list[str]]] = {}
    with ReaderPool(workers=2) as pool:

        def work(number: int) -> None:
            documents = pool.read_all(groups[number]).documents
            found[number] = [texts(document) for document in documents]

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(pool._idle) <= 2
    assert found == {number: [[str(number)], ["文"]] for number in range(4)}


def test_closing_stops_what_is_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, tmp_path, "while True: pass")
    paths = write(tmp_path, a_pdf=PDF, b_pdf=PDF + b" ", c_txt="三".encode())
    pool = ReaderPool(copies=tmp_path)
    threading.Timer(1.0, pool.close).start()
    begin = time.monotonic()
    result = pool.read_all(paths)
    assert time.monotonic() - begin < 15
    assert [type(error) for error in result.errors] == [ReadingStopped] * 3


def test_conversions_have_time_for_every_file() -> None:
    source = Source(path="a", format="doc", sha256="")
    waiting = [Waiting(path=Path(f"{n}.doc"), kind="doc", source=source) for n in range(3)]
    assert seconds_for(Convert(files=tuple(waiting)), DEFAULT_LIMITS) == 60 + 90 + 180 + 30
    take = Take(path=Path("a"), archives=False)
    assert [seconds_for(take, DEFAULT_LIMITS, kind) for kind in ("", "docx", "pdf", "image")] == [
        180, 180, 1800, 1800,
    ]  # fmt: skip


def all_errors(base: type[JixiaoError]) -> list[type[JixiaoError]]:
    return [base, *(each for below in base.__subclasses__() for each in all_errors(below))]


# Other rooms add kinds of their own, which no reader raises.
KINDS = [kind for kind in all_errors(JixiaoError) if kind.__module__ == JixiaoError.__module__]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_comes_through(kind: type[JixiaoError]) -> None:
    (met,) = message_of(done([kind("《a》坏")], 1).model_dump_json().encode()).outcomes()  # type: ignore[union-attr]
    assert isinstance(met, JixiaoError)
    assert (type(met), met.line()) == (kind, kind("《a》坏").line())
