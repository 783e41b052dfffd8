"""Nothing private leaves, everything comes back; all persons and numbers here are invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm import mask, restore
from assistant.llm.private_numbers import is_id_number

# What stands in a text, what must not be left of it, and the kinds of the tokens in order.
CASES = [
    ("联系电话：13812345678", ["13812345678"], "电话"),
    ("手机138 1234 5678，微信同号", ["138 1234 5678"], "电话"),
    ("电话 +86-138-1234-5678", ["138-1234-5678"], "电话"),
    ("电话：１３８１２３４５６７８", ["１３８１２３４５６７８"], "电话"),
    ("办公室0731-88812345转8006", ["88812345", "8006"], "电话"),
    ("（0731）8881234", ["8881234"], "电话"),
    ("热线400-123-4567", ["400-123-4567"], "电话"),
    ("联系电话（号码）：8881234", ["8881234"], "电话"),
    ("身份证11010519491231002X", ["11010519491231002X"], "证件"),
    ("证号 110105 19491231 002X。", ["19491231"], "证件"),
    ("旧证 110105491231002", ["110105491231002"], "证件"),
    ("身份证号：430102199001011230", ["430102199001011230"], "证件"),
    ("开户行农行，账号：18-430101040012345", ["430101040012345"], "账号"),
    ("卡号6222 0210 0101 2345 678", ["6222", "678"], "账号"),
    ("收款账户 43001234567", ["43001234567"], "账号"),
    ("打入6217001234567890123", ["6217001234567890123"], "账号"),
    ("邮箱 zhang.san_1@example.gov.cn，", ["zhang", "example"], "邮箱"),
    ("填表人：王小明", ["王小明"], "姓名"),
    ("填 表 人：王 小 明　填报日期：2025年3月1日", ["王 小 明"], "姓名"),
    ("单位负责人（签字）：王小明", ["王小明"], "姓名"),
    ("单位负责人(签章): 欧阳修远", ["欧阳修远"], "姓名"),
    ("负责人：镇长刘大伟同志", ["刘大伟"], "姓名"),
    ("经办人：阿卜杜拉·买买提", ["阿卜杜拉", "买买提"], "姓名"),
    ("联系人\t王小明\t职务\t会计", ["王小明"], "姓名"),
    ("联系人 | 王小明 | 13812345678", ["王小明", "13812345678"], "姓名 电话"),
    ("填表人：王小明联系电话：8881234", ["王小明", "8881234"], "姓名 电话"),
    ("填表人：王小明 审核人：李四", ["王小明", "李四"], "姓名 姓名"),
    ("评价人员：王小明、李四，赵五六", ["王小明", "李四", "赵五六"], "姓名 姓名 姓名"),
    ("填表人：\n\t王小明", ["王小明"], "姓名"),
    ("填表人__王小明__", ["王小明"], "姓名"),
    ("王小明表示满意。\n填表人：王 小 明", ["王小明", "王 小 明"], "姓名 姓名"),
    ("由经办人王小明核对，王小明签字", ["王小明"], "姓名 姓名"),
    ("联系人王小明", ["王小明"], "姓名"),
    ("项目负责人为王小明，审核人李敏。", ["王小明", "李敏"], "姓名 姓名"),
    ("填报人王小明和李敏负责汇总", ["王小明", "李敏"], "姓名 姓名"),
    ("王小明同志督办，此后王小明每月通报", ["王小明"], "姓名 姓名"),
    ("感谢欧阳修远先生", ["欧阳修远"], "姓名"),
]
KEPT = [
    "预算调整261%，年初1,234.56万元，全年12345678.90元",
    "2021 2022 2023 2024",
    "0.123456789012345678",
    "电话费12345.67元，电话补贴 88000 元",
    "财预〔2020〕10号，〔建议：2025年12月底前〕",
    "办理量 400 500 600",
    "项目编号20240115123456",
    "填表人：（签字）\n单位：（盖章）",
    "联系人：无",
    "联系人　联系电话　职务",
    "会计：建立健全制度，加强管理",
    "责任人：各村委会，办公室主任",
    "负责人高度重视，责任人任务明确，经办人员签字",
    "负责人安排专人，审核人员逐项核对，联系人方式见附件",
    "全体党员同志、广大干部同志和村组同志",
    "由责任人和负责人签字，项目负责人严格把关",
]


@pytest.mark.parametrize(("text", "private", "kinds"), CASES)
def test_private_things_are_masked(text: str, private: list[str], kinds: str) -> None:
    masked = mask(text)
    assert [each for each in private if each in masked.text] == []
    assert re.findall(r"〔(\D+)\d+〕", masked.text) == kinds.split()
    assert restore(masked.text, masked.table) == text


@pytest.mark.parametrize("text", KEPT)
def test_figures_and_words_are_kept(text: str) -> None:
    assert mask(text).text == text


def test_one_original_has_one_token_in_all_texts() -> None:
    masked = mask("填表人：王小明", "王小明与13812345678", "13812345678")
    assert masked.texts == ("填表人：〔姓名1〕", "〔姓名1〕与〔电话1〕", "〔电话1〕")


def test_a_token_of_the_text_itself_is_never_given_out() -> None:
    masked = mask("〔电话1〕是13812345678")
    assert masked.text == "〔电话1〕是〔电话2〕"
    assert restore("〔电话1〕〔电话2〕〔电话3〕", masked.table) == "〔电话1〕13812345678〔电话3〕"


@pytest.mark.parametrize(
    ("number", "valid"),
    [("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310021", False),
     ("110105491231002", True), ("110105499931002", False), ("1101054912310", False)],
)  # fmt: skip
def test_id_numbers(number: str, valid: bool) -> None:
    assert is_id_number(number) is valid


def id_numbers(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def digits(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=least, max_size=most)


PRIVATE = st.one_of(
    st.builds("13{}".format, digits(9, 9)),
    st.builds("0731-{}".format, digits(7, 8)),
    digits(17, 17).map(id_numbers),
    st.builds("62{}".format, digits(14, 17)),
    st.builds("u{}@mail.example.cn".format, digits(1, 6)),
)
PROSE = st.text("，。；：、（）〔〕电话账号姓名预算执行率增长 \n\t|", min_size=1, max_size=20)


@given(st.lists(st.tuples(PROSE, PRIVATE), max_size=6), PROSE)
def test_nothing_private_remains_and_all_comes_back(pairs: list[tuple[str, str]], end: str) -> None:
    text = "".join(prose + private for prose, private in pairs) + end
    masked = mask(text)
    assert [private for _, private in pairs if private in masked.text] == []
    assert restore(masked.text, masked.table) == text


@given(st.text(), st.text("0123456789-@.X〔〕电话1姓名：填表人王小明 ", max_size=60))
def test_mask_and_restore_are_inverse(one: str, other: str) -> None:
    masked = mask(one, other, one)
    assert tuple(restore(text, masked.table) for text in masked.texts) == (one, other, one)


NAMES = st.text("王李赵钱孙周吴郑小大明华国建", min_size=2, max_size=3)


@given(NAMES, st.sampled_from(["填表人：", "联系人（签字）：", "审核人\t", "负 责 人:"]), PROSE)
def test_a_signed_name_is_masked_everywhere(name: str, label: str, prose: str) -> None:
    text = f"{prose}\n{name}{prose}\n{label}{name}\n{prose}"
    assert name not in mask(text).text
