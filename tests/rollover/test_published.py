"""Final accounts in a rollover: proposed with their place, held against what is typed."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.accounts import read_accounts
from assistant.cli import run
from assistant.documents import read
from assistant.model.accounts import FinalAccounts
from assistant.model.pack import Pack
from assistant.rollover import read_figures_book, template
from assistant.rollover.published import against_last, confirm, proposals
from corpus.build import write_pack, write_summary
from corpus.truth import DEMO, load
from tests.rollover.audited import LAST, THIS, write_accounts
from tests.rollover.filling import Sheet, fill, last_pack

Captured = pytest.CaptureFixture[str]
OPERATING = "base_data/spending/公用经费"
RECEPTION = "base_data/spending/公务接待"


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return last_pack(DEMO, tmp_path_factory.mktemp("last"))


def audited(folder: Path, **changes: str) -> FinalAccounts:
    money = changes.pop("money", "万元")
    path = write_accounts(folder / "决算.docx", 2024, {**THIS, **changes}, money=money)
    return read_accounts([read(path)])


def test_what_the_accounts_give(last: Pack, tmp_path: Path) -> None:
    found = {(p.place, p.column): p for p in proposals(last, audited(tmp_path))}
    values = {key: each.value for key, each in found.items()}
    assert values[OPERATING, "final"] == "367.44"
    assert values[RECEPTION, "budget"] == "5.50" and values[RECEPTION, "final"] == "4.38"
    assert values["base_data/spending/项目支出", "final"] == "1116.24"
    assert values["overall/money/年度资金总额", "executed"] == "3102.58"
    assert values["overall/by_income/一般公共预算", "value"] == "2364.18"
    assert values["overall/by_expenditure/基本支出", "value"] == "1986.34"
    assert all(each.sure for each in found.values())
    assert found[OPERATING, "final"].source == (
        "2024年度部门决算《一般公共预算财政拨款基本支出决算表》“公用经费”367.44万元（决算.docx　第4张表）"
    )


def test_amounts_in_yuan_become_those_of_the_form(last: Pack, tmp_path: Path) -> None:
    (found,) = [
        p for p in proposals(last, audited(tmp_path, operating="3674438.50", money="元"))
        if p.place == OPERATING
    ]  # fmt: skip
    assert found.value == "367.44" and "3674438.50元" in found.source


def test_accounts_that_disagree_with_themselves_fill_nothing(last: Pack, tmp_path: Path) -> None:
    accounts = audited(tmp_path)
    table = accounts.table("summary")
    assert table
    row = next(r for r in table.rows if r.label.raw == "本年支出合计")
    for cell in row.cells.values():
        cell.value = cell.value and cell.value + 10
    made = template(last, accounts=[accounts])
    money = next(s for s in made.sheets if s.form.key == "money")
    line = next(x for x in money.lines if x.place == "overall/money/年度资金总额")
    assert line.get("executed") == "" and "没有填入" in line.get("published")


def test_the_workbook_is_filled_with_quotes_and_still_counts_as_unfilled(
    last: Pack, tmp_path: Path
) -> None:
    from assistant.delivery_rollover import write_template

    book = tmp_path / "figures.xlsx"
    write_template(book, template(last, accounts=[audited(tmp_path)]))
    filled = load_workbook(book)
    sheet = Sheet(filled["基础数据"])
    row = next(n for n, place in sheet.rows() if place == OPERATING)
    assert sheet.get(row, "本年决算数") == "367.44"
    assert "本年决算数 367.44" in sheet.get(row, "部门决算中的数（待核实）")
    assert "“公用经费”367.44万元" in sheet.get(row, "部门决算出处")
    assert read_figures_book(book, last).is_unfilled()
    sheet.put(row, "本年决算数", "367.50")
    filled.save(book)
    assert not read_figures_book(book, last).is_unfilled()


@pytest.mark.parametrize(
    ("typed", "kept", "asked"),
    [
        ("367.44", "367.44", ""),
        ("1986.34", "1986.34", "填1986.34万元，部门决算为367.44万元，相差1618.9万元，以哪个为准"),
        ("", "367.44", "取自部门决算，为367.44万元，请核实"),
    ],
    ids=["same", "different", "blank"],
)
def test_typed_figures_stay_and_blanks_are_filled(
    typed: str, kept: str, asked: str, last: Pack, tmp_path: Path
) -> None:
    lines = {sheet.form.key: list(sheet.lines) for sheet in template(last).sheets}
    at = next(n for n, line in enumerate(lines["base"]) if line.place == OPERATING)
    lines["base"][at] = lines["base"][at]._replace(
        cells={**lines["base"][at].cells, "final": typed}
    )
    made = confirm(lines, [p for p in proposals(last, audited(tmp_path)) if p.place == OPERATING])
    assert made.lines["base"][at].get("final") == kept
    assert [q.text for q in made.questions] == ([f"“公用经费”本年决算数{asked}？".replace("核实？", "核实。")]
                                                 if asked else [])  # fmt: skip
    assert set(made.disputed) == ({f"{OPERATING}/final"} if typed == "1986.34" else set())


def test_last_years_accounts_are_held_against_last_years_pack(last: Pack, tmp_path: Path) -> None:
    path = write_accounts(tmp_path / "上年决算.docx", 2023, {**LAST, "reception": "5.42"})
    spoilt = last.model_copy(deep=True)
    assert spoilt.base_data
    row = next(r for r in spoilt.base_data.spending if r.place == OPERATING)
    row.final = row.final.model_copy(update={"raw": "", "value": None})
    held = against_last(spoilt, read_accounts([read(path)]))
    assert held.pack.base_data
    finals = {r.place: r.final.raw for r in held.pack.base_data.spending}
    assert finals[OPERATING] == "336.36" and finals[RECEPTION] == "5.24"
    assert [q.text for q in held.questions] == [
        "“公务接待”上年决算数，上年材料为5.24万元，上年部门决算为5.42万元，以哪个为准？",
        "“公用经费”上年决算数取自上年部门决算，为336.36万元，请核实。",
    ]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_pack(load(DEMO, 2023), tmp_path / "上年")[1].unlink()
    write_summary(load(DEMO, 2024), tmp_path / "总结")[1].unlink()
    write_accounts(tmp_path / "决算.docx", 2024, THIS)
    return tmp_path


def test_both_steps_with_accounts(desk: Path, capsys: Captured) -> None:
    args = ["rollover", "上年", "--accounts", "决算.docx", "--summary", "总结", "-o", "结果"]
    assert run([*args, "--template"]) == 0
    assert "从部门决算填入 21 个金额" in capsys.readouterr().out
    fill(desk / "结果/figures.xlsx", load(DEMO, 2024))
    assert run([*args, "--figures", "结果/figures.xlsx"]) == 0
    missing = json.loads((desk / "结果/missing.json").read_text(encoding="utf-8"))
    (asked,) = [q for q in missing["questions"] if q["place"] == f"{OPERATING}/final"]
    assert "部门决算为367.44万元" in asked["text"] and "未改动所填数据" in asked["why"]
    pack = Pack.model_validate_json((desk / "结果/pack.json").read_bytes())
    assert pack.base_data and pack.overall_report
    row = next(r for r in pack.base_data.spending if r.place == OPERATING)
    assert row.final.raw == "1986.34"
    told = "".join(t.raw for t in pack.overall_report.texts())
    assert "公用经费〔待确认：填报数1986.34万元，或部门决算数367.44万元〕。" in told
    assert "增长490.54%" not in told and "超预算1634.34万元" not in told


@pytest.mark.parametrize(
    ("year", "unit", "says"),
    [
        (2022, "鹭汀镇人民政府", "2022 年度的部门决算，自评年度为 2024 年"),
        (2025, "鹭汀镇人民政府", "2025 年度的部门决算，自评年度为 2024 年"),
        (2024, "青禾镇人民政府", "是“青禾镇人民政府”的部门决算，不是"),
    ],
)
def test_accounts_of_other_years_and_units_are_not_used(
    year: int, unit: str, says: str, desk: Path, capsys: Captured
) -> None:
    write_accounts(desk / "其他.docx", year, THIS, unit=unit)
    assert run(["rollover", "上年", "--template", "--accounts", "其他.docx"]) == 3
    out, err = capsys.readouterr()
    assert says in err and "从部门决算" not in out


def test_accounts_in_the_place_of_last_years_pack_are_told(desk: Path, capsys: Captured) -> None:
    assert run(["rollover", "决算.docx", "--template"]) == 2
    err = capsys.readouterr().err
    assert "是公开的部门决算" in err and "--accounts" in err and err.count("\n") == 1
