"""Rules of one's own, written in YAML by an office without programmers.

``load_rules`` reads and checks files of rules, ``entries`` makes them entries of the rule book
that the engine runs beside its own, ``infos`` lists them.
"""

from collections.abc import Iterable

from assistant.checks.own.loading import load_rules
from assistant.checks.own.model import OwnRule, OwnRules
from assistant.checks.own.page import info_of
from assistant.checks.own.running import entries
from assistant.checks.registry import RuleInfo

__all__ = ["OwnRule", "OwnRules", "entries", "infos", "load_rules"]


def infos(rules: Iterable[OwnRule]) -> list[RuleInfo]:
    """Return what there is to know about rules of one's own."""
    return [info_of(rule) for rule in rules]
