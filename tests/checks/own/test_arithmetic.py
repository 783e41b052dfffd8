"""Limits and sums agree with exact arithmetic on fractions, reckoned apart from the program."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.own.made import made, say, spoilt

THREE = "base_data/spending/三公经费"
FORM = "projects/村道养护/money/年度资金总额"
UNITS = {"元": Fraction(1), "万元": Fraction(10_000)}


@st.composite
def amounts(draw: st.DrawFn) -> tuple[str, Fraction, Fraction]:
    """Return an amount as printed, its value in 元, and half the unit of its last digit."""
    digits = draw(st.integers(0, 3))
    number = Decimal(draw(st.integers(1, 400_000))).scaleb(-digits)
    unit = draw(st.sampled_from(list(UNITS)))
    half = UNITS[unit] * Fraction(Decimal(1).scaleb(-digits)) / 2
    return f"{number}{unit}", Fraction(number) * UNITS[unit], half


@given(found=amounts(), limit=amounts(), factor=st.sampled_from(["0.9", "1", "1.05", "2"]))
def test_limits(
    found: tuple[str, Fraction, Fraction], limit: tuple[str, Fraction, Fraction], factor: str
) -> None:
    times = Fraction(factor)
    pack = spoilt({f"{THREE}/final": found[0], f"{THREE}/budget": limit[0]})
    least, most = found[1] - found[2], found[1] + found[2]
    for way, wrong in (
        ("不超过", least > (limit[1] + limit[2]) * times),
        ("不低于", most < (limit[1] - limit[2]) * times),
    ):
        body = f"查: 基础数据表/三公经费/本年决算数\n{way}: 本年预算数\n倍数: {factor}"
        said = say(made(body), pack)
        assert said.outcome.checked == 1
        assert bool(said.findings) is wrong
        apart = abs(found[1] - limit[1] * times)
        for item in said.findings:
            assert (
                Fraction(item.difference.rstrip("万元"))
                * UNITS[item.difference.lstrip("0123456789.")]
                == apart
            )


@given(found=amounts(), limit=amounts())
def test_stated_limits_are_exact(
    found: tuple[str, Fraction, Fraction], limit: tuple[str, Fraction, Fraction]
) -> None:
    body = f"查: 基础数据表/三公经费/本年决算数\n不超过: {limit[0]}"
    said = say(made(body), spoilt({f"{THREE}/final": found[0]}))
    assert bool(said.findings) is (found[1] - found[2] > limit[1])


@given(parts=st.lists(amounts(), min_size=2, max_size=3), total=amounts())
def test_sums(
    parts: list[tuple[str, Fraction, Fraction]], total: tuple[str, Fraction, Fraction]
) -> None:
    said = _sum(parts, total)
    apart = abs(sum((part[1] for part in parts), Fraction(0)) - total[1])
    slack = sum((part[2] for part in parts), total[2])
    graver = [item for item in said if item == "warning"]
    assert bool(graver) is (apart > slack)


@given(parts=st.lists(amounts(), min_size=2, max_size=3))
def test_a_right_sum_is_never_refused(parts: list[tuple[str, Fraction, Fraction]]) -> None:
    value = sum((part[1] for part in parts), Fraction(0))
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    total = (f"{exact:f}元", value, Fraction(1, 2))
    assert _sum(parts, total) == []


def _sum(
    parts: list[tuple[str, Fraction, Fraction]], total: tuple[str, Fraction, Fraction]
) -> list[str]:
    labels = ["公务接待", "出国经费", "公车购置"][: len(parts)]
    cells = {f"base_data/spending/{each}/final": part[0]
             for each, part in zip(labels, parts, strict=True)}  # fmt: skip
    listed = ", ".join(f"{label}/本年决算数" for label in labels)
    body = f"查: 基础数据表/三公经费/本年决算数\n等于合计: [{listed}]"
    said = say(made(body), spoilt({**cells, f"{THREE}/final": total[0]}))
    assert said.outcome.checked == 1
    return [item.severity for item in said.findings]


@given(part=st.integers(0, 20_000), whole=st.integers(1, 20_000), rate=st.integers(0, 20_000))
def test_ratios(part: int, whole: int, rate: int) -> None:
    """Amounts in cents of 万元, the rate in hundredths of a point."""
    cells = {
        f"{FORM}/executed": f"{Decimal(part).scaleb(-2)}",
        f"{FORM}/full_year": f"{Decimal(whole).scaleb(-2)}",
        f"{FORM}/rate": f"{Decimal(rate).scaleb(-2)}%",
    }
    body = (
        "查: 项目自评表（村道养护）/年度资金总额/执行率\n"
        "等于比率: {分子: 全年执行数, 分母: 全年预算数}"
    )
    said = say(made(body), spoilt(cells))
    half = Fraction(1, 2) if part else Fraction(0)
    low, high = (part - half) / (whole + Fraction(1, 2)), (part + half) / (whole - Fraction(1, 2))
    near, far = Fraction(rate) - Fraction(1, 2), Fraction(rate) + Fraction(1, 2)
    wrong = high * 10_000 < near or low * 10_000 > far
    # Decimal quotients have 28 digits: at the very edge either answer is right.
    edge = min(abs(high * 10_000 - near), abs(low * 10_000 - far)) < Fraction(1, 10**20)
    assert edge or bool(said.findings) is wrong


@pytest.mark.parametrize(("raw", "wrong"), [("7.51", True), ("7.50", False), ("7.505", True)])
def test_a_limit_is_met_by_what_could_be_rounded_to_it(raw: str, wrong: bool) -> None:
    body = "查: 基础数据表/三公经费/本年决算数\n不超过: 7.5万元"
    assert bool(say(made(body), spoilt({f"{THREE}/final": raw})).findings) is wrong
