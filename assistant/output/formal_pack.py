"""A whole pack as one formal Word document, with the drafts as changes in their places."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import CannotWrite
from assistant.facts.drafted import draft_change, draft_comment, wanted
from assistant.facts.quotes import texts
from assistant.facts.to_review import doubtful_spans
from assistant.model.draft import Draft, DraftReport
from assistant.model.finding import CheckReport
from assistant.model.pack import BaseData, IndicatorTable, Pack, Report, Section
from assistant.model.place import Location, Place
from assistant.model.quantity import Text
from assistant.output.formal import Attachment, Block, Body, Heading, Note, Run, Title, write
from assistant.output.formal_comments import comments
from assistant.output.formal_forms import base_table, indicator_table
from assistant.output.word import ApplyReport, Mode, Refusal, apply

_DEEPEST = 4  # heading levels of GB/T 9704
_LONG_NOTE = 40  # characters from which a deviation note wants a wider column


def write_pack_document(
    path: Path,
    pack: Pack,
    drafts: DraftReport | None = None,
    mode: Mode = "annotated",
    report: CheckReport | None = None,
) -> ApplyReport:
    """Write a pack that has no Word file of its own as a formal document, drafts filled in.

    The drafts are applied as :func:`assistant.output.word.apply` does it, so that a person
    accepts or rejects each. Doubtful readings are shaded in every mode; the findings of
    ``report`` and those readings get comments. Raises ``CannotWrite``.
    """
    if not path.parent.is_dir():
        raise CannotWrite(f"无法写入文件：{path}")
    with TemporaryDirectory(dir=path.parent) as folder:
        clean = Path(folder) / path.name
        places = write(clean, "", list(_blocks(pack, drafts)))
        placed, lost = _placed(drafts.drafts if drafts else [], places)
        changes = [draft_change(draft) for draft in placed]
        facts = {fact.id: fact for fact in drafts.facts} if drafts else {}
        remarks = [draft_comment(draft, facts) for draft in placed]
        remarks += comments(report, places, texts(pack)) if report else []
        done = apply(clean, path, changes, remarks, mode)
    done.refused.extend(lost)
    return done


def write_forms(path: Path, pack: Pack) -> dict[Place, Location]:
    """Write a pack as a formal document, nothing added, and return where each place stands in it.

    Raises ``CannotWrite``.
    """
    return write(path, "", list(_blocks(pack, None)))


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


def _blocks(pack: Pack, drafts: DraftReport | None) -> Iterator[Block]:
    notes = _notes(pack)
    noted = {draft.slot.place for draft in drafts.drafts if wanted(draft)} if drafts else set()
    if pack.base_data:
        yield from _base(pack.base_data, pack.year, notes.get("base_data", []))
    for table in pack.tables():
        yield from _table(table, "附件2" if table.kind == "overall" else "附件3", noted)
        yield from (Note(text) for text in notes.get(table.place, []))
    if pack.overall_report:
        yield from _report(pack.overall_report, "附件4", pack)
    for report in pack.project_reports:
        yield from _report(report, "附件5", pack)


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


def _table(table: IndicatorTable, attachment: str, noted: set[Place]) -> Iterator[Block]:
    yield Attachment(attachment)
    yield Title(table.title.raw.strip(), table.title.place, form=True)
    notes = [row.deviation for row in table.indicators]
    roomy = any(note.place in noted or len(note.text) > _LONG_NOTE for note in notes)
    yield indicator_table(table, roomy=roomy)


def _report(report: Report, attachment: str, pack: Pack) -> Iterator[Block]:
    yield Attachment(attachment)
    yield Title(report.title.raw.strip(), report.title.place)
    yield from (_body(text, pack) for text in report.preamble)
    for section in report.sections:
        yield from _section(section, pack)


def _section(section: Section, pack: Pack) -> Iterator[Block]:
    level = min(section.level, _DEEPEST)
    yield Heading(level, section.number, section.title, section.place)
    yield from (_body(text, pack) for text in section.paragraphs)
    for child in section.sections:
        yield from _section(child, pack)


def _body(text: Text, pack: Pack) -> Body:
    """Return a paragraph, its doubtful characters marked."""
    marked = doubtful_spans(text, pack)
    if not marked:
        return Body(text.raw.strip(), text.place)
    raw, runs, at = text.raw, [], 0
    for start, end in marked:
        runs += [Run(raw[at:start]), Run(raw[start:end], mark=True)]
        at = end
    runs.append(Run(raw[at:]))
    runs[0] = Run(runs[0].text.lstrip())
    runs[-1] = Run(runs[-1].text.rstrip())
    return Body(runs, text.place)
