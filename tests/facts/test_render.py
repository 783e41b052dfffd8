"""Facts as printed."""

import pytest

from assistant.facts.render import in_remark, render, segments, shown
from assistant.model.fact import Fact
from assistant.model.numerals import read_quantity
from assistant.model.place import Location
from assistant.model.quantity import Quantity


def fact(raw: str, unit: str = "", **fields: object) -> Fact:
    quantity = read_quantity(raw, "p", Location(), unit)
    given = {"id": "F001", "place": "p", "measure": "甲", "quantity": quantity} | fields
    return Fact(**given)


@pytest.mark.parametrize(
    ("made", "printed"),
    [
        (fact("31.46", "万元"), "31.46万元"),
        (fact("262.17%"), "262.17%"),
        (fact("95%以上"), "≥95%"),
        (fact("组织活动不少于40次"), "≥40次"),
        (fact("近220余次"), "约220次"),
        (fact("不超过12.5万"), "≤12.5万元"),
        (fact("146.00", "万元"), "146.00万元"),
        (fact("≥2.3万人次"), "≥2.3万人次"),
        (fact("1.50万千瓦时"), "1.50万千瓦时"),
        (fact("2", measure="某指标得分"), "2分"),
        (fact("11.28%", kind="derived", formula="差额"), "11.28个百分点"),
    ],
)
def test_shown(made: Fact, printed: str) -> None:
    assert shown(made) == printed


def test_a_quotation_keeps_the_words_of_its_source() -> None:
    made = fact("75万")
    assert render("安排{F001}；“安排{F001}”", {"F001": made}) == "安排75万元；“安排75万”"


def test_a_proposed_figure_is_always_marked() -> None:
    made = fact("100%", kind="proposed")
    assert render("控制率{F001}。", {"F001": made}) == "控制率100%〔建议〕。"
    assert render("控制率{F001}〔建议〕。", {"F001": made}) == "控制率100%〔建议〕。"
    assert render("〔建议：控制率{F001}〕", {"F001": made}) == "〔建议：控制率100%〕"


def test_a_proposed_date_prints_its_words() -> None:
    when = Fact(id="F001", place="p", measure="完成时限", kind="proposed",
                quantity=Quantity(raw="2025年6月底前"))  # fmt: skip
    assert render("于{F001}〔建议〕完成", {"F001": when}) == "于2025年6月底前〔建议〕完成"


def test_segments_keep_words_and_figures_apart() -> None:
    made = fact("12", "万元")
    assert segments("预算{F001}。", {"F001": made}) == [
        ("预算", None), ("12万元", made), ("。", None)
    ]  # fmt: skip


def test_an_unknown_reference_is_an_error() -> None:
    with pytest.raises(KeyError):
        render("{F999}", {})


def test_in_remark() -> None:
    text = "甲〔待确认：乙〕丙"
    assert in_remark(text, text.index("乙"))
    assert not in_remark(text, text.index("丙"))
    assert not in_remark(text, text.index("乙"), "建议")
