"""Tell which layout a table follows, by the words it prints."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple
from unicodedata import normalize

from assistant.extraction.grid import money_unit_in
from assistant.extraction.layout import Names, best_field
from assistant.extraction.layouts import Common, Detection, FormKind, Layout, Library, library
from assistant.model.document import Table
from assistant.model.place import squeeze

_LONGEST = 40


class Match(NamedTuple):
    """How well a layout fits: the share of its own and the table's known words that agree."""

    name: str
    score: float


class Found(NamedTuple):
    """The layout a table is read with; ``note`` says in Chinese what a person should know.

    ``known`` is false where no layout fits and the common names alone serve.
    """

    layout: Layout
    known: bool
    matches: list[Match]
    note: str = ""


def printed(text: str) -> str:
    """Return a header as layouts state it: half-width, no white space, brackets kept."""
    return squeeze(normalize("NFKC", text)).replace("×", "*").strip(":*")


class _Signature(NamedTuple):
    """One layout's words: each unit is one thing with its alternative names."""

    units: frozenset[frozenset[str]]
    words: frozenset[str]


@cache
def _signature(shelf: Library, name: str) -> _Signature:
    units = frozenset(_units(shelf.printed[name]))
    return _Signature(units, frozenset().union(*units))


def _units(layout: Layout) -> Iterator[frozenset[str]]:
    for group in layout.by_part.values():
        for names in group.values():
            yield frozenset(map(printed, names))
    for name in (*layout.marks, *layout.apart, *layout.told):
        yield frozenset([printed(name)])
    if layout.money.reason:
        yield frozenset(map(printed, layout.money.reason))


def kind_of(table: Table) -> Literal["overall", "project"]:
    """Return which form a table is that its words don't tell: the better layout's."""
    best = next(iter(rank(table)), None)
    forms = library().printed[best.name].forms if best and best.score else ["overall"]
    return "overall" if "overall" in forms else "project"


def fits(table: Table) -> bool:
    """Tell whether a table follows some known layout, whatever kind of form that is for."""
    best = next(iter(rank(table)), None)
    return best is not None and best.score >= _limits(library()).known


def rank(table: Table, kind: FormKind | None = None, shelf: Library | None = None) -> list[Match]:
    """Return the layouts of a kind of form (all kinds) with their scores, the best first."""
    shelf = shelf or library()
    fitting = [name for name, each in shelf.printed.items() if kind is None or kind in each.forms]
    known = frozenset().union(*(_signature(shelf, name).words for name in fitting))
    words = {printed(c.text) for c in table.cells if len(c.text) <= _LONGEST} & known
    scores = [Match(name, _score(_signature(shelf, name), words)) for name in fitting]
    return sorted(scores, key=lambda match: (-match.score, match.name))


def _score(signature: _Signature, words: set[str]) -> float:
    """Return agreeing units over all: those of the layout, and known words it doesn't print."""
    hits = sum(not unit.isdisjoint(words) for unit in signature.units)
    strange = len(words - signature.words)
    return hits / (len(signature.units) + strange) if signature.units else 0.0


def detect(table: Table, kind: FormKind, shelf: Library | None = None) -> Found:
    """Return the layout that a table of this kind is read with; of even ones one's own.

    Where none of its kind fits, one of another kind may: many places print the same columns in
    the overall table and in that of a project.
    """
    shelf = shelf or library()
    matches = rank(table, kind, shelf)
    limits = _limits(shelf)
    if not matches or matches[0].score < limits.known:
        others = [match for match in rank(table, None, shelf) if match.score >= limits.known]
        if not others:
            return Found(shelf.general, False, matches, _missed(matches, shelf))
        matches = others
    near = [m for m in matches if matches[0].score - m.score < limits.tie]
    best = next((m for m in near if m.name in shelf.own), near[0])
    even = [
        m
        for m in near
        if m is not best and not _alike(table, shelf.whole(best.name), shelf.whole(m.name))
    ]
    return Found(shelf.whole(best.name), True, matches, _tied(best, even, shelf))


def _alike(table: Table, one: Layout, other: Layout) -> bool:
    """Tell whether two layouts read a table the same, so that a tie between them says nothing."""
    texts = {cell.text for cell in table.cells if len(cell.text) <= _LONGEST}
    units = (
        {""} if any(money_unit_in(text) for text in texts) else {one.money.unit, other.money.unit}
    )
    children = (one.indicators.child, other.indicators.child)
    return len(units) == 1 and _match_alike(children, texts) and all(
        _field(names, text) == _field(other.by_part[part], text)
        for part, names in one.by_part.items()
        for text in texts
    )  # fmt: skip


def _match_alike(patterns: tuple[str, str], texts: set[str]) -> bool:
    """Tell whether two patterns of child rows find the same ones among a table's texts."""
    one, other = ({text for text in texts if p and re.match(p, text)} for p in patterns)
    return one == other


def _field(names: Names, text: str) -> str:
    found = best_field(text, names)
    return found.field if found else ""


def _limits(shelf: Library) -> Detection:
    assert isinstance(shelf.common, Common)  # read_layout reads common.yaml as this
    return shelf.common.detection


def _missed(matches: list[Match], shelf: Library) -> str:
    near = f"，最接近的是“{shelf.whole(matches[0].name).title}”" if matches else ""
    return f"不是已知的表样{near}；按通用表头读取，认不出的内容逐项列出"


def _tied(best: Match, even: list[Match], shelf: Library) -> str:
    if not even:
        return ""
    others = "、".join(f"“{shelf.whole(match.name).title}”" for match in even)
    own = "自备的表样" if best.name in shelf.own else ""
    return f"与{others}同样相近，按{own}“{shelf.whole(best.name).title}”读取"
