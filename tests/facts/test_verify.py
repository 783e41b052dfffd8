"""Templates: what verify accepts and what it refuses, and why."""

import pytest

from assistant.drafts.wording import sentence
from assistant.facts.ground import Ground
from assistant.facts.verify import verify
from assistant.model.draft import DraftParagraph, Sentence
from tests.facts.small import CONFLICT, GROUND, book

FACTS = book()


def reasons(template: str, ground: Ground = GROUND, scope: str | None = "", row: str = "") -> str:
    paragraph = DraftParagraph(sentences=[sentence(template)])
    return "；".join(fault.reason for fault in verify([paragraph], FACTS, ground, scope, row))


ACCEPTED = [
    "水电费决算{F002}，预算{F001}，超预算{F003}，控制率{F004}。",
    "（一）水电费支出超预算。决算数{F002}，预算数{F001}。",
    "2024年水电费决算{F002}，2025年编制预算时重新核定。",
    "会议费决算{F006}，预算{F005}，低于预算{F007}。",
    "会议费预算{F005}，决算{F006}，未超预算。",
    "“道路修复”（数量指标）年度指标值{F008}，实际完成值{F009}，比指标值少{F010}。",
    "“绿化工程”项目“道路修复”年度指标值{F011}，实际完成值{F012}。",
    "“道路修复”（质量指标）年度指标值{F013}，实际完成值{F014}。",
    "报告载明：“排查隐患{F015}，整改{F016}”，完成率{F017}。",
    "报告载明：“排查隐患60处，整改45处”。",
    "水电费控制率{F018}〔建议〕，由党政办公室〔建议〕负责，{F019}〔建议〕完成。",
    "〔建议：由财务中心牵头〕，具体由各办公室落实。",
    "坚持三重一大集体决策，一是压实责任，二是按月通报。",
    "“三年提质行动2号工程”按《预算管理办法》办理。",
]


@pytest.mark.parametrize("template", ACCEPTED)
def test_accepted(template: str) -> None:
    assert reasons(template) == ""


REFUSED = [
    ("水电费决算31.46万元。", "直接写了数字"),
    ("水电费决算{F002}，约为预算的两倍。", "直接写了数量"),
    ("水电费决算{F002}，近三成用于空调。", "直接写了数量"),
    ("水电费决算{F002}，比上年翻一番。", "直接写了数量"),
    ("水电费决算{F002}，过半用于空调。", "直接写了数量"),
    ("水电费决算{F002}，百分之五用于空调。", "直接写了数量"),
    ("水电费决算{F002}，涉及三个科室。", "直接写了数量"),
    ("水电费决算{F002}，涉及数十笔。", "直接写了数量"),
    ("水电费决算{F002}，２笔未报批。", "直接写了数字"),
    ("水电费决算{F002}，2019年起执行。", "直接写了数字"),
    ("水电费决算{F002}，年底前整改。", "未定的时间"),
    ("水电费决算{F002}，六月底前整改。", "直接写了数量"),
    ("水电费决算{F002}万元。", "重复写了单位"),
    ("水电费控制率{F004}%。", "重复写了单位"),
    ("水电费决算{F999}。", "不存在"),
    ("水电费决算{F002。", "写法不对"),
    ("水电费预算{F002}。", "没有写明它是什么数"),
    ("水电费决算{F001}。", "没有写明它是什么数"),
    ("会议费决算{F002}。", "没有写明是“水电费”"),
    ("水电费、会议费决算{F002}。", "没有写明是“水电费”"),
    ("决算{F002}。", "没有写明是“水电费”"),
    ("水电费决算{F002}，低于预算{F003}。", "“低于”与"),
    ("水电费未超预算，决算{F002}。", "“未超预算”"),
    ("会议费决算{F006}，超预算{F007}。", "“超预算”"),
    ("“道路修复”（数量指标）年度指标值{F008}，比指标值多{F010}。", "“比指标值多”"),
    ("“道路修复”年度指标值{F008}。", "不止一处"),
    ("“道路修复”（质量指标）年度指标值{F008}。", "没有写明是"),
    ("“绿化工程”项目“道路修复”年度指标值{F008}。", "没有写明是"),
    ("排查隐患{F015}。", "随原文引用"),
    ("报告载明：“排查隐患{F016}，整改{F015}”。", "随原文引用"),
    ("报告载明：“排查隐患61处”。", "直接写了数字"),
    ("完成率{F017}。", "来源数据没有先写明"),
    ("水电费控制率{F004}〔建议〕。", "不能标为〔建议〕"),
    ("水电费由应急管理局协同中心负责，决算{F002}。", "材料中没有“"),
    ("水电费决算{F002}，按《差旅费管理规定》执行。", "材料中没有《差旅费管理规定》"),
    ("水电费决算{F002}，按县财〔2024〕12号文件执行。", "直接写了数字"),
]


@pytest.mark.parametrize(("template", "reason"), REFUSED)
def test_refused(template: str, reason: str) -> None:
    assert reason in reasons(template)


def test_the_row_may_be_given_by_the_cell() -> None:
    template = "实际完成值{F009}，比指标值少{F010}。"
    row = "overall/indicators/数量指标/道路修复"
    assert reasons(template, row=row) == ""
    assert "没有写明是" in reasons(template, row="overall/indicators/质量指标/道路修复")


def test_facts_of_a_sentence_are_those_of_its_template() -> None:
    paragraph = DraftParagraph(sentences=[Sentence(template="水电费决算{F002}。", facts=["F001"])])
    assert [f.reason for f in verify([paragraph], FACTS, GROUND)] == [
        "句子登记的数据与所引用的不一致"
    ]


CONFLICTS = [
    ("水电费决算{F002}。", "前后矛盾"),
    ("水电费决算〔待确认：{F002}或{F020}〕。", ""),
    ("水电费决算〔待确认：{F002}或{F006}〕。", "并无矛盾"),
    ("水电费决算〔待确认：{F002}或{F002}〕。", "并无矛盾"),
    ("会议费决算〔待确认：{F002}或{F020}〕。", "没有写明是“水电费”"),
]


@pytest.mark.parametrize(("template", "reason"), CONFLICTS)
def test_a_figure_in_conflict_stands_only_in_a_question(template: str, reason: str) -> None:
    found = reasons(template, CONFLICT)
    assert reason in found if reason else found == ""


@pytest.mark.parametrize(
    ("words", "template", "accepted"),
    [
        ("余15只已于次年1月装完。", "完成时限按自评表说明所列“2025年1月”执行。", True),
        ("余15只明年3月底前装完。", "完成时限按自评表说明所列“2025年3月底前”执行。", True),
        ("余15只已于次年1月装完。", "完成时限按自评表说明所列“2025年2月”执行。", False),
        ("余15只已于次年1月装完。", "完成时限按自评表说明所列“2024年1月”执行。", False),
        ("余15只尽快装完。", "完成时限按自评表说明所列“2025年1月”执行。", False),
    ],
)
def test_a_date_of_next_year_may_be_written_in_figures(
    words: str, template: str, accepted: bool
) -> None:
    ground = Ground(frozenset({2023, 2024, 2025}), words)
    assert (reasons(template, ground) == "") is accepted
