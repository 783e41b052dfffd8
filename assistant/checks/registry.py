"""The rule book: the decorator that enters a rule, and the list of all rules."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from assistant.model.base import Frozen
from assistant.model.finding import Finding, Severity

if TYPE_CHECKING:
    from assistant.checks.context import Context

RULEBOOK = "1.0"
"""Version of the rule book, printed in every report."""

FAMILIES = {
    "A": "表内勾稽",
    "X": "表间核对",
    "N": "报告文字与数字",
    "S": "评分",
    "T": "指标值与完成值",
    "C": "完整性",
    "D": "照抄与错放",
    "Y": "年度衔接",
    "W": "用语和格式",
    "M": "模型提示",
}

PARTS = ("查什么", "为什么", "举例", "怎样改", "何时不报")
"""What every rule's page says, in this order."""
_MEND = PARTS[3]

_CODE = re.compile(r"[AXNSTCDYWM]\d{3}")

Check = Callable[["Context"], Iterator[Finding]]


class NotRun(Exception):
    """Raised by a rule for want of what it needs; ``str`` is the reason, in Chinese."""


class RuleInfo(Frozen):
    """What a user reads about one rule; ``doc`` is its page's text, in Chinese."""

    code: str
    name: str
    severity: Severity
    family: str
    source: str
    doc: str

    @cached_property
    def advice(self) -> str:
        """What the page says of mending: the suggestion of a finding that has none of its own."""
        lines = (line.partition("：") for line in self.doc.split("\n"))
        return next((words for part, _, words in lines if part == _MEND), "")


class Rule(NamedTuple):
    """A rule and the generator function that runs it."""

    info: RuleInfo
    run: Check


_RULES: dict[str, Rule] = {}


def rule(code: str, *, name: str, severity: Severity, source: str) -> Callable[[Check], Check]:
    """Enter the decorated generator function into the rule book.

    Raises ``TypeError`` for a rule without a docstring (it is the rule's page) and
    ``ValueError`` for a malformed code or one that is taken.
    """

    def enter(run: Check) -> Check:
        if not (run.__doc__ or "").strip():
            raise TypeError(f"rule {code} has no docstring")
        if not _CODE.fullmatch(code):
            raise ValueError(f"{code} is no rule code")
        if code in _RULES:
            raise ValueError(f"rule {code} is defined twice")
        doc = _dedent(run.__doc__ or "")
        info = RuleInfo(
            code=code,
            name=name,
            severity=severity,
            family=FAMILIES[code[0]],
            source=source,
            doc=doc,
        )
        _RULES[code] = Rule(info, run)
        return run

    return enter


def _dedent(doc: str) -> str:
    return "\n".join(line.strip() for line in doc.strip().splitlines())


@cache
def _load() -> None:
    """Import every module of this package and of those below, so that each rule is entered."""
    package = importlib.import_module(__package__ or "assistant.checks")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith(".pages"):  # a command: `python -m assistant.checks.pages`
            importlib.import_module(module.name)


def all_rules() -> list[Rule]:
    """Return every rule, by code in the order of the families."""
    _load()
    order = {family: number for number, family in enumerate(FAMILIES)}
    return sorted(_RULES.values(), key=lambda item: (order[item.info.code[0]], item.info.code))


def rules() -> list[RuleInfo]:
    """Return what there is to know about every rule."""
    return [item.info for item in all_rules()]


def info(code: str) -> RuleInfo:
    """Return one rule's entry; ``KeyError`` when there is none."""
    return _RULES[code].info
