"""A layout drafted from a filled form: valid, and where it is sure, right."""

from pathlib import Path

import pytest
import yaml

from assistant.documents import read
from assistant.extraction import form_tables
from assistant.extraction.indicator_table import read_indicator_table
from assistant.extraction.layouts import Layout, Library, library, read_layout
from assistant.extraction.suggest import suggest_layout
from assistant.model.document import Table
from assistant.model.quantity import Quantity, Text
from assistant.resources import data_path
from corpus.forms.build import write_form
from corpus.forms.truth import FORMS, FormTruth
from tests.extraction.build import Grid, table

STRANGE: Grid = [
    ["事项名称", "<", "灌渠清淤", "<", "<", "<"],
    ["资金来源", "批复金额", "下达金额", "支付金额", "支付比例", "打分"],
    ["财政资金", "30.00", "28.00", "27.50", "98.21%", "9.8"],
    ["考核维度", "考核内容", "计划数", "落实结果", "分数", "佐证"],
    ["产出指标", "清淤长度", "≥12公里", "12.5公里", "50", "验收单"],
    ["效益指标", "受益农户", "≥800户", "830户", "40", "花名册"],
]


def drafted(grid: Table, name: str = "draft") -> Layout:
    return read_layout(suggest_layout(grid, "project", "自评表", name), name)


def whole(own: Layout) -> Layout:
    common = data_path("schemas", "layouts", "common.yaml").read_text(encoding="utf-8")
    return Library([read_layout(common, "common"), own]).whole(own.name)


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
@pytest.mark.parametrize("form", FORMS)
def test_a_draft_from_a_known_form_reads_that_form(form: str, suffix: str, tmp_path: Path) -> None:
    truth = FormTruth(form)
    path = next(path for path in write_form(form, tmp_path) if path.suffix == suffix)
    (first, *_) = form_tables(read(path))
    layout = whole(drafted(first.table))
    unit = "元" if truth.raw.get("above") == ["单位：元"] else ""
    read_back = read_indicator_table(
        first.table, Text(place="t/title"), first.kind, "t", unit, layout
    )
    found = {
        field.place: field for line in read_back.money for field in vars(line).values() if field
    }
    found |= {
        field.place: field
        for row in read_back.indicators
        for field in (row.name, row.target, row.actual, row.weight, row.score, row.deviation)
    }
    wanted = {
        place: want
        for place, want in truth.wanted().items()
        if place.startswith(("money/", "indicators/"))
    }
    wrong = [
        place
        for place, want in wanted.items()
        if (field := found.get(f"t/{place}")) is None
        or (isinstance(field, Quantity) and (field.value, field.unit) != (want.value, want.unit))
    ]
    assert wrong == []


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_names_what_the_layout_names(form: str, tmp_path: Path) -> None:
    truth = FormTruth(form)
    (first, *_) = form_tables(read(write_form(form, tmp_path)[0]))
    own, right = drafted(first.table), library().printed[truth.raw["layout"]]
    for part in ("money", "indicators"):
        drawn, printed = own.by_part[part], right.by_part[part]
        assert drawn.keys() == printed.keys()
        assert all(drawn[field][0] in printed[field] for field in drawn)
    assert set(right.apart) & set(own.apart) == set(right.apart)


def test_what_is_guessed_or_unknown_is_marked() -> None:
    text = suggest_layout(table(STRANGE), "project", "自评表", "draft", "“甲.docx”第 1 张表")
    lines = {line.split("#")[0].strip(): line for line in text.splitlines()}
    assert text.startswith("# 由“甲.docx”第 1 张表起草的表样")
    assert "待确认：按内容猜测" in lines["rate: 支付比例"]
    assert "待确认：按内容猜测" in lines["target: 计划数"]
    assert "待确认：按内容猜测" in lines["level1: 考核维度"]
    for line in ("initial: 批复金额", "full_year: 下达金额", "executed: 支付金额",
                 "name: 考核内容", "actual: 落实结果", "weight: 分数"):  # fmt: skip
        assert "待确认：按次序猜测" in lines[line]
    assert "待确认：按次序猜测（样例：9.8）" in lines["score: 打分"]
    assert "待确认（样例：验收单、花名册）" in lines["- 佐证"]
    assert "待确认：表中没有写明是元还是万元" in lines['unit: ""']
    assert yaml.safe_load(text)["name"] == "draft"


HOSTILE = ["a: b", "- x", "#注", "'", '"', "{", "批复: [", "\\", "\u2028行", "null", "=", "是\t否"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_heading_can_not_break_the_draft(text: str) -> None:
    grid = [list(line) for line in STRANGE]
    grid[3][5] = text
    grid[0][0] = text
    own = drafted(table(grid))
    assert own.name == "draft"


def test_a_table_without_any_block_gives_a_draft_to_fill() -> None:
    own = drafted(table([["甲", "乙"], ["丙", "丁"]]))
    assert own.money.columns == {}
    assert own.indicators.columns == {}
