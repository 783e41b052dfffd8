"""Targets in several columns, written-out units, units shared between target and actual."""

from decimal import Decimal

import pytest

from assistant.extraction.targets import complete
from assistant.model.numerals import read_quantity
from assistant.model.place import Location
from tests.extraction.build import table

# sign, target, unit, actual; then target's comparator, value, unit and actual's value, unit
CASES = [
    (("≥", "95", "%", "96.8"), (">=", "95", "%", "96.8", "%")),
    (("≤", "12", "小时", "9.5小时"), ("<=", "12", "小时", "9.5", "小时")),
    (("＝", "39", "个", "39"), ("=", "39", "个", "39", "个")),
    (("正向", "1.2", "万人", "1.26"), (">=", "12000.0", "人", "12600.00", "人")),
    (("反向指标", "3", "起", "2"), ("<=", "3", "起", "2", "起")),
    (("≥", "95", "百分比", "97"), (">=", "95", "%", "97", "%")),
    (("", "≥95百分比", "", "97"), (">=", "95", "%", "97", "%")),
    (("", "≥100百分比", "", "100百分比"), (">=", "100", "%", "100", "%")),
    (("≤", "52000", "元/公里", "51342"), ("<=", "52000", "元/公里", "51342", "元/公里")),
    (("≤", "0.58", "万元", "0.49"), ("<=", "0.58", "万元", "0.49", "万元")),
    (("≥", "98%", "个", "97%"), (">=", "98", "%", "97", "%")),
    (("≤", "≥5", "天", "6"), (">=", "5", "天", "6", "天")),
    (("", "10-15", "人", "12"), ("=", "10", "人", "12", "人")),
    (("定性", "健全", "", "健全"), ("=", None, "", None, "")),
    (("", "40次", "", "45"), ("=", "40", "次", "45", "次")),
    (("", "40", "", "45场"), ("=", "40", "场", "45", "场")),
    (("≥", "", "个", "3"), ("=", None, "", "3", "个")),
]


@pytest.mark.parametrize(("cells", "expected"), CASES)
def test_row(cells: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    sign, first, unit, second = table([list(cells)]).row(0)
    target = read_quantity(first.text, "t", Location())
    actual = read_quantity(second.text, "a", Location())
    complete(target, actual, sign, unit)
    comparator, value, name, done, done_unit = expected
    assert (target.comparator, target.unit) == (comparator, name)
    assert target.value == (None if value is None else Decimal(value))
    assert actual.value == (None if done is None else Decimal(done))
    assert actual.unit == (done_unit if done is not None else "")
    assert (target.raw, actual.raw) == (first.text, second.text)


def test_a_scaled_unit_scales_the_precision() -> None:
    _, first, unit, second = table([["≥", "1.2", "万人", "1.26"]]).row(0)
    target, actual = (read_quantity(cell.text, "", Location()) for cell in (first, second))
    complete(target, actual, None, unit)
    assert (target.precision, actual.precision) == (Decimal(1000), Decimal(100))


def test_forms_without_these_columns() -> None:
    target, actual = (read_quantity(text, "", Location()) for text in ("≥5公里", "5.2"))
    complete(target, actual, None, None)
    assert (target.unit, actual.unit) == ("公里", "公里")
