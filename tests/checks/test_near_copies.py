"""Family X, one figure at two places, one slip of the pen apart; and the slips themselves."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.slips import mend, significant, slips, telling, typed_once
from assistant.model.pack import Pack
from assistant.model.quantity import Quantity
from tests.checks.table import Case, judge

MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
WORK = "overall_report/资金使用及绩效情况/p"
AREA = "projects/灌溉渠维修/indicators/社会效益指标/新增灌溉面积"
ROAD = "project_reports/村道养护/绩效目标自评完成情况分析/p"
ROW = "projects/村道养护/indicators/社会效益指标/受益村民"


def no_reports(pack: Pack) -> None:
    pack.overall_report, pack.project_reports, pack.figures = None, [], []


CASES = [
    Case("X136", "two reports, two digits swapped", "fails",
         {MATTER: "受益人口5346人，新修渠道。", WORK: "改善灌溉条件，受益人口5436人。"},
         says="两数写法相近"),
    Case("X136", "a table and its report", "fails",
         {f"{AREA}/target": "≥300.5亩", f"{AREA}/actual": "318.5亩", MATTER: "新增灌溉378.5亩。"},
         place=f"{MATTER}@378.5亩"),
    Case("X136", "a sentence that holds in itself, another count in the table", "fails",
         {ROW: "老年人健康管理人数", f"{ROW}/target": "≥5050人", f"{ROW}/actual": "5831人",
          WORK: "65岁及以上老年人7206人，接受健康管理5381人，健康管理率74.67%。"}, says="5831人"),
    Case("X136", "a decimal typed twice", "fails",
         {MATTER: "支付渠道勘测费2.335万元。", WORK: "全年支付渠道勘测费2.35万元。"}, says="两数写法相近"),
    Case("X136", "told rightly elsewhere", "passes",
         {MATTER: "受益人口5346人。", WORK: "受益人口5346人，上年转移5436人。"}),
    Case("X136", "of another matter", "passes",
         {MATTER: "受益人口5346人。", WORK: "接待办事群众5436人。"}),
    Case("X136", "rates of two tables", "passes",
         {MATTER: "预算执行率96.53%。", ROAD: "预算执行率96.35%。"}),
    Case("X136", "scores of two forms", "passes",
         {MATTER: "2025年1月自评，本项目自评得分99.58分，受益人口5346人。",
          WORK: "各项目中，灌溉渠维修项目自评得分99.52分，受益人口5346人。"}),
    Case("X136", "targets alike by chance", "passes",
         {MATTER: "完成目标1800人次的107%。", ROAD: "完成目标1900人次的106%。"}),
    Case("X136", "last year's", "passes",
         {MATTER: "受益人口5346人。", WORK: "上年受益人口5436人。"}),
    Case("X136", "posts and the people on them", "passes",
         {MATTER: "现有渠道管护人员1342人。", WORK: "渠道管护人员编制1348人。"}),
    Case("X136", "small whole numbers of two names", "passes",
         {MATTER: "渠道巡查队员有148人。", WORK: "渠道巡查志愿队员142人。"}),
    Case("X136", "small whole numbers of one name", "fails",
         {MATTER: "渠道巡查队员148人，持证上岗。", WORK: "渠道巡查队员142人，持证上岗。"}),
    Case("X136", "the price of a contract and what was paid", "passes",
         {MATTER: "渠道勘测经费64.00万元。", WORK: "渠道勘测合同价66.00万元。"}),
    Case("X136", "no report", "applies_not", edit=no_reports),
    Case("X136", "of two projects", "passes",
         {MATTER: "设备购置412.50万元。", ROAD: "设备购置312.50万元。"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


def amount(value: str, unit: str = "万元") -> Quantity:
    number = Decimal(value)
    return Quantity(
        raw=value, value=number, unit=unit, precision=Decimal(1).scaleb(number.as_tuple().exponent)
    )  # type: ignore[arg-type]


@given(st.integers(min_value=100, max_value=999_999))
def test_a_slip_can_be_taken_back(cents: int) -> None:
    """Whatever one slip makes of a number, one slip makes the number again.

    A digit typed twice is only taken out, never guessed to be lost.
    """
    right = amount(f"{cents / 100:.2f}")
    lost = typed_once(right)
    for value in [each for each in slips(right) if each not in lost][::7]:
        wrong = right.model_copy(update={"value": value})
        if wrong.value and wrong.value % Decimal("0.01") == 0 and wrong.value >= 1:
            back = set(slips(wrong))
            assert right.value in back, (right.value, wrong.value)


@pytest.mark.parametrize(
    ("value", "unit", "meant"),
    [("5520", "人次", ["520"]), ("2200", "户", ["200", "220"]), ("90.335", "万元", ["90.35"]),
     ("110", "户", []), ("1234", "户", [])],
)  # fmt: skip
def test_a_digit_typed_twice(value: str, unit: str, meant: list[str]) -> None:
    assert [str(other) for other in typed_once(amount(value, unit))] == meant


@pytest.mark.parametrize(
    ("value", "unit", "digits", "odd"),
    [("5346", "人", 4, 4), ("120", "处", 2, 2), ("96.0", "%", 3, 2), ("36.00", "万元", 4, 2),
     ("184.60", "万元", 5, 4), ("0", "个", 0, 1)],
)  # fmt: skip
def test_digits_that_tell(value: str, unit: str, digits: int, odd: int) -> None:
    assert significant(amount(value, unit)) == digits
    assert telling(amount(value, unit)) == odd or odd == 1


def test_mend_names_the_figure_and_what_was_meant() -> None:
    figures = [amount("318.30"), amount("168.50"), amount("132.00"), amount("80.80")]
    mended = mend(figures, lambda q: (q[0].value or 0) == sum(x.value or 0 for x in q[1:]))
    assert mended is not None
    assert (mended.which, mended.meant.value) == (0, Decimal("381.30"))
    assert mended.words(figures) == "疑似笔误：318.3万元若为381.3万元，各数即相符。"
    assert not mended.moved_point


def test_nothing_is_mended_by_two_slips() -> None:
    figures = [amount("518.39"), amount("168.50"), amount("132.00")]
    assert mend(figures, lambda q: q[0].value == (q[1].value or 0) + (q[2].value or 0)) is None
