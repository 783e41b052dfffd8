"""The texts of a pack that a model compares, cut to a size and put into batches."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.checks.labels import title_of
from assistant.checks.notices.kinds import Role
from assistant.checks.prose import DEVIATIONS, MEASURES, PROBLEMS, has_note, says_nothing
from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

ROOM = 6000
"""Characters of text in one question: about as many tokens."""
_LONGEST = 1200
_SHORTEST = 4


class Passage(NamedTuple):
    """One text: what it is, what it belongs to (a row, a report), what a reader calls it."""

    role: Role
    group: Place
    label: str
    text: str
    field: Text


Batch = list[Passage]


def size(passages: Sequence[Passage]) -> int:
    """Return how many characters passages take in a question."""
    return sum(len(each.text) + len(each.label) + 12 for each in passages)


def of_rows(pack: Pack) -> list[Batch]:
    """Return indicator names with their deviation notes, row by row."""
    return _packed([list(_row(table, n)) for table in pack.tables()
                    for n in range(len(table.indicators))])  # fmt: skip


def of_remedies(pack: Pack) -> list[Batch]:
    """Return the problems and measures of each report; a long report makes several batches."""
    return [batch for report in pack.reports() for batch in _remedies(report)]


def of_owners(pack: Pack) -> list[Batch]:
    """Return all texts, each batch with the names of the unit and its projects."""
    owners = list(_owners(pack))
    room = max(ROOM - size(owners), ROOM // 2)
    return [[*owners, *batch] for batch in _packed([[each] for each in texts(pack)], room)]


def of_pairs(pack: Pack) -> list[Batch]:
    """Return all texts so that any two of them stand in one batch."""
    found = list(texts(pack))
    if size(found) <= ROOM:
        return [found] if len(found) > 1 else []
    halves = _packed([[each] for each in found], ROOM // 2)
    return [[*first, *second] for first, second in combinations(halves, 2)]


BATCHES: dict[str, Callable[[Pack], list[Batch]]] = {
    "M101": of_rows, "M102": of_remedies, "M103": of_owners, "M104": of_pairs,
}  # fmt: skip
"""What each kind of notice is looked for in, by the code of its rule."""


def texts(pack: Pack) -> Iterator[Passage]:
    """Yield the sentences of a pack: goals, notes, thrift measures, reports."""
    for table in pack.tables():
        for name, field in (
            ("预期目标", table.goal_expected),
            ("实际完成情况", table.goal_achieved),
        ):
            yield from _cut("text", table.place, f"{title_of(table)} {name}", field)
        for row in table.indicators:
            label = f"{title_of(table)} “{row.name.text}”偏差说明"
            yield from _cut("note", row.name.place, label, row.deviation)
    if pack.base_data:
        yield from _cut("text", "base_data", "基础数据表 厉行节约保障措施", pack.base_data.thrift)
    for report in pack.reports():
        yield from _sections(report)


def _row(table: IndicatorTable, number: int) -> Iterator[Passage]:
    row = table.indicators[number]
    if not row.name.text or not has_note(row.deviation):
        return
    label = f"{title_of(table)} 指标名称；指标值{row.target.text}，完成值{row.actual.text}"
    yield Passage("name", row.name.place, label, row.name.text, row.name)
    yield from _cut("note", row.name.place, "上一行的偏差说明", row.deviation)


def _sections(report: Report) -> Iterator[Passage]:
    name = squeeze(report.project) or "整体支出绩效自评报告"
    for text in report.preamble:
        yield from _cut("text", report.place, name, text)
    for section in report.walk():
        role, label = _role(section.title, bool(report.project)), f"{name} {squeeze(section.title)}"
        for text in section.paragraphs:
            yield from _cut(role, report.place, label, text)


def _role(title: str, project: bool) -> Role:
    told = PROBLEMS.search(title) or DEVIATIONS.search(title)
    mended = re.search(r"措施|整改|改进", title) and MEASURES.search(title)
    if told and (mended or project):
        return "both"
    return "problem" if told else "measure" if mended else "text"


def _owners(pack: Pack) -> Iterator[Passage]:
    fields = [("单位名称", pack.unit), *(("项目名称", table.project) for table in pack.projects)]
    for label, field in fields:
        if len(field.text) >= _SHORTEST:
            yield Passage("owner", field.place, label, field.text, field)


def _remedies(report: Report) -> list[Batch]:
    own = [each for each in _sections(report) if each.role in ("problem", "measure", "both")]
    first = [[each] for each in own if each.role != "measure"]
    second = [[each] for each in own if each.role == "measure"]
    if size(own) <= ROOM:
        return [own] if len(own) > 1 and (second or any(p[0].role == "both" for p in first)) else []
    rest = second or first
    return [[*a, *(p for p in b if p not in a)]
            for a in _packed(first, ROOM // 2) for b in _packed(rest, ROOM // 2)]  # fmt: skip


def _cut(role: Role, group: Place, label: str, field: Text) -> Iterator[Passage]:
    """Yield a text as passages of whole sentences, none longer than can be asked about."""
    if says_nothing(field):
        return
    piece = ""
    for sentence in re.findall(rf"[^。；！？]{{1,{_LONGEST}}}[。；！？]?", field.text):
        if piece and len(piece) + len(sentence) > _LONGEST:
            yield Passage(role, group, label, piece, field)
            piece = ""
        piece += sentence
    if len(piece) >= _SHORTEST:
        yield Passage(role, group, label, piece, field)


def _packed(groups: Sequence[Batch], room: int = ROOM) -> list[Batch]:
    """Return groups in batches that fit; a group is never torn apart."""
    out: list[Batch] = []
    for group in groups:
        if not group:
            continue
        if not out or size([*out[-1], *group]) > room:
            out.append([])
        out[-1].extend(group)
    return out
