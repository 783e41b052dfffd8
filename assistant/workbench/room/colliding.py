"""A version conflict as both sides see it: what one wanted to write, what stands there now."""

from collections.abc import Sequence

from assistant.errors import VersionConflict
from assistant.output.places import SEPARATOR, place_words
from assistant.workbench.room.deciding import Collision
from assistant.workbench.store import Event, State
from assistant.workbench.store.kinds import (
    AnyHappening,
    DraftAccepted,
    DraftEdited,
    FieldConfirmed,
    FieldFixed,
    FileFiled,
    FindingAccepted,
    FindingAsked,
    FindingReopened,
    Redone,
    Target,
    Undone,
)
from assistant.workbench.views.answers import Conflict
from assistant.workbench.views.history import line
from assistant.workbench.views.names import ROLES


def collision(
    error: VersionConflict, mine: AnyHappening, reason: str, state: State, events: Sequence[Event]
) -> Collision:
    """Return a conflict with both texts; ``events`` are the pack's, all of them."""
    meant = _meant(mine, events)
    targets = meant.touches()
    since = [each for each in error.since if _meant(each.data, events).touches() & targets]
    target = min(targets, default="pack")
    last = since[-1] if since else events[-1]
    conflict = Conflict(
        version=error.current,
        target=target,
        target_words=_target_words(meant),
        mine=_mine(mine, reason),
        theirs=_theirs(target, state),
        theirs_actor=last.actor,
        theirs_at=last.at,
        since=tuple(line(event) for event in error.since),
    )
    return Collision(str(error), conflict)


def _meant(data: AnyHappening, events: Sequence[Event]) -> AnyHappening:
    """Return what an event is about: of undone and redone, the step that they name."""
    return events[data.seq - 1].data if isinstance(data, Undone | Redone) else data


def _target_words(mine: AnyHappening) -> str:
    if isinstance(mine, FileFiled):
        return mine.name
    place = getattr(mine, "place", "")
    return place_words(place).replace(SEPARATOR, "—") if place else "材料"


def _mine(mine: AnyHappening, reason: str) -> str:
    match mine:
        case FileFiled(after=role):
            return ROLES[role]
        case FieldFixed(after=after):
            return after
        case FieldConfirmed():
            return "核对原件无误"
        case FindingAccepted():
            return f"予以认可：{reason}"
        case FindingAsked(question=question):
            return f"请单位说明：{question}"
        case FindingReopened():
            return "重新打开"
        case DraftEdited(after=after):
            return "\n".join(after)
        case DraftAccepted(version=version):
            return f"采用第 {version} 步的文字"
        case Undone(seq=seq):
            return f"撤销第 {seq} 步"
        case Redone(seq=seq):
            return f"重做第 {seq} 步"
    return f"不采用：{reason}" if reason else "改动材料"


def _theirs(target: Target, state: State) -> str:
    """Return what stands at a target now."""
    kind, _, name = target.partition(":")
    if kind == "file":
        return ROLES[state.files[name].role] if name in state.files else "（已移除）"
    if kind == "field":
        fix = state.fixes.get(name)
        if fix:
            return fix.after
        return "核对原件无误" if name in state.confirmed else "（已恢复原值）"
    if kind == "finding":
        decision = state.decisions.get(name)
        if decision is None:
            return "待处理"
        told = decision.question or decision.reason
        return f"{'请单位说明' if decision.status == 'asked' else '予以认可'}：{told}"
    slot = state.drafts.get(name)
    if slot and slot.status == "refused":
        return f"不采用：{slot.decided.reason if slot.decided else ''}"
    return "\n".join(slot.text) if slot else "（已恢复原样）"
