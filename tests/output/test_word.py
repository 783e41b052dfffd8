import itertools
import zipfile
from datetime import datetime

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import CannotWrite, UnreadableFile, WrongUse
from assistant.model.change import Change, Comment
from assistant.model.place import Location
from assistant.ooxml import W, accepted_text, cell_paragraphs, paragraphs
from assistant.output import word
from tests.output import office
from tests.output.revisions import accept, reject, shape
from tests.output.word_files import (
    MAIN,
    SEED,
    at,
    cell,
    faults,
    location,
    make,
    para,
    root_of,
    run,
    table,
    texts,
)

DATE = datetime(2025, 3, 1)
BIG = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'
INDENT = '<w:ind w:firstLine="640"/>'
OTHER = 'w:id="7" w:author="审核" w:date="2025-01-01T00:00:00Z"'


def replace(place, old, new):
    return Change(kind="replace", location=place, old=old, new=new)


def insert(place, new):
    return Change(kind="insert", location=place, new=new)


def apply_all(source, folder, changes, comments=()):
    """Apply in every mode; check what must hold whatever the change; return the reports."""
    reports, roots = {}, {}
    for mode in ("clean", "tracked", "annotated"):
        target = folder / f"{mode}.docx"
        reports[mode] = word.apply(source, target, changes, comments, mode, date=DATE)
        roots[mode] = root_of(target)
        assert faults(roots[mode]) == []
    before = shape(reject(root_of(source)))
    clean = shape(accept(root_of(folder / "clean.docx")))
    for mode in ("tracked", "annotated"):
        assert shape(reject(root_of(folder / f"{mode}.docx"))) == before
        assert shape(accept(root_of(folder / f"{mode}.docx"))) == clean
    return reports


BODY = (
    para(run("七、存在的问题", BIG)) + para(run("无", BIG), look=INDENT) + para(run("结尾。", BIG))
)
SPLIT = para(run("年初预算"), run("2325.", "<w:b/>"), run("73万元"), look=INDENT) + para(run("尾"))
REVISED = para(
    run("前"), f"<w:ins {OTHER}>{run('新增文字')}</w:ins>",
    f'<w:del {OTHER.replace("7", "8", 1)}><w:r><w:delText>旧文</w:delText></w:r></w:del>', run("后"),
)  # fmt: skip
CONTROL = "<w:sdt><w:sdtContent>" + para(run("控件段落")) + "</w:sdtContent></w:sdt>"
INLINE = para(
    run("前"), "<w:sdt><w:sdtContent>" + run("控件") + "</w:sdtContent></w:sdt>", run("后")
)
LINK = para(run("见"), '<w:hyperlink w:anchor="x">' + run("链接文字") + "</w:hyperlink>", run("后"))
BREAKS = para(
    '<w:r><w:br w:type="page"/><w:t>无</w:t><w:tab/><w:t>略</w:t></w:r>',
    '<w:r><w:footnoteReference w:id="2"/></w:r>',
)
MARKED = para('<w:bookmarkStart w:id="1" w:name="b"/>', run("有书签"), '<w:bookmarkEnd w:id="1"/>')
TABLE = table(
    [cell(para(run("指标", BIG))), cell(para(run("说明", BIG)))],
    [cell(para(run("完成数", BIG))), cell(para())],
    [cell(para(run("甲")), para(run("乙")), para(run("丙"))), cell(para(run("末格")))],
)

CASES = {
    # name: (body, text of the paragraph, start, end, old, new, texts afterwards)
    "无 by paragraphs": (BODY, "无", None, None, "无", "一是。\n二是。\n三是。",
                       ["七、存在的问题", "一是。", "二是。", "三是。", "结尾。"]),
    "digits over runs": (SPLIT, "年初预算2325.73万元", 4, 11, "2325.73", "2325.72",
                         ["年初预算2325.72万元", "尾"]),
    "split in the middle": (SPLIT, "年初预算2325.73万元", 4, 11, "2325.73", "甲\n乙",
                            ["年初预算甲", "乙万元", "尾"]),
    "pure insertion": (SPLIT, "年初预算2325.73万元", 2, 2, "", "（调整）",
                       ["年初（调整）预算2325.73万元", "尾"]),
    "deletion": (SPLIT, "年初预算2325.73万元", 0, 2, "年初", "", ["预算2325.73万元", "尾"]),
    "inside another's insertion": (REVISED, "前新增文字后", 2, 4, "增文", "补", ["前新补字后"]),
    "over another's insertion": (REVISED, "前新增文字后", 0, 3, "前新增", "今", ["今文字后"]),
    "paragraphs inside another's insertion": (REVISED, "前新增文字后", 2, 3, "增", "甲\n乙",
                                              ["前新甲", "乙文字后"]),
    "beside another's deletion": (REVISED, "前新增文字后", 5, 6, "后", "末", ["前新增文字末"]),
    "block control": (CONTROL + para(), "控件段落", None, None, "控件段落", "甲\n乙", ["甲", "乙", ""]),
    "inline control": (INLINE, "前控件后", 1, 3, "控件", "新", ["前新后"]),
    "paragraphs after an inline control": (INLINE, "前控件后", 1, 3, "控件", "甲\n乙", ["前甲", "乙后"]),
    "hyperlink": (LINK, "见链接文字后", 2, 4, "接文", "甲\n乙", ["见链甲", "乙字后"]),
    "breaks and notes stay": (BREAKS, "无\t略", None, None, "无\t略", "甲\n乙", ["甲", "乙"]),
    "bookmark": (MARKED, "有书签", 1, 3, "书签", "改动", ["有改动"]),
    "cell": (TABLE + para(), "完成数", None, None, "完成数", "已\n完成", None),
    "last of a cell to more": (TABLE + para(), "末格", None, None, "末格", "甲\n乙", None),
    "blank around is no difference": (para(run("　128")), "　128", None, None, "128", "129", ["129"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_replace(tmp_path, name):
    body, text, start, end, old, new, expected = CASES[name]
    source = make(tmp_path / "source.docx", body)
    reports = apply_all(source, tmp_path, [replace(at(source, text, start, end), old, new)])
    assert all(len(report.applied) == 1 and not report.refused for report in reports.values())
    after = texts(accept(root_of(tmp_path / "tracked.docx")))
    if expected is None:
        expected = list(itertools.chain.from_iterable(
            new.split("\n") if text == old else [text] for text in texts(root_of(source))))  # fmt: skip
    assert after == expected


def test_new_text_looks_like_the_old(tmp_path):
    source = make(tmp_path / "source.docx", BODY)
    apply_all(source, tmp_path, [replace(at(source, "无"), "无", "一是“甲”。\n二是。")])
    for p in paragraphs(accept(root_of(tmp_path / "tracked.docx")))[1:3]:
        fonts = p.find(f"{W}r/{W}rPr/{W}rFonts")
        assert fonts.get(W + "eastAsia") == "仿宋_GB2312"
        # Quotes take the Chinese font only with the hint.
        assert fonts.get(W + "hint") == "eastAsia"
        assert p.find(f"{W}r/{W}rPr/{W}sz").get(W + "val") == "32"
        assert p.find(f"{W}pPr/{W}ind").get(W + "firstLine") == "640"


@pytest.mark.parametrize("mark", ["", '<w:rPr><w:sz w:val="18"/></w:rPr>'])
def test_blank_cell_takes_its_mark_or_its_neighbour(tmp_path, mark):
    body = TABLE.replace("<w:p></w:p>", f"<w:p><w:pPr>{mark}</w:pPr></w:p>")
    source = make(tmp_path / "source.docx", body, para())
    blank = at(source, "")
    apply_all(source, tmp_path, [replace(blank, "", "补充说明")])
    p = next(
        p for p in paragraphs(root_of(tmp_path / "clean.docx")) if accepted_text(p) == "补充说明"
    )
    assert p.find(f"{W}r/{W}rPr/{W}sz").get(W + "val") == ("18" if mark else "32")


def test_many_paragraphs_of_a_cell_become_one(tmp_path):
    source = make(tmp_path / "source.docx", TABLE, para())
    change = replace(at(source, "甲"), "甲\n乙\n丙", "合")
    apply_all(source, tmp_path, [change])
    cells = root_of(tmp_path / "clean.docx").iter(W + "tc")
    assert "合" in ["\n".join(map(accepted_text, cell_paragraphs(tc))) for tc in cells]


@pytest.mark.parametrize("after", [para(run("后文。" * 9, BIG)), TABLE + para(), ""])
def test_insert_after_a_heading_is_body_text(tmp_path, after):
    head = '<w:pStyle w:val="Heading1"/>'
    lead = para(run("本单位全年工作按计划完成，没有拖欠。", BIG), look=INDENT)
    source = make(
        tmp_path / "source.docx", lead, para(run("八、改进措施", "<w:b/>"), look=head), after
    )
    apply_all(source, tmp_path, [insert(at(source, "八、改进措施"), "第一项。\n第二项。")])
    root = accept(root_of(tmp_path / "tracked.docx"))
    assert texts(root)[1:4] == ["八、改进措施", "第一项。", "第二项。"]
    for p in paragraphs(root)[2:4]:
        assert p.find(f"{W}pPr/{W}pStyle") is None
        assert p.find(f"{W}r/{W}rPr/{W}sz").get(W + "val") == "32"
    assert paragraphs(root)[1].find(f"{W}pPr/{W}pStyle") is not None


def test_inserting_inside_a_cell_can_be_rejected(tmp_path):
    source = make(tmp_path / "source.docx", TABLE, para())
    apply_all(source, tmp_path, [insert(at(source, "末格"), "甲\n乙")])
    assert texts(accept(root_of(tmp_path / "tracked.docx")))[-4:] == ["末格", "甲", "乙", ""]


def test_section_end_stays_behind(tmp_path):
    body = para(run("无"), look='<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>') + para(
        run("下节")
    )
    source = make(tmp_path / "source.docx", body)
    apply_all(
        source,
        tmp_path,
        [replace(at(source, "无"), "无", "甲\n乙"), insert(at(source, "无"), "丙")],
    )
    ps = paragraphs(accept(root_of(tmp_path / "tracked.docx")))
    assert [accepted_text(p) for p in ps] == ["甲", "乙", "丙", "下节"]
    assert [p.find(f"{W}pPr/{W}sectPr") is not None for p in ps] == [False, False, True, False]


def test_several_on_one_paragraph_in_any_order(tmp_path):
    source = make(
        tmp_path / "source.docx", para(run("一二三四"), run("五六七八", "<w:b/>")) + para(run("尾"))
    )
    whole = at(source, "一二三四五六七八")
    spans = [(6, 7, "七", "7"), (0, 1, "一", "1"), (3, 5, "四五", "4\n5"), (2, 2, "", "+")]
    changes = [replace(whole.span(a, b), old, new) for a, b, old, new in spans]
    changes += [insert(whole, "甲"), insert(whole, "乙")]
    comments = [Comment(location=whole.span(a, b), text=f"{a}") for a, b, *_ in spans]
    comments += [
        Comment(location=whole, text="全段"),
        Comment(location=at(source, "尾"), text="尾"),
    ]
    for order in itertools.islice(itertools.permutations(range(4)), 0, 24, 5):
        mixed = [changes[n] for n in order] + changes[4:]
        reports = apply_all(source, tmp_path, mixed, comments)
        assert reports["annotated"].applied == mixed
        assert texts(root_of(tmp_path / "clean.docx")) == ["1二+三4", "5六7八", "甲", "乙", "尾"]
        root = root_of(tmp_path / "annotated.docx")
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            ids = sorted(int(e.get(W + "id")) for e in root.iter(W + tag))
            assert ids == list(range(len(comments)))


REFUSED = [
    ("无", {}, "略", "不一致"),
    ("无", {"start": 0, "end": 9}, "无", "超出"),
    ("无", {"anchor": "999"}, "无", "找不到"),
    ("无", {"anchor": None}, "无", "找不到"),
    ("无", {"part": "word/none.xml"}, "无", "找不到"),
    ("无", {"row": 0}, "无", "不是表格"),
    ("共3页", {"start": 1, "end": 2}, "3", "域"),
]


@pytest.mark.parametrize(("text", "update", "old", "reason"), REFUSED)
def test_what_does_not_fit_is_refused_and_the_rest_goes_on(tmp_path, text, update, old, reason):
    field = '<w:fldSimple w:instr="NUMPAGES">' + run("3") + "</w:fldSimple>"
    source = make(tmp_path / "source.docx", BODY, para(run("共"), field, run("页")), para())
    good = replace(at(source, "结尾。"), "结尾。", "完。")
    bad = replace(at(source, text).model_copy(update=update), old, "甲\n乙")
    for report in apply_all(source, tmp_path, [bad, good]).values():
        assert report.applied == [good]
        assert [reason in item.reason for item in report.refused] == [True]
    assert texts(root_of(tmp_path / "clean.docx")) == ["七、存在的问题", "无", "完。", "共3页", ""]


def test_of_two_that_overlap_the_first_wins(tmp_path):
    source = make(tmp_path / "source.docx", SPLIT)
    whole = at(source, "年初预算2325.73万元")
    changes = [
        replace(whole.span(2, 5), "预算2", "甲"),
        replace(whole.span(4, 11), "2325.73", "乙"),
    ]
    report = apply_all(source, tmp_path, changes)["tracked"]
    assert report.applied == changes[:1]
    assert "重叠" in report.refused[0].reason


def test_control_is_not_torn_apart(tmp_path):
    source = make(tmp_path / "source.docx", INLINE, para())
    change = replace(at(source, "前控件后").span(1, 2), "控", "甲\n乙")
    report = apply_all(source, tmp_path, [change])["tracked"]
    assert "内容控件" in report.refused[0].reason
    assert texts(root_of(tmp_path / "tracked.docx")) == ["前控件后", ""]


def test_prompt_of_a_control_gives_way(tmp_path):
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("单击此处输入", '<w:rStyle w:val="PlaceholderText"/>') + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    source = make(tmp_path / "source.docx", para(control), para())
    word.apply(
        source, tmp_path / "a.docx", [replace(at(source, "单击此处输入"), "单击此处输入", "甲")]
    )
    root = root_of(tmp_path / "a.docx")
    assert root.find(f".//{W}showingPlcHdr") is None
    assert [r.find(f".//{W}rStyle") is None for r in root.iter(W + "ins")] == [True]


def test_source_is_never_written_over(tmp_path):
    source = make(tmp_path / "source.docx", BODY)
    before = source.read_bytes()
    link = tmp_path / "link.docx"
    link.symlink_to(source)
    for target in (source, link):
        with pytest.raises(WrongUse, match="不能覆盖"):
            word.apply(source, target, [])
    assert source.read_bytes() == before


def test_bad_files(tmp_path):
    (tmp_path / "bad.docx").write_bytes(b"PK no zip")
    with pytest.raises(UnreadableFile):
        word.apply(tmp_path / "bad.docx", tmp_path / "out.docx", [])
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(UnreadableFile):
        word.apply(tmp_path / "other.docx", tmp_path / "out.docx", [])
    source = make(tmp_path / "source.docx", BODY)
    with pytest.raises(CannotWrite):
        word.apply(source, tmp_path / "none" / "out.docx", [])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.docx", "other.docx", "source.docx"]


def test_other_parts_are_copied_byte_for_byte(tmp_path):
    source = make(tmp_path / "source.docx", BODY)
    changes = [replace(at(source, "无"), "无", "甲")]
    comments = [Comment(location=at(source, "无"), text="批注")]
    apply_all(source, tmp_path, changes, comments)
    touched = {
        "tracked": {MAIN},
        "annotated": {MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels"},
    }
    with zipfile.ZipFile(source) as before:
        for mode, names in touched.items():
            with zipfile.ZipFile(tmp_path / f"{mode}.docx") as after:
                same = set(before.namelist()) - names
                assert all(before.read(name) == after.read(name) for name in same)
                assert len(after.namelist()) == len(set(after.namelist()))


def test_comments_join_those_that_were_there(tmp_path):
    document = docx.Document()
    p = document.add_paragraph("原有批注处")
    document.add_comment(p.runs, text="旧批注", author="审核", initials="审")
    document.add_table(1, 1).cell(0, 0).text = ""
    document.save(str(tmp_path / "source.docx"))
    source = tmp_path / "source.docx"
    comments = [
        Comment(location=at(source, "原有批注处"), text="新批注\n第二行"),
        Comment(location=at(source, ""), text="空白格"),
    ]
    report = word.apply(source, tmp_path / "out.docx", [], comments, date=DATE)
    assert report.commented == comments
    found = {c.comment_id: c for c in docx.Document(str(tmp_path / "out.docx")).comments}
    assert [c.text for c in found.values()] == ["旧批注", "新批注\n第二行", "空白格"]
    assert [c.author for c in found.values()] == ["审核", "绩效自评助手", "绩效自评助手"]
    assert len(list(found.values())[1].paragraphs) == 2


def test_traps_survive(tmp_path):
    source = SEED / "traps.docx"
    if not source.exists():
        pytest.skip("the seed files are not here")
    changes, comments = [], []
    for number, p in enumerate(paragraphs(root_of(source))):
        text = accepted_text(p)
        place = location(p, number)
        if text and (
            place.row is None or len(cell_paragraphs(next(p.iterancestors(W + "tc")))) == 1
        ):
            changes.append(replace(place, text, f"{text}改\n另段"))
        comments.append(Comment(location=place, text=f"第{number}段"))
    report = apply_all(source, tmp_path, changes, comments)["annotated"]
    assert report.refused == []
    assert len(report.applied) > 40
    authors = {
        e.get(W + "author") for e in root_of(tmp_path / "annotated.docx").iter(W + "ins", W + "del")
    }
    assert authors == {"审核", "x", "绩效自评助手"}


def test_seed_every_blank_and_placeholder(tmp_path):
    source = SEED / "pack.docx"
    if not source.exists():
        pytest.skip("the seed files are not here")
    changes, comments = _fill(source)
    report = apply_all(source, tmp_path, changes, comments)["annotated"]
    assert report.refused == []
    assert len(report.applied) == len(changes) > 200
    assert len(report.commented) == len(comments)


def _fill(source):
    """Fill blank cells, replace 无 by three paragraphs, and comment on each."""
    changes = []
    for number, p in enumerate(paragraphs(root_of(source))):
        tc = next(p.iterancestors(W + "tc"), None)
        own = [p] if tc is None else cell_paragraphs(tc)
        text = "\n".join(map(accepted_text, own))
        if own[0] is p and text.strip("　 。") in {"", "无"}:
            new = "已填" if tc is not None else "一是“甲”。\n二是2024年。\n三是。"
            changes.append(replace(location(p, number), text, new))
    return changes, [Comment(location=c.location, text="依据\n第二行") for c in changes]


@office.needs_office
def test_libreoffice_accepts_and_rejects(tmp_path):
    source = SEED / "pack.docx"
    if not source.exists():
        source = make(tmp_path / "source.docx", BODY + TABLE + para())
    changes, comments = _fill(source)
    assert changes
    apply_all(source, tmp_path, changes, comments)
    views = {}
    for verb, name in (("Accept", "clean.docx"), ("Reject", str(source))):
        settled = tmp_path / f"{verb}.txt"
        office.settle(tmp_path / "annotated.docx", settled, f"{verb}AllTrackedChanges")
        plain = office.convert(tmp_path / name, "txt:Text", tmp_path / verb)
        views[verb] = settled.read_text("utf-8-sig"), plain.read_text("utf-8-sig")
    assert views["Accept"][0] == views["Accept"][1]
    assert views["Reject"][0] == views["Reject"][1]
    assert views["Accept"][0] != views["Reject"][0]


LOOKS = st.sampled_from(["", "<w:b/>", BIG])
WORDS = st.text("甲乙1.“ ", min_size=1, max_size=5)


@st.composite
def paragraph_xml(draw):
    """Return the XML of one paragraph with plain, revised and linked runs."""
    parts = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from("rrrridhs"), max_size=5))):
        piece = run(draw(WORDS), draw(LOOKS))
        mark = f'w:id="{number + 100}" w:author="审核"'
        parts.append({
            "r": piece,
            "i": f"<w:ins {mark}>{piece}{run(draw(WORDS))}</w:ins>",
            "d": f"<w:del {mark}>{piece.replace('w:t', 'w:delText')}</w:del>",
            "h": f"<w:hyperlink>{piece}</w:hyperlink>",
            "s": f"<w:smartTag>{piece}</w:smartTag>",
        }[kind])  # fmt: skip
    return para(*parts, look=draw(st.sampled_from(["", INDENT])))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_text_any_span(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    bodies = data.draw(st.lists(paragraph_xml(), min_size=1, max_size=3))
    source = make(folder / "source.docx", "".join(bodies))
    before = texts(root_of(source))
    changes = []
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(before) - 1))
        text = before[number]
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        new = data.draw(st.text("新2\n", max_size=4))
        place = Location(anchor=str(number), start=start, end=end)
        changes.append(replace(place, text[start:end], new))
    comments = [Comment(location=change.location, text="注") for change in changes]
    report = apply_all(source, folder, changes, comments)["tracked"]
    assert all("重叠" in item.reason for item in report.refused)
    expected = list(before)
    key = lambda c: (int(c.location.anchor), c.location.start, c.location.end)  # noqa: E731
    for change in sorted(report.applied, key=key, reverse=True):
        at_ = change.location
        text = expected[int(at_.anchor)]
        expected[int(at_.anchor)] = text[: at_.start] + change.new + text[at_.end :]
    after = texts(accept(root_of(folder / "tracked.docx")))
    assert "\n".join(after) == "\n".join(expected)
