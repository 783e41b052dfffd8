"""Numbers of persons and of things that a base data table tells in rows of their own."""

import re
from typing import Literal

from assistant.extraction.layout import label
from assistant.model.document import Cell
from assistant.model.numerals import read_quantity
from assistant.model.place import squeeze

StaffField = Literal["posts", "staff"]

_MARK = re.compile(r"^(?:其中[：:]?|[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]|[（(][一二三四五六七八九十\d]+[）)])+")  # fmt: skip
_COUNTED = re.compile(
    r"[（(](?:单位[：:])?(?:人|人次|名|辆|台|套|个|户|家|所|栋|间|班|平方米|㎡|亩|件|项|次|批次)[）)]$"
    r"|(?:人数|编制数|人员数|学生数|保有量|保有数|车辆数|辆数|台数|户数)$"
)
_WHOSE = (
    r"^(?:(?:19|20)\d\d年度?|单位|部门|本级|年末|年底|期末|本年|当年|全校|全院|教职工|教师|人员|职工|"
    r"干部职工|工作人员|核定|批准|批复|实有|实际|现有|总)*"
)
_POSTS = re.compile(_WHOSE + r"编制(?:人?数|总数|人员数?)?$")
_STAFF = re.compile(
    _WHOSE + r"(?:在职(?:在编|在岗)?(?:人员|职工|教职工|教师|干部职工)?(?:总?人?数)?"
    r"|(?<=实有)人员?数|(?<=现有)人员?数)$"
)


def is_counted(text: str) -> bool:
    """Tell whether a row's label says that it counts persons or things and no money."""
    return bool(_COUNTED.search(squeeze(text))) or staff_field(text) is not None


def staff_field(text: str) -> StaffField | None:
    """Return which number of a unit's persons a label names: all its posts, or all its staff.

    >>> staff_field("五、编制人数（人）")
    'posts'
    >>> staff_field("年末在职教职工")
    'staff'
    """
    if squeeze(text).startswith("其中"):
        return None
    bare = label(_MARK.sub("", squeeze(text)))
    if _POSTS.search(bare):
        return "posts"
    return "staff" if _STAFF.search(bare) else None


def label_pairs(cells: list[Cell]) -> list[tuple[Cell, Cell]]:
    """Return the labels of a row, each with the number right of it; none of any other row."""
    filled = cells
    while filled and not squeeze(filled[-1].text):
        filled = filled[:-1]
    pairs = list(zip(filled[::2], filled[1::2], strict=False))
    odd = len(filled) % 2 or len(filled) < 2 or any(not _fits(*pair) for pair in pairs)
    return [] if odd else pairs


def _fits(name: Cell, number: Cell) -> bool:
    return bool(label(name.text)) and not _is_number(name) and _is_number(number)


def _is_number(cell: Cell) -> bool:
    return read_quantity(cell.text, "", cell.location).value is not None
