"""Whatever a table holds: it is read without a crash, and each filled cell is found again."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import NothingFound
from assistant.extraction import extract
from assistant.extraction.layout import label
from assistant.extraction.layouts import library, read_layout
from assistant.extraction.suggest import suggest_layout
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from tests.extraction.build import PROJECT_TITLE, document, table

HEADINGS = sorted({n for each in library().printed.values() for n in each.names()})
CELLS = st.one_of(
    st.sampled_from(HEADINGS),
    st.sampled_from(
        ["", "", "12.5公里", "≥95%", "100", "99.5", "灌渠清淤", "其中：甲", "无", "乙：3"]
    ),
    st.text("甲乙丙丁0123.%（）：\n", max_size=8),
)
START = [
    ["项目名称", "灌渠", "实施单位", "水管所", "", "", "", ""],
    ["资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "20.00", "20.00", "19.00", "10", "95%", "9.5"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["产出指标", "数量指标", "渠道", "≥5公里", "5.2公里", "50", "50", ""],
]
ROWS = st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=6)
PLACES = st.lists(st.integers(0, 5), max_size=6)


def mixed(rows: list[list[str]], places: list[int]) -> list[list[str]]:
    """Return a usual form with odd rows put in."""
    grid = [list(row) for row in START]
    for row, place in zip(rows, places, strict=False):
        grid.insert(min(place, len(grid)), row)
    return grid


def told(pack: Pack) -> set[str]:
    """Return every text that a person can find in the pack."""
    found = {squeeze(field.raw) for field in pack.fields()}
    found |= {
        f"{each.label.text}：{each.amount.text}" for t in pack.tables() for each in t.by_income
    }
    for entry in pack.unplaced:
        found |= {squeeze(part) for part in re.split(r"[｜]|(?<=\S)\n", entry.text)}
        found.add(squeeze(entry.text))
    return found


def names() -> set[str]:
    every = [library().common, *(library().whole(name) for name in library().printed)]
    return {label(name) for each in every for name in each.names()}


KNOWN = names()


def is_found(text: str, found: set[str]) -> bool:
    bare = squeeze(text)
    return not bare or any(bare in each for each in found)


@given(ROWS, PLACES)
def test_every_filled_cell_is_found_again(rows: list[list[str]], places: list[int]) -> None:
    grid = mixed(rows, places)
    try:
        pack = extract([document(PROJECT_TITLE, grid)])
    except NothingFound:
        return
    found = told(pack)
    rows_read = [row for t in pack.tables() for row in t.indicators]
    levels = {name for row in rows_read for name in (row.level1, row.level2) if name}
    lost = [
        text
        for row in grid
        for text in row
        if re.search(r"\d", text)
        and not is_found(text, found)
        and not any(squeeze(text).startswith(level) or level in squeeze(text) for level in levels)
        and label(text) not in KNOWN
    ]
    assert lost == []


@given(ROWS, PLACES)
def test_a_draft_is_always_valid(rows: list[list[str]], places: list[int]) -> None:
    text = suggest_layout(table(mixed(rows, places)), "project", "自评表", "draft")
    assert read_layout(text, "draft").name == "draft"
