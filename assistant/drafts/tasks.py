"""What a model is asked for one slot: its matters, with facts, passages and the composer's text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.drafts.desk import Desk
from assistant.drafts.evidence import Evidence, told_in
from assistant.drafts.matters import Matter
from assistant.facts.labels import label
from assistant.facts.render import REFERENCE, render
from assistant.model.draft import DraftParagraph, Slot, SlotKind
from assistant.model.fact import Fact

PROMPTS = {
    "problems": "problems", "measures": "measures", "deviation": "deviation",
    "thrift": "thrift", "project_deviation": "project_deviation",
}  # fmt: skip

STRICT: tuple[SlotKind, ...] = ("problems", "deviation", "project_deviation")
"""Slots that tell a shortcoming: their causes must have a source."""


@dataclass
class Item:
    """One paragraph to write: what it is about, and all it may use.

    ``quotes`` are (source, words) that may be quoted; ``explained``: one of them is the cause.
    """

    about: str
    topic: str
    facts: list[Fact]
    quotes: list[tuple[str, str]]
    explained: bool
    composed: DraftParagraph
    words: str = ""

    @property
    def template(self) -> str:
        """Return the composer's paragraph, references as they are."""
        return "".join(sentence.template for sentence in self.composed.sentences)


@dataclass
class Task:
    """One slot for a model."""

    slot: Slot
    items: list[Item]
    numbered: bool = False
    offices: list[str] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        """Return the name of its prompt."""
        return PROMPTS[self.slot.kind]


def task_of(
    slot: Slot,
    composed: list[DraftParagraph],
    matters: list[Matter],
    desk: Desk,
    evidence: Evidence,
) -> Task | None:
    """Return what to ask for a slot; None where only the unit can answer."""
    own = [matter for matter in matters if told_in(matter, slot)]
    if slot.kind == "thrift":
        quotes = [("工作总结", item.text) for item in evidence.thrift()]
        items = [_item(1, slot.title, composed[0], quotes, desk, None)]
    elif slot.kind == "deviation":
        quotes = list(_quotes(own[0])) if own else []
        items = [_item(1, slot.title, composed[0], quotes, desk, own[0] if own else None)]
    elif len(own) == len(composed) and own:
        items = [
            _item(n, _topic(m, p, desk), p, list(_quotes(m)), desk, m)
            for n, (m, p) in enumerate(zip(own, composed, strict=True), 1)
        ]
    else:
        return None
    numbered = len(items) > 1 and slot.kind in ("problems", "measures")
    return Task(slot, items, numbered, desk.offices)


def _item(
    number: int,
    topic: str,
    composed: DraftParagraph,
    quotes: list[tuple[str, str]],
    desk: Desk,
    matter: Matter | None,
) -> Item:
    known = {fact.id: fact for fact in desk.book.facts}
    used = [i for sentence in composed.sentences for i in REFERENCE.findall(sentence.template)]
    facts = [known[i] for i in used]
    words = [topic]
    if matter:
        facts += [f for f in matter.facts.values() if f.place not in desk.ground.conflicts]
        words += [matter.about, *matter.words.values()]
    facts = list({fact.id: fact for fact in facts}.values())
    words += [label(fact) for fact in facts]
    explained = bool(matter and matter.cause.words)
    return Item(f"M{number}", topic, facts, quotes, explained, composed, "\n".join(words))


def _topic(matter: Matter, paragraph: DraftParagraph, desk: Desk) -> str:
    known = {fact.id: fact for fact in desk.book.facts}
    first = render(paragraph.sentences[0].template, known).partition("）")[2].rstrip("。")
    return first or matter.words.get("item") or matter.about


def _quotes(matter: Matter) -> Iterator[tuple[str, str]]:
    if matter.cause.words:
        yield matter.cause.source.removesuffix("说明"), matter.cause.words
    if matter.said:
        yield "工作总结", matter.said
    if matter.promise:
        yield "上年自评报告提出的措施", matter.promise.promise.words
        if matter.promise.sentence:
            yield "工作总结", matter.promise.sentence.words
    if "promise" in matter.words:
        yield "上年自评报告提出的措施", matter.words["promise"]
        yield "工作总结", matter.words["said"]
    if "excerpt" in matter.words:
        yield "自评报告", matter.words["excerpt"]


def numbered_quotes(items: Iterable[Item]) -> dict[str, tuple[str, str]]:
    """Return all quotes of a slot by their number (T1, T2…), each once."""
    found = dict.fromkeys(quote for item in items for quote in item.quotes)
    return {f"T{number}": quote for number, quote in enumerate(found, 1)}
