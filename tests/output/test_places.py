"""Places and locations in Chinese; the words cover every field of the model."""

import types
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from assistant.model.base import Value
from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.model.quantity import Text
from assistant.output.places import WORDS, location_words, place_words

CASES = [
    ("overall/indicators/-/受益户数/weight", "整体自评表 › 受益户数 › 分值"),  # a flat list
    ("overall/indicators/效益指标/受益户数/weight", "整体自评表 › 效益指标 › 受益户数 › 分值"),
    ("overall/total/score", "整体自评表 › 合计 › 得分"),
    ("projects/电站改造/indicators/数量指标/改造个数#2/actual",
     "项目自评表（电站改造） › 数量指标 › 改造个数（第2处） › 实际完成值"),
    ("projects/score/title", "项目自评表（得分） › 标题"),
    ("project_reports/电站改造/完成情况/p", "项目自评报告（电站改造） › 完成情况 › 第1段"),
    ("overall_report/问题/p#3@5户#2", "整体自评报告 › 问题 › 第3段 › 文中“5户”（第2处）"),
    ("overall_report/p@1/3", "整体自评报告 › 第1段 › 文中“1/3”"),
    ("overall/money/年度资金总额/executed", "整体自评表 › 资金 › 年度资金总额 › 全年执行数"),
    ("base_data/spending/三公经费/last_final", "基础数据表 › 三公经费 › 上年决算数"),
    ("unknown/part", "unknown › part"),
    ("", "全部材料"),
    ("overall/\x1b[31m\nx", "整体自评表 › ␛[31m ⏎ x"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "expected"), CASES)
def test_place(place: str, expected: str) -> None:
    assert place_words(place) == expected


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (Location(file="甲/乙.docx", table=0, row=2, col=4), "乙.docx，第1个表第3行第5列"),
        (Location(file="C:\\甲\\乙.pdf", page=3), "乙.pdf，第3页"),
        (Location(), ""),
    ],
)
def test_location(location: Location, expected: str) -> None:
    assert location_words(location) == expected


def _field_names(model: type[BaseModel | Value]) -> set[str]:
    names: set[str] = set()
    for name, annotation in get_type_hints(model).items():
        for kind in _kinds(annotation):
            if issubclass(kind, Text):
                names.add(name)
            elif issubclass(kind, BaseModel | Value) and kind is not model:
                names |= _field_names(kind)
    return names


def _kinds(annotation: Any) -> list[type]:
    if get_origin(annotation) in (list, types.UnionType):
        return [kind for each in get_args(annotation) for kind in _kinds(each)]
    return [annotation] if isinstance(annotation, type) else []


def test_every_field_of_a_pack_has_a_chinese_word() -> None:
    names = _field_names(Pack) - {"paragraphs", "quantity"}
    assert len(names) >= 38
    assert names <= WORDS.keys()
