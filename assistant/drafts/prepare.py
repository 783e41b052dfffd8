"""What the composer makes of a pack: matters with their evidence, and text for each slot."""

from typing import NamedTuple

from assistant.drafts import slots
from assistant.drafts.causes import NONE
from assistant.drafts.composer import measures, problems
from assistant.drafts.composer_cells import deviation, project_deviation, thrift
from assistant.drafts.desk import Desk
from assistant.drafts.evidence import Evidence
from assistant.drafts.matters import Matter, of_tables
from assistant.drafts.matters_prose import of_prose
from assistant.drafts.matters_quality import of_findings
from assistant.drafts.wording import sentence, texts
from assistant.facts.naming import Names
from assistant.facts.verify import verify
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftParagraph, Slot
from assistant.model.fact import FactBook
from assistant.model.finding import CheckReport

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
    shown = [evidence.enrich(matter) for matter in all_matters(desk)]
    shown += evidence.unkept()
    dropped: list[str] = []
    matters = _sound(desk, [m for m in shown if m.kind not in ASKED_ONLY], dropped)
    found = slots.find(dossier.pack, facts, report, desk.profile)
    composed = [(slot, _write(slot, desk, evidence, matters, found)) for slot in found]
    return Work(desk, evidence, shown, matters, composed, dropped)


def all_matters(desk: Desk) -> list[Matter]:
    """Return everything the pack shows that a report must speak of, in order."""
    tables = of_tables(desk)
    later = ("far", "doubtful", "unclear")
    return [
        *(matter for matter in tables if matter.kind not in later),
        *(matter for matter in of_prose(desk) if not _told_by(matter, tables)),
        *(matter for kind in later for matter in tables if matter.kind == kind),
        *of_findings(desk),
    ]


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
    if slot.kind == "thrift":
        return thrift(desk, [item.text for item in evidence.thrift()])
    if slot.kind == "deviation":
        row = slot.place.removesuffix("/deviation")
        return deviation(desk, slot.place, evidence.causes.get(row, NONE))
    if slot.kind == "project_deviation":
        return project_deviation(desk, slot.place.split("/")[1], matters)
    if slot.kind == "measures":
        return measures(matters, desk) or [_only("no_measure")]
    told = problems(matters, desk) or [_only("no_problem")]
    both = "措施" in slot.title and not slots.wants_measures(found)
    return [*told, *measures(matters, desk)] if both else told


def _only(name: str) -> DraftParagraph:
    return DraftParagraph(sentences=[sentence(texts()[name])])
