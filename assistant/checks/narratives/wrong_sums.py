"""How a total is reported that isn't the sum of its parts."""

from collections.abc import Iterator

from assistant.checks.compare import add
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, said
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding


def wrong_sum(
    ctx: Context, code: str, total: Fact, parts: list[Fact], right: str, slip: str
) -> Iterator[Finding]:
    """Yield the finding of rule ``code`` that parts add up to ``right``, as it is printed.

    ``slip`` explains it where nothing nearer does.
    """
    added = "+".join(map(said, parts))
    for found in conflict(
        ctx, code, cite(total), add([part.quantity for part in parts]),
        f"{added}={right}，报告{_named(total)}写{said(total)}",
        others=[cite(part) for part in parts],
    ):  # fmt: skip
        found.explanation = found.explanation or slip
        yield found


def _named(total: Fact) -> str:
    name = spoken(total)
    return f"“{name}”" if name else ""
