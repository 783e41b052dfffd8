"""A folder of one's own layouts: beside the packaged ones, checked when read, and preferred."""

import os
from pathlib import Path

import pytest

from assistant.errors import BadSettings
from assistant.extraction import extract
from assistant.extraction.detect import detect
from assistant.extraction.layouts import library
from assistant.resources import data_path
from assistant.settings import load_settings
from tests.extraction.build import Grid, document, table
from tests.extraction.test_layouts import GOOD

FORM: Grid = [
    ["项目名称", "灌渠清淤", "<", "<", "<", "<", "<"],
    ["项目资金", "", "年初预算数", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）", "得分"],
    ["^", "年度资金总额", "30", "28", "27.5", "98.21%", "9.82"],
    ["绩效指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["^", "清淤长度", "≥12公里", "12.5公里", "50", "50", ""],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the settings name."""
    own = tmp_path / "layouts"
    own.mkdir()
    monkeypatch.setenv("JIXIAO_LAYOUTS", str(own))
    return own


def test_own_layouts_stand_beside_the_packaged_ones(folder: Path) -> None:
    packaged = {path.stem for path in data_path("schemas", "layouts").glob("*.yaml")}
    (folder / "new.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "readme.txt").write_text("不是表样", encoding="utf-8")
    assert set(library().printed) == packaged - {"common"} | {"new"}
    assert library().whole("new").money.columns["executed"][0] == "累计支出"
    assert library().own == {"new"}


def test_a_changed_file_is_read_again(folder: Path) -> None:
    path = folder / "new.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert library().printed["new"].title == "新表样"
    path.write_text(GOOD.replace("新表样", "改过的"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert library().printed["new"].title == "改过的"
    path.unlink()
    assert "new" not in library()


def test_the_folder_is_relative_to_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text('layouts = "表样"\n', encoding="utf-8")
    assert load_settings(tmp_path, {}).layouts == str(tmp_path / "表样")
    assert load_settings(tmp_path, {"JIXIAO_LAYOUTS": "x"}).layouts == "x"
    (tmp_path / "jixiao.toml").write_text("layouts = 3\n", encoding="utf-8")
    with pytest.raises(BadSettings, match="“layouts”的值不对"):
        load_settings(tmp_path, {})


# what the file is called, its text, what the message says after the file's path
FAULTS = [
    ("new.yaml", GOOD.replace("full_year", "fullyear"), "第 4 行 money.columns.fullyear：只能是"),
    ("new.yaml", GOOD.replace("[累计支出,", "['',"), "第 4 行 money.columns.executed.0：不能空白"),
    ("new.yaml", GOOD + "goals:\n  goal: 目标\n", "第 7 行 goals.goal：只能是"),
    ("new.yaml", GOOD + "title: 又一个\n", "第 6 行 “title”重复"),
    ("new.yaml", GOOD.replace("title: 新表样\n", ""), "title：缺少这一项"),
    ("new.yaml", GOOD + "marks: [甲\nhead: 1\n", "不是正确的 YAML"),
    ("new.yaml", GOOD + "marks: [甲\nhead: 1\n", "第 7 行 "),
    ("other.yaml", GOOD, "第 1 行 name 应与文件名相同（other），现在是“new”"),
    ("anhui.yaml", GOOD.replace("name: new", "name: anhui"), "与自带的表样“anhui”同名"),
    ("new.yaml", "", "应由“键：值”组成"),
]


@pytest.mark.parametrize(("name", "text", "message"), FAULTS)
def test_a_fault_is_told_with_file_line_and_key(
    folder: Path, name: str, text: str, message: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings) as told:
        extract([document("项目支出绩效自评表", FORM)])
    assert str(folder / name) in str(told.value)
    assert message in str(told.value)
    assert "\n" not in str(told.value)


def test_files_that_are_no_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "new.yaml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(BadSettings, match="不是 UTF-8 编码"):
        library()
    path.write_text("#" * 300_000, encoding="utf-8")
    with pytest.raises(BadSettings, match="超过 256 KB"):
        library()
    monkeypatch.setenv("JIXIAO_LAYOUTS", str(folder / "absent"))
    with pytest.raises(BadSettings, match="absent”不存在"):
        library()


# what an own layout that is as good as a packaged one reads otherwise
TIED = """\
name: own
title: 本县（改动过的安徽表）
inherits: anhui
indicators: {child: '清淤'}
"""


def test_of_even_layouts_the_own_one_wins_and_it_is_told(folder: Path) -> None:
    packaged = detect(table(FORM), "project").layout.name
    assert packaged == "anhui"
    (folder / "own.yaml").write_text(TIED, encoding="utf-8")
    found = detect(table(FORM), "project")
    assert (found.layout.name, found.known) == ("own", True)
    assert found.note.startswith("与“安徽”")
    assert found.note.endswith("同样相近，按自备的表样“本县（改动过的安徽表）”读取")


def test_a_worse_own_layout_does_not_win(folder: Path) -> None:
    (folder / "new.yaml").write_text(GOOD, encoding="utf-8")
    found = detect(table(FORM), "project")
    assert (found.layout.name, found.note) == ("anhui", "")
