"""The pane 记录: each event as one Chinese sentence."""

from collections.abc import Sequence

from assistant.output.places import SEPARATOR, place_words
from assistant.output.safe import flat
from assistant.workbench.store import Event, State
from assistant.workbench.store.kinds import (
    DraftAccepted,
    DraftEdited,
    DraftProposed,
    DraftRefused,
    Exported,
    FieldConfirmed,
    FieldFixed,
    FileAdded,
    FileRemoved,
    FindingAccepted,
    FindingAsked,
    FindingReopened,
    PackCreated,
    ReadDone,
    Redone,
    Undone,
    WordReturned,
)
from assistant.workbench.store.undo import trace
from assistant.workbench.views.answers import History, HistoryLine
from assistant.workbench.views.names import EXPORTS, ROLES, author_name

_MOST = 60
"""Characters of a value in a sentence of the history."""


def history(events: Sequence[Event], state: State, actor: str) -> History:
    """Return all events, the last first; undoable is the one step that ``actor`` may take back."""
    skipped = trace(events).skipped
    next_one = state.next_undo(actor)
    lines = [
        line(event, undoable=event.seq == next_one, undone=event.seq in skipped)
        for event in reversed(events)
    ]
    return History(version=state.version, lines=tuple(lines))


def line(event: Event, *, undoable: bool = False, undone: bool = False) -> HistoryLine:
    """Return one event as a line of the history."""
    return HistoryLine(
        seq=event.seq, at=event.at, actor=event.actor, kind=event.kind, words=words(event),
        reason=event.reason, undoable=undoable, undone=undone,
    )  # fmt: skip


def words(event: Event) -> str:
    """Return what happened in one Chinese sentence without its stop."""
    return _of_papers(event) or _of_fields(event) or _of_drafts(event) or event.kind


def _of_papers(event: Event) -> str:
    match event.data:
        case PackCreated(title=title):
            return f"新建材料{_quoted(title)}"
        case FileAdded(name=name, role=role):
            return f"添加文件{_quoted(name)}（{ROLES[role]}）"
        case FileRemoved(file_id=file_id):
            return f"移除文件 {file_id}"
        case ReadDone(files=files, errors=errors):
            told = f"，有 {len(errors)} 条说明" if errors else ""
            return f"读取材料，共 {len(files)} 个文件{told}"
        case Exported(form=form):
            return f"导出{EXPORTS.get(form, form)}"
        case WordReturned(outcomes=outcomes, changed=changed):
            return f"收回 Word 文件：{len(outcomes)} 处文字，{len(changed)} 处数字有改动"
        case Undone(seq=seq):
            return f"撤销第 {seq} 步"
        case Redone(seq=seq):
            return f"恢复第 {seq} 步"
    return ""


def _of_fields(event: Event) -> str:
    match event.data:
        case FieldFixed(place=place, before=before, after=after):
            return f"{_where(place)}：{_value(before)}改为{_value(after)}"
        case FieldConfirmed(place=place):
            return f"{_where(place)}：核对原件无误"
        case FindingAccepted(rule=rule, place=place):
            return f"{_where(place)}：问题 {rule} 予以认可"
        case FindingAsked(rule=rule, place=place, question=question):
            return f"{_where(place) if place else '问题'}：{rule} 请单位答复{_quoted(question)}"
        case FindingReopened():
            return "一项已处理的问题重新打开"
    return ""


def _of_drafts(event: Event) -> str:
    match event.data:
        case DraftProposed(place=place, author=author):
            return f"{_where(place)}：{author_name(author)}拟出一稿"
        case DraftEdited(place=place, kept=kept):
            more = f"，保留 {len(kept)} 处没有依据的数字" if kept else ""
            return f"{_where(place)}：改写文字{more}"
        case DraftAccepted(place=place):
            return f"{_where(place)}：采用文字"
        case DraftRefused(place=place):
            return f"{_where(place)}：不采用文字"
    return ""


def _where(place: str) -> str:
    return place_words(place).replace(SEPARATOR, "—")


def _value(text: str) -> str:
    return _quoted(text) if text.strip() else "（空白）"


def _quoted(text: str) -> str:
    short = flat(text)
    return f"“{short if len(short) <= _MOST else short[:_MOST] + '……'}”"
