"""The documents as a Word file shows them: the decisions, and texts still open to a decision."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from assistant.errors import ChangeRefused
from assistant.facts.drafted import draft_change
from assistant.model.document import Document
from assistant.model.draft import Draft
from assistant.model.place import Location, Place
from assistant.output.places import place_words
from assistant.workbench.delivery.made import Moment
from assistant.workbench.editing import Key, edit, key_of
from assistant.workbench.session import TAKEN, Session
from assistant.workbench.store import SlotState, Version

PROGRAM = "绩效自评助手"
Where = Callable[[Place], Location | None]


class Offered(NamedTuple):
    """A text for a slot that nobody has decided on; ``seq`` is None where it is not stored."""

    draft: Draft
    author: str
    at: datetime | None
    seq: int | None


class Standing(NamedTuple):
    """Documents with everything in them that a Word file shows; ``told`` is what didn't fit."""

    documents: list[Document]
    offered: list[Offered]
    told: list[str]


def standing(session: Session, *, with_open: bool) -> Standing:
    """Return the documents with the decisions, and with the open texts where ``with_open``."""
    documents = session.edited
    told = [f"{place_words(place)}：{why}。" for place, why in session.refused.items()]
    shown = []
    for each in offered(session) if with_open else ():
        try:
            documents = edit(documents, draft_change(each.draft))
        except ChangeRefused as error:
            told.append(f"{place_words(each.draft.slot.place)}：{error}。")
        else:
            shown.append(each)
    return Standing(list(documents), shown, told)


def offered(session: Session) -> Iterator[Offered]:
    """Yield the text that stands first for each slot that is still open: stored, or composed now."""
    composed = {draft.slot.place: draft for draft in session.composed.drafts}
    for place in dict.fromkeys([*composed, *session.state.drafts]):
        slot = session.state.drafts.get(place)
        if slot is None:
            yield Offered(composed[place], PROGRAM, None, None)
        elif slot.status == "proposed" and (version := slot.version(slot.current)):
            draft = _draft(version, slot, composed.get(place))
            if draft:
                yield Offered(draft, _author(version), version.at, version.seq)


def _draft(version: Version, slot: SlotState, composed: Draft | None) -> Draft | None:
    """Return a stored version as the draft of its slot, which the last reading places best."""
    origin = next((each for each in (version, *slot.versions) if each.draft), None)
    own = origin.as_draft() if origin else composed
    if own is None:
        return None
    place = composed.slot if composed else own.slot
    return own.model_copy(update={"slot": place, "text": list(version.text)})


def _author(version: Version) -> str:
    if version.author == "person":
        return version.actor
    model = version.author.removeprefix("model:")
    return PROGRAM if version.author == "composer" else f"{PROGRAM}（{model}）"


def moments(
    session: Session, shown: list[Offered], where: Where, now: datetime
) -> dict[Key, Moment]:
    """Return who last changed each cell and paragraph; ``where`` finds places in the file."""
    found: dict[Key, tuple[int, Moment]] = {}
    for place, seq, moment in _decided(session, shown, now):
        location = where(place)
        if location is not None and seq >= found.get(key_of(location), (0, moment))[0]:
            found[key_of(location)] = seq, moment
    return {key: moment for key, (_, moment) in found.items()}


def _decided(
    session: Session, shown: list[Offered], now: datetime
) -> Iterator[tuple[Place, int, Moment]]:
    for fix in session.state.fixes.values():
        yield fix.place, fix.seq, Moment(actor=fix.actor, at=fix.at)
    for place, slot in session.state.drafts.items():
        by = slot.decided
        if by and slot.status in TAKEN:
            yield place, by.seq, Moment(actor=by.actor, at=by.at)
    for each in shown:
        yield each.draft.slot.place, each.seq or 0, Moment(actor=each.author, at=each.at or now)
