"""A whole pack as one formal Word document, with the drafts as changes in their places."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import CannotWrite
from assistant.facts.drafted import draft_change, draft_comment, wanted
from assistant.model.draft import Draft, DraftReport
from assistant.model.pack import BaseData, IndicatorTable, Pack, Report, Section
from assistant.model.place import Location, Place
from assistant.output.formal import Attachment, Block, Body, Heading, Note, Title, write
from assistant.output.formal_forms import base_table, indicator_table
from assistant.output.word import ApplyReport, Mode, Refusal, apply

_DEEPEST = 4  # heading levels of GB/T 9704


def write_pack_document(
    path: Path, pack: Pack, drafts: DraftReport | None = None, mode: Mode = "annotated"
) -> ApplyReport:
    """Write a pack that has no Word file of its own as a formal document, drafts filled in.

    The drafts are applied as :func:`assistant.output.word.apply` does it, so that a person
    accepts or rejects each. Raises ``CannotWrite``.
    """
    if not path.parent.is_dir():
        raise CannotWrite(f"无法写入文件：{path}")
    with TemporaryDirectory(dir=path.parent) as folder:
        clean = Path(folder) / path.name
        places = write(clean, "", list(_blocks(pack)))
        placed, lost = _placed(drafts.drafts if drafts else [], places)
        changes = [draft_change(draft) for draft in placed]
        facts = {fact.id: fact for fact in drafts.facts} if drafts else {}
        comments = [draft_comment(draft, facts) for draft in placed]
        report = apply(clean, path, changes, comments, mode)
    report.refused.extend(lost)
    return report


def _placed(
    drafts: list[Draft], places: dict[Place, Location]
) -> tuple[list[Draft], list[Refusal]]:
    """Return the drafts with their locations in the new document, and those without one."""
    placed, lost = [], []
    for draft in drafts:
        if not wanted(draft):
            continue
        location = _location(draft, places)
        if location is None:
            lost.append(Refusal(item=draft_change(draft), reason="新文件中没有该处"))
            continue
        slot = draft.slot.model_copy(update={"location": location})
        placed.append(draft.model_copy(update={"slot": slot}))
    return placed, lost


def _location(draft: Draft, places: dict[Place, Location]) -> Location | None:
    slot = draft.slot
    paragraph = places.get(f"{slot.place}/p")
    if paragraph is not None and not slot.after_heading:
        return paragraph
    return places.get(slot.place)


def _blocks(pack: Pack) -> Iterator[Block]:
    notes = _notes(pack)
    if pack.base_data:
        yield from _base(pack.base_data, pack.year, notes.get("base_data", []))
    for table in pack.tables():
        yield from _table(table, "附件2" if table.kind == "overall" else "附件3")
        yield from (Note(text) for text in notes.get(table.place, []))
    if pack.overall_report:
        yield from _report(pack.overall_report, "附件4")
    for report in pack.project_reports:
        yield from _report(report, "附件5")


def _notes(pack: Pack) -> dict[Place, list[str]]:
    """Return the lines that no form claimed, each with the form it stands behind."""
    starts = [(_line(table.title.location), table.place) for table in pack.tables()]
    if pack.base_data:
        starts.append((_line(pack.base_data.title.location), "base_data"))
    out: dict[Place, list[str]] = {}
    for item in pack.unplaced:
        before = [start for start in starts if start[0] <= _line(item.location)]
        place = max(before or starts, default=(0, ""))[1]
        out.setdefault(place, []).append(item.text.strip())
    return out


def _line(location: Location) -> int:
    anchor = location.anchor or ""
    return int(anchor) if anchor.isdecimal() else 0


def _base(base: BaseData, year: int | None, notes: list[str]) -> Iterator[Block]:
    yield Attachment("附件1")
    yield Title(base.title.raw.strip(), base.title.place, form=True)
    yield base_table(base, year)
    yield from (Note(text) for text in notes)
    sign = base.signoff
    fields = (("填表人", sign.filler), ("填报日期", sign.date), ("联系电话", sign.phone))
    yield Note("".join(f"{name}：{field.raw.strip() or '　' * 4}　　" for name, field in fields))
    yield Note(f"单位负责人签字：{sign.leader.raw.strip()}")


def _table(table: IndicatorTable, attachment: str) -> Iterator[Block]:
    yield Attachment(attachment)
    yield Title(table.title.raw.strip(), table.title.place, form=True)
    yield indicator_table(table)


def _report(report: Report, attachment: str) -> Iterator[Block]:
    yield Attachment(attachment)
    yield Title(report.title.raw.strip(), report.title.place)
    yield from (Body(text.raw.strip(), text.place) for text in report.preamble)
    for section in report.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Block]:
    level = min(section.level, _DEEPEST)
    yield Heading(level, section.number, section.title, section.place)
    yield from (Body(text.raw.strip(), text.place) for text in section.paragraphs)
    for child in section.sections:
        yield from _section(child)
