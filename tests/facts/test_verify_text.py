"""Free prose: what is said of each figure."""

import pytest

from assistant.facts.verify_text import verify_text
from tests.facts.small import CONFLICT, GROUND, book

FACTS = book()

CASES = [
    ("水电费决算31.46万元，超预算19.46万元，控制率262.17%。", "matched matched matched"),
    ("水电费花了31.46万元。", "matched"),
    ("水电费决算314600元。", "matched"),
    ("水电费决算约31.5万元。", "matched"),
    ("水电费决算31.64万元。", "contradicting"),
    ("水电费决算31.461万元。", "contradicting"),
    ("（十一）水电费决算31.46万元。", "matched"),
    ("水电费决算31.46元。", "contradicting"),
    ("水电费决算31.46亿元。", "contradicting"),
    ("水电费预算31.46万元。", "contradicting"),
    ("会议费决算31.46万元。", "contradicting"),
    ("水电费决算31.46万元，低于预算19.46万元。", "matched contradicting"),
    ("水电费未超预算，决算31.46万元。", "contradicting"),
    ("会议费决算5万元，比预算少2万元。", "matched matched"),
    ("购置电脑3.2万元。", "unsupported"),
    ("道路修复（数量指标）年度指标值40处，实际完成值36处。", "matched matched"),
    ("道路修复（质量指标）年度指标值≥95%。", "matched"),
    ("道路修复（质量指标）年度指标值≤95%。", "contradicting"),
    ("道路修复（质量指标）年度指标值40处。", "contradicting"),
    ("报告载明：“排查隐患60处，整改45处”，完成率75%。", "matched matched matched"),
    ("报告载明：“排查隐患60处，整改54处”。", "unsupported unsupported"),
    ("全年排查隐患60处，整改45处。", "matched matched"),
    ("全年查处案件60处。", "contradicting"),
    ("水电费控制率≤100%〔建议〕。", "matched"),
    ("水电费控制率≤100%。", "contradicting"),
    ("于2025年6月底前〔建议〕完成。", ""),
    ("于2025年5月底前完成。", "unsupported"),
    ("水电费翻了一番，近三成浪费。", "unsupported unsupported"),
    ("2024年的情况较好，一是责任压实。", ""),
    ("2017年的情况较好。", "unsupported"),
]


@pytest.mark.parametrize(("text", "statuses"), CASES)
def test_claims(text: str, statuses: str) -> None:
    claims = verify_text(text, FACTS, GROUND, "")
    assert " ".join(claim.status for claim in claims) == statuses
    assert all(claim.reason for claim in claims if claim.status != "matched")


def test_a_contradiction_names_the_right_figure() -> None:
    (claim,) = verify_text("水电费决算31.64万元。", FACTS, GROUND, "")
    assert claim.fact is not None and claim.fact.id == "F002"
    assert claim.reason == "“水电费决算”应为31.46万元"
    assert "水电费决算31.64万元。"[claim.start : claim.end] == claim.text == "31.64万元"


def test_offsets_go_on_over_paragraphs() -> None:
    text = "水电费决算31.46万元。\n会议费决算5万元。"
    assert [text[c.start : c.end] for c in verify_text(text, FACTS, GROUND, "")] == [
        "31.46万元",
        "5万元",
    ]


def test_a_figure_in_conflict_counts_only_in_a_question() -> None:
    (claim,) = verify_text("水电费决算31.46万元。", FACTS, CONFLICT, "")
    assert claim.status == "unsupported" and "前后矛盾" in claim.reason
    both = verify_text("水电费决算〔待确认：31.46万元或26.8万元〕。", FACTS, CONFLICT, "")
    assert [claim.status for claim in both] == ["matched", "matched"]
    other = verify_text("水电费决算〔待确认：31.46万元或5万元〕。", FACTS, CONFLICT, "")
    assert [claim.status for claim in other] == ["matched", "contradicting"]
