"""Every way in which packs write numbers, and the numbers that are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model.numerals import chinese_value, quantity_of, read_quantity, scan
from assistant.model.place import Location
from assistant.model.quantity import MONEY_UNITS, plain

HERE = Location(file="a.docx", start=10)

# text, value, unit, comparator, precision
QUANTITIES = [
    # plain numbers and units
    ("共12户", "12", "户", "=", "1"),
    ("0.5公里", "0.5", "公里", "=", "0.1"),
    ("3.50万元", "3.50", "万元", "=", "0.01"),
    ("1,200.50元", "1200.50", "元", "=", "0.01"),
    ("１２．５万元", "12.5", "万元", "=", "0.1"),
    ("９５％", "95", "%", "=", "1"),
    ("12 000人", "12", "", "=", "1"),
    ("1.25亿元", "1.25", "亿元", "=", "0.01"),
    ("3‰", "3", "‰", "=", "1"),
    ("11个百分点", "11", "百分点", "=", "1"),
    ("25平米", "25", "平方米", "=", "1"),
    # ten thousands of things are a count
    ("扫描102.5万页", "1025000", "页", "=", "1000"),
    ("存档9.87万卷", "98700", "卷", "=", "100"),
    ("编写3万字", "30000", "字", "=", "10000"),
    ("印发2万余枚", "20000", "枚", "~", "10000"),
    ("整治3.2万平米", "32000", "平方米", "=", "1000"),
    ("供水4.5万毫升", "45000", "毫升", "=", "1000"),
    ("拨款20万，", "20", "万元", "=", "1"),
    ("25㎡", "25", "平方米", "=", "1"),
    ("12km", "12", "公里", "=", "1"),
    ("8km²", "8", "km²", "=", "1"),
    ("3.6千米", "3.6", "公里", "=", "0.1"),
    ("150平方公里", "150", "平方公里", "=", "1"),
    # percentages in words
    ("百分之九十五点五", "95.5", "%", "=", "0.1"),
    ("百分之一百", "100", "%", "=", "1"),
    ("达到95百分比", "95", "%", "=", "1"),
    ("提高3百分点", "3", "百分点", "=", "1"),
    ("千分之二点五", "2.5", "‰", "=", "0.1"),
    ("95﹪", "95", "%", "=", "1"),
    ("满意率九成五", "95", "%", "=", "1"),
    ("七成以上的农户", "70", "%", ">=", "10"),
    ("近九成。", "90", "%", "~", "10"),
    ("八成多，", "80", "%", "~", "10"),
    ("9.5成", "95", "%", "=", "1"),
    # units behind brackets, and short ones
    ("12.5（万元）", "12.5", "万元", "=", "0.1"),
    ("40（户）", "40", "户", "=", "1"),
    ("500m", "500", "米", "=", "1"),
    ("5个工作日", "5", "工作日", "=", "1"),
    (".95", "0.95", "", "=", "0.01"),
    ("廿五人", "25", "人", "=", "1"),
    # 万 of money, of people, and of nothing that is said
    ("6万", "6", "万元", "=", "1"),
    ("6万元", "6", "万元", "=", "1"),
    ("1.2亿", "1.2", "亿元", "=", "0.1"),
    ("1.2万人", "12000", "人", "=", "1000"),
    ("3万亩", "30000", "亩", "=", "10000"),
    ("2千人", "2000", "人", "=", "1000"),
    # comparators
    ("≥95%", "95", "%", ">=", "1"),
    (">=95%", "95", "%", ">=", "1"),
    ("不少于40次", "40", "次", ">=", "1"),
    ("不低于90％", "90", "%", ">=", "1"),
    ("20人以上", "20", "人", ">=", "1"),
    ("20人及以上", "20", "人", ">=", "1"),
    ("至少3场", "3", "场", ">=", "1"),
    ("≤22万元", "22", "万元", "<=", "1"),
    ("不超过22万元", "22", "万元", "<=", "1"),
    ("控制在5天以内", "5", "天", "<=", "1"),
    ("超过300亩", "300", "亩", ">", "1"),
    ("突破1000万元", "1000", "万元", ">", "1"),
    ("不足10户", "10", "户", "<", "1"),
    ("＜3起", "3", "起", "<", "1"),
    # about
    ("约300亩", "300", "亩", "~", "1"),
    ("近百户90户", "90", "户", "=", "1"),
    ("近220余次", "220", "次", "~", "1"),
    ("200余人", "200", "人", "~", "1"),
    ("3万余人", "30000", "人", "~", "10000"),
    ("1.2万余元", "1.2", "万元", "~", "0.1"),
    ("30户左右", "30", "户", "~", "1"),
    ("大约50人", "50", "人", "~", "1"),
    # words that only look like “about”
    ("签约90户", "90", "户", "=", "1"),
    ("节约3.2万元", "3.2", "万元", "=", "0.1"),
    ("附近30户", "30", "户", "=", "1"),
    ("最近5年", "5", "年", "=", "1"),
    ("合约12份", "12", "份", "=", "1"),
    # Chinese numerals stand before a classifier
    ("十二个村", "12", "个", "=", "1"),
    ("三百二十户", "320", "户", "=", "1"),
    ("一千零五人", "1005", "人", "=", "1"),
    ("两台", "2", "台", "=", "1"),
    ("百分之五", "5", "%", "=", "1"),
    ("百分之九十八点五", "98.5", "%", "=", "0.1"),
    ("百分之98.5", "98.5", "%", "=", "0.1"),
    ("三十余户", "30", "户", "~", "1"),
    ("不少于五次", "5", "次", ">=", "1"),
    ("五万元", "50000", "元", "=", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "comparator", "precision"), QUANTITIES)
def test_quantity(text: str, value: str, unit: str, comparator: str, precision: str) -> None:
    found = [n for n in scan(text) if not n.excluded]
    assert [(n.value, n.unit, n.comparator) for n in found][:1] == [
        (Decimal(value), unit, comparator)
    ]
    assert found[0].precision == Decimal(precision)


# text, lower, upper, unit
RANGES = [
    ("10-15人", "10", "15", "人"),
    ("10～15场", "10", "15", "场"),
    ("85%至90%", "85", "90", "%"),
    ("3至5万元", "3", "5", "万元"),
    ("3万元-5万元", "3", "5", "万元"),
    ("1.5—2公里", "1.5", "2", "公里"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_range(text: str, low: str, high: str, unit: str) -> None:
    (found,) = [n for n in scan(text) if not n.excluded]
    assert (found.value, found.upper, found.unit) == (Decimal(low), Decimal(high), unit)


# text, what of it is excluded, reason
EXCLUSIONS = [
    ("2024年完成", "2024年", "year"),
    ("2024年度", "2024年度", "year"),
    ("2021—2025年", "2021—2025年", "year"),
    ("二〇二四年", "二〇二四年", "year"),
    ("2024年6月完成", "2024年6月", "date"),
    ("2024年6月30日前", "2024年6月30日", "date"),
    ("3月5日召开", "3月5日", "date"),
    ("6月底前", "6月底", "date"),
    ("2024-06-30", "2024-06-30", "date"),
    ("2024.6.30", "2024.6.30", "date"),
    ("上午9:30", "9:30", "date"),
    ("第3批", "第3", "ordinal"),
    ("第十五届", "第十五", "ordinal"),
    ("二十大精神", "二十大", "ordinal"),
    ("青财绩〔2024〕15号", "〔2024〕15号", "document_number"),
    ("青财绩[2024]第15号", "[2024]第15号", "document_number"),
    ("X012线", "X012", "code"),
    ("G318国道", "G318", "code"),
    ("“1+1”帮扶", "“1+1”", "name"),
    ("1+2+N体系", "1+2+N", "code"),
    ("3号楼", "3号楼", "code"),
    ("“五个100”工程", "“五个100”", "name"),
    ("《2030年规划》", "《2030年规划》", "name"),
    ("电话0731-12345678", "0731-12345678", "phone"),
    ("手机13800000000", "13800000000", "phone"),
    ("附件2", "附件2", "heading"),
    ("三公经费", "三公", "set_phrase"),
    ("落实四个意识", "四个意识", "set_phrase"),
    ("一个村", "一个", "indefinite"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "reason"), EXCLUSIONS)
def test_exclusion(text: str, words: str, reason: str) -> None:
    found = scan(text)
    assert [n.excluded for n in found] == [reason]
    start = text.index(words)
    assert found[0].start >= start
    assert found[0].end <= start + len(words)


@pytest.mark.parametrize(
    "text",
    [
        "", "没有数字", "一体化推进", "进一步加强", "统一部署", "千方百计", "万众一心", "百姓满意",
        "逐一核对", "一定程度", "万一", "十分重要", "星期一", "一成不变", "由五成员组成",
        "八成熟的果实", "三成立之时",
    ],
)  # fmt: skip
def test_silence(text: str) -> None:
    assert [n for n in scan(text) if not n.excluded] == []


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("2024年投入12.5万元，改造3处。", ["12.5万元", "3处"]),
        ("于2024年6月至8月维修水渠5.2公里", ["5.2公里"]),
        ("按〔2023〕8号文件拨付3万元", ["3万元"]),
        ("完成“1+1”结对12对", ["12对"]),
        ("1月至11月接待58人", ["58人"]),
        ("5个甲、5个乙，2个丙", ["5个", "5个", "2个"]),
        ("用时3个月", ["3个月"]),
        ("一是改造3处；二是新建5处。", ["3处", "5处"]),
        ("从80户增加到100户", ["80户", "100户"]),
        ("分值20分，得分19.5分", ["20分", "19.5分"]),
        ("24小时值守，每8小时轮换", ["24小时", "8小时"]),
        ("每亩补助100元/亩", ["100元"]),
    ],
)
def test_mixed_sentence(text: str, quantities: list[str]) -> None:
    found = [text[n.start : n.end] for n in scan(text) if not n.excluded]
    assert found == quantities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0), ("十", 10), ("十五", 15), ("二十", 20), ("一百零五", 105), ("一百一十", 110),
        ("一万零五十", 10050), ("三千万", 30_000_000), ("一亿二千万", 120_000_000),
        ("两百三十", 230), ("一万二千亿", 1_200_000_000_000), ("三亿零五", 300_000_005), ("五六", None), ("二〇二四", None), ("十百", None), ("甲", None),
        ("一点二点三", None), ("三点十", None),
    ],
)  # fmt: skip
def test_chinese_value(text: str, value: int | None) -> None:
    assert chinese_value(text) == (None if value is None else Decimal(value))


# what a cell says, the unit of its column, value, unit
CELLS = [
    ("3.50", "万元", "3.50", "万元"),
    ("3.50万元", "万元", "3.50", "万元"),
    ("35000元", "万元", "35000", "元"),
    ("-2.5", "万元", "-2.5", "万元"),
    ("－2.5", "万元", "-2.5", "万元"),
    ("98.5%", "%", "98.5", "%"),
    ("0.985", "%", "0.985", "%"),
    (" 45 \n人", "人", "45", "人"),
    ("10场", "", "10", "场"),
    ("10（10）", "", "10", ""),
    ("１，２００", "万元", "1200", "万元"),
    ("１，２００．５０元", "万元", "1200.50", "元"),
    ("12.5（元）", "万元", "12.5", "元"),
    ("≥95百分比", "", "95", "%"),
    ("九成五", "", "95", "%"),
    ("100 200", "万元", None, ""),
    ("100，20", "万元", None, ""),
    ("", "万元", None, ""),
    ("无", "万元", None, ""),
    ("——", "万元", None, ""),
    ("维修3处、新建5处", "", None, ""),
    ("2024年12月底前", "", None, ""),
]


@pytest.mark.parametrize(("raw", "column", "value", "unit"), CELLS)
def test_cell(raw: str, column: str, value: str | None, unit: str) -> None:
    cell = read_quantity(raw, "overall/x", HERE, column)
    assert cell.value == (None if value is None else Decimal(value))
    assert (cell.raw, cell.place, cell.location, cell.unit) == (raw, "overall/x", HERE, unit)


def test_found_number_keeps_its_place_in_the_text() -> None:
    text = "维修水渠5.2公里"
    (number,) = scan(text)
    quantity = quantity_of(number, text, "p", HERE)
    assert quantity.raw == "5.2公里"
    assert (quantity.location.start, quantity.location.end) == (14, 19)


numbers = st.decimals(
    min_value=0, max_value=Decimal("99999999.99"), allow_nan=False, allow_infinity=False, places=2
).flatmap(lambda d: st.sampled_from([d, d.quantize(Decimal("0.1")), d.quantize(Decimal(1))]))


def grouped(value: Decimal) -> str:
    return format(value, ",f")


def full_width(value: Decimal) -> str:
    return str(value).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))


@given(numbers, st.sampled_from([str, grouped, full_width]), st.sampled_from(["万元", "户", "%"]))
def test_every_style_reads_back(value: Decimal, style, unit: str) -> None:
    (found,) = scan(f"总量为{style(value)}{unit}。")
    assert not found.excluded
    assert (found.value, found.unit) == (value, unit)
    assert found.precision == Decimal(1).scaleb(int(value.as_tuple().exponent))


@given(numbers)
def test_a_cell_reads_back(value: Decimal) -> None:
    assert read_quantity(plain(value), "x", HERE, "万元").value == value


def full_width_groups(value: Decimal) -> str:
    return full_width(value) if value < 1000 else grouped(value).translate(
        str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    )  # fmt: skip


@given(numbers, st.sampled_from(["", "万元", "元", "（万元）"]))
def test_a_full_width_cell_reads_back(value: Decimal, unit: str) -> None:
    found = read_quantity(f"{full_width_groups(value)}{unit}", "x", HERE, "元")
    assert (found.value, found.unit) == (value, unit.strip("（）") or "元")


DIGITS = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """Write 0–999,999,999,999 as people do: 一万零五十, 十五, 三亿零二十万."""
    great, rest = divmod(value, 100_000_000)
    if great:
        gap = "零" if rest and rest < 10_000_000 else ""
        return chinese(great) + "亿" + (gap + chinese(rest) if rest else "")
    high, low = divmod(value, 10_000)
    if high:
        gap = "零" if low and low < 1000 else ""
        return chinese(high) + "万" + (gap + four(low) if low else "")
    return four(low) if low else "零"


def four(value: int) -> str:
    out = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            out += DIGITS[digit] + name
        elif out and value and not out.endswith("零"):
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out


@given(st.integers(0, 999_999_999_999))
def test_chinese_numerals_read_back(value: int) -> None:
    assert chinese_value(chinese(value)) == value


@given(st.integers(2, 999_999_999_999))
def test_chinese_numerals_are_found_in_a_sentence(value: int) -> None:
    found = [n for n in scan(f"共有{chinese(value)}户") if not n.excluded]
    assert [(n.value, n.unit) for n in found] == [(value, "户")]


@given(st.integers(0, 100), st.integers(1, 9), st.sampled_from("百千"))
def test_percentages_in_words_read_back(whole: int, tenth: int, base: str) -> None:
    unit = "%" if base == "百" else "‰"
    for text, value in (
        (chinese(whole), Decimal(whole)),
        (f"{chinese(whole)}点{DIGITS[tenth]}", Decimal(f"{whole}.{tenth}")),
        (str(whole), Decimal(whole)),
    ):
        found = read_quantity(f"达到{base}分之{text}", "x", HERE)
        assert (found.value, found.unit) == (value, unit)


@given(st.integers(1, 9), st.integers(0, 9), st.sampled_from(["", "以上", "左右", "。", "，其中"]))
def test_tenths_read_back(tens: int, ones: int, after: str) -> None:
    (found,) = [
        n
        for n in scan(f"达{DIGITS[tens]}成{DIGITS[ones] if ones else ''}{after}")
        if not n.excluded
    ]
    assert (found.value, found.unit) == (tens * 10 + ones, "%")


ALPHABET = "成分比之廿m（）0123456789０９.．,，、。%％‰-~—～至到＋+一二十百千万亿零〇两年月日号第个户元人次约近余多以上内≥≤><〔〕“”（）() \n公经费G甲"


@given(st.text(ALPHABET, max_size=40) | st.text(max_size=40))
def test_any_text_is_scanned_in_order(text: str) -> None:
    end = 0
    for number in scan(text):
        assert end <= number.start <= number.digits < number.digits_end <= number.end <= len(text)
        end = number.end
        if not number.excluded:
            assert number.value >= 0
            assert number.precision > 0


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("账号6222021234567890123，余额12.5万元", ["125000.0"]),
        ("身份证43022119900101123456", []),
        (f"金额{'9' * 300}元", []),
        (f"占比0.{'3' * 40}", []),
        ("占比0.3333333333333333", ["0.3333333333333333"]),
        ("金额1,234,567,890,123.45元", ["1234567890123.45"]),
    ],
)
def test_what_has_too_many_digits_is_no_amount(text: str, values: list[str]) -> None:
    read = [number for number in scan(text) if not number.excluded]
    assert [str(number.value * MONEY_UNITS.get(number.unit, 1)) for number in read] == values
