"""A Word file edited elsewhere comes back: what was accepted, refused and reworded in it."""

from collections.abc import Collection, Sequence

from assistant.model.base import Frozen
from assistant.model.finding import CheckReport, Finding
from assistant.workbench.aligning import Match
from assistant.workbench.comeback.changes import Difference, Edit
from assistant.workbench.comeback.deciding import Deciding
from assistant.workbench.comeback.reading import Returned
from assistant.workbench.comeback.reference import At, Reference, recognise, same_pack
from assistant.workbench.comeback.slots import Fate, Spot, fate, region_blocks, spots
from assistant.workbench.delivery.made import Form
from assistant.workbench.delivery.word_files import Files, word_file
from assistant.workbench.session import Session
from assistant.workbench.store import NewEvent
from assistant.workbench.store.kinds import ChangedFigure, SlotOutcome, WordReturned

__all__ = ["Comeback", "returned"]


class Comeback(Frozen):
    """What a file that came back says against the pack as it was exported.

    ``file`` is the pack's file it is, "" for the formal one made of several; ``form`` and
    ``version`` are those of the export, as far as they are known. ``changed`` are figures that
    differ, ``reworded`` other fields, ``gone`` and ``new`` the findings of the check before
    and after. ``told`` are Chinese lines about what was not taken over. ``events`` are to be
    appended together, as they are, at the session's version.
    """

    file: str
    form: Form | None
    version: int
    outcomes: tuple[SlotOutcome, ...]
    changed: tuple[ChangedFigure, ...]
    reworded: tuple[ChangedFigure, ...]
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    told: tuple[str, ...]
    events: tuple[NewEvent, ...]


def returned(
    session: Session,
    content: bytes,
    name: str,
    at: At | None = None,
    files: Files = word_file,
) -> Comeback:
    """Compare a Word file that came back with what was exported; nothing is stored.

    ``at`` gives the session as of an earlier version, for a file exported then. Raises
    ``NotReturnable`` where the bytes are no Word file, ``OtherPack`` where it isn't the pack's.
    """
    file = Returned(content, name)
    found = recognise(file, session, at, files)
    after, reference = same_pack(file, found), found.reference
    fates, edits, told = _compared(reference, after, file.pending)
    # The first event is the return itself.
    deciding = Deciding(session, reference, file.name, session.state.version + 2)
    for each in fates:
        deciding.slot(each)
    own = list(deciding.fields(edits))
    outcomes = tuple(_outcome(each) for each in fates)
    changed = tuple(_changed(own))
    gone, new = _findings(reference.checked.report, after.report)
    event = WordReturned(sha256=file.sha256, outcomes=outcomes, changed=changed)
    return Comeback(
        file="" if reference.formal else reference.name,
        form=reference.form,
        version=reference.session.state.version,
        outcomes=outcomes,
        changed=changed,
        reworded=tuple(_figure(e.place, e.before, e.after) for e in own if not e.figure),
        gone=gone,
        new=new,
        told=tuple(dict.fromkeys([*deciding.told, *told])),
        events=(NewEvent(data=event), *deciding.events),
    )


def _compared(
    reference: Reference, after: Session, pending: Collection[int]
) -> tuple[list[Fate], list[Edit], list[str]]:
    """Return what became of the slots, what else changed, and what no field stands for."""
    there: list[Spot] = list(spots(reference))
    skip = {number for spot in there for number in spot.blocks}
    match = Match(reference.document, after.documents[reference.number], skip)
    taken = {number for spot in there for number in region_blocks(spot, match)}
    cells = {spot.cell for spot in there if spot.cell}
    difference = Difference(reference.pack, after.base.pack, match)
    edits = list(difference.edits(skip, taken, cells))
    return [fate(spot, match, pending) for spot in there], edits, difference.told


def _outcome(each: Fate) -> SlotOutcome:
    return SlotOutcome(place=each.spot.place, outcome=each.outcome, text=each.lines)


def _changed(edits: Sequence[Edit]) -> list[ChangedFigure]:
    out = []
    for edit in edits:
        if edit.figure:
            shown = edit.shown or ((edit.place, edit.before, edit.after),)
            out += [_figure(*each) for each in shown]
    return out


def _figure(place: str, before: str, after: str) -> ChangedFigure:
    return ChangedFigure(place=place, before=before, after=after)


def _findings(
    before: CheckReport, after: CheckReport
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that are gone and those that are new."""
    old, new = ({f.fingerprint for f in report.findings} for report in (before, after))
    gone = tuple(f for f in before.findings if f.fingerprint not in new)
    return gone, tuple(f for f in after.findings if f.fingerprint not in old)
