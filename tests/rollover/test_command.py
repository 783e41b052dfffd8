"""The command rollover: both steps, what it says, and wrong use."""

import json
from pathlib import Path

import jsonschema
import pytest

from assistant.cli import run
from assistant.schema import schema
from corpus.build import write_pack, write_summary
from corpus.truth import CLEAN, load
from tests.rollover.filling import fill

WRITTEN = {"pack.docx", "missing.docx", "report.html", "pack.json", "findings.json", "drafts.json",
           "missing.json", "figures.xlsx"}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_pack(load(CLEAN, 2023), tmp_path / "上年")[1].unlink()
    write_summary(load(CLEAN, 2024), tmp_path / "总结")[1].unlink()
    return tmp_path


def test_both_steps(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rollover", "上年", "--template", "--summary", "总结", "-o", "结果"]) == 0
    assert "2024 年度数据表" in capsys.readouterr().out
    book = desk / "结果" / "figures.xlsx"
    fill(book, load(CLEAN, 2024))
    before = book.read_bytes()
    args = ["--figures", "结果/figures.xlsx", "--summary", "总结", "-o", "结果"]
    assert run(["rollover", "上年", *args]) == 0
    out, err = capsys.readouterr()
    assert "〔待确认〕" in out.splitlines()[0] and "后可以上报" in out and err == ""
    assert {path.name for path in (desk / "结果").iterdir()} == WRITTEN
    assert all(name in out for name in WRITTEN - {"figures.xlsx"})
    assert book.read_bytes() == before
    missing = json.loads((desk / "结果" / "missing.json").read_text(encoding="utf-8"))
    assert missing["year"] == 2024 and missing["questions"]
    jsonschema.validate(missing, schema("missing-list"))
    assert missing["themes"] == []  # a model's; the composer's are the summary's own words
    found = [each["figure"] for each in missing["achievements"]]
    assert "186人" in found and "11.52万元" not in found  # 三公经费 is an indicator


def test_without_a_summary_the_pack_is_still_whole(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rollover", "上年", "--template"]) == 0
    assert "摘录完成值 0 项" in capsys.readouterr().out
    fill(desk / "jixiao-out" / "figures.xlsx", load(CLEAN, 2024))
    assert run(["rollover", "上年", "--figures", "jixiao-out/figures.xlsx"]) == 0
    assert "后可以上报" in capsys.readouterr().out.splitlines()[0]


def test_an_unfilled_workbook_is_refused_in_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rollover", "上年", "--template", "--summary", "总结"]) == 0
    capsys.readouterr()
    args = ["rollover", "上年", "--figures", "jixiao-out/figures.xlsx", "--summary", "总结"]
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert out == "" and "“figures.xlsx”数据表还没有填" in err and err.count("\n") == 1
    assert {path.name for path in (desk / "jixiao-out").iterdir()} == {"figures.xlsx"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["上年"], "请在 --template 和 --figures 中选一个"),
        (["上年", "--template", "--figures", "x.xlsx"], "请在 --template 和 --figures 中选一个"),
        (["上年", "--figures", "x.xlsx"], "“x.xlsx”打不开：路径不存在"),
        (["上年", "--figures", "上年/pack.docx"], "不是 Excel 工作簿"),
        (["上年", "--template", "-o", "上年"], "结果不能写进材料所在的文件夹"),
        (["上年", "--template", "-o", "总结/summary.docx"], "无法写入文件夹"),
        (["总结", "--template"], "没有找到基础数据表、自评表或自评报告"),
        (["没有", "--template"], "“没有”打不开"),
        ([], "缺少参数：上年材料…"),
    ],
)
def test_wrong_use_is_told(
    args: list[str], said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rollover", *args]) == 2
    assert said in capsys.readouterr().err
