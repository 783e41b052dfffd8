"""Scores that are wrong by just what the total differs from their sum: the total is right."""

import re
from decimal import Decimal

from assistant.checks.explaining.culprits import amount
from assistant.model.finding import Finding

_SCORES = ("S101", "S102", "S104")
_SUM = re.compile(r"总分填(\d+(?:\.\d+)?)分，各项得分合计(\d+(?:\.\d+)?)分")
_ADVICE = re.compile("，(?:并相应改正总分|总分相应改正)。$")


def with_standing_total(finding: Finding) -> Finding:
    """Return a finding of a score; without the advice to change a total that is already right."""
    told = _SUM.search(finding.explanation) if finding.rule in _SCORES else None
    if told is None:
        return finding
    found, expected = amount(finding.found), amount(finding.expected)
    if found is None or expected is None:
        return finding
    if Decimal(told[2]) - Decimal(told[1]) != found[0] - expected[0]:
        return finding
    advice = f"；改正后各项得分合计就是所填总分{told[1]}分，总分不必改。"
    return finding.model_copy(update={"suggestion": _ADVICE.sub(advice, finding.suggestion)})
