"""The command layout: what it writes, which table it takes, what it refuses."""

from pathlib import Path

import pytest

from assistant.cli import run
from assistant.extraction.layouts import read_layout
from corpus.forms.build import write_form
from tests.extraction.build import Grid

Captured = pytest.CaptureFixture[str]
STRANGE: Grid = [
    ["考核维度", "考核内容", "计划值", "完成情况", "分数"],
    ["产出指标", "清淤长度", "≥12公里", "12.5公里", "50"],
]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return write_form("beijing", tmp_path)[0]


def dumped(path: Path, *grids: Grid) -> Path:
    lines = ["封面"]
    for grid in grids:
        lines += [line for row in grid for line in [*(f"\t{text}" for text in row), ""]]
        lines += ["", "", f"表格说明文字（{len(lines)}）。"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_draft_on_the_screen(form: Path, capsys: Captured) -> None:
    assert run(["layout", "suggest", str(form)]) == 0
    shown = capsys.readouterr()
    assert read_layout(shown.out, "new_layout").indicators.columns["target"] == ["年度指标值"]
    assert "“beijing.docx”第 1 张表" in shown.out
    assert shown.err == "第 1 张表是已知的表样“北京”，一般不必另写。\n"


def test_a_draft_in_a_file(form: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "somewhere.yaml"
    assert run(["layout", "suggest", str(form), "-o", str(target)]) == 0
    assert read_layout(target.read_text(encoding="utf-8"), "somewhere").apart == ["得分计算方法"]
    assert f"已写出表样草稿：{target}" in capsys.readouterr().out


def test_the_first_unknown_table_is_taken(tmp_path: Path, capsys: Captured) -> None:
    path = dumped(tmp_path / "a.txt", [["甲", "乙"], ["1", "2"]], STRANGE)
    assert run(["layout", "suggest", str(path), "--table", "2"]) == 0
    shown = capsys.readouterr()
    assert "level1: 考核维度" in shown.out
    assert "文件里有 2 张表，用的是第 2 张" in shown.err
    assert run(["layout", "suggest", str(path)]) == 0
    assert "用的是第 1 张" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--table", "3"], "只有 1 张表"),
        (["-o", "表样.yaml"], "小写字母"),
        (["-o", "new.json"], "以 .yaml 结尾"),
        (["-o", "no/such/folder.yaml"], "无法写入"),
    ],
)
def test_refusals(
    args: list[str], message: str, form: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(form.parent)
    assert run(["layout", "suggest", str(form), *args]) == 2
    assert message in capsys.readouterr().err


def test_a_file_without_tables(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.txt"
    path.write_text("只有文字。", encoding="utf-8")
    assert run(["layout", "suggest", str(path)]) == 2
    assert "里没有表格" in capsys.readouterr().err
    assert run(["layout", "invent", str(path)]) == 2
