"""What the report's own sentences show: tasks not finished, ratios below a rate indicator."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.drafts.causes import NONE
from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter, collect, disputed
from assistant.drafts.matters_rows import row_words
from assistant.facts import derive
from assistant.facts.naming import likeness
from assistant.facts.relations import Relation, relations
from assistant.model.fact import Fact
from assistant.model.pack import Indicator, IndicatorTable

_LEAD = re.compile(
    r"^(?:同时|此外|另外|今年以来|截至目前|目前|其中|同步|积极|持续|扎实|有序|全力|认真|切实|"
    r"落实好|做好|抓好|抓实|开展|推进|实施|完成|加强|强化|深入|全面|共计|累计|，|,)+"
)
_STOPS = "。；！？，、（）\n"


def of_prose(desk: Desk) -> list[Matter]:
    """Return the matters that sentences of the overall report show, in reading order."""
    found = [_matter(desk, relation) for relation in relations(desk.pack)
             if relation.kind in ("progress", "rate")]  # fmt: skip
    return [matter for matter in found if matter is not None]


def _matter(desk: Desk, relation: Relation) -> Matter | None:
    whole, done = desk.at(relation.whole.place), desk.at(relation.parts[0].place)
    if whole is None or done is None or not relation.place.startswith("overall_report"):
        return None
    ratio = desk.keep(
        derive.ratio(done, whole, f"{_topic(relation)}完成率", f"{whole.place}/ratio")
    )
    if ratio is None or ratio.quantity.value is None or ratio.quantity.value >= 100:
        return None
    excerpt = _excerpt(relation)
    facts = {"whole": whole, "done": done, "ratio": ratio}
    if not excerpt or disputed(desk, facts):
        return None
    words = {"topic": _topic(relation), "excerpt": excerpt}
    linked = next(_rate_rows(desk, relation), None)
    if linked:
        return _short_rate(desk, linked, facts, words)
    return _unfinished(desk, facts, words)


def _unfinished(desk: Desk, facts: dict[str, Fact], words: dict[str, str]) -> Matter | None:
    ratio = facts["ratio"].quantity.value or Decimal(0)
    if ratio >= desk.profile.execution_notice:
        return None
    whole, done = facts["whole"], facts["done"]
    rest = derive.difference(done, whole, f"{words['topic']}尚余", f"{whole.place}/rest")
    facts["rest"] = desk.book.add(rest)
    return Matter("unfinished", "", words["topic"], facts, words, NONE, whole.place)


def _short_rate(
    desk: Desk,
    linked: tuple[IndicatorTable, Indicator],
    facts: dict[str, Fact],
    words: dict[str, str],
) -> Matter | None:
    table, row = linked
    own = collect(desk, row.place, "target", "actual", "score")
    if len(own) < 3 or disputed(desk, own):
        return None
    ratio, target = facts["ratio"].quantity.base, own["target"].quantity.base
    if ratio is None or target is None or ratio >= target:
        return None
    place = f"{facts['whole'].place}/gap"
    gap = derive.difference(
        facts["ratio"], own["target"], f"{row.name.text}比率与指标值差额", place
    )
    facts = {**facts, **own, "gap": desk.book.add(gap)}
    about = row.name.text + words["topic"]
    return Matter(
        "short_rate", "", about, facts, {**words, **row_words(table, row)}, NONE, row.place
    )


def _rate_rows(desk: Desk, relation: Relation) -> Iterator[tuple[IndicatorTable, Indicator]]:
    """Yield the percentage indicators of the overall table that a sentence's ratio speaks of."""
    table = desk.pack.overall
    said = relation.whole.measure + relation.parts[0].measure
    verb = relation.parts[0].measure[-2:]
    for row in table.indicators if table else ():
        words = row.name.text + row.target.text
        of_it = likeness(relation.whole.measure, words) >= 2 and likeness(said, words) >= 3
        if row.target.unit == "%" and verb in words and of_it:
            yield table, row  # type: ignore[misc]


def _topic(relation: Relation) -> str:
    """Return what a task is called: the words before its figure, or the clause before them."""
    own = _LEAD.sub("", relation.whole.measure)
    if len(own) >= 6:
        return own
    head = relation.quote[: _start(relation, relation.whole)]
    clauses = [_LEAD.sub("", part) for part in re.split(r"[，；。：]", head)]
    longer = [clause for clause in clauses[:-1] if 6 <= len(clause) <= 30]
    return longer[-1] if longer and not re.search(r"\d", longer[-1]) else own


def _start(relation: Relation, fact: Fact) -> int:
    return relation.quote.find(fact.quantity.raw)


def _excerpt(relation: Relation) -> str:
    """Return the words from the task's clause to the end of the figure done, "" if unfit."""
    quote, done = relation.quote, relation.parts[0]
    first = _start(relation, relation.whole)
    last = quote.find(done.quantity.raw, first + len(relation.whole.quantity.raw))
    if first < 0 or last < 0:
        return ""
    start = max((quote.rfind(mark, 0, first) for mark in _STOPS), default=-1) + 1
    text = quote[start : last + len(done.quantity.raw)]
    balanced = text.count("（") == text.count("）") and not set(text) & set("“”")
    return text if balanced and len(text) <= 80 else ""
