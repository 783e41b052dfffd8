"""The nearest explanation: which figure is wrong, by which slip, and one finding for one slip."""

import pytest

from assistant.checks.explaining.culprits import amount
from assistant.checks.explaining.pen_slips import pen_slip
from assistant.model.finding import Finding
from assistant.model.numerals import read_quantity
from assistant.model.place import Location
from tests.checks.build import run, with_section

USE = "overall/by_expenditure"
BASE = "base_data/spending"
CANAL = "projects/灌溉渠维修/money"


def serious(cells: dict[str, str]) -> list[Finding]:
    return [item for item in run(cells).findings if item.clerical and item.difference]


@pytest.mark.parametrize(
    ("said", "known"),
    [("39万元", (390000, "元")), ("0.5个百分点", ("0.5", "%")), ("12人", (12, "人")), ("无", None)],
)
def test_amount(said: str, known: tuple[object, str] | None) -> None:
    found = amount(said)
    assert found is None if known is None else found == (type(found[0])(str(known[0])), known[1])


@pytest.mark.parametrize(
    ("found", "expected", "says"),
    [
        ("9.60", "9.06", "颠倒（9.06写成9.60）"),
        ("381.0", "381.30", "漏写一位数字（381.30写成381.0）"),
        ("1332.00", "132.00", "多写一位数字"),
        ("48000", "4.8", "一万倍"),
        ("52.80", "48.00", ""),
    ],
)
def test_pen_slip_as_printed(found: str, expected: str, says: str) -> None:
    printed = read_quantity(found, "x", Location(file="a"), "万元")
    wanted = read_quantity(expected, "y", Location(file="a"), "万元")
    assert printed.value is not None and wanted.value is not None
    told = pen_slip(printed.value, wanted.value, printed)
    assert says in told if says else not told


@pytest.mark.parametrize(
    ("why", "cells", "says"),
    [
        (
            "a part with digits swapped, not the total",
            {f"{USE}/基本支出": "465.40"},
            "456.40写成465.40",
        ),
        (
            "an amount of the overall table",
            {f"{CANAL}/当年财政拨款/executed": "474.40"},
            "填错位置",
        ),
        ("a hundred times too much", {f"{CANAL}/年度资金总额/executed": "1900"}, "一百倍"),
        ("a part left out", {"overall/by_income/按收入性质分": "474.40"}, "口径"),
    ],
)
def test_explained(why: str, cells: dict[str, str], says: str) -> None:
    assert any(says in item.explanation for item in serious(cells)), [
        (item.rule, item.message, item.explanation) for item in serious(cells)
    ]


def test_one_slip_is_one_finding_with_its_places() -> None:
    found = serious({f"{BASE}/项目支出/final": "84.00"})
    assert len(found) == 1
    assert "同一原因还造成" in found[0].explanation
    assert found[0].also


@pytest.mark.parametrize(
    ("title", "says"),
    [("政府性基金预算支出情况", ""), ("三公经费情况", "填错位置")],
    ids=["the form says the same", "another matter's amount"],
)
def test_an_amount_that_the_form_confirms_is_in_its_place(title: str, says: str) -> None:
    words = "支出31.25万元，其中渠道维修11.20万元、道路养护12.30万元、清淤3.40万元。"
    report = run(
        {"overall/by_income/政府性基金拨款": "31.25"},
        edit=with_section("overall_report", "九、", title, f"{title[:5]}{words}"), select="N101",
    )  # fmt: skip
    (found,) = report.findings
    assert (says in found.explanation) if says else ("填错位置" not in found.explanation)
