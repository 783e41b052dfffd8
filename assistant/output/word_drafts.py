"""Turn a draft into the change and the comment that a Word file takes."""

from assistant.model.change import Change, Comment
from assistant.model.draft import Draft

_AUTHORS = {"composer": "按规则拟稿", "person": "人工修改"}


def wanted(draft: Draft) -> bool:
    """Tell whether a draft goes into the file: it has text and no one refused it."""
    return draft.status != "refused" and any(line.strip() for line in draft.text)


def draft_change(draft: Draft) -> Change:
    """Return the change that puts a draft into its slot."""
    slot = draft.slot
    kind = "insert" if slot.after_heading else "replace"
    old = "" if slot.after_heading else slot.current
    return Change(kind=kind, location=slot.location, old=old, new="\n".join(draft.text))


def draft_comment(draft: Draft) -> Comment:
    """Return the comment that tells who wrote a draft and on what evidence."""
    who = _AUTHORS.get(draft.author, f"由模型拟稿（{draft.author.removeprefix('model:')}）")
    lines = [f"拟稿：{draft.slot.title}。{who}，请核对后接受或拒绝修订。"]
    lines += [f"依据{n}：{text}" for n, text in enumerate(draft.evidence, 1)]
    return Comment(location=draft.slot.location, text="\n".join(lines))
