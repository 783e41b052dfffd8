"""Write cells and project sections: deviation notes, thrift measures, a project's deviations."""

import re
from collections.abc import Iterable, Iterator

from assistant.drafts.causes import NONE, Cause, of_item
from assistant.drafts.composer import remedy, told
from assistant.drafts.desk import Desk
from assistant.drafts.matters import (
    Matter,
    called,
    collect,
    disputed,
    repeats_budget,
    row_words,
    total_line,
)
from assistant.drafts.rows import cut, outcome
from assistant.drafts.wording import fill, of_kind, office, sentence, texts
from assistant.model.draft import DraftParagraph, Sentence
from assistant.model.fact import Fact
from assistant.model.pack import Indicator, IndicatorTable, SpendingRow
from assistant.model.place import Place

_ROWS_SHOWN = 4
_MONTH = 9
_CAUSE = 140
_ASKED = re.compile(r"原因：〔待确认：[^〕]*〕。")


def deviation(desk: Desk, place: Place, known: Cause = NONE) -> list[DraftParagraph]:
    """Return the note for a deviation cell: the row's own figures, cause asked, measure.

    ``known`` is a cause that was found for the row's matter.
    """
    table, row = _row_at(desk, place)
    facts = collect(desk, row.place, "target", "actual", "gap", "completion", "score", "lost")
    words = row_words(table, row)
    name, facts = _note(desk, table, row, facts)
    words["office"] = office(desk, Matter(name, "", row.name.text, facts, words))
    deadline = desk.deadline(row.place, _MONTH)
    text = texts()[name] if name in texts() else of_kind(name)["note"]
    if deadline is None:
        text = text.replace("{deadline}〔建议〕", "〔待确认：完成时限〕")
    else:
        facts = {**facts, "deadline": deadline}
    cause = known
    if not cause.words and row.name.text:
        cause = of_item(desk.dossier, row.name.text)
    if 0 < len(cause.words) <= _CAUSE:
        text = _ASKED.sub(f"原因：{cause.source}“{cause.words}”。", text, count=1)
    note = fill(text, words, facts)
    return [DraftParagraph(sentences=[note], about=desk.about([row.place, place]))]


def _note(
    desk: Desk, table: IndicatorTable, row: Indicator, facts: dict[str, Fact]
) -> tuple[str, dict[str, Fact]]:
    """Return which note fits a row, and the figures it may use."""
    kind = outcome(row, desk.profile.far_above_target)
    kind = "missed" if kind == "zero" else kind
    if disputed(desk, facts):
        return "cut_note_blank", facts
    line = total_line(table)
    if line is not None and repeats_budget(row, line):
        money = collect(desk, line.place, "initial", "executed")
        if len(money) == 2 and "completion" in facts and not disputed(desk, money):
            return "budget_note", {**facts, **money}
    needed = {"missed": {"gap"}, "exceeded": {"gap"}, "far": {"completion"}}.get(kind)
    if needed and needed <= facts.keys():
        return kind, facts
    return ("cut_note" if cut(row) and "lost" in facts else "cut_note_blank"), facts


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
    sentences += [
        sentence(f"{mark}是{item}；")
        for mark, item in zip("一二三四五六", own["items"], strict=False)
    ]
    sentences[-1] = sentence(sentences[-1].template.rstrip("；") + "。")
    return [DraftParagraph(sentences=[*sentences, sentence(own["ask"])])]


def _within_budget(desk: Desk) -> Iterator[Sentence]:
    """Yield what three-public rows show; the total where it is filled, else its first part."""
    rows = desk.pack.base_data.spending if desk.pack.base_data else []
    wanted = [row for row in rows if any(w in row.label.text for w in ("三公", "公务用车", "接待"))]
    for row in wanted:
        line = _budget_line(desk, row)
        if line is not None:
            yield line
            return


def _budget_line(desk: Desk, row: SpendingRow) -> Sentence | None:
    facts = collect(desk, row.place, "budget", "final", "over")
    if len(facts) < 3 or disputed(desk, facts) or not facts["budget"].quantity.value:
        return None
    own = texts()["thrift"]
    way = own["beyond"] if facts["over"].direction == "up" else own["within"]
    words = {"item": row.place.rsplit("/", 1)[-1], "way": way}
    return fill(own["facts"].replace("<way>", way), words, facts)


def project_deviation(desk: Desk, project: str, matters: list[Matter]) -> list[DraftParagraph]:
    """Return a project's deviations with their measures; where none shows, a question."""
    own = [matter for matter in matters if matter.scope == project]
    if own:
        return [
            DraftParagraph(sentences=[*told(m), *remedy(m, desk)], about=desk.about(m.places))
            for m in own
        ]
    words = {"project": called(project)}
    asked = [fill(texts()["no_deviation"], words, {})]
    table = next((t for t in desk.pack.projects if t.place == f"projects/{project}"), None)
    if table is not None:
        asked += _shows(desk, table)
    return [DraftParagraph(sentences=asked)]


def _shows(desk: Desk, table: IndicatorTable) -> list[Sentence]:
    """Return what the project's table shows, for whoever answers the question."""
    lines = []
    for row in table.indicators:
        facts = collect(desk, row.place, "target", "actual")
        known = outcome(row, desk.profile.far_above_target) != "unknown"
        if known and row.name.text and not disputed(desk, facts):
            words = {**row_words(table, row), "of": ""}
            lines.append(fill(texts()["shows_row"], words, facts).template)
    if not lines:
        return []
    lead = texts()["shows"].replace("<table>", "项目支出绩效自评表")
    return [sentence(lead + "；".join(lines[:_ROWS_SHOWN]) + "。")]
