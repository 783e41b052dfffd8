"""One call through LangChain and the OpenAI client; they are imported here, and only here."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.llm.endpoint import Endpoint
from assistant.llm.faults import Fault, Kind
from assistant.llm.request import Tokens

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_CONNECT_SECONDS = 10.0


@dataclass(frozen=True)
class Raw:
    """What a server said: its text, whether it refused or was cut off, and the tokens it counted."""

    text: str
    refused: bool
    cut: bool
    tokens: Tokens | None


class Remote:
    """A model behind an address; made and used inside one event loop."""

    def __init__(self, endpoint: Endpoint) -> None:
        import httpx2
        from langchain.chat_models import init_chat_model

        from assistant.llm.transport import Guarded

        self._http = httpx2.AsyncClient(transport=Guarded(endpoint), follow_redirects=False)
        self._model = init_chat_model(
            endpoint.model,
            model_provider="openai",
            base_url=endpoint.base_url,
            api_key=endpoint.api_key.get_secret_value(),
            http_async_client=self._http,
            http_socket_options=(),
            openai_proxy="",
            use_responses_api=False,
            max_retries=0,
            cache=False,
        )

    async def send(
        self, messages: list[tuple[str, str]], body: dict[str, Any], seconds: float
    ) -> Raw:
        """Ask once; raises ``Fault``. The whole call takes at most ``seconds``."""
        import httpx2
        from langsmith import tracing_context

        timeout = httpx2.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))
        try:
            # Whatever the environment says, no copy of a prompt goes to a tracing service.
            with tracing_context(enabled=False):
                async with asyncio.timeout(seconds):
                    said = await self._model.ainvoke(messages, extra_body=body, timeout=timeout)
        except TimeoutError as error:
            raise Fault(Kind.SLOW, "模型没有在时限内答完") from error
        return _raw(said)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def _raw(said: "BaseMessage") -> Raw:
    usage = getattr(said, "usage_metadata", None)
    finish = said.response_metadata.get("finish_reason")
    return Raw(
        text=str(said.content),
        refused=bool(said.additional_kwargs.get("refusal")) or finish == "content_filter",
        cut=finish == "length",
        tokens=Tokens(usage["input_tokens"], usage["output_tokens"]) if usage else None,
    )
