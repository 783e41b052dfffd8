"""Rule X137: what is told of the projects one after the other."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import put
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def rate_left_blank(pack: Pack) -> None:
    put(pack, "projects/村道养护/money/年度资金总额/rate", "")


CASES = [
    Case("X137", "a rate of the second", "fails", done("两个项目执行率分别为95%、90%。"),
         says="“村道养护”项目自评表执行率为100%"),
    Case("X137", "a score", "fails", done("自评得分依次为95.50分、100分。"), says="总得分"),
    Case("X137", "the scores make what the report says: A116 tells of the total", "passes",
         {"projects/灌溉渠维修/total/score": "95.90"} | done("自评得分依次为99.50分、100分。")),
    Case("X137", "all right", "passes",
         done("两个项目执行率分别为95%、100%，自评得分分别为99.50分、100分。")),
    Case("X137", "none is right: of other projects", "passes", done("两个项目执行率分别为81%、72%。")),
    Case("X137", "more than there are tables", "applies_not", done("执行率为95%、90%、85%。")),
    Case("X137", "a table without a rate", "applies_not", done("两个项目执行率分别为95%、90%。"),
         rate_left_blank),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
