"""What ``-o`` may be called: a name never promises another format."""

from pathlib import Path

import pytest

from assistant.cli import run

PACK = str(Path(__file__).parent.parent / "corpus/demo/2024/pack.docx")
Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("command", "name", "more", "known"),
    [
        ("check", "结果.pdf", [], ".txt（text）、.json（json）、.html（html）、.xlsx（xlsx）"),
        ("check", "结果.docx", [], ".txt（text）"),
        ("check", "结果.csv", [], ".txt（text）"),
        ("check", "结果.html", ["-f", "json"], "（-f 给的是 json）"),
        ("extract", "数据.pdf", [], ".json（json）、.xlsx（xlsx）、.csv（csv）"),
        ("extract", "数据.txt", [], ".json（json）"),
        ("extract", "数据.docx", ["-f", "csv"], "（-f 给的是 csv）"),
    ],
)
def test_a_name_of_another_format_is_refused_before_any_work(
    command: str, name: str, more: list[str], known: str, tmp_path: Path, capsys: Captured
) -> None:
    assert run([command, PACK, "-o", str(tmp_path / name), *more]) == 2
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1
    assert f"-o 不能写成“{Path(name).suffix}”文件" in told.err and known in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "name", "more", "start"),
    [
        ("check", "结果.txt", [], "不能上报"),
        ("check", "结果", [], "不能上报"),
        ("check", "结果.JSON", [], "{"),
        ("check", "结果.out", ["-f", "json"], "{"),
        ("extract", "数据.csv", [], "\ufeff\"位置\""),
    ],
)  # fmt: skip
def test_a_fitting_name_is_written(
    command: str, name: str, more: list[str], start: str, tmp_path: Path
) -> None:
    assert run([command, PACK, "-o", str(tmp_path / name), *more]) in (0, 1)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
