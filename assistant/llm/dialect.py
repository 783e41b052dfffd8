"""How one model behind one address wants to be asked, and how to step down where it refuses."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import BaseModel

from assistant.llm.request import Rung
from assistant.llm.shape import parameters

LADDER = tuple(Rung)
_SIZES = ("max_tokens", "max_completion_tokens", "")
_SHAPE = re.compile(
    r"response_format|json_schema|json_object|json mode|structured|guided|grammar|schema|"
    r"tool|function",
    re.I,
)
_SYSTEM = re.compile(
    r"(?:system|developer)\W{0,3}\s*(?:role|message|prompt)|role.{0,20}system", re.I
)


@dataclass(frozen=True)
class Dialect:
    """What may stand in a request: the ladder's rung and the optional parameters."""

    rung: Rung = Rung.JSON_SCHEMA
    size: str = "max_tokens"
    temperature: bool = True
    system: bool = True

    def body(self, shape: type[BaseModel], max_tokens: int) -> dict[str, Any]:
        """Return what is added to model and messages."""
        body = parameters(shape, self.rung)
        if self.size:
            body[self.size] = max_tokens
        if self.temperature:
            body["temperature"] = 0
        return body

    def messages(self, system: str, user: str) -> list[tuple[str, str]]:
        """Return role and text of each message; without a system role both are one."""
        if self.system:
            return [("system", system), ("user", user)]
        return [("user", f"{system}\n\n{user}")]

    def lower(self) -> "Dialect":
        """Return the dialect one rung below; the lowest stays."""
        at = LADDER.index(self.rung)
        return replace(self, rung=LADDER[min(at + 1, len(LADDER) - 1)])

    def without(self, complaint: str) -> "Dialect | None":
        """Return a dialect without what a server complains of; None where nothing is left.

        Where the complaint names nothing known, the rungs go first, then temperature, then
        the size.
        """
        named = self._named(complaint)
        if named:
            return named
        if self.rung != Rung.PLAIN:
            return self.lower()
        if self.temperature:
            return replace(self, temperature=False)
        return replace(self, size="") if self.size else None

    def _named(self, complaint: str) -> "Dialect | None":
        if self.size and re.search(rf"\b{self.size}\b", complaint):
            return replace(self, size=_SIZES[_SIZES.index(self.size) + 1])
        if self.temperature and "temperature" in complaint:
            return replace(self, temperature=False)
        if self.system and _SYSTEM.search(complaint):
            return replace(self, system=False)
        if self.rung != Rung.PLAIN and _SHAPE.search(complaint):
            return self.lower()
        return None

    def record(self) -> dict[str, Any]:
        """Return what is kept on disk."""
        return asdict(self)


def from_record(record: Mapping[str, Any]) -> Dialect | None:
    """Return the dialect of a record; None where it holds none."""
    rung, size = record.get("rung"), record.get("size")
    flags = (record.get("temperature"), record.get("system"))
    if rung not in LADDER or size not in _SIZES or not all(type(each) is bool for each in flags):
        return None
    return Dialect(Rung(rung), str(size), bool(flags[0]), bool(flags[1]))
