"""The baseline does what it is described to do, right and wrong."""

import pytest

from benchmarks.rules_peer import flags
from benchmarks.rules_run import read
from corpus import styles
from corpus.dump import dump
from corpus.truth import load

COST = "overall/indicators/经济成本指标/三公经费支出"  # ≤12.4万元, 11.52万元 spent, 8 of 8 points
LENGTH = "overall/indicators/数量指标/新改建农村供水管网长度"  # ≥18公里, 18.6公里, 4 of 4
WORDS = "overall/indicators/数量指标/干部党员集中培训"  # 全年组织6次以上…, 7次, 3 of 3
DATE = "overall/indicators/时效指标/供水管网改造完工时间"  # 11月底前
MONEY = "overall/money/年度资金总额"
TOTAL = ("overall/total/score", "total")
SCORE, EXECUTION = "score", "execution"


@pytest.mark.parametrize(
    ("name", "changed", "flag", "flagged"),
    [
        ("a cost below its target", {}, (COST, SCORE), True),
        ("a cost overrun", {f"{COST}/actual": "13.90万元"}, (COST, SCORE), False),
        ("a target that was met", {}, (LENGTH, SCORE), False),
        ("far above the target", {f"{LENGTH}/actual": "40公里"}, (LENGTH, SCORE), False),
        ("missed with full score", {f"{LENGTH}/actual": "15公里"}, (LENGTH, SCORE), True),
        ("missed, in proportion",
         {f"{LENGTH}/actual": "9公里", f"{LENGTH}/score": "2"}, (LENGTH, SCORE), False),
        ("a target in words", {f"{WORDS}/actual": "3次"}, (WORDS, SCORE), False),
        ("a date", {f"{DATE}/actual": "12月28日"}, (DATE, SCORE), False),
        ("execution as rate × weight", {}, (MONEY, EXECUTION), False),
        ("a wrong execution score", {f"{MONEY}/score": "9.50"}, (MONEY, EXECUTION), True),
        ("a capped execution score",
         {f"{MONEY}/executed": "2488.36", f"{MONEY}/score": "10"}, (MONEY, EXECUTION), True),
        ("a total within 0.1", {"overall/total/score": "99.60"}, TOTAL, False),
        ("a total off by more", {"overall/total/score": "99.91"}, TOTAL, True),
    ],
)  # fmt: skip
def test_what_the_baseline_flags(
    name: str, changed: dict[str, str], flag: tuple[str, str], flagged: bool
) -> None:
    truth = load("tangao", 2024)
    for address, text in changed.items():
        truth = truth.changed(address, text)
    pack, _ = read(dump(styles.pack(truth.raw, styles.HUNAN)))
    assert (flag in flags(pack)) is flagged, name
