"""What a sentence compares with what: behind a rate or a bracket, with a dated or a named yardstick."""

import pytest

from tests.checks.build import run
from tests.checks.table import Case, judge
from tests.checks.test_what_holds import WORK, done

CASES = [
    Case("N125", "a budget that it is a part of isn't compared", "passes",
         done("画册印制4.26万元，为安排5万元的85.2%，比去年4.86万元减少0.6万元。")),
    Case("N125", "a limit, one kind", "passes",
         done("平均取件时长2.6小时，比3小时的上限少0.4小时。")),
    Case("N125", "a limit, turned round", "fails",
         done("平均取件时长2.6小时，比3小时的上限多0.4小时。"), says="2.6小时比3小时少0.4小时"),
    Case("N125", "a limit, wrong by how much", "fails",
         done("每株养护费46元，比60元的控制标准少24元。"), says="相差14元"),
    Case("N125", "a dated figure behind a rate", "passes",
         done("租车费3.15万元，控制率78.75%，较2023年决算3.62万元减少0.47万元。")),
    Case("N125", "a dated figure behind a rate, turned round", "fails",
         done("租车费3.15万元，控制率78.75%，较2023年决算3.62万元增加0.47万元。"),
         says="3.15万元比3.62万元少0.47万元"),
    Case("N125", "a bracket between", "passes",
         done("年末讲解员36人（专职14人、兼职22人），比上年末的41人减少5人。")),
    Case("N125", "a bracket between, wrong", "fails",
         done("年末讲解员36人（专职14人、兼职22人），比上年末的41人减少7人。"), says="相差5人"),
    Case("N125", "a mean between a sum and last year's", "passes",
         done("场租12万元，场均0.24万元，比上年14万元减少2万元。")),
    Case("N125", "a count of another unit between, wrong", "fails",
         done("接待团队38批次912人次，比2023年45批次减少9批次。"), says="相差7批次"),
    Case("N104", "a part between a whole and last year's", "applies_not",
         done("全年借阅518册，其中少儿借阅260册，比上年490册增加28册。")),
    Case("N104", "by how much below something else", "applies_not",
         done("每场讲解费46元，比50元的指导价低4元，比上年48元下降2元。")),
    Case("N125", "some of them were done and some weren't", "passes",
         done("28座凉亭中有25座完成油漆，3座未完成。")),
    Case("N125", "more weren't done than were left", "fails",
         done("28座凉亭中有25座完成油漆，5座未完成。"), says="报告“未完成”写5座"),
    Case("N125", "some of them were something else", "applies_not",
         done("28座凉亭中有25座完成油漆，6座更换了匾额。")),
    Case("N125", "some were neither", "applies_not",
         done("28座凉亭中有23座合格，3座不合格，2座停用。")),
    Case("N150", "what a dated amount grew by", "passes",
         done("馆藏经费816万元；比2023年决算780万元增加36万元，增长4.62%。")),
    Case("N150", "what a dated amount grew by, wrong", "fails",
         done("馆藏经费816万元；比2023年决算780万元增加36万元，增长6.42%。"),
         says="36万元÷780万元=4.62%"),
    Case("N180", "by how much below a standard", "passes",
         done("每册装订成本48元，低于控制标准4元。")),
    Case("N180", "by how much below a standard told elsewhere", "passes",
         done("每册装订成本上限80元，实际每册30元，低于控制标准50元。")),
    Case("N180", "above the standard it is said to be below", "fails",
         done("每册装订成本48元，低于控制标准44元。"), says="48元大于44元"),
    Case("N104", "同比上年 is a yardstick", "passes",
         done("展柜维修费27万元，同比上年30万元减支3万元，下降10%。")),
    Case("N104", "同比上年, turned round", "fails",
         done("观众126万人次，同比上年140万人次增长10%。"), says="“观众”由140万人次到126万人次"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.why}")
def test_what_is_compared(case: Case) -> None:
    judge(case)


@pytest.mark.parametrize(
    "sentence",
    [
        "画册印制4.26万元，为安排5万元的85.2%，比去年4.86万元减少0.6万元。",
        "展柜维修费27万元，同比上年30万元减支3万元，下降10%。",
        "每册装订成本48元，低于控制标准4元。",
    ],
)
def test_what_holds_is_left_alone_by_all_rules(sentence: str) -> None:
    found = [f for f in run({WORK: sentence}).findings if f.severity != "info"]
    assert not [f.message for f in found if f.place.startswith(WORK)]
