"""Relations that sentences state: partitions, shares, growth, progress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.prose_case import related, sketch

# sentences (one a paragraph), whole, parts, closed
PARTITIONS = [
    (["支出504.40万元，其中基本支出456.40万元，项目支出48.00万元。"], "504.40万元",
     ["456.40万元", "48.00万元"], False),
    (["支出95.0万元，包括清淤40.0万元、护坡35.0万元和绿化20.0万元。"], "95.0万元",
     ["40.0万元", "35.0万元", "20.0万元"], True),
    (["新增窗口24个，分别为12个、8个、4个。"], "24个", ["12个", "8个", "4个"], True),
    (["完成审批88件（其中农业类40件，建设类48件）。"], "88件", ["40件", "48件"], False),
    (["共有20个机构，其中9个科室、6个中心，5个站所。"], "20个", ["9个", "6个", "5个"], False),
    (["配备5个甲类柜、5个乙类柜，2个丙类柜。共有柜12个，其中5个甲类、5个乙类，2个丙类。"],
     "12个", ["5个", "5个", "2个"], False),
    (["全年调解纠纷96件。其中婚姻家庭类51件、邻里类45件。"], "96件", ["51件", "45件"], False),
    (["辖村15个，其中山区村5个、平原村10个。"], "15个", ["5个", "10个"], False),
    (["基本支出1123.50万元，其中人员经费123.50万元，公用经费1000.00万元。"], "1123.50万元",
     ["123.50万元", "1000.00万元"], False),
    (["支出100万元，包括维修20万元、绿化30万元、保洁15万元等。"], "100万元",
     ["20万元", "30万元", "15万元"], False),
    (["资金20万元，其中县级拨款18万元，上年结转资金2万元，结余0.5万元。"], "20万元",
     ["18万元", "2万元"], False),
    (["队伍30人，由民兵12人、干部18人组成，同比增加5人。"], "30人", ["12人", "18人"], True),
    # the list ends where the parts are complete, or where the words turn
    (["支出50万元，其中甲路20万元、乙路30万元，支付20万元。"], "50万元",
     ["20万元", "30万元"], False),
    (["培训560人，其中男性300人、女性260人，累计培训900人。"], "560人", ["300人", "260人"], True),
    (["培训560人，其中男性300人、女性260人，比上年多60人。"], "560人", ["300人", "260人"], True),
    # figures of other units among the parts
    (["建成项目8个，其中道路5个、长12公里，桥梁3个、投资300万元。"], "8个", ["5个", "3个"], False),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "whole", "parts", "closed"), PARTITIONS)
def test_partition(texts: list[str], whole: str, parts: list[str], closed: bool) -> None:
    found = [r for r in related(*texts, kind="partition") if r.whole.quantity.raw == whole]
    assert [sketch(r)[:2] for r in found] == [(whole, parts)]
    assert found[0].closed == closed


def test_parts_of_a_part() -> None:
    text = "全镇党员600名，其中农村党员480名（其中在村党员360名、流动党员120名），机关党员120名。"
    assert [sketch(r)[:2] for r in related(text, kind="partition")] == [
        ("600名", ["480名", "120名"]), ("480名", ["360名", "120名"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "举办农技培训11场，培训农民560人次。",
        "全镇党员600名，其中女党员90名。",  # one part is no list
        "设3个大厅，窗口分别为12个、8个、5个。",  # the first figure counts the items
        "支出50万元。其中心村建设20万户、30户受益。",
        "由80户增加到100户，增长25%。",
    ],
)
def test_no_partition(text: str) -> None:
    assert related(text, kind="partition") == []


# paragraphs, whole, part, stated
SHARES = [
    (["基本支出456.40万元，其中人员经费360.00万元，占基本支出的78.88%。"], "456.40万元", "360.00万元",
     "78.88%"),
    (["基本支出456.40万元。人员经费360.00万元，占基本支出78.88%。"], "456.40万元", "360.00万元",
     "78.88%"),
    (["基本支出456.40万元。", "人员经费360.00万元，占全部基本支出的78.88%。"], "456.40万元",
     "360.00万元", "78.88%"),
    (["全镇党员600名，其中女党员150名、男党员450名，占75%。"], "600名", "450名", "75%"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "whole", "part", "stated"), SHARES)
def test_share(texts: list[str], whole: str, part: str, stated: str) -> None:
    found = [sketch(r) for r in related(*texts, kind="share")]
    assert found == [(whole, [part], stated)]


def test_share_of_what_the_section_is_about() -> None:
    texts = ["全年列支456.40万元。人员经费360.00万元，占基本支出的78.88%。"]
    found = [sketch(r) for r in related(*texts, kind="share", section="基本支出情况")]
    assert found == [("456.40万元", ["360.00万元"], "78.88%")]
    assert related(*texts, kind="share", section="其他情况") == []


def test_share_of_a_base_that_stands_nowhere() -> None:
    assert related("培训女学员30人，占参训人员的40%。", kind="share") == []


# text, before, after, stated
GROWTHS = [
    ("养殖大户由80户增加到100户，增长25%。", "80户", "100户", "25%"),
    ("养殖大户从80户减少至60户，减少20户。", "80户", "60户", "20户"),
    ("发案14起，比上年的20起减少6起，下降30%。", "20起", "14起", "6起"),
    ("全年发案14起，上年发案20起，同比下降30%。", "20起", "14起", "30%"),
    ("2023年发案20起，2024年发案14起，下降30%。", "20起", "14起", "30%"),
    ("入户走访率由85%提高到96%，提高11个百分点。", "85%", "96%", "11个百分点"),
]


@pytest.mark.parametrize(("text", "before", "after", "stated"), GROWTHS)
def test_growth(text: str, before: str, after: str, stated: str) -> None:
    found = [sketch(r) for r in related(text, kind="growth")]
    assert (before, [after], stated) in found


@pytest.mark.parametrize(
    "text",
    [
        "游客量同比增长12.5%。",
        "举办培训11场，培训农民560人次，增长20%。",
        "2023年投入500万元，2024年收入300万元，增长5%。",
        "入户走访率由85%提高到96%，提高12.9%。",  # of a rate, percent may mean points
    ],
)
def test_no_growth(text: str) -> None:
    assert related(text, kind="growth") == []


# text, kind, whole, done, stated
PROGRESS = [
    ("改厕任务6900户，已完成1201户。", "progress", "6900户", "1201户", ""),
    ("排查隐患60处，整改45处，整改率75%。", "rate", "60处", "45处", "75%"),
    ("受理各类纠纷212件，已化解204件，化解率96.2%。", "rate", "212件", "204件", "96.2%"),
    ("应发补贴3120笔，发放3092笔。", "progress", "3120笔", "3092笔", ""),
    ("计划维修水渠20公里，其中干渠8公里，完成维修18公里。", "progress", "20公里", "18公里", ""),
]


@pytest.mark.parametrize(("text", "kind", "whole", "done", "stated"), PROGRESS)
def test_progress(text: str, kind: str, whole: str, done: str, stated: str) -> None:
    found = [(r.kind, *sketch(r)) for r in related(text) if r.kind in ("progress", "rate")]
    assert found == [(kind, whole, [done], stated)]


@pytest.mark.parametrize(
    "text",
    ["排查隐患60处，组织培训3场。", "完成维修18公里。", "改厕任务6900户，完成投资300万元。"],
)
def test_no_progress(text: str) -> None:
    assert [r for r in related(text) if r.kind in ("progress", "rate")] == []


WORDS = ["支出", "培训", "11户", "其中", "占", "20户", "基本支出", "的", "25%", "，", "。", "（", "）",
         "由", "增加到", "增长", "31户", "上年", "任务", "、", "分别为", "完成", "2023年", "合计", "等"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_any_words_give_relations_of_known_figures(text: str) -> None:
    for relation in related(text):
        for fact in (relation.whole, *relation.parts):
            assert fact.quantity.known()
        assert relation.whole not in relation.parts
        assert (relation.stated is None) == (relation.kind in ("partition", "progress"))
