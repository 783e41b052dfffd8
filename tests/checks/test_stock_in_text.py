"""Rules N135 and N137: what there was, what came and went, what there is."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


FLOWS = "新购图书6200册，平均每册35元。"
CASES = [
    Case("N135", "flows of another waste: less than nothing would be left", "passes", done(
        "危险废物产生1.2万吨，处置1.1万吨，年末贮存量由年初的420吨增至620吨；医疗废物处置862.4吨，日均2.36吨。")),
    Case("N135", "digits of the end swapped", "fails", done(
        f"{FLOWS}馆藏由上年末的18.14万册增加到18.26万册，当年剔除旧书1400册。"),
         says="6200册-1400册=186200册"),
    Case("N135", "what went out is the slip", "fails", done(
        f"{FLOWS}馆藏由上年末的18.14万册增加到18.62万册，当年剔除旧书4100册。")),
    Case("N135", "one flow of the same name among others", "fails", done(
        "采集文物264件，其中书画104件、瓷器160件。累计采集由上年末的962件增加到1186件，占馆藏3460件的34.3%。"),
         says="962件+264件=1226件"),
    Case("N135", "adds up", "passes", done(
        f"{FLOWS}馆藏由上年末的18.14万册增加到18.62万册，当年剔除旧书1400册。")),
    Case("N135", "the flow of that name adds up", "passes", done(
        "采集文物264件，其中书画104件、瓷器160件。累计采集由上年末的922件增加到1186件，占馆藏3460件的34.3%。")),
    Case("N135", "far from adding up: of something else", "passes", done(
        "捐赠图书31册。馆藏由上年末的18.14万册增加到18.62万册。")),
    Case("N135", "what came and what went, no year named", "fails", done(
        "新购图书7400册，配书3.78万册，剔除旧书1600册。馆藏由18.62万册增至22.89万册。")),
    Case("N135", "what came and what went, right", "passes", done(
        "新购图书7400册，配书3.78万册，剔除旧书1600册。馆藏由18.62万册增至22.98万册。")),
    Case("N135", "no year named, nothing went", "applies_not", done(
        "新购图书7400册。馆藏由18.62万册增至22.89万册。")),
    Case("N135", "start and end of the year in one sentence", "fails", done(
        "藏书年初52.30万册，采购2.46万册，注销0.60万册，年末51.46万册。")),
    Case("N135", "start and end, right", "passes", done(
        "藏书年初52.30万册，采购2.46万册，注销0.60万册，年末54.16万册。")),
    Case("N137", "the rate before", "fails", done(
        "设分馆的乡镇由上年末的9个增加到21个，覆盖率由24.9%提高到100%。"), says="42.9%"),
    Case("N137", "right", "passes", done(
        "设分馆的乡镇由上年末的9个增加到21个，覆盖率由42.9%提高到100%。")),
    Case("N137", "not all of them yet", "applies_not", done(
        "设分馆的乡镇由上年末的9个增加到20个，覆盖率由24.9%提高到95.2%。")),
    Case("N135", "no flow is told", "applies_not", done("馆藏由上年末的18.14万册增加到18.26万册。")),
    Case("N135", "two years, no stock", "applies_not", done("接待4100人。参观由上年的812人增加到926人。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
