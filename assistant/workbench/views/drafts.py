"""The pane 文字: for each slot its texts, every figure with where it comes from."""

from collections.abc import Iterator, Mapping, Sequence

from assistant.model.draft import Draft, DraftParagraph, EvidenceItem, Slot
from assistant.model.fact import Fact
from assistant.model.place import Place
from assistant.output.figures import pieces
from assistant.output.filing import form
from assistant.output.page import FACT_KINDS, formula, operands, rests_on_doubt
from assistant.output.places import place_words
from assistant.workbench.session import Session
from assistant.workbench.store import SlotState, Version
from assistant.workbench.views.names import SLOT_KINDS, SLOT_STATUS, author_name
from assistant.workbench.views.proofs import Proofs
from assistant.workbench.views.shapes import (
    ChipView,
    Drafts,
    KeptView,
    PieceView,
    SlotStatus,
    SlotView,
    SpotRef,
    VersionView,
)
from assistant.workbench.views.spots import Spots

Proved = Mapping[str, DraftParagraph]


def drafts(session: Session, proofs: Proofs, spots: Spots, model: str) -> Drafts:
    """Return the slots of a pack in its order, then those that only events still know."""
    view = _Viewer(session, proofs, spots)
    return Drafts(
        version=session.state.version,
        slots=tuple(view.slot(slot) for slot in slots(session, proofs)),
        told=tuple(proofs.drafts.fallbacks),
        model=model,
    )


def slots(session: Session, proofs: Proofs) -> Iterator[Slot]:
    """Yield the places that want text, and those for which texts were kept before."""
    yield from proofs.slots.values()
    for place, state in session.state.drafts.items():
        made = drafted(state)
        if place not in proofs.slots and made:
            yield made.slot


def drafted(state: SlotState | None) -> Draft | None:
    """Return the latest draft of a slot as composer or model made it, None without one."""
    found = [each for each in (state.versions if state else ()) if each.draft]
    return found[-1].as_draft() if found else None


def proved_of(place: Place, session: Session, proofs: Proofs) -> dict[str, DraftParagraph]:
    """Return every paragraph that a draft for a slot proves, by its words."""
    state = session.state.drafts.get(place)
    made = [each.as_draft() for each in (state.versions if state else ()) if each.draft]
    made += [proofs.composed[place]] if place in proofs.composed else []
    return {text: paragraph for each in made for text, paragraph in proofs.proved(each).items()}


class _Viewer:
    """Makes the views of one pack's slots."""

    def __init__(self, session: Session, proofs: Proofs, spots: Spots) -> None:
        self._session, self._proofs, self._spots = session, proofs, spots

    def slot(self, slot: Slot) -> SlotView:
        """Return one slot with all its texts."""
        state = self._session.state.drafts.get(slot.place)
        proved = proved_of(slot.place, self._session, self._proofs)
        versions = list(self._versions(slot, state, proved))
        status: SlotStatus = state.status if state else "waiting"
        counts = state.version(state.current) if state else None
        marks = self._proofs.marks(slot, counts.text, proved, counts.kept) if counts else ()
        made = self._proofs.composed.get(slot.place)
        return SlotView(
            place=slot.place,
            title=slot.title or place_words(slot.place),
            form=form(slot.place),
            kind=slot.kind,
            kind_name=SLOT_KINDS[slot.kind],
            current_words=slot.current,
            source=self._spots.ref(slot.location, place_words(slot.place), slot.current),
            status=status,
            status_name=SLOT_STATUS[status],
            versions=tuple(versions),
            current=state.current if state else None,
            marks=marks,
            evidence=tuple(map(_evidence, made.evidence_items)) if made else (),
            reason=_decided(state) or (made.reason if made else ""),
            refused=self._session.refused.get(slot.place, ""),
        )

    def _versions(
        self, slot: Slot, state: SlotState | None, proved: Proved
    ) -> Iterator[VersionView]:
        stored = state.versions if state else ()
        for version in stored:
            yield self._stored(slot, version, proved)
        made = self._proofs.composed.get(slot.place)
        if made and not any(tuple(made.text) == version.text for version in stored):
            yield VersionView(
                author=made.author,
                author_name=author_name(made.author),
                text=tuple(made.text),
                paragraphs=self._paragraphs(slot, made.text, proved),
            )

    def _stored(self, slot: Slot, version: Version, proved: Proved) -> VersionView:
        return VersionView(
            seq=version.seq,
            author=version.author,
            author_name=version.actor
            if version.author == "person"
            else author_name(version.author),
            at=version.at,
            text=version.text,
            paragraphs=self._paragraphs(slot, version.text, proved),
            hint=version.hint,
            kept=tuple(KeptView(text=each.text, reason=each.reason) for each in version.kept),
        )

    def _paragraphs(
        self, slot: Slot, text: Sequence[str], proved: Proved
    ) -> tuple[tuple[PieceView, ...], ...]:
        return tuple(tuple(self._pieces(slot, each, proved.get(each))) for each in text)

    def _pieces(
        self, slot: Slot, text: str, paragraph: DraftParagraph | None
    ) -> Iterator[PieceView]:
        if paragraph is None:
            yield from self._read(slot, text)
            return
        for sentence in paragraph.sentences:
            for piece in pieces(sentence.template, self._proofs.facts):
                chip = self._chip(piece.fact, piece.text) if piece.fact else None
                yield PieceView(text=piece.text, chip=chip, mark=piece.mark)

    def _read(self, slot: Slot, text: str) -> Iterator[PieceView]:
        """Yield a person's text: figures that the facts bear out are chips too."""
        done = 0
        for claim in self._proofs.claims(slot, text):
            if claim.start < done:
                continue
            if claim.start > done:
                yield PieceView(text=text[done : claim.start])
            borne_out = claim.fact if claim.status == "matched" else None
            chip = self._chip(borne_out, claim.text) if borne_out else None
            yield PieceView(text=claim.text, chip=chip)
            done = claim.end
        if done < len(text):
            yield PieceView(text=text[done:])

    def _chip(self, fact: Fact, text: str) -> ChipView:
        facts = self._proofs.facts
        return ChipView(
            id=fact.id,
            text=text,
            measure=fact.measure,
            kind_name=FACT_KINDS[fact.kind],
            formula=formula(fact, facts) if fact.formula else "",
            doubtful=rests_on_doubt(fact, facts),
            sources=tuple(self._sources(fact)),
        )

    def _sources(self, fact: Fact) -> Iterator[SpotRef]:
        facts = self._proofs.facts
        for each in [fact] if fact.kind == "stated" else operands(fact, facts):
            yield self._spots.ref(each.location, place_words(each.place), each.quote)


def _decided(state: SlotState | None) -> str:
    if state is None or state.decided is None:
        return ""
    who = f"{state.decided.actor}，{state.decided.at.astimezone():%Y-%m-%d %H:%M}"
    return f"{state.decided.reason}（{who}）" if state.decided.reason else who


def _evidence(item: EvidenceItem) -> str:
    return f"{item.text}（{item.why}）"
