"""The room: packs seen at any moment, computed once, read again when needed, nothing lost."""

import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from assistant.cli_draft import demo_paths
from assistant.errors import MissingSource, NothingRead
from assistant.workbench import session as sessions
from assistant.workbench.room import Collision, Person, Room, Upload
from assistant.workbench.room.deciding import FixField
from assistant.workbench.room.summaries import Summaries
from assistant.workbench.source_view import SourceView
from assistant.workbench.store import open_store
from assistant.workbench.views.paged import PagedView
from tests.documents.pdf.made import Sheet, pdf
from tests.output.office import convert
from tests.workbench.house import ACTOR, House


@pytest.fixture
def pack(desk: House) -> str:
    return desk.pack()


def fix(desk: House, pack: str, place: str, after: str, expected: int) -> int:
    decision = FixField(kind="field_fixed", place=place, after=after)
    return desk.room.deeds.save(pack, decision, Person(ACTOR, expected), uuid4()).seq


PLACE = "base_data/spending/业务工作经费/last_final"


def test_one_version_is_checked_once_however_many_ask(
    desk: House, pack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    real = sessions.check

    def counted(*given: Any) -> Any:
        calls.append(1)
        return real(*given)

    monkeypatch.setattr(sessions, "check", counted)
    version = fix(desk, pack, PLACE, "96.20", desk.room.card(pack).version)
    calls.clear()
    with ThreadPoolExecutor(8) as threads:
        for what in (desk.room.card, desk.room.findings, desk.room.fields, desk.room.overview):
            for made in [threads.submit(what, pack) for _ in range(4)]:
                made.result()
    assert len(calls) == 1
    first = desk.room.findings(pack).groups[0].findings[0].fingerprint
    body = {"kind": "finding_accepted", "fingerprint": first}
    assert desk.decide(pack, version, "有批复", **body).status_code == 201
    desk.room.overview(pack)
    assert len(calls) == 1, "a decision that changes no value needs no new check"


def test_a_save_does_not_wait_long_for_its_check(
    desk: House, pack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, go, real = desk.room.card(pack), threading.Event(), sessions.check

    def slow(*given: Any) -> Any:
        assert go.wait(30)
        return real(*given)

    monkeypatch.setattr(sessions, "check", slow)
    body = {"kind": "field_fixed", "place": PLACE, "after": "96.20"}
    begin = time.perf_counter()
    saved = desk.decide(pack, before.version, **body).json()
    took = time.perf_counter() - begin
    assert took < 5 and saved["card"]["checking"]
    assert saved["card"]["version"] == before.version + 1
    assert saved["card"]["errors"] == before.errors, "the last that is known"
    confirmed = desk.decide(pack, before.version + 1, kind="field_confirmed", place=PLACE)
    assert confirmed.status_code == 201, "the next save needs no check either"
    go.set()
    card = desk.room.card(pack)
    assert (card.checking, card.errors) == (False, before.errors - 1)


def test_open_packs_are_kept_out_of_the_garbage_collectors_rounds(desk: House) -> None:
    pack = desk.pack()
    gc.unfreeze()
    desk.room.card(pack)
    assert gc.get_freeze_count() > 100_000  # the pack's own objects are among them


def test_two_packs_of_the_same_files_keep_apart(desk: House) -> None:
    packs = [desk.uploaded(), desk.uploaded()]
    for pack in packs:
        assert desk.read(pack) == "done"
        assert [file.kind for file in desk.room.files(pack)] == ["text"] * 3
        spot = desk.room.findings(pack).groups[0].findings[0].sides[0]
        assert spot.file_id in desk.store.state(pack).files


def test_the_pack_as_of_any_moment(desk: House, pack: str) -> None:
    before = desk.room.card(pack)
    version = fix(desk, pack, PLACE, "96.20", before.version)
    assert desk.room.card(pack).errors == before.errors - 1
    assert desk.room.card(pack, before.version).errors == before.errors
    assert {f.raw for f in desk.room.fields(pack, before.version).fields if f.place == PLACE} == {
        "92.60"
    }
    assert {f.raw for f in desk.room.fields(pack, version).fields if f.place == PLACE} == {"96.20"}
    assert desk.room.card(pack, 1).state == "empty"
    with pytest.raises(MissingSource):
        desk.room.card(pack, version + 1)


def test_the_source_shows_what_was_typed(desk: House, pack: str) -> None:
    file = next(each for each in desk.room.files(pack) if each.role == "pack")
    fix(desk, pack, PLACE, "96.20", desk.room.card(pack).version)
    now, then = (desk.room.source(pack, file.file_id, at) for at in (None, 5))
    assert isinstance(now, SourceView) and isinstance(then, SourceView)
    assert ">96.20<" in now.html and ">92.60<" not in now.html and ">92.60<" in then.html


def test_a_conflict_on_undo_is_told_too(desk: House, pack: str) -> None:
    seen = desk.room.card(pack).version
    version = fix(desk, pack, PLACE, "96.20", seen)
    fix(desk, pack, PLACE, "96.30", version)
    with pytest.raises(Collision) as told:
        desk.room.deeds.undo(pack, Person(ACTOR, version), uuid4())
    assert told.value.conflict.theirs == "96.30" and told.value.conflict.version == version + 1


def test_a_file_that_comes_while_the_others_are_read_is_read_too(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, begun, go = desk.uploaded(), threading.Event(), threading.Event()
    real = desk.room._pool.read_all

    def slow(*given: Any, **named: Any) -> Any:
        reading = real(*given, **named)
        begun.set()
        assert go.wait(30)
        return reading

    monkeypatch.setattr(desk.room._pool, "read_all", slow)
    desk.room.intake.start(pack, ACTOR)
    assert begun.wait(30) and desk.room.card(pack).state == "reading"
    upload = Upload("补充.txt", BytesIO("补充说明。".encode()))
    desk.room.intake.add(pack, [upload], "summary", ACTOR, uuid4())
    go.set()
    assert desk.wait(pack) == "done"
    state = desk.store.state(pack)
    assert state.read and len(state.files) == 4
    assert [event.kind for event in desk.store.events(pack)].count("read_done") == 1


def test_a_reading_can_be_stopped_and_begun_again(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, begun = desk.uploaded(), threading.Event()
    real = desk.room._pool.read_all

    def slow(*given: Any, cancel: threading.Event, **named: Any) -> Any:
        begun.set()
        assert cancel.wait(30)
        return real(*given, cancel=cancel, **named)

    with monkeypatch.context() as patch:
        patch.setattr(desk.room._pool, "read_all", slow)
        desk.room.intake.start(pack, ACTOR)
        assert begun.wait(30)
        desk.room.cancel(pack)
        assert desk.wait(pack) == "failed"
    assert "停止" in desk.room.progress(pack).line and desk.room.card(pack).state == "failed"
    assert desk.read(pack) == "done" and desk.room.card(pack).state == "read"


def test_another_run_of_the_program_sees_all_of_it(tmp_path: Path, desk: House) -> None:
    where = tmp_path / "a.db"
    with open_store(where) as store, Room(store, tmp_path / "cache", actor=ACTOR) as room:
        pack = room.intake.create("样例", ACTOR)
        upload = Upload("a.docx", BytesIO(demo_paths().pack[0].read_bytes()))
        room.intake.add(pack, [upload], "pack", ACTOR, uuid4())
    with open_store(where) as store, Room(store, tmp_path / "cache", actor=ACTOR) as room:
        assert room.card(pack).state == "waiting", "the reading never ran: it can be begun"
        room.intake.start(pack, ACTOR)
        while room.progress(pack).state in ("queued", "running"):
            time.sleep(0.02)
        card = room.card(pack)
        assert card.state == "read"
    with open_store(where) as store, Room(store, tmp_path / "cache", actor=ACTOR) as room:
        begin = time.perf_counter()
        assert room.cards() == [card]
        assert time.perf_counter() - begin < 0.2, "the list checks nothing anew"
        assert room.card(pack) == card


def test_cards_of_another_rulebook_or_version_are_made_anew(tmp_path: Path, desk: House) -> None:
    card = desk.room.card(desk.pack())
    kept = Summaries(tmp_path)
    kept.keep(card)
    kept.close()
    assert Summaries(tmp_path).get(card.pack_id, card.version) == card
    assert Summaries(tmp_path).get(card.pack_id, card.version + 1) is None
    (file,) = tmp_path.iterdir()
    file.write_text(file.read_text(encoding="utf-8").replace('rulebook":"', 'rulebook":"x'))
    assert Summaries(tmp_path).get(card.pack_id, card.version) is None


def test_a_reading_that_this_program_cannot_understand_is_read_again(desk: House) -> None:
    pack = desk.pack()
    state = desk.store.state(pack)
    assert state.reading
    strange = desk.store.blobs.put(b'{"pack": {"written by": "another version"}}')
    from assistant.workbench.store.kinds import ReadDone

    data = ReadDone(sha256=strange, files=state.reading.files)
    desk.store.append(pack, data, actor=ACTOR, expected=state.version)
    assert desk.room.card(pack).state == "waiting"
    with pytest.raises(NothingRead):
        desk.room.papers.export(pack, "trail", ACTOR)
    assert desk.read(pack) == "done" and desk.room.card(pack).state == "read"


def test_prior_years_are_told_apart_by_their_own_words(desk: House) -> None:
    pack = desk.pack()
    opened = desk.room._packs.must(pack)
    assert [each.year for each in opened.session.base.prior] == [2023]
    assert {f.rule[0] for g in opened.findings.groups for f in g.findings} >= {"Y"}


def test_a_pdf_is_shown_as_its_pages(desk: House) -> None:
    pack = desk.uploaded()
    pages = [Sheet().text(72, 100, "工作总结第一页。"), Sheet((842, 595)).text(72, 100, "第二页。")]
    upload = Upload("总结.pdf", BytesIO(pdf(*pages)))
    (file,) = desk.room.intake.add(pack, [upload], "summary", ACTOR, uuid4()).files
    assert desk.read(pack) == "done"
    view = desk.room.source(pack, file)
    assert isinstance(view, PagedView)
    assert [tuple(map(round, size)) for size in view.sizes] == [(595, 842), (842, 595)]
    assert [page.number for page in view.pages] == [1, 2]
    assert "工作总结第一页。" in view.pages[0].spots[0].text
    path = f"/api/packs/{pack}/files/{file}/page"
    answer = desk.client.get(f"{path}/2.png")
    with Image.open(BytesIO(answer.content)) as picture:
        assert picture.format == "PNG" and picture.size == (1684, 1190)
        left, top, right, bottom = (2 * round(side) for side in view.pages[1].spots[0].box)
        grey = picture.convert("L")
        assert min(grey.crop((left, top, right, bottom)).tobytes()) < 100, "ink where the box is"
        assert min(grey.crop((left, bottom + 20, right, 1190)).tobytes()) == 255
    assert desk.client.get(f"{path}/3.png").status_code == 404
    assert next(f for f in desk.room.files(pack) if f.file_id == file).pages == 2


@pytest.mark.system("soffice")
def test_a_field_of_a_pdf_has_its_picture(desk: House, tmp_path: Path) -> None:
    made = convert(demo_paths().pack[0], "pdf", tmp_path)
    pack = desk.room.intake.create("样例", ACTOR)
    upload = Upload("材料.pdf", BytesIO(made.read_bytes()))
    (file,) = desk.room.intake.add(pack, [upload], "pack", ACTOR, uuid4()).files
    assert desk.read(pack) == "done"
    field = next(f for f in desk.room.fields(pack).fields if f.place == PLACE)
    assert field.crop and field.source.page and field.raw.strip() == "92.60"
    answer = desk.client.get(f"/api/packs/{pack}/files/{file}/crop", params={"place": PLACE})
    left, top, right, bottom = field.source.boxes[0]
    with Image.open(BytesIO(answer.content)) as picture:
        assert abs(picture.width - 2 * (right - left + 20)) < 4
        assert abs(picture.height - 2 * (bottom - top + 12)) < 4
        assert min(picture.convert("L").tobytes()) < 100
    other = desk.client.get(f"/api/packs/{pack}/files/{file}/crop", params={"place": "none"})
    assert other.status_code == 404
