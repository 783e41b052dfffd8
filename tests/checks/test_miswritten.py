"""Rule N220: a figure that fits nothing as written and its neighbours with one slip mended."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.narratives.miswritten.readings import readings
from assistant.checks.vicinity.made import made, mark
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.quantity import Quantity
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def no_reports(pack: Pack) -> None:
    pack.overall_report, pack.project_reports = None, []


CASES = [
    Case("N220", "a sum with two digits turned", "fails",
         done("钱花在三处，渠道清淤68.42万元，泵房大修35.17万元，闸门更换20.86万元，共计花掉124.54万元。"),
         says="68.42万元+35.17万元+20.86万元=124.45万元"),
    Case("N220", "what is left of a total", "fails",
         done("厨余收来9275吨，一部分送去沼气厂，送了7814吨，剩1416吨进了填埋场。"),
         says="9275吨－7814吨=1461吨"),
    Case("N220", "a rate of two amounts in another sentence", "fails",
         done("这笔钱年初安排2745.60万元。到12月底支出2518.37万元，算下来花了91.27%。"),
         says="2518.37万元÷2745.6万元=91.72%"),
    Case("N220", "a change", "fails",
         done("平台受理诉求8436件，前一年是7925件，增长6.54%。"), says="增减6.45%"),
    Case("N220", "two rates apart", "fails",
         done("入园率由87.36%到95.18%，一年抬了7.28个百分点。"), says="87.36%与95.18%相差7.82个百分点"),
    Case("N220", "what two rates leave", "fails",
         done("按去向看，还田的有63.85%，其他都是离田，有36.51%。"), says="100%－63.85%=36.15%"),
    Case("N220", "an amount a head", "fails",
         done("食堂补贴开支27.36万元，用餐的有152人，摊下来一个人1080元。"), says="=1800元"),
    Case("N220", "so many at so much", "fails",
         done("按每户3250元发给1286户，要用钱471.95万元。"), says="=417.95万元"),
    Case("N220", "a share of an amount", "fails",
         done("合同价3864.40万元，按6.25%扣下质量保证金，扣了214.53万元。"), says="3864.4万元×6.25%=241.53万元"),
    Case("N220", "元 for 万元", "fails",
         done("泵站用电31.68万元，河道保洁24.57万元，两样加起来56.25元。"), says="=56.25万元"),
    Case("N220", "the point", "fails",
         done("前年存下417.35万元，去年又存218.64万元，合计6359.9万元。"), says="=635.99万元"),
    Case("N220", "one wrong digit of a long sum", "fails",
         done("三个片区依次花了1268.35万元、947.62万元、1583.19万元，加在一起是3799.76万元。"),
         says="=3799.16万元"),
    Case("N220", "the sum is right", "passes",
         done("钱花在三处，渠道清淤68.42万元，泵房大修35.17万元，闸门更换20.86万元，共计花掉124.45万元。")),
    Case("N220", "a rate cut off behind its second decimal", "passes",
         done("年初安排10210.34万元，支出9746.50万元，完成年初预算的95.45%。")),
    Case("N220", "a growth is no share of two other amounts", "passes",
         done("基金支出7346.85万元，增长28.63%，其中失业金3568.12万元，上年征收的有13299.00万元。")),
    Case("N220", "three kinds have no price each", "passes",
         done("三项基金总收入1.37亿元，总支出1.06亿元。")),
    Case("N220", "told so at another place, too", "passes",
         {"overall_report/存在的问题及原因分析/p": "共计花掉124.54万元，其中有的没有发票。"}
         | done("渠道清淤68.42万元，泵房大修35.17万元，闸门更换20.86万元，共计花掉124.54万元。")),
    Case("N220", "borne out by another relation", "passes",
         done("泵房大修35.17万元，闸门更换20.86万元，共计56.30万元，占全部112.60万元的50%。")),
    Case("N220", "so few digits fit by chance among many", "passes",
         done("清淤16.4公里，修路23.7公里，栽树18.2公里，架线14.3公里，护坡27.5公里，铺管39.1公里，疏浚12.8公里。")),
    Case("N220", "another matter's figure", "passes",
         done("渠道清淤68.42万元，泵房大修35.17万元，邻县同类工程花了213.68万元。")),
    Case("N220", "no report", "applies_not", edit=no_reports),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


def figure(value: str, unit: str, place: str = "") -> Fact:
    number = Decimal(value)
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    quantity = Quantity(raw=value + unit, place=place, value=number, unit=unit, precision=step)
    return Fact(place=place, measure="", quantity=quantity)


cents = st.integers(10_00, 99_999_99).map(lambda n: Decimal(n) / 100)


@given(cents, cents, cents)
def test_a_total_and_its_parts_make_each_other(a: Decimal, b: Decimal, c: Decimal) -> None:
    amounts = [a, b, c, a + b + c]
    marks = [mark(figure(str(x), "万元", f"p@{n}")) for n, x in enumerate(amounts)]
    for each in marks:
        values = made(each, marks, [], (0, float("inf")))
        assert any(abs(v.value - each.value) <= 1e-6 * each.value for v in values)


@given(cents)
def test_readings_are_turned_back_by_the_same_slip(value: Decimal) -> None:
    quantity = figure(str(value), "万元").quantity
    for reading in readings(quantity):
        meant = quantity.model_copy(update={"value": reading.value / quantity.scale})
        back = {other.value for other in readings(meant) if other.slip == reading.slip}
        assert quantity.base in back or reading.slip == "unit" or str(meant.value).startswith("0")
