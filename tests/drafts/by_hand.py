"""Replies written by hand, for a loopback server that stands in for a model.

The good reply is the composer's text, which every request holds, in other words; each bad one
is that reply spoiled in one way.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.llm.server import Exchange, Plays

Reply = list[dict[str, Any]]
"""Paragraphs with ``about`` and ``sentences``."""
Change = Callable[[Reply], Reply]

REWORDED = [
    ("年初预算编制与全年实际安排差距较大", "年初编制与实际安排有较大差距"),
    ("办公经费支出超预算", "办公经费没有控制在预算以内"),
    ("按月通报累计支出和可用额度", "每月公布累计支出和剩余额度"),
    ("未达到年度指标值", "没有达到年度指标值"),
]


def composed(body: dict[str, Any]) -> Reply:
    """Return the composer's paragraphs that a request holds."""
    user = body["messages"][-1]["content"]
    drafted = user.partition("⟦材料：初稿⟧\n")[2].partition("\n⟦材料完⟧")[0]
    found = re.findall(r"^(M\d+)：(.*)$", drafted, flags=re.M)
    return [
        {"about": about, "sentences": [part for part in re.split(r"(?<=。)(?!”)", text) if part]}
        for about, text in found
    ]


def good(body: dict[str, Any]) -> Reply:
    """Return a reply that holds: the composer's text in other words."""
    text = json.dumps(composed(body), ensure_ascii=False)
    for old, new in REWORDED:
        text = text.replace(old, new)
    reply: Reply = json.loads(text)
    return reply


def asks_for(body: dict[str, Any]) -> str:
    """Return which prompt a request is for, by its title."""
    title = re.search(r"^# (.*)$", body["messages"][0]["content"], flags=re.M)
    assert title
    return {
        "存在的问题及原因分析": "problems", "下一步改进措施": "measures",
        "偏差原因分析及改进措施": "deviation", "厉行节约保障措施": "thrift",
        "项目偏离绩效目标的原因和改进措施": "project_deviation", "对照材料中的文字": "notices",
    }[title[1]]  # fmt: skip


def is_repair(body: dict[str, Any]) -> bool:
    return "## 须改正" in body["messages"][-1]["content"]


def _chosen(reply: Reply, near: str) -> dict[str, Any]:
    """Return the first paragraph that holds some words."""
    return next(each for each in reply if near in "".join(each["sentences"]))


def replaced(old: str, new: str, near: str = "办公经费") -> Change:
    """Return a change of words in one paragraph; it fails the test where it changes nothing."""

    def change(reply: Reply) -> Reply:
        paragraph = _chosen(reply, near)
        text = "\n".join(paragraph["sentences"])
        changed = re.sub(old, new, text, count=1)
        assert changed != text, (old, text)
        paragraph["sentences"] = changed.split("\n")
        return reply

    return change


def added(text: str, near: str = "办公经费") -> Change:
    """Return a change that adds a sentence before the cause or the end."""

    def change(reply: Reply) -> Reply:
        _chosen(reply, near)["sentences"].insert(2, text)
        return reply

    return change


def plays(changes: dict[str, Change], mends: bool) -> Plays:
    """Return a server that answers well but for some prompts; ``mends``: only at first.

    It notices nothing.
    """

    def play(exchange: Exchange) -> None:
        if asks_for(exchange.body) == "notices":
            exchange.say('{"notices": []}')
            return
        reply = good(exchange.body)
        change = changes.get(asks_for(exchange.body))
        if change and not (mends and is_repair(exchange.body)):
            reply = change(reply)
        exchange.say(json.dumps({"paragraphs": reply}, ensure_ascii=False))

    return play
