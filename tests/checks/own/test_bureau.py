"""A made-up bureau's eight rules on the demo pack, on a sound pack, and on every kind of damage."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.own import OwnRule, infos, load_rules
from assistant.checks.own.loading import read_rules
from assistant.checks.own.model import WAYS
from assistant.checks.own.outcomes import idle
from assistant.checks.registry import PARTS
from assistant.documents import read_all
from assistant.errors import BadSettings
from assistant.extraction import extract
from assistant.model.pack import Pack
from assistant.resources import data_path
from tests.checks.own.made import Said, say, spoilt

FILE = Path(__file__).parent / "bureau.yaml"
TEXT = FILE.read_text(encoding="utf-8")
RULES = load_rules([FILE])
CODES = [rule.code for rule in RULES]


@cache
def demo(year: int) -> Pack:
    path = data_path("corpus", "demo") / str(year) / "pack.docx"
    return extract(read_all([path]).documents)


def on(pack: Pack) -> dict[str, Said]:
    return {rule.code: say(rule, pack) for rule in RULES}


def test_every_way_of_comparing_is_shown() -> None:
    assert len(RULES) == 8
    assert {rule.way for rule in RULES} == WAYS.keys()


def test_demo_pack() -> None:
    said = on(demo(2024))
    assert {code: len(each.findings) for code, each in said.items()} == {
        **dict.fromkeys(CODES, 0), "U007": 1,
    }  # fmt: skip
    assert {each.outcome.status for each in said.values()} == {"passed", "failed"}
    assert said["U006"].outcome.checked == 3
    (blank,) = said["U007"].findings
    assert (blank.place, blank.severity) == ("base_data/thrift", "warning")
    assert blank.evidence[0].location.row is not None


def test_last_years_demo_pack() -> None:
    said = on(demo(2023))
    assert said["U006"].outcome.status == "not_applicable"
    assert said["U006"].outcome.reason == "本规则只用于2024起年度，材料为2023年度"
    assert not [each for each in said.values() if each.outcome.status in ("crashed", "not_run")]


def test_sound_pack() -> None:
    said = on(spoilt({}))
    assert [each.findings for each in said.values()] == [[]] * 8
    # Its report doesn't speak of 三公经费.
    idle_ones = {code: each.outcome.reason for code, each in said.items() if each.outcome.reason}
    assert idle_ones == {
        "U008": "整体自评报告中没有“三公经费或三公经费支出或三公经费全年支出”的数字（相近的有：支出、项目支出）"
    }
    assert idle(each.outcome for each in said.values()) == [
        "自定义规则 U008（报告中的三公经费与基础数据表一致）不适用：整体自评报告中没有“三公经费或三公经费支出或三公经费全年支出”的数字（相近的有：支出、项目支出）。"
    ]


SPOILT = [
    ("U001", "base_data/spending/三公经费/final", "8.00", "“三公经费”决算8万元，超过预算7.5万元，超出0.5万元。"),
    ("U002", "base_data/spending/公务接待/final", "1.18", "超过2023年决算数1.2万元的0.95倍（1.14万元），超出0.04万元。"),
    ("U003", "base_data/spending/三公经费/final", "7.02", "填7.02万元，而各项之和6.3+0.9+0=7.2万元，两者不符，相差0.18万元。"),
    ("U004", "base_data/staffing/control_rate", "95%", "“在职人数”45人÷“编制数”50人=90%，两者不符，相差5个百分点。"),
    ("U005", "projects/村道养护/money/年度资金总额/executed", "30.00", "各项目执行数之和19+30=49万元，大于项目支出决算48万元，多1万元。"),
    ("U006", "projects/村道养护/money/年度资金总额/rate", "75%", "“村道养护”执行率75%，低于85%。"),
    ("U007", "base_data/thrift", "暂无", "“厉行节约保障措施”只填了“暂无”。"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "place", "raw", "words"), SPOILT)
def test_what_a_rule_finds(code: str, place: str, raw: str, words: str) -> None:
    (found,) = on(spoilt({place: raw}))[code].findings
    assert words in found.message
    assert place in [each.place for each in found.evidence]
    assert found.suggestion.endswith("。")


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_pages_have_every_part(rule: OwnRule) -> None:
    (info,) = infos([rule])
    assert [line.partition("：")[0] for line in info.doc.splitlines()] == list(PARTS)
    assert info.family == "自定义规则"
    assert info.source == rule.basis


def _read(text: str) -> None:
    try:
        read_rules(text, "规则.yaml")
    except BadSettings as error:
        assert str(error).endswith("。")


@given(st.text(st.sampled_from("规则:编号 -\n\t[]{},&*!|>'\"%@#?~“：，U01é\x00"), max_size=60))
def test_no_text_is_more_than_an_error(text: str) -> None:
    _read(text)


@given(at=st.integers(0, len(TEXT) - 1), length=st.integers(0, 40), put=st.text(max_size=3))
def test_no_damage_is_more_than_an_error(at: int, length: int, put: str) -> None:
    _read(TEXT[:at] + put + TEXT[at + length :])


@given(lines=st.permutations(TEXT.splitlines()))
def test_lines_in_any_order_are_no_more_than_an_error(lines: list[str]) -> None:
    _read("\n".join(lines))
