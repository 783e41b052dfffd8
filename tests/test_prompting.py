"""Prompt files: whole, versioned, with examples that hold to the shape of the answer."""

import json
import re

import pytest
from pydantic import BaseModel

from assistant.facts.render import REFERENCE
from assistant.model.reply import REPLIES
from assistant.prompting import Prompt, load_prompt, read_prompt
from assistant.resources import data_path

NAMES = sorted(path.stem for path in data_path("prompts").glob("*.md") if path.stem != "README")
EXAMPLE = re.compile(r"^答复\n(\{.*\})$", re.M)


def test_every_task_has_its_prompt() -> None:
    assert sorted(
        ["problems", "measures", "deviation", "thrift", "project_deviation", "achievements",
         "links", "layout", "notices"]
    ) == NAMES  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_prompts_are_whole_and_their_examples_hold(name: str) -> None:
    prompt = load_prompt(name)
    examples = EXAMPLE.findall(prompt.text)
    assert len(examples) == 2
    for text in examples:
        prompt.shape.model_validate(json.loads(text))
        given = prompt.text[: prompt.text.index(text)]
        stated = set(re.findall(r"^([FS]\d+) \|", given, flags=re.M))
        assert set(REFERENCE.findall(text)) <= stated
    listed = data_path("prompts", "README.md").read_text(encoding="utf-8")
    assert f"`{name}.md`" in listed


def numeric(shape: type[BaseModel]) -> list[str]:
    schema = json.dumps(shape.model_json_schema())
    return re.findall(r'"type": "(number|integer)"', schema)


@pytest.mark.parametrize("shape", REPLIES.values(), ids=REPLIES)
def test_no_shape_has_a_numeric_field(shape: type[BaseModel]) -> None:
    assert numeric(shape) == []


GOOD = '---\nname: x\nversion: "1"\ninputs: [数据]\noutput: SlotReply\n---\n“数据”\n## 示例一\n## 示例二\n'
AMISS = [
    ("no front matter", GOOD.replace("---\nname", "name")),
    ("its name says y", GOOD.replace("name: x", "name: y")),
    ("no such output", GOOD.replace("SlotReply", "Other")),
    ("no ## 示例二", GOOD.replace("## 示例二", "")),
    ("数据 is not explained", GOOD.replace("“数据”", "数据")),
    ("version", GOOD.replace('version: "1"\n', "")),
    ("inputs", GOOD.replace("[数据]", "[]")),
]


@pytest.mark.parametrize(("fault", "content"), AMISS, ids=[fault for fault, _ in AMISS])
def test_a_prompt_that_is_amiss_is_refused(fault: str, content: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_prompt("x", content)


def test_the_message_has_all_inputs_in_order() -> None:
    prompt: Prompt = read_prompt(
        "x", GOOD.replace("[数据]", "[材料, 数据]").replace("“数据”", "“数据”“材料”")
    )
    assert prompt.message(数据="乙", 材料="甲") == "## 材料\n甲\n\n## 数据\n乙"
    with pytest.raises(KeyError, match="材料"):
        prompt.message(数据="乙")
