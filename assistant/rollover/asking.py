"""What both questions to a model share: the client, the passages, and what it all took."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from assistant.llm import Outcome, Reply, Request, Tokens, quote
from assistant.model.place import squeeze
from assistant.rollover.statements import Statement

RUN_SECONDS = 300.0
SECONDS = 120.0
_NOTHING = "（没有）"


class Asks(Protocol):
    """What answers questions: a client of :mod:`assistant.llm`."""

    def ask_many(
        self, requests: Sequence[Request[Any]], seconds: float | None = None
    ) -> list[Reply[Any]]:
        """Return a reply for each request, in order."""
        ...


class Model:
    """One model for a whole run; ``usage`` counts what that took, ``private`` is never sent."""

    def __init__(self, client: Asks, name: str, private: Sequence[str] = ()) -> None:
        self._client = client
        self.name = name
        self.private = tuple(private)
        self.usage: dict[str, int] = {}

    def ask(self, requests: Sequence[Request[Any]]) -> list[Reply[Any]]:
        """Return a reply for each request, in order; counts them."""
        replies = self._client.ask_many(requests, RUN_SECONDS) if requests else []
        tokens = sum((reply.tokens for reply in replies), Tokens())
        for name, number in (
            ("requests", len(replies)), ("tokens_sent", tokens.sent),
            ("tokens_received", tokens.received), ("calls", sum(r.calls for r in replies)),
            ("from_cache", sum(reply.from_cache for reply in replies)),
        ):  # fmt: skip
            self.usage[name] = self.usage.get(name, 0) + number
        return replies


def answered(reply: Reply[Any]) -> bool:
    """Tell whether there is a value to look at."""
    return reply.outcome == Outcome.ANSWERED and reply.value is not None


def why_not(reply: Reply[Any]) -> str:
    """Return in Chinese why there is none."""
    return (reply.reason or "模型没有答复").rstrip("。")


class Material(NamedTuple):
    """A paragraph of a summary as a model sees it: its number, words, and figures in it."""

    number: str
    heading: str
    text: str
    figures: dict[str, Statement]


def materials(statements: Sequence[Statement]) -> list[Material]:
    """Return the paragraphs that tell figures; figures are S001…, paragraphs T1…."""
    found: dict[str, Material] = {}
    for count, said in enumerate(statements, 1):
        key = said.fact.place.split("@")[0]
        if key not in found:
            found[key] = Material(f"T{len(found) + 1}", said.heading, said.paragraph, {})
        found[key].figures[f"S{count:03d}"] = said
    return list(found.values())


def told(name: str, lines: Sequence[str]) -> str:
    """Return lines of material as quoted data under a name."""
    return quote(name, "\n".join(lines) or _NOTHING)


def figure_line(number: str, said: Statement, material: Material) -> str:
    """Return a figure as a line of the section 数据: reference, clause, figure, passage."""
    clause, figure = squeeze(said.clause), squeeze(said.fact.quantity.raw)
    return f"{number} | {clause} | {figure} | {material.number}"


def passage(material: Material) -> str:
    """Return a paragraph as a line of the section 材料."""
    heading = f"“{material.heading}”" if material.heading else ""
    return f"{material.number}（工作总结{heading}）：{squeeze(material.text)}"
