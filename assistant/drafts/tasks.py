"""What a model is asked for one slot: its matters, with facts, passages and the composer's text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.drafts.desk import Desk
from assistant.drafts.evidence import Evidence, told_in
from assistant.drafts.matters import Matter
from assistant.drafts.slots import in_form
from assistant.facts.labels import label
from assistant.facts.render import REFERENCE, render
from assistant.model.draft import DraftParagraph, Slot, SlotKind
from assistant.model.fact import Fact

PROMPTS = {
    "problems": "problems", "measures": "measures", "deviation": "deviation",
    "thrift": "thrift", "project_deviation": "project_deviation",
}  # fmt: skip

_MARKER = re.compile(r"（[一二三四五六七八九十]{1,3}）")

STRICT: tuple[SlotKind, ...] = ("problems", "deviation", "project_deviation")
"""Slots that tell a shortcoming: their causes must have a source."""


@dataclass
class Item:
    """One paragraph to write: what it is about, and all it may use.

    ``quotes`` are (source, words) that may be quoted; ``explained``: one of them is the cause;
    ``kind`` is that of its matter, "" for none. ``at`` is where the composer's paragraph stands
    among those of the slot.
    """

    about: str
    topic: str
    facts: list[Fact]
    quotes: list[tuple[str, str]]
    explained: bool
    composed: DraftParagraph
    words: str = ""
    kind: str = ""
    at: int = 0

    @property
    def marker(self) -> str:
        """Return the number that the composer's paragraph begins with, such as （二）."""
        found = _MARKER.match(self.template)
        return found[0] if found else ""

    @property
    def template(self) -> str:
        """Return the composer's paragraph, references as they are."""
        return "".join(sentence.template for sentence in self.composed.sentences)


@dataclass
class Task:
    """One question to a model: a slot, or the problems or the measures of one that wants both."""

    slot: Slot
    kind: SlotKind
    items: list[Item]
    offices: list[str] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        """Return the name of its prompt."""
        return PROMPTS[self.kind]


class Placed(NamedTuple):
    """A matter, and where the composer's paragraph on it stands among those of the slot."""

    matter: Matter
    at: int


def tasks_of(
    slot: Slot,
    composed: list[DraftParagraph],
    matters: list[Matter],
    desk: Desk,
    evidence: Evidence,
) -> list[Task]:
    """Return what to ask for a slot; nothing where only the unit can answer.

    A section that wants problems and measures is asked for in two parts. Paragraphs of the
    composer's that tell no matter are not asked for, nor are the short cells of a form.
    """
    if in_form(slot):
        return []
    own = [matter for matter in matters if told_in(matter, slot)]
    if slot.kind == "thrift":
        quotes = [("工作总结", item.text) for item in evidence.thrift()]
        return [_task(slot, [_item(1, slot.title, composed[0], quotes, desk, None)], desk)]
    if slot.kind == "deviation":
        quotes = list(_quotes(own[0])) if own else []
        matter = own[0] if own else None
        return [_task(slot, [_item(1, slot.title, composed[0], quotes, desk, matter)], desk)]
    first = _placed(own, composed, 0, desk)
    after = first[-1].at + 1 if first else len(composed)
    second = _placed(own, composed, after, desk) if slot.kind == "problems" else []
    parts: list[tuple[SlotKind, list[Placed]]] = [(slot.kind, first), ("measures", second)]
    return [
        Task(slot, kind, _items(places, composed, desk), desk.offices)
        for kind, places in parts
        if places
    ]


def _placed(
    own: list[Matter], composed: list[DraftParagraph], start: int, desk: Desk
) -> list[Placed]:
    """Return matters with their paragraphs, both in order, as far as they correspond."""
    out: list[Placed] = []
    for matter in own:
        for at in range(start, len(composed)):
            if _tells(composed[at], matter, desk):
                out.append(Placed(matter, at))
                start = at + 1
                break
    return out


def _tells(paragraph: DraftParagraph, matter: Matter, desk: Desk) -> bool:
    used = {i for sentence in paragraph.sentences for i in sentence.facts}
    own = {fact.id for fact in matter.facts.values()}
    return paragraph.about == desk.about(matter.places) and (not own or bool(used & own))


def _task(slot: Slot, items: list[Item], desk: Desk) -> Task:
    return Task(slot, slot.kind, items, desk.offices)


def _items(places: list[Placed], composed: list[DraftParagraph], desk: Desk) -> list[Item]:
    return [
        _item(n, _topic(m, composed[at], desk), composed[at], list(_quotes(m)), desk, m, at)
        for n, (m, at) in enumerate(places, 1)
    ]


def _item(
    number: int,
    topic: str,
    composed: DraftParagraph,
    quotes: list[tuple[str, str]],
    desk: Desk,
    matter: Matter | None,
    at: int = 0,
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
    kind = matter.kind if matter else ""
    return Item(f"M{number}", topic, facts, quotes, explained, composed, "\n".join(words), kind, at)


def _topic(matter: Matter, paragraph: DraftParagraph, desk: Desk) -> str:
    known = {fact.id: fact for fact in desk.book.facts}
    template = paragraph.sentences[0].template
    first = render(_MARKER.sub("", template, count=1), known).rstrip("。")
    return first if _MARKER.match(template) and first else matter.words.get("item", matter.about)


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
    if matter.words.get("said"):
        yield "工作总结", matter.words["said"]
    if "excerpt" in matter.words:
        yield "自评报告", matter.words["excerpt"]


def numbered_quotes(items: Iterable[Item]) -> dict[str, tuple[str, str]]:
    """Return all quotes of a slot by their number (T1, T2…), each once."""
    found = dict.fromkeys(quote for item in items for quote in item.quotes)
    return {f"T{number}": quote for number, quote in enumerate(found, 1)}
