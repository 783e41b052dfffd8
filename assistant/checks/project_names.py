"""What a report calls a project by when it doesn't write its name out: a heading, a short form.

“（一）水库除险加固” heads the section on 2024年小型水库除险加固工程; “环卫资金支付慢” is of 环卫保洁经费.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.checks.between.pairing import core_name
from assistant.checks.rows import money_total
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.place import Place, squeeze

if TYPE_CHECKING:
    from assistant.checks.context import Context

GENERAL = re.compile(r"(?:经费|资金|补助|项目)+$")
_SHORTEST = 4
_OF_HEADINGS = re.compile(
    r"(?:项目|专项|支出|经费|资金|补助|绩效|目标|完成|实施|使用|情况|方面|分析|的)+$"
)


def stems(pack: Pack) -> dict[Place, str]:
    """Return by the place of each project's table what its name is without general words."""
    names = {t.place: core_name(t.place.rpartition("/")[2], pack.unit.raw) for t in pack.projects}
    return {place: GENERAL.sub("", name) for place, name in names.items()}


def abbreviates(word: str, stem: str) -> bool:
    """Tell whether a word is a name cut short: runs of two characters and more, in their order.

    公路养护 of 农村公路日常养护工程, 就业培训 of 退役军人就业培训.
    """
    return len(word) >= _SHORTEST and _cut_from(word, stem)


def _cut_from(word: str, stem: str) -> bool:
    if word in stem:
        return True
    for end in range(len(word) - 2, 1, -1):
        at = stem.find(word[:end])
        if at >= 0:
            return _cut_from(word[end:], stem[at + end :])
    return False


def by_short_name(ctx: "Context", word: str) -> IndicatorTable | None:
    """Return the one project whose name a word cuts short, None where none or several may be."""
    name = GENERAL.sub("", squeeze(word))
    known = ctx.once(stems)
    holders = [t for t in ctx.pack.projects if abbreviates(name, known[t.place])]
    return holders[0] if len(holders) == 1 else None


def hinted(ctx: "Context", words: str) -> list[IndicatorTable]:
    """Return the projects of whose names a sentence has two characters that no other name has."""
    own = ctx.once(_own_pairs)
    pairs = {a + b for a, b in pairwise(squeeze(words))}
    return [t for t in ctx.pack.projects if own[t.place] & pairs]


def _own_pairs(pack: Pack) -> dict[Place, set[str]]:
    """Return by project the pairs of characters of its name that no other project's name has."""
    found = {place: {a + b for a, b in pairwise(stem)} for place, stem in stems(pack).items()}
    return {
        place: pairs - set().union(*(other for at, other in found.items() if at != place))
        for place, pairs in found.items()
    }


def of_section(ctx: "Context", place: Place) -> IndicatorTable | None:
    """Return the project that a figure's section is headed by, in short; None for most."""
    known = ctx.once(_headed)
    steps = place.partition("@")[0].split("/")[:-1]
    for end in range(len(steps), 1, -1):
        table = known.get("/".join(steps[:end]))
        if table is not None:
            return table
    return None


def _headed(pack: Pack) -> dict[Place, IndicatorTable]:
    """Return the sections of the overall report whose headings cut one project's name short.

    Words alone may be of the unit's work at large: some figure there must be of the project's form.
    """
    names = stems(pack)
    figures: dict[Place, set[tuple[str, object]]] = {}
    for fact in pack.figures if names else ():
        if not fact.place.startswith("overall_report/") or not fact.quantity.known():
            continue
        steps = fact.place.partition("@")[0].split("/")[:-1]
        for end in range(2, len(steps) + 1):
            section = "/".join(steps[:end])
            figures.setdefault(section, set()).add((fact.quantity.dimension, fact.quantity.base))
    found: dict[Place, IndicatorTable] = {}
    for section, values in figures.items():
        title = _OF_HEADINGS.sub("", squeeze(section.rpartition("/")[2]).partition("#")[0])
        holders = [t for t in pack.projects if abbreviates(title, names[t.place])]
        if len(holders) == 1 and values & _own_figures(holders[0]):
            found[section] = holders[0]
    return found


def _own_figures(table: IndicatorTable) -> set[tuple[str, object]]:
    """Return a project's whole money, its execution rate and its score."""
    line = money_total(table)
    cells = [line.initial, line.full_year, line.executed] if line else []
    known = [cell for cell in (*cells, table.total_score) if cell.known() and cell.base]
    return {(cell.dimension or "分", cell.base) for cell in known}
