"""Rules of one's own beside the built-in ones: engine, settings, commands."""

from pathlib import Path

import click.testing
import pytest

from assistant.checks import CheckOptions, Suppression, chosen_codes
from assistant.checks.own import load_rules
from assistant.cli import group
from assistant.cli_report import check_options
from assistant.errors import BadSettings, WrongUse
from assistant.resources import data_path
from assistant.settings import Settings, load_settings
from tests.checks.build import findings, run

FILE = Path(__file__).parent / "bureau.yaml"
OWN = load_rules([FILE])
THRIFT = {"base_data/thrift": ""}
DEMO = str(data_path("corpus", "demo") / "2024" / "pack.docx")


def call(*args: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(group, args, standalone_mode=False)


def test_outcomes_stand_beside_those_of_the_rule_book() -> None:
    report = run(THRIFT, own=OWN)
    assert [each.rule for each in report.outcomes][-8:] == [rule.code for rule in OWN]
    assert report.rulebook.endswith("，另有自定义规则 8 条")
    assert "另有自定义" not in run().rulebook


def test_select_and_ignore() -> None:
    assert chosen_codes(CheckOptions(own=OWN, select=["U001", "U007"])) == {"U001", "U007"}
    assert "U001" not in chosen_codes(CheckOptions(own=OWN, ignore=["U"]))
    with pytest.raises(WrongUse, match="没有编号为“U001”的规则"):
        chosen_codes(CheckOptions(select=["U001"]))
    assert findings(run(THRIFT, own=OWN, select="U", ignore=["U007"]), "U007") == []


def test_set_aside_one_by_one_and_by_a_baseline() -> None:
    entry = Suppression(rule="U007", place="base_data/*", reason="另报")
    report = run(THRIFT, own=OWN, suppressions=[entry], select="U")
    assert findings(report, "U007") == []
    assert [item.finding.rule for item in report.suppressed] == ["U007"]
    (print_,) = [each.fingerprint for each in findings(run(THRIFT, own=OWN, select="U"), "U007")]
    known = run(THRIFT, own=OWN, select="U", baseline=frozenset([print_]), baseline_reason="已认可")
    assert findings(known, "U007") == []


def test_one_cause_is_one_finding_with_the_built_in_rules() -> None:
    report = run({"base_data/staffing/control_rate": "95%"}, own=OWN)
    seen = [item for item in report.findings if "control_rate" in item.place]
    assert {code for item in seen for code in (item.rule, *item.also)} >= {"U004"}


def test_what_a_built_in_rule_sees_at_the_same_place_is_told_once() -> None:
    report = run(THRIFT, own=OWN)
    (blank,) = [item for item in report.findings if item.place == "base_data/thrift"]
    assert "U007" in (blank.rule, *blank.also)
    assert next(each for each in report.outcomes if each.rule == "U007").status == "failed"


def test_settings_name_files_beside_them(tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text('rules = ["本局规则.yaml"]', encoding="utf-8")
    settings = load_settings(tmp_path, {})
    assert settings.rules == (str(tmp_path / "本局规则.yaml"),)
    with pytest.raises(BadSettings, match="打不开"):
        check_options(settings)
    (tmp_path / "本局规则.yaml").write_bytes(FILE.read_bytes())
    assert len(check_options(settings).own) == 8
    (tmp_path / "jixiao.toml").write_text('rules = "本局规则.yaml"', encoding="utf-8")
    assert load_settings(tmp_path, {}) == settings


def test_the_environment_and_options_come_after_the_file(tmp_path: Path) -> None:
    import os

    (tmp_path / "jixiao.toml").write_text('rules = ["甲.yaml"]', encoding="utf-8")
    named = load_settings(tmp_path, {"JIXIAO_RULES": f"乙.yaml{os.pathsep}丙.yaml"})
    assert named.rules == ("乙.yaml", "丙.yaml")
    assert named.changed(rules=(Path("丁.yaml"),)).rules == ("丁.yaml",)
    assert Settings().rules == ()


def test_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    listed = call("rules", "--rules", str(FILE)).output
    assert "\nU001  警告  三公经费决算不超过预算\n" in listed
    assert "U001" not in call("rules").output
    shown = call("explain", "u005", "--rules", str(FILE)).output
    assert "自定义规则，错误\n依据：青财绩〔2024〕3号第七条\n" in shown
    assert isinstance(call("explain", "U005").exception, WrongUse)
    told = call("check", DEMO, "--rules", str(FILE), "--select", "U")
    assert "U007 厉行节约措施必填" in told.output
    assert told.exception is None


def test_a_rule_that_applied_to_nothing_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "规则.yaml"
    text = FILE.read_text(encoding="utf-8")
    path.write_text(text.replace("基础数据表/公务接待/", "基础数据表/公务招待/"), encoding="utf-8")
    told = call("check", DEMO, "--rules", str(path), "--select", "U")
    said = told.output + told.stderr + capfd.readouterr().err
    assert "自定义规则 U002（公务接待费不高于上年的95%）不适用" in said
    assert "（相近的有：公务接待" in said
