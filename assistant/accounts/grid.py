"""How a table is to be read: where its header ends, and what each column holds."""

import re
from collections.abc import Collection
from typing import Literal, NamedTuple

from assistant.accounts.amounts import is_amount, is_ordinal_row
from assistant.model.accounts import Side
from assistant.model.document import Cell, Table
from assistant.model.place import squeeze

Role = Literal["label", "code", "ordinal", "value"]

_DEEPEST = 8
"""The most rows that a title, its remarks and a header take."""

_HINT = re.compile(r"（(?:按|请|单位)[^）]*）|\((?:按|请|单位)[^)]*\)")
_CODE = re.compile(r".*(?:科目|分类|功能|经济).*(?:编码|代码)|编码|代码")
_CODE_PART = frozenset("类款项")
_LABEL = re.compile(r"(?:收入|支出)?项目|.*(?:科目|分类|单位)名称|科目|名称")
_ORDINAL = re.compile(r"行次|序号|栏次")
_VALUE = re.compile(
    r".*(?:决算|预算|统计)数|金额|小计|合计|基本支出|项目支出|经营支出|经营收入|事业收入|其他收入|"
    r"(?:本年|财政拨款)?(?:收入|支出)(?:合计)?|年[初末].*结[转余].*|上级补助收入|上缴上级支出|"
    r".*(?:购置费|维护费|运行费)|因公出国.*费用?|公务接待费|[^、]*财政拨款"
)


class Half(NamedTuple):
    """A run of columns that make rows of their own: the labels, then the amounts.

    ``values`` pairs each amount's column with its header.
    """

    side: Side
    labels: list[int]
    codes: list[int]
    ordinals: list[int]
    values: list[tuple[int, str]]


class Shape(NamedTuple):
    """Where the rows of a table begin, and its halves from left to right."""

    start: int
    halves: list[Half]

    @property
    def columns(self) -> list[str]:
        """The headers of all amounts, each once."""
        return list(dict.fromkeys(name for half in self.halves for _, name in half.values))


def spanning(cells: list[Cell]) -> str:
    """Return the only text of a row that holds just one, "" for any other row."""
    texts = [squeeze(cell.text) for cell in cells if squeeze(cell.text)]
    return texts[0] if len(texts) == 1 and not is_amount(texts[0]) else ""


def shape_of(table: Table) -> Shape:
    """Read a table's header; without one the table has no halves."""
    top = _first(table)
    start = _header_end(table, top)
    if start == top:
        return Shape(start, [])
    paths = [_path(table, col, top, start, ()) for col in range(table.cols)]
    roles = [_role(path) for path in paths]
    cut = _cut_rows(table, top, start, roles)
    paths = [_path(table, col, top, start, cut) for col in range(table.cols)]
    shared = _shared(table, top, start)
    return Shape(start, list(_halves(paths, roles, shared)))


def _first(table: Table) -> int:
    """Return the first row after titles, unit and department lines above the header."""
    for row in range(min(_DEEPEST, table.rows)):
        texts = [squeeze(cell.text) for cell in table.row(row)]
        words = [text for text in texts if text]
        loose = len(table.row(row)) == 1 or len(words) <= 1
        if not loose and not any(re.search(r"单位[:：]|公开\d+表", text) for text in words):
            return row
        if loose and any(_role([text]) != "value" or _VALUE.fullmatch(text) for text in words):
            return row
    return 0


def _header_end(table: Table, top: int) -> int:
    """Return the row after the last one that has a header word and no number."""
    end = top
    for row in range(top, min(top + _DEEPEST, table.rows)):
        texts = [cell.text for cell in table.row(row) if squeeze(cell.text)]
        if is_ordinal_row(texts):
            end = row + 1
        elif any(is_amount(text) for text in texts):
            break
        elif _names_columns([_bare(text) for text in texts]):
            end = row + 1
    return end


def _names_columns(texts: list[str]) -> bool:
    """Tell whether a row is of the header; a lone 合计 is the label of a blank row."""
    words = [text for text in texts if _role([text]) != "value" or _VALUE.fullmatch(text)]
    return bool(words) and texts != ["合计"] and texts != ["总计"]


def _bare(text: str) -> str:
    return _HINT.sub("", squeeze(text))


def _path(table: Table, col: int, top: int, end: int, cut: Collection[int]) -> list[str]:
    """Return the header words over a column; a row of ``cut`` goes on with the word above."""
    words: list[str] = []
    for row in range(top, end):
        text = _bare(table.at(row, col).text)
        if not text or is_ordinal_row([cell.text for cell in table.row(row)]):
            continue
        if row in cut and words:
            words[-1] += text
        elif not words or words[-1] != text:
            words.append(text)
    return words


def _cut_rows(table: Table, top: int, end: int, roles: list[Role]) -> list[int]:
    """Return header rows that a page break has cut off the row above: no label begins there."""
    named = [col for col, role in enumerate(roles) if role != "value"]
    return [
        row
        for row in range(top + 1, end)
        if named and all(
            table.at(row, col).row == row and not squeeze(table.at(row, col).text)
            for col in named
        )
    ]  # fmt: skip


def _role(path: list[str]) -> Role:
    """Return what a column holds, by the lowest header word that tells."""
    for depth, word in reversed(list(enumerate(path))):
        if word in _CODE_PART and depth and _role(path[:depth]) != "value":
            return "code"
        if _ORDINAL.fullmatch(word):
            return "ordinal"
        if _CODE.fullmatch(word):
            return "code"
        if _LABEL.fullmatch(word):
            return "label"
    return "value"


def _shared(table: Table, top: int, end: int) -> set[str]:
    """Return header words that stand over the whole table and so tell nothing."""
    return {
        _bare(table.row(row)[0].text)
        for row in range(top, end)
        if len(table.row(row)) == 1
    }  # fmt: skip


def _halves(paths: list[list[str]], roles: list[Role], shared: set[str]) -> list[Half]:
    halves: list[Half] = []
    for col, (path, role) in enumerate(zip(paths, roles, strict=True)):
        if not halves or (role != "value" and halves[-1].values):
            halves.append(Half(_side(path), [], [], [], []))
        half = halves[-1]
        if role == "label":
            half.labels.append(col)
        elif role == "code":
            half.codes.append(col)
        elif role == "ordinal":
            half.ordinals.append(col)
        elif path:
            half.values.append((col, _name(path, half.side, shared)))
    return halves


def _side(path: list[str]) -> Side:
    head = path[0] if path else ""
    if _role([head]) != "value":
        return ""
    if head.endswith("收入"):
        return "收入"
    return "支出" if head.endswith("支出") else ""


def _name(path: list[str], side: Side, shared: set[str]) -> str:
    words = [word for word in path if word not in shared] or path
    if side and len(words) > 1 and words[0].endswith(side):
        words = words[1:]
    return "·".join(words)
