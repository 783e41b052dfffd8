"""`jixiao check --beside`: another unit's pack, from files to every kind of report."""

import json
from pathlib import Path

import pytest

from assistant.cli import run
from assistant.model.finding import CheckReport
from corpus import layout
from corpus.dump import dump
from corpus.truth import CLEAN, Truth, load

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three packs: a town's, a copy of it under another name, and a bureau's."""
    monkeypatch.chdir(tmp_path)
    town = load(CLEAN, 2024)
    words = json.dumps(town.raw, ensure_ascii=False)
    words = words.replace("岚浦县", "青禾县").replace("棠坳镇", "白塘镇").replace("1326", "1328")
    copy = Truth("copy", 2024, json.loads(words))
    for name, truth in (("甲", town), ("乙", copy), ("丙", load("yanhu", 2024))):
        (tmp_path / f"{name}.txt").write_text(dump(layout.pack(truth.raw)), "utf-8")
    return tmp_path


def check(*args: str) -> CheckReport:
    run(["check", "乙.txt", "--select", "D", "-f", "json", "-o", "核对.json", *args])
    return CheckReport.model_validate_json(Path("核对.json").read_text("utf-8"))


def test_copied_passages_are_told_with_unit_place_and_figures(files: Path) -> None:
    found = [
        f for f in check("--beside", "丙.txt", "--beside", "甲.txt").findings if f.rule == "D114"
    ]
    assert len(found) > 40
    changed = next(f for f in found if "1326吨→1328吨" in f.message and "整治" in f.place)
    assert "“岚浦县棠坳镇人民政府”2024年材料" in changed.message
    assert "照抄未改：27次" in changed.message
    own, other = changed.evidence[:2]
    assert (Path(own.location.file).name, Path(other.location.file).name) == ("乙.txt", "甲.txt")
    assert other.place == f"beside/岚浦县棠坳镇人民政府/{own.place}"


def test_a_pack_like_no_other_has_no_such_finding(files: Path) -> None:
    report = check("--beside", "丙.txt")
    assert not [f for f in report.findings if f.rule in ("D114", "D117")]


def test_ones_own_pack_is_told_and_not_compared(files: Path, capsys: Captured) -> None:
    report = check("--beside", "乙.txt")
    assert "是本单位的材料，未用于比对" in capsys.readouterr().err
    assert not [f for f in report.findings if f.rule == "D114"]


def test_a_file_that_cannot_be_read_is_told(files: Path, capsys: Captured) -> None:
    Path("坏.docx").write_bytes(b"no archive")
    check("--beside", "坏.docx", "--beside", "甲.txt")
    assert "坏.docx" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["text", "html", "sarif", "xlsx"])
def test_every_report_can_show_it(files: Path, kind: str) -> None:
    name = f"报告.{'txt' if kind == 'text' else kind}"
    args = ["check", "乙.txt", "--beside", "甲.txt", "--select", "D114", "-f", kind, "-o", name]
    assert run(args) in (0, 1)
    assert Path(name).stat().st_size > 1000
    if kind == "text":
        told = Path(name).read_text("utf-8")
        assert "其他单位材料 › 岚浦县棠坳镇人民政府 › 整体自评报告" in told
    if kind == "html":
        assert "1326吨→1328吨" in Path(name).read_text("utf-8")
