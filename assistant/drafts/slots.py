"""Find the places of a pack that want text."""

import re
from collections.abc import Iterable, Iterator

from assistant.drafts.rows import owes_note
from assistant.model.draft import Slot, SlotKind
from assistant.model.fact import FactBook
from assistant.model.finding import CheckReport
from assistant.model.pack import IndicatorTable, Pack, Report, Section
from assistant.model.profile import Profile
from assistant.model.quantity import Text

_PROBLEMS = re.compile(r"问题|不足|困难")
_MEASURES = re.compile(r"措施|整改|改进|打算|建议")
_REMARKS: dict[str, SlotKind] = {
    "problems": "problems", "measures": "measures", "conclusion": "conclusion",
}  # fmt: skip
NAMES: dict[SlotKind, str] = {
    "problems": "存在问题",
    "measures": "改进措施",
    "conclusion": "自评结论",
}
_DEVIATION = re.compile(r"偏离|偏差")


def find(
    pack: Pack, facts: FactBook, report: CheckReport, profile: Profile | None = None
) -> list[Slot]:
    """Return the slots of a pack in reading order; a place with real text is none.

    Deviation cells count only where the row owes a note (DOMAIN §4). Cells of a form for
    problems, measures and conclusion are slots of their own.
    """
    limits = profile or Profile(name="national")
    slots: list[Slot] = []
    if pack.base_data and pack.base_data.thrift.is_empty():
        thrift = pack.base_data.thrift
        slots.append(
            Slot(place=thrift.place, kind="thrift", title="厉行节约保障措施",
                 current=thrift.raw, location=thrift.location)
        )  # fmt: skip
    for table in pack.tables():
        slots.extend(_rows(table, facts, limits))
        slots.extend(_remarks(table))
    for narrative in pack.reports():
        slots.extend(_sections(narrative))
    return slots


def _rows(table: IndicatorTable, facts: FactBook, limits: Profile) -> Iterator[Slot]:
    for row in table.indicators:
        note = row.deviation
        if _has_cell(note) and note.is_empty() and owes_note(row, limits.far_above_target):
            yield Slot(
                place=note.place, kind="deviation", title=row.name.text or row.level2,
                current=note.raw, location=note.location,
            )  # fmt: skip


def _remarks(table: IndicatorTable) -> Iterator[Slot]:
    for remark in table.remarks:
        kind = _REMARKS.get(remark.kind)
        if kind and remark.is_empty():
            yield Slot(
                place=remark.place, kind=kind, title=remark.label or NAMES[kind],
                current=remark.raw, location=remark.location,
            )  # fmt: skip


def in_form(slot: Slot) -> bool:
    """Tell whether a slot is a cell of a form beside its blocks, such as 存在问题."""
    return "/remarks/" in slot.place


def _has_cell(field: Text) -> bool:
    """Tell whether the form has a cell for a field; one without is located at its whole table."""
    return field.location.table is None or field.location.row is not None


def _sections(report: Report) -> Iterator[Slot]:
    for section in report.walk():
        kind = _kind(section, bool(report.project))
        if kind and _is_leaf(section) and _is_empty(section):
            yield _slot(section, kind)


def _kind(section: Section, project: bool) -> SlotKind | None:
    title = section.title
    if project and (_DEVIATION.search(title) or _PROBLEMS.search(title)):
        return "project_deviation"
    if _PROBLEMS.search(title) or _DEVIATION.search(title):
        return "problems"
    if re.search(r"改进|整改|措施", title) and _MEASURES.search(title):
        return None if project else "measures"
    return None


def _is_leaf(section: Section) -> bool:
    return not any(_kind(below, False) for below in section.sections)


def _is_empty(section: Section) -> bool:
    return all(text.is_empty() for text in section.texts())


def _slot(section: Section, kind: SlotKind) -> Slot:
    text = next(iter(section.texts()), None)
    if text is None:
        return Slot(place=section.place, kind=kind, title=section.title,
                    location=section.location, after_heading=True)  # fmt: skip
    return Slot(
        place=section.place,
        kind=kind,
        title=section.title,
        current=text.raw,
        location=text.location,
    )


def wants_measures(slots: Iterable[Slot]) -> bool:
    """Tell whether the measures have a section of their own among the slots."""
    return any(slot.kind == "measures" and not in_form(slot) for slot in slots)


def spoken_of(slot: Slot) -> tuple[str | None, str]:
    """Return the project a slot speaks of ("" for the unit as a whole), and its table row."""
    parts = slot.place.split("/")
    scope = parts[1] if parts[0] in ("projects", "project_reports") else ""
    row = slot.place.removesuffix("/deviation") if slot.kind == "deviation" else ""
    return scope, row
