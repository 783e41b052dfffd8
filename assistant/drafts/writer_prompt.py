"""The messages for a model: a task's matters, figures and passages, all as quoted data."""

from collections.abc import Mapping, Sequence

from assistant.drafts.tasks import STRICT, Item, Task, numbered_quotes
from assistant.facts.labels import label, origin
from assistant.facts.render import shown
from assistant.llm import RULE, Request, quote
from assistant.model.fact import Fact
from assistant.model.reply import SlotReply
from assistant.prompting import load_prompt

_SECONDS = 90.0
_TOKENS_PER_ITEM, _TOKENS_AT_LEAST = 450, 900
_NOTHING = "（没有）"


def request(task: Task, faults: Sequence[str] = (), before: str = "") -> Request[SlotReply]:
    """Return the question for a slot; with ``faults`` the one that asks to mend ``before``."""
    prompt = load_prompt(task.prompt)
    sections = {name: quote(name, text or _NOTHING) for name, text in _sections(task).items()}
    user = prompt.message(**{name: sections[name] for name in prompt.inputs})
    if faults:
        named = "\n".join(f"- {fault}" for fault in faults)
        user += f"\n\n## 上一稿\n{quote('上一稿', before)}\n\n## 须改正\n{quote('须改正', named)}\n\n请按“须改正”逐条改正，重新给出全部段落。"
    room = max(_TOKENS_AT_LEAST, _TOKENS_PER_ITEM * len(task.items))
    return Request(
        prompt.name, prompt.version, f"{prompt.text}\n\n{RULE}", user, SlotReply,
        seconds=_SECONDS, max_tokens=room,
    )  # fmt: skip


def _sections(task: Task) -> Mapping[str, str]:
    quotes = numbered_quotes(task.items)
    facts = {fact.id: fact for item in task.items for fact in item.facts}
    return {
        "事项": "\n".join(_matter(task, item, quotes) for item in task.items),
        "数据": "\n".join(map(_figure, facts.values())),
        "科室": "、".join(task.offices),
        "材料": "\n".join(f"{n}（{source}）：{words}" for n, (source, words) in quotes.items()),
        "初稿": "\n".join(f"{item.about}：{item.template}" for item in task.items),
    }


def _matter(task: Task, item: Item, quotes: Mapping[str, tuple[str, str]]) -> str:
    parts = [item.about, item.topic]
    if item.facts:
        parts.append("数据 " + "、".join(fact.id for fact in item.facts))
    own = [number for number, each in quotes.items() if each in item.quotes]
    if own:
        parts.append("材料 " + "、".join(own))
    if not item.explained and task.kind in STRICT:
        parts.append("材料没有写明原因")
    return " | ".join(parts)


def _figure(fact: Fact) -> str:
    year = f"（{fact.period}年）" if fact.period and fact.kind != "proposed" else ""
    return f"{fact.id} | {label(fact)}{year} | {shown(fact)} | {origin(fact)}"
