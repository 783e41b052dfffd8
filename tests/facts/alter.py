"""Alter one thing in a drafted paragraph: a digit, a unit, a direction word, a subject."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.facts.candidates import agrees
from assistant.facts.directions import OPPOSITES, directions
from assistant.facts.ground import quotations
from assistant.facts.naming import Name
from assistant.facts.render import REFERENCE, in_remark, segments, shown
from assistant.model.fact import Fact
from assistant.model.place import Place
from tests.drafts.sample import Drafted

UNITS = {"万元": "元", "元": "万元", "%": "‰", "个百分点": "%", "户": "人", "件": "起", "次": "户",
         "人": "户", "个": "人", "分": "个", "公里": "米", "平方米": "亩", "亩": "平方米", "起": "件"}  # fmt: skip


class Altered(NamedTuple):
    """A text with one thing altered, and what it was."""

    kind: str
    text: str
    what: str


class Figure(NamedTuple):
    start: int
    end: int
    fact: Fact


def figures(template: str, facts: dict[str, Fact]) -> tuple[str, list[Figure]]:
    """Return the rendered text and where its figures stand."""
    text, found = "", []
    for words, fact in segments(template, facts):
        if fact is not None:
            found.append(Figure(len(text), len(text) + len(words), fact))
        text += words
    return text, found


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def digits(template: str, made: Drafted) -> Iterator[Altered]:
    text, found = figures(template, made.facts)
    for figure in found:
        for at in range(figure.start, figure.end):
            # a proposed date is a suggestion; another suggestion of ours isn't false
            if text[at].isdigit() and figure.fact.quantity.known():
                for new in {str((int(text[at]) + step) % 10) for step in (1, 3, 7)}:
                    yield Altered(
                        "digit",
                        _put(text, at, at + 1, new),
                        f"{text[figure.start : figure.end]}[{at - figure.start}]={new}",
                    )


def units(template: str, made: Drafted) -> Iterator[Altered]:
    text, found = figures(template, made.facts)
    for figure in found:
        words = text[figure.start : figure.end]
        unit = next((unit for unit in UNITS if words.endswith(unit)), None)
        if unit and figure.fact.quantity.value:
            end = figure.end
            yield Altered("unit", _put(text, end - len(unit), end, UNITS[unit]), words)


def turned(text: str, spans: list[tuple[int, int]]) -> Iterator[Altered]:
    """Turn each word of direction that speaks of a figure into its contrary."""
    quoted = quotations(text)
    for word in directions(text, spans):
        aside = in_remark(text, word.start) or any(s < word.start < e for s, e in quoted)
        if word.word in OPPOSITES and word.figure is not None and not aside:
            yield Altered(
                "direction", _put(text, word.start, word.end, OPPOSITES[word.word]), word.word
            )


def swapped(text: str, found: list[Figure], made: Drafted) -> Iterator[Altered]:
    """Put another row's name where a figure's row is named, if that makes a falsehood."""
    rows = _rows(made)
    quoted = quotations(text)
    for mention in made.names.mentions(text):
        excerpt = any(s < mention.start < e and mention.end < e - 1 for s, e in quoted)
        governed = _governed(text, found, mention.start, made)
        if excerpt or in_remark(text, mention.start) or not governed:
            continue
        own = {made.names.of(figure.fact).row for figure in governed}
        for item, others in rows.items():
            if own & set(others) or not _false(governed, others, made):
                continue
            if (
                text[mention.start : mention.end] in item
                or item in text[mention.start : mention.end]
            ):
                continue
            new = _put(text, mention.start, mention.end, item)
            yield Altered("subject", new, f"{text[mention.start : mention.end]}→{item}")


def _rows(made: Drafted) -> dict[str, list[Place]]:
    out: dict[str, list[Place]] = {}
    for fact in made.names.facts:
        name: Name = made.names.of(fact)
        if "@" not in fact.place and fact.kind == "stated" and name.field:
            rows = out.setdefault(name.item, [])
            if name.row not in rows:
                rows.append(name.row)
    return {item: rows for item, rows in out.items() if made.names.mentions(item)}


def _governed(text: str, found: list[Figure], at: int, made: Drafted) -> list[Figure]:
    """Return the table figures whose nearest name before them stands at a position."""
    out = []
    for figure in found:
        before = [
            m for m in made.names.mentions(text[: figure.start]) if not in_remark(text, m.start)
        ]
        if (
            before
            and before[-1].start == at
            and "@" not in figure.fact.place
            and made.names.of(figure.fact).field
        ):
            out.append(figure)
    return out


def _false(governed: list[Figure], rows: list[Place], made: Drafted) -> bool:
    for figure in governed:
        field = made.names.of(figure.fact).field
        others = [made.names.by_place.get(f"{row}/{field}") for row in rows]
        if figure.fact.kind != "proposed" and not any(
            other and agrees(figure.fact.quantity, other) for other in others
        ):
            return True
    return False


def typed(template: str, made: Drafted) -> Iterator[Altered]:
    """Write a figure out instead of referring to it."""
    for match in REFERENCE.finditer(template):
        quoted = any(s < match.start() < e for s, e in quotations(template))
        if not quoted:
            words = shown(made.facts[match[1]])
            yield Altered("typed", _put(template, *match.span(), words), match[1])


def other(template: str, made: Drafted) -> Iterator[Altered]:
    """Refer to another fact."""
    for match in REFERENCE.finditer(template):
        own = made.facts[match[1]]
        for fact in made.facts.values():
            same = own.kind == fact.kind == "proposed" or shown(own, verbatim=True) == shown(
                fact, verbatim=True
            )
            if fact.id != own.id and not (same and ("@" in own.place or own.kind == "proposed")):
                yield Altered(
                    "reference",
                    _put(template, *match.span(), f"{{{fact.id}}}"),
                    f"{own.measure}→{fact.measure}",
                )


def spans(template: str) -> list[tuple[int, int]]:
    return [match.span() for match in REFERENCE.finditer(template)]


def template_figures(template: str, made: Drafted) -> list[Figure]:
    return [Figure(*m.span(), made.facts[m[1]]) for m in REFERENCE.finditer(template)]
