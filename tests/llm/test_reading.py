"""Reading what models write: never a guess, never an exception."""

import json
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm import Outcome
from assistant.llm.reading import read
from assistant.llm.repair import NotJson, loads, repaired
from assistant.model.base import Frozen


class Item(Frozen):
    text: str
    kind: Literal["因", "果"] | None = None
    refs: tuple[str, ...] = ()


class Listed(Frozen):
    items: tuple[Item, ...]


ITEMS = st.builds(
    Item,
    text=st.text(st.characters(exclude_categories=["Cs"])),
    kind=st.sampled_from(["因", "果", None]),
    refs=st.tuples(st.text("F0123456789", max_size=4)),
)
LISTED = st.builds(Listed, items=st.lists(ITEMS, max_size=3).map(tuple))

REPAIRED = [
    ('{"a": [1, 2,], }', {"a": [1, 2]}),
    ("｛“a”：“甲，乙：丙”｝", {"a": "甲，乙：丙"}),
    ('｛“a”：“他说"好"”｝', {"a": '他说"好"'}),
    ("{'a': True, 'b': None}", {"a": True, "b": None}),
    ('{"a": "x,}"}', {"a": "x,}"}),
    ('{"a": "两\n行"}', {"a": "两\n行"}),
]
BROKEN = ['{"a": 1', '{"a": NaN}', "{'a': \"b\"}", "{“a”：“b｝", "{a: 1}", "{'a': 1+1}",
          "{'a': {1, 2}}", r"{'a': '\d'}", "__import__('os')", "", "甲", "[" * 5000]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), REPAIRED)
def test_punctuation_is_put_right(text: str, value: object) -> None:
    assert repaired(text) == value


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_missing_is_not_invented(text: str) -> None:
    with pytest.raises(NotJson):
        repaired(text)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "NaN", "1" * 5000, "{"])
def test_what_json_leaves_open_is_refused(text: str) -> None:
    with pytest.raises(NotJson):
        loads(text)


@given(
    LISTED,
    st.sampled_from(["{}", "```json\n{}\n```", "好的：\n{}\n完毕", "<think>因为{{}}</think>{}"]),
)
def test_wrapped_answers_are_read(listed: Listed, around: str) -> None:
    text = listed.model_dump_json()
    found = read(around.replace("{}", text).replace("{{}}", "{}"), Listed)
    assert (found.outcome, found.value) == (Outcome.ANSWERED, listed), found.reason


@given(LISTED, st.data())
def test_a_part_of_an_answer_is_no_answer(listed: Listed, data: st.DataObject) -> None:
    text = listed.model_dump_json()
    part = text[: data.draw(st.integers(0, len(text) - 1))]
    assert read(part, Listed).value is None
    assert read(part, Listed, cut=True).outcome == Outcome.TRUNCATED


@given(st.text() | st.text("{}[]\":,'“”｛｝<think>/`json\\ \n1甲"))
def test_no_text_is_too_strange(text: str) -> None:
    found = read(text, Listed)
    assert (found.value is None) == (found.outcome != Outcome.ANSWERED)
    assert found.value is not None or found.reason


@pytest.mark.parametrize(
    "text",
    ["<think>" * 60_000, "</think>" * 60_000, "{" * 200_000, '{"' * 100_000, "```" * 100_000,
     "[]" * 100_000, "“" * 200_000, '{"a":' * 50_000],
)  # fmt: skip
def test_hostile_texts_take_no_time(text: str) -> None:
    assert read(text, Listed).value is None


def test_a_default_may_be_left_out_but_no_type_is_converted() -> None:
    assert read('{"items": [{"text": "甲"}]}', Listed).value == Listed(items=(Item(text="甲"),))
    for wrong in (1, None, True, ["甲"], {"text": "甲"}):
        assert read(json.dumps({"items": [{"text": wrong}]}), Listed).value is None
