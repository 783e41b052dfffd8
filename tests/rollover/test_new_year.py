"""The new pack as a whole: clean where its figures are, complete, told what it lacks."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.documents import read
from assistant.extraction import extract
from assistant.model.document import Paragraph
from assistant.model.numerals import scan
from assistant.model.pack import same
from assistant.model.place import squeeze
from assistant.newyear import NewYear
from assistant.rollover.completed import completed_year
from corpus.truth import ALL_CLEAN, load
from tests.rollover.conftest import Town, make_town
from tests.rollover.filling import Sheet, word
from tests.rollover.test_tables import differences

ANOTHER = ALL_CLEAN[1]


def serious(made: NewYear) -> list[str]:
    return [f"{f.rule} {f.message}" for f in made.report.findings if f.severity != "info"]


@pytest.fixture(scope="session")
def made(clean: Town, tmp_path_factory: pytest.TempPathFactory) -> NewYear:
    return clean.roll(tmp_path_factory.mktemp("clean-new") / "pack.docx")


def test_no_rule_crashes_on_a_new_pack(made: NewYear) -> None:
    assert [o for o in made.report.outcomes if o.status == "crashed"] == []


@pytest.mark.parametrize("name", ALL_CLEAN)
def test_every_clean_unit_passes_without_error_or_warning(name: str, tmp_path: Path) -> None:
    made = make_town(name, tmp_path).roll(tmp_path / "pack.docx")
    assert serious(made) == []
    assert re.match(r"填好 \d+ 处〔待确认〕、定下 \d+ 处〔建议〕后可以上报", made.report.verdict)
    assert name != ANOTHER or differences(load(name, 2024), made.dossier.pack) == []


def test_only_what_was_supplied_is_contradicted(town: Town, new_year: NewYear) -> None:
    """No finding lies in what a rollover writes: every sentence follows from the tables."""
    report = new_year.dossier.pack.overall_report
    assert report
    drafted = tuple(s.place for s in report.sections if re.search("问题|改进措施", s.title))
    places = [f.place for f in new_year.report.findings if f.severity != "info"]
    own = [p for p in places if p.startswith(("overall_report", "project_reports"))]
    assert [p for p in own if not p.startswith(drafted)] == []


def test_what_is_returned_is_what_the_file_says(made: NewYear) -> None:
    path = Path(made.dossier.pack.sources[0].path)
    assert same(extract([read(path)]), made.dossier.pack)


def test_every_form_and_section_is_there(town: Town, new_year: NewYear) -> None:
    pack = new_year.dossier.pack
    assert pack.base_data and pack.overall and pack.overall_report
    assert len(pack.overall_report.sections) == 9
    assert [s.number for s in pack.overall_report.sections] == [
        f"{n}、" for n in "一二三四五六七八九"
    ]
    assert len(pack.projects) == len(pack.project_reports) == 3
    texts = [t for r in pack.reports() for s in r.walk() if not s.sections for t in s.paragraphs]
    assert all(not text.is_empty() for text in texts)
    assert all(s.sections or s.paragraphs for r in pack.reports() for s in r.walk())


def test_no_figure_is_typed_that_no_source_has(town: Town, new_year: NewYear) -> None:
    """Every figure quoted from the summary stands there, digit by digit."""
    report = new_year.dossier.pack.overall_report
    assert report
    blocks = [b.text for b in town.summary.blocks if isinstance(b, Paragraph)]
    said = squeeze("".join(blocks)).replace("今年", "2024年").replace("去年", "上年")
    themes = [s for s in report.walk() if s.level == 3 and s.place.count("/") == 3]
    themes = [s for s in themes if "整体支出绩效情况" in s.place]
    assert themes
    for section in themes:
        for text in section.paragraphs:
            for sentence in re.findall(r"[^。]+。", text.text):
                assert sentence in said or not scan(sentence), sentence


def test_what_is_missing_is_listed(made: NewYear) -> None:
    pack = made.dossier.pack
    marks = [m for t in pack.reports() for p in t.texts() for m in re.findall("〔待确认", p.raw)]
    assert marks
    assert len(made.questions) >= len(set(marks))
    assert all(question.text and question.who for question in made.questions)


def test_a_qualitative_score_stays_blank_with_its_range(clean: Town, tmp_path: Path) -> None:
    book = load_workbook(clean.figures)
    sheet = Sheet(book["指标"])
    place = "overall/indicators/质量指标/村级财务按季公开率"
    row = next(r for r in range(2, sheet.sheet.max_row + 1)
               if sheet.get(r, "三级指标") == "村级财务按季公开率")  # fmt: skip
    sheet.put(row, "本年指标值", "按季公开")
    sheet.put(row, "本年完成值", "已按季公开")
    path = tmp_path / "figures.xlsx"
    book.save(path)
    made = clean._replace(figures=path).roll(tmp_path / "pack.docx")
    fields = {field.place: field.text for field in made.dossier.pack.fields()}
    assert fields[f"{place}/score"] == "" == fields["overall/total/score"]
    (asked,) = [q for q in made.questions if q.place == f"{place}/score"]
    assert "达成2.40–3分" in asked.why and "未达成0–1.80分" in asked.why


def test_a_summary_that_contradicts_a_table_is_told(clean: Town, tmp_path: Path) -> None:
    book = load_workbook(clean.figures)
    sheet = Sheet(book["指标"])
    for row, place in sheet.rows():
        if place.endswith("三公经费支出"):
            sheet.put(row, "本年完成值", "15.21万元")
    path = tmp_path / "figures.xlsx"
    book.save(path)
    made = clean._replace(figures=path).roll(tmp_path / "pack.docx")
    assert any("15.21" in q.text and "11.52" in q.text for q in made.questions)
    fields = {field.place: field.text for field in made.dossier.pack.fields()}
    assert fields["overall/indicators/经济成本指标/三公经费支出/actual"] == "15.21万元"


@pytest.mark.parametrize(("named", "printed"), [(2023, 2024), (2022, 2023), (2015, None)])
def test_the_year_of_completed_buildings_advances_as_the_form_does(
    clean: Town, named: int, printed: int | None
) -> None:
    document = read(Path(clean.last.sources[0].path))
    for block in document.blocks:
        for cell in getattr(block, "cells", []):
            cell.text = re.sub(r"20\d\d(?=年完工)", str(named), cell.text)
    assert completed_year([document], 2023) == printed


def test_completed_buildings_are_of_the_new_year(made: NewYear, clean: Town) -> None:
    assert "2023年完工项目" in word(Path(clean.last.sources[0].path))
    told = word(Path(made.dossier.pack.sources[0].path))
    assert "2024年完工项目" in told and "2023年完工项目" not in told
