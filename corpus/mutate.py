"""Change one thing in a truth, as a tired clerk would: the sites of the mutation test."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import NamedTuple

from corpus import layout
from corpus.dump import dump
from corpus.truth import Relation, Truth

KINDS = (
    "digit swap", "dropped point", "unit slip", "part changed", "total changed", "weight",
    "score above weight", "rate", "prose figure", "direction word", "blanked cell",
    "copied goal", "wrong year",
)  # fmt: skip


class Mutant(NamedTuple):
    """One changed truth; ``binding`` tells whether some relation no longer holds."""

    kind: str
    address: str
    before: str
    after: str
    truth: Truth
    binding: bool


def mutants(truth: Truth, kind: str, random: Random, count: int) -> list[Mutant]:
    """Return up to ``count`` mutants of one kind, their sites drawn by ``random``."""
    sites = list(_SITES[kind](truth, random))
    random.shuffle(sites)
    out: list[Mutant] = []
    for address, after in sites[:count]:
        changed = truth.changed(address, after)
        if dump(layout.pack(changed.raw)) == dump(layout.pack(truth.raw)):
            continue  # the form prints this weight with its level's name only
        out.append(
            Mutant(kind, address, _printed(truth, address), after, changed,
                   kind in _ALWAYS or _breaks(truth, changed, address))
        )  # fmt: skip
    return out


_ALWAYS = {"blanked cell", "copied goal", "wrong year", "direction word"}


def _printed(truth: Truth, address: str) -> str:
    if address in truth.paragraphs:
        return truth.paragraphs[address].marked
    return truth.printed(address)


def _breaks(truth: Truth, changed: Truth, address: str) -> bool:
    """Tell whether a relation of the address holds before and no longer after the change."""
    from corpus.validate import holds

    pairs = zip(truth.relations, changed.relations, strict=False)
    return any(
        address in old.members
        and not any(member.startswith("summary") for member in old.members)  # another file
        and holds(truth, old)
        and not holds(changed, new)
        for old, new in pairs
    )


Site = tuple[str, str]


def _bound(truth: Truth) -> Iterator[str]:
    """Yield the bound addresses of the pack itself; the work summary is another file."""
    yield from (a for a in truth.bound() if not a.startswith("summary"))


def _numbers(truth: Truth) -> Iterator[Site]:
    for address in _bound(truth):
        printed = truth.printed(address)
        if re.search(r"\d", printed) and not address.endswith("/project"):
            yield address, printed


def _digit_swap(truth: Truth, random: Random) -> Iterator[Site]:
    for address, printed in _numbers(truth):
        pairs = [m.start() for m in re.finditer(r"(?=(\d)(\d))", printed) if m[1] != m[2]]
        pairs = [i for i in pairs if not (printed[i + 1] == "0" and _leading(printed, i))]
        if pairs:
            i = random.choice(pairs)
            yield address, printed[:i] + printed[i + 1] + printed[i] + printed[i + 2 :]


def _leading(printed: str, position: int) -> bool:
    return position == 0 or not (printed[position - 1].isdigit() or printed[position - 1] == ".")


def _dropped_point(truth: Truth, random: Random) -> Iterator[Site]:
    for address, printed in _numbers(truth):
        if re.search(r"\d\.\d", printed):
            yield address, re.sub(r"(\d)\.(\d)", r"\1\2", printed, count=1)


def _unit_slip(truth: Truth, random: Random) -> Iterator[Site]:
    for address, printed in _numbers(truth):
        if "万元" in printed:
            yield address, printed.replace("万元", "元")
        elif re.search(r"/(?:last_final|budget|final|initial|full_year|executed)$", address) and (
            re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", printed)
        ):
            yield address, format((Decimal(printed.strip()) * 10_000).normalize(), "f")


def _other_digit(printed: str, random: Random) -> str:
    places = [m.start() for m in re.finditer(r"\d", printed)]
    i = random.choice(places)
    choices = [d for d in "123456789" if d != printed[i]]
    return printed[:i] + random.choice(choices) + printed[i + 1 :]


def _members(truth: Truth, side: str) -> Iterator[Site]:
    for relation in truth.relations:
        if relation.kind != "sum" or relation.parsed is None:
            continue
        for address in relation.members:
            if (
                not address.startswith("summary")
                and (address in _side(truth, relation, side))
                and re.search(r"\d", truth.printed(address))
            ):
                yield address, truth.printed(address)


def _side(truth: Truth, relation: Relation, side: str) -> set[str]:
    assert relation.parsed is not None
    text = relation.parsed.left if side == "left" else relation.parsed.right
    names = re.findall(r"[^\W\d][\w]*", text)
    return {truth.address(relation.parsed.names.get(name, name)) for name in names}


def _part_changed(truth: Truth, random: Random) -> Iterator[Site]:
    for address, printed in dict(_members(truth, "right")).items():
        yield address, _other_digit(printed, random)


def _total_changed(truth: Truth, random: Random) -> Iterator[Site]:
    for address, printed in dict(_members(truth, "left")).items():
        yield address, _other_digit(printed, random)


def _cells(truth: Truth, ending: str) -> Iterator[Site]:
    for address in _bound(truth):
        if address in truth.cells and address.endswith(ending):
            yield address, truth.printed(address)


def _weight(truth: Truth, random: Random) -> Iterator[Site]:
    for address, printed in _cells(truth, "/weight"):
        if "/total/" not in address:
            yield address, str(Decimal(printed.strip()) + random.choice([1, 2, 3]))


def _score_above(truth: Truth, random: Random) -> Iterator[Site]:
    for address, _ in _cells(truth, "/score"):
        if "/total/" in address:
            continue
        weight = truth.printed(address.removesuffix("score") + "weight")
        yield address, str(Decimal(weight.strip()) + random.choice([1, 2]))


def _rate(truth: Truth, random: Random) -> Iterator[Site]:
    for address, printed in _cells(truth, "rate"):
        yield address, _other_digit(printed, random)


def _prose_figure(truth: Truth, random: Random) -> Iterator[Site]:
    for address, printed in _numbers(truth):
        if "@" in address:
            yield address, _other_digit(printed, random)


_OPPOSITE = {"增长": "下降", "增加": "减少", "下降": "增长", "减少": "增加", "提高": "降低",
             "降低": "提高", "上升": "下降", "高于": "低于", "低于": "高于", "多": "少", "少": "多"}  # fmt: skip


def _direction(truth: Truth, random: Random) -> Iterator[Site]:
    """Turn the word before a bound growth figure: it is the end of the words before it."""
    bound = {m for r in truth.relations if r.kind in ("growth", "difference") for m in r.members}
    for figure in truth.figures.values():
        marked = truth.paragraphs[figure.place].marked
        match = re.search(rf"({'|'.join(_OPPOSITE)})⟦{re.escape(figure.id)} ", marked)
        if match and figure.address in bound and not figure.place.startswith("summary"):
            turned = _OPPOSITE[match[1]]
            yield figure.place, marked[: match.start(1)] + turned + marked[match.end(1) :]


def _blanked(truth: Truth, random: Random) -> Iterator[Site]:
    for address in _bound(truth):
        if address in truth.cells and not address.endswith("/project"):
            yield address, ""


def _copied_goal(truth: Truth, random: Random) -> Iterator[Site]:
    for address in truth.cells:
        if address.endswith("/goal_achieved"):
            expected = truth.printed(address.replace("goal_achieved", "goal_expected"))
            if truth.printed(address).strip():
                yield address, expected


def _wrong_year(truth: Truth, random: Random) -> Iterator[Site]:
    opening = r"基本支出|项目支出情况|政府性基金|工作开展|资金投入"
    for place, paragraph in truth.paragraphs.items():
        if place.startswith("summary"):
            continue
        section = place.split("/")[-2] if "/" in place else ""
        head = rf"^[^。，]{{0,6}}{truth.year}年"
        if re.search(opening, section) and re.search(head, paragraph.marked):
            wrong = paragraph.marked.replace(f"{truth.year}年", f"{truth.year - 1}年", 1)
            yield place, wrong


_SITES: dict[str, Callable[[Truth, Random], Iterator[Site]]] = {
    "digit swap": _digit_swap, "dropped point": _dropped_point, "unit slip": _unit_slip,
    "part changed": _part_changed, "total changed": _total_changed, "weight": _weight,
    "score above weight": _score_above, "rate": _rate, "prose figure": _prose_figure,
    "direction word": _direction, "blanked cell": _blanked, "copied goal": _copied_goal,
    "wrong year": _wrong_year,
}  # fmt: skip
