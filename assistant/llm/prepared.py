"""A request as it would be sent: masked, with the shape of the answer spelled out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from assistant.llm.budget import estimate
from assistant.llm.endpoint import Endpoint
from assistant.llm.framing import unescape
from assistant.llm.privacy import mask, restore
from assistant.llm.request import Answer, Request, Tokens
from assistant.llm.shape import instruction, strict_schema
from assistant.llm.store import digest


@dataclass(frozen=True)
class Prepared(Generic[Answer]):
    """The two texts that leave the machine, and the table that stays."""

    request: Request[Answer]
    system: str
    user: str
    table: Mapping[str, str]

    @property
    def need(self) -> Tokens:
        """Return an estimate of the most that one call takes."""
        schema = json.dumps(strict_schema(self.request.schema))
        return Tokens(estimate(self.system, self.user, schema), self.request.max_tokens)

    def key(self, endpoint: Endpoint) -> str:
        """Return the name of the cached reply: prompt, model, address, input, shape; no key."""
        asked = self.request
        return digest(
            asked.prompt,
            asked.version,
            endpoint.model,
            endpoint.base_url,
            self.system,
            self.user,
            strict_schema(asked.schema),
        )

    def opened(self, data: Any) -> Any:
        """Return JSON data with masks and frame codes of its strings undone."""
        match data:
            case str():
                return restore(unescape(data), self.table)
            case list():
                return [self.opened(each) for each in data]
            case dict():
                return {key: self.opened(value) for key, value in data.items()}
        return data


def prepare(request: Request[Answer]) -> Prepared[Answer]:
    """Return what would be sent for a request."""
    masked = mask(request.system, request.user, names=request.private)
    system, user = masked.texts
    system = f"{system}\n\n{instruction(request.schema)}"
    return Prepared(request, system, user, masked.table)


def show(request: Request[Answer]) -> str:
    """Return exactly the texts that would be sent, under the names of their roles."""
    prepared = prepare(request)
    head = f"# {request.prompt}（版本 {request.version}）"
    return f"{head}\n[system]\n{prepared.system}\n[user]\n{prepared.user}\n"
