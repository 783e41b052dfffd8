"""Slips of the pen in one bound figure: digits, points, units, weights, scores, rates."""

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from corpus.mutate import Clean, Site
from corpus.truth import Relation, Truth

KINDS = (
    "digit swap", "digit dropped", "digit doubled", "dropped point", "unit slip",
    "unit word dropped", "part changed", "total changed", "prose figure", "share", "points",
    "rate", "weight", "score above weight",
)  # fmt: skip
_AMOUNT = re.compile(r"/(?:last_final|budget|final|initial|full_year|executed)$")
_NAMED = "/project"  # a name with an amount in it


def numbers(clean: Clean) -> Iterator[tuple[str, str]]:
    """Yield every bound figure with what is printed there."""
    for address in clean.bound:
        text = clean.truth.printed(address)
        if re.search(r"\d", text) and not address.endswith(_NAMED):
            yield address, text


def digit_swap(clean: Clean, random: Random) -> Iterator[Site]:
    """Swap two neighbouring digits."""
    for address, text in numbers(clean):
        pairs = [m.start() for m in re.finditer(r"(?=(\d)(\d))", text) if m[1] != m[2]]
        pairs = [i for i in pairs if not (text[i + 1] == "0" and _leading(text, i))]
        if pairs:
            i = random.choice(pairs)
            yield Site({address: text[:i] + text[i + 1] + text[i] + text[i + 2 :]})


def digit_dropped(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave out one digit of a number with several."""
    for address, text in numbers(clean):
        runs = re.finditer(r"\d{2,}", text)
        places = [i for m in runs for i in range(*m.span()) if not _zero_next(text, i)]
        if places:
            i = random.choice(places)
            yield Site({address: text[:i] + text[i + 1 :]})


def digit_doubled(clean: Clean, random: Random) -> Iterator[Site]:
    """Type one digit twice."""
    for address, text in numbers(clean):
        i = random.choice([m.start() for m in re.finditer(r"\d", text)])
        yield Site({address: text[:i] + text[i] + text[i:]})


def dropped_point(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave out the decimal point."""
    for address, text in numbers(clean):
        if re.search(r"\d\.\d", text):
            yield Site({address: re.sub(r"(\d)\.(\d)", r"\1\2", text, count=1)})


def unit_slip(clean: Clean, random: Random) -> Iterator[Site]:
    """Write 元 for 万元, or an amount of 元 into a column of 万元."""
    for address, text in numbers(clean):
        if "万元" in text:
            yield Site({address: text.replace("万元", "元")})
        elif _AMOUNT.search(address) and re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", text):
            yield Site({address: format((Decimal(text.strip()) * 10_000).normalize(), "f")})


def unit_word_dropped(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave out 万元 after an amount in prose."""
    for address, text in numbers(clean):
        if "@" in address and text.endswith("万元"):
            yield Site({address: text.removesuffix("万元")})


def part_changed(clean: Clean, random: Random) -> Iterator[Site]:
    """Change one part of a sum."""
    for address, text in dict(_members(clean, "right")).items():
        yield Site({address: other_digit(text, random)})


def total_changed(clean: Clean, random: Random) -> Iterator[Site]:
    """Change the total of a sum."""
    for address, text in dict(_members(clean, "left")).items():
        yield Site({address: other_digit(text, random)})


def prose_figure(clean: Clean, random: Random) -> Iterator[Site]:
    """Change one digit of a figure in a report."""
    for address, text in numbers(clean):
        if "@" in address:
            yield Site({address: other_digit(text, random)})


def share(clean: Clean, random: Random) -> Iterator[Site]:
    """Change a share of a whole that is given with all its shares."""
    for relation in clean.relations:
        if relation.kind == "partition":
            for address in relation.members:
                if (text := clean.truth.printed(address)).endswith("%"):
                    yield Site({address: _moved(text, random)})


def points(clean: Clean, random: Random) -> Iterator[Site]:
    """Write % for 百分点, or 百分点 for a relative growth."""
    growth = {m for r in clean.relations if r.kind == "growth" for m in r.members}
    for address, text in numbers(clean):
        if "@" in address and "百分点" in text:
            yield Site({address: re.sub("个?百分点", "%", text)})
        elif "@" in address and address in growth and text.endswith("%"):
            yield Site({address: text.replace("%", "个百分点")})


def rate(clean: Clean, random: Random) -> Iterator[Site]:
    """Change one digit of a rate in a form."""
    for address, text in _cells(clean, "rate"):
        yield Site({address: other_digit(text, random)})


def weight(clean: Clean, random: Random) -> Iterator[Site]:
    """Give a row one to three points more."""
    for address, text in _cells(clean, "/weight"):
        if "/total/" not in address:
            yield Site({address: str(Decimal(text.strip()) + random.choice([1, 2, 3]))})


def score_above_weight(clean: Clean, random: Random) -> Iterator[Site]:
    """Score a row above its weight."""
    for address, _ in _cells(clean, "/score"):
        if "/total/" not in address:
            most = clean.truth.printed(address.removesuffix("score") + "weight")
            yield Site({address: str(Decimal(most.strip()) + random.choice([1, 2]))})


def other_digit(text: str, random: Random) -> str:
    """Return a text with one of its digits changed, never to 0."""
    i = random.choice([m.start() for m in re.finditer(r"\d", text)])
    choices = [d for d in "123456789" if d != text[i]]
    return text[:i] + random.choice(choices) + text[i + 1 :]


def _moved(text: str, random: Random) -> str:
    """Return a share with some points more or less."""
    number = re.search(r"\d+(?:\.\d+)?", text)
    assert number is not None, text
    value = Decimal(number[0])
    step = random.choice([1, 2, 3])
    moved = value - step if value > step and random.random() < 0.5 else value + step
    return text[: number.start()] + str(moved) + text[number.end() :]


def _leading(text: str, position: int) -> bool:
    return position == 0 or not (text[position - 1].isdigit() or text[position - 1] == ".")


def _zero_next(text: str, position: int) -> bool:
    """Tell whether a number would begin with 0 without this digit."""
    return _leading(text, position) and text[position + 1 : position + 2] == "0"


def _members(clean: Clean, side: str) -> Iterator[tuple[str, str]]:
    for relation in clean.relations:
        if relation.kind != "sum" or relation.parsed is None:
            continue
        for address in relation.members:
            text = clean.truth.printed(address)
            if address in _side(clean.truth, relation, side) and re.search(r"\d", text):
                yield address, text


def _side(truth: Truth, relation: Relation, side: str) -> set[str]:
    assert relation.parsed is not None
    text = relation.parsed.left if side == "left" else relation.parsed.right
    names = re.findall(r"[^\W\d][\w]*", text)
    return {truth.address(relation.parsed.names.get(name, name)) for name in names}


def _cells(clean: Clean, ending: str) -> Iterator[tuple[str, str]]:
    for address in clean.bound:
        if address in clean.truth.cells and address.endswith(ending):
            yield address, clean.truth.printed(address)
