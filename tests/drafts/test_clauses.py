"""A cause is quoted from where it begins, word for word."""

import pytest

from assistant.drafts.clauses import cut
from assistant.model.fact import Fact
from assistant.model.numerals import read_quantity
from assistant.model.place import Location


def facts(*raws: str) -> list[Fact]:
    return [Fact(place=f"p/{raw}", measure=raw, quantity=read_quantity(raw, f"p/{raw}", Location()))
            for raw in raws]  # fmt: skip


KNOWN = facts("36户", "31户", "5户", "52次", "68.37万元", "26.37万元", "130.00万元", "81.25%")

CASES = [
    ("what only repeats figures", "危房改造计划36户，年底竣工31户，进组道路被山洪冲断", "进组道路被山洪冲断"),
    ("where the sentence before ends", "年底竣工31户。没有竣工的5户中，有3户在桐子坡组",
     "没有竣工的5户中，有3户在桐子坡组"),
    ("which part of a whole stays", "没有竣工的5户中，2户建房方案确认较晚", "没有竣工的5户中，2户建房方案确认较晚"),
    ("a comparison and its lead", "活动开展了52场，比计划多出不少，原因是汛期增加了救灾志愿活动19场",
     "汛期增加了救灾志愿活动19场"),
    ("parts of what was spent", "花了68.37万元，比预算多26.37万元，其中应急照明17.2万元，其余是耗材涨价",
     "应急照明17.2万元，其余是耗材涨价"),
    ("mainly is kept", "比年初安排多，主要是修复资金在年中下达", "主要是修复资金在年中下达"),
    ("a main reason is kept", "主要原因是修复资金在年中下达", "主要原因是修复资金在年中下达"),
    ("another figure is no repetition", "换了94盏，剩下33盏在老街，因管线未动工", "换了94盏，剩下33盏在老街，因管线未动工"),
    ("the rollover's own sentence", "年中调整预算，是由于省级补助6月下达", "省级补助6月下达"),
    ("too little would be left", "计划36户，因雨", "计划36户，因雨"),
    ("a quotation is not torn", "比预算“多26.37万元，其中”一句有误", "比预算“多26.37万元，其中”一句有误"),
    ("nothing to leave out", "由雨季延长引起的停工较多", "由雨季延长引起的停工较多"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "left"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_cut(words: str, left: str) -> None:
    assert cut(words, KNOWN, 2024) == left
    assert left in words
