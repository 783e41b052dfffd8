"""A rule file's text as plain lists, mappings and words, each with its line; nothing else.

No anchor, alias or tag is taken, so that a file can neither grow when it is read nor make
anything but text; a number stays the text that was typed.
"""

from typing import Any, NamedTuple

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 8
"""Levels of lists and mappings; a rule has five."""
MOST_NODES = 50_000

Path = tuple[str | int, ...]
"""Keys and numbers (from 0) that lead to a value."""


class Fault(NamedTuple):
    """What is wrong, and in which line (from 1; 0 where that can't be told)."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"第 {self.line} 行 {self.words}" if self.line else self.words


class BadShape(Exception):
    """A text isn't what a rule file is made of; ``args[0]`` is its fault."""

    @property
    def fault(self) -> Fault:
        """The fault itself."""
        found: Fault = self.args[0]
        return found


class Tree(NamedTuple):
    """The value of a file, and the line in which each part of it begins."""

    value: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of what stands at a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


def read_tree(text: str) -> Tree:
    """Return what a text holds; raises ``BadShape``."""
    try:
        _refuse_tricks(text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise BadShape(_no_yaml(error, text)) from error
    if node is None:
        raise BadShape(Fault(0, "文件是空的"))
    lines: dict[Path, int] = {}
    return Tree(_plain(node, (), lines), lines)


def _refuse_tricks(text: str) -> None:
    """Look at a text as a stream of events, which no trick can make grow."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadShape(
                Fault(line, "不能用 & 和 *（锚点和引用）；文字以它们开头的，请加英文引号")
            )
        if getattr(event, "tag", None):
            raise BadShape(Fault(line, "不能用 !（标签）；文字以它开头的，请加英文引号"))
        if documents > 1:
            raise BadShape(Fault(line, "一个文件只能有一份规则，不能用 --- 分成几份"))
        if depth > DEEPEST:
            raise BadShape(Fault(line, f"缩进超过 {DEEPEST} 层"))
        if count > MOST_NODES:
            raise BadShape(Fault(line, "内容太多，不是规则文件"))


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, number), lines) for number, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise BadShape(Fault(line, "键应是文字；文字以 { 或 [ 开头的，请加英文引号"))
        if key.value in found:
            raise BadShape(Fault(line, f"“{key.value}”重复，后一处会盖过前一处，请删去一处"))
        lines[(*path, key.value)] = line
        found[key.value] = _plain(value, (*path, key.value), lines)
    return found


def _no_yaml(error: yaml.YAMLError, text: str) -> Fault:
    """Return where a text stops being YAML, with the mistake that people make there."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Fault(0, "有不能识别的字符，请另存为 UTF-8 编码的纯文本")
    all_lines = text.splitlines()
    near = all_lines[max(0, mark.line - 1) : mark.line + 1]
    return Fault(mark.line + 1, f"写法有误：{_hint(near)}")


def _hint(near: list[str]) -> str:
    """Return the likeliest mistake in the lines around a fault."""
    last = near[-1].strip() if near else ""
    value = last.removeprefix("- ").partition(": ")[2].strip()
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in near):
        return "缩进要用空格，不能用制表符（Tab）"
    if value[:1] in ("{", "[", "*", "&", "!", "%", "@", "`", "|", ">", '"', "'"):
        return f"文字以 {value[0]} 开头或含有引号的，整段要放在英文引号里"
    if ": " in value:
        return "文字里有“: ”（英文冒号加空格）的，整段要放在英文引号里"
    if any("：" in line and ": " not in line for line in near):
        return "键后面要用英文冒号，冒号后空一格，如“编号: U001”"
    return "请核对缩进、冒号、引号和括号；同一条规则的各行要左对齐"
