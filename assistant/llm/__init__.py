"""Language models: one way to ask any OpenAI-compatible endpoint, that survives bad servers.

    endpoint = find_endpoint("qwen3-32b")       # or JIXIAO_MODEL; None where no model is named
    with connect(endpoint, Options(cache=folder, limits=Limits(tokens=200_000))) as client:
        reply = client.ask(Request("problems", "1", system, user, Problems, seconds=60))
        replies = client.ask_many(requests, seconds=600)

A ``Request`` names a prompt and its version, and holds its two texts, the pydantic model of the
answer, a deadline and the room for one reply. A ``Reply`` has an ``Outcome``, and a ``value`` only
where that is ``ANSWERED``; else a Chinese ``reason``, and the caller falls back. ``ask`` raises
only ``KeyRefused`` and ``QuotaExhausted``; ``ask_many`` raises nothing for a server and keeps
every slot (see ``Client.stopped``).

What a caller need not think of: private numbers and names are masked before anything is sent and
restored in the value (``mask``, ``restore``); the shape of the answer is asked for by the best
means that the endpoint keeps, and read from whatever comes back; retries, deadlines, budget;
answers are cached on disk, masked, so that a second run costs nothing and is identical.

What a caller must do: put document text into a prompt with ``quote`` only, and give the model
``RULE`` once. ``show(request)`` is exactly what would be sent.

Importing this package costs a few milliseconds: what asks, masks and shows is loaded when it is
first named, the model libraries by ``connect``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistant.llm.endpoint import Endpoint, find_endpoint
from assistant.llm.framing import RULE, quote
from assistant.llm.options import Limits, Note, Options, cache_folder, default_options
from assistant.llm.request import Outcome, Reply, Request, Rung, Tokens

if TYPE_CHECKING:
    from assistant.llm.client import Client, connect
    from assistant.llm.prepared import show
    from assistant.llm.privacy import Masked, mask, restore

__all__ = [
    "RULE",
    "Client",
    "Endpoint",
    "Limits",
    "Masked",
    "Note",
    "Options",
    "Outcome",
    "Reply",
    "Request",
    "Rung",
    "Tokens",
    "cache_folder",
    "connect",
    "default_options",
    "find_endpoint",
    "mask",
    "quote",
    "restore",
    "show",
]

_LATE = {
    "Client": "client",
    "Masked": "privacy",
    "connect": "client",
    "mask": "privacy",
    "restore": "privacy",
    "show": "prepared",
}


def __getattr__(name: str) -> Any:
    """Load what was named; ``AttributeError`` for a name that this package doesn't have."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
