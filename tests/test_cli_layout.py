"""The command layout: what it writes, which table it takes, what it refuses."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.cli import run
from assistant.extraction.layouts import read_layout
from assistant.model.pack import Pack
from corpus.forms.build import write_form, write_grid
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


# A form of a province that no packaged layout knows: every heading is its own.
XIZHOU = [
    ["事项名称", "<", "溪口大桥防撞设施", "<", "<", "<", "<"],
    ["归口部门", "<", "溪州县交通局", "<", "承办单位", "溪州县公路所", "<"],
    ["经费安排（单位：元）", "来源", "批复数", "变更后批复数", "实付数", "支付比例", "评分"],
    ["^", "全部经费", "1,200,000", "1,150,000", "1,100,000", "95.65%", "9.57"],
    ["^", "县级安排", "800,000", "750,000", "700,000", "93.33%", ""],
    ["目标", "年初承诺", "<", "<", "年终兑现", "<", "<"],
    ["^", "安装防撞护栏1200米，更换标志牌36块。", "<", "<", "安装防撞护栏1260米。", "<", "<"],
    ["考评要点", "维度", "要点", "承诺值", "兑现值", "满分", "实得"],
    ["^", "产出", "防撞护栏长度", "≥1200米", "1260米", "50", "50"],
    ["^", "产出", "标志牌更换数", "≥36块", "34块", "20", "18.89"],
    ["^", "效果", "夜间事故起数", "≤2起", "1起", "20", "20"],
    ["合计", "<", "<", "<", "<", "90", "88.89"],
]


def finished(draft: str) -> str:
    """Return a draft as a person leaves it: marks gone, kind and title put right."""
    text = re.sub("  # 待确认.*", "", draft)
    text = re.sub("^title: .*$", "title: 溪州（专项自评表）", text, flags=re.M)
    return re.sub("^forms: .*$", "forms: [project]", text, flags=re.M)


def test_a_form_no_layout_knows_is_read_after_a_draft_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = write_grid("2024年度专项绩效自评表", XIZHOU, tmp_path / "form.docx")
    out, folder = tmp_path / "pack.json", tmp_path / "表样"
    folder.mkdir()
    assert run(["extract", str(form), "-o", str(out)]) == 2
    assert run(["layout", "suggest", str(form), "-o", str(folder / "xizhou.yaml")]) == 0
    draft = (folder / "xizhou.yaml").read_text(encoding="utf-8")
    assert draft.count("待确认：") >= 14
    (folder / "xizhou.yaml").write_text(finished(draft), encoding="utf-8")
    (tmp_path / "jixiao.toml").write_text('layouts = "表样"', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["extract", str(form), "-o", str(out)]) == 0
    pack = Pack.model_validate_json(out.read_text(encoding="utf-8"))
    (read,) = pack.projects
    assert (read.project.raw, read.department.raw) == ("溪口大桥防撞设施", "溪州县交通局")
    assert (read.implementer.raw, read.goal_achieved.raw) == (
        "溪州县公路所", "安装防撞护栏1260米。",
    )  # fmt: skip
    assert [(m.initial.base, m.full_year.base, m.executed.base) for m in read.money] == [
        (Decimal(1_200_000), Decimal(1_150_000), Decimal(1_100_000)),
        (Decimal(800_000), Decimal(750_000), Decimal(700_000)),
    ]
    assert [
        (
            r.level1,
            r.target.comparator,
            r.target.value,
            r.target.unit,
            r.actual.value,
            r.score.value,
        )
        for r in read.indicators
    ] == [
        ("产出", ">=", 1200, "米", 1260, 50),
        ("产出", ">=", 36, "块", 34, Decimal("18.89")),
        ("效果", "<=", 2, "起", 1, 20),
    ]
    assert (read.total_score.value, pack.unplaced) == (Decimal("88.89"), [])
