"""What an event says: for each kind its sentence and its columns, told in this one place."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from assistant.model.place import Place
from assistant.output.places import SEPARATOR, place_words
from assistant.output.safe import flat
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
    FileFiled,
    FileRemoved,
    FindingAccepted,
    FindingAsked,
    FindingReopened,
    Happening,
    PackCreated,
    ReadDone,
    Redone,
    Undone,
    WordReturned,
)
from assistant.workbench.views.names import EXPORTS, OUTCOMES, ROLES, author_name

_MOST = 60
"""Characters of a value in a sentence."""


class Said(NamedTuple):
    """One event in Chinese; ``words`` is what was done, ``reason`` what the event's own lacks.

    ``more`` ends its sentence, which otherwise is place and words; ``place`` is logical.
    """

    words: str
    place: Place = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    more: str = ""

    @property
    def sentence(self) -> str:
        """The event in one sentence without its stop."""
        where = f"{place_words(self.place).replace(SEPARATOR, '—')}：" if self.place else ""
        return f"{where}{self.words}{self.more}"


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
                self.texts[event.seq] = _text(data.text)
                self.standing.setdefault(data.place, self.texts[event.seq])
            case DraftEdited() as data:
                self.texts[event.seq] = self.standing[data.place] = _text(data.after)
            case DraftAccepted() as data:
                self.standing[data.place] = self.texts.get(data.version, "")


_Data = TypeVar("_Data", bound=Happening)
_Teller = Callable[[_Data, Memory], Said]
_TELLERS: dict[type[Happening], Callable[[Any, Memory], Said]] = {}


def told(event: Event, memory: Memory | None = None) -> Said:
    """Return an event in words; ``memory`` holds what came before it, as far as it is known."""
    return _TELLERS[type(event.data)](event.data, memory or Memory())


def _tells(kind: type[_Data]) -> Callable[[_Teller[_Data]], _Teller[_Data]]:
    """Enter into the table what tells a kind of event."""

    def enter(teller: _Teller[_Data]) -> _Teller[_Data]:
        _TELLERS[kind] = teller
        return teller

    return enter


@_tells(PackCreated)
def _created(data: PackCreated, memory: Memory) -> Said:
    return Said("新建材料", after=data.title, more=quoted(data.title))


@_tells(FileAdded)
def _added(data: FileAdded, memory: Memory) -> Said:
    return Said(f"添加文件（{ROLES[data.role]}）", after=data.name, more=quoted(data.name))


@_tells(FileRemoved)
def _removed(data: FileRemoved, memory: Memory) -> Said:
    name = memory.files.get(data.file_id, "")
    return Said("移除文件", before=name or data.file_id, more=quoted(name) if name else "")


@_tells(FileFiled)
def _filed(data: FileFiled, memory: Memory) -> Said:
    before, after = ROLES[data.before], ROLES[data.after]
    words = f"更改{quoted(data.name)}的类别"
    return Said(words, before=before, after=after, more=f"：{before}改为{after}")


@_tells(ReadDone)
def _read(data: ReadDone, memory: Memory) -> Said:
    names = [memory.files.get(each, each) for each in data.files]
    remarks = f"，有 {len(data.errors)} 条说明" if data.errors else ""
    return Said(
        "读取文件", after="\n".join(names), reason="\n".join(data.errors),
        more=f"，共 {len(names)} 个{remarks}",
    )  # fmt: skip


@_tells(FieldFixed)
def _fixed(data: FieldFixed, memory: Memory) -> Said:
    change = f"，{_value(data.before)}改为{_value(data.after)}"
    return Said("更正数据", data.place, data.before, data.after, more=change)


@_tells(FieldConfirmed)
def _confirmed(data: FieldConfirmed, memory: Memory) -> Said:
    return Said("核对原件，数据无误", data.place)


@_tells(FindingAccepted)
def _accepted(data: FindingAccepted, memory: Memory) -> Said:
    return Said(f"认可问题（{data.rule}），维持原样", data.place)


@_tells(FindingAsked)
def _asked(data: FindingAsked, memory: Memory) -> Said:
    return Said(
        f"请单位答复{_of(data.rule)}", data.place, after=data.question, more=quoted(data.question)
    )


@_tells(FindingReopened)
def _reopened(data: FindingReopened, memory: Memory) -> Said:
    rule, place = memory.findings.get(data.fingerprint, ("", ""))
    return Said(f"问题重新列为待处理{_of(rule)}", place)


@_tells(DraftProposed)
def _proposed(data: DraftProposed, memory: Memory) -> Said:
    hint = f"要求：{data.hint}" if data.hint else ""
    words = f"拟稿（{author_name(data.author)}）"
    return Said(words, data.place, after=_text(data.text), reason=hint)


@_tells(DraftEdited)
def _edited(data: DraftEdited, memory: Memory) -> Said:
    kept = [f"保留“{each.text}”：{each.reason}" for each in data.kept]
    more = f"，保留 {len(kept)} 处没有依据的数字" if kept else ""
    before, after = _text(data.before), _text(data.after)
    return Said("改写文字", data.place, before, after, "\n".join(kept), more)


@_tells(DraftAccepted)
def _taken(data: DraftAccepted, memory: Memory) -> Said:
    return Said("采用文字", data.place, after=memory.texts.get(data.version, ""))


@_tells(DraftRefused)
def _refused(data: DraftRefused, memory: Memory) -> Said:
    return Said("不采用文字", data.place, before=memory.standing.get(data.place, ""))


@_tells(WordReturned)
def _returned(data: WordReturned, memory: Memory) -> Said:
    counts = Counter(f"文字{OUTCOMES[each.outcome]}" for each in data.outcomes)
    parts = [f"{words} {n} 处" for words, n in counts.items()]
    found = "，".join([*parts, f"数据变动 {len(data.changed)} 处"])
    return Said("收回 Word 文件", after=found, more=f"：{found}")


@_tells(Exported)
def _exported(data: Exported, memory: Memory) -> Said:
    return Said(f"导出{EXPORTS.get(data.form, data.form)}")


@_tells(Undone)
def _undone(data: Undone, memory: Memory) -> Said:
    return Said(f"撤销第 {data.seq} 步")


@_tells(Redone)
def _redone(data: Redone, memory: Memory) -> Said:
    return Said(f"恢复第 {data.seq} 步")


def quoted(text: str) -> str:
    """Return words in quotes, on one line and not too long."""
    short = flat(text)
    return f"“{short if len(short) <= _MOST else short[:_MOST] + '……'}”"


def _value(text: str) -> str:
    return quoted(text) if text.strip() else "（空白）"


def _of(rule: str) -> str:
    return f"（{rule}）" if rule else ""


def _text(paragraphs: tuple[str, ...]) -> str:
    return "\n".join(paragraphs)
