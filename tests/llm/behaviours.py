"""How servers behave, good and bad, and what must become of a request to each.

Replies are written by hand. ``calls`` is the most requests that may be sent for one question.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from time import time

from assistant.llm import Outcome
from tests.llm.server import GOOD, GOOD_TEXT, Exchange, Plays, call

A, M, T = Outcome.ANSWERED, Outcome.MALFORMED, Outcome.TRUNCATED
U, J, S = Outcome.UNAVAILABLE, Outcome.REJECTED, Outcome.STOPPED
LATE, REFUSED = Outcome.TIMEOUT, Outcome.REFUSED


@dataclass(frozen=True)
class Behaviour:
    """One way of a server, and the outcome it must lead to."""

    name: str
    plays: Plays
    outcome: Outcome
    calls: int
    seconds: float
    tries: bool


ALL: list[Behaviour] = []


def on(
    outcome: Outcome, calls: int = 1, seconds: float = 5.0, tries: bool = False
) -> Callable[[Plays], Plays]:
    """Enter a behaviour into the table."""

    def enter(plays: Plays) -> Plays:
        ALL.append(Behaviour(plays.__name__, plays, outcome, calls, seconds, tries))
        return plays

    return enter


def says(
    name: str, text: str | None, outcome: Outcome, calls: int = 1, finish: str = "stop"
) -> None:
    """Enter a server that always says one text, whatever it is asked for."""

    def plays(exchange: Exchange) -> None:
        exchange.complete({"role": "assistant", "content": text}, finish)

    plays.__name__ = name
    on(outcome, calls)(plays)


def fails(
    name: str, status: int, outcome: Outcome, calls: int, text: str = "no", **more: object
) -> None:
    """Enter a server that always answers with an error."""

    def plays(exchange: Exchange) -> None:
        exchange.error(status, text, **more)  # type: ignore[arg-type]

    plays.__name__ = name
    on(outcome, calls)(plays)


def once(name: str, first: Plays, outcome: Outcome = A) -> None:
    """Enter a server that behaves badly once and well afterwards."""

    def plays(exchange: Exchange) -> None:
        if exchange.nth == 1:
            first(exchange)
        else:
            exchange.say(GOOD_TEXT)

    plays.__name__ = name
    on(outcome, 2)(plays)


# Texts.
FENCED = f"好的，结果如下：\n```json\n{GOOD_TEXT}\n```\n请查收。"
WIDE = (
    "｛“sentences”：［｛“text”：“预算执行偏慢，原因待补充。”，“refs”：［“F001”］｝］，“level”：2｝"
)
PYTHON = "{'sentences': [{'text': '预算执行偏慢，原因待补充。', 'refs': ('F001',)}], 'level': 2}"
COMMAS = (
    '{"sentences": [{"text": "预算执行偏慢，原因待补充。", "refs": ["F001",],},], "level": 2,\n}'
)
SURROGATES = GOOD_TEXT.replace("预", "\\u9884")
CUT = GOOD_TEXT[:40]
EXTRA = json.dumps({**GOOD, "note": "多余", "sentences": [{**GOOD["sentences"][0], "why": 1}]})
OTHER = GOOD_TEXT.replace("偏慢", "偏快")

says("good_json_schema", GOOD_TEXT, A)
says("fences_and_prose", FENCED, A)
says("prose_around", f"结果：{GOOD_TEXT} 以上。", A)
says("think_block", f"<think>先看 {{数据}}…</think>\n{GOOD_TEXT}", A)
says("think_end_only", f"先看 {{}}…\n</think>\n\n{FENCED}", A)
says("think_never_closed", f"<think>先看数据，然后写出：\n{GOOD_TEXT}", A)
says("think_only", "<think>先看数据，再看数据", M, 2)
says("trailing_commas", COMMAS, A)
says("single_quotes", PYTHON, A)
says("full_width_punctuation", WIDE, A)
says("byte_order_mark", "\ufeff" + GOOD_TEXT, A)
says("unicode_escapes", SURROGATES, A)
says("half_a_surrogate", GOOD_TEXT.replace("预", "\\ud83d"), M, 2)
says("nested_json_string", json.dumps(GOOD_TEXT), A)
says("call_as_text", json.dumps({"name": "answer", "arguments": GOOD}), A)
says("extra_keys", EXTRA, A)
says("duplicate_keys", GOOD_TEXT[:-1] + ', "level": 3}', M, 2)
says("numbers_as_strings", GOOD_TEXT.replace("2}", '"2"}'), M, 2)
says("missing_key", '{"sentences": []}', M, 2)
says("two_answers", f"{GOOD_TEXT}\n或者\n{OTHER}", M, 2)
says("not_a_number", GOOD_TEXT.replace("2}", "NaN}"), M, 2)
says("endless_number", GOOD_TEXT.replace("2}", "9" * 5000 + "}"), M, 2)
says("deeply_nested", "[" * 100_000, T, 2)
says("truncated", CUT, T, 2, finish="length")
says("cut_without_saying_so", CUT, T, 2)
says("empty_content", "", M, 2)
says("null_content", None, M, 2)
says("same_prose_again_and_again", "预算执行偏慢。", M, 2)
says("refusal_in_words", "抱歉，我无法协助完成这个请求。", REFUSED)
says("content_filter", "", REFUSED, finish="content_filter")
fails("server_error_401", 401, S, 1, "Incorrect API key provided: sk-loop***cdef")
fails("forbidden_403", 403, S, 1)
fails("no_such_model_404", 404, U, 1, code="model_not_found")
fails("request_timeout_408", 408, U, 4)
fails("conflict_409", 409, U, 4)
fails("too_large_413", 413, J, 1)
fails("unprocessable_422", 422, J, 7, "body: field required")
fails("always_400", 400, J, 7, "bad request")
fails(
    "context_too_long", 400, J, 1, "maximum context length is 4096", code="context_length_exceeded"
)
fails("inspection_failed", 400, J, 1, code="data_inspection_failed")
fails("rate_limit_without_advice", 429, U, 4)
fails("rate_limit_of_an_hour", 429, U, 1, headers={"retry-after": "3600"})
fails("quota_exhausted", 429, S, 1, code="insufficient_quota")
fails("payment_required", 402, S, 1)
fails("balance_in_chinese", 429, S, 1, "您的账户余额不足，请充值", code="1113")
fails("internal_error_500", 500, U, 4)
fails("unavailable_503", 503, U, 4)
fails("gateway_timeout_504", 504, U, 4)
fails("not_implemented_501", 501, J, 7)

once("rate_limit_with_seconds", lambda e: e.error(429, "slow", {"retry-after": "0.05"}))
once(
    "rate_limit_with_date",
    lambda e: e.error(429, "slow", {"retry-after": formatdate(time(), usegmt=True)}),
)
once("rate_limit_in_milliseconds", lambda e: e.error(429, "slow", {"retry-after-ms": "20"}))
once("error_500_then_good", lambda e: e.error(500, "oops"))
once("reset_then_good", lambda e: e.reset())
once("truncated_then_longer", lambda e: e.complete({"content": CUT}, "length"))
once("prose_then_good", lambda e: e.complete({"content": "好的，我来写。"}))


# Function calls, and the ladder.
def without(*kinds: str, words: str = "Unknown parameter: 'response_format'") -> Plays:
    """Return a server that refuses some rungs."""

    def plays(exchange: Exchange) -> None:
        if exchange.rung in kinds:
            exchange.error(400, words)
        else:
            exchange.say(exchange.good)

    return plays


@on(A, 1, tries=True)
def no_json_schema(exchange: Exchange) -> None:
    without("json_schema")(exchange)


@on(A, 1, tries=True)
def no_json_schema_no_tools(exchange: Exchange) -> None:
    without("json_schema", "tool", words="tools is not supported")(exchange)


@on(A, 1, tries=True)
def plain_text_only(exchange: Exchange) -> None:
    without("json_schema", "tool", "json_object", words="extra inputs are not permitted")(exchange)


@on(A, 1, tries=True)
def ignores_every_format(exchange: Exchange) -> None:
    exchange.complete({"content": "是的。" if exchange.is_trial else FENCED})


@on(A, 1, tries=True)
def stumbles_over_json_schema(exchange: Exchange) -> None:
    if exchange.rung == "json_schema":
        exchange.error(500, "EngineCore died")
    else:
        exchange.say(exchange.good)


@on(A, 1, tries=True)
def no_temperature(exchange: Exchange) -> None:
    if "temperature" in exchange.body:
        exchange.error(
            400, "Unsupported value: 'temperature' does not support 0", param="temperature"
        )
    else:
        exchange.say(exchange.good)


@on(A, 1, tries=True)
def wants_max_completion_tokens(exchange: Exchange) -> None:
    if "max_tokens" in exchange.body:
        exchange.error(
            400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
        )
    else:
        exchange.say(exchange.good)


@on(A, 1, tries=True)
def no_size_at_all(exchange: Exchange) -> None:
    for name in ("max_completion_tokens", "max_tokens"):
        if name in exchange.body:
            exchange.error(400, f"unknown field {name}")
            return
    exchange.say(exchange.good)


@on(A, 1, tries=True)
def no_system_role(exchange: Exchange) -> None:
    if exchange.body["messages"][0]["role"] == "system":
        exchange.error(400, "System role not supported")
    else:
        exchange.say(exchange.good)


@on(A, 2)
def refuses_only_this_schema(exchange: Exchange) -> None:
    without("json_schema", words="Invalid schema for response_format 'answer'")(exchange)


def calls(
    name: str, arguments: object, outcome: Outcome, most: int = 1, tool: str = "answer"
) -> None:
    """Enter a server that answers every rung with a function call."""

    def plays(exchange: Exchange) -> None:
        exchange.complete({"content": None, "tool_calls": [call(tool, arguments)]}, "tool_calls")

    plays.__name__ = name
    on(outcome, most)(plays)


calls("good_tool_call", GOOD_TEXT, A)
calls("wrong_tool_name", GOOD_TEXT, A, tool="finish")
calls("wrong_tool_and_arguments", '{"city": "长沙"}', M, 2, tool="weather")
calls("arguments_as_object", GOOD, A)
calls("arguments_cut_off", CUT, T, 2)
calls("arguments_empty", "", M, 2)


@on(A)
def legacy_function_call(exchange: Exchange) -> None:
    exchange.complete({"content": None, "function_call": {"name": "f", "arguments": GOOD_TEXT}})


@on(REFUSED)
def refusal_field(exchange: Exchange) -> None:
    exchange.complete({"content": None, "refusal": "I can't help with that."})


# Envelopes.
@on(A)
def several_choices(exchange: Exchange) -> None:
    message = {"role": "assistant", "content": GOOD_TEXT}
    two = [{"index": n, "message": message, "finish_reason": "stop"} for n in range(2)]
    exchange.complete({}, choices=two)


@on(M, 2)
def empty_choices(exchange: Exchange) -> None:
    exchange.complete({}, choices=[])


@on(M, 2)
def null_choices(exchange: Exchange) -> None:
    exchange.complete({}, choices=None)


@on(M, 2)
def message_of_wrong_type(exchange: Exchange) -> None:
    exchange.complete("预算执行偏慢")


@on(A)
def usage_missing(exchange: Exchange) -> None:
    exchange.complete({"content": GOOD_TEXT}, usage=None)


@on(A)
def usage_nonsense(exchange: Exchange) -> None:
    exchange.complete(
        {"content": GOOD_TEXT}, usage={"prompt_tokens": "many", "completion_tokens": -1}
    )


@on(A)
def content_in_parts(exchange: Exchange) -> None:
    exchange.complete({"content": [{"type": "text", "text": GOOD_TEXT}]})


@on(A)
def bare_envelope(exchange: Exchange) -> None:
    exchange.reply(200, json.dumps({"choices": [{"message": {"content": GOOD_TEXT}}]}).encode())


@on(U, 4)
def error_with_status_200(exchange: Exchange) -> None:
    exchange.reply(200, b'{"error": {"code": 503, "message": "overloaded"}}')


@on(M, 2)
def invalid_json_envelope(exchange: Exchange) -> None:
    exchange.reply(200, b'{"choices": [{"message": ')


@on(M, 2)
def html_with_status_200(exchange: Exchange) -> None:
    exchange.reply(200, b"<html>Please log in</html>", {"content-type": "text/html"})


@on(A)
def wrong_content_type(exchange: Exchange) -> None:
    body = json.dumps({"choices": [{"message": {"content": GOOD_TEXT}}]}).encode()
    exchange.reply(200, body, {"content-type": "text/plain; charset=gbk"})


@on(U, 4)
def bad_gateway_with_html(exchange: Exchange) -> None:
    exchange.reply(
        502, b"<html><h1>502 Bad Gateway</h1>nginx</html>", {"content-type": "text/html"}
    )


@on(M, 2)
def list_for_an_envelope(exchange: Exchange) -> None:
    exchange.reply(200, b"[1, 2]")


@on(M, 2)
def no_content_204(exchange: Exchange) -> None:
    exchange.begin(204, {})


# The wire.
def envelope() -> bytes:
    return json.dumps({"choices": [{"message": {"content": GOOD_TEXT}}]}).encode()


@on(A)
def gzip_body(exchange: Exchange) -> None:
    exchange.reply(200, gzip.compress(envelope()), {"content-encoding": "gzip"})


@on(M, 2)
def gzip_bomb(exchange: Exchange) -> None:
    exchange.reply(200, gzip.compress(envelope() + b" " * 50_000_000), {"content-encoding": "gzip"})


@on(M, 2)
def gzip_that_is_none(exchange: Exchange) -> None:
    exchange.reply(200, envelope(), {"content-encoding": "gzip"})


@on(M, 2)
def unknown_compression(exchange: Exchange) -> None:
    exchange.reply(200, envelope(), {"content-encoding": "br"})


@on(A)
def chunked_body(exchange: Exchange) -> None:
    exchange.begin(200, {"transfer-encoding": "chunked", "content-type": "application/json"})
    for at in range(0, len(envelope()), 50):
        part = envelope()[at : at + 50]
        exchange.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
    exchange.wfile.write(b"0\r\n\r\n")


@on(LATE, 1, seconds=0.6)
def slow_first_byte(exchange: Exchange) -> None:
    exchange.wait(3)


@on(LATE, 1, seconds=0.6)
def slow_drip(exchange: Exchange) -> None:
    exchange.begin(200, {"content-length": "1000", "content-type": "application/json"})
    for _ in range(30):
        exchange.wfile.write(b" ")
        exchange.wfile.flush()
        exchange.wait(0.1)


@on(LATE, 1, seconds=0.6)
def half_closed_body(exchange: Exchange) -> None:
    exchange.begin(200, {"content-length": "1000"})
    exchange.wfile.write(envelope()[:20])
    exchange.wfile.flush()
    exchange.wait(3)


@on(U, 4)
def reset_before_headers(exchange: Exchange) -> None:
    exchange.reset()


@on(U, 4)
def reset_after_headers(exchange: Exchange) -> None:
    exchange.begin(200, {"content-length": "1000"})
    exchange.reset()


@on(U, 4)
def closed_without_a_word(exchange: Exchange) -> None:
    exchange.close_connection = True


@on(U, 4)
def content_length_too_long(exchange: Exchange) -> None:
    exchange.reply(200, envelope(), {"content-length": "5000"})
    exchange.close_connection = True


@on(M, 2)
def content_length_too_short(exchange: Exchange) -> None:
    exchange.reply(200, envelope(), {"content-length": "30"})
    exchange.close_connection = True


@on(U, 4)
def not_http(exchange: Exchange) -> None:
    exchange.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    exchange.close_connection = True


@on(M, 2)
def huge_body(exchange: Exchange) -> None:
    exchange.begin(200, {"content-type": "application/json", "connection": "close"})
    exchange.close_connection = True
    exchange.wfile.write(envelope())
    for _ in range(64):
        exchange.wfile.write(b" " * 2**20)


@on(U)
def redirect_elsewhere(exchange: Exchange) -> None:
    exchange.reply(307, b"", {"location": "http://127.0.0.2:9/v1/chat/completions"})


@on(U)
def redirect_to_itself(exchange: Exchange) -> None:
    exchange.reply(308, b"", {"location": "/v1/chat/completions"})
