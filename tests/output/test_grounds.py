"""Lines of quotes: long rows of operands are counted and summed, prose is never left out."""

from decimal import Decimal

from assistant.model.fact import Fact
from assistant.model.finding import Evidence, Finding
from assistant.model.place import Location
from assistant.model.quantity import Quantity
from assistant.output import text
from assistant.output.grounds import quote_lines
from assistant.output.rulebook import RuleEntry
from tests.output import sample

FULL = "网页报告"


def finding(count: int, prose: int = 0) -> Finding:
    places = [f"overall/indicators/数量指标/指标{n}/score" for n in range(count)]
    evidence = [
        Evidence(
            quote=str(n), place=place, location=Location(file="甲.docx", table=1, row=n, col=8)
        )
        for n, place in enumerate(places)
    ]
    operands = [
        Fact(
            place=place,
            measure="得分",
            quantity=Quantity(raw=str(n), place=place, value=Decimal(n)),
        )
        for n, place in enumerate(places)
    ]
    evidence += [
        Evidence(
            quote=f"第{n}句。",
            place=f"overall_report/概况/p#{n + 1}",
            location=Location(file="甲.docx"),
        )
        for n in range(prose)
    ]
    return Finding(rule="A116", name="总分", severity="error", place="overall/total/score",
                   message="不符。", evidence=evidence, operands=operands)  # fmt: skip


def test_few_operands_all_stand() -> None:
    assert len(quote_lines(finding(5), full=FULL)) == 5


def test_of_many_the_first_stand_then_the_count_and_the_sum() -> None:
    lines = quote_lines(finding(10), full=FULL)
    assert len(lines) == 4
    assert lines[0].endswith("指标0 › 得分（甲.docx，第2个表第1行第9列）　“0”")
    assert lines[-1] == f"……另有 7 处（合计42），逐处原文见{FULL}"


def test_without_another_list_nothing_is_left_out() -> None:
    assert len(quote_lines(finding(10))) == 10


def test_prose_is_never_left_out() -> None:
    lines = quote_lines(finding(0, prose=11), full=FULL)
    assert len(lines) == 11
    assert lines[-1].endswith("“第10句。”")


def test_blank_cells_of_one_row_share_a_line() -> None:
    made = finding(0)
    made.evidence = [
        Evidence(quote="（空白）", place=f"overall/x/{name}",
                 location=Location(file="甲.docx", table=1, row=10, col=column))
        for name, column in (("name", 2), ("target", 4), ("actual", 6))
    ]  # fmt: skip
    assert quote_lines(made, full=FULL) == [
        "整体自评表 › x（甲.docx，第2个表第11行第3、5、7列）　（空白）"
    ]


def blank(name: str) -> Finding:
    place = f"overall/indicators/{name}/-/name"
    at = Location(file="甲.docx", table=1, row=3, col=2)
    return Finding(rule="T104", name="空白", severity="error", place=place, found="空白",
                   expected="名称", message=f"“{name}”没有填名称。", suggestion="补填。",
                   evidence=[Evidence(quote="（空白）", place=place, location=at)])  # fmt: skip


def test_equal_findings_of_blank_cells_are_told_together() -> None:
    report = sample.make_report()
    report.findings = [blank("数量指标"), blank("质量指标"), *report.findings]
    lines = text.render(report).splitlines()
    start = lines.index("1–2. T104 空白　整体自评表")
    assert lines[start + 1 : start + 6] == [
        "   问题：“数量指标”没有填名称。",
        "   问题：“质量指标”没有填名称。",
        "   原文：整体自评表 › 数量指标 › （未填名称） › 指标名称（甲.docx，第2个表第4行第3列）　（空白）",
        "   原文：整体自评表 › 质量指标 › （未填名称） › 指标名称（甲.docx，第2个表第4行第3列）　（空白）",
        "   建议：补填。",
    ]
    assert "3. T201" in "\n".join(lines)


def test_what_a_rule_rests_on_is_told_once() -> None:
    report = sample.make_report()
    report.findings *= 2
    rules = [RuleEntry("X105", "金额", "error", "表间核对", "通行做法", "")]
    made = text.render(report, rules=rules)
    assert made.count("   依据：通行做法") == 1
    assert made.count("X105 文表金额一致") == 2
