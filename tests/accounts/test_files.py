"""The same final accounts from a Word file, from its PDF, and real publications."""

import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.accounts import genre, read_accounts
from assistant.documents import read
from assistant.errors import NotFinalAccounts
from assistant.facts.accounts_text import repeated
from assistant.facts.finals import by_function, finals, of_key
from assistant.model.accounts import TABLE_NAMES, FinalAccounts
from tests.accounts.sample import accounts, write_word

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL = SHARED / "real"
needs_real = pytest.mark.skipif(not REAL.exists(), reason="../shared/real is not on this machine")
SECONDS = 120


def shape(made: FinalAccounts) -> list[object]:
    """Return everything but locations: kinds, columns, rows, and the values."""
    return [
        (table.kind, table.unit, table.empty_note.text, table.columns, [
            (row.place, row.code, row.side, {name: cell.value for name, cell in row.cells.items()})
            for row in table.rows
        ])
        for table in made.tables
    ]  # fmt: skip


def test_word_file(tmp_path: Path) -> None:
    made = read_accounts([read(write_word(tmp_path / "决算.docx"))])
    assert shape(made) == shape(accounts())
    assert {(f.place, f.measure) for f in made.figures} == {
        (f.place, f.measure) for f in accounts().figures
    }


@pytest.mark.system("soffice")
def test_pdf_of_the_word_file(tmp_path: Path) -> None:
    """Its tables run over pages, which cut rows and headers in two."""
    source = write_word(tmp_path / "决算.docx")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    made = read_accounts([read(tmp_path / "决算.pdf")])
    assert shape(made) == shape(accounts())
    assert all(cell.location.page for cell in made.amounts())
    assert [str(each.fact.quantity.value) for each in repeated(made)] == [
        str(each.fact.quantity.value) for each in repeated(accounts())
    ]


WANTED = {
    "income": "9746.50", "expenditure": "9759.38", "grand_total": "9859.38",
    "carried_in": "112.88", "carried_out": "100.00", "basic": "5377.64", "project": "4381.74",
    "grants": "9746.50", "grants_income": "9746.50", "grants_total": "9746.50",
    "general": "9746.50", "general_basic": "5364.75", "general_project": "4381.74",
    "personnel": "4884.09", "operating": "480.66", "funds": "0", "state_capital": "0",
    "three_public/total/budget": "2.85", "three_public/total/final": "0.39",
    "three_public/abroad/budget": "0.00", "three_public/abroad/final": "0.00",
    "three_public/vehicles/budget": "0.00", "three_public/vehicles/final": "0.00",
    "three_public/reception/budget": "2.85", "three_public/reception/final": "0.39",
}  # fmt: skip
COLUMN_SUMS = {
    "208": "754.75",
    "210": "236.64",
    "212": "3845.24",
    "220": "4461.67",
    "221": "461.08",
}


@pytest.fixture(scope="module")
def real() -> FinalAccounts:
    return read_accounts([read(REAL / "final_accounts_2024_a.pdf")])


@needs_real
def test_real_tables(real: FinalAccounts) -> None:
    assert [table.kind for table in real.tables] == list(TABLE_NAMES)
    assert {table.unit for table in real.tables} == {"万元"}
    assert [table.kind for table in real.tables if table.empty] == ["funds", "state_capital"]
    assert all(t.empty_note.text for t in real.tables if t.empty)
    assert real.year == 2024
    assert [len(table.rows) for table in real.tables] == [40, 25, 25, 36, 25, 67, 1, 0, 0]


@needs_real
@pytest.mark.parametrize("key", WANTED)
def test_real_final(real: FinalAccounts, key: str) -> None:
    found = of_key(finals(real), key)
    assert {each.quantity.value for each in found} == {Decimal(WANTED[key])}
    assert all(each.quantity.location.page or key in ("funds", "state_capital") for each in found)


@needs_real
def test_real_functions(real: FinalAccounts) -> None:
    top = {
        row.code: row.cells["本年支出合计"].value for row in by_function(real) if len(row.code) == 3
    }
    assert top == {code: Decimal(value) for code, value in COLUMN_SUMS.items()}
    assert len(by_function(real)) == 24


@needs_real
def test_real_text_against_its_tables(real: FinalAccounts) -> None:
    """Two of its sentences state other sums than its tables; all the others agree."""
    said = list(repeated(real))
    apart = [
        (each.fact.quantity.value, [final.quantity.value for final in each.finals])
        for each in said
        if all(final.quantity.value != each.fact.quantity.value for final in each.finals)
    ]
    assert apart == [
        (Decimal("5377.64"), [Decimal("5364.75")]), (Decimal("4896.98"), [Decimal("4884.09")]),
    ]  # fmt: skip
    assert len(said) == 41


@needs_real
def test_real_budget_is_told_as_one() -> None:
    document = read(REAL / "budget_2025_street_office.pdf")
    assert genre(document) == "budget"
    with pytest.raises(NotFinalAccounts, match="是部门预算"):
        read_accounts([document])
