"""Spoil every bound figure of the sound pack in turn: each one must be noticed."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from assistant.model.quantity import Quantity, plain
from tests.checks.build import run, sound

# Figures that nothing in the tables is bound to: a change there can't be seen from the pack.
FREE = ("procurement", "budget_adjustment", "/办公经费/", "费、差旅费/", "/会议费、培训费/",
        "/spending/公用经费/", "overall/money/年度资金总额/initial")  # fmt: skip
BOUND = ("base_data/spending", "base_data/staffing", "/money/", "/by_income/", "/by_expenditure/",
         "/weight", "/score", "/level_weights/", "/total/")  # fmt: skip


def sites() -> Iterator[Quantity]:
    for field in sound().fields():
        bound = any(part in field.place for part in BOUND)
        free = any(part in field.place for part in FREE)
        if bound and not free and isinstance(field, Quantity) and field.value:
            yield field


def swaps(field: Quantity) -> Iterator[str]:
    """Yield the printed number with one pair of neighbouring, different digits swapped."""
    raw = field.raw
    for i in range(len(raw) - 1):
        if raw[i].isdigit() and raw[i + 1].isdigit() and raw[i] != raw[i + 1] and raw[i + 1] != "0":
            yield raw[:i] + raw[i + 1] + raw[i] + raw[i + 2 :]


def without_point(field: Quantity) -> Iterator[str]:
    if "." in field.raw:
        yield field.raw.replace(".", "").lstrip("0")


def ten_thousandfold(field: Quantity) -> Iterator[str]:
    if field.unit == "万元" and field.value is not None:
        yield plain(field.value * Decimal(10_000))


def one_more(field: Quantity) -> Iterator[str]:
    if field.value is not None:
        yield field.raw.replace(plain(field.value), plain(field.value + 3), 1)


KINDS = {
    "digit swap": swaps,
    "decimal point dropped": without_point,
    "万元 written as 元": ten_thousandfold,
    "three more": one_more,
    "blanked": lambda field: iter(("",)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_bound_figure_is_guarded(kind: str) -> None:
    tried, missed = 0, []
    for field in sites():
        for raw in KINDS[kind](field):
            if kind == "blanked" and "/level_weights/" in field.place:
                continue  # a level needn't declare its weight
            tried += 1
            report = run({field.place: raw}, ignore=("N", "W", "Y"))
            if not (report.count("error") or report.count("warning")):
                missed.append((field.place, raw))
    assert tried > 10
    assert missed == []
