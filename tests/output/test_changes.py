"""What --watch tells of a new check."""

import pytest

from assistant.output.changes import render_changes
from tests.output import sample


def test_changes_since_the_last_check_begin_with_the_new_verdict() -> None:
    before, after = sample.make_report(), sample.make_report()
    after.verdict = "不能上报：错误 2 处。"
    gone, reworded, *_ = after.findings
    come = gone.model_copy(update={"fingerprint": "fp-new", "place": "overall/goal_achieved"})
    after.findings = [*after.findings[1:], come]
    after.findings[0] = reworded.model_copy(update={"message": "句号重复两次。"})
    assert render_changes(before, after).splitlines() == [
        "不能上报：错误 2 处。",
        "【不再出现】1 处",
        f"   错误 T201　整体自评表 › 社会效益 › 受益农户数 › 得分：{gone.message}",
        "【新出现】1 处",
        f"   错误 T201　整体自评表 › 实际完成情况：{gone.message}",
        "【有变化】1 处",
        "   提示 W101　整体自评表 › 实际完成情况：句号重复两次。",
        f"      原来：{reworded.message}",
        "其余 2 处问题与上次相同。",
    ]


@pytest.mark.parametrize(
    ("place", "then"),
    [
        ("base_data/spending/公用经费/final", "base_data/spending/公用经费/final"),
        ("overall_report/概况/p@12人", "overall_report/概况/p@13人"),
    ],
)
def test_a_finding_whose_figures_changed_has_changed(place: str, then: str) -> None:
    before, after = sample.make_report(), sample.make_report()
    first = before.findings[0].model_copy(update={"place": place, "message": "填12。"})
    new = {"place": then, "message": "填13。", "fingerprint": "fp-new"}
    before.findings, after.findings = [first], [first.model_copy(update=new)]
    told = render_changes(before, after)
    assert "【有变化】1 处" in told
    assert "填13。\n      原来：填12。\n其余 0 处问题与上次相同。" in told
    assert "不再出现" not in told
    assert "新出现" not in told


def test_findings_of_other_rules_are_not_paired() -> None:
    before, after = sample.make_report(), sample.make_report()
    first = before.findings[0]
    new = {"rule": "T999", "fingerprint": "fp-new"}
    before.findings, after.findings = [first], [first.model_copy(update=new)]
    told = render_changes(before, after)
    assert "【不再出现】1 处" in told
    assert "【新出现】1 处" in told
    assert "有变化" not in told


def test_findings_with_one_fingerprint_are_counted_not_merged() -> None:
    before, after = sample.make_report(), sample.make_report()
    before.findings = before.findings[:1]
    after.findings = before.findings * 3
    told = render_changes(before, after)
    assert "【新出现】2 处" in told
    assert told.endswith("其余 1 处问题与上次相同。\n")
    assert render_changes(after, after).splitlines()[1:] == ["其余 3 处问题与上次相同。"]
