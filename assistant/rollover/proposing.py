"""Links that a model proposes: which sentence of a summary states which indicator's actual.

The model gives references and a quote; code disposes. A link is dropped and counted where its
quote does not stand in the passage character by character, where a reference is unknown, or
where the figure that our own reader finds in the quote is of another unit or year, or is
planned. What is left is proposed for a person to confirm, never filled in.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.llm import RULE, Request
from assistant.model.place import Place, squeeze
from assistant.model.reply import LinkReply, LinksReply
from assistant.prompting import load_prompt
from assistant.rollover.asking import (
    SECONDS,
    Material,
    Model,
    answered,
    figure_line,
    materials,
    passage,
    told,
    why_not,
)
from assistant.rollover.links import STATED, Link, Wanted, printed
from assistant.rollover.statements import Statement
from assistant.rollover.units import converted, counts_alike

_ROOM = 6_000
"""Characters of summaries in one question."""
_TOKENS = 3_000
_SHORTEST = 4
QUOTE, REFERENCE, FIGURE, UNIT, YEAR, PLAN = (
    "原文对不上", "编号不存在", "没有指明是哪个数", "计量单位不同", "不是本年的数", "不是完成数",
)  # fmt: skip


@dataclass
class Proposed:
    """Links by place of their row; what was dropped, by reason; ``failed`` where none came."""

    links: dict[Place, Link] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    failed: str = ""


def propose(
    wanted: Mapping[Place, Wanted], statements: Sequence[Statement], year: int, model: Model
) -> Proposed:
    """Return what a model proposes for the rows in ``wanted``; nothing unproved is in it."""
    out = Proposed()
    known = materials(statements)
    rows = {f"I{number}": place for number, place in enumerate(wanted, 1)}
    replies = model.ask(list(requests(wanted, known, model.private)))
    for reply in replies:
        if not answered(reply):
            out.failed = why_not(reply)
            continue
        assert reply.value is not None  # answered() says so
        for said in reply.value.links:
            _take(out, said, rows, wanted, {each.number: each for each in known}, year)
    return out


def requests(
    wanted: Mapping[Place, Wanted], known: Sequence[Material], private: tuple[str, ...] = ()
) -> Iterator[Request[LinksReply]]:
    """Yield the questions: all rows, and so many paragraphs at a time as fit in one."""
    if not wanted:
        return
    prompt = load_prompt("links")
    rows = [_row(f"I{n}", each) for n, each in enumerate(wanted.values(), 1)]
    for group in _groups(known):
        sections = {
            "指标": told("指标", rows),
            "数据": told(
                "数据", [figure_line(i, s, m) for m in group for i, s in m.figures.items()]
            ),
            "材料": told("材料", [passage(material) for material in group]),
        }
        yield Request(
            prompt.name, prompt.version, f"{prompt.text}\n\n{RULE}", prompt.message(**sections),
            LinksReply, seconds=SECONDS, max_tokens=_TOKENS, private=private,
        )  # fmt: skip


def _groups(known: Sequence[Material]) -> Iterator[list[Material]]:
    group: list[Material] = []
    for material in known:
        if group and sum(len(m.text) for m in group) + len(material.text) > _ROOM:
            yield group
            group = []
        group.append(material)
    if group:
        yield group


def _row(number: str, wanted: Wanted) -> str:
    row = wanted.row
    project = f"（{wanted.table}）" if wanted.table else ""
    values = [f"上年指标值 {squeeze(row.target.raw)}"] if row.target.text else []
    values += [f"上年完成 {squeeze(row.actual.raw)}"] if row.actual.text else []
    return f"{number} | {row.name.text}{project} | {'，'.join(values)}"


def _take(
    out: Proposed, said: LinkReply, rows: Mapping[str, Place], wanted: Mapping[Place, Wanted],
    known: Mapping[str, Material], year: int,
) -> None:  # fmt: skip
    place, material = rows.get(said.indicator.strip()), known.get(said.source.strip())
    if place is None or material is None:
        out.dropped[REFERENCE] += 1
        return
    figure = _figure_of(said, material)
    found = _link(wanted[place], figure, said, year) if isinstance(figure, Statement) else figure
    if isinstance(found, str):
        out.dropped[found] += 1
    elif place not in out.links:
        out.links[place] = found


def _figure_of(said: LinkReply, material: Material) -> Statement | str:
    """Return the figure of a link's quote, or why there is none."""
    words = squeeze(said.quote)
    whole = squeeze(material.text)
    start = whole.find(words)
    if len(words) < _SHORTEST or start < 0:
        return QUOTE
    reference = said.reference.strip().strip("{}")
    if reference and reference not in material.figures:
        return REFERENCE
    inside = {
        number: each
        for number, each in material.figures.items()
        if any(at <= _position(material.text, each) < at + len(words) for at in _all(words, whole))
    }
    if reference:
        return inside.get(reference, FIGURE)
    return next(iter(inside.values())) if len(inside) == 1 else FIGURE


def _all(words: str, whole: str) -> Iterator[int]:
    at = whole.find(words)
    while at >= 0:
        yield at
        at = whole.find(words, at + 1)


def _position(text: str, said: Statement) -> int:
    """Return where a figure begins in its paragraph without white space."""
    return len(squeeze(text[: said.start]))


def _link(wanted: Wanted, said: Statement, reply: LinkReply, year: int) -> Link | str:
    """Return a link whose figure can be the row's actual, or why it can't."""
    quantity = said.fact.quantity
    value: Any = converted(quantity, wanted.unit)
    if value is None and counts_alike(quantity.unit, wanted.unit):
        value = quantity.value
    if value is None or not wanted.row.actual.known():
        return UNIT
    if said.fact.period != str(year):
        return YEAR
    if not said.is_result(wanted.row.name.raw) or said.fact.aspect not in STATED:
        return PLAN
    sure = reply.confidence != "low"
    return Link(said, printed(wanted.row, value, said), 0.0, "中" if sure else "低")
