"""What OCR takes for something else, and where it is left as it was read."""

import pytest

from assistant.documents.scan.decode import Sign
from assistant.documents.scan.lookalikes import pair_brackets, set_right

CASES = [
    ("1O0", "100"), ("l2.5", "12.5"), ("9O%", "90%"), ("≥4O次", "≥40次"),
    ("O", "O"), ("l", "l"), ("Oo", "Oo"),  # no true digit is seen: not certain
    ("ISO9001", "ISO9001"), ("第l版", "第l版"), ("C0厂房2O间", "C0厂房2O间"),
    ("12万兀", "12万元"), ("12方元", "12万元"), ("万兀", "万兀"), ("12方米", "12方米"),
    ("95％", "95%"), ("１２．５", "12.5"),
    ("12。5", "12.5"), ("1，200", "1,200"), ("3，20", "3，20"), ("完成。5个", "完成。5个"),
    ("部门(单位)名称", "部门（单位）名称"), ("(20）", "（20）"), ("f(x)", "f(x)"),
    ("合计:12", "合计：12"), ("水费,电费", "水费，电费"), ("12:30", "12:30"),
    ("一8一", "—8—"), ("-12一", "—12—"), ("一8", "一8"),
    ("_——", "——"), ("一一", "——"), ("一", "一"),
    ("生态坏境成本", "生态环境成本"),
    ("1 2", "12"), ("GB T", "GB T"), ('"一站"', '"一站"'.replace('"', "“", 1).replace('"', "”")),
]  # fmt: skip


def signs(text: str) -> list[Sign]:
    return [Sign(letter, 0.99, n / max(1, len(text))) for n, letter in enumerate(text)]


@pytest.mark.parametrize(("read", "meant"), CASES)
def test_what_is_certain_is_set_right(read: str, meant: str) -> None:
    assert "".join(sign.text for sign in set_right(signs(read))) == meant


def test_a_pair_of_brackets_over_two_lines_has_one_width() -> None:
    lines = [signs("(20"), signs("分）")]
    pair_brackets(lines)
    assert ["".join(sign.text for sign in line) for line in lines] == ["（20", "分）"]
