"""Write cells and project sections: deviation notes, thrift measures, a project's deviations."""

import re
from collections.abc import Iterable, Iterator

from assistant.drafts.causes import NONE, Cause, gist, of_item
from assistant.drafts.composer import remedy, told
from assistant.drafts.deadlines import row_names, stated_plan
from assistant.drafts.desk import Desk
from assistant.drafts.matters import (
    Matter,
    called,
    collect,
    disputed,
    repeats_budget,
    scope_of,
    table_words,
    total_line,
)
from assistant.drafts.matters_rows import kind_of, row_words
from assistant.drafts.phrases import texts
from assistant.drafts.rows import cut, outcome
from assistant.drafts.wording import fill, of_kind, office, sentence
from assistant.model.draft import DraftParagraph, Sentence
from assistant.model.fact import Fact
from assistant.model.pack import Indicator, IndicatorTable, SpendingRow
from assistant.model.place import Place

_ROWS_SHOWN = 4
_CAUSE = 28
_BEYOND = 2
_ASKED = re.compile(r"原因：〔待确认：[^〕]*〕。")
_REMEDY = re.compile(r"措施：.*$")


def deviation(
    desk: Desk, place: Place, known: Cause = NONE, where: str = ""
) -> list[DraftParagraph]:
    """Return the note for a deviation cell: the gap, its cause or the question, the measure.

    A cell is narrow: the note is short, and of a long cause it quotes the clause that says
    why. ``known`` is a cause that was found for the row's matter, ``where`` names the section
    that tells it in full.
    """
    table, row = _row_at(desk, place)
    facts = collect(desk, row.place, "gap", "completion", "score", "lost")
    name = _note(desk, table, row, facts)
    if name in ("disputed", "unsettled"):
        return [_unsettled(desk, row, name, [row.place, place])]
    kind = of_kind(name) if name in texts()["problems"] else {}
    text = kind.get("note") or texts()[name]
    matter = Matter(name, scope_of(table), row.name.text, facts, row_words(table, row), known)
    matter.rivals = row_names(desk)
    matter.plan = stated_plan(desk, row.name.text, matter.scope)
    if not matter.cause.words:
        matter.cause = of_item(desk.dossier, row.name.text, matter.scope)
    text = _ASKED.sub(_short_cause(matter.cause, where), text) if matter.cause.words else text
    plan = matter.plan.words.rstrip("。")
    words = {**matter.words, "office": office(desk, matter), "plan": plan}
    words["source"] = matter.plan.source
    if plan:
        text = _REMEDY.sub(texts()["planned_note"], text)
    deadline = desk.deadline(row.place, kind.get("month", texts()["note_month"]))
    stated = matter.stated_deadline(desk.next_year).words
    if stated or deadline is None:
        text = text.replace(
            "{deadline}〔建议〕", f"“{stated}”" if stated else "〔待确认：完成时限〕"
        )
    else:
        facts = {**facts, "deadline": deadline}
    note = fill(text, words, facts)
    return [DraftParagraph(sentences=[note], about=desk.about([row.place, place]))]


def _short_cause(cause: Cause, where: str) -> str:
    """Return a cause for a cell: in full where short, else its telling clause and where to read on."""
    words = cause.words.rstrip("。")
    place = where or cause.source.removesuffix("说明")
    short = gist(words, _CAUSE)
    if not short:
        return f"原因：详见{place}。"
    more = "" if short == words else f"其余见{place}。"
    return f"原因：{cause.source}“{short}”。{more}"


def _unsettled(desk: Desk, row: Indicator, name: str, places: list[Place]) -> DraftParagraph:
    """Return the note of a row whose figures must be verified before anything is said of them."""
    own = texts()[f"{name}_note"]
    way = own["ways"].get(outcome(row, desk.profile.far_above_target), "")
    note = fill(own["text"] if way else own["plain"], {"way": way}, {})
    return DraftParagraph(sentences=[note], about=desk.about(places))


def _note(desk: Desk, table: IndicatorTable, row: Indicator, facts: dict[str, Fact]) -> str:
    """Return which note fits a row."""
    kind = kind_of(row, outcome(row, desk.profile.far_above_target))
    own = collect(desk, row.place, "target", "actual")
    if disputed(desk, {**own, **facts}):
        return "disputed"
    line = total_line(table)
    if line is not None and repeats_budget(row, line) and "completion" in facts:
        return "cost_budget"
    needed = "completion" if kind == "far" else "gap"
    if kind not in ("met", "unknown") and needed in facts:
        return kind
    if not cut(row):
        return "unsettled"
    return "cut_note" if "lost" in facts else "cut_note_blank"


def _row_at(desk: Desk, place: Place) -> tuple[IndicatorTable, Indicator]:
    for table in desk.pack.tables():
        for row in table.indicators:
            if row.deviation.place == place:
                return table, row
    raise KeyError(place)


def thrift(desk: Desk, said: Iterable[str] = ()) -> list[DraftParagraph]:
    """Return thrift measures: what table and summary state as facts, the measures as proposals."""
    own = texts()["thrift"]
    sentences = list(_within_budget(desk))
    sentences += [sentence(f"工作总结反映：“{words}”。") for words in said]
    items = [item["text"] for item in own["items"] if _fits(desk, item.get("rows", []))]
    sentences += [
        sentence(f"{mark}是{item}；") for mark, item in zip("一二三四五六", items, strict=False)
    ]
    sentences[-1] = sentence(sentences[-1].template.rstrip("；") + "。")
    return [DraftParagraph(sentences=[*sentences, sentence(own["ask"])])]


def _fits(desk: Desk, words: list[str]) -> bool:
    """Tell whether a proposal fits the unit: it spent or planned money on what it is about."""
    rows = [row for row in _spending(desk) if any(word in row.label.text for word in words)]
    amounts = [(row.last_final, row.budget, row.final) for row in rows]
    return not amounts or any(each.value or each.is_blank() for row in amounts for each in row)


def _spending(desk: Desk) -> list[SpendingRow]:
    return desk.pack.base_data.spending if desk.pack.base_data else []


def _within_budget(desk: Desk) -> Iterator[Sentence]:
    """Yield what three-public rows show, then which running costs went beyond their budget.

    Of the three-public rows the total is told where it is filled, else its first part.
    """
    named = ("三公", "公务用车", "接待")
    first = (row for row in _spending(desk) if any(w in row.label.text for w in named))
    yield from list(filter(None, (_budget_line(desk, row) for row in first)))[:1]
    rest = [row for row in _spending(desk) if "费" in row.label.text and row.of_which]
    lines = [line for row in rest if (line := _beyond(desk, row))]
    yield from lines[:_BEYOND]


def _beyond(desk: Desk, row: SpendingRow) -> Sentence | None:
    facts = collect(desk, row.place, "budget", "final", "over")
    if len(facts) < 3 or disputed(desk, facts) or facts["over"].direction != "up":
        return None
    if not facts["budget"].quantity.value:
        return None
    return fill(texts()["thrift"]["focus"], {"item": row.place.rsplit("/", 1)[-1]}, facts)


def _budget_line(desk: Desk, row: SpendingRow) -> Sentence | None:
    facts = collect(desk, row.place, "budget", "final", "over")
    if len(facts) < 3 or disputed(desk, facts) or not facts["budget"].quantity.value:
        return None
    own = texts()["thrift"]
    way = own["beyond"] if facts["over"].direction == "up" else own["within"]
    words = {"item": row.place.rsplit("/", 1)[-1], "way": way}
    return fill(own["facts"].replace("<way>", way), words, facts)


def project_deviation(desk: Desk, project: str, matters: list[Matter]) -> list[DraftParagraph]:
    """Return a project's deviations with their measures; where none shows, what its table shows.

    ``matters`` are the project's own; how its forms were filled in comes last and is no deviation.
    """
    out = [_with_remedy(desk, matter) for matter in matters]
    if all(matter.own_forms for matter in matters):
        asked = fill(texts()["no_deviation"], {"project": called(project)}, {})
        out.insert(0, DraftParagraph(sentences=[*_shows(desk, project), asked]))
    return out


def _with_remedy(desk: Desk, matter: Matter) -> DraftParagraph:
    lines = [*told(matter), *remedy(matter, desk)]
    return DraftParagraph(sentences=lines, about=desk.about(matter.places))


def _shows(desk: Desk, project: str) -> list[Sentence]:
    """Return the targets that a project's table shows as met, the weightiest few."""
    table = next((each for each in desk.pack.projects if scope_of(each) == project), None)
    met = [row for row in table.indicators if _is_met(desk, row)] if table else []
    if table is None or not met:
        return []
    met.sort(key=lambda row: -(row.weight.value or 0))
    parts = []
    for row in met[:_ROWS_SHOWN]:
        facts = collect(desk, row.place, "target", "actual")
        words = {**row_words(table, row), "of": ""}
        parts.append(fill(texts()["shows_row"], words, facts).template)
    words = {"rows": "；".join(parts), **table_words(table)}
    return [fill(texts()["shows"], words, {})]


def _is_met(desk: Desk, row: Indicator) -> bool:
    facts = collect(desk, row.place, "target", "actual")
    shows = outcome(row, desk.profile.far_above_target)
    return shows == "met" and bool(row.name.text) and not disputed(desk, facts)
