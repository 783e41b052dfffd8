"""Sign-off lines inside a table, as sheets have them below the last row: 填表人, 填报日期."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.model.document import Cell, Paragraph, Table
from assistant.model.place import squeeze

_WORDS = (
    r"填[表报](?:人员?|日期|时间|单位)|制表人?|经办人|审核人?|复核人?|审批人|签发人|"
    r"联系人(?:及|和|、|/)?(?:联系)?(?:电话|方式)|联系(?:人|电话|方式)|电话|"
    r"(?:单位|部门|分管|主管|项目|财务)*(?:负责人|领导)(?:[（(]?签[字章名][）)]?)?|签[字章]|日期|单位[（(]?(?:盖章|公章)[）)]?"
)
_SIGNS = re.compile(rf"(?:{_WORDS})(?:[（(](?:签[字章名]|盖章|公章)[）)])?[：:]")
_LABEL = re.compile(rf"(?:{_WORDS})(?:[（(](?:签[字章名]|盖章|公章)[）)])?")
_AMOUNT = re.compile(r"[\d,]+\.\d+|\d{1,3}(?:,\d{3})+")


def signs(cells: list[Cell]) -> bool:
    """Tell whether a row is a sign-off line: it opens with 填表人： or the like, no money behind it.

    Without the colon the label must be all of the first cell: 审核费 is a row of spending.
    """
    filled = [squeeze(cell.text) for cell in cells if squeeze(cell.text)]
    if not filled or any(_AMOUNT.fullmatch(text) for text in filled[1:]):
        return False
    return bool(_SIGNS.match(filled[0]) or _LABEL.fullmatch(filled[0]))


def contacts(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Yield who filled a form in where its head says so: a label with the value beside it."""
    for left, right in pairwise(cells):
        named, value = _LABEL.fullmatch(_label(left)), squeeze(right.text)
        if named and value and not _LABEL.fullmatch(_label(right)):
            yield [left, right]


def sign_lines(table: Table) -> list[Paragraph]:
    """Return the cells of a table's sign-off lines, each as the line that it would be below it.

    A label with its value in the next cell reads as one: the value's cell with the label before.
    """
    return [line for cells in table.each_row() if signs(cells) for line in _lines(cells)]


def _lines(cells: list[Cell]) -> Iterator[Paragraph]:
    waiting: Cell | None = None  # a label whose value the next cell may hold
    for cell in cells:
        if _LABEL.fullmatch(_label(cell)):
            if waiting is not None:
                yield Paragraph(text=waiting.text, location=waiting.location)
            waiting = cell
        elif waiting is not None or squeeze(cell.text):
            number = f"{_label(waiting)}：" if waiting is not None else ""
            yield Paragraph(text=cell.text.strip(), location=cell.location, number=number)
            waiting = None
    if waiting is not None:
        yield Paragraph(text=f"{_label(waiting)}：", location=waiting.location)


def is_sign_label(cell: Cell) -> bool:
    """Tell whether a cell is a label of who filled a form in, and nothing else."""
    return bool(_LABEL.fullmatch(_label(cell)))


def _label(cell: Cell) -> str:
    return squeeze(cell.text).rstrip("：:")
