"""What messages call figures whose measure is only a word of relation."""

import pytest

from assistant.checks.spoken import spoken
from tests.checks.build import put, read_prose, sound

WORK = "overall_report/资金使用及绩效情况/p"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("受益人口由2023年4.30万人增加到4.72万人。", ["受益人口", "受益人口"]),
        ("信访件由46件变为52件。", ["信访件", "信访件"]),
        ("馆藏由上年末的181400册增加到186200册。", ["馆藏", "馆藏"]),
        ("关注人数增至2.34万人。", ["关注人数"]),
        ("公用经费比预算64.00万元节约2.15万元。", ["公用经费预算", "公用经费"]),
        ("治理河道12.8公里，为目标12.5公里的102.4%。", ["治理河道", "目标", "治理河道"]),
        ("公务接待费0.90万元。", ["公务接待费"]),
    ],
)
def test_figures_are_called_by_nouns(sentence: str, names: list[str]) -> None:
    pack = sound()
    put(pack, WORK, sentence)
    read_prose(pack)
    told = [fact for fact in pack.figures if fact.place.startswith(f"{WORK}@")]
    assert [spoken(fact) for fact in told] == names
