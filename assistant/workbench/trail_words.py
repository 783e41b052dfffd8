"""What an event says in words: what was done, where, and the words before and after."""

from typing import NamedTuple

from assistant.model.place import Place
from assistant.workbench.store import Event
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
    SlotOutcome,
    Undone,
    WordReturned,
)
from assistant.workbench.views.names import EXPORTS, OUTCOMES, ROLES, author_name


class Said(NamedTuple):
    """One event's columns; ``place`` is logical, ``reason`` is what the event's own lacks."""

    words: str
    place: Place = ""
    before: str = ""
    after: str = ""
    reason: str = ""


class Memory:
    """What earlier events said that later ones only name."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.findings: dict[str, tuple[str, Place]] = {}
        self.texts: dict[int, str] = {}
        self.standing: dict[Place, str] = {}

    def take(self, event: Event) -> None:
        """Remember what an event says."""
        match event.data:
            case FileAdded() as data:
                self.files[data.file_id] = data.name
            case FindingAccepted() | FindingAsked() as data:
                self.findings[data.fingerprint] = data.rule, data.place
            case DraftProposed() as data:
                self.texts[event.seq] = "\n".join(data.text)
                self.standing.setdefault(data.place, self.texts[event.seq])
            case DraftEdited() as data:
                self.texts[event.seq] = self.standing[data.place] = "\n".join(data.after)
            case DraftAccepted() as data:
                self.standing[data.place] = self.texts.get(data.version, "")


def told(event: Event, memory: Memory) -> Said:
    """Return an event in words; every kind has its own."""
    data = event.data
    match data:
        case PackCreated():
            return Said("新建材料", after=data.title)
        case FileAdded() | FileRemoved() | ReadDone():
            return _of_files(data, memory)
        case FieldFixed():
            return Said("更正数据", data.place, data.before, data.after)
        case FieldConfirmed():
            return Said("核对原件，数据无误", data.place)
        case FindingAccepted() | FindingAsked() | FindingReopened():
            return _of_findings(data, memory)
        case DraftProposed() | DraftEdited() | DraftAccepted() | DraftRefused():
            return _of_drafts(data, memory)
        case WordReturned():
            return Said("收回 Word 文件", after=_returned(data))
        case Exported():
            return Said(f"导出{EXPORTS.get(data.form, data.form)}")
        case Undone():
            return Said(f"撤销第 {data.seq} 步")
        case Redone():
            return Said(f"恢复第 {data.seq} 步")


def _of_files(data: FileAdded | FileRemoved | ReadDone, memory: Memory) -> Said:
    match data:
        case FileAdded():
            return Said(f"添加文件（{ROLES[data.role]}）", after=data.name)
        case FileRemoved():
            return Said("移除文件", before=memory.files.get(data.file_id, data.file_id))
    names = [memory.files.get(each, each) for each in data.files]
    return Said("读取文件", after="\n".join(names), reason="\n".join(data.errors))


def _of_findings(data: FindingAccepted | FindingAsked | FindingReopened, memory: Memory) -> Said:
    match data:
        case FindingAccepted():
            return Said(f"问题按现状保留（{data.rule}）", data.place)
        case FindingAsked():
            rule = f"（{data.rule}）" if data.rule else ""
            return Said(f"请单位答复{rule}", data.place, after=data.question)
    rule, place = memory.findings.get(data.fingerprint, ("", ""))
    return Said(f"问题重新列为待处理{f'（{rule}）' if rule else ''}", place)


def _of_drafts(
    data: DraftProposed | DraftEdited | DraftAccepted | DraftRefused, memory: Memory
) -> Said:
    match data:
        case DraftProposed():
            hint = f"要求：{data.hint}" if data.hint else ""
            return Said(f"拟稿（{author_name(data.author)}）", data.place, after="\n".join(data.text), reason=hint)  # fmt: skip
        case DraftEdited():
            kept = [f"保留“{each.text}”：{each.reason}" for each in data.kept]
            before, after = "\n".join(data.before), "\n".join(data.after)
            return Said("改写文字", data.place, before, after, "\n".join(kept))
        case DraftAccepted():
            return Said("采用文字", data.place, after=memory.texts.get(data.version, ""))
    return Said("不采用文字", data.place, before=memory.standing.get(data.place, ""))


def _returned(data: WordReturned) -> str:
    counts: dict[str, int] = {}
    for each in data.outcomes:
        counts[_outcome(each)] = counts.get(_outcome(each), 0) + 1
    told = [f"{words} {n} 处" for words, n in counts.items()]
    return "，".join([*told, f"数据变动 {len(data.changed)} 处"])


def _outcome(each: SlotOutcome) -> str:
    return f"文字{OUTCOMES[each.outcome]}"
