"""The cards of packs and files."""

from collections.abc import Mapping
from datetime import UTC, datetime

from assistant.model.document import ReadingReport
from assistant.workbench.delivery.lists import decided
from assistant.workbench.session import Session
from assistant.workbench.store import State
from assistant.workbench.store.state import File
from assistant.workbench.views.names import ROLES
from assistant.workbench.views.shapes import FileCard, PackCard, PackState
from assistant.workbench.views.spots import Shown

_NEVER = datetime.fromtimestamp(0, UTC)


def pack_card(state: State, doing: PackState, session: Session | None) -> PackCard:
    """Return a pack's card; ``doing`` says how it stands where there is nothing to show yet."""
    card = PackCard(
        pack_id=state.pack_id,
        title=state.title,
        version=state.version,
        changed=state.at or _NEVER,
        files=len(state.files),
        state=doing,
        stale=state.reading is not None and not state.read,
    )
    return card if session is None else card.model_copy(update=_found(session))


def for_actor(card: PackCard, state: State, actor: str) -> PackCard:
    """Return a card that tells what ``actor`` may undo and redo."""
    return card.model_copy(
        update={
            "can_undo": state.next_undo(actor) is not None,
            "can_redo": state.next_redo(actor) is not None,
        }
    )


def _found(session: Session) -> dict[str, object]:
    decisions = session.state.decisions
    report = decided(session.report, session.state)
    return {
        "unit": report.unit,
        "year": report.year,
        "verdict": report.verdict,
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "notices": report.count("info"),
        "open": sum(finding.fingerprint not in decisions for finding in session.report.findings),
    }


def file_card(
    file: File, shown: Shown | None, told: Mapping[str, list[str]], pages: int
) -> FileCard:
    """Return a file's card; ``told`` holds by file name what the reading said of files."""
    problems = [*told.get(file.name, ()), *(_notes(shown.document.report) if shown else ())]
    return FileCard(
        file_id=file.file_id,
        name=file.name,
        role=file.role,
        role_name=ROLES[file.role],
        size=file.size,
        kind=shown.kind if shown else "none",
        pages=pages if shown and shown.kind == "pages" else 0,
        problems=tuple(problems),
    )


def _notes(report: ReadingReport) -> list[str]:
    """Return what a reading met; what it lost comes first and is named so."""
    lost = [f"未读入：{note.message}" for note in report.notes if note.lost]
    return [*lost, *(note.message for note in report.notes if not note.lost)]
