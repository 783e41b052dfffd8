"""What a user reads about a rule of one's own: its entry, and its page made from its file."""

from assistant.checks.own.model import WAYS, OwnRule, times
from assistant.checks.own.words import ADVICE
from assistant.checks.registry import RuleInfo

FAMILY = "自定义规则"

_SILENT = {
    "same": "任何一格空白；相差不超过末位一个单位的，只作尾差提示",
    "total": "合计或各分项全部空白；差异在各数末位四舍五入之内。空白的分项按没有该项处理",
    "ratio": "三格有任何一格空白；分母为0；差异在末位四舍五入之内",
    "at_most": "任何一格空白；超出部分在末位四舍五入之内",
    "at_least": "任何一格空白；不足部分在末位四舍五入之内",
    "required": "整行空白的指标",
}


def info_of(rule: OwnRule) -> RuleInfo:
    """Return what there is to know about a rule of one's own."""
    return RuleInfo(
        code=rule.code, name=rule.name, severity=rule.severity, family=FAMILY,
        source=rule.basis, doc=page_of(rule),
    )  # fmt: skip


def page_of(rule: OwnRule) -> str:
    """Return the page of a rule, with the parts that every rule's page has."""
    message = f"本规则的说明是“{rule.message}”" if rule.message else "说明由程序按算式写出"
    parts = {
        "查什么": f"{rule.subject}{_asked(rule)}{_scope(rule)}",
        "为什么": rule.basis,
        "举例": message,
        "怎样改": rule.advice or ADVICE[rule.way],
        "何时不报": f"材料中没有所查的表、行或列；{_SILENT[rule.way]}",
    }
    return "\n".join(f"{part}：{words.rstrip('。')}。" for part, words in parts.items())


def _asked(rule: OwnRule) -> str:
    if rule.required:
        return "应填写，不能空白或只填“无”"
    if rule.ratio is not None:
        return f"应等于{rule.ratio.part}÷{rule.ratio.whole}"
    side = next(s for s in (rule.same, rule.total, rule.at_most, rule.at_least) if s is not None)
    factor = f"的{times(rule.factor)}" if rule.factor is not None else ""
    sum_ = "之和" if rule.way != "total" and len(side.cells) > 1 else ""
    return f"应{WAYS[rule.way]}{side}{sum_}{factor}"


def _scope(rule: OwnRule) -> str:
    scopes = [
        f"年度{'、'.join(rule.years)}" if rule.years else "",
        f"口径{'、'.join(rule.profiles)}" if rule.profiles else "",
        f"名称含{'、'.join(rule.units)}的单位" if rule.units else "",
    ]
    told = "，".join(scope for scope in scopes if scope)
    return f"（限{told}）" if told else ""
