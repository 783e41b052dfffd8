"""Numbers as a sheet shows them. The wanted texts are those of Excel's own documentation and
of what WPS shows; LibreOffice agrees with a share of them in another test."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.documents.sheet.formats import BUILT_IN, show_number, show_text
from tests.documents.test_office import convert

SHOWN = [
    ("0.95", "0%", "95%"), ("0.955", "0.0%", "95.5%"), ("0.9549", "0%", "95%"), ("1", "0.00%", "100.00%"),
    ("2325.7200000000003", "General", "2325.72"), ("0.1", "General", "0.1"), ("1.1000000000000001", "General", "1.1"),
    ("0.3333333333333333", "General", "0.333333333"), ("12345678901", "General", "12345678901"),
    ("1234567.891234", "General", "1234567.891"), ("-0.5", "General", "-0.5"), ("0", "General", "0"),
    ("2325.7", "#,##0.00", "2,325.70"), ("1234567.895", "#,##0.00", "1,234,567.90"), ("999", "#,##0", "999"),
    ("12", "0.00_ ", "12.00"), ("12.30", "0.##", "12.3"), ("5", "#.##", "5."), ("0.5", "#.##", ".5"),
    ("-5", "0;[Red]-0", "-5"), ("-5.5", "(0.0);(0.0)", "(5.5)"), ("0", "0;-0;;@", ""), ("0", "0;-0;零", "零"),
    ("-0.001", "0.00", "0.00"), ("0.005", "0.00", "0.01"), ("2.675", "0.00", "2.68"),
    ("100", ";;;", ""), ("3", '0"万元"', "3万元"), ("128", 'General"人"', "128人"), ("5", '"约"0', "约5"),
    ("23257200", "0!.0,", "2325.7"), ("23257200", '0.00,,"百万"', "23.26百万"), ("1234567", "#,##0,", "1,235"),
    ("5", "000", "005"), ("123456789", "000-0000-00", "123-4567-89"), ("7", "_-* 0_-", "7"),
    ("-1234.5", "¥#,##0.00;¥-#,##0.00", "¥-1,234.50"), ("8", "[$¥-804]0.0", "¥8.0"), ("8", "[Red][>5]0;0.0", "8"),
    ("150", '[>=100]"高";[<100]0.0', "高"), ("50", '[>=100]"高";[<100]0.0', "50.0"),
    ("12345", "0.00E+00", "1.23E+4"), ("0.5", "# ?/?", "0.5"), ("5", "@", "5"), ("-5", "@", "-5"),
    ("0", BUILT_IN[43], "-"), ("1234", BUILT_IN[43], "1,234.00"), ("-1234", BUILT_IN[41], "-1,234"),
    ("1", "G/通用格式", "1"), ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日"), ("45657", BUILT_IN[57], "2024年12月"),
    ("45657", BUILT_IN[14], "2024/12/31"), ("45657.5", "yyyy/m/d h:mm", "2024/12/31 12:00"),
    ("45657", "yyyy-mm-dd;@", "2024-12-31"), ("45657", "[$-804]aaaa", "星期二"), ("45657", "d-mmm-yy", "31-Dec-24"),
    ("0.5", "h:mm AM/PM", "12:00 PM"), ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"), ("0.0625", "mm:ss", "30:00"),
    ("1.5", "[h]:mm", "36:00"), ("59", "yyyy-m-d", "1900-2-28"), ("61", "yyyy-m-d", "1900-3-1"),
    ("-1", "yyyy-m-d", "-1"), ("99999999", "yyyy", "99999999"), ("45657", "ddd dddd", "Tue Tue"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "wanted"), SHOWN)
def test_numbers(value: str, code: str, wanted: str) -> None:
    assert show_number(Decimal(value), code) == wanted


def test_years_from_1904() -> None:
    assert show_number(Decimal(44195), "yyyy-m-d", from_1904=True) == "2024-12-31"


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("General", "甲"),
        ('@"元"', "甲元"),
        ("0.00", "甲"),
        ('0;0;0;"计"@', "计甲"),
        (";;;", ""),
        ("yyyy", "甲"),
    ],
)
def test_texts(code: str, wanted: str) -> None:
    assert show_text("甲", code) == wanted


@pytest.mark.parametrize(
    "code", ['"', "[", "0;" * 300, "\\", "[h", "_", "*", "", "0" * 400, "[$]", "#,,,,,"]
)
def test_no_code_breaks_it(code: str) -> None:
    assert isinstance(show_number(Decimal("12.5"), code), str)


PRINTED = [
    ("0.95", "0%"), ("0.955", "0.0%"), ("2325.72", "#,##0.00"), ("1234567.895", "#,##0.00"), ("12.3", "0.##"),
    ("-5", "0;-0"), ("-5.5", "(0.0);(0.0)"), ("0", '0;-0;"零"'), ("3", '0"万元"'), ("128", 'General"人"'),
    ("23257200", '0.00,,"百万"'), ("1234567", "#,##0,"), ("5", "000"), ("123456789", "000-0000-00"),
    ("0.005", "0.00"), ("2.675", "0.00"), ("45657", 'yyyy"年"m"月"d"日"'), ("45657.5", "yyyy-mm-dd hh:mm"),
    ("1.5", "[h]:mm"), ("150", '[>=100]"高";[<100]0.0'), ("0.1", "General"), ("1.1000000000000001", "General"),
]  # fmt: skip


@pytest.mark.system("soffice")
def test_libreoffice_prints_the_same(tmp_path: Path) -> None:
    book = Workbook()
    for number, (value, code) in enumerate(PRINTED, 1):
        cell = book.active.cell(number, 1, float(value))
        cell.number_format = code
    book.save(tmp_path / "a.xlsx")
    as_shown = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true"
    lines = convert(tmp_path / "a.xlsx", as_shown, tmp_path).read_text(encoding="utf-8")
    ours = [show_number(Decimal(repr(float(value))), code) for value, code in PRINTED]
    assert ours == [line.strip('"') for line in lines.splitlines()]
