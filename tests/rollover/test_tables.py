"""The new tables hold what was supplied, and what follows from it; nothing else is changed."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.delivery_rollover import write_template
from assistant.model.pack import Pack, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity
from assistant.newyear import NewYear
from assistant.rollover import template
from assistant.rollover.cells import quantity
from corpus.truth import Truth, load
from tests.rollover.conftest import Town, make_town
from tests.rollover.filling import Sheet

COMPUTED = ("control_rate", "_rate", "/rate", "/score", "/total/weight")


def differences(truth: Truth, pack: Pack) -> list[str]:
    """Return the cells whose content is not the truth's, places of planted faults aside."""
    found = {field.place: field for field in pack.fields()}
    wrong = []
    for place, cell in truth.cells.items():
        if faulty(truth, place) or "/goal_" in place:
            continue
        field = found.get(place)
        if field is None:
            wrong.append(f"{place} is missing")
        elif not agree(place, squeeze(cell.printed), field.text, field):
            wrong.append(f"{place}: {field.text!r}, not {cell.printed!r}")
    return wrong


def faulty(truth: Truth, place: str) -> bool:
    """Tell whether a cell is a planted fault, or computed from one."""
    faults = [place for f in truth.faults for place in (f.place, *f.also)]
    tables = {"/".join(p.split("/")[: 1 if p.startswith("overall") else 2]) for p in faults}
    totals = any(place.startswith(f"{t}/total") or place.startswith(f"{t}/level") for t in tables)
    return totals or any(place == f or place.startswith(f"{f}/") for f in faults)


def agree(place: str, wanted: str, text: str, field: object) -> bool:
    if "/level_weights/" in place:
        return wanted in text
    if place.endswith(COMPUTED) and isinstance(field, Quantity):
        return not wanted or quantity(wanted, "").value == field.value
    return wanted == text


def test_tables_are_those_of_the_truth(town: Town, new_year: NewYear) -> None:
    truth = load(town.name, 2024)
    assert differences(truth, new_year.dossier.pack) == []
    assert len(truth.cells) > 300


def test_last_final_comes_from_last_year(town: Town, new_year: NewYear) -> None:
    base, before = new_year.dossier.pack.base_data, town.last.base_data
    assert base and before
    finals = {row.place: row.final.text for row in before.spending}
    assert all(row.last_final.text == finals.get(row.place, "0") for row in base.spending)


def test_titles_bear_the_new_year(new_year: NewYear) -> None:
    pack = new_year.dossier.pack
    titles = [form.title.text for form in (*pack.tables(), *pack.reports(), pack.base_data) if form]
    assert pack.year == 2024
    assert all("2024" in title and "2023" not in title for title in titles)


def test_a_project_is_renamed_with_its_amount(clean: Town, tmp_path: Path) -> None:
    book = load_workbook(clean.figures)
    sheet = Sheet(book["项目"])
    for row, _ in sheet.rows():
        sheet.put(row, "本年项目名称", None)
    path = tmp_path / "figures.xlsx"
    book.save(path)
    made = clean._replace(figures=path).roll(tmp_path / "pack.docx")
    assert made.dossier.pack.projects[0].project.text == "农村供水管网改造项目176万元"


@pytest.mark.parametrize(
    ("sheet", "place", "header", "value", "rule"),
    [
        ("基础数据", "base_data/spending/公务接待", "本年决算数", "6.20", "A"),
        ("收支构成", "overall/by_income/政府性基金拨款", "本年金额", "89.40", "A"),
        ("资金", "projects/村级组织运转经费/money/年度资金总额", "本年全年执行数", "123.00", "X"),
        ("资金", "overall/money/年度资金总额", "本年全年执行数", "2289.36", "A"),
        (
            "指标",
            "overall/indicators/数量指标/农村户厕改造户数",
            "本年得分（定性指标填）",
            "3",
            "S",
        ),
        ("指标", "overall/indicators/质量指标/矛盾纠纷化解率", "本年分值", "4", "A"),
    ],
)
def test_contradictions_stay_and_are_reported(
    clean: Town, tmp_path: Path, sheet: str, place: str, header: str, value: str, rule: str
) -> None:
    book = load_workbook(clean.figures)
    page = Sheet(book[sheet])
    (row,) = [row for row, found in page.rows() if found == place]
    page.put(row, header, value)
    path = tmp_path / "figures.xlsx"
    book.save(path)
    made = clean._replace(figures=path).roll(tmp_path / "pack.docx")
    fields = [f.text for f in made.dossier.pack.fields() if f.place.startswith(place)]
    assert value in fields
    findings = [f for f in made.report.findings if f.severity != "info"]
    serious = [rule for f in findings for rule in (f.rule, *f.also)]
    assert any(found.startswith(rule) for found in serious), serious


def test_blank_totals_are_filled_from_their_parts(clean: Town, tmp_path: Path) -> None:
    book = load_workbook(clean.figures)
    blanks = {
        "基础数据": ("base_data/spending/项目支出", "本年决算数", "586.30"),
        "资金": ("projects/农村供水管网改造项目/money/年度资金总额", "本年全年预算数", "176.00"),
        "收支构成": ("overall/by_income/按收入性质分", "本年金额", "2298.36"),
    }
    for name, (place, header, _) in blanks.items():
        sheet = Sheet(book[name])
        for row, found in sheet.rows():
            if found == place:
                sheet.put(row, header, None)
    path = tmp_path / "figures.xlsx"
    book.save(path)
    pack = clean._replace(figures=path).roll(tmp_path / "pack.docx").dossier.pack
    texts = {field.place: field.text for field in pack.fields()}
    assert texts["base_data/spending/项目支出/final"] == "586.30"
    assert texts["projects/农村供水管网改造项目/money/年度资金总额/full_year"] == "176.00"
    assert texts["overall/by_income/按收入性质分"] == "2298.36"


def test_supplied_goals_are_kept(tmp_path: Path) -> None:
    town = make_town("tangao", tmp_path, texts=True)
    pack = town.roll(tmp_path / "pack.docx").dossier.pack
    truth = load("tangao", 2024)
    for table in pack.tables():
        for name in ("goal_expected", "goal_achieved"):
            place = f"{table.place}/{name}"
            assert getattr(table, name).text == squeeze(truth.cells[place].printed)


NEW_PROJECT = {"处理": "新增", "本年项目名称": "山塘清淤项目36万元"}


def with_new_project(town: Town, path: Path) -> Town:
    book = load_workbook(town.figures)
    Sheet(book["项目"]).add(NEW_PROJECT)
    book.save(path)
    return town._replace(figures=path)


def test_a_new_project_that_is_only_named_gets_a_blank_form(clean: Town, tmp_path: Path) -> None:
    made = with_new_project(clean, tmp_path / "f.xlsx").roll(tmp_path / "pack.docx")
    table = next(t for t in made.dossier.pack.projects if t.place == "projects/山塘清淤项目")
    assert table.project.text == "山塘清淤项目36万元"
    own = [[line.label.text for line in each.money] for each in clean.last.projects]
    assert [line.label.text for line in table.money] in own
    assert all(line.executed.is_blank() for line in table.money)
    assert {row.level2 for row in table.indicators} >= {"数量指标", "质量指标", "时效指标"}
    assert all(row.is_blank() for row in table.indicators)
    asked = [q for q in made.questions if q.place.startswith("projects/山塘清淤项目")]
    assert [q.text for q in asked] == ["新增项目“山塘清淤项目”的资金、年度目标和绩效指标是什么？"]
    assert any(r.project == "山塘清淤项目" for r in made.dossier.pack.project_reports)


def test_without_any_last_form_the_national_one_is_used(clean: Town, tmp_path: Path) -> None:
    last = clean.last.model_copy(update={"projects": [], "project_reports": []})
    path = tmp_path / "f.xlsx"
    write_template(path, template(last))
    town = clean._replace(last=last, figures=path)
    made = with_new_project(town, path).roll(tmp_path / "pack.docx")
    (table,) = made.dossier.pack.projects
    assert table.title.text == "2024年度项目支出绩效自评表"
    assert [line.label.text for line in table.money] == [
        "年度资金总额", "其中：本年财政拨款", "上年结转资金", "其他资金",
    ]  # fmt: skip
    assert [row.level2 for row in table.indicators][-2:] == ["社会成本指标", "生态环境成本指标"]
    assert len(table.indicators) == 10
    assert table.department.text == clean.last.overall.unit.text  # type: ignore[union-attr]


def edit_base(town: Town, path: Path, *edits: tuple[str, str, str | None]) -> Town:
    book = load_workbook(town.figures)
    sheet = Sheet(book["基础数据"])
    for place, header, value in edits:
        for row, found in sheet.rows():
            if found == place:
                sheet.put(row, header, value)
    book.save(path)
    return town._replace(figures=path)


@pytest.mark.parametrize(
    ("label", "depth", "named", "parent"),
    [
        ("山塘清淤项目", None, True, "本级专项资金（一个专项一行）"),
        ("山塘清淤项目36万元", "2", True, "本级专项资金（一个专项一行）"),
        ("防汛专项经费", None, False, "本级专项资金（一个专项一行）"),
        ("防汛经费", "专项", False, "本级专项资金（一个专项一行）"),
        ("防汛经费", None, False, None),
    ],
)
def test_an_appended_spending_row_finds_its_parent(
    clean: Town, tmp_path: Path, label: str, depth: str | None, named: bool, parent: str | None
) -> None:
    book = load_workbook(clean.figures)
    if named:
        Sheet(book["项目"]).add(NEW_PROJECT)
    Sheet(book["基础数据"]).add({"项目": label, "本年预算数": "36.00", "本年决算数": "35.00"})
    if depth:
        sheet = Sheet(book["基础数据"])
        sheet.put(sheet.sheet.max_row, "层级", depth)
    path = tmp_path / "f.xlsx"
    book.save(path)
    made = clean._replace(figures=path).roll(tmp_path / "pack.docx")
    base = made.dossier.pack.base_data
    assert base
    (row,) = [row for row in base.spending if row.label.text == label]
    assert row.parent == (parent and f"base_data/spending/{parent}")
    asked = [q.text for q in made.questions if "属于基础数据表的哪一项" in q.text]
    assert len(asked) == (parent is None)


def test_blank_vehicles_and_three_public_are_filled(clean: Town, tmp_path: Path) -> None:
    places = ("base_data/spending/三公经费", "base_data/spending/公务用车购置和维护经费")
    edits = [(place, "本年决算数", None) for place in places]
    town = edit_base(clean, tmp_path / "f.xlsx", *edits)
    texts = {f.place: f.text for f in town.roll(tmp_path / "p.docx").dossier.pack.fields()}
    truth = load(clean.name, 2024)
    for place in places:
        assert texts[f"{place}/final"] == truth.cells[f"{place}/final"].printed


def test_struck_out_cells_stay_struck_out(clean: Town, tmp_path: Path) -> None:
    town = edit_base(
        clean, tmp_path / "f.xlsx", ("base_data/budget_adjustment", "本年预算数", None)
    )
    base = clean.last.base_data
    assert base
    struck = base.budget_adjustment.budget.model_copy(update={"raw": "——", "value": None})
    row = base.budget_adjustment.model_copy(update={"budget": struck})
    last = clean.last.model_copy(
        update={"base_data": base.model_copy(update={"budget_adjustment": row})}
    )
    made = town._replace(last=last).roll(tmp_path / "p.docx").dossier.pack.base_data
    assert made
    assert [made.procurement.last_final.text, made.budget_adjustment.last_final.text] == ["——"] * 2
    assert made.budget_adjustment.budget.text == "——"
    assert made.procurement.budget.text not in ("", "——")


def test_a_new_project_with_money_alone_is_not_finished(clean: Town, tmp_path: Path) -> None:
    town = with_new_project(clean, tmp_path / "f.xlsx")
    book = load_workbook(town.figures)
    amounts = {"本年年初预算数": "36.00", "本年全年预算数": "36.00", "本年全年执行数": "34.02"}
    for label, values in (("年度资金总额", {"分值": "10"}), ("其中：当年财政拨款", amounts),
                          ("上年结转资金", {}), ("其他资金", {})):  # fmt: skip
        Sheet(book["资金"]).add({"表": "山塘清淤项目", "科目": label, **values})
    book.save(town.figures)
    made = town.roll(tmp_path / "pack.docx")
    pack = made.dossier.pack
    table = next(t for t in pack.projects if t.place == "projects/山塘清淤项目")
    whole = next(line for line in table.money if "总额" in line.label.text)
    assert [whole.full_year.text, whole.executed.text, whole.rate.text] == [
        "36.00",
        "34.02",
        "94.50%",
    ]
    assert table.total_score.text == "" == table.total_weight.text == whole.score.text
    asked = [q.text for q in made.questions if q.place.startswith("projects/山塘清淤项目")]
    assert [t for t in asked if t.startswith("待填")] == [
        "待填：山塘清淤项目自评表的绩效指标、指标值、完成值和分值。",
        "待填：山塘清淤项目自评表“年度预期目标”。", "待填：山塘清淤项目自评表“实际完成情况”。",
    ]  # fmt: skip
    report = next(r for r in pack.project_reports if r.project == "山塘清淤项目")
    assert report.title.text == "2024年棠坳镇人民政府山塘清淤项目支出绩效自评报告"
    assert all(s.sections or s.paragraphs for r in pack.reports() for s in r.walk())
    said = "".join(t.text for r in pack.reports() for t in r.texts() if "山塘清淤" in t.text)
    assert "山塘清淤项目" in said and "自评得分9.45" not in said


def test_a_new_project_report_is_titled_as_the_others(clean: Town, tmp_path: Path) -> None:
    def titled(report: Report) -> Report:
        title = f"{report.project}2023年绩效自评情况报告"
        return report.model_copy(update={"title": report.title.model_copy(update={"raw": title})})

    reports = [titled(report) for report in clean.last.project_reports]
    town = with_new_project(clean, tmp_path / "f.xlsx")
    town = town._replace(last=clean.last.model_copy(update={"project_reports": reports}))
    made = town.roll(tmp_path / "pack.docx").dossier.pack.project_reports
    assert made[-1].title.text == "山塘清淤项目2024年绩效自评情况报告"
