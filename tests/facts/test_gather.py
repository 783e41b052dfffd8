"""Every figure of tables and prose becomes a fact; what follows from them is derived."""

from decimal import Decimal

import pytest

from assistant.facts import gather
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.quantity import Quantity
from tests.checks.build import put, read_prose, sound


def book(**cells: str) -> FactBook:
    pack = sound()
    for place, raw in cells.items():
        put(pack, place, raw)
    read_prose(pack)
    return gather(Dossier(pack=pack))


FOUND = book()
TOTAL = "overall/money/年度资金总额"
TRAINING = "overall/indicators/数量指标/举办农技培训"
RECEPTION = "base_data/spending/公务接待"


def test_ids_count_on_and_places_are_unique() -> None:
    assert [f.id for f in FOUND.facts] == [f"F{n:03d}" for n in range(1, len(FOUND.facts) + 1)]
    assert len({f.place for f in FOUND.facts}) == len(FOUND.facts)
    assert book() == FOUND


def test_every_number_of_the_tables_is_a_fact() -> None:
    for field in sound().fields():
        if isinstance(field, Quantity) and field.known():
            fact = FOUND.at(field.place)
            assert fact is not None, field.place
            assert fact.quantity == field
            assert fact.kind == "stated"


# place, measure, subject, period
STATED = [
    ("base_data/staffing/posts", "编制数", "财政供养人员", "2024"),
    (f"{RECEPTION}/last_final", "公务接待上年决算", "公务接待", "2023"),
    (f"{RECEPTION}/final", "公务接待决算", "公务接待", "2024"),
    (f"{TOTAL}/executed", "年度资金总额全年执行数", "", "2024"),
    ("projects/灌溉渠维修/money/年度资金总额/rate", "年度资金总额执行率", "灌溉渠维修", "2024"),
    (f"{TRAINING}/target", "举办农技培训年度指标值", "", "2024"),
    ("overall/total/score", "总得分", "", "2024"),
    ("overall_report/资金使用及绩效情况/p@11场", "举办农技培训", "青禾镇人民政府", "2024"),
]


@pytest.mark.parametrize(("place", "measure", "subject", "period"), STATED)
def test_stated(place: str, measure: str, subject: str, period: str) -> None:
    fact = FOUND.at(place)
    assert fact is not None
    assert (fact.measure, fact.subject, fact.period) == (measure, subject, period)
    assert FOUND.get(fact.id) is fact
    assert fact.quote


# place, value, unit, direction, places of the operands
DERIVED = [
    (f"{RECEPTION}/over", "0.10", "万元", "down", [f"{RECEPTION}/final", f"{RECEPTION}/budget"]),
    (f"{RECEPTION}/control_rate", "90", "%", "", [f"{RECEPTION}/final", f"{RECEPTION}/budget"]),
    (f"{RECEPTION}/growth", "25", "%", "down",
     [f"{RECEPTION}/final", f"{RECEPTION}/last_final"]),
    (f"{TOTAL}/adjusted", "20", "万元", "up", [f"{TOTAL}/full_year", f"{TOTAL}/initial"]),
    (f"{TOTAL}/adjustment_rate", "4", "%", "up", [f"{TOTAL}/full_year", f"{TOTAL}/initial"]),
    (f"{TOTAL}/left", "15.60", "万元", "down", [f"{TOTAL}/executed", f"{TOTAL}/full_year"]),
    (f"{TOTAL}/execution_rate", "97", "%", "", [f"{TOTAL}/executed", f"{TOTAL}/full_year"]),
    (f"{TRAINING}/gap", "1", "场", "up", [f"{TRAINING}/actual", f"{TRAINING}/target"]),
    (f"{TRAINING}/completion", "110", "%", "", [f"{TRAINING}/actual", f"{TRAINING}/target"]),
    (f"{TRAINING}/lost", "0", "", "flat", [f"{TRAINING}/weight", f"{TRAINING}/score"]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "unit", "direction", "operands"), DERIVED)
def test_derived(place: str, value: str, unit: str, direction: str, operands: list[str]) -> None:
    fact = FOUND.at(place)
    assert fact is not None
    assert (fact.quantity.value, fact.quantity.unit) == (Decimal(value), unit)
    assert (fact.kind, fact.direction) == ("derived", direction)
    assert [FOUND.get(name).place for name in fact.operands] == operands


def test_blank_cells_give_nothing() -> None:
    found = book(**{f"{RECEPTION}/budget": "", f"{TRAINING}/actual": "完成"})
    for place in (f"{RECEPTION}/budget", f"{RECEPTION}/over", f"{RECEPTION}/control_rate",
                  f"{TRAINING}/actual", f"{TRAINING}/gap"):  # fmt: skip
        assert found.at(place) is None
    assert found.at(f"{RECEPTION}/growth") is not None


def test_other_units_are_not_compared() -> None:
    found = book(**{f"{TRAINING}/actual": "300人"})
    assert found.at(f"{TRAINING}/completion") is None
    with pytest.raises(KeyError):
        found.get("F999")
