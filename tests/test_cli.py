"""The command as a user meets it: Chinese help and complaints, exit codes, output."""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.checks import rules
from assistant.cli import group, run
from assistant.cli_draft import DemoPaths, demo_paths
from assistant.model.draft import DraftReport
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from assistant.schema import MODELS
from corpus.forms.build import write_form

COMMANDS = list(group.commands)
CALL = [sys.executable, "-W", "error", "-c", "from assistant.cli import main; main()"]
OUTPUTS = [
    "pack.json",
    "findings.json",
    "drafts.json",
    "report.html",
    "pack.xlsx",
    "questions.docx",
]
HEAVY = {"pydantic", "lxml", "openpyxl", "docx", "jinja2", "yaml", "rapidfuzz"}

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def demo() -> DemoPaths:
    return demo_paths()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, without settings of the machine."""
    for name in [name for name in os.environ if name.startswith("JIXIAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def process(*args: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JIXIAO_")}
    return subprocess.run([*CALL, *args], capture_output=True, env=kept | environ, check=False)


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@pytest.mark.parametrize("command", [[], *[[name] for name in COMMANDS]], ids=str)
def test_help_is_chinese_and_fits_the_terminal(command: list[str], capsys: Captured) -> None:
    assert run([*command, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("用法：jixiao")
    assert not re.search(r"Usage|Options|Commands|Show|message|default|required", page)
    assert [line for line in page.splitlines() if columns(line) > 80] == []


def test_help_lists_the_commands(capsys: Captured) -> None:
    assert run([]) == 0
    assert re.findall(r"^  ([a-z]+)  ", capsys.readouterr().out, flags=re.M) == COMMANDS


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chekc"], "没有“chekc”这个命令，可用的有：demo、extract"),
        (["check"], "缺少参数：路径…。"),
        (["check", "--porfile", "x", "a"], "没有 --porfile 这个选项。是不是想用 --profile"),
        (["--verbose"], "没有 --verbose 这个选项。"),
        (["check", "a", "-o"], "选项 -o 的写法不对：后面要跟一个值。"),
        (["check", "a", "--timings=1"], "选项 --timings 的写法不对：后面不带值。"),
        (
            ["check", "a", "-f", "pdf"],
            "-f/--format 的值不对，可选：text、json、html、xlsx、sarif。",
        ),
        (["check", "a", "-f", "xlsx"], "xlsx 不能输出到屏幕，请用 -o 给出文件名。"),
        (["check", "a", "--watch", "-f", "sarif"], "--watch 时 sarif 不能输出到屏幕，请用 -o"),
        (["check", "a", "--watch", "--model", "m"], "--watch 不能与 --model 同用"),
        (["check", ".", "--watch", "-o", "核对.html"], "结果不能写进材料所在的文件夹"),
        (["check", "nothing.docx", "--watch"], "“nothing.docx”打不开：路径不存在。"),
        (["rules", "A101"], "多出的参数：A101。"),
        (["explain"], "缺少参数：编号。"),
        (["explain", "A999"], "没有编号为“A999”的规则"),
        (["schema", "packs"], "没有名为“packs”的格式，可用的有：pack、"),
        (["check", "nothing.docx"], "“nothing.docx”打不开：路径不存在。"),
        (["draft", "nothing"], "“nothing”打不开：路径不存在。"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_one_chinese_line(
    args: list[str], said: str, desk: Path, capsys: Captured
) -> None:
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""
    assert err.count("\n") == 1
    assert "　" in err, "an advice follows the message"


def test_rules_and_their_pages(capsys: Captured) -> None:
    assert run(["rules"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == [rule.code for rule in rules()]
    for rule in rules():
        assert run(["explain", rule.code.lower()]) == 0
        page = capsys.readouterr().out
        assert rule.name in page
        assert rule.doc in page


@pytest.mark.parametrize("name", MODELS)
def test_schema_is_json(name: str, capsys: Captured) -> None:
    assert run(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == MODELS[name].__name__


def test_schema_without_a_name_lists_them(capsys: Captured) -> None:
    assert run(["schema"]) == 0
    assert capsys.readouterr().out.split() == list(MODELS)


@pytest.mark.parametrize("args", ["['--help']", "['check', '--help']", "['--version']"])
def test_help_loads_nothing_heavy(args: str) -> None:
    code = f"import sys; from assistant.cli import run; run({args}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not loaded & HEAVY


def test_check_loads_only_what_it_needs(demo: DemoPaths, desk: Path) -> None:
    code = (
        "import sys; from assistant.cli import run; run(sys.argv[1:]);"
        "print('\\n' + ' '.join(sys.modules))"
    )
    args = [sys.executable, "-c", code, "check", *map(str, demo.pack)]
    done = subprocess.run(args, capture_output=True, encoding="utf-8", check=True)
    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "lxml" in loaded
    assert not loaded & {"openpyxl", "docx", "jinja2", "langchain", "jieba", "fastapi", "ray"}


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_output_is_utf8_in_every_locale(locale: str) -> None:
    environ = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = process("--help", **environ, PYTHONIOENCODING="")
    assert done.returncode == 0
    assert "绩效自评助手" in done.stdout.decode("utf-8")
    assert "没有“x”这个命令" in process("x", **environ).stderr.decode("utf-8")


PACK = str(demo_paths().pack[0])


@pytest.mark.parametrize(
    "args",
    [["schema", "pack"], ["rules"], ["--help"], ["extract", PACK], ["extract", PACK, "-fcsv"]],
)
def test_a_reader_that_goes_away_is_no_error(args: list[str]) -> None:
    with subprocess.Popen([*CALL, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout
        assert done.stderr
        done.stdout.close()
        assert done.stderr.read() == b""
    assert done.returncode == 0


def test_a_crash_does_not_look_like_a_finding() -> None:
    code = (
        "import assistant.cli as cli; cli.run = lambda args: 1 // 0; cli.main()"  # a fault of ours
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr.decode()
    assert "程序出错" in done.stderr.decode()


def test_control_characters_of_a_name_do_not_act(desk: Path, capsys: Captured) -> None:
    assert run(["check", "a\x1b[31m\nb"]) == 2
    assert "\x1b" not in (err := capsys.readouterr().err)
    assert err.count("\n") == 1


def test_demo_writes_every_file(desk: Path, capsys: Captured) -> None:
    assert run(["demo", "--out", "结果"]) == 0
    out, err = capsys.readouterr()
    written = sorted(path.name for path in (desk / "结果").iterdir())
    assert written == sorted([*OUTPUTS, "pack.draft.docx"])
    assert all(path.stat().st_size for path in (desk / "结果").iterdir())
    assert all(name in out for name in written)
    assert err == ""


def test_extract_prints_exactly_the_model(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    assert run(["extract", *map(str, demo.pack)]) == 0
    text = capsys.readouterr().out
    assert Pack.model_validate_json(text).model_dump_json(indent=2) == text.strip()


def test_check_prints_exactly_the_model(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    args = ["check", *map(str, demo.pack), "--prior", str(demo.prior[0]), "-f", "json"]
    code = run(args)
    text = capsys.readouterr().out
    report = CheckReport.model_validate_json(text)
    assert report.model_dump_json(indent=2) == text.strip()
    assert code == (1 if report.count("error") else 0)


def test_check_begins_with_the_verdict(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    run(["check", *map(str, demo.pack), "-f", "json"])
    verdict = CheckReport.model_validate_json(capsys.readouterr().out).verdict
    run(["check", *map(str, demo.pack)])
    assert capsys.readouterr().out.splitlines()[0] == verdict


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.json", b"{"), ("a.html", b"<!"), ("a.xlsx", b"PK"), ("a.sarif", b"{"), ("a.txt", None)],
)
def test_format_follows_the_file_name(
    name: str, begins: bytes | None, demo: DemoPaths, desk: Path, capsys: Captured
) -> None:
    run(["check", *map(str, demo.pack), "-o", name])
    first, second = capsys.readouterr().out.splitlines()
    assert second == f"已写入：{name}"
    assert (desk / name).read_bytes().startswith(begins or first.encode())


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_fail_on(level: str, demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    code = run(["check", *map(str, demo.pack), "-f", "json", "--fail-on", level])
    report = CheckReport.model_validate_json(capsys.readouterr().out)
    levels = ["error", "warning", "info"]
    graver = levels[: levels.index(level) + 1]
    assert code == int(any(finding.severity in graver for finding in report.findings))


def test_selected_rules_only(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    run(["check", *map(str, demo.pack), "-f", "json", "--select", "a,X", "--ignore", "A101"])
    report = CheckReport.model_validate_json(capsys.readouterr().out)
    ran = {each.rule for each in report.outcomes if each.status != "not_selected"}
    assert ran == {rule.code for rule in rules() if rule.code[0] in "AX" and rule.code != "A101"}


def test_baseline_sets_findings_aside(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    args = ["check", *map(str, demo.pack), "-f", "json", "--fail-on", "info"]
    assert run(args) == 1
    found = CheckReport.model_validate_json(capsys.readouterr().out).findings
    accepted = {"reason": "已逐条认可", "fingerprints": [each.fingerprint for each in found]}
    (desk / "基线.json").write_text(json.dumps(accepted), encoding="utf-8")
    assert run([*args, "--baseline", "基线.json"]) == 0
    report = CheckReport.model_validate_json(capsys.readouterr().out)
    assert report.findings == []
    assert {each.reason for each in report.suppressed} == {"已逐条认可"}


def test_timings_go_to_stderr(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    run(["check", *map(str, demo.pack), "-f", "json", "--timings"])
    out, err = capsys.readouterr()
    assert CheckReport.model_validate_json(out).outcomes
    assert re.findall(r"^用时　(读取和提取|核对)：[\d.]+ 毫秒$", err, flags=re.M) == [
        "读取和提取",
        "核对",
    ]


def test_timings_list_every_rule_that_ran_the_slowest_first(
    demo: DemoPaths, desk: Path, capsys: Captured
) -> None:
    run(["check", *map(str, demo.pack), "-f", "json", "--timings", "--select", "A,X"])
    out, err = capsys.readouterr()
    report = CheckReport.model_validate_json(out)
    listed = re.findall(r"^用时　([A-Z]\d+) .*：([\d.]+) 毫秒$", err, flags=re.M)
    ran = {each.rule: each.milliseconds for each in report.outcomes if each.milliseconds}
    assert {code: float(time) for code, time in listed} == {
        code: round(time, 1) for code, time in ran.items()
    }
    assert set(ran) == {rule.code for rule in rules() if rule.code[0] in "AX"}
    times = [float(time) for _, time in listed]
    assert times == sorted(times, reverse=True)
    assert f"用时　全部 {len(ran)} 条规则：{sum(ran.values()):.1f} 毫秒" in err


def test_without_timings_durations_are_not_told(
    demo: DemoPaths, desk: Path, capsys: Captured
) -> None:
    run(["check", *map(str, demo.pack), "-f", "json"])
    out, err = capsys.readouterr()
    assert "用时" not in err
    assert {each.milliseconds for each in CheckReport.model_validate_json(out).outcomes} == {0.0}


def test_the_workbook_of_a_check_is_the_list_for_the_unit(
    demo: DemoPaths, desk: Path, capsys: Captured
) -> None:
    run(["check", *map(str, demo.pack), "-o", "反馈.xlsx"])
    verdict = capsys.readouterr().out.splitlines()[0]
    sheet, notices, *_ = load_workbook(desk / "反馈.xlsx").worksheets
    assert (sheet.title, notices.title) == ("意见反馈表", "提示（供参考）")
    assert sheet["A2"].value == f"结论：{verdict}"


OWN = """\
规则:
  - 编号: U001
    名称: 全年执行数等于年初预算数
    级别: 警告
    依据: 本局〔2024〕1号第一条
    查: 整体自评表/年度资金总额/全年执行数
    等于: 年初预算数
"""


def test_the_log_knows_rules_of_one_s_own(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    (desk / "自定.yaml").write_text(OWN, encoding="utf-8")
    run(["check", *map(str, demo.pack), "--rules", "自定.yaml", "-f", "sarif"])
    (only,) = json.loads(capsys.readouterr().out)["runs"]
    listed = {rule["id"]: rule for rule in only["tool"]["driver"]["rules"]}
    assert set(listed) == {rule.code for rule in rules()} | {"U001"}
    assert listed["U001"]["properties"]["family"] == "自定义规则"
    assert listed["U001"]["properties"]["basis"] == "本局〔2024〕1号第一条"
    assert [each["level"] for each in only["results"] if each["ruleId"] == "U001"] == ["warning"]


def broken(folder: Path) -> Path:
    path = folder / "坏.docx"
    path.write_bytes(b"PK\x03\x04 torn")
    return path


def test_an_unreadable_file_does_not_stop_the_others(
    demo: DemoPaths, desk: Path, capsys: Captured
) -> None:
    assert run(["extract", str(broken(desk)), *map(str, demo.pack)]) == 3
    out, err = capsys.readouterr()
    assert Pack.model_validate_json(out).overall is not None
    assert "坏.docx" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["extract", "check", "draft"])
def test_nothing_read(command: str, desk: Path, capsys: Captured) -> None:
    assert run([command, str(broken(desk))]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


@pytest.mark.parametrize("given", ["坏.docx", "absent", "this"])
def test_a_bad_prior_is_told_and_the_check_goes_on(
    given: str, demo: DemoPaths, desk: Path, capsys: Captured
) -> None:
    broken(desk)
    prior = str(demo.pack[0]) if given == "this" else given
    assert run(["check", *map(str, demo.pack), "--prior", prior, "-f", "json"]) == 3
    out, err = capsys.readouterr()
    assert CheckReport.model_validate_json(out).outcomes
    assert err.count("\n") == 1


def copied(demo: DemoPaths, desk: Path) -> Path:
    return Path(shutil.copy(demo.pack[0], desk / "材料.docx"))


def test_draft_writes_its_files_beside_an_untouched_source(
    demo: DemoPaths, desk: Path, capsys: Captured
) -> None:
    source = copied(demo, desk)
    before = source.read_bytes()
    args = ["--prior", str(demo.prior[0]), "--summary", str(demo.summaries[0])]
    assert run(["draft", source.name, *args, "-o", "."]) == 0
    assert source.read_bytes() == before
    assert {path.name for path in desk.iterdir()} == {
        *OUTPUTS, source.name, "材料.draft.docx"
    }  # fmt: skip
    drafts = DraftReport.model_validate_json((desk / "drafts.json").read_bytes())
    assert drafts.drafts


def test_a_text_pack_gets_a_word_document(demo: DemoPaths, desk: Path) -> None:
    text = demo.pack[0].with_suffix(".txt")
    assert run(["draft", str(text)]) == 0
    assert (desk / "jixiao-out" / "pack.draft.docx").read_bytes().startswith(b"PK")


def test_a_source_is_never_written_over(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    source = Path(shutil.copy(demo.pack[0], desk / "questions.docx"))
    before = source.read_bytes()
    assert run(["draft", source.name, "-o", "."]) == 2
    assert "不能覆盖" in capsys.readouterr().err
    assert run(["extract", source.name, "-o", source.name]) == 2
    assert run(["check", source.name, "-f", "html", "-o", source.name]) == 2
    assert run(["check", source.name, "-f", "xlsx", "-o", source.name]) == 2
    assert run(["check", source.name, "-f", "sarif", "-o", source.name]) == 2
    assert source.read_bytes() == before


def test_results_do_not_go_among_the_sources(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    copied(demo, desk)
    assert run(["draft", ".", "-o", str(desk)]) == 2
    assert "结果不能写进材料所在的文件夹" in capsys.readouterr().err
    assert [path.name for path in desk.iterdir()] == ["材料.docx"]


@pytest.mark.parametrize("out", ["taken", "taken/deeper"])
def test_a_folder_that_cannot_be_made(
    out: str, demo: DemoPaths, desk: Path, capsys: Captured
) -> None:
    (desk / "taken").write_text("a file", encoding="utf-8")
    assert run(["draft", *map(str, demo.pack), "-o", out]) == 2
    assert "请确认文件夹存在、可写" in capsys.readouterr().err


def test_settings_reach_the_commands(demo: DemoPaths, desk: Path, capsys: Captured) -> None:
    (desk / "jixiao.toml").write_text('fail_on = "info"\nselect = ["A"]\n', encoding="utf-8")
    run(["check", *map(str, demo.pack), "-f", "json"])
    report = CheckReport.model_validate_json(capsys.readouterr().out)
    assert {each.rule[0] for each in report.outcomes if each.status != "not_selected"} == {"A"}
    (desk / "jixiao.toml").write_text("fail_on = 1\n", encoding="utf-8")
    assert run(["check", *map(str, demo.pack)]) == 2
    assert "“fail_on”的值不对" in capsys.readouterr().err


def test_the_scoring_of_the_forms_own_place_is_taken_and_told(desk: Path, capsys: Captured) -> None:
    form, _ = write_form("yunnan_project", desk)
    run(["check", str(form)])
    assert "评分口径：云南（yunnan，由表样“" in capsys.readouterr().out
    run(["check", str(form), "--profile", "hubei"])
    assert "评分口径：湖北（hubei，按指定）" in capsys.readouterr().out
    (desk / "jixiao.toml").write_text('profile = "anhui"\n', encoding="utf-8")
    run(["check", str(form)])
    assert "评分口径：安徽（anhui，按指定）" in capsys.readouterr().out
