"""What leaves the workbench: every decision stands in it, and nothing else changed."""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from assistant.checks import CheckOptions
from assistant.documents import read
from assistant.errors import NothingRead
from assistant.extraction import extract
from assistant.model.document import Document
from assistant.model.pack import Pack, same
from assistant.model.place import squeeze
from assistant.ooxml import W
from assistant.output.places import place_words
from assistant.workbench.delivery import FORMS, Form, Made, blob_files, make
from assistant.workbench.delivery.made import safe_name
from assistant.workbench.session import Session
from assistant.workbench.store import Blobs, State
from assistant.workbench.store.kinds import FieldFixed, FindingAsked
from corpus.build import write_split
from corpus.truth import DEMO, load
from tests.output import office
from tests.output.revisions import accept, reject, shape
from tests.output.word_files import faults
from tests.workbench.store.cases import START, told
from tests.workbench.worked import (
    ADDED,
    KEPT,
    OTHER,
    QUESTION,
    comments,
    executed,
    find,
    more,
    open_drafts,
    plain,
    rewritten,
    root_of,
    say,
    steps,
    texts,
    worked,
)
from tests.workbench.worked import after as after_events

NOW = datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC)
WORD: tuple[Form, ...] = ("word_clean", "word_tracked", "word_annotated")


def made(form: Form, session: Session | None = None) -> Made:
    work = worked()
    return make(form, session or work.session, events=work.events, now=NOW)


def opened(content: bytes, folder: Path) -> Document:
    path = folder / "back.docx"
    path.write_bytes(content)
    return read(path)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("青岫县鹭汀镇人民政府2024年度意见反馈表", "青岫县鹭汀镇人民政府2024年度意见反馈表"),
        ('甲/乙\\丙:丁*?"<>|\n镇', "甲乙丙丁镇"),
        ("..", "材料"),
        (" 镇 。. ", "镇。"),
        ("con", "_con"),
        ("COM1.x", "_COM1.x"),
        ("镇\u202e\ud800政府", "镇政府"),
        ("镇" * 90 + "2024年度意见反馈表", "镇" * 40 + "…" + "镇" * 8 + "2024年度意见反馈表"),
    ],
)
def test_names_are_safe_on_every_system(stem: str, name: str) -> None:
    assert safe_name(stem) == name


UNFINISHED = "上报前请逐处补全"


def test_nothing_unfinished_is_told_of_a_pack_without_marks() -> None:
    assert made("word_clean", plain()).told == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_named_by_unit_year_and_form_and_is_the_same_each_time(form: Form) -> None:
    one = made(form)
    assert one.name.startswith("青岫县鹭汀镇人民政府2024年度")
    # What was taken holds marks that only a person can settle; a Word file says how many.
    assert [UNFINISHED in line for line in one.told] == [True] * form.startswith("word_")
    assert one == made(form)


@pytest.mark.parametrize("form", FORMS)
def test_a_pack_that_is_not_read_is_told(form: Form) -> None:
    empty = Session(worked().session.base, [], State(), CheckOptions())
    with pytest.raises(NothingRead, match="还没有读取"):
        make(form, empty)


def test_the_clean_file_says_what_the_pack_says_and_bears_no_marks(tmp_path: Path) -> None:
    content = made("word_clean").content
    assert same(extract([opened(content, tmp_path)]), worked().session.dossier.pack)
    root = root_of(content)
    assert not any(
        True
        for name in ("ins", "del", "pPrChange", "commentReference")
        for _ in root.iter(W + name)
    )
    assert "docProps/custom.xml" not in zipfile.ZipFile(io.BytesIO(content)).namelist()


@pytest.mark.parametrize("form", ["word_tracked", "word_annotated"])
def test_refusing_all_revisions_gives_the_source_again(form: Form) -> None:
    root = root_of(made(form).content)
    assert faults(root) == []
    source = root_of(Path(worked().session.documents[0].source.path).read_bytes())
    assert shape(reject(root)) == shape(reject(source))


def test_accepting_all_revisions_gives_the_clean_file() -> None:
    tracked = accept(root_of(made("word_tracked").content))
    assert shape(tracked) == shape(accept(root_of(made("word_clean").content)))


def test_revisions_bear_the_person_and_the_time_of_each_decision() -> None:
    root = root_of(made("word_tracked").content)
    marks = {(each.get(W + "author"), each.get(W + "date"))
             for name in ("ins", "del") for each in root.iter(W + name)}  # fmt: skip
    times = {event.seq: event.at.strftime("%Y-%m-%dT%H:%M:%SZ") for event in worked().events}
    assert marks == {("甲", times[2]), (OTHER, times[3]), (OTHER, times[7]), ("甲", times[9])}
    assert START.year == 2024  # the cases' time, not that of the export


def test_the_annotated_file_holds_what_is_open_and_what_is_asked() -> None:
    session = worked().session
    found = comments(made("word_annotated").content)
    everything = "\n".join(text for texts in found.values() for text in texts)
    assert any(QUESTION in text for text in found[OTHER])
    assert any(KEPT.reason in text and KEPT.text in text for text in found["甲"])
    for finding in session.report.findings:
        decision = session.state.decisions.get(finding.fingerprint)
        kept = decision is not None and decision.status == "accepted"
        assert (finding.message in everything) is not kept, finding.message
    open_slots = open_drafts(session)
    assert open_slots and everything.count("尚未定稿") == len(open_slots)
    told = squeeze("".join(texts(accept(root_of(made("word_annotated").content)))))
    assert all(squeeze(line) in told for draft in open_slots for line in draft.text)


def test_texts_nobody_decided_on_are_in_the_annotated_file_only() -> None:
    (line, *_) = open_drafts(worked().session)[-1].text
    for form in WORD:
        there = squeeze(line) in squeeze("".join(texts(root_of(made(form).content))))
        assert there is (form == "word_annotated")


def test_what_word_refuses_is_told(tmp_path: Path) -> None:
    """The file on disk is another one than was read: no change fits, and every one is told."""
    other = tmp_path / "pack.docx"
    office_file = Path(worked().plain.documents[0].source.path).read_bytes()
    other.write_bytes(office_file)
    spoilt = rewritten(office_file, lambda root: say(find(root, "2364.18万元"), "别的文字。"))
    other.write_bytes(spoilt)
    done = make("word_tracked", worked().session, files=lambda source: other, now=NOW)
    _, refused = done.told
    assert "987.65" in refused and "没有写入" in refused


def test_a_decision_without_a_place_is_told() -> None:
    session = more(worked(), FieldFixed(place="overall/nothing/here", before="", after="1"))
    line, unfinished = made("word_clean", session).told
    assert "没有可以填写" in line and UNFINISHED in unfinished


def split_session(folder: Path) -> Session:
    return plain(
        *(path for path in write_split(load(DEMO, 2024), folder) if path.suffix == ".docx")
    )


def test_several_word_files_go_out_as_a_zip(tmp_path: Path) -> None:
    first = split_session(tmp_path)
    session = after_events(first, told(*steps(first)))
    done = made("word_clean", session)
    assert done.name.endswith(".zip") and [UNFINISHED in line for line in done.told] == [True]
    archive = zipfile.ZipFile(io.BytesIO(done.content))
    names = [Path(source.path).name for source in session.base.pack.sources]
    assert archive.namelist() == names
    for name in names:
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / name).write_bytes(archive.read(name))
    again = extract([read(tmp_path / "out" / name) for name in names])
    assert same(again, session.dossier.pack)


def text_session() -> Session:
    return plain(Path(worked().plain.documents[0].source.path).with_suffix(".txt"))


def test_a_pack_without_word_files_goes_out_as_a_formal_one(tmp_path: Path) -> None:
    first = text_session()
    session = after_events(first, told(*steps(first)))
    clean, tracked, annotated = (made(form, session) for form in WORD)
    for done in (clean, tracked, annotated):
        assert done.name.endswith(".docx") and any("不是 Word 文件" in line for line in done.told)
    back = extract([opened(clean.content, tmp_path)])
    assert back.overall and session.dossier.pack.overall
    fields = {f.place: squeeze(f.raw) for f in back.fields()}
    assert fields[executed(session)] == "3102.00"
    assert "987.65万元" in "".join(fields.values())
    assert squeeze(ADDED) in squeeze("".join(texts(root_of(clean.content))))
    assert texts(accept(root_of(tracked.content))) == texts(root_of(clean.content))
    before = make("word_clean", first, now=NOW).content
    assert texts(reject(root_of(tracked.content))) == texts(root_of(before))
    assert faults(root_of(annotated.content)) == []
    found = comments(annotated.content)
    assert any(QUESTION in text for text in found[OTHER])
    assert any(KEPT.reason in text for text in found["甲"])


def test_contents_kept_by_a_store_are_found(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    session = plain()
    (document,) = session.documents
    blobs.put(Path(document.source.path).read_bytes())
    source = document.source.model_copy(update={"path": "pack.docx"})
    moved = Session(
        session.base, [document.model_copy(update={"source": source})], State(), CheckOptions()
    )
    done = make("word_clean", moved, files=blob_files(blobs), now=NOW)
    assert done.content == make("word_clean", session, now=NOW).content


def cells(content: bytes, sheet: int = 0) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [["" if v is None else str(v) for v in row] for row in book.worksheets[sheet].values]


def test_the_feedback_list_sets_accepted_findings_apart_with_their_reason() -> None:
    session = worked().session
    book = openpyxl.load_workbook(io.BytesIO(made("feedback").content))
    rows = [row for sheet in book.worksheets[:2] for row in sheet.values]
    lines = ["\n".join(str(v) for v in row if v) for row in rows]
    first, second, *_ = session.report.findings
    head = next(n for n, line in enumerate(lines) if line.startswith("已搁置"))
    told_aside = lines[head + 1]
    assert first.message in told_aside and "理由：理由（甲）" in told_aside
    assert not any(first.message in line for line in lines[:head])
    assert any(second.message in line and f"请答复：{QUESTION}" in line for line in lines[:head])
    errors = session.report.count("error")
    assert f"错误 {errors - 1} 处" in "".join(lines[:3])


def test_the_question_list_holds_the_asked_findings_and_the_composers_questions() -> None:
    told_words = squeeze("".join(texts(root_of(made("questions").content))))
    assert squeeze(QUESTION) in told_words
    assert all(squeeze(q.text) in told_words for q in worked().session.proposals.questions)


def test_a_question_whose_finding_is_gone_is_told() -> None:
    asked = FindingAsked(
        fingerprint="f" * 16, rule="A101", place="overall/money", question="为何？"
    )
    (line,) = made("questions", more(worked(), asked)).told
    assert "为何？" in line and "不再出现" in line and place_words("overall/money") in line


def test_the_pack_as_data_is_the_pack_and_names_no_path() -> None:
    content = made("pack_json").content
    pack = Pack.model_validate_json(content)
    assert same(pack, worked().session.dossier.pack)
    assert not re.search(rb'"path": "[^"]*[/\\]', content)


@pytest.mark.system("soffice", "pdftotext")
@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("pack_json",)])
def test_libreoffice_shows_every_form(form: Form, tmp_path: Path) -> None:
    done = made(form)
    path = tmp_path / f"{form}{Path(done.name).suffix}"
    path.write_bytes(done.content)
    told_words = squeeze(office.pdf_text(office.convert(path, "pdf", tmp_path)))
    wanted = {"feedback": "意见反馈表", "questions": squeeze(QUESTION), "trail": "更正数据"}
    assert wanted.get(form, "3102.00") in told_words
