"""The first line of a report: may this pack be handed in?"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from assistant.model.finding import (
    SEVERITIES,
    SEVERITY_NAMES,
    CheckReport,
    Finding,
    LackKind,
    ScoreView,
    Severity,
)

_NEAR = Decimal("0.1")
"""Points: a smaller difference comes from rounding each score."""


_MODEL = "M"
"""The family of what a model noticed."""

PENDING = "W110"
"""The rule that lists a draft's open marks; ``found`` counts them: 待确认7处没有填."""


def counts_for_verdict(finding: Finding) -> bool:
    """Tell whether a finding may decide anything: what a model noticed never does."""
    return not finding.rule.startswith(_MODEL)


def verdict(report: CheckReport) -> str:
    """Return one Chinese line: the decision, the counts, the score, and what was left open.

    A pack may be handed in only where everything of it was read, trusted and checked.
    """
    own = [finding for finding in report.findings if counts_for_verdict(finding)]
    counts = {name: sum(f.severity == name for f in own) for name in SEVERITIES}
    told = "、".join(f"{SEVERITY_NAMES[name]} {n} 处" for name, n in counts.items() if n)
    ran = [item for item in report.outcomes if not item.rule.startswith(_MODEL)]
    left, score, aside = "、".join(_open(report)), _score(report.scores), _aside(report)
    if not any(item.status in ("passed", "failed") for item in ran):
        line = "无法判断：没有一条规则能够核查这份材料"
    elif counts["error"]:
        line = f"不能上报：{told}"
    elif left:
        so_far = f"结论不完整：{_found(counts)}，但有 {left}"
        return f"{so_far}，核对补齐后才能判断能否上报{score}{aside}。"
    elif counts["warning"]:
        line = f"建议修改后上报：未发现错误，{told}"
    elif counts["info"]:
        line = f"{_first(report)}可以上报：未发现错误和警告，{told}"
    else:
        line = "可以上报：未发现问题"
    rest = f"；另有 {left}，结论不完整" if left else ""
    return f"{line}{score}{_doubtful(own)}{rest}{aside}。"


def _found(counts: dict[Severity, int]) -> str:
    """Return what was found where there is no error: clean grades together, then the counts."""
    clean = [SEVERITY_NAMES[name] for name in SEVERITIES[:2] if not counts[name]]
    told = [f"{SEVERITY_NAMES[name]} {n} 处" for name, n in counts.items() if n]
    return "，".join([f"未发现{'和'.join(clean)}", *told])


def _doubtful(findings: list[Finding]) -> str:
    """Return how many errors rest on figures that first want a look at the original."""
    count = sum(bool(f.caution) for f in findings if f.severity == "error")
    return f"；{count} 处错误所据的内容待核对" if count else ""


def _first(report: CheckReport) -> str:
    """Return what must be done first in a draft whose figures are in order."""
    found = [f.found for f in report.findings if f.rule == PENDING]
    counts = {kind: sum(int(n) for text in found for n in re.findall(rf"{kind}(\d+)处", text))
              for kind in ("待确认", "建议")}  # fmt: skip
    told = [f"填好 {counts['待确认']} 处〔待确认〕"] if counts["待确认"] else []
    told += [f"定下 {counts['建议']} 处〔建议〕"] if counts["建议"] else []
    return f"{'、'.join(told)}后" if told else ""


def _score(scores: list[ScoreView]) -> str:
    view = next((view for view in scores if view.place == "overall"), None)
    if view is None or not view.stated:
        return ""
    if not view.recomputed or abs(Decimal(view.recomputed) - Decimal(view.stated)) < _NEAR:
        return f"（自评总分 {view.stated} 分）"
    return f"（自评总分 {view.stated} 分，重算约 {view.recomputed} 分）"


_LACKS: dict[LackKind, str] = {
    "file": "{} 个文件未能读取",
    "page": "{} 页没有读出内容",
    "form": "{} 张表未能读取",
    "layout": "{} 张表的表样没有见过、按通用表头读取",
    "content": "{} 处内容未能读取或归入栏目",
    "scanned": "{} 页的文字来自扫描软件、未经核对",
}


def _open(report: CheckReport) -> Iterator[str]:
    """Yield what leaves the conclusion incomplete: unread, doubtful, not run."""
    lacks = Counter(dict.fromkeys(_LACKS, 0))
    for lack in report.lacks:
        lacks[lack.kind] += lack.count
    yield from (words.format(lacks[kind]) for kind, words in _LACKS.items() if lacks[kind])
    kinds = Counter(item.kind for item in report.to_review)
    if kinds["figure"]:
        yield f"{kinds['figure']} 处数字待核对"
    if kinds["text"]:
        yield f"{kinds['text']} 处文字待核对"
    if crashed := sum(item.status == "crashed" for item in report.outcomes):
        yield f"{crashed} 条规则未能运行"


def _aside(report: CheckReport) -> str:
    """Return what was left out by choice or by design."""
    insets = sum(lack.count for lack in report.lacks if lack.kind == "inset")
    skipped = sum(item.status == "not_selected" for item in report.outcomes)
    told = f"；报告正文中的 {insets} 张表没有核对" if insets else ""
    return f"{told}；按选择未运行 {skipped} 条规则" if skipped else told
