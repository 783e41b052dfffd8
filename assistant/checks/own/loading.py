"""Read files of rules; whatever is wrong is told with file, line and key, and how to mend it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assistant.checks.own.model import Cell, Frame, OwnRule, OwnRules, Ratio
from assistant.checks.own.sense import complaints
from assistant.checks.own.tree import BadShape, Fault, Path, Tree, read_tree
from assistant.errors import BadSettings

LARGEST = 256 * 1024
"""Bytes of one file."""
MOST_FILES = 20
_TOLD = 5
_WORDS = {
    "missing": "没有写“{key}”",
    "string_type": "应是文字；以 {{ 或 [ 开头的文字要加英文引号",
    "string_too_short": "没有填写",
    "string_too_long": "太长，最多 {max_length} 个字",
    "too_long": "太多，最多 {max_length} 项",
    "tuple_type": "应是列表，每项以“- ”开头",
    "value_error": "{error}",
    "string_pattern_mismatch": "应是 U 加三位数字，如 U001（不能用内置规则的编号），现在是“{input}”",
}
_NO_MAPPING = "应由“键: 值”组成，键后用英文冒号、再空一格"


class Read(NamedTuple):
    """A rule, the file it stands in, and its line there."""

    rule: OwnRule
    file: str
    line: int


def load_rules(files: Iterable[str | File]) -> tuple[OwnRule, ...]:
    """Return the rules of all files, by code; ``BadSettings`` tells what is wrong with one."""
    paths = [File(file) for file in files]
    if len(paths) > MOST_FILES:
        raise BadSettings(f"自定义规则文件最多 {MOST_FILES} 个，现有 {len(paths)} 个。")
    found: dict[str, Read] = {}
    for path in paths:
        for read in read_rules(_text_of(path), path.name):
            other = found.setdefault(read.rule.code, read)
            if other is not read:
                raise BadSettings(_taken(read, other))
    return tuple(found[code].rule for code in sorted(found))


def _taken(read: Read, other: Read) -> str:
    return (
        f"自定义规则文件 {read.file}：第 {read.line} 行 编号 {read.rule.code} 已被 {other.file} "
        f"第 {other.line} 行的“{other.rule.name}”使用，请换一个编号。"
    )


def _text_of(path: File) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise BadSettings(f"自定义规则文件 {path} 超过 {LARGEST // 1024} KB，不是规则文件。")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSettings(
            f"自定义规则文件 {path} 不是 UTF-8 编码；请用记事本打开，另存时编码选 UTF-8。"
        ) from error
    except OSError as error:
        raise BadSettings(f"自定义规则文件 {path} 打不开，请核对文件名和所在文件夹。") from error


def read_rules(text: str, name: str) -> list[Read]:
    """Return the rules in a file's text; ``BadSettings`` names up to five faults by their lines."""
    try:
        tree = read_tree(text)
        if not isinstance(tree.value, dict):
            raise BadShape(Fault(tree.line(()), f"{_NO_MAPPING}；最上面应有一行“规则:”"))
    except BadShape as error:
        raise BadSettings(f"自定义规则文件 {name}：{error.fault}。") from error
    try:
        rules = OwnRules.model_validate(tree.value).rules
    except ValidationError as error:
        faults = [_fault(each, tree) for each in error.errors()]
        raise BadSettings(_told(name, faults)) from error
    if senseless := list(_senseless(rules, tree)):
        raise BadSettings(_told(name, senseless))
    lines = [tree.line(("规则", number, "编号")) for number in range(len(rules))]
    return [Read(rule, name, line) for rule, line in zip(rules, lines, strict=True)]


def _told(name: str, faults: list[Fault]) -> str:
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: fault.line)
    more = f"；等 {len(ordered)} 处" if len(ordered) > _TOLD else ""
    return f"自定义规则文件 {name}：{'；'.join(map(str, ordered[:_TOLD]))}{more}。"


def _senseless(rules: Iterable[OwnRule], tree: Tree) -> Iterator[Fault]:
    for number, rule in enumerate(rules):
        for path, words in complaints(rule):
            whole: Path = ("规则", number, *path)
            yield Fault(tree.line(whole), f"{_where(whole, tree)}{words}")


def _fault(error: ErrorDetails, tree: Tree) -> Fault:
    """Return a fault of the shape; parts of its path that the file doesn't have are left out."""
    path: Path = ()
    for part in error["loc"]:
        path = (*path, part) if (*path, part) in tree.lines else path
    missing = str(error["loc"][-1])
    return Fault(tree.line(path), f"{_where(path, tree)}{_words(error, missing)}")


def _where(path: Path, tree: Tree) -> str:
    """Return “规则 U003 的“列””: the rule by its code, and the last key."""
    words = ""
    if len(path) > 1 and path[0] == "规则":
        number = int(path[1])
        rule = tree.value["规则"][number] if isinstance(tree.value["规则"], list) else {}
        code = rule.get("编号", "") if isinstance(rule, dict) else ""
        words = f"规则 {code}" if isinstance(code, str) and code else f"第 {number + 1} 条规则"
    keys = [part for part in path if isinstance(part, str) and part != "规则"]
    if keys:
        words += f"{'的' if words else ''}“{keys[-1]}”"
    return f"{words}：" if words else ""


def _words(error: ErrorDetails, key: str) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown(key, error["loc"])
    if kind in ("model_type", "dict_type"):
        return _NO_MAPPING
    context: dict[str, Any] = dict(error.get("ctx") or {})
    context |= {"key": key, "input": error["input"]}
    return _WORDS.get(kind, error["msg"]).format(**{"error": "", **context})


def _unknown(key: str, loc: tuple[int | str, ...]) -> str:
    """Return what a key that isn't known may have been meant for."""
    shape: type[Frame] = OwnRules if len(loc) == 1 else OwnRule
    if len(loc) > 3:
        shape = Ratio if "等于比率" in loc[:-1] and len(loc) == 4 else Cell
    known = [str(field.alias) for field in shape.model_fields.values()]
    near = get_close_matches(key, known, 1, 0.5)
    return f"没有这个键{f'，是不是“{near[0]}”' if near else ''}；可用的键：{'、'.join(known)}"
