"""``jixiao check --accounts``: used where unit and year fit, told where they don't."""

from pathlib import Path

import pytest

from assistant.cli import run
from assistant.cli_draft import demo_paths
from assistant.model.finding import CheckReport
from tests.accounts.sample import EXPENDITURE, UNIT, Change, Part, replaced, write_word

OURS = "鹭汀镇人民政府"
Captured = pytest.CaptureFixture[str]


def ours(parts: list[Part]) -> None:
    """Let the publication be that of the demo's unit, here without its county."""
    replaced(UNIT, OURS)(parts)


def checked(path: Path, capsys: Captured, *options: str) -> tuple[int, CheckReport, str]:
    pack = [str(each) for each in demo_paths().pack]
    code = run(["check", *pack, "--accounts", str(path), "-f", "json", *options])
    out, err = capsys.readouterr()
    return code, CheckReport.model_validate_json(out), err


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_accounts_are_used(tmp_path: Path, capsys: Captured) -> None:
    path = write_word(tmp_path / "决算.docx", ours, replaced("456.40", "1986.34", EXPENDITURE))
    code, report, err = checked(path, capsys, "--select", "X142,X143")
    assert (code, err) == (1, "")
    status = {o.rule: o.status for o in report.outcomes if o.status != "not_selected"}
    assert status == {"X142": "passed", "X143": "failed"}
    assert {item.location.file for f in report.findings for item in f.evidence} >= {"决算.docx"}


@pytest.mark.parametrize("kind", ["html", "xlsx", "text"])
def test_findings_against_accounts_are_written(kind: str, tmp_path: Path, capsys: Captured) -> None:
    path = write_word(tmp_path / "决算.docx", ours)
    pack = [str(each) for each in demo_paths().pack]
    out = tmp_path / f"out.{kind}"
    args = ["check", *pack, "--accounts", str(path), "--select", "X14", "-f", kind, "-o", str(out)]
    assert run(args) == 1
    assert out.stat().st_size > 1000


def as_budget(parts: list[Part]) -> None:
    parts[:] = [
        part if isinstance(part, str) else part._replace(title=part.title.replace("决算", "预算"))
        for part in parts
    ]
    replaced("决算", "预算")(parts)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([], "的部门决算，不是"),
        ([ours, replaced("2024年度", "2021年度")], "2021 年度的部门决算，自评年度为 2024 年"),
        ([ours, as_budget], "是部门预算"),
    ],
    ids=["unit", "year", "budget"],
)
def test_other_accounts_are_told(
    changes: list[Change], says: str, tmp_path: Path, capsys: Captured
) -> None:
    code, report, err = checked(write_word(tmp_path / "其他.docx", *changes), capsys)
    assert code == 3
    assert says in err
    assert err.count("\n") == 1
    assert {o.status for o in report.outcomes if o.rule.startswith("X14")} == {"not_applicable"}


def test_missing_file_is_told(tmp_path: Path, capsys: Captured) -> None:
    code, report, err = checked(tmp_path / "没有.pdf", capsys)
    assert code == 3
    assert report.outcomes
    assert err.count("\n") == 1


def test_accounts_alone_are_told_with_their_option(tmp_path: Path, capsys: Captured) -> None:
    path = write_word(tmp_path / "决算.docx", ours)
    assert run(["check", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert "是公开的部门决算，不是绩效自评材料" in err and "--accounts 决算.docx" in err


def test_a_budget_alone_is_told(tmp_path: Path, capsys: Captured) -> None:
    assert run(["check", str(write_word(tmp_path / "预算.docx", ours, as_budget))]) == 2
    assert "是公开的部门预算，不是绩效自评材料" in capsys.readouterr().err


def test_accounts_beside_a_pack_are_told_and_the_pack_is_checked(
    tmp_path: Path, capsys: Captured
) -> None:
    path = write_word(tmp_path / "决算.docx", ours)
    pack = [str(each) for each in demo_paths().pack]
    assert run(["check", *pack, str(path), "--select", "A", "-f", "json"]) == 3
    out, err = capsys.readouterr()
    assert CheckReport.model_validate_json(out).outcomes
    assert "决算用 --accounts 给出" in err


def test_drafts_take_accounts(tmp_path: Path, capsys: Captured) -> None:
    path = write_word(tmp_path / "决算.docx", ours)
    pack = [str(each) for each in demo_paths().pack]
    assert run(["draft", *pack, "--accounts", str(path), "-o", "结果"]) == 0
    assert "X14" in (tmp_path / "结果/findings.json").read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""
