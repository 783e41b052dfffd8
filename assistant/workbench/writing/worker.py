"""The writing process: one order comes in, what is told and written goes out."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import IO

from assistant.documents.apart.bounds import end_with_keeper
from assistant.documents.apart.wire import read_frame, write_frame
from assistant.drafts import Writer, draft
from assistant.drafts.prepare import prepare
from assistant.drafts.writer import Asks
from assistant.errors import ModelUnavailable
from assistant.facts import gather
from assistant.llm import Limits, Reply, Request, connect, default_options, find_endpoint, quote
from assistant.model.reply import SlotReply
from assistant.workbench.writing.wire import Message, Order, Told, Unavailable, Written

Tell = Callable[[Message], None]


def main() -> None:
    """Carry out the order that comes in; the process ends at once when its keeper has gone."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no answer
        frame = read_frame(sys.stdin.buffer)
        if frame is None:
            return
        end_with_keeper(sys.stdin.fileno())  # an answer that nobody gets costs money
        order = Order.model_validate_json(frame)
        try:
            _tell(answers, written(order, lambda message: _tell(answers, message)))
        except ModelUnavailable as error:
            _tell(answers, Unavailable(message=str(error)))


def written(order: Order, tell: Tell) -> Written:
    """Return the draft of the ordered slot with a model's words; ``ModelUnavailable``."""
    tell(Told(line="整理材料", done=0))
    endpoint = find_endpoint(order.model)
    options = replace(default_options(), limits=Limits(tokens=order.budget or None))
    client = connect(endpoint, options) if endpoint else None
    if client is None:
        raise ModelUnavailable(f"模型“{order.model}”没有设置好。")
    facts = gather(order.dossier)
    work = prepare(order.dossier, facts, order.report)
    own = work._replace(composed=[each for each in work.composed if each[0].place == order.place])
    with client:
        asking = Telling(Hinted(client, order.hint), order.model, tell)
        writer = Writer(asking, client.endpoint.model, order.private)
        made = draft(order.dossier, facts, order.report, writer, own)
    return Written(draft=next(iter(made.drafts), None), told=tuple(made.fallbacks))


class Hinted:
    """Asks a model with a person's wish beside each question, quoted as data."""

    def __init__(self, client: Asks, hint: str) -> None:
        self._client, self._hint = client, hint.strip()

    def ask_many(
        self, requests: Sequence[Request[SlotReply]], seconds: float | None = None
    ) -> list[Reply[SlotReply]]:
        """Return a reply for each request, in order."""
        return self._client.ask_many([self._with_hint(each) for each in requests], seconds)

    def _with_hint(self, request: Request[SlotReply]) -> Request[SlotReply]:
        if not self._hint:
            return request
        wish = quote("经办人的要求", self._hint)
        return replace(
            request,
            user=f"{request.user}\n\n## 经办人的要求\n{wish}\n\n"
            "在不改动数据、不增加材料中没有的内容的前提下，按“经办人的要求”调整写法。",
        )


class Telling:
    """Asks a model and tells that it does, and when the answers are there."""

    def __init__(self, client: Asks, model: str, tell: Tell) -> None:
        self._client, self._model, self._tell = client, model, tell
        self._asked = False

    def ask_many(
        self, requests: Sequence[Request[SlotReply]], seconds: float | None = None
    ) -> list[Reply[SlotReply]]:
        """Return a reply for each request, in order."""
        what = "改写没有通过核验的段落" if self._asked else "起草"
        self._asked = True
        self._tell(Told(line=f"请语言模型 {self._model} {what}", done=1))
        replies = self._client.ask_many(requests, seconds)
        self._tell(Told(line="核验模型写出的数字和说法", done=2))
        return replies


def _tell(answers: IO[bytes], message: Message) -> None:
    write_frame(answers, message.model_dump_json().encode())
