"""Layout files: valid as packaged, refused with a clear line when wrong, inherited as stated."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from assistant.errors import BadSettings
from assistant.extraction.layouts import COMMON, Library, library, read_folder, read_layout
from assistant.resources import data_path

FOLDER = data_path("schemas", "layouts")
FILES = sorted(FOLDER.glob("*.yaml"))
GOOD = """\
name: new
title: 新表样
forms: [project]
money: {columns: {full_year: 核定预算, executed: [累计支出, 实际支出]}}
indicators: {columns: {target: 计划值, first_target: 指标值}}
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_packaged_files_keep_to_the_schema(path: Path) -> None:
    schema = json.loads(data_path("schemas", "layout.schema.json").read_text(encoding="utf-8"))
    stated = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.stem == COMMON:
        stated = {key: stated[key] for key in schema["properties"] if key in stated}
    jsonschema.validate(stated, schema)
    assert read_layout(path.read_text(encoding="utf-8"), path.stem).title


# a file's text, what the message names
FAULTS = [
    ("- a\n- b", "键：值"),
    ("a: [", "YAML"),
    (GOOD.replace("name: new", "name: old"), "name 应与文件名相同"),
    (GOOD.replace("title: 新表样\n", ""), "title：缺少这一项"),
    (GOOD + "unit: 元\n", "unit：没有这个键"),
    (GOOD.replace("full_year", "fullyear"), "money.columns.fullyear：只能是"),
    (GOOD.replace("[project]", "[projects]"), "forms.0：只能是"),
    (GOOD.replace("核定预算", "''"), "money.columns.full_year.0：不能空白"),
    (GOOD.replace("核定预算", "{a: b}"), "money.columns.full_year：应是一个名称或名称列表"),
    (GOOD.replace("核定预算", "12"), "money.columns.full_year：应是一个名称或名称列表"),
    (GOOD.replace("[累计支出, 实际支出]", "核定预算（A）"), "“核定预算”同时给了两个栏目"),
    (GOOD + "  child: '其中('\n", "YAML"),
    (GOOD.replace("{columns: {target", "{child: '其中(', columns: {target"), "正则表达式"),
    (GOOD.replace("money: {", "money: {unit: 美元, "), "money.unit：只能是"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_faulty_file_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadSettings, match=r"表样文件 new\.yaml") as refused:
        read_layout(text, "new")
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_a_layout_leaves_out_is_inherited(tmp_path: Path) -> None:
    for path in FILES:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "new.yaml").write_text(GOOD, encoding="utf-8")
    new, common = read_folder(tmp_path).whole("new"), library().common
    assert new.money.columns["full_year"] == ["核定预算", *common.money.columns["full_year"]]
    assert new.goals == common.goals
    assert new.indicators.columns["actual"] == common.indicators.columns["actual"]
    # A name given to one field is no longer another's.
    assert "指标值" not in new.indicators.columns["target"]
    assert new.indicators.columns["first_target"] == ["指标值"]
    assert "实际支出" in new.money.columns["executed"]


def test_a_variant_prints_what_its_parent_prints() -> None:
    hebei, anhui = (library().printed[name] for name in ("hebei", "anhui"))
    assert hebei.goals == anhui.goals
    assert hebei.money.columns["full_year"][0] == "调整预算数（A）"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + "inherits: nowhere\n", "继承的“nowhere”不存在"),
        (GOOD + "inherits: new\n", "循环继承"),
    ],
)
def test_inheritance_leads_somewhere(text: str, message: str) -> None:
    common = read_layout((FOLDER / "common.yaml").read_text(encoding="utf-8"), COMMON)
    with pytest.raises(BadSettings, match=message):
        Library([common, read_layout(text, "new")])


def test_there_must_be_a_common_layout() -> None:
    with pytest.raises(BadSettings, match=r"common\.yaml"):
        Library([read_layout(GOOD, "new")])


def test_every_family_of_the_field_has_a_layout() -> None:
    families = {name.partition("_")[0] for name in library().printed}
    assert families >= {
        "hunan", "anhui", "hebei", "shanxi", "sichuan", "yunnan", "hubei", "ningxia", "beijing",
        "chongqing", "transfer",
    }  # fmt: skip
