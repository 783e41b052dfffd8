"""Events → State: each kind, in tables; the state as of any moment; undo and redo."""

from datetime import timedelta

import pytest

from assistant.errors import StoreDamaged
from assistant.model.draft import Draft, DraftParagraph, Sentence, Slot
from assistant.model.place import Location
from assistant.workbench.store import State, replay, until
from assistant.workbench.store.kinds import (
    ChangedFigure,
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
    KeptFigure,
    ReadDocument,
    ReadDone,
    Redone,
    SlotOutcome,
    Undone,
    WordReturned,
)
from tests.workbench.store.cases import SHA, START, Step, content, told

A, B = "overall/money/a/executed", "overall/money/b/executed"
SLOT = "overall_report/四"


def fix(place: str, before: str, after: str) -> FieldFixed:
    return FieldFixed(place=place, before=before, after=after)


def added(name: str) -> FileAdded:
    return FileAdded(file_id=name, name=f"{name}.docx", sha256=SHA, role="pack", bytes=3)


def proposed(text: str, author: str = "composer") -> DraftProposed:
    return DraftProposed(place=SLOT, author=author, text=(text,))


def edited(text: str) -> DraftEdited:
    return DraftEdited(place=SLOT, before=(), after=(text,))


def taken(version: int) -> DraftAccepted:
    return DraftAccepted(place=SLOT, version=version)


ACCEPT = FindingAccepted(fingerprint="f1", rule="A101", place=A)
ASK = FindingAsked(fingerprint="f1", question="哪一个对？")
REFUSE = DraftRefused(place=SLOT)

# Steps after pack_created (number 1), and the fixes that stand then: original → after, event.
FIXES: list[tuple[list[Step], dict[str, tuple[str, str, int]]]] = [
    ([], {}),
    ([fix(A, "1", "2")], {A: ("1", "2", 2)}),
    ([fix(A, "1", "2"), fix(B, "5", "6")], {A: ("1", "2", 2), B: ("5", "6", 3)}),
    ([fix(A, "1", "2"), fix(A, "2", "3")], {A: ("1", "3", 3)}),
    ([fix(A, "1", "2"), ("乙", fix(A, "2", "3"))], {A: ("1", "3", 3)}),
    ([fix(A, "1", "2"), Undone(seq=2)], {}),
    ([fix(A, "1", "2"), Undone(seq=2), Redone(seq=2)], {A: ("1", "2", 2)}),
    ([fix(A, "1", "2"), fix(A, "2", "3"), Undone(seq=3)], {A: ("1", "2", 2)}),
    ([fix(A, "1", "2"), fix(A, "2", "3"), Undone(seq=3), Undone(seq=2)], {}),
    ([fix(A, "1", "2"), ("乙", fix(B, "5", "6")), Undone(seq=2)], {B: ("5", "6", 3)}),
    # Undone for good: another decision came in between.
    ([fix(A, "1", "2"), Undone(seq=2), fix(B, "5", "6"), Redone(seq=2)], {B: ("5", "6", 4)}),
    # What can't be undone stays: reading, another's decision, one that isn't there.
    ([fix(A, "1", "2"), ("乙", Undone(seq=2))], {A: ("1", "2", 2)}),
    ([fix(A, "1", "2"), Undone(seq=1), Undone(seq=99)], {A: ("1", "2", 2)}),
]


@pytest.mark.parametrize(("steps", "fixes"), FIXES)
def test_fixes(steps: list[Step], fixes: dict[str, tuple[str, str, int]]) -> None:
    found = replay(told(*steps)).fixes
    assert {key: (fix.original, fix.after, fix.seq) for key, fix in found.items()} == fixes


CONFIRMED: list[tuple[list[Step], set[str]]] = [
    ([FieldConfirmed(place=A)], {A}),
    ([FieldConfirmed(place=A), fix(A, "1", "2")], set()),
    ([fix(A, "1", "2"), FieldConfirmed(place=A)], {A}),
    ([FieldConfirmed(place=A), fix(A, "1", "2"), Undone(seq=3)], {A}),
    ([FieldConfirmed(place=A), Undone(seq=2)], set()),
    ([FieldConfirmed(place=A), fix(B, "1", "2")], {A}),
]


@pytest.mark.parametrize(("steps", "confirmed"), CONFIRMED)
def test_confirmed(steps: list[Step], confirmed: set[str]) -> None:
    assert set(replay(told(*steps)).confirmed) == confirmed


DECISIONS: list[tuple[list[Step], tuple[str, str, str, int] | None]] = [
    ([ACCEPT], ("accepted", "理由", "", 2)),
    ([ASK], ("asked", "理由", "哪一个对？", 2)),
    ([ACCEPT, ASK], ("asked", "理由", "哪一个对？", 3)),
    ([ACCEPT, FindingReopened(fingerprint="f1")], None),
    ([ACCEPT, FindingReopened(fingerprint="f1"), Undone(seq=3)], ("accepted", "理由", "", 2)),
    ([ACCEPT, FindingReopened(fingerprint="f2")], ("accepted", "理由", "", 2)),
    ([ACCEPT, Undone(seq=2)], None),
]


@pytest.mark.parametrize(("steps", "decision"), DECISIONS)
def test_decisions(steps: list[Step], decision: tuple[str, str, str, int] | None) -> None:
    found = replay(told(*steps)).decisions.get("f1")
    assert (found and (found.status, found.reason, found.question, found.seq)) == decision


# Steps, then: the slot's text, its status, how many versions, by which event it was decided.
DRAFTS: list[tuple[list[Step], tuple[str, str, int, int | None]]] = [
    ([proposed("一")], ("一", "proposed", 1, None)),
    ([proposed("一"), proposed("二", "model:m")], ("二", "proposed", 2, None)),
    ([edited("我的")], ("我的", "edited", 1, 2)),
    ([proposed("一"), edited("我的")], ("我的", "edited", 2, 3)),
    ([proposed("一"), edited("我的"), proposed("二")], ("我的", "edited", 3, 3)),
    ([proposed("一"), proposed("二"), taken(2)], ("一", "accepted", 2, 4)),
    ([proposed("一"), taken(2), proposed("二")], ("一", "accepted", 2, 3)),
    ([proposed("一"), taken(2), edited("我的")], ("我的", "edited", 2, 4)),
    ([proposed("一"), REFUSE], ("一", "refused", 1, 3)),
    ([proposed("一"), REFUSE, proposed("二")], ("二", "proposed", 2, None)),
    ([proposed("一"), REFUSE, proposed("二"), Undone(seq=3)], ("二", "proposed", 2, None)),
    ([proposed("一"), REFUSE, Undone(seq=3)], ("一", "proposed", 1, None)),
    ([proposed("一"), edited("我的"), Undone(seq=3)], ("一", "proposed", 1, None)),
    ([proposed("一"), taken(2), Undone(seq=3)], ("一", "proposed", 1, None)),
    ([REFUSE], ("", "refused", 0, 2)),
    # A text that was withdrawn can't be taken.
    ([("乙", edited("乙的")), ("乙", Undone(seq=2)), proposed("一"), taken(2)],
     ("一", "proposed", 1, None)),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "expected"), DRAFTS)
def test_drafts(steps: list[Step], expected: tuple[str, str, int, int | None]) -> None:
    slot = replay(told(*steps)).drafts[SLOT]
    decided = slot.decided.seq if slot.decided else None
    assert ("".join(slot.text), slot.status, len(slot.versions), decided) == expected


def test_a_draft_keeps_all_that_made_it() -> None:
    draft = Draft(
        slot=Slot(place=SLOT, kind="problems", title="问题", location=Location(file="a.docx")),
        paragraphs=[DraftParagraph(sentences=[Sentence(template="执行率{F1}。", facts=["F1"])])],
        text=["执行率80%。"],
        author="model:m",
    )
    kept = DraftEdited(
        place=SLOT, before=("执行率80%。",), after=("执行率81%。",),
        kept=(KeptFigure(text="81%", reason="决算调整"),),
    )  # fmt: skip
    slot = replay(told(DraftProposed.of(draft, hint="短些"), kept)).drafts[SLOT]
    first, second = slot.versions
    assert first.as_draft() == draft and first.hint == "短些" and first.author == "model:m"
    assert second.kept[0].reason == "决算调整" and second.author == "person"


def test_files_and_reading() -> None:
    documents = (ReadDocument(file_id="a", name="a.docx", sha256=SHA),)
    read = ReadDone(sha256=SHA, files=("a",), documents=documents, errors=("b.zip 打不开",))
    events = told(added("a"), added("b"), read, FileRemoved(file_id="b"), added("c"))
    assert list(replay(events).files) == ["a", "c"]
    assert replay(events).reading and replay(events).reading.documents == documents
    whole = [replay(events[:number]).read for number in range(len(events) + 1)]
    assert whole == [False, False, False, False, False, True, False]


def test_papers() -> None:
    back = WordReturned(
        sha256=SHA,
        outcomes=(SlotOutcome(place=SLOT, outcome="edited", text=("新",)),),
        changed=(ChangedFigure(place=A, before="1", after="2"),),
    )
    state = replay(told(Exported(form="tracked", sha256=SHA), back))
    assert [(each.form, each.seq) for each in state.exports] == [("tracked", 2)]
    assert (state.returns[0].outcomes, state.returns[0].changed) == (back.outcomes, back.changed)
    assert state.fixes == {} and state.drafts == {}


# What each may undo and redo then, the next one last.
STACKS: list[tuple[list[Step], dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]] = [
    ([], {}, {}),
    ([added("a"), proposed("一"), Exported(form="clean", sha256=SHA)], {}, {}),
    ([fix(A, "1", "2"), ACCEPT, edited("我")], {"甲": (2, 3, 4)}, {}),
    ([fix(A, "1", "2"), ACCEPT, Undone(seq=3)], {"甲": (2,)}, {"甲": (3,)}),
    ([fix(A, "1", "2"), ACCEPT, Undone(seq=3), Undone(seq=2)], {}, {"甲": (3, 2)}),
    ([fix(A, "1", "2"), ACCEPT, Undone(seq=3), Undone(seq=2), Redone(seq=2)],
     {"甲": (2,)}, {"甲": (3,)}),
    ([fix(A, "1", "2"), Undone(seq=2), ACCEPT], {"甲": (4,)}, {}),
    ([fix(A, "1", "2"), ("乙", fix(B, "5", "6"))], {"甲": (2,), "乙": (3,)}, {}),
    # What another has decided anew is no longer one's own to take back, until they take it back.
    ([fix(A, "1", "2"), ("乙", fix(A, "2", "3"))], {"乙": (3,)}, {}),
    ([fix(A, "1", "2"), ("乙", fix(A, "2", "3")), ("乙", Undone(seq=3))],
     {"甲": (2,)}, {"乙": (3,)}),
    ([fix(A, "1", "2"), Undone(seq=2), ("乙", fix(A, "1", "3"))], {"乙": (4,)}, {}),
    ([fix(B, "5", "6"), fix(A, "1", "2"), ("乙", FieldConfirmed(place=A))],
     {"甲": (2,), "乙": (4,)}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "undoable", "redoable"), STACKS)
def test_what_can_be_undone(
    steps: list[Step], undoable: dict[str, tuple[int, ...]], redoable: dict[str, tuple[int, ...]]
) -> None:
    state = replay(told(*steps))
    assert (state.undoable, state.redoable) == (undoable, redoable)
    assert state.next_undo("甲") == (undoable.get("甲") or (None,))[-1]
    assert state.next_redo("甲") == (redoable.get("甲") or (None,))[-1]


@pytest.mark.parametrize("steps", [steps for steps, _ in FIXES + DRAFTS + DECISIONS + CONFIRMED])
def test_undo_then_redo_changes_nothing(steps: list[Step]) -> None:
    before = replay(told(*steps))
    for actor, stack in before.undoable.items():
        done = (actor, Undone(seq=stack[-1])), (actor, Redone(seq=stack[-1]))
        after = replay(told(*steps, *done))
        assert content(after) == content(before)
        assert after.undoable == before.undoable


@pytest.mark.parametrize("number", range(5))
def test_any_moment(number: int) -> None:
    events = told(fix(A, "1", "2"), ACCEPT, Undone(seq=3), edited("我"))
    at = START + timedelta(minutes=number)
    assert until(events, number) == events[:number]
    assert until(events, at) == until(events, at + timedelta(seconds=59)) == events[:number]
    assert replay(until(events, at)).version == number


def test_before_the_first_event_there_is_nothing() -> None:
    assert replay([]) == State() == replay(until(told(), START))


def test_a_missing_event_is_told() -> None:
    events = told(fix(A, "1", "2"), ACCEPT)
    other = events[1].model_copy(update={"pack_id": "q"})
    for wrong in (events[1:], events[::2], events[::-1], (*events, events[-1]), (events[0], other)):
        with pytest.raises(StoreDamaged, match="不连续"):
            replay(wrong)
