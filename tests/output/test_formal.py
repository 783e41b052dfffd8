import re
from decimal import Decimal

import docx
import pytest

from assistant.documents import read
from assistant.errors import CannotWrite
from assistant.extraction import extract
from assistant.model.draft import Draft, DraftReport, Question, Slot
from assistant.model.pack import (
    BaseData,
    BudgetLine,
    Buildings,
    Indicator,
    IndicatorTable,
    LevelWeight,
    NamedAmount,
    Pack,
    Remark,
    Report,
    Section,
    Signoff,
    SpendingRow,
    Staffing,
    same,
)  # fmt: skip
from assistant.model.place import Location
from assistant.model.quantity import Quantity, Text
from assistant.ooxml import W, accepted_text, paragraphs
from assistant.output.formal import (
    Attachment,
    Body,
    Heading,
    Note,
    Run,
    TableBlock,
    TableCell,
    Title,
    write,
)  # fmt: skip
from assistant.output.formal_forms import indicator_table
from assistant.output.formal_pack import write_pack_document
from assistant.output.formal_questions import write_questions
from assistant.output.formal_tables import lay_out
from tests.output import office
from tests.output.revisions import accept, reject
from tests.output.word_files import SEED, faults, root_of, texts

BLOCKS = [
    Heading(1, "一、", "部门概况", "report/部门概况"),
    Body("正文。", "report/部门概况/p"),
    Heading(2, "（一）", "基本支出"),
    Heading(3, "1.", "工资"),
    Heading(4, "（1）", "津贴"),
    Body([Run("一是。", bold=True), Run("二是。")]),
    Attachment("附件1"),
    Title("基础数据表", form=True),
    TableBlock(
        [
            [TableCell("项目", row_span=2), TableCell("金额", col_span=2)],
            [TableCell("预算"), TableCell("决算")],
            [TableCell("办公\n费", place="base/office"), TableCell("1"), TableCell("")],
        ],
        (2, 1, 1),
        head_rows=1,
    ),
    Note("单位：万元"),
]


def test_page_and_grid(tmp_path):
    write(tmp_path / "a.docx", "年度报告", BLOCKS)
    section = docx.Document(str(tmp_path / "a.docx")).sections[0]
    measures = (section.page_width, section.page_height, section.top_margin, section.left_margin,
                section.right_margin, section.bottom_margin)  # fmt: skip
    assert [round(m.mm) for m in measures] == [210, 297, 37, 28, 26, 35]
    pitch = root_of(tmp_path / "a.docx").find(f".//{W}docGrid").get(W + "linePitch")
    assert (
        22 * Decimal(pitch) / 20 <= Decimal(225) / Decimal("25.4") * 72 < 23 * Decimal(pitch) / 20
    )


LOOKS = {
    "Normal": ("仿宋_GB2312", 16, 2), "Title": ("方正小标宋简体", 22, 0), "heading 1": ("黑体", 16, 2),
    "heading 2": ("楷体_GB2312", 16, 2), "heading 3": ("仿宋_GB2312", 16, 2), "附件": ("黑体", 16, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOKS)
def test_styles(tmp_path, name):
    write(tmp_path / "a.docx", "年度报告", BLOCKS)
    fonts, points, indent = LOOKS[name]
    style = next(
        s for s in root_of(tmp_path / "a.docx", "word/styles.xml").iter(W + "style")
        if s.find(W + "name").get(W + "val") == name
    )  # fmt: skip
    assert style.find(f"{W}rPr/{W}rFonts").get(W + "eastAsia") == fonts
    assert style.find(f"{W}rPr/{W}rFonts").get(W + "ascii") == "Times New Roman"
    assert int(style.find(f"{W}rPr/{W}sz").get(W + "val")) == 2 * points
    assert int(style.find(f"{W}pPr/{W}ind").get(W + "firstLineChars")) == 100 * indent


def test_texts_places_and_order_of_properties(tmp_path):
    places = write(tmp_path / "a.docx", "年度报告", BLOCKS)
    root = root_of(tmp_path / "a.docx")
    ps = paragraphs(root)
    found = {place: accepted_text(ps[int(at.anchor)]) for place, at in places.items()}
    assert found == {
        "report/部门概况": "一、部门概况",
        "report/部门概况/p": "正文。",
        "base/office": "办公",
    }
    assert places["base/office"].row == 2
    assert places["report/部门概况"].row is None
    for part in ("document", "styles", "footer1", "footer2"):
        assert faults(root_of(tmp_path / "a.docx", f"word/{part}.xml")) == []
    assert texts(root)[-5:-1] == ["办公", "费", "1", ""]


def test_python_docx_sees_the_merged_cells(tmp_path):
    write(tmp_path / "a.docx", "", BLOCKS)
    grid = docx.Document(str(tmp_path / "a.docx")).tables[0]
    rows = [[cell.text for cell in row.cells] for row in grid.rows]
    assert rows == [["项目", "金额", "金额"], ["项目", "预算", "决算"], ["办公\n费", "1", ""]]


@pytest.mark.parametrize("rows", [
    [[TableCell("a")]],
    [[TableCell("a", col_span=3)]],
    [[TableCell("a", row_span=2), TableCell("b")]],
    [[TableCell("a"), TableCell("b"), TableCell("c")]],
])  # fmt: skip
def test_cells_must_tile(rows):
    with pytest.raises(ValueError, match=r"row|cell"):
        lay_out(rows, 2)


def test_cannot_write(tmp_path):
    with pytest.raises(CannotWrite):
        write(tmp_path / "none" / "a.docx", "题", BLOCKS)


def test_questions(tmp_path):
    asked = [Question(place="base_data/thrift", text="有哪些措施？", who="党政办", why="须填写")]
    write_questions(tmp_path / "q.docx", "某镇", 2024, asked)
    document = docx.Document(str(tmp_path / "q.docx"))
    assert document.sections[0].page_width > document.sections[0].page_height
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [
        ["序号", "请谁回答", "在哪里", "要回答什么", "为什么要", "回答"],
        ["1", "党政办", "基础数据表—厉行节约保障措施", "有哪些措施？", "须填写", ""],
    ]
    places = ["base_data/buildings/approved_area", "overall_report/部门基本情况/p@8个"]
    write_questions(tmp_path / "w.docx", "某镇", 2024, [
        Question(place=place, text="", who="", why="") for place in places
    ])  # fmt: skip
    where = [row.cells[2].text for row in docx.Document(str(tmp_path / "w.docx")).tables[0].rows]
    assert where[1] == "基础数据表—楼堂馆所—批复面积"
    assert not re.search("[a-z@]", "".join(where))  # no word of the code on paper
    write_questions(tmp_path / "none.docx", "某镇", None, [])
    assert "没有" in texts(root_of(tmp_path / "none.docx"))[-1]


def text(raw, place=""):
    return Text(raw=raw, place=place)


def number(raw, place=""):
    return Quantity(raw=raw, place=place)


def money(label, *values):
    names = ("initial", "full_year", "executed", "weight", "rate", "score")
    cells = dict(zip(names, (number(v) for v in values), strict=True))
    return BudgetLine(label=text(label), **cells)


def indicator(level1, level2, name, deviation=""):
    place = f"overall/indicators/{level2}/{name}"
    return Indicator(
        level1=level1, level2=level2, name=text(name, place), target=number("10个"),
        actual=number("9个"), weight=number("5"), score=number("5"),
        deviation=text(deviation, place + "/deviation"),
    )  # fmt: skip


def spending(label, depth=0):
    return SpendingRow(label=text(label), depth=depth, last_final=number("1"), budget=number("2"),
                       final=number("3"))  # fmt: skip


def table(kind):
    return IndicatorTable(
        kind=kind, title=text("2024年度绩效自评表", f"{kind}/title"), unit=text("青石镇"),
        department=text("青石镇"), implementer=text("水利站"), project=text("水渠修缮"),
        money=[money("年度资金总额", "10", "12", "11.5", "10", "95.83%", "9.58")],
        by_income=[NamedAmount(label=text("按收入性质分"), amount=number("12"), is_total=True),
                   NamedAmount(label=text("其中：一般公共预算"), amount=number("12"))],
        by_expenditure=[NamedAmount(label=text("按支出性质分"), amount=number("12"), is_total=True)],
        goal_expected=text("修好水渠"), goal_achieved=text("已修好"),
        indicators=[indicator("产出指标", "数量指标", "水渠"), indicator("产出指标", "数量指标", "桥"),
                    indicator("产出指标", "质量指标", "合格率"), indicator("效益指标", "经济效益", "灌溉")],
        level_weights=[LevelWeight(level1="产出指标", weight=number("产出指标\n（50分）"))],
        total_weight=number("100"), total_score=number("98"),
    )  # fmt: skip


def pack():
    blank = [number("") for _ in range(6)]
    names = list(Buildings.model_fields)
    base = BaseData(
        title=text("基础数据表"), staffing=Staffing(posts=number("20"), staff=number("19"), control_rate=number("95%")),
        spending=[spending("三公经费"), spending("1、公务接待", 1)], procurement=spending("政府采购金额"),
        budget_adjustment=spending("部门基本支出预算调整"),
        buildings=Buildings(**dict(zip(names, blank, strict=True))), thrift=text("", "base_data/thrift"),
        signoff=Signoff(filler=text("经办"), date=text(""), phone=text(""), leader=text("")),
    )  # fmt: skip
    root = "overall_report/存在的问题"
    report = Report(title=text("自评报告", "overall_report/title"), sections=[
        Section(number="七、", title="存在的问题", level=1, place=root, location=Location(),
                paragraphs=[text("无", root + "/p")]),
        Section(number="八、", title="改进措施", level=1, place="overall_report/改进措施", location=Location()),
        Section(number="九、", title="公开情况", level=1, place="overall_report/公开情况", location=Location(),
                paragraphs=[text("本单位将按要求在门户网站公开自评结果，接受监督。")]),
    ])  # fmt: skip
    return Pack(unit=text("青石镇"), year=2024, base_data=base, overall=table("overall"),
                projects=[table("project")], overall_report=report)  # fmt: skip


def draft(place, lines, current="", after=False):
    slot = Slot(
        place=place,
        kind="problems",
        title="处",
        current=current,
        location=Location(),
        after_heading=after,
    )
    return Draft(slot=slot, paragraphs=[], text=lines, evidence=["依据一"])


DRAFTS = [
    draft("overall_report/存在的问题", ["一是。", "二是。"], current="无"),
    draft("overall_report/改进措施", ["措施一。", "措施二。"], after=True),
    draft("base_data/thrift", ["节约用水。"]),
    draft("overall/indicators/数量指标/桥/deviation", ["少一座。"]),
    draft("overall/none", ["没有位置。"]),
    draft("base_data/thrift", ["不要的。"]).model_copy(update={"status": "refused"}),
]


def test_pack_with_drafts_in_their_places(tmp_path):
    path = tmp_path / "pack.docx"
    report = write_pack_document(path, pack(), DraftReport(drafts=DRAFTS))
    assert [change.new for change in report.applied] == [
        "一是。\n二是。", "措施一。\n措施二。", "节约用水。", "少一座。"]  # fmt: skip
    assert [item.reason for item in report.refused] == ["新文件中没有该处"]
    assert len(report.commented) == 4
    after, before = texts(accept(root_of(path))), texts(reject(root_of(path)))
    report_at = after.index("七、存在的问题")
    assert after[report_at + 1 : report_at + 6] == [
        "一是。",
        "二是。",
        "八、改进措施",
        "措施一。",
        "措施二。",
    ]
    clean = tmp_path / "clean.docx"
    write_pack_document(clean, pack())
    assert before == texts(root_of(clean))
    assert faults(root_of(path)) == []
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["clean.docx", "pack.docx"]


def test_pack_forms_are_grids(tmp_path):
    write_pack_document(tmp_path / "pack.docx", pack())
    base, overall, project = docx.Document(str(tmp_path / "pack.docx")).tables
    assert [len(t.columns) for t in (base, overall, project)] == [8, 9, 9]
    rows = [[c.text for c in row.cells] for row in overall.rows]
    start = next(n for n, row in enumerate(rows) if "三级指标" in row)
    assert [row[1] for row in rows[start + 1 :]] == ["产出指标\n（50分）"] * 3 + [
        "效益指标",
        "总分",
    ]
    assert rows[start + 2][2:] == ["数量指标", "桥", "10个", "9个", "5", "5", ""]
    assert rows[-1][6:] == ["100", "98", ""]
    assert [c.text for c in project.rows[0].cells][1] == "水渠修缮"
    assert [c.text for c in base.rows[1].cells][2::2] == ["20", "19", "95%"]


@pytest.mark.parametrize("name", ["pack.txt", "pack.docx"])
def test_seed_reads_back_as_the_same_pack(tmp_path, name):
    if not (SEED / name).exists():
        pytest.skip("the seed files are not here")
    first = extract([read(SEED / name)])
    write_pack_document(tmp_path / "pack.docx", first)
    second = extract([read(tmp_path / "pack.docx")])
    assert same(first, second)
    assert [item.text for item in second.unplaced] == [item.text.strip() for item in first.unplaced]


@office.needs_office
def test_libreoffice_sets_22_lines_of_28_characters(tmp_path):
    line = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"
    body = [Body(line * 30)]
    write(tmp_path / "a.docx", "", body)
    pdf = office.convert(tmp_path / "a.docx", "pdf", tmp_path)
    pages = office.pdf_text(pdf).split("\f")
    lines = [part.strip() for part in pages[0].split("\n") if part.strip()]
    assert re.fullmatch("— ?1 ?—", lines[-1])
    assert len(lines) - 1 == 22
    assert {len(part) for part in lines[1:-1]} == {28}
    assert len(lines[0]) == 26


def test_a_remark_beside_the_amounts_is_not_lost():
    form = table("project")
    form.remarks.append(
        Remark(kind="note", label="原因", raw="管线迁改较晚", place="p/remarks/note")
    )
    said = [cell.text for row in indicator_table(form).rows for cell in row]
    assert said[-2:] == ["原因", "管线迁改较晚"]
