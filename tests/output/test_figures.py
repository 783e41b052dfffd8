"""Figures in words, templates in pieces, completion, printed scores."""

from copy import deepcopy
from decimal import Decimal

import pytest

from assistant.model.quantity import Quantity
from assistant.output.figures import completion, differ, figure, pieces, words
from tests.output import sample

FACTS = {fact.id: fact for fact in sample.facts()}


@pytest.mark.parametrize(
    ("raw", "value", "unit", "expected"),
    [
        ("1,862.40", "1862.40", "万元", "1,862.40万元"),
        ("≥95%", "95", "%", "≥95%"),
        ("6万", "6", "万元", "6万元"),
        ("", "26.680", "万元", "26.68万元"),
        ("已完成", None, "", "已完成"),
        ("64", "64", "", "64"),
    ],
)
def test_words(raw: str, value: str | None, unit: str, expected: str) -> None:
    quantity = Quantity(raw=raw, value=Decimal(value) if value else None, unit=unit)
    assert words(quantity) == expected


def test_pieces_name_their_facts() -> None:
    assert [(piece.text, piece.fact) for piece in pieces("决算{F001}，见{F9}。", FACTS)] == [
        ("决算", None), ("223.08万元", FACTS["F001"]), ("，见", None),
        ("〔待确认：引用的数据F9不存在〕", None), ("。", None),
    ]  # fmt: skip


def test_a_stated_figure_is_shown_as_written_a_derived_one_as_a_draft_prints_it() -> None:
    assert figure(FACTS["F002"]) == "196.40万元"
    rate = deepcopy(FACTS["F003"])
    rate.quantity.unit, rate.formula = "%", "差额"
    assert figure(rate) == "26.68个百分点"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("甲〔待确认：{F001}或{F006}〕乙", [
            ("甲", ""), ("〔待确认：", "pending"), ("223.08万元", "pending"), ("或", "pending"),
            ("220.38万元", "pending"), ("〕", "pending"), ("乙", ""),
        ]),
        ("由〔建议〕财政所", [("由", ""), ("〔建议〕", "advice"), ("财政所", "")]),
        ("〔建议〕〔待确认：原因〕", [("〔建议〕", "advice"), ("〔待确认：原因〕", "pending")]),
        ("〔2023〕5号", [("〔2023〕", ""), ("5号", "")]),
        ("{F005}", [("10月", "advice"), ("〔建议〕", "advice")]),
    ],
)  # fmt: skip
def test_pieces(template: str, expected: list[tuple[str, str]]) -> None:
    assert [(piece.text, piece.mark) for piece in pieces(template, FACTS)] == expected


@pytest.mark.parametrize(
    ("target", "actual", "unit", "expected"),
    [
        ("≥12公里", "11.6公里", "公里", "96.67"),
        ("≤196.4万元", "223.08万元", "万元", "113.58"),
        ("明显改善", "改善", "", None),
        ("0个", "3个", "个", None),
        ("8个", "", "个", None),
    ],
)
def test_completion(target: str, actual: str, unit: str, expected: str | None) -> None:
    row = sample.row("overall", "产出/数量", "甲", target, actual, unit, "10/10")
    assert completion(row) == (Decimal(expected) if expected else None)


def test_completion_needs_one_unit_but_takes_two_money_units() -> None:
    row = sample.row("overall", "成本/经济", "甲", "2万元", "10000元", "万元", "10/10")
    row.actual = sample.number("10000元", "overall/x", "元")
    assert completion(row) == Decimal("50.00")
    row.actual = sample.number("3户", "overall/x", "户")
    assert completion(row) is None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("98.5", "98.50", False), ("95", "100分", True), ("", "95", False), ("优", "良", True)],
)
def test_differ(first: str, second: str, expected: bool) -> None:
    assert differ(first, second) is expected
