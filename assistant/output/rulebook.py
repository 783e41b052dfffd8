"""What the outputs tell of a rule; the caller takes it from the rule book."""

from typing import NamedTuple

from assistant.model.finding import Severity


class RuleEntry(NamedTuple):
    """One rule for readers: ``basis`` is what it rests on, ``page`` its whole page, in Chinese."""

    code: str
    name: str
    severity: Severity
    family: str
    basis: str
    page: str
