"""Text by a language model: asked once, proved by code, mended once, else not used."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from assistant.drafts.desk import Desk
from assistant.drafts.slots import spoken_of
from assistant.drafts.tasks import Item, Task
from assistant.drafts.wording import sentence
from assistant.drafts.writer_checks import unfounded
from assistant.drafts.writer_prompt import request
from assistant.facts.ground import Ground
from assistant.facts.naming import Names
from assistant.facts.verify import verify
from assistant.llm import Outcome, Reply, Request, Tokens
from assistant.model.draft import DraftParagraph
from assistant.model.fact import Fact
from assistant.model.place import squeeze
from assistant.model.reply import ParagraphReply, SlotReply

_RUN_SECONDS = 600.0
_MARKER = re.compile(
    r"^(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|[一二三四五六七八九十]是|\d{1,2}[.．、])"
)
_TOLD = 6


class Asks(Protocol):
    """What answers questions: a client of :mod:`assistant.llm`."""

    def ask_many(
        self, requests: Sequence[Request[SlotReply]], seconds: float | None = None
    ) -> list[Reply[SlotReply]]:
        """Return a reply for each request, in order."""
        ...


class Written(NamedTuple):
    """What became of a task: its paragraphs that hold, by where they stand in the slot.

    ``reason`` says in Chinese why there is none; ``missing`` says of each paragraph that the
    composer's must stand in for, why.
    """

    paragraphs: dict[int, DraftParagraph]
    reason: str = ""
    missing: tuple[str, ...] = ()


class Writer:
    """Asks one model for all slots of a run; ``usage`` counts what that took."""

    def __init__(self, client: Asks, name: str, private: Sequence[str] = ()) -> None:
        self._client = client
        self._private = tuple(private)
        self.name = name
        self.usage: dict[str, int] = {}

    def write(self, tasks: Sequence[Task], desk: Desk) -> list[Written]:
        """Return what became of each task; nothing that isn't proved is in it."""
        proof = Proof(desk)
        first = self._ask([request(task) for task in tasks])
        judged = [_judge(task, reply, proof) for task, reply in zip(tasks, first, strict=True)]
        again = [n for n, each in enumerate(judged) if each.faults]
        asked = [request(tasks[n], judged[n].faults, judged[n].said) for n in again]
        mended = self._ask(asked) if asked else []
        for n, reply in zip(again, mended, strict=True):
            judged[n] = _again(judged[n], _judge(tasks[n], reply, proof))
        whole = [
            len(each.paragraphs) == len(t.items) for t, each in zip(tasks, judged, strict=True)
        ]
        self._count("refused", len(again) + sum(not whole[n] for n in again))
        self._count("repaired", sum(whole[n] for n in again))
        return [_written(task, each) for task, each in zip(tasks, judged, strict=True)]

    def _ask(self, requests: Sequence[Request[SlotReply]]) -> list[Reply[SlotReply]]:
        hidden = [replace(each, private=self._private) for each in requests]
        replies = self._client.ask_many(hidden, _RUN_SECONDS)
        tokens = sum((reply.tokens for reply in replies), Tokens())
        self._count("requests", len(replies))
        self._count("tokens_sent", tokens.sent)
        self._count("tokens_received", tokens.received)
        self._count("from_cache", sum(reply.from_cache for reply in replies))
        self._count("calls", sum(reply.calls for reply in replies))
        return replies

    def _count(self, name: str, number: int) -> None:
        self.usage[name] = self.usage.get(name, 0) + number


class Judged(NamedTuple):
    """A reply's paragraphs that hold, by matter; what is wrong, and what was said (for mending).

    ``reason`` is why there was no reply.
    """

    paragraphs: dict[str, DraftParagraph]
    faults: list[str]
    said: str
    reason: str = ""


class Proof:
    """What every paragraph is held against, made once for a run."""

    def __init__(self, desk: Desk) -> None:
        self.facts: dict[str, Fact] = {fact.id: fact for fact in desk.book.facts}
        self.names = Names(self.facts.values())
        self.ground: Ground = desk.ground

    def faults(self, task: Task, item: Item, paragraph: DraftParagraph) -> list[str]:
        """Return what is wrong with one paragraph."""
        scope, row = spoken_of(task.slot)
        template = "".join(each.template for each in paragraph.sentences)
        found = verify([paragraph], self.facts, self.ground, scope, row, self.names)
        faults = [fault.reason for fault in found]
        if not any(fault.startswith("引用了不存在") for fault in faults):
            faults = [*unfounded(item, task.kind, template, self.facts, self.ground), *faults]
        return [f"{item.about}：{fault}" for fault in dict.fromkeys(faults)]


def _judge(task: Task, reply: Reply[SlotReply], proof: Proof) -> Judged:
    if reply.outcome != Outcome.ANSWERED or reply.value is None:
        return Judged({}, [], "", reply.reason or "模型没有答复")
    said = reply.value.paragraphs
    words = "\n".join("".join(each.sentences) for each in said)
    numbers = [_number(each) for each in said]
    wanted = [item.about for item in task.items]
    order = f"应依次写{'、'.join(wanted)}各一段，不多不少"
    faults, held = [] if numbers == wanted else [order], {}
    for item in task.items:
        if numbers.count(item.about) != 1:
            continue
        paragraph = _paragraph(item, said[numbers.index(item.about)])
        wrong = proof.faults(task, item, paragraph)
        faults += wrong
        if not wrong:
            held[item.about] = paragraph
    return Judged(held, faults, words)


def _number(said: ParagraphReply) -> str:
    found = re.search(r"M\d+", said.about)
    return found[0] if found else said.about.strip()


def _paragraph(item: Item, said: ParagraphReply) -> DraftParagraph:
    """Return a reply's paragraph with its number; markers that the model wrote are dropped."""
    texts = [text.strip() if "\n" in text.strip() else squeeze(text) for text in said.sentences]
    texts = [_MARKER.sub("", text) if n == 0 or _MARKER.fullmatch(text) else text
             for n, text in enumerate(texts)]  # fmt: skip
    texts = [text for text in texts if text]
    if texts:
        texts[0] = f"{item.marker}{texts[0]}"
    sentences = [sentence(_closed(text)) for text in texts]
    return DraftParagraph(sentences=sentences, about=item.composed.about)


def _closed(text: str) -> str:
    return text if text.endswith(("。", "；", "！", "？", "”。")) else f"{text}。"


def _again(first: Judged, second: Judged) -> Judged:
    """Return what holds of either reply; where the second said nothing, the first's faults."""
    answered = second.paragraphs or second.faults
    return Judged(
        {**first.paragraphs, **second.paragraphs},
        second.faults if answered else first.faults,
        second.said or first.said,
    )


def _written(task: Task, judged: Judged) -> Written:
    if not judged.paragraphs:
        return Written({}, _refused(judged.faults) if judged.faults else judged.reason)
    missing = []
    for item in task.items:
        if item.about not in judged.paragraphs:
            own = [fault for fault in judged.faults if fault.startswith(f"{item.about}：")]
            missing.append(f"第{item.at + 1}段{_refused(own or judged.faults)}")
    held = [item for item in task.items if item.about in judged.paragraphs]
    return Written({item.at: judged.paragraphs[item.about] for item in held}, "", tuple(missing))


def _refused(faults: Sequence[str]) -> str:
    return f"没有通过核验（{'；'.join(faults[:_TOLD])}）"
