"""The truth proves itself, and is read the same by the package's own reader of numbers."""

from decimal import Decimal

import pytest

from assistant.model.numerals import scan
from assistant.model.quantity import MONEY_UNITS
from corpus.printed import read
from corpus.truth import ALL_CLEAN, CLEAN, DEMO, TOWNS, YEARS, Relation, Truth, load
from corpus.validate import broken, holds, names, problems

PACKS = [(town, year) for town in TOWNS for year in YEARS]
CLEAN_PACKS = [(town, year) for town in ALL_CLEAN for year in YEARS]
BOUND_PROSE = 60
LENGTHS = {"米": Decimal(1), "公里": Decimal(1000)}


@pytest.fixture(params=PACKS, ids=lambda pack: f"{pack[0]}-{pack[1]}")
def truth(request: pytest.FixtureRequest) -> Truth:
    return load(*request.param)


def test_truth_is_proven(truth: Truth) -> None:
    assert problems(truth) == []


@pytest.mark.parametrize(("town", "year"), [*CLEAN_PACKS, (DEMO, 2023)])
def test_clean_packs_break_nothing(town: str, year: int) -> None:
    truth = load(town, year)
    assert broken(truth) == []
    assert truth.faults == []


@pytest.mark.parametrize(("town", "year"), CLEAN_PACKS)
def test_clean_packs_bind_enough_figures(town: str, year: int) -> None:
    bound = load(town, year).bound()
    in_reports = [a for a in bound if "@" in a and not a.startswith("summary/")]
    assert len(in_reports) >= BOUND_PROSE


@pytest.mark.parametrize(("town", "year"), CLEAN_PACKS)
def test_clean_packs_owe_no_explanation(town: str, year: int) -> None:
    truth = load(town, year)
    cells = truth.cells
    assert all(cells[a].printed.strip() for a in cells if a.startswith("base_data/"))
    for table in (truth.raw["overall"], *truth.raw["projects"]):
        total = table["money"][-1]
        assert Decimal(total[5].rstrip("%")) >= 90
        for row in (
            row for level in table["levels"] for l2 in level["level2"] for row in l2["rows"]
        ):
            if row[0]:
                assert bool(row[5]) == (Decimal(row[4]) < Decimal(row[3])), row
                assert row[6] in ("date", "le") or _rate(row) < 130, row


def _rate(row: list[str]) -> Decimal:
    return 100 * read(row[2]).value / read(row[1]).value


def test_demo_faults_cover_the_kinds_a_reviewer_stops_for() -> None:
    truth = load(DEMO, 2024)
    assert len(truth.faults) >= 20
    assert {fault.level for fault in truth.faults} == {"P0", "P1", "P2"}
    labelled = {entry for fault in truth.faults for entry in fault.breaks}
    assert all(names(relation) & labelled for relation in broken(truth))


def test_figures_are_what_the_package_reads(truth: Truth) -> None:
    for figure in truth.figures.values():
        text = truth.paragraphs[figure.place].text
        spans = {n.start: n for n in scan(text) if not n.excluded}
        number = spans.get(figure.start)
        assert number, figure.address
        assert text[number.start : number.end] == figure.printed, figure.address
        mine = read(figure.printed)
        scale = MONEY_UNITS.get(number.unit) or LENGTHS.get(number.unit) or Decimal(1)
        assert number.value * scale == mine.value * LENGTHS.get(mine.unit, Decimal(1))
        assert number.comparator == mine.comparator


def test_a_changed_figure_breaks_its_relation() -> None:
    truth = load(CLEAN, 2024)
    figure = truth.figures["化解"]
    changed = truth.changed(figure.address, "240件")
    formulas = {relation.formula for relation in broken(changed)}
    assert "化解率 = 100 * 化解 / 纠纷" in formulas
    assert changed.paragraphs[figure.place].text.count("240件") == 1
    assert broken(truth) == []


def test_a_changed_cell_breaks_its_relation() -> None:
    truth = load(ALL_CLEAN[1], 2024)
    changed = truth.changed("base_data/spending/业务工作经费/final", "286.35")
    assert {"sum", "equal"} <= {relation.kind for relation in broken(changed)}


def test_nearly_every_bound_figure_is_guarded() -> None:
    """Raising a bound figure by a third is noticed; bounds of ≤ and dates are not."""
    truth = load(ALL_CLEAN[1], 2024)
    sites = [a for a in truth.bound() if "@" in a]
    seen = 0
    for address in sites:
        printed = truth.printed(address)
        digits = "".join(c for c in printed if c.isdigit() or c == ".")
        if not digits:
            continue
        shift = str(Decimal(digits) * 4 / 3 + 1)[: len(digits) + 1].rstrip(".")
        changed = truth.changed(address, printed.replace(digits, shift))
        seen += any(not holds(changed, relation) for relation in _near(changed, address))
    assert seen / len(sites) > 0.9


def _near(truth: Truth, address: str) -> list[Relation]:
    place = address.split("@")[0]
    return [r for r in truth.relations if any(m.split("@")[0] == place for m in r.members)]
