"""A handful of facts for tables of cases, with ids that don't change."""

from decimal import Decimal

from assistant.facts import derive
from assistant.facts.ground import Ground
from assistant.model.fact import Fact
from assistant.model.numerals import read_quantity
from assistant.model.place import Location
from assistant.model.quantity import Quantity

SENTENCE = "全年排查隐患60处，整改45处。"


def _stated(place: str, measure: str, raw: str, unit: str = "") -> Fact:
    return Fact(place=place, measure=measure, quantity=read_quantity(raw, place, Location(), unit))


def _row(item: str, budget: str, final: str) -> list[Fact]:
    place = f"base_data/spending/{item}"
    return [
        _stated(f"{place}/budget", f"{item}预算", budget, "万元"),
        _stated(f"{place}/final", f"{item}决算", final, "万元"),
    ]


def _indicator(scope: str, group: str, name: str, target: str, actual: str) -> list[Fact]:
    place = f"{scope}/indicators/{group}/{name}"
    return [
        _stated(f"{place}/target", f"{name}年度指标值", target),
        _stated(f"{place}/actual", f"{name}实际完成值", actual),
    ]


def book() -> dict[str, Fact]:
    facts: list[Fact] = []

    def add(*new: Fact) -> None:
        for fact in new:
            fact.id = f"F{len(facts) + 1:03d}"
            facts.append(fact)

    add(*_row("水电费", "12", "31.46"))  # F001 F002
    add(
        derive.difference(facts[1], facts[0], "水电费差额", "base_data/spending/水电费/over")
    )  # F003
    rate = derive.ratio(
        facts[1], facts[0], "水电费控制率", "base_data/spending/水电费/control_rate"
    )
    assert rate is not None
    add(rate)  # F004
    add(*_row("会议费", "7", "5"))  # F005 F006
    add(
        derive.difference(facts[5], facts[4], "会议费差额", "base_data/spending/会议费/over")
    )  # F007
    add(*_indicator("overall", "数量指标", "道路修复", "40处", "36处"))  # F008 F009
    gap_place = "overall/indicators/数量指标/道路修复/gap"
    add(derive.difference(facts[8], facts[7], "道路修复差额", gap_place))  # F010
    add(*_indicator("projects/绿化工程", "数量指标", "道路修复", "9处", "9处"))  # F011 F012
    add(*_indicator("overall", "质量指标", "道路修复", "≥95%", "96%"))  # F013 F014
    add(
        _stated("overall_report/一/p@60处", "排查隐患", "60处"),
        _stated("overall_report/一/p@45处", "整改", "45处"),
    )  # F015 F016
    facts[14].quote = facts[15].quote = SENTENCE
    done = derive.ratio(facts[15], facts[14], "排查隐患完成率", "overall_report/一/p@60处/ratio")
    assert done is not None
    add(done)  # F017
    limit = Quantity(value=Decimal(100), unit="%", comparator="<=", precision=Decimal(1))
    add(Fact(place="base_data/spending/水电费/proposed/control_rate", measure="控制率",
             quantity=limit, kind="proposed"))  # F018  # fmt: skip
    add(Fact(place="x/proposed/deadline", measure="完成时限", kind="proposed",
             quantity=Quantity(raw="2025年6月底前")))  # F019  # fmt: skip
    add(_stated("overall_report/一/p@26.8万元", "水电费支出", "26.8万元"))  # F020
    return {fact.id: fact for fact in facts}


WORDS = "\n".join([SENTENCE.rstrip("。"), "党政办公室", "三年提质行动2号工程", "《预算管理办法》"])
GROUND = Ground(years=frozenset({2023, 2024, 2025}), words=WORDS)
CONFLICT = GROUND._replace(
    conflicts={
        "base_data/spending/水电费/final": frozenset({"overall_report/一/p@26.8万元"}),
        "overall_report/一/p@26.8万元": frozenset({"base_data/spending/水电费/final"}),
    }
)
