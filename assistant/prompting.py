"""Prompts of language models: one Markdown file a task, read and checked here."""

import re
from functools import cache
from typing import Any

import yaml
from pydantic import Field

from assistant.model.base import Frozen
from assistant.model.reply import REPLIES
from assistant.resources import data_path

_FRONT = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_EXAMPLES = ("## 示例一", "## 示例二")


class Prompt(Frozen):
    """One task: its name, version, the inputs it is given, the shape it answers in, its text.

    ``inputs`` are the headings of the user's message, in order.
    """

    name: str = Field(pattern=r"[a-z_]+")
    version: str = Field(pattern=r"\d+(?:\.\d+)*")
    inputs: tuple[str, ...] = Field(min_length=1)
    output: str
    text: str = Field(min_length=1)

    @property
    def shape(self) -> type[Any]:
        """Return the model of its answers."""
        return REPLIES[self.output]

    def message(self, **sections: str) -> str:
        """Return the user's message; raises ``KeyError`` where an input is missing or unknown."""
        if set(sections) != set(self.inputs):
            raise KeyError(f"{self.name}: {sorted(set(sections) ^ set(self.inputs))}")
        return "\n\n".join(f"## {name}\n{sections[name]}" for name in self.inputs)


@cache
def load_prompt(name: str) -> Prompt:
    """Return ``prompts/NAME.md``; ``ValueError`` where its front matter or its text is amiss."""
    return read_prompt(name, data_path("prompts", f"{name}.md").read_text(encoding="utf-8"))


def read_prompt(name: str, content: str) -> Prompt:
    """Return the prompt in a file's content; ``ValueError`` says what is amiss."""
    found = _FRONT.fullmatch(content)
    if found is None:
        raise ValueError(f"{name}: no front matter")
    head = yaml.safe_load(found["head"])
    prompt = Prompt.model_validate({**head, "text": found["body"].strip()})
    for fault in _faults(name, prompt):
        raise ValueError(f"{name}: {fault}")
    return prompt


def _faults(name: str, prompt: Prompt) -> list[str]:
    faults = [] if prompt.name == name else [f"its name says {prompt.name}"]
    if prompt.output not in REPLIES:
        faults.append(f"no such output: {prompt.output}")
    faults += [f"no {part}" for part in _EXAMPLES if part not in prompt.text]
    faults += [
        f"{part} is not explained" for part in prompt.inputs if f"“{part}”" not in prompt.text
    ]
    return faults
