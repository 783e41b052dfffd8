"""Guess which field a heading of an unknown layout names: by name, by likeness, by content."""

import re

from assistant.extraction.guess_order import Guess, by_order
from assistant.extraction.layout import best_field, label
from assistant.extraction.outline import Block, Heading, every_name

_LEVEL1 = re.compile(r"(?:产出|效益|效果|满意度?|成本|决策|过程|管理)(?:类?指标)?(?:[（(].*)?$")
_LIKE = 65
"""Likeness (0 to 100) from which a name is worth proposing."""


def guesses(block: Block) -> list[Guess]:
    """Return a guess for every heading of a block; no field is given to two headings."""
    named = {id(h): _by_name(h, block) for h in block.headings}
    _make_room(named, block)
    taken = {field for field in named.values() if field}
    out = []
    for heading in block.headings:
        guess = Guess(heading, named[id(heading)])
        if not guess.field:
            guess = _unsure(heading, block, taken)
            taken.add(guess.field)
        out.append(guess)
    return by_order(out, block.part)


def _by_name(heading: Heading, block: Block) -> str:
    """Return the field that a heading names better than any other heading of its block."""
    names = every_name(block.part)
    found = best_field(heading.cell.text, names)
    if found is None:
        return ""
    rivals = (best_field(h.cell.text, names) for h in block.headings if h is not heading)
    better = any(r and r.field == found.field and r.rank < found.rank for r in rivals)
    return "" if better else found.field


def _make_room(named: dict[int, str], block: Block) -> None:
    """Give a field to a second heading that names it, where the first has another field too."""
    names = every_name(block.part)
    for heading in block.headings:
        found = best_field(heading.cell.text, names)
        if named[id(heading)] or found is None:
            continue
        holder = next(h for h in block.headings if named[id(h)] == found.field)
        bare = label(holder.text)
        other = [f for f, words in names.items() if bare in map(label, words) and f != found.field]
        if other and other[0] not in named.values():
            named[id(holder)], named[id(heading)] = other[0], found.field


def _unsure(heading: Heading, block: Block, taken: set[str]) -> Guess:
    if block.part == "goals" and not heading.samples:
        return Guess(heading, "", "认不出")  # it heads the whole block
    by_content = _by_content(heading, block)
    if by_content and by_content not in taken:
        return Guess(heading, by_content, "按内容猜测")
    like = _by_likeness(heading, block, taken)
    return Guess(heading, like, "按名称相近猜测") if like else Guess(heading, "", "认不出")


def _by_likeness(heading: Heading, block: Block, taken: set[str]) -> str:
    from rapidfuzz import fuzz, process  # loaded only where layouts are suggested

    known = {
        name: field
        for field, names in every_name(block.part).items() if field not in taken
        for name in names
    }  # fmt: skip
    best = process.extractOne(label(heading.text), list(known), scorer=fuzz.ratio,
                              score_cutoff=_LIKE)  # fmt: skip
    return known[str(best[0])] if best else ""


def _by_content(heading: Heading, block: Block) -> str:
    if block.part == "indicators":
        if heading.samples and all(text in "≥≤=＝><" for text in heading.samples):
            return "sign"
        if any(re.match(r"[≥≤]|>=|<=", text) and len(text) > 1 for text in heading.samples):
            return "target"
        if any(_LEVEL1.match(text) for text in heading.samples):
            return "level1"
        if any(re.search(r"(?:数量|质量|时效|成本|社会效益)指标", t) for t in heading.samples):
            return "level2"
    if block.part == "money" and any(re.search(r"[%％]", text) for text in heading.samples):
        return "rate"
    return ""
