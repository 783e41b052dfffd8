"""Places and locations."""

import pytest

from assistant.model.place import Location, Places, join_place, squeeze


def test_repeats_are_numbered() -> None:
    places = Places()
    assert [places.unique(p) for p in ("a/b", "a/b", "a/c", "a/b")] == [
        "a/b", "a/b#2", "a/c", "a/b#3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        (("projects", "电站 改造"), "projects/电站改造"),
        (("overall/indicators", "数量指标", "举办\n培训"), "overall/indicators/数量指标/举办培训"),
        (("a",), "a"),
    ],
)
def test_join(parts: tuple[str, ...], place: str) -> None:
    assert join_place(*parts) == place


@pytest.mark.parametrize("text", [" 甲\u3000乙\n丙\t", "甲乙丙", "\xa0甲乙 丙"])
def test_squeeze(text: str) -> None:
    assert squeeze(text) == "甲乙丙"


def test_span_is_relative_to_the_text() -> None:
    cell = Location(file="a.docx", table=1, row=2, col=3)
    part = cell.span(4, 9)
    assert (part.start, part.end, part.row) == (4, 9, 2)
    assert (part.span(1, 3).start, part.span(1, 3).end) == (5, 7)
    assert cell.start is None
