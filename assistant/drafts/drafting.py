"""Draft every slot of a pack, prove every paragraph, and gather what goes with them."""

from collections.abc import Iterable

from assistant.drafts import slots
from assistant.drafts.composer import measures, problems
from assistant.drafts.composer_cells import deviation, project_deviation, thrift
from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter, of_tables
from assistant.drafts.matters_prose import of_prose
from assistant.drafts.matters_quality import of_findings
from assistant.drafts.questions import questions
from assistant.drafts.wording import sentence, texts
from assistant.facts.naming import Names
from assistant.facts.render import render
from assistant.facts.verify import verify
from assistant.model.dossier import Dossier
from assistant.model.draft import Draft, DraftParagraph, DraftReport, Slot
from assistant.model.fact import Fact, FactBook
from assistant.model.finding import CheckReport

ASKED_ONLY = ("unclear",)
"""Kinds of matter that may be no shortcoming at all: they are asked about, not written down."""

_REASONS = {
    "problems": "材料此处为空白或“无”，而表中数据和报告文字反映出以下事项。",
    "measures": "与“存在的问题”逐条对应。",
    "deviation": "该行未达到指标值、大幅超出指标值或有扣分，应当说明。",
    "thrift": "基础数据表此栏空白；没有来源的措施均标为建议。",
    "project_deviation": "项目报告此处为空白或“无”，须据实说明。",
}


def draft(dossier: Dossier, facts: FactBook, report: CheckReport) -> DraftReport:
    """Return drafts for every slot with their facts, clerical faults and questions.

    Every paragraph is proved by ``verify``; one that fails is dropped and told in
    ``fallbacks``.
    """
    desk = Desk(dossier, facts, report)
    out = DraftReport(unit=dossier.pack.unit.text, year=dossier.pack.year)
    shown = all_matters(desk)
    matters = _sound(desk, [m for m in shown if m.kind not in ASKED_ONLY], out)
    found = slots.find(dossier.pack, facts, report, desk.profile)
    written = [(slot, _write(slot, desk, matters, found)) for slot in found]
    _keep_proved(desk, written, out)
    used = {i for d in out.drafts for p in d.paragraphs for s in p.sentences for i in s.facts}
    out.facts = _with_operands(desk.book.facts, used)
    out.correct_first = [
        finding for finding in report.findings if finding.clerical and finding.severity != "info"
    ]
    asked = [matter for matter in shown if _has_slot(matter, found)]
    out.questions = questions(desk, asked, out.drafts)
    return out


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


def _has_slot(matter: Matter, found: list[Slot]) -> bool:
    """Tell whether a matter's cause is wanted: a section that should tell it is blank."""
    if any(slot.kind in ("problems", "measures") for slot in found):
        return True
    return any(
        slot.kind == "project_deviation" and slot.place.split("/")[1] == matter.scope
        for slot in found
    )


def _sound(desk: Desk, matters: list[Matter], out: DraftReport) -> list[Matter]:
    """Leave out a matter whose paragraphs fail, so that problems and measures stay in step."""
    written = [(m, [*problems([m], desk), *measures([m], desk)]) for m in matters]
    known = {fact.id: fact for fact in desk.book.facts}
    names = Names(known.values())
    kept = []
    for matter, paragraphs in written:
        faults = verify(paragraphs, known, desk.ground, "", names=names)
        if faults:
            out.fallbacks.append(_told(matter.about, [fault.reason for fault in faults]))
        else:
            kept.append(matter)
    return kept


def _told(title: str, reasons: list[str]) -> str:
    return f"“{title}”的草稿未通过核验，没有采用：{'；'.join(dict.fromkeys(reasons))}。"


def _write(
    slot: Slot, desk: Desk, matters: list[Matter], found: list[Slot]
) -> list[DraftParagraph]:
    if slot.kind == "thrift":
        return thrift(desk)
    if slot.kind == "deviation":
        return deviation(desk, slot.place)
    if slot.kind == "project_deviation":
        return project_deviation(desk, slot.place.split("/")[1], matters)
    if slot.kind == "measures":
        return measures(matters, desk) or [_only("no_measure")]
    told = problems(matters, desk) or [_only("no_problem")]
    both = "措施" in slot.title and not slots.wants_measures(found)
    return [*told, *measures(matters, desk)] if both else told


def _only(name: str) -> DraftParagraph:
    return DraftParagraph(sentences=[sentence(texts()[name])])


def _keep_proved(
    desk: Desk, written: list[tuple[Slot, list[DraftParagraph]]], out: DraftReport
) -> None:
    known = {fact.id: fact for fact in desk.book.facts}
    names = Names(known.values())
    for slot, paragraphs in written:
        scope, row = spoken_of(slot)
        kept = []
        for paragraph in paragraphs:
            faults = verify([paragraph], known, desk.ground, scope, row, names)
            if faults:
                out.fallbacks.append(_told(slot.title, [fault.reason for fault in faults]))
            else:
                kept.append(paragraph)
        if kept:
            out.drafts.append(_draft(slot, kept, known))


def spoken_of(slot: Slot) -> tuple[str | None, str]:
    """Return the project a slot speaks of ("" for the unit as a whole), and its table row."""
    parts = slot.place.split("/")
    scope = parts[1] if parts[0] in ("projects", "project_reports") else ""
    row = slot.place.removesuffix("/deviation") if slot.kind == "deviation" else ""
    return scope, row


def _draft(slot: Slot, paragraphs: list[DraftParagraph], known: dict[str, Fact]) -> Draft:
    facts = [i for p in paragraphs for s in p.sentences for i in s.facts]
    about = [fingerprint for p in paragraphs for fingerprint in p.about]
    return Draft(
        slot=slot,
        paragraphs=paragraphs,
        text=[render("".join(s.template for s in p.sentences), known) for p in paragraphs],
        evidence=list(dict.fromkeys([*facts, *about])),
        reason=_REASONS[slot.kind],
    )


def _with_operands(facts: Iterable[Fact], used: set[str]) -> list[Fact]:
    """Return the facts used, and those they were derived from, in order."""
    listed = list(facts)
    known = {fact.id: fact for fact in listed}
    wanted, waiting = set(used), list(used)
    while waiting:
        for operand in known[waiting.pop()].operands:
            if operand in known and operand not in wanted:
                wanted.add(operand)
                waiting.append(operand)
    return [fact for fact in listed if fact.id in wanted]
