"""What the composer makes of a pack: matters with their evidence, and text for each slot."""

from typing import NamedTuple

from assistant.drafts import slots
from assistant.drafts.causes import NONE
from assistant.drafts.composer import measures, problems
from assistant.drafts.composer_cells import deviation, project_deviation, thrift
from assistant.drafts.composer_remarks import remark
from assistant.drafts.desk import Desk
from assistant.drafts.evidence import Evidence, told_in
from assistant.drafts.matters import Matter
from assistant.drafts.matters_money import of_money, of_spending
from assistant.drafts.matters_prose import of_prose
from assistant.drafts.matters_quality import of_findings
from assistant.drafts.matters_rows import of_rows, tells_spending
from assistant.drafts.phrases import texts
from assistant.drafts.wording import sentence
from assistant.facts.naming import Names
from assistant.facts.verify import verify
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftParagraph, Slot
from assistant.model.fact import FactBook
from assistant.model.finding import CheckReport
from assistant.model.place import Place

ASKED_ONLY = ("unclear",)
"""Kinds of matter that may be no shortcoming at all: they are asked about, not written down."""

Composed = list[tuple[Slot, list[DraftParagraph]]]


class Work(NamedTuple):
    """A run's material: ``shown`` are all matters, ``matters`` those that are written down.

    ``composed`` holds the composer's text of each slot; ``dropped`` tells of what failed.
    """

    desk: Desk
    evidence: Evidence
    shown: list[Matter]
    matters: list[Matter]
    composed: Composed
    dropped: list[str]


def prepare(dossier: Dossier, facts: FactBook, report: CheckReport) -> Work:
    """Return a pack's matters and the composer's text for its slots."""
    desk = Desk(dossier, facts, report)
    evidence = Evidence(desk)
    told = [evidence.enrich(matter) for matter in all_matters(desk)]
    shown = [*told, *evidence.unkept()]
    shown += [evidence.enrich(matter) for matter in of_findings(desk, told)]
    dropped: list[str] = []
    matters = _sound(desk, [m for m in shown if m.kind not in ASKED_ONLY], dropped)
    found = slots.find(dossier.pack, facts, report, desk.profile)
    composed = [(slot, _write(slot, desk, evidence, matters, found)) for slot in found]
    return Work(desk, evidence, shown, matters, composed, dropped)


def all_matters(desk: Desk) -> list[Matter]:
    """Return everything that the pack's figures show and a report must speak of, in order."""
    tables = of_tables(desk)
    later = ("far", "doubtful", "unclear")
    return [
        *(matter for matter in tables if matter.kind not in later),
        *(matter for matter in of_prose(desk) if not _told_by(matter, tables)),
        *(matter for kind in later for matter in tables if matter.kind == kind),
    ]


def of_tables(desk: Desk) -> list[Matter]:
    """Return the matters of all tables: money first, then spending, then indicators."""
    tables = list(desk.pack.tables())
    money = [matter for table in tables for matter in of_money(desk, table)]
    spending, rows = of_spending(desk), of_rows(desk, tables)
    for matter in spending:
        if matter.kind == "doubtful" and any(tells_spending(row, matter) for row in rows):
            matter.kind = "unclear"
    return [*money, *spending, *rows]


def _told_by(matter: Matter, tables: list[Matter]) -> bool:
    """Tell whether an indicator row already tells a sentence's task, by itself or its figures."""
    if any(other.row == matter.row for other in tables):
        return True
    whole, done = (matter.facts[name].quantity.base for name in ("whole", "done"))
    return any(
        other.facts["target"].quantity.base == whole and other.facts["actual"].quantity.base == done
        for other in tables
        if {"target", "actual"} <= other.facts.keys()
    )


def _sound(desk: Desk, matters: list[Matter], dropped: list[str]) -> list[Matter]:
    """Leave out a matter whose paragraphs fail, so that problems and measures stay in step."""
    written = [(m, [*problems([m], desk), *measures([m], desk)]) for m in matters]
    known = {fact.id: fact for fact in desk.book.facts}
    names = Names(known.values())
    kept = []
    for matter, paragraphs in written:
        faults = verify(paragraphs, known, desk.ground, "", names=names)
        if faults:
            dropped.append(refused(matter.about, [fault.reason for fault in faults]))
        else:
            kept.append(matter)
    return kept


def refused(title: str, reasons: list[str]) -> str:
    """Return what to tell of a draft that failed."""
    return f"“{title}”的草稿未通过核验，没有采用：{'；'.join(dict.fromkeys(reasons))}。"


def _write(
    slot: Slot, desk: Desk, evidence: Evidence, matters: list[Matter], found: list[Slot]
) -> list[DraftParagraph]:
    own = [matter for matter in matters if told_in(matter, slot)]
    if slots.in_form(slot):
        return remark(desk, slot, own)
    if slot.kind == "thrift":
        return _thrift(desk, evidence)
    if slot.kind == "deviation":
        row = slot.place.removesuffix("/deviation")
        cause = evidence.causes.get(row, NONE)
        return deviation(desk, slot.place, cause, _full(row, matters, found))
    if slot.kind == "project_deviation":
        return project_deviation(desk, slot.place.split("/")[1], own)
    if slot.kind == "measures":
        return measures(own, desk) or [_only("no_measure")]
    told = problems(own, desk) or [_only("no_problem")]
    both = "措施" in slot.title and not slots.wants_measures(found)
    return [*told, *measures(own, desk)] if both else told


def _thrift(desk: Desk, evidence: Evidence) -> list[DraftParagraph]:
    """Return the thrift cell, with what the final accounts tell of savings before the proposals."""
    (cell,) = thrift(desk, [item.text for item in evidence.thrift()])
    told = [
        sentence(f"{desk.pack.year}年度部门决算说明：“{item.text}”。")
        for item in evidence.accounts.thrift()
    ]
    at = next((n for n, s in enumerate(cell.sentences) if "〔建议：" in s.template), 0)
    lines = [*cell.sentences[:at], *told, *cell.sentences[at:]]
    return [cell.model_copy(update={"sentences": lines})]


def _full(row: Place, matters: list[Matter], found: list[Slot]) -> str:
    """Return the section that tells a row's matter in full, "" where none is drafted."""
    told = next((matter for matter in matters if matter.row == row), None)
    if told and any(slot.kind == "problems" and not slots.in_form(slot) for slot in found):
        return "自评报告"
    wanted = f"project_reports/{told.scope}/" if told and told.scope else "\0"
    return "项目自评报告" if any(slot.place.startswith(wanted) for slot in found) else ""


def _only(name: str) -> DraftParagraph:
    return DraftParagraph(sentences=[sentence(texts()[name])])
