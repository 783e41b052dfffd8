"""What an error of a server stands for."""

import pytest

from assistant.llm.dialect import Dialect, from_record
from assistant.llm.faults import Kind, from_status, message, retry_after
from assistant.llm.request import Rung

WAITS = [
    ({"retry-after": "7"}, 7.0),
    ({"retry-after": " 1.5 "}, 1.5),
    ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
    ({"retry-after": "Thu, 01 Jan 1970 00:02:00 GMT"}, 20.0),
    ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
    ({"retry-after": "soon"}, None),
    ({"retry-after": "-5"}, None),
    ({"retry-after": "9" * 400}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "seconds"), WAITS)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, now=100.0) == seconds


KINDS = [
    (400, '{"error": {"message": "Unknown parameter: tools"}}', Kind.UNSUPPORTED),
    (400, '{"code": "Arrearage", "message": "Access denied"}', Kind.QUOTA),
    (400, '{"error": "Prompt is too long"}', Kind.REJECTED),
    (402, '{"error": {"message": "Insufficient Balance"}}', Kind.QUOTA),
    (403, '{"error": {"message": "insufficient balance"}}', Kind.QUOTA),
    (403, "<html>Forbidden</html>", Kind.KEY),
    (429, '{"error": {"type": "exceeded_current_quota_error"}}', Kind.QUOTA),
    (429, '{"error": {"message": "Quota exceeded for requests per minute"}}', Kind.BUSY),
    (529, "", Kind.BUSY),
    (302, "", Kind.ABROAD),
    (418, "teapot", Kind.BROKEN),
    (410, "", Kind.MISSING),
]


@pytest.mark.parametrize(("status", "body", "kind"), KINDS)
def test_kinds(status: int, body: str, kind: Kind) -> None:
    assert from_status(status, {}, body).kind == kind


@pytest.mark.parametrize(
    "body", ["", "null", "[]", '{"error": null}', "[" * 100_000, '{"error": [1]}', "<b>x</b>"]
)
def test_any_error_body_gives_some_words(body: str) -> None:
    assert len(message(body)) <= 500


def test_no_key_stands_in_a_reason() -> None:
    fault = from_status(401, {}, '{"error": {"message": "Bad key sk-abcdef123456 given"}}')
    assert "abcdef" not in fault.reason


def test_stepping_down_ends() -> None:
    dialect, steps = Dialect(), 0
    while (lower := dialect.without("bad request")) is not None:
        dialect, steps = lower, steps + 1
    assert (dialect.rung, dialect.temperature, dialect.size) == (Rung.PLAIN, False, "")
    assert steps == 5


@pytest.mark.parametrize(
    "record", [{}, {"rung": "tool"}, {**Dialect().record(), "size": 5},
               {**Dialect().record(), "system": 1}, {**Dialect().record(), "rung": []}],
)  # fmt: skip
def test_a_damaged_dialect_is_none(record: dict[str, object]) -> None:
    assert from_record(record) is None
    assert from_record(Dialect().record()) == Dialect()
