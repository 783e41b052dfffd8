"""Which layout a table follows; ties and misses are told, and nothing is dropped."""

from pathlib import Path

import pytest

from assistant.extraction import extract
from assistant.extraction.detect import detect, kind_of, printed, rank
from assistant.extraction.layouts import Library, read_layout
from assistant.model.pack import Pack
from assistant.resources import data_path
from tests.extraction.build import (
    OVERALL,
    OVERALL_TITLE,
    PROJECT_TITLE,
    Grid,
    document,
    project,
    table,
)

# Headings that no layout prints; the blocks have the usual order.
STRANGE: Grid = [
    ["项目名称", "<", "灌渠清淤", "<", "<", "<"],
    ["资金来源", "批复金额", "下达金额", "支付金额", "满分", "评分"],
    ["财政资金", "30.00", "28.00", "27.50", "10", "9.8"],
    ["考核维度", "考核内容", "计划", "完成", "满分", "评分"],
    ["产出", "清淤长度", "12公里", "12.5公里", "50", "50"],
    ["效果", "受益农户", "800户", "830户", "40", "40"],
]
# The money block is usual, the indicators' headings are not.
HALF: Grid = [
    ["项目名称", "<", "灌渠清淤", "<", "<", "<"],
    ["资金", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
    ["财政资金", "30.00", "28.00", "27.50", "98.21%", "9.8"],
    ["考核维度", "考核内容", "计划", "完成", "满分", "评分"],
    ["产出", "清淤长度", "12公里", "12.5公里", "50", "50"],
]


def notes(pack: Pack) -> list[str]:
    return [n.message for r in pack.readings for n in r.notes if n.kind == "layout"]


def listed(pack: Pack) -> str:
    return "\n".join(entry.text for entry in pack.unplaced)


def words(grid: Grid) -> set[str]:
    return {text for line in grid for text in line if text not in ("", "<", "^")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("执行率（B/A）：", "执行率(B/A)"),
        ("全年预算数\n（Ａ）", "全年预算数(A)"),
        ("分 值", "分值"),
    ],
)
def test_headers_are_compared_as_printed(text: str, expected: str) -> None:
    assert printed(text) == expected


@pytest.mark.parametrize(
    ("grid", "kind", "name"), [(OVERALL, "overall", "hunan_overall"), (project(), "project", None)]
)
def test_score_counts_both_sides(grid: Grid, kind: str, name: str | None) -> None:
    matches = rank(table(grid), "overall" if kind == "overall" else "project")
    assert all(0 <= match.score <= 1 for match in matches)
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    if name:
        assert matches[0].name == name


def test_a_form_of_no_known_layout_is_told_and_read_by_common_names() -> None:
    pack = extract([document(PROJECT_TITLE, HALF)])
    (found,) = pack.projects
    assert found.place == "projects/灌渠清淤"
    assert [(str(line.executed.value), line.label.raw) for line in found.money] == [
        ("27.50", "财政资金")
    ]
    assert notes(pack)[0].startswith(f"“{PROJECT_TITLE}”不是已知的表样")
    for word in ("考核内容", "清淤长度", "12公里", "12.5公里"):
        assert word in listed(pack)


def test_a_form_whose_headings_say_nothing_is_listed_whole() -> None:
    pack = extract([document(OVERALL_TITLE, OVERALL, PROJECT_TITLE, STRANGE)])
    assert pack.projects == []
    (entry,) = [entry for entry in pack.unplaced if "灌渠清淤" in entry.text]
    assert entry.reason.startswith("表格不是已知的表样")
    assert all(word in entry.text for word in words(STRANGE))


def test_every_filled_cell_is_a_field_a_heading_or_listed() -> None:
    grid = [list(line) for line in project()]
    grid[8][7], grid[9][7] = "佐证材料", "验收单"
    grid.append(["审核意见", "<", "同意上报", "<", "<", "<", "<", "<"])
    pack = extract([document(PROJECT_TITLE, grid)])
    assert [(e.text, e.reason[:3]) for e in pack.unplaced] == [
        ("审核意见｜同意上报", "表内文"), ("佐证材料\n验收单", "这一列"),
    ]  # fmt: skip


TWIN = """\
name: {name}
title: {title}
forms: [project]
money: {{columns: {{initial: 年初预算数, full_year: 全年预算数, executed: 全年执行数}}}}
indicators: {{columns: {{name: 三级指标, target: {target}, actual: {actual}}}}}
"""
TARGET, ACTUAL = "年度指标值", "实际完成值"


def shelf(*files: tuple[str, str]) -> Library:
    common = data_path("schemas", "layouts", "common.yaml").read_text(encoding="utf-8")
    return Library([read_layout(common, "common"), *(read_layout(t, n) for n, t in files)])


def twins(second: tuple[str, str]) -> Library:
    columns = {"one": (TARGET, ACTUAL), "two": second}
    return shelf(*(
        (name, TWIN.format(name=name, title=f"表样{name}", target=target, actual=actual))
        for name, (target, actual) in columns.items()
    ))  # fmt: skip


def test_a_tie_is_told() -> None:
    found = detect(table(project()), "project", twins((ACTUAL, TARGET)))
    assert (found.layout.name, found.known) == ("one", True)
    assert found.note == "与“表样two”同样相近，按“表样one”读取"


def test_a_tie_between_layouts_that_read_alike_is_none() -> None:
    found = detect(table(project()), "project", twins((TARGET, ACTUAL)))
    assert (found.layout.name, found.known, found.note) == ("one", True, "")


def test_without_layouts_the_common_names_serve() -> None:
    found = detect(table(project()), "project", shelf())
    assert (found.layout.name, found.known, found.matches) == ("common", False, [])


def test_layouts_decide_what_words_leave_open() -> None:
    grid: Grid = [
        ["转移支付（项目）名称", "<", "危房改造补助", "<"],
        ["资金投入情况（万元）", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）"],
        ["年度资金总额", "100", "98", "98%"],
    ]
    assert kind_of(table(grid)) == "project"
    assert kind_of(table([["甲", "乙"]])) == "overall"


NEW = """\
name: new_place
title: 新地方
forms: [project]
head: {project: 项目名称}
money:
  unit: 元
  columns: {full_year: 下达金额, initial: 批复金额, executed: 支付金额, weight: 满分, score: 评分}
indicators:
  columns: {level1: 考核维度, name: 考核内容, target: 计划, actual: 完成, weight: 满分, score: 评分}
marks: [资金来源]
"""


@pytest.fixture
def with_new_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged layouts, and one in a folder of one's own."""
    (tmp_path / "new_place.yaml").write_text(NEW, encoding="utf-8")
    monkeypatch.setenv("JIXIAO_LAYOUTS", str(tmp_path))


@pytest.mark.usefixtures("with_new_layout")
def test_a_new_layout_is_one_file() -> None:
    pack = extract([document(OVERALL_TITLE, OVERALL, PROJECT_TITLE, STRANGE)])
    (read,) = pack.projects
    assert (read.place, notes(pack)) == ("projects/灌渠清淤", [])
    assert [(str(m.executed.value), m.executed.unit) for m in read.money] == [("27.50", "元")]
    assert [
        (r.level1, r.name.raw, str(r.target.value), r.target.unit, str(r.actual.value))
        for r in read.indicators
    ] == [("产出", "清淤长度", "12", "公里", "12.5"), ("效果", "受益农户", "800", "户", "830")]
    assert pack.unplaced == []
