"""A draft as the change and the comment that a Word file takes."""

from collections.abc import Mapping

from assistant.facts.render import shown
from assistant.model.change import Change, Comment
from assistant.model.draft import Draft
from assistant.model.fact import Fact

_QUOTED = 60


def wanted(draft: Draft) -> bool:
    """Tell whether a draft goes into the file: it has text and no one refused it."""
    return draft.status != "refused" and any(line.strip() for line in draft.text)


def draft_change(draft: Draft) -> Change:
    """Return the change that puts a draft into its slot."""
    slot = draft.slot
    return Change(
        kind="insert" if slot.after_heading else "replace",
        location=slot.location,
        old="" if slot.after_heading else slot.current,
        new="\n".join(draft.text),
    )


def draft_comment(draft: Draft, facts: Mapping[str, Fact]) -> Comment:
    """Return the comment on a draft: why it is there, who wrote it, where its figures come from."""
    lines = [f"草稿依据：{draft.reason}", *_author(draft)]
    used = [i for p in draft.paragraphs for s in p.sentences for i in s.facts]
    lines += [
        f"{shown(facts[each])}：{source_of(facts[each], facts)}"
        for each in dict.fromkeys(used)
        if each in facts
    ]
    lines.append("标明〔建议〕〔待确认〕的内容须经单位核定。")
    return Comment(location=draft.slot.location, text="\n".join(lines))


def _author(draft: Draft) -> list[str]:
    if draft.author == "composer":
        return []
    model = draft.author.removeprefix("model:")
    return ["人工修改。" if draft.author == "person" else f"由模型拟稿（{model}），已经核验。"]


def source_of(fact: Fact, facts: Mapping[str, Fact]) -> str:
    """Return in Chinese where a figure comes from."""
    if fact.kind == "proposed":
        return f"建议（{fact.measure}）"
    if fact.kind == "derived":
        parts = [facts[i] for i in fact.operands if i in facts]
        named = "、".join(f"{part.measure}{shown(part)}" for part in parts)
        return f"由{named}推算（{fact.measure}，{fact.formula}）"
    return f"{fact.measure}，原文“{fact.quote[:_QUOTED]}”" if fact.quote else fact.measure
