"""The first line of a report: may this pack be handed in?"""

from decimal import Decimal

from assistant.model.finding import SEVERITIES, SEVERITY_NAMES, CheckReport, Finding, ScoreView

_NEAR = Decimal("0.1")
"""Points: a smaller difference comes from rounding each score."""


_MODEL = "M"
"""The family of what a model noticed."""


def counts_for_verdict(finding: Finding) -> bool:
    """Tell whether a finding may decide anything: what a model noticed never does."""
    return not finding.rule.startswith(_MODEL)


def verdict(report: CheckReport) -> str:
    """Return one Chinese line: the decision, the counts, the score, and what could not run."""
    own = [finding for finding in report.findings if counts_for_verdict(finding)]
    counts = {name: sum(f.severity == name for f in own) for name in SEVERITIES}
    told = "、".join(f"{SEVERITY_NAMES[name]} {n} 处" for name, n in counts.items() if n)
    ran = [item for item in report.outcomes if not item.rule.startswith(_MODEL)]
    if not any(item.status in ("passed", "failed") for item in ran):
        line = "无法判断：没有一条规则能够核查这份材料"
    elif counts["error"]:
        line = f"不能上报：{told}"
    elif counts["warning"]:
        line = f"建议修改后上报：未发现错误，{told}"
    elif counts["info"]:
        line = f"可以上报：未发现错误和警告，{told}"
    else:
        line = "可以上报：未发现问题"
    return f"{line}{_score(report.scores)}{_partly(report)}。"


def _score(scores: list[ScoreView]) -> str:
    view = next((view for view in scores if view.place == "overall"), None)
    if view is None or not view.stated:
        return ""
    if not view.recomputed or abs(Decimal(view.recomputed) - Decimal(view.stated)) < _NEAR:
        return f"（自评总分 {view.stated} 分）"
    return f"（自评总分 {view.stated} 分，重算约 {view.recomputed} 分）"


def _partly(report: CheckReport) -> str:
    crashed = sum(item.status == "crashed" for item in report.outcomes)
    skipped = sum(item.status == "not_selected" for item in report.outcomes)
    told = f"；另有 {crashed} 条规则未能运行，结论不完整" if crashed else ""
    return f"{told}；按选择未运行 {skipped} 条规则" if skipped else told
