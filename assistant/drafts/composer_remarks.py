"""Write the cells that some forms have beside their blocks: problems, measures, conclusion.

Such a cell takes some 200 characters: a line for each matter, the first few alone, in the same
order in both cells.
"""

from assistant.drafts.causes import Cause, gist
from assistant.drafts.composer import question
from assistant.drafts.deadlines import stated_plan
from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter, collect, disputed, scope_of, total_line
from assistant.drafts.notes import LED
from assistant.drafts.phrases import texts
from assistant.drafts.slots import spoken_of
from assistant.drafts.wording import fill, of_kind, office, sentence
from assistant.model.draft import DraftParagraph, Sentence, Slot
from assistant.model.fact import Fact
from assistant.model.ordinals import ordinal
from assistant.model.pack import IndicatorTable

_MOST = 3
_CAUSE = 28
_MONEY = ("full_year", "executed", "execution_rate")


def remark(desk: Desk, slot: Slot, own: list[Matter]) -> list[DraftParagraph]:
    """Return the text of a form's cell; ``own`` are the matters of its table, in order."""
    if slot.kind == "conclusion":
        return [DraftParagraph(sentences=_conclusion(desk, slot))]
    if not own:
        name = "no_problem" if slot.kind == "problems" else "no_measure"
        return [DraftParagraph(sentences=[sentence(texts()[name])])]
    write = _problem if slot.kind == "problems" else _measure
    lines = [
        DraftParagraph(
            sentences=[write(desk, matter, _mark(number, len(own)))],
            about=desk.about(matter.places),
        )
        for number, matter in enumerate(own[:_MOST], 1)
    ]
    if len(own) > _MOST:
        lines[-1].sentences.append(sentence(texts()["cells"]["more"]))
    return lines


def _mark(number: int, count: int) -> str:
    return f"（{ordinal(number)}）" if count > 1 else ""


def _here(matter: Matter) -> dict[str, str]:
    """Return a matter's words for the form of its own project: it need not be named there.

    Flat forms have no levels: their rows are all 绩效指标.
    """
    return {"group": str(texts()["cells"]["group"]), **matter.words, "of": ""}


def _problem(desk: Desk, matter: Matter, mark: str) -> Sentence:
    own = of_kind(matter.kind)
    words = _here(matter)
    text = f"{mark}{own['head'][0]}{own.get('by', '')}。"
    return sentence(fill(text, words, matter.facts).template + _cause(matter))


def _cause(matter: Matter) -> str:
    if not matter.cause.words:
        asked = question(matter)
        return str(texts()["cause"]).replace("<cause>", f"〔待确认：{asked}〕")
    short = gist(matter.cause.words.rstrip("。"), _CAUSE)
    told = f"{matter.cause.source}“{short}”" if short else f"见{matter.cause.source}"
    return str(texts()["cause"]).replace("<cause>", told)


def _measure(desk: Desk, matter: Matter, mark: str) -> Sentence:
    plan: Cause = matter.plan
    if not plan.words:
        plan = stated_plan(desk, matter.words.get("item", matter.about), matter.scope)
    facts: dict[str, Fact] = dict(matter.facts)
    words = {**_here(matter), "plan": plan.words.rstrip("。；"), "source": plan.source}
    action = texts()["planned"] if plan.words else _action(matter.kind)
    named = of_kind(matter.kind)["for"]
    who = "" if LED.search(plan.words) else office(desk, matter)
    when = matter.stated_deadline(desk.next_year).words
    deadline = desk.deadline(matter.row, of_kind(matter.kind)["month"])
    if deadline and not when:
        facts["deadline"] = deadline
        when = "{deadline}〔建议〕"
    due = "，".join(filter(None, [who, when or "〔待确认：完成时限〕"]))
    return fill(f"{mark}针对{named}，{action}（{due}）。", words, facts)


def _action(kind: str) -> str:
    """Return the short action of a kind: that of its note, else its first one."""
    own = of_kind(kind)
    short = own.get("note", "").rpartition("措施：")[2].partition("（")[0]
    return short or str(own["action"][0])


def _conclusion(desk: Desk, slot: Slot) -> list[Sentence]:
    """Return what the money block shows, and the question for the rest: a verdict is the unit's."""
    own = texts()["cells"]
    table = _table_of(desk, slot)
    line = total_line(table) if table else None
    facts = collect(desk, line.place, *_MONEY) if line else {}
    asked = sentence(own["conclusion"])
    if line is None or len(facts) < len(_MONEY) or disputed(desk, facts):
        return [asked]
    return [fill(own["money"], {"item": line.place.rsplit("/", 1)[-1]}, facts), asked]


def _table_of(desk: Desk, slot: Slot) -> IndicatorTable | None:
    scope = spoken_of(slot)[0] or ""
    return next((table for table in desk.pack.tables() if scope_of(table) == scope), None)
