"""Figures typed in a template, however they are disguised."""

import pytest

from assistant.facts.ground import Ground
from assistant.facts.typed import typed

GROUND = Ground(years=frozenset({2023, 2024, 2025}))
TYPED = [
    "超预算26.37万元", "超预算２６万元", "超出2\u200b6万元", "超出二\u200b十六万元", "超出近三\u200d成",
    "翻\ufeff了一番", "超出百\u2060分之二十", "近\u00ad半\u00ad数", "增长一\u200b倍", "三月\u200b底前",
    "增长数\u200b倍",
]  # fmt: skip
UNTYPED = [
    "超预算{F001}", "截至年末尚未完成", "截至年底没有完成", "每月底核对一次", "2024年度预算", "一是核对台账",
]  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_typed(text: str) -> None:
    assert list(typed(text, GROUND))


@pytest.mark.parametrize("text", UNTYPED)
def test_untyped(text: str) -> None:
    assert list(typed(text, GROUND)) == []
