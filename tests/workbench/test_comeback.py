"""Word files that come back: accepted, refused, reworded, with figures changed, moved about."""

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from assistant.checks import CheckOptions
from assistant.errors import MissingPack, NotReturnable, OtherPack
from assistant.model.place import squeeze
from assistant.ooxml import W, accepted_text, paragraphs
from assistant.workbench.comeback import Comeback, returned
from assistant.workbench.delivery import Form, make
from assistant.workbench.session import Session
from assistant.workbench.store import open_store
from assistant.workbench.store.kinds import DraftEdited, DraftProposed, FieldFixed
from corpus.build import write_pack
from corpus.truth import load
from tests.output import office
from tests.output.revisions import accept, reject
from tests.workbench.store.cases import Step, told
from tests.workbench.test_delivery import split_session, text_session
from tests.workbench.worked import (
    OTHER,
    Work,
    after,
    cell_of,
    clear,
    executed,
    find,
    open_drafts,
    plain,
    put_after,
    put_before,
    repeat_row,
    rewritten,
    root_of,
    say,
    steps,
    texts,
    without_ids,
    worked,
)

PROBLEMS = "overall_report/存在的问题及原因分析"
MEASURES = "overall_report/下一步改进措施"
NAME = "交回.docx"


@cache
def exported(form: Form) -> bytes:
    return make(form, worked().session).content


def back(content: bytes, session: Session | None = None) -> Comeback:
    return returned(session or worked().session, content, NAME)


def counts(made: Comeback) -> dict[str, int]:
    return dict(Counter(each.outcome for each in made.outcomes))


def outcome(made: Comeback, place: str) -> str:
    return next(each.outcome for each in made.outcomes if each.place == place)


def kinds(made: Comeback) -> list[str]:
    return [event.data.kind for event in made.events]


def taken(made: Comeback, folder: Path, work: Work | None = None) -> Session:
    """Return the session after a return's events, appended to a real store."""
    work = work or worked()
    with open_store(folder / "store.db") as store:
        pack = store.create_pack("甲镇", "甲").pack_id
        for event in work.events[1:]:
            store.append(
                pack, event.data, actor=event.actor, expected=event.seq - 1, reason=event.reason
            )
        store.append_all(pack, list(made.events), actor="丙", expected=len(work.events))
        state = store.state(pack)
    return Session(work.plain.base, work.plain.documents, state, CheckOptions())


@pytest.mark.parametrize("form", ["word_clean", "word_tracked", "word_annotated"])
def test_a_file_that_nobody_changed_says_nothing_new(form: Form) -> None:
    made = back(exported(form))
    assert (made.form if form != "word_clean" else "word_clean") == form
    assert kinds(made) == ["word_returned"]
    assert (made.changed, made.reworded, made.gone, made.new, made.told) == ((), (), (), (), ())
    assert made.file == "pack.docx"
    assert "edited" not in counts(made) and "refused" not in counts(made)


def test_texts_accepted_in_word_are_taken(tmp_path: Path) -> None:
    made = back(rewritten(exported("word_annotated"), accept))
    assert set(counts(made)) == {"accepted"}
    after_ = taken(made, tmp_path)
    open_places = {draft.slot.place for draft in open_drafts(worked().session)}
    assert open_places and all(after_.state.drafts[p].status == "accepted" for p in open_places)
    assert after_.refused == {} and after_.proposals.drafts == []
    again = make("word_clean", after_).content
    assert squeeze_all(again) == squeeze_all(rewritten(exported("word_annotated"), accept))


def test_everything_refused_in_word_goes_back(tmp_path: Path) -> None:
    made = back(rewritten(exported("word_annotated"), reject))
    assert set(counts(made)) == {"refused"}
    assert [(each.before, each.after) for each in made.changed] == [
        ("3102.00", "3102.58"), ("987.65万元", "2364.18万元"),
    ]  # fmt: skip
    after_ = taken(made, tmp_path)
    assert after_.dossier.pack == worked().plain.dossier.pack or same_words(after_)
    assert {slot.status for slot in after_.state.drafts.values()} == {"refused"}
    assert all(event.reason for event in made.events[1:])


def same_words(session: Session) -> bool:
    own, other = session.dossier.pack, worked().plain.dossier.pack
    return [f.raw for f in own.fields()] == [f.raw for f in other.fields()]


def squeeze_all(content: bytes) -> str:
    return squeeze("".join(texts(root_of(content))))


def problems(root: etree._Element) -> etree._Element:
    """Return the first paragraph of the problems, as the workbench wrote it."""
    line = next(d for d in open_drafts(worked().session) if d.slot.place == PROBLEMS).text[0]
    return next(p for p in paragraphs(root) if squeeze(accepted_text(p)) == squeeze(line))


def reword(root: etree._Element) -> None:
    accept(root)
    p = problems(root)
    say(p, accepted_text(p).replace("超预算26.37万元", "超出预算26.37万元"))


def wrong(root: etree._Element) -> None:
    accept(root)
    p = problems(root)
    say(p, accepted_text(p).replace("68.37万元", "69.37万元"))


def under_marks(root: etree._Element) -> None:
    """Someone else changes the text while Word tracks it: nothing is accepted yet."""
    (ins,) = (each for each in problems(root).iter(W + "ins") if len(each))
    (text,) = ins.iter(W + "t")
    head, tail = text.text.split("超预算26.37万元")
    text.text = f"{head}超出预算26.37万元{tail}"


def lead(root: etree._Element) -> None:
    accept(root)
    put_before(problems(root), "经核对，存在以下问题。")


def shorten(root: etree._Element) -> None:
    accept(root)
    p = problems(root)
    p.getparent().remove(p)


@pytest.mark.parametrize("edit", [reword, lead, shorten])
def test_a_text_reworded_in_word_is_taken_as_it_stands_there(
    edit: Callable[[etree._Element], None], tmp_path: Path
) -> None:
    content = rewritten(exported("word_annotated"), edit)
    made = back(content)
    assert counts(made) == {"edited": 1, "accepted": len(made.outcomes) - 1}
    assert outcome(made, PROBLEMS) == "edited" and made.told == ()
    (event,) = [e.data for e in made.events if isinstance(e.data, DraftEdited)]
    assert event.place == PROBLEMS and event.before != event.after
    after_ = taken(made, tmp_path)
    assert after_.refused == {} and after_.state.drafts[PROBLEMS].status == "edited"
    assert squeeze_all(make("word_clean", after_).content) == squeeze_all(content)


def test_a_text_reworded_under_revision_marks_is_taken_too() -> None:
    made = back(rewritten(exported("word_annotated"), under_marks))
    assert counts(made) == {"edited": 1, "unchanged": len(made.outcomes) - 1}
    assert kinds(made) == ["word_returned", "draft_proposed", "draft_edited"]


def test_a_figure_without_support_waits_for_a_reason(tmp_path: Path) -> None:
    made = back(rewritten(exported("word_annotated"), wrong))
    assert outcome(made, PROBLEMS) == "edited"
    (line,) = made.told
    assert "69.37万元" in line and "没有依据" in line
    after_ = taken(made, tmp_path)
    slot = after_.state.drafts[PROBLEMS]
    assert slot.status == "proposed" and "69.37" in "".join(slot.text)
    assert slot.versions[-1].author == "person" and slot.versions[-1].hint


def test_a_slot_left_blank_that_was_filled_in_word_is_taken(tmp_path: Path) -> None:
    """The clean file shows “无” where nothing was decided: the unit wrote its own words there."""

    def write(root: etree._Element) -> None:
        heading = find(root, "存在的问题及原因分析")
        say(heading.getnext(), "预算编制不够细，年中追加较多。")

    made = back(rewritten(exported("word_clean"), write))
    assert outcome(made, PROBLEMS) == "edited"
    after_ = taken(made, tmp_path)
    assert after_.state.drafts[PROBLEMS].text == ("预算编制不够细，年中追加较多。",)
    assert "年中追加较多" in squeeze_all(make("word_clean", after_).content)


def test_part_of_a_texts_revisions_accepted_is_unclear() -> None:
    def half(root: etree._Element) -> None:
        ins = next(each for each in problems(root).iter(W + "ins") if len(each))
        index = ins.getparent().index(ins)
        ins.getparent()[index : index + 1] = list(ins)
        for gone in list(problems(root).iter(W + "del")):
            gone.getparent().remove(gone)

    made = back(rewritten(exported("word_annotated"), half))
    assert outcome(made, PROBLEMS) == "unclear" and kinds(made) == ["word_returned"]
    assert any("一部分修订" in line for line in made.told)


# Figures and fields


def spent(root: etree._Element) -> None:
    clear(cell_of(find(root, "3102.00")), "3100.00")


def in_prose(root: etree._Element) -> None:
    p = find(root, "接待4.38万元，比上年压减")
    say(p, accepted_text(p).replace("16.00万元", "17.00万元", 1))


def paragraph(root: etree._Element) -> None:
    say(find(root, "本年度未安排国有资本经营预算支出"), "本年没有国有资本经营预算。")


@pytest.mark.parametrize(
    ("edit", "before", "after_", "figure"),
    [
        (spent, "3102.00", "3100.00", True),
        (in_prose, "16.00万元", "17.00万元", True),
        (paragraph, "本年度未安排国有资本经营预算支出。", "本年没有国有资本经营预算。", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["word_clean", "word_tracked"])
def test_a_field_changed_in_word_is_taken_and_checked_anew(
    form: Form, edit: Callable[[etree._Element], None], before: str, after_: str, figure: bool,
    tmp_path: Path,
) -> None:  # fmt: skip
    made = back(rewritten(exported(form), lambda root: edit(accept(root))))
    (change,) = made.changed if figure else made.reworded
    assert (change.before, change.after) == (before, after_) and made.told == ()
    (event,) = [e.data for e in made.events if isinstance(e.data, FieldFixed)]
    assert (event.before, event.after) == (before, after_)
    session = taken(made, tmp_path)
    assert session.refused == {}
    gone = {f.fingerprint for f in made.gone}
    new = {f.fingerprint for f in made.new}
    old = {f.fingerprint for f in worked().session.report.findings}
    assert {f.fingerprint for f in session.report.findings} == (old - gone) | new
    assert bool(new) is (edit is not paragraph)


def test_several_figures_of_one_paragraph_and_its_words() -> None:
    def edit(root: etree._Element) -> None:
        p = find(root, "接待4.38万元，比上年压减")
        say(p, "三公经费支出17.00万元，其中公车运行11.62万元、接待5.38万元，较上年减少。")

    made = back(rewritten(exported("word_clean"), edit))
    assert [(c.before, c.after) for c in made.changed][:2] == [
        ("16.00万元", "17.00万元"), ("4.38万元", "5.38万元"),
    ]  # fmt: skip
    (event,) = [e.data for e in made.events if isinstance(e.data, FieldFixed)]
    assert event.after.startswith("三公经费支出17.00万元")


def test_what_no_field_stands_for_is_told_and_not_lost() -> None:
    def edit(root: etree._Element) -> None:
        put_after(find(root, "本年度未安排国有资本经营预算支出"), "另有一段新写的话。")
        p = find(root, "本年度未安排社会保险基金预算支出")
        p.getparent().remove(p)

    made = back(rewritten(exported("word_clean"), edit))
    assert kinds(made) == ["word_returned"]
    assert any("另有一段新写的话" in line and "新加" in line for line in made.told)
    assert any("社会保险基金" in line and "删去" in line for line in made.told)


def test_a_row_put_into_a_table_moves_no_value() -> None:
    made = back(rewritten(exported("word_clean"), lambda root: repeat_row(root, "3102.00", "新行")))
    assert made.changed == () and kinds(made) == ["word_returned"]
    assert any("新行" in line for line in made.told)


# Robust against what editing does to a file


def paragraphs_put_in(root: etree._Element) -> None:
    accept(root)
    body = root.find(W + "body")
    for number in range(12):
        new = etree.Element(W + "p")
        say(new, f"封面第{number}行")
        body.insert(0, new)


def tables_moved(root: etree._Element) -> None:
    accept(root)
    body = root.find(W + "body")
    for table in list(body.iterchildren(W + "tbl"))[:2]:
        body.insert(len(body) - 1, table)


@pytest.mark.parametrize("edit", [paragraphs_put_in, tables_moved, without_ids])
def test_what_editing_moves_about_changes_nothing(edit: Callable[[etree._Element], None]) -> None:
    made = back(rewritten(exported("word_annotated"), edit))
    assert made.changed == () and made.reworded == ()
    wanted = "unchanged" if edit is without_ids else "accepted"
    assert set(counts(made)) == {wanted}


def test_a_file_without_its_mark_is_known_by_its_text() -> None:
    bare = rewritten(exported("word_annotated"), accept, drop=["docProps/custom.xml"])
    made = back(bare)
    assert made.form == "word_annotated" and set(counts(made)) == {"accepted"}


def test_a_damaged_mark_is_passed_over() -> None:
    def spoilt(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                wrong = b"<not xml" if name == "docProps/custom.xml" else old.read(name)
                new.writestr(name, wrong)
        return out.getvalue()

    assert kinds(back(spoilt(exported("word_annotated")))) == ["word_returned"]


@pytest.mark.parametrize("mark", ["other 3 word_tracked", "p 99999 word_tracked", "p 0 word_tracked",
                                  "p 12 nonsense", "", "p x word_clean"])  # fmt: skip
def test_a_mark_that_cannot_be_is_passed_over(mark: str) -> None:
    def at(version: int) -> Session:
        raise MissingPack(f"没有第 {version} 版。")

    content = repacked(exported("word_annotated"), b">p 11 word_annotated<", f">{mark}<".encode())
    made = returned(worked().session, content, NAME, at)
    assert made.form == "word_annotated" and kinds(made) == ["word_returned"]


def repacked(content: bytes, old: bytes, new: bytes) -> bytes:
    """Return a Word file with other properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/custom.xml":
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    return out.getvalue()


def test_a_text_too_long_for_a_slot_is_unclear() -> None:
    def flood(root: etree._Element) -> None:
        accept(root)
        p = problems(root)
        for number in range(400):
            put_before(p, f"第{number}段很长很长的话。")

    made = back(rewritten(exported("word_annotated"), flood))
    assert outcome(made, PROBLEMS) == "unclear" and any("太长" in line for line in made.told)


# What happened in the workbench meanwhile


def later(*steps_: Step) -> tuple[Session, Callable[[int], Session]]:
    """Return the demo after further decisions, and what gives it as of an earlier version."""
    earlier: list[Step] = [(event.actor, event.data) for event in worked().events[1:]]
    events = told(*earlier, *steps_)

    def at(version: int) -> Session:
        return after(worked().plain, events[:version])

    return after(worked().plain, events), at


def test_what_was_changed_in_the_workbench_meanwhile_stays() -> None:
    place = executed(worked().session)
    session, at = later((OTHER, FieldFixed(place=place, before="3102.00", after="3102.58")))
    made = returned(session, exported("word_tracked"), NAME, at)
    assert made.version == worked().session.state.version
    assert kinds(made) == ["word_returned"] and made.changed == () and made.told == ()


def test_the_same_change_on_both_sides_is_no_change() -> None:
    place = executed(worked().session)
    session, at = later((OTHER, FieldFixed(place=place, before="3102.00", after="3100.00")))
    content = rewritten(exported("word_tracked"), lambda root: spent(accept(root)))
    assert kinds(returned(session, content, NAME, at)) == ["word_returned"]


def test_a_value_changed_on_both_sides_is_told_and_left() -> None:
    place = executed(worked().session)
    session, at = later((OTHER, FieldFixed(place=place, before="3102.00", after="3102.58")))
    content = rewritten(exported("word_tracked"), lambda root: spent(accept(root)))
    made = returned(session, content, NAME, at)
    assert kinds(made) == ["word_returned"]
    assert any("3102.58" in line and "3100.00" in line for line in made.told)


def test_a_text_changed_on_both_sides_is_told_and_left() -> None:
    draft = next(d for d in open_drafts(worked().session) if d.slot.place == PROBLEMS)
    session, at = later(
        DraftProposed.of(draft),
        DraftEdited(place=PROBLEMS, before=tuple(draft.text), after=("另写一段。",)),
    )
    made = returned(session, rewritten(exported("word_annotated"), reword), NAME, at)
    assert not any(getattr(e.data, "place", "") == PROBLEMS for e in made.events)
    assert any("导出之后" in line for line in made.told)


# Files of others


def test_a_file_of_another_unit_is_refused(tmp_path: Path) -> None:
    (path,) = (p for p in write_pack(load("tangao", 2024), tmp_path) if p.suffix == ".docx")
    with pytest.raises(OtherPack, match="不是这套材料"):
        back(path.read_bytes())


def test_last_years_file_is_refused() -> None:
    path = Path(worked().plain.base.prior[0].sources[0].path)
    with pytest.raises(OtherPack, match="2023"):
        back(path.read_bytes())


def test_a_file_of_no_pack_is_refused() -> None:
    with pytest.raises(OtherPack):
        back(make("questions", worked().session).content)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 80_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7 nothing", "PDF"),
        ("部门整体支出绩效自评表".encode(), "文本"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "不是 Word 文件"),
        (b"PK\x03\x04broken", "不是 Word 文件"),
        (bomb(), "压缩炸弹"),
    ],
)
def test_what_is_no_word_file_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(NotReturnable, match=words) as told_:
        returned(worked().session, content, "../x\n.docx")
    assert "\n" not in str(told_.value) and ".docx" in told_.value.advice


def test_other_exports_are_no_word_file_of_the_pack() -> None:
    with pytest.raises(NotReturnable, match="Excel"):
        back(make("feedback", worked().session).content)


def test_half_a_word_file_is_refused() -> None:
    content = exported("word_tracked")
    with pytest.raises(NotReturnable):
        back(content[: len(content) // 2])


# Packs of several files, and those without a Word file


def test_one_of_several_word_files_comes_back(tmp_path: Path) -> None:
    first = split_session(tmp_path)
    events = told(*steps(first))
    session = after(first, events)
    archive = zipfile.ZipFile(io.BytesIO(make("word_annotated", session).content))
    for name in archive.namelist():
        made = returned(session, rewritten(archive.read(name), accept), "改名.docx")
        assert made.file == name and set(counts(made)) <= {"accepted"}
        assert made.changed == ()


@pytest.mark.parametrize("settle", [accept, reject])
def test_a_formal_file_comes_back(
    settle: Callable[[etree._Element], object], tmp_path: Path
) -> None:
    first = text_session()
    events = told(*steps(first))
    session = after(first, events)
    content = make("word_annotated", session).content
    made = returned(session, rewritten(content, settle), NAME)
    assert made.file == "" and set(counts(made)) == {"accepted" if settle is accept else "refused"}
    assert len(made.changed) == (0 if settle is accept else 2) and made.told == ()
    assert taken(made, tmp_path, Work(session, events, first)).refused == {}


# LibreOffice as another hand: it makes all ids, styles and runs anew


@pytest.mark.system("soffice")
@pytest.mark.parametrize(
    ("form", "wanted"),
    [("word_annotated", {"unchanged"}), ("word_tracked", {"unchanged"}),
     ("word_clean", {"accepted", "unchanged"})],
)  # fmt: skip
def test_a_file_saved_again_by_libreoffice_says_nothing_new(
    form: Form, wanted: set[str], tmp_path: Path
) -> None:
    source = tmp_path / "in.docx"
    source.write_bytes(exported(form))
    (tmp_path / "out").mkdir()
    made = back(office.convert(source, "docx", tmp_path / "out").read_bytes())
    assert set(counts(made)) == wanted and kinds(made) == ["word_returned"]
    assert (made.changed, made.reworded, made.told) == ((), (), ())


@pytest.mark.system("soffice")
@pytest.mark.parametrize(
    ("verb", "wanted", "changed"),
    [("AcceptAllTrackedChanges", "accepted", 0), ("RejectAllTrackedChanges", "refused", 2)],
)
def test_what_libreoffice_accepts_or_refuses_is_known(
    verb: str, wanted: str, changed: int, tmp_path: Path
) -> None:
    source, target = tmp_path / "in.docx", tmp_path / "out.docx"
    source.write_bytes(exported("word_annotated"))
    office.settle(source, target, verb)
    made = back(target.read_bytes())
    assert set(counts(made)) == {wanted} and len(made.changed) == changed and made.told == ()
    assert taken(made, tmp_path).refused == {}


SEED = Path(__file__).parents[3] / "shared/seed/pack.docx"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is absent")


@needs_seed
@pytest.mark.parametrize("settle", [accept, reject])
def test_a_real_pack_comes_back(settle: Callable[[etree._Element], object], tmp_path: Path) -> None:
    first = plain(SEED)
    events = told(*steps(first))
    session = after(first, events)
    made = returned(session, rewritten(make("word_annotated", session).content, settle), NAME)
    assert set(counts(made)) == {"accepted" if settle is accept else "refused"}
    assert len(made.changed) == (0 if settle is accept else 2) and made.told == ()
    assert taken(made, tmp_path, Work(session, events, first)).refused == {}


@needs_seed
@pytest.mark.system("soffice")
def test_a_real_pack_saved_by_libreoffice_says_nothing_new(tmp_path: Path) -> None:
    first = plain(SEED)
    session = after(first, told(*steps(first)))
    source = tmp_path / "in.docx"
    source.write_bytes(make("word_tracked", session).content)
    (tmp_path / "out").mkdir()
    content = office.convert(source, "docx", tmp_path / "out").read_bytes()
    made = returned(session, content, NAME)
    assert kinds(made) == ["word_returned"] and (made.changed, made.reworded) == ((), ())
