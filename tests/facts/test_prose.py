"""Sentences and what their figures mean: measure, subject, aspect, base, direction, period."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.prose_case import PLACE, facts, read

# sentence, [(printed, measure, aspect)]
MEASURES = [
    ("全年举办农技培训11场，培训农民560人次。",
     [("11场", "举办农技培训", "value"), ("560人次", "培训农民", "value")]),
    ("新建步道3.2公里、公厕2座。", [("3.2公里", "新建步道", "value"), ("2座", "公厕", "value")]),
    ("举办11场农技培训。", [("11场", "举办农技培训", "value")]),
    ("建成高标准农田1500亩，完成年度任务的125%。",
     [("1500亩", "建成高标准农田", "value"), ("125%", "建成高标准农田", "rate")]),
    ("截至12月底，累计拨付资金48万元。", [("48万元", "拨付资金", "value")]),
    ("一是改造卫生厕所104户。", [("104户", "改造卫生厕所", "value")]),
    ("参保率为98.5%。", [("98.5%", "参保率", "rate")]),
    ("年末在职45人。", [("45人", "年末在职", "value")]),
    ("现有编制50人，在职45人，在岗44人。",
     [("50人", "编制", "value"), ("45人", "在职", "value"), ("44人", "在岗", "value")]),
    ("“两癌”筛查覆盖560名妇女。", [("560名", "两癌筛查覆盖妇女", "value")]),
    ("人员经费360.00万元，占基本支出的78.88%。",
     [("360.00万元", "人员经费", "value"), ("78.88%", "人员经费", "share")]),
    ("镇级税收占比达到35%。", [("35%", "镇级税收", "share")]),
    ("全年税收1250万元，同比增长13.6%，完成年度目标的104.2%。",
     [("1250万元", "税收", "value"), ("13.6%", "税收", "growth"), ("104.2%", "税收", "rate")]),
    ("养殖大户由80户增加到100户，增长25%。",
     [("80户", "养殖大户", "value"), ("100户", "养殖大户", "change_to"),
      ("25%", "养殖大户", "growth")]),
    ("将养殖大户从80户增加到100户。",
     [("80户", "养殖大户", "value"), ("100户", "养殖大户", "change_to")]),
    ("甲馆接待12.84万、乙馆18.62万，总量31.46万人次。",
     [("12.84万", "甲馆接待", "value"), ("18.62万", "乙馆", "value"), ("31.46万人次", "总量", "value")]),
    ("入户走访率由85%提高到96%，提高11个百分点。",
     [("85%", "入户走访率", "rate"), ("96%", "入户走访率", "change_to"),
      ("11个百分点", "入户走访率", "growth")]),
    ("公务接待费0.90万元，比上年减少0.30万元，下降25%。",
     [("0.90万元", "公务接待费", "value"), ("0.30万元", "公务接待费", "growth"),
      ("25%", "公务接待费", "growth")]),
    ("东、西两路合计12.6万元。", [("12.6万元", "西两路", "value")]),
    ("妇女在参训人员中的占比达40%。", [("40%", "妇女", "share")]),
    ("维修水渠12处、塘坝8处，共计20处。",
     [("12处", "维修水渠", "value"), ("8处", "塘坝", "value"), ("20处", "合计", "value")]),
    ("签约农户90户。", [("90户", "签约农户", "value")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), MEASURES)
def test_measure_and_aspect(sentence: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [(f.quantity.raw, f.measure, f.aspect) for f in facts(sentence)] == wanted


# sentence, printed, base, direction
CHANGES = [
    ("公务接待费比上年减少0.30万元。", "0.30万元", "比上年", "down"),
    ("公务接待费较上年度下降25%。", "25%", "较上年度", "down"),
    ("游客量同比增长12.5%。", "12.5%", "同比", "up"),
    ("粮食产量与上年相比增加3%。", "3%", "上年相比", "up"),
    ("举办培训比计划多3场。", "3场", "比计划", "up"),
    ("举办培训比目标少3场。", "3场", "比目标", "down"),
    ("村民满意度较上年提高2个百分点。", "2个百分点", "较上年", "up"),
    ("全年预算比年初预算增加20.00万元。", "20.00万元", "比年初预算", "up"),
    ("办公经费压减10%。", "10%", "", "down"),
    ("人员经费360.00万元，占基本支出的78.88%。", "78.88%", "基本支出", ""),
    ("建成农田1500亩，完成年度任务的125%。", "125%", "年度任务", ""),
]


@pytest.mark.parametrize(("sentence", "printed", "base", "direction"), CHANGES)
def test_base_and_direction(sentence: str, printed: str, base: str, direction: str) -> None:
    (fact,) = [f for f in facts(sentence) if f.quantity.raw == printed]
    assert (fact.base, fact.direction) == (base, direction)


# sentence, printed, subject
SUBJECTS = [
    ("举办农技培训11场。", "11场", "青禾镇"),
    ("水渠维修项目预算20万元，实际支出19万元，执行率95%。", "19万元", "水渠维修项目"),
    ("水渠维修项目预算20万元，实际支出19万元，执行率95%。", "95%", "水渠维修项目"),
    ("柳溪镇人民政府在职45人。", "45人", "柳溪镇人民政府"),
    ("受理各类纠纷212件，已化解204件。", "204件", "受理各类纠纷"),
    ("全镇党员600名，其中农村党员480名。", "480名", "全镇党员"),
    ("其中：农村党员480名、机关党员120名。", "120名", "青禾镇"),
    ("推进户厕改造工作，全镇完成104户。", "104户", "户厕改造"),
]


@pytest.mark.parametrize(("sentence", "printed", "subject"), SUBJECTS)
def test_subject(sentence: str, printed: str, subject: str) -> None:
    (fact,) = [f for f in facts(sentence) if f.quantity.raw == printed]
    assert fact.subject == subject


# sentence, [(printed, period)]
PERIODS = [
    ("举办农技培训11场。", [("11场", "2024")]),
    ("2023年举办农技培训8场，2024年举办11场。", [("8场", "2023"), ("11场", "2024")]),
    ("上年举办农技培训8场，今年举办11场。", [("8场", "2023"), ("11场", "2024")]),
    ("上年基本支出430万元，本年基本支出456万元。", [("430万元", "2023"), ("456万元", "2024")]),
    ("比上年的8场多3场。", [("8场", "2023"), ("3场", "2024")]),
    ("比上年增加3场。", [("3场", "2024")]),
    ("上年结转资金2万元，当年拨款18万元。", [("2万元", "2024"), ("18万元", "2024")]),
    (
        "2022—2024年办班依次为8场、9场和11场，年均9.3场。",
        [("8场", "2022"), ("9场", "2023"), ("11场", "2024"), ("9.3场", "2024")],
    ),
    (
        "近三年分别培训420人、455人、490人。",
        [("420人", "2022"), ("455人", "2023"), ("490人", "2024")],
    ),
    ("近三年投入较大，今年分别培训420人、455人。", [("420人", "2024"), ("455人", "2024")]),
    ("摊到每台车上一年是2.82万元。", [("2.82万元", "2024")]),
]


@pytest.mark.parametrize(("sentence", "wanted"), PERIODS)
def test_period(sentence: str, wanted: list[tuple[str, str]]) -> None:
    assert [(f.quantity.raw, f.period) for f in facts(sentence)] == wanted


def test_exclusions_are_listed_with_their_places() -> None:
    raw = "2024年按〔2023〕8号文件完成第3批X012线改造5公里。"
    found, excluded = read(raw)
    assert [f.quantity.raw for f in found] == ["5公里"]
    assert [e.reason for e in excluded] == ["year", "document_number", "ordinal", "code"]
    for item in excluded:
        start, end = item.location.start, item.location.end
        assert start is not None
        assert raw[start:end].replace(" ", "") == item.text


def test_places_are_unique_and_sentences_quoted() -> None:
    found = facts("甲村修路3处，乙村修路3处。\n丙村修路3处。")
    assert [f.place for f in found] == [f"{PLACE}@3处", f"{PLACE}@3处#2", f"{PLACE}@3处#3"]
    assert [f.quote for f in found] == ["甲村修路3处，乙村修路3处。"] * 2 + ["丙村修路3处。"]


@pytest.mark.parametrize("raw", ["", "工作有序开展。", "一体推进、进一步落实。"])
def test_no_figures(raw: str) -> None:
    assert facts(raw) == []


WORDS = ["举办", "培训", "11场", "其中", "占", "全年", "的", "25%", "，", "。", "（", "）", "由", "到", "增加",
         "3.5万元", "上年", "比", "2024年", "、", "分别为", "个", "5", " ", "\n", "达", "合计", "“", "”"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_every_figure_is_where_it_says(raw: str) -> None:
    found = facts(raw)
    ends = 0
    for fact in found:
        start, end = fact.location.start, fact.location.end
        assert start is not None
        assert end is not None
        assert ends <= start < end
        assert raw[start:end] == fact.quantity.raw
        ends = end
    assert len({f.place for f in found}) == len(found)
