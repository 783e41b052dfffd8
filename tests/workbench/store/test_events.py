"""Appending: numbers, versions, conflicts, ids that come again, what is refused."""

import itertools
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from assistant.errors import EventRefused, MissingPack, VersionConflict
from assistant.workbench.store import NewEvent, State, Store
from assistant.workbench.store.kinds import (
    AnyHappening,
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
    PackCreated,
    ReadDone,
    Redone,
    Undone,
)

SHA = "0" * 64
FIX = FieldFixed(place="overall/money/年度资金总额/executed", before="112.63", after="112.36")
OTHER = FieldFixed(place="base_data/staffing/编制数/2023", before="1", after="2")
ACCEPT = FindingAccepted(fingerprint="ab12", rule="A101", place="overall")
ASK = FindingAsked(fingerprint="ab12", question="哪一个对？")
DRAFT = DraftProposed(place="overall_report/四", author="composer", text=("一是……",))
EDIT = DraftEdited(place="overall_report/四", before=(), after=("二是……",))


def added(name: str) -> FileAdded:
    return FileAdded(file_id=name, name=f"{name}.docx", sha256=SHA, role="pack", bytes=3)


def read(*files: str) -> ReadDone:
    return ReadDone(sha256=SHA, files=files)


@pytest.fixture
def pack(store: Store) -> str:
    return store.create_pack("甲镇2023年度", "张三").pack_id


def put(store: Store, pack: str, *all_: AnyHappening, actor: str = "张三") -> int:
    """Append each as someone does who looks at the newest version."""
    for data in all_:
        store.append(pack, data, actor=actor, expected=store.pack(pack).version, reason="核过")
    return store.pack(pack).version


def test_what_is_appended_can_be_read(store: Store, pack: str) -> None:
    made = store.append(pack, FIX, actor="张三", expected=1, reason="笔误")
    assert made.data == FIX and (made.seq, made.actor, made.reason) == (2, "张三", "笔误")
    assert store.events(pack)[1] == made == store.events(pack, after=1)[0]
    assert made.at.utcoffset() == timedelta(0)


def test_times_never_go_back(store: Store, pack: str) -> None:
    put(store, pack, *[FIX] * 20)
    at = [event.at for event in store.events(pack)]
    assert at == sorted(at)


def test_packs_are_listed_the_last_changed_first(store: Store, pack: str) -> None:
    other = store.create_pack("乙局2023年度", "李四").pack_id
    put(store, pack, FIX)
    assert [(p.id, p.title, p.version) for p in store.packs()] == [
        (pack, "甲镇2023年度", 2),
        (other, "乙局2023年度", 1),
    ]


# What one wrote, what another writes who hasn't seen it, and whether that is a conflict.
SINCE = [
    (FIX, FIX, True),
    (FIX, FieldConfirmed(place=FIX.place), True),
    (FIX, OTHER, False),
    (FIX, FindingAccepted(fingerprint="ab12", rule="A101", place=FIX.place), False),
    (ACCEPT, ASK, True),
    (ACCEPT, FIX, False),
    (EDIT, EDIT, True),
    (EDIT, DraftRefused(place=EDIT.place), True),
    (EDIT, DRAFT, False),
    (DRAFT, EDIT, False),
    (added("a"), added("b"), False),
    (added("a"), read(), True),
    (added("a"), FIX, False),
    (read(), FIX, False),
    (FIX, Exported(form="clean", sha256=SHA), False),
    (Exported(form="clean", sha256=SHA), FIX, False),
]


@pytest.mark.parametrize(("first", "second", "conflict"), SINCE)
def test_the_same_target_is_a_conflict(
    store: Store, pack: str, first: AnyHappening, second: AnyHappening, conflict: bool
) -> None:
    stored = store.append(pack, first, actor="李四", expected=1, reason="核过")
    if not conflict:
        made = store.append(pack, second, actor="张三", expected=1, reason="核过")
        assert made.seq == 3
        return
    with pytest.raises(VersionConflict, match="李四") as caught:
        store.append(pack, second, actor="张三", expected=1, reason="核过")
    assert (caught.value.expected, caught.value.current) == (1, 2)
    assert caught.value.since == (stored,)
    assert store.pack(pack).version == 2
    assert store.append(pack, second, actor="张三", expected=2, reason="核过").seq == 3


def test_an_undo_is_about_what_it_undoes(store: Store, pack: str) -> None:
    put(store, pack, FIX, OTHER)
    put(store, pack, Undone(seq=3))
    with pytest.raises(VersionConflict):
        store.append(pack, OTHER, actor="李四", expected=3)
    assert store.append(pack, FIX, actor="李四", expected=3).seq == 5
    with pytest.raises(VersionConflict):
        store.append(pack, Undone(seq=2), actor="张三", expected=4)


def test_a_version_that_is_not_there_yet_is_a_conflict(store: Store, pack: str) -> None:
    with pytest.raises(VersionConflict, match="没有第 9 版") as caught:
        store.append(pack, FIX, actor="张三", expected=9)
    assert caught.value.since == ()


def test_the_same_id_again_is_stored_once(store: Store, pack: str) -> None:
    name = uuid4()
    first = store.append(pack, FIX, actor="张三", expected=1, id=name)
    put(store, pack, FIX)
    again = store.append(pack, FIX, actor="张三", expected=1, id=name)
    assert again == first
    assert len(store.events(pack)) == 3


def test_a_pack_made_twice_with_the_same_id_is_one(store: Store) -> None:
    name = uuid4()
    first = store.create_pack("甲镇", "张三", id=name)
    assert store.create_pack("甲镇", "张三", id=name) == first
    assert len(store.packs()) == 1


def again_differently() -> list[tuple[AnyHappening, str, str]]:
    return [(OTHER, "张三", ""), (FIX, "李四", ""), (FIX, "张三", "另有理由")]


@pytest.mark.parametrize(("data", "actor", "reason"), again_differently())
def test_the_same_id_for_something_else_is_refused(
    store: Store, pack: str, data: AnyHappening, actor: str, reason: str
) -> None:
    name = uuid4()
    store.append(pack, FIX, actor="张三", expected=1, id=name)
    with pytest.raises(EventRefused, match="编号重复"):
        store.append(pack, data, actor=actor, expected=2, reason=reason, id=name)
    other = store.create_pack("乙局", "张三").pack_id
    with pytest.raises(EventRefused, match="编号重复"):
        store.append(other, FIX, actor="张三", expected=1, id=name)


def test_several_come_all_or_none(store: Store, pack: str) -> None:
    news = [NewEvent(data=FIX), NewEvent(data=OTHER), NewEvent(data=EDIT)]
    made = store.append_all(pack, news, actor="张三", expected=1)
    assert [event.seq for event in made] == [2, 3, 4]
    assert store.append_all(pack, news, actor="张三", expected=1) == made
    bad = [NewEvent(data=FIX), NewEvent(data=DraftAccepted(place=EDIT.place, version=2))]
    with pytest.raises(EventRefused, match="已不在"):
        store.append_all(pack, bad, actor="张三", expected=4)
    with pytest.raises(EventRefused, match="一部分"):
        store.append_all(pack, [news[0], NewEvent(data=FIX)], actor="张三", expected=4)
    with pytest.raises(EventRefused, match="同一个编号"):
        store.append_all(pack, [news[0], news[0]], actor="张三", expected=4)
    with pytest.raises(EventRefused, match="没有要记录"):
        store.append_all(pack, [], actor="张三", expected=4)
    assert store.pack(pack).version == 4


def test_a_later_one_may_rest_on_an_earlier_one_of_the_same_call(store: Store, pack: str) -> None:
    news = [NewEvent(data=EDIT), NewEvent(data=DraftAccepted(place=EDIT.place, version=2))]
    store.append_all(pack, news, actor="张三", expected=1)
    assert store.state(pack).drafts[EDIT.place].status == "accepted"


# What stands already, by 张三, and what doesn't fit to it.
REFUSED: list[tuple[list[AnyHappening], AnyHappening, str]] = [
    ([], PackCreated(title="又一次"), "已经建立"),
    ([], FileRemoved(file_id="a"), "已不在材料里"),
    ([added("a"), FileRemoved(file_id="a")], FileRemoved(file_id="a"), "已不在材料里"),
    ([added("a"), FileRemoved(file_id="a")], added("a"), "已经用过"),
    ([added("a")], read("a", "b"), "读取的文件"),
    ([], DraftAccepted(place=DRAFT.place, version=1), "这一稿"),
    ([DRAFT], DraftAccepted(place="别处", version=2), "这一稿"),
    ([], Undone(seq=1), "撤销"),
    ([FIX], Undone(seq=3), "撤销"),
    ([FIX, OTHER], Undone(seq=2), "撤销"),
    ([FIX, Undone(seq=2)], Undone(seq=2), "撤销"),
    ([DRAFT], Undone(seq=2), "撤销"),
    ([added("a")], Undone(seq=2), "撤销"),
    ([FIX], Redone(seq=2), "重做"),
    ([FIX, Undone(seq=2), OTHER], Redone(seq=2), "重做"),
    ([FIX, OTHER, Undone(seq=3), Undone(seq=2)], Redone(seq=3), "重做"),
]


@pytest.mark.parametrize(("before", "data", "told"), REFUSED)
def test_what_does_not_fit_is_refused(
    store: Store, pack: str, before: list[AnyHappening], data: AnyHappening, told: str
) -> None:
    version = put(store, pack, *before)
    with pytest.raises(EventRefused, match=told):
        store.append(pack, data, actor="张三", expected=version, reason="核过")
    assert store.pack(pack).version == version


def test_nobody_undoes_for_another(store: Store, pack: str) -> None:
    put(store, pack, FIX)
    with pytest.raises(EventRefused, match="撤销"):
        store.append(pack, Undone(seq=2), actor="李四", expected=2)


def test_a_text_taken_that_its_author_withdrew_is_not_taken_again(store: Store, pack: str) -> None:
    put(store, pack, EDIT)
    put(store, pack, DraftAccepted(place=EDIT.place, version=2), Undone(seq=3), actor="李四")
    put(store, pack, Undone(seq=2))
    with pytest.raises(EventRefused, match="这一稿"):
        store.append(pack, Redone(seq=3), actor="李四", expected=5)
    put(store, pack, Redone(seq=2))
    put(store, pack, Redone(seq=3), actor="李四")
    assert store.state(pack).drafts[EDIT.place].status == "accepted"


@pytest.mark.parametrize("call", ["append", "events", "state", "state_at", "pack"])
def test_a_pack_that_is_not_there(store: Store, call: str) -> None:
    calls = {
        "append": lambda: store.append("0" * 32, FIX, actor="张三", expected=1),
        "events": lambda: store.events("0" * 32),
        "state": lambda: store.state("0" * 32),
        "state_at": lambda: store.state_at("0" * 32, 1),
        "pack": lambda: store.pack("x'; DROP TABLE packs; --"),
    }
    with pytest.raises(MissingPack):
        calls[call]()


@pytest.mark.parametrize("reason", ["", " 　"])
@pytest.mark.parametrize("data", [ACCEPT, DraftRefused(place="x")])
def test_some_decisions_want_a_reason(
    store: Store, pack: str, data: AnyHappening, reason: str
) -> None:
    with pytest.raises(ValidationError, match="理由"):
        store.append(pack, data, actor="张三", expected=1, reason=reason)


HOSTILE = [
    "'; DROP TABLE events; --",
    "%s %(a)s :a {0}",
    "\\u0000 \\",
    "😀𠮷\u200b",
    "a\r\nb\tc",
    "{}",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_come_back_as_they_were(store: Store, pack: str, words: str) -> None:
    data = DraftProposed(place=words, author="composer", text=(words,), draft={"k": [words, 1.5]})
    made = store.append(pack, data, actor="张三", expected=1, reason=words)
    with_name = store.create_pack(words, "测")
    (again,) = store.events(pack, after=1)
    assert again == made and again.data == data and again.reason == words
    assert store.pack(with_name.pack_id).title == words


@pytest.mark.parametrize("words", ["\x00", "a\x0bb", "\ud800", "\uffff"])
def test_words_that_no_file_can_hold_are_refused(words: str) -> None:
    for data in (
        {"kind": "field_fixed", "place": "a", "before": "", "after": words},
        {"kind": "pack_created", "title": words},
    ):
        with pytest.raises(ValidationError):
            NewEvent.model_validate({"data": data})
    with pytest.raises(ValidationError):
        NewEvent(data=FIX, reason=words)


def test_a_state_can_be_written_as_json(store: Store, pack: str) -> None:
    put(store, pack, added("a"), read("a"), FIX, ACCEPT, DRAFT, EDIT, Undone(seq=7))
    state = store.state(pack)
    assert State.model_validate_json(state.model_dump_json()) == state


def test_of_many_packs_all_states_are_right(store: Store) -> None:
    """More packs than are remembered at a time, asked for in turn."""
    packs = [store.create_pack(f"材料{number}", "测").pack_id for number in range(40)]
    for _ in range(2):
        assert [store.state(each).title for each in packs] == [f"材料{n}" for n in range(40)]
        with pytest.raises(MissingPack):
            store.state("0" * 32)


def test_one_store_sees_what_another_wrote(store: Store, pack: str, where) -> None:
    assert store.state(pack).version == 1
    with where.open() as other:
        for number in itertools.islice(itertools.count(1), 5):
            other.append(pack, FIX, actor="李四", expected=number)
            assert store.state(pack).version == number + 1 == len(store.events(pack))
    with pytest.raises(VersionConflict):
        store.append(pack, FIX, actor="张三", expected=1)


def test_ids_are_as_the_client_made_them(store: Store, pack: str) -> None:
    name = UUID("12345678-1234-4234-8234-123456789ABC")
    assert store.append(pack, FIX, actor="张三", expected=1, id=name).id == name
