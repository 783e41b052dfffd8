"""Text by a language model: asked once, proved by code, mended once, else not used."""

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from assistant.drafts.desk import Desk
from assistant.drafts.slots import spoken_of
from assistant.drafts.tasks import Item, Task
from assistant.drafts.wording import ordinal, sentence
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
    """What became of a slot: its paragraphs, or why there are none (Chinese)."""

    paragraphs: list[DraftParagraph]
    reason: str = ""


class Writer:
    """Asks one model for all slots of a run; ``usage`` counts what that took."""

    def __init__(self, client: Asks, name: str) -> None:
        self._client = client
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
        self._count("refused", len(again) + sum(bool(judged[n].faults) for n in again))
        self._count("repaired", sum(not judged[n].faults for n in again))
        return [_written(each) for each in judged]

    def _ask(self, requests: Sequence[Request[SlotReply]]) -> list[Reply[SlotReply]]:
        replies = self._client.ask_many(requests, _RUN_SECONDS)
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
    """A reply as paragraphs, what is wrong with it, and what was said (for the mending)."""

    paragraphs: list[DraftParagraph]
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
            faults = [*unfounded(item, task.slot.kind, template, self.facts, self.ground), *faults]
        return [f"{item.about}：{fault}" for fault in dict.fromkeys(faults)]


def _judge(task: Task, reply: Reply[SlotReply], proof: Proof) -> Judged:
    if reply.outcome != Outcome.ANSWERED or reply.value is None:
        return Judged([], [], "", reply.reason or "模型没有答复")
    said = {each.about.strip(): each for each in reply.value.paragraphs}
    wanted = [item.about for item in task.items]
    words = "\n".join("".join(each.sentences) for each in reply.value.paragraphs)
    if list(said) != wanted or len(reply.value.paragraphs) != len(wanted):
        return Judged([], [f"应依次写{'、'.join(wanted)}各一段，不多不少"], words)
    paragraphs = [
        _paragraph(task, item, said[item.about], n) for n, item in enumerate(task.items, 1)
    ]
    faults = [
        fault
        for item, paragraph in zip(task.items, paragraphs, strict=True)
        for fault in proof.faults(task, item, paragraph)
    ]
    return Judged(paragraphs, faults, words)


def _paragraph(task: Task, item: Item, said: ParagraphReply, number: int) -> DraftParagraph:
    """Return a reply's paragraph with its number; markers that the model wrote are dropped."""
    texts = [text.strip() if "\n" in text.strip() else squeeze(text) for text in said.sentences]
    texts = [_MARKER.sub("", text) if n == 0 or _MARKER.fullmatch(text) else text
             for n, text in enumerate(texts)]  # fmt: skip
    texts = [text for text in texts if text]
    if texts and task.numbered:
        texts[0] = f"（{ordinal(number)}）{texts[0]}"
    sentences = [sentence(_closed(text)) for text in texts]
    return DraftParagraph(sentences=sentences, about=item.composed.about)


def _closed(text: str) -> str:
    return text if text.endswith(("。", "；", "！", "？", "”。")) else f"{text}。"


def _again(first: Judged, second: Judged) -> Judged:
    """Return the mended reply; where there is none, the first with its faults."""
    return second if second.paragraphs or second.faults else first


def _written(judged: Judged) -> Written:
    if judged.faults:
        return Written([], f"没有通过核验（{'；'.join(judged.faults[:_TOLD])}）")
    if not judged.paragraphs:
        return Written([], judged.reason)
    return Written(judged.paragraphs)
