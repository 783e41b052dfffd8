"""What is wrong with a layout file, in Chinese."""

from collections.abc import Sequence
from typing import Any

import yaml
from pydantic import ValidationError

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {
    "extra_forbidden": "没有这个键",
    "missing": "缺少这一项",
    "literal_error": "只能是 {expected}",
    "list_type": "应是一个名称或名称列表",
    "string_type": "应是文字",
    "string_too_short": "不能空白",
    "string_too_long": "名称太长",
    "string_pattern_mismatch": "只能用小写字母、数字和下划线，以字母开头",
    "dict_type": "应由“键：值”组成",
    "model_type": "应由“键：值”组成",
    "value_error": "{error}",
}


_MOST = 5


def in_chinese(error: ValidationError, text: str = "") -> str:
    """Return every fault as “line, where: what”, the first five of them.

    ``text`` is the file's text, in which the lines are looked for.
    """
    told = []
    for fault in error.errors():
        path = [part for part in fault["loc"] if part != "[key]"]
        where = ".".join(str(part) for part in path)
        told.append(f"{_at(line_of(text, path))}{where}：{_words(fault)}")
    return "；".join(told[:_MOST]) + (f"；等 {len(told)} 处" if len(told) > _MOST else "") + "。"


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the line (from 1) of what stands at a path of keys and numbers, 0 where nothing does.

    The last part may be missing in the file: then it is 0 too.
    """
    node, line = yaml.compose(text, Loader=LOADER) if text else None, 0
    for number, part in enumerate(path):
        found = _step(node, part)
        if found is None:  # a single name stands for a list of one
            return 0 if isinstance(part, str) and number == len(path) - 1 else line
        line, node = found
    return line


def _step(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        pairs = ((key, value) for key, value in node.value if key.value == str(part))
        return next(((key.start_mark.line + 1, value) for key, value in pairs), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    return None


def twice(text: str) -> str:
    """Return in Chinese which key a mapping of the file holds twice, "" for none."""
    waiting, met = [yaml.compose(text, Loader=LOADER)], set()
    while waiting:
        node = waiting.pop()
        if id(node) in met:
            continue  # an alias: it stands elsewhere too
        met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    return f"{_at(key.start_mark.line + 1)}“{key.value}”重复，后一处会盖过前一处"
                seen.add(key.value)
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return ""


def bad_yaml(error: yaml.YAMLError) -> str:
    """Return in Chinese where a text stops being YAML."""
    mark = getattr(error, "problem_mark", None)
    why = str(getattr(error, "problem", "") or error).replace("\n", " ")
    return f"{_at(mark.line + 1) if mark else ''}不是正确的 YAML，请核对缩进、冒号、引号和括号（{why}）"


def _at(line: int) -> str:
    return f"第 {line} 行 " if line else ""


def _words(fault: object) -> str:
    assert isinstance(fault, dict)  # pydantic's ErrorDetails
    pattern = _WORDS.get(str(fault["type"]), str(fault["msg"]))
    context = {key: str(value) for key, value in (fault.get("ctx") or {}).items()}
    return pattern.format(**{"expected": "", "error": "", **context})
