"""The way to the server: any body becomes regular or a fault; one host; the system's proxy."""

import asyncio
import json
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from assistant.llm import Endpoint
from assistant.llm.envelope import regular
from assistant.llm.faults import Fault, Kind
from assistant.llm.transport import Guarded, _proxy

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
KEYS = st.sampled_from(
    ["choices", "message", "content", "tool_calls", "function", "arguments", "function_call",
     "refusal", "finish_reason", "usage", "prompt_tokens", "completion_tokens", "error", "code",
     "text", "type", "model"]
)  # fmt: skip
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5)
)
MESSAGES = st.dictionaries(KEYS, JSON, max_size=4)
ENVELOPES = st.builds(
    lambda message, finish, usage, more: {
        "choices": [{"message": message, "finish_reason": finish}], "usage": usage, "model": more,
    },
    MESSAGES, JSON, JSON, JSON,
)  # fmt: skip


@given(JSON | ENVELOPES)
def test_any_body_becomes_regular_or_a_fault(data: Any) -> None:
    try:
        clean = json.loads(regular(json.dumps(data).encode()))
    except Fault as fault:
        assert str(fault)
        return
    (choice,) = clean["choices"]
    assert type(choice["message"]["content"]) is str
    assert type(clean["model"]) is str
    assert choice["finish_reason"] in ("stop", "length", "content_filter", "tool_calls")
    assert regular(json.dumps(clean).encode()) == json.dumps(clean).encode()


@given(st.binary(max_size=50))
def test_any_bytes_become_a_fault(data: bytes) -> None:
    with pytest.raises(Fault):
        regular(data)


def endpoint(address: str) -> Endpoint:
    return Endpoint(model="m", base_url=address, api_key=SecretStr("sk-x"))


@pytest.mark.parametrize(
    "url", ["http://127.0.0.2:9/v1", "http://127.0.0.1:10/v1", "https://127.0.0.1/v1"]
)
def test_no_request_for_another_host_is_sent(url: str) -> None:
    async def sends() -> None:
        transport = Guarded(endpoint("http://127.0.0.1:9/v1"))
        try:
            await transport.handle_async_request(httpx2.Request("POST", url))
        finally:
            await transport.aclose()

    with pytest.raises(Fault) as raised:
        asyncio.run(sends())
    assert raised.value.kind == Kind.ABROAD


def test_the_proxy_of_the_system_is_used_but_not_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("no_proxy", "NO_PROXY", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy.example.cn:3128")
    monkeypatch.setenv("http_proxy", "http://proxy.example.cn:3128")
    monkeypatch.setenv("no_proxy", "inside.example.cn")
    proxies = [
        _proxy(endpoint(address))
        for address in ("https://api.example.cn/v1", "https://inside.example.cn/v1",
                        "http://127.0.0.1:8000/v1", "http://localhost:8000/v1")
    ]  # fmt: skip
    assert proxies == ["http://proxy.example.cn:3128", None, None, None]
