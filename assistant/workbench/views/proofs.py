"""Texts of slots held against the facts: what is proved, what is borne out, what is not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from assistant.drafts import draft
from assistant.drafts.prepare import Work, prepare
from assistant.drafts.slots import spoken_of
from assistant.facts.naming import Names
from assistant.facts.render import REFERENCE, render
from assistant.facts.verify_text import Claim, verify_text
from assistant.model.draft import Draft, DraftParagraph, DraftReport, Slot
from assistant.model.fact import Fact
from assistant.model.place import Place
from assistant.workbench.session import Session
from assistant.workbench.store.kinds import KeptFigure
from assistant.workbench.views.shapes import MarkView

_REASONS = {
    "unsupported": "没有数据支持这个数字",
    "contradicting": "与材料中的数据不符",
}


class Proofs:
    """The composer's texts for a pack without any text put in, and what others are held against.

    Everything is computed when first asked for, and kept.
    """

    def __init__(self, session: Callable[[], Session]) -> None:
        self._make = session

    @cached_property
    def _session(self) -> Session:
        return self._make()

    @cached_property
    def work(self) -> Work:
        """The material that drafts are made of."""
        session = self._session
        return prepare(session.dossier, session.facts, session.report)

    @cached_property
    def drafts(self) -> DraftReport:
        """The composer's draft of every slot."""
        session = self._session
        return draft(session.dossier, session.facts, session.report, prepared=self.work)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """All facts by id, derived and proposed ones included."""
        return {fact.id: fact for fact in self.work.desk.book.facts}

    @cached_property
    def slots(self) -> dict[Place, Slot]:
        """The places that want text, in the pack's order."""
        return {slot.place: slot for slot, _ in self.work.composed}

    @cached_property
    def composed(self) -> dict[Place, Draft]:
        """The composer's drafts by their slot's place."""
        return {each.slot.place: each for each in self.drafts.drafts}

    @cached_property
    def _names(self) -> Names:
        return Names(self.facts.values())

    def proved(self, made: Draft) -> Mapping[str, DraftParagraph]:
        """Return the paragraphs of a draft that its templates still render to, by their words."""
        pairs = zip(made.text, made.paragraphs, strict=False)
        return {text: each for text, each in pairs if self._rendered(each) == text}

    def _rendered(self, paragraph: DraftParagraph) -> str | None:
        template = "".join(sentence.template for sentence in paragraph.sentences)
        if any(each not in self.facts for each in REFERENCE.findall(template)):
            return None
        return render(template, self.facts)

    def claims(self, slot: Slot, text: str) -> list[Claim]:
        """Return what became of every figure of a paragraph for a slot."""
        scope, row = spoken_of(slot)
        return verify_text(text, self.facts, self.work.desk.ground, scope, row, self._names)

    def marks(
        self,
        slot: Slot,
        text: Sequence[str],
        proved: Mapping[str, DraftParagraph],
        kept: Sequence[KeptFigure] = (),
    ) -> tuple[MarkView, ...]:
        """Return the figures of a text that aren't borne out; proved paragraphs have none."""
        allowed = {each.text for each in kept if each.reason.strip()}
        return tuple(
            mark
            for number, paragraph in enumerate(text)
            if paragraph not in proved
            for mark in self._marks(slot, number, paragraph)
            if mark.text not in allowed
        )

    def _marks(self, slot: Slot, number: int, paragraph: str) -> Iterator[MarkView]:
        for claim in self.claims(slot, paragraph):
            if claim.status != "matched":
                yield MarkView(
                    paragraph=number,
                    start=claim.start,
                    end=claim.end,
                    text=claim.text,
                    kind="contradicts" if claim.status == "contradicting" else "unsupported",
                    message=claim.reason or _REASONS[claim.status],
                )
