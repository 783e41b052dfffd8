"""Every town in every layout is read back as its truth says."""

from decimal import Decimal
from functools import cache

import pytest

from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, Text
from benchmarks.rules_run import STYLES, Sample, clean, read
from corpus import layout, styles
from corpus.dump import dump
from corpus.truth import ALL_CLEAN, DEMO, load

OTHERS = [style for style in STYLES if style != styles.HUNAN]


@cache
def pack(town: str, style: str) -> Pack:
    return read(clean(Sample(town, 2024, style)).text)[0]


def meaning(field: Text | Quantity) -> tuple[Decimal | str, str, str]:
    """Return what a field says, however the layout prints it: money in 元, prices without “/公里”."""
    if not isinstance(field, Quantity) or field.value is None:
        return squeeze(field.raw), "", ""
    unit = field.unit.partition("/")[0]
    if unit == "万元":
        return field.value * 10_000, "元", field.comparator
    return field.value, unit, field.comparator


@pytest.mark.parametrize("town", ALL_CLEAN)
@pytest.mark.parametrize("style", OTHERS)
def test_a_layout_reads_as_the_towns_own_form(town: str, style: str) -> None:
    # That the towns' own form is read as the truth says is held by test_read_back.
    own = {field.place: meaning(field) for field in pack(town, styles.HUNAN).fields()}
    found = {field.place: meaning(field) for field in pack(town, style).fields()}
    truth = load(town, 2024)
    compared = 0
    for address in truth.cells:
        place = styles.place(address, style)
        if place is None or "/level_weights/" in address:
            continue  # the cell of a level names it otherwise in each layout
        compared += 1
        assert found[place] == own[address], address
    assert compared > 300
    figures = {fact.place for fact in pack(town, style).figures}
    assert figures == {fact.place for fact in pack(town, styles.HUNAN).figures}


@pytest.mark.parametrize("style", OTHERS)
def test_a_layout_prints_the_levels_it_says(style: str) -> None:
    printed = {
        level.weight.place for t in pack("tangao", style).tables() for level in t.level_weights
    }
    wanted = {
        place for address in load("tangao", 2024).cells
        if "/level_weights/" in address and (place := styles.place(address, style))
    }  # fmt: skip
    assert printed == wanted


def test_the_towns_own_form_is_the_builders() -> None:
    raw = load(DEMO, 2024).raw
    assert dump(styles.pack(raw, styles.HUNAN)) == dump(layout.pack(raw))


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥18公里", "18.6公里", ("≥", "18", "公里", "18.6")),
        ("不少于24次", "27次", ("≥", "24", "次", "27")),
        ("12000亩以上", "12000亩", ("≥", "12000", "亩", "12000")),
        ("≤9.5万元/公里", "9.06万元/公里", ("≤", "9.5", "万元/公里", "9.06")),
        ("48户", "45户", ("=", "48", "户", "45")),
        ("≥95%", "达成预期指标", ("≥", "95", "%", "达成预期指标")),
        ("11月底前", "11月18日", ("定性", "11月底前", "", "11月18日")),
        ("", "", ("", "", "", "")),
    ],
)
def test_a_target_in_three_columns(target: str, actual: str, expected: tuple[str, ...]) -> None:
    parted = styles.parted(target, actual)
    assert tuple(parted[name] for name in ("sign", "value", "measure", "done")) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("124.70", "1,247,000.00"), ("0", "0.00"), ("", ""), ("无", "无")]
)
def test_amounts_in_yuan(text: str, expected: str) -> None:
    assert styles.yuan(text) == expected
