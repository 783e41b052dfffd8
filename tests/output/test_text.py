"""The check report for a terminal."""

import pytest

from assistant.model.finding import CheckReport
from assistant.output import text
from tests.output import sample


def rendered() -> str:
    return text.render(sample.make_report())


def test_first_line_is_the_verdict() -> None:
    assert rendered().splitlines()[0] == "不通过：错误2项、警告1项、提示1项；1条规则未能运行。"


def test_whole_report_of_one_finding() -> None:
    lines = rendered().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("2. X105"))
    assert lines[start : start + 7] == [
        "2. X105 文表金额一致　整体自评报告 › 资金使用及绩效情况 › 公用经费 › 第1段 › 文中“220.38万元”",
        "   问题：报告写公用经费220.38万元，基础数据表为223.08万元，相差2.70万元。",
        "   原文：整体自评报告 › 资金使用及绩效情况 › 公用经费 › 第1段（青禾镇2023年自评材料.docx）　“公用经费支出220.38万元，较上年增长10.8%。”",
        "   原文：基础数据表 › 公用经费 › 本年决算数（青禾镇2023年自评材料.docx，第2个表第7行第5列）　“公用经费　201.30　196.40　223.08”",
        "   可能原因：两数相邻数字“0、3”换位，可能是录入时写颠倒。",
        "   建议：核对决算数后，将报告中的220.38万元改为223.08万元。",
        "   同一原因的其他规则：N203、A110",
    ]


@pytest.mark.parametrize(
    "expected",
    [
        "Y402 上年决算衔接：KeyError：缺少上年材料",
        "不等于通过",
        "搁置理由：纸质件已签字（财政所，有效期至 2024-06-30）",
        "合计：错误 2 项，警告 1 项，提示 1 项，已搁置 1 项。",
        "通过 31 条，发现问题 4 条，不适用 3 条，未能运行 1 条，未选用 1 条",
        "自评 98.5，各项合计 96.35，重新计算 87.19",
    ],
)
def test_says(expected: str) -> None:
    assert expected in rendered()


def test_errors_come_first() -> None:
    heads = [line for line in rendered().splitlines() if line.startswith("【")]
    assert heads == [
        "【错误】2 项", "【警告】1 项", "【提示】1 项",
        "【未能运行的规则】1 条（不等于通过，请人工核对）", "【已搁置】1 项（不计入结论）",
    ]  # fmt: skip


def test_a_long_quote_is_not_cut() -> None:
    report = sample.make_report()
    report.findings[0].evidence[0].quote = "全文" * 3000
    assert "全文" * 3000 in text.render(report)


def test_escape_sequences_and_line_breaks_of_a_file_do_not_reach_the_terminal() -> None:
    report = sample.twist(sample.make_report(), lambda each: f"{each}\x1b[2J\n\r【错误】\u202e")
    out = text.render(report)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "␛[2J ⏎" in out
    assert sum(line.startswith("【错误】") for line in out.splitlines()) == 1


def test_colour_changes_nothing_but_colour() -> None:
    import re

    assert re.sub(r"\x1b\[\d+m", "", text.render(sample.make_report(), colour=True)) == rendered()


def test_nothing_found_still_tells_what_ran() -> None:
    report = CheckReport(verdict="通过。", profile="national", rulebook="0.1.0")
    assert text.render(report).splitlines() == [
        "通过。", "", "合计：错误 0 项，警告 0 项，提示 0 项，已搁置 0 项。",
        "规则：通过 0 条，发现问题 0 条，不适用 0 条，未能运行 0 条，未选用 0 条，未运行 0 条（规则库 0.1.0）。",
        "评分口径：全国通用（national）。",
    ]  # fmt: skip


def test_quotation_marks_inside_a_quote_are_single() -> None:
    assert text.quoted("所称“两清”已完成") == "“所称‘两清’已完成”"
    assert text.quoted("半截“引文") == "“半截‘引文”"
    assert text.quoted("”的后半句") == "“’的后半句”"


def test_a_quote_that_begins_with_a_quotation_mark_has_one_only() -> None:
    assert text.quoted("“农村危房改造”得分：3") == "“农村危房改造”得分：3"
