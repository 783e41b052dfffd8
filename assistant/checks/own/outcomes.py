"""What became of rules of one's own, where a person must hear of it."""

from collections.abc import Iterable

from assistant.model.finding import RuleOutcome

ONLY = "本规则只用于"
"""How the reason begins where a rule isn't meant for the pack; nobody need hear of that."""


def idle(outcomes: Iterable[RuleOutcome]) -> list[str]:
    """Return a line for each rule of one's own that applied to nothing.

    A row that is called otherwise in the pack shows only here.
    """
    return [
        f"自定义规则 {each.rule}（{each.name}）不适用：{each.reason}。"
        for each in outcomes
        if each.rule.startswith("U") and each.status == "not_applicable"
        if each.reason and not each.reason.startswith(ONLY)
    ]
