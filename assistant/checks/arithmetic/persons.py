"""A: persons of the base data table, of whom some forms print whole and parts in pairs."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checks.compare import add, base
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import added, clean_label, written
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.numerals import read_quantity
from assistant.model.pack import BaseData, Unplaced
from assistant.model.place import Location, squeeze
from assistant.model.quantity import Quantity

_NUMBER = re.compile(r"^\d[\d,]*(?:人|名)?$")
_WITHIN = re.compile(r"^其中[：:]?")
_SECTION = re.compile(r"^[一二三四五六七八九十]+、")
_PERSONS = re.compile(r"[人员师生工职男女]|干部|年级|党员|教授|讲师|医护|编制")
_NO_PERSONS = re.compile(r"[率车]|面积|班$|平方|金额|经费|（[^人）]{1,3}）$")
_BESIDE = re.compile(
    r"退休|离休|退职|聘用|临聘|临时|编外|劳务|遗属|借调|学生|在校|在职|编制|实有|总数"
)
_ALIKE = re.compile(
    r"党员|民族|学历|本科|研究生|硕士|博士|职称|[高中初]级|骨干|班主任|名师|寄宿|住校|住宿|走读|留守|贫困|困难|脱贫|"
    r"随迁|残疾|资助|岁"
)
"""What several kinds of persons may be at once: such numbers add up to nothing."""
_CLASSES = re.compile(r"年级$")
_SEX = re.compile(r"^[男女]")
_FEWEST = 2


class _Entry(NamedTuple):
    """A label with the numbers right of it; ``at`` orders entries as the form prints them."""

    label: str
    cells: list[Quantity]
    at: tuple[int, int]

    @property
    def within(self) -> bool:
        return bool(_WITHIN.match(self.label))

    @property
    def name(self) -> str:
        return re.sub(r"[（(]人[）)]$", "", clean_label(self.label))

    def counts_persons(self) -> bool:
        return bool(_PERSONS.search(self.name)) and not _NO_PERSONS.search(self.label)


@rule("A119", name="人员分项与合计不符", severity="error", source="DOMAIN §2")
def person_parts(ctx: Context) -> Iterator[Finding]:
    """基础数据表人员（学生）总数应与“其中”所列各项相符。

    查什么：表内成对列出的“在职教职工142 其中：专任教师126 管理人员8 工勤人员8”“在校学生 其中：七年级……”等，各项之和与总数核对。
    为什么：人数是编制控制率、生均经费等指标的依据，分项加不出总数，这些指标都要重算。
    举例：在职142人，其中专任教师162人、管理人员8人、工勤人员8人，合计178人，疑为126人写颠倒。
    怎样改：核对人员名册（学籍），改正填错的一项。
    何时不报：各项之和等于总数；不是按年级、男女列出的，各项之和小于总数（“其中”不必列全）；各项会重复计算同一个人（党员、女职工、高级职称等）；有空白。
    """
    data = ctx.pack.base_data
    if data is None:
        return
    entries = _entries(data, ctx.pack.unplaced)
    for number, first in enumerate(entries):
        if number and first.within and first.counts_persons():
            whole, parts = entries[number - 1], _parts(entries, number)
            if whole.counts_persons() and len(parts) >= _FEWEST and _exclude_each_other(parts):
                yield from _compare(ctx, whole, parts)


def _entries(data: BaseData, unplaced: Sequence[Unplaced]) -> list[_Entry]:
    """Return the labels with numbers of the base table that no row of money took, in its order."""
    staffing = data.staffing
    at = staffing.staff.location
    found = [each for rest in unplaced if (rest.location.file, rest.location.table) == (at.file, at.table)
             for each in _of_row(rest, (staffing.posts, staffing.staff))]  # fmt: skip
    if at.table is None:
        return []
    taken = {id(cell) for each in found for cell in each.cells}
    for name, cell in (("编制数", staffing.posts), ("在职人数", staffing.staff)):
        if cell.known() and id(cell) not in taken and cell.location.row is not None:
            found.append(_Entry(name, [cell], (cell.location.row, cell.location.col or 0)))
    return sorted(found, key=lambda each: each.at)


def _of_row(rest: Unplaced, fields: Sequence[Quantity]) -> Iterator[_Entry]:
    """Yield the pairs of a row's words: 专任教师｜126｜管理人员｜8; a read figure closes its row."""
    row, col = rest.location.row, rest.location.col or 0
    if row is None:
        return
    out: list[_Entry] = []
    for number, word in enumerate(squeeze(each) for each in rest.text.split("｜")):
        if not _NUMBER.match(word):
            out.append(_Entry(word, [], (row, col + number)))
        elif out:
            out[-1].cells.append(_count(word, out[-1], rest.location))
    own = [
        cell
        for cell in fields
        if (cell.location.row, (cell.location.col or 0) > col) == (row, True)
    ]
    if len(out) == 1 and own:
        out[0].cells.append(own[0])
    yield from (each for each in out if each.cells or _SECTION.match(each.label))


def _count(word: str, entry: _Entry, at: Location) -> Quantity:
    return read_quantity(word, f"base_data/staffing/{entry.name}", at, "人")


def _parts(entries: Sequence[_Entry], first: int) -> list[_Entry]:
    """Return what 其中 lists: labels of persons, up to one that stands for itself."""
    out = [entries[first]]
    for number in range(first + 1, len(entries)):
        each = entries[number]
        leads = number + 1 < len(entries) and entries[number + 1].within
        own = bool(_SECTION.match(each.label)) or bool(_BESIDE.search(each.name))
        if leads or own or each.within or not each.counts_persons():
            break
        out.append(each)
    return out


def _exclude_each_other(parts: Sequence[_Entry]) -> bool:
    """Tell whether nobody is counted in two of the parts, as a woman and as a teacher."""
    by_sex = {bool(_SEX.search(each.name) or "女" in each.name) for each in parts}
    return len(by_sex) == 1 and not any(_ALIKE.search(each.name) for each in parts)


def _compare(ctx: Context, whole: _Entry, parts: Sequence[_Entry]) -> Iterator[Finding]:
    columns = {len(each.cells) for each in parts}
    if len(columns) != 1 or len(whole.cells) not in (1, *columns):
        return
    for number, total in enumerate(reversed(whole.cells), start=1):
        cells = [each.cells[-number] for each in parts]
        ctx.look(total.place)
        judged = _wrong(total, parts, cells)
        if judged:
            yield from _told(whole, total, parts, cells[:judged], ctx)


def _wrong(total: Quantity, parts: Sequence[_Entry], cells: Sequence[Quantity]) -> int:
    """Return how many of the parts contradict their whole, 0 where they may be right."""
    counts = range(_FEWEST, len(cells) + 1)
    if any(add(cells[:count]) == base(total) for count in counts):
        return 0
    every = _lists_all([each.name for each in parts])
    if every or add(cells) > base(total):
        return len(cells)
    slipped = (count for count in reversed(counts) if _is_swapped(total, cells[:count]))
    return next(slipped, 0)


def _lists_all(names: Sequence[str]) -> bool:
    if [name[0] for name in names] in (["男", "女"], ["女", "男"]):
        return True
    return len(names) > _FEWEST and all(map(_CLASSES.search, names))


def _is_swapped(total: Quantity, cells: Sequence[Quantity]) -> bool:
    """Tell whether two digits of one figure in the wrong order make all the difference."""
    apart = base(total) - add(cells)
    meant = [*((cell, base(cell) + apart) for cell in cells), (total, add(cells))]
    return any(_swaps(str(base(cell)), str(right)) for cell, right in meant)


def _swaps(printed: str, right: str) -> bool:
    """Tell whether two neighbouring digits changed places, and nothing else."""
    ends = range(len(printed) - 1)
    return any(
        printed[:n] + printed[n + 1] + printed[n] + printed[n + 2 :] == right != printed
        for n in ends
    )


def _told(
    whole: _Entry, total: Quantity, parts: Sequence[_Entry], cells: Sequence[Quantity], ctx: Context
) -> Iterator[Finding]:
    names = "、".join(each.name for each in parts[: len(cells)])
    yield from conflict(
        ctx, "A119", Item(whole.name, total), add(cells),
        f"基础数据表“{whole.name}”{written(total)}，其中{names}合计{added(cells, add(cells))}",
        others=[Item(each.name, cell) for each, cell in zip(parts, cells, strict=False)],
        unit="人", suggestion="核对人员名册（学籍），改正填错的一项。",
    )  # fmt: skip
