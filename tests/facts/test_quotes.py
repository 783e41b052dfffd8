"""Quotes are cut where the finding stands, not where the same words stand first."""

import pytest

from assistant.facts.quotes import Quoted, mended
from assistant.model.pack import Pack, Report, Section
from assistant.model.place import Location
from assistant.model.quantity import Text

WORDS = "目前正在建设，年内共投入30万元。二期目前正在建设，年内共投入45万元。"


@pytest.mark.parametrize(
    ("quote", "at", "whole"),
    [
        ("目前正在建设", 0, "目前正在建设"),
        ("目前正在建设", WORDS.rindex("目前"), "……目前正在建设"),
        ("目前正在建设", None, "目前正在建设"),
        ("共投入4", WORDS.index("45"), "……共投入45万元"),
        ("共投入", WORDS.rindex("投入") + 1, "……共投入……"),
        ("共投入", 3, "……共投入……"),
        ("没有这些字", 5, "没有这些字"),
    ],
)
def test_of_several_places_the_nearest_is_quoted(quote: str, at: int | None, whole: str) -> None:
    assert mended(quote, "a/p", {"a/p": WORDS}, at) == whole


@pytest.mark.parametrize("begin", [None, 40])
def test_a_location_counts_from_where_the_text_begins_in_its_cell(begin: int | None) -> None:
    at = Location(file="甲.txt", start=begin)
    text = Text(raw=WORDS, place="overall_report/概况/p", location=at)
    section = Section(number="一、", title="概况", level=1, place="overall_report/概况",
                      location=at, paragraphs=[text])  # fmt: skip
    report = Report(title=Text(raw="报告", place="overall_report/title"), sections=[section])
    quoted = Quoted(Pack(unit=Text(raw="青禾镇", place="unit"), overall_report=report))
    second = at.span(WORDS.rindex("目前"), WORDS.rindex("目前") + 2)
    assert quoted.mended("目前正在建设", f"{text.place}@45万元", second) == "……目前正在建设"
    assert quoted.mended("目前正在建设", text.place, at) == "目前正在建设"
