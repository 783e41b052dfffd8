"""The words of a finding: one's own with their placeholders filled, or the arithmetic."""

import re
from collections.abc import Mapping

from assistant.checks.context import Context
from assistant.checks.own.grid import Found
from assistant.checks.own.judge import Clash
from assistant.checks.own.model import OwnRule, Way
from assistant.checks.own.names import said

_BRACES = re.compile(r"\{([^{}]*)\}")
ADVICE: dict[Way, str] = {
    "same": "核对两处数据，改正填错的一处",
    "total": "核对合计与各分项，改正填错的一处",
    "ratio": "核对分子和分母；数字无误的，比率改为{应为}",
    "at_most": "核对数据；数字无误的，说明原因",
    "at_least": "核对数据；数字无误的，说明原因",
    "required": "按填表要求补填",
}
"""What to do where a rule gives no advice of its own."""

_STOPS = ("。", "！", "？")


def filled(rule: OwnRule, chief: Found, clash: Clash, ctx: Context) -> tuple[str, str]:
    """Return a finding's message and suggestion; the suggestion ends with the rule's basis."""
    values = {
        "表": said(chief.row.form), "项目": chief.row.project[0] if chief.row.project else "",
        "行": chief.row.label, "列": chief.column, "单位": ctx.pack.unit.text,
        "年度": str(ctx.pack.year or ""), "值": clash.found, "应为": clash.expected,
        "相差": clash.difference, "算式": clash.sum or clash.expected,
    }  # fmt: skip
    tail = "，属尾差" if clash.tail else ""
    message = _sentence(_fill(rule.message, values) if rule.message else clash.message + tail)
    advice = _sentence(_fill(rule.advice or ADVICE[rule.way], values))
    return message, f"{advice}依据：{_sentence(rule.basis)}"


def _fill(text: str, values: Mapping[str, str]) -> str:
    # In one pass: what a pack says is never looked at for placeholders.
    return _BRACES.sub(lambda found: values[found[1]], text)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith(_STOPS) else f"{text.rstrip('.；;，,')}。"
