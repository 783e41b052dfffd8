"""Where a model is, as the environment names it."""

from pathlib import Path

import pytest

from assistant.errors import ModelUnavailable
from assistant.llm import cache_folder, connect, find_endpoint

KEY = {"OPENAI_API_KEY": "sk-secret"}
LOCAL = {"OPENAI_BASE_URL": "http://127.0.0.1:8000/v1/"}


def test_without_a_name_there_is_no_model() -> None:
    assert find_endpoint("", KEY) is None
    assert find_endpoint(" ", {"JIXIAO_MODEL": " ", **KEY}) is None
    assert connect(None) is None


def test_the_call_comes_before_the_environment() -> None:
    environ = {"JIXIAO_MODEL": "one", **KEY, **LOCAL}
    named = [find_endpoint(name, environ) for name in ("", "two")]
    assert [each.model for each in named if each] == ["one", "two"]
    assert {each.base_url for each in named if each} == {"http://127.0.0.1:8000/v1"}
    assert {each.host for each in named if each} == {"127.0.0.1:8000"}


def test_a_local_server_needs_no_key_and_the_public_one_does() -> None:
    assert find_endpoint("m", LOCAL)
    assert find_endpoint("m", KEY)
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        find_endpoint("m", {})


@pytest.mark.parametrize(
    "address",
    ["ftp://a/v1", "file:///etc/passwd", "api.example.cn/v1", "http://", "http://u:geheim@a/v1",
     "http://a/v1?key=geheim", "http://a:99999/v1", "http://[::1/v1", "http://a:0/v1"],
)  # fmt: skip
def test_addresses_that_make_no_sense(address: str) -> None:
    with pytest.raises(ModelUnavailable) as raised:
        find_endpoint("m", {"OPENAI_BASE_URL": address, **KEY})
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize("key", ["密钥", "a\nb", "a\x00"])
def test_a_key_that_no_header_can_hold(key: str) -> None:
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        find_endpoint("m", {"OPENAI_API_KEY": key})


def test_the_key_shows_nowhere() -> None:
    endpoint = find_endpoint("m", KEY)
    assert endpoint
    assert "sk-secret" not in repr(endpoint) + endpoint.model_dump_json()


def test_cache_folder(tmp_path: Path) -> None:
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "jixiao"
    assert cache_folder({"XDG_CACHE_HOME": "relative"}).is_absolute()
    assert cache_folder({}).name == "jixiao"
