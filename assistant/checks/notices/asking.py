"""Ask a model for notices: one question for each kind and batch, all side by side."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, Protocol

from assistant.checks.notices.judging import Notice, judge, numbered
from assistant.checks.notices.kinds import KINDS, Kind
from assistant.checks.notices.passages import BATCHES, Batch
from assistant.llm import RULE, Outcome, Reply, Request, Tokens, quote
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.model.reply import NoticesReply
from assistant.prompting import load_prompt

_SECONDS, _RUN_SECONDS = 90.0, 600.0
_ANSWER_TOKENS = 1500
_MOST_BATCHES, _MOST_NOTICES = 12, 20
Asked = Request[NoticesReply]


class Asks(Protocol):
    """What answers questions: a client of :mod:`assistant.llm`."""

    def ask_many(
        self, requests: Sequence[Asked], seconds: float | None = None
    ) -> list[Reply[NoticesReply]]:
        """Return a reply for each request, in order."""
        ...


class Noticed(NamedTuple):
    """What became of one kind: notices that hold, how many didn't, and what was not asked.

    ``places`` are the texts that were looked at; ``unanswered`` says in Chinese why a question
    had no answer, one entry for each.
    """

    notices: list[Notice]
    places: list[Place]
    dropped: int = 0
    left_out: int = 0
    unanswered: tuple[str, ...] = ()


class Noticer:
    """Asks one model about one pack; ``usage`` counts what that took."""

    def __init__(self, client: Asks, private: Collection[str] = ()) -> None:
        self._client = client
        self._private = private
        self.usage: dict[str, int] = {}

    def ask(self, pack: Pack, codes: Collection[str]) -> dict[str, Noticed]:
        """Return what became of each kind, by the code of its rule."""
        batches = {code: BATCHES[code](pack) for code in KINDS if code in codes}
        asked = [(code, batch) for code, own in batches.items() for batch in own[:_MOST_BATCHES]]
        requests = [_request(KINDS[code], batch, self._private) for code, batch in asked]
        replies = self._client.ask_many(requests, _RUN_SECONDS) if requests else []
        self._count(replies)
        pairs = [(code, batch, reply) for (code, batch), reply in zip(asked, replies, strict=True)]
        return {
            code: _gathered(KINDS[code], own, [(b, r) for c, b, r in pairs if c == code])
            for code, own in batches.items()
        }

    def _count(self, replies: Sequence[Reply[NoticesReply]]) -> None:
        tokens = sum((reply.tokens for reply in replies), Tokens())
        for name, number in (
            ("requests", len(replies)),
            ("tokens_sent", tokens.sent),
            ("tokens_received", tokens.received),
            ("from_cache", sum(reply.from_cache for reply in replies)),
            ("calls", sum(reply.calls for reply in replies)),
        ):
            self.usage[name] = self.usage.get(name, 0) + number


def requests_for(pack: Pack, codes: Collection[str], private: Collection[str]) -> list[Asked]:
    """Return all that a model would be asked about a pack for the rules that run."""
    return [
        _request(kind, batch, private)
        for code, kind in KINDS.items()
        if code in codes
        for batch in BATCHES[code](pack)[:_MOST_BATCHES]
    ]


def _request(kind: Kind, batch: Batch, private: Collection[str]) -> Asked:
    prompt = load_prompt("notices")
    asked = f"{kind.key}：{kind.ask}\n理由代号：" + "、".join(
        f"{why}（{words}）" for why, words in kind.whys.items()
    )
    told = "\n".join(f"{n}（{each.label}）：{each.text}" for n, each in numbered(batch).items())
    user = prompt.message(类别=quote("类别", asked), 材料=quote("材料", told))
    return Request(
        prompt.name, prompt.version, f"{prompt.text}\n\n{RULE}", user, NoticesReply,
        seconds=_SECONDS, max_tokens=_ANSWER_TOKENS, private=tuple(private),
    )  # fmt: skip


def _gathered(
    kind: Kind, batches: list[Batch], answered: list[tuple[Batch, Reply[NoticesReply]]]
) -> Noticed:
    found: dict[frozenset[tuple[str, str]], Notice] = {}
    dropped, unanswered = 0, []
    for batch, reply in answered:
        if reply.outcome != Outcome.ANSWERED or reply.value is None:
            unanswered.append(reply.reason or "模型没有答复")
            continue
        for made in _judged(kind, batch, reply.value):
            if made is None:
                dropped += 1
            else:
                found.setdefault(made.key, made)
    kept = list(found.values())[:_MOST_NOTICES]
    places = dict.fromkeys(each.field.place for batch, _ in answered for each in batch)
    return Noticed(
        kept, list(places), dropped + len(found) - len(kept), len(batches) - len(answered),
        tuple(unanswered),
    )  # fmt: skip


def _judged(kind: Kind, batch: Batch, value: NoticesReply) -> Iterator[Notice | None]:
    passages = numbered(batch)
    for reply in value.notices:
        yield judge(kind, reply, passages)
