"""Draft every slot of a pack, prove every paragraph, and gather what goes with them."""

from collections.abc import Iterable

from assistant.drafts.matters import Matter
from assistant.drafts.prepare import Composed, Work, prepare, refused
from assistant.drafts.questions import questions
from assistant.drafts.slots import spoken_of
from assistant.drafts.tasks import Task, tasks_of
from assistant.drafts.writer import Writer, Written
from assistant.drafts.writer_prompt import request
from assistant.facts.naming import Names
from assistant.facts.render import render
from assistant.facts.verify import verify
from assistant.llm import Request
from assistant.model.dossier import Dossier
from assistant.model.draft import Draft, DraftParagraph, DraftReport, Slot
from assistant.model.fact import Fact, FactBook
from assistant.model.finding import CheckReport
from assistant.model.place import Place
from assistant.model.reply import SlotReply

_REASONS = {
    "problems": "材料此处为空白或“无”，而表中数据和报告文字反映出以下事项。",
    "measures": "与“存在的问题”逐条对应。",
    "deviation": "该行未达到指标值、大幅超出指标值或有扣分，应当说明。",
    "thrift": "基础数据表此栏空白；没有来源的措施均标为建议。",
    "conclusion": "自评表此栏空白；结论由单位核定。",
    "project_deviation": "项目报告此处为空白或“无”，须据实说明。",
}

_PARTS = {"measures": "的措施部分"}


def draft(
    dossier: Dossier,
    facts: FactBook,
    report: CheckReport,
    writer: Writer | None = None,
    prepared: Work | None = None,
) -> DraftReport:
    """Return drafts for every slot with their facts, clerical faults and questions.

    Every paragraph is proved by ``verify``; one that fails is dropped and told in
    ``fallbacks``. With a writer each slot is a model's text where that is proved, else the
    composer's, which ``fallbacks`` tells too. ``prepared`` is the material where it is at hand
    (with fewer slots in ``composed``, only those are drafted).
    """
    work = prepared or prepare(dossier, facts, report)
    out = DraftReport(unit=dossier.pack.unit.text, year=dossier.pack.year)
    out.fallbacks += work.dropped
    written = _by_model(work, writer, out) if writer else {}
    texts = [(slot, written.get(slot.place, composed)) for slot, composed in work.composed]
    _keep_proved(work, texts, out)
    for each in out.drafts:
        each.evidence_items = work.evidence.of_draft(each, work.matters)
        if writer and each.slot.place in written:
            each.author = f"model:{writer.name}"
    used = {i for d in out.drafts for p in d.paragraphs for s in p.sentences for i in s.facts}
    out.facts = _with_operands(work.desk.book.facts, used)
    out.correct_first = [
        finding for finding in report.findings if finding.clerical and finding.severity != "info"
    ]
    asked = [matter for matter in work.shown if _has_slot(matter, work.composed)]
    out.questions = questions(work.desk, asked, out.drafts)
    return out


def prompts(dossier: Dossier, facts: FactBook, report: CheckReport) -> list[Request[SlotReply]]:
    """Return what a model would be asked for a pack, slot by slot."""
    return [request(task) for task in _tasks(prepare(dossier, facts, report))]


def _tasks(work: Work) -> list[Task]:
    return [
        task
        for slot, composed in work.composed
        for task in tasks_of(slot, composed, work.matters, work.desk, work.evidence)
    ]


def _by_model(work: Work, writer: Writer, out: DraftReport) -> dict[Place, list[DraftParagraph]]:
    """Return the paragraphs of each slot that a model wrote on; what doesn't hold is told.

    The composer's stand where the model's don't hold or weren't asked for, with their author.
    """
    tasks = _tasks(work)
    composed = {slot.place: paragraphs for slot, paragraphs in work.composed}
    written: dict[Place, dict[int, DraftParagraph]] = {}
    for task, result in zip(tasks, writer.write(tasks, work.desk), strict=True):
        out.fallbacks += _told(task, result)
        if result.paragraphs:
            written.setdefault(task.slot.place, {}).update(result.paragraphs)
    out.usage = dict(writer.usage)
    return {
        place: [
            own.get(at) or paragraph.model_copy(update={"author": "composer"})
            for at, paragraph in enumerate(composed[place])
        ]
        for place, own in written.items()
    }


def _told(task: Task, result: Written) -> list[str]:
    """Return what to tell of a task's text that is not the model's."""
    part = _PARTS.get(task.kind, "") if task.kind != task.slot.kind else ""
    lead = f"“{task.slot.title}”{part}"
    if result.missing:
        return [
            f"{lead}有{len(result.missing)}段采用程序拟的草稿，没有采用模型的文字："
            f"{'；'.join(result.missing)}。"
        ]
    if result.paragraphs:
        return []
    return [f"{lead}采用程序拟的草稿，没有采用模型的文字：{result.reason}。"]


def _has_slot(matter: Matter, composed: Composed) -> bool:
    """Tell whether a matter's cause is wanted: a section that should tell it is blank."""
    if any(slot.kind in ("problems", "measures") for slot, _ in composed):
        return True
    return any(
        slot.kind == "project_deviation" and slot.place.split("/")[1] == matter.scope
        for slot, _ in composed
    )


def _keep_proved(work: Work, texts: Composed, out: DraftReport) -> None:
    desk = work.desk
    known = {fact.id: fact for fact in desk.book.facts}
    names = Names(known.values())
    for slot, paragraphs in texts:
        scope, row = spoken_of(slot)
        kept = []
        for paragraph in paragraphs:
            faults = verify([paragraph], known, desk.ground, scope, row, names)
            if faults:
                out.fallbacks.append(refused(slot.title, [fault.reason for fault in faults]))
            else:
                kept.append(paragraph)
        if kept:
            out.drafts.append(_draft(slot, kept, known))


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
