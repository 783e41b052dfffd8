"""One cell against what a rule asks of it: no clash, or a clash with its arithmetic."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import base, copied, percent, ratio, sums
from assistant.checks.findings import Item
from assistant.checks.labels import rounded, show, written
from assistant.checks.own.amounts import (
    Gap,
    Side,
    constant,
    in_one_unit,
    meaning,
    multiplied,
    number,
    optional,
    total,
)
from assistant.checks.own.grid import Found
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity

_SHOWN = 30
_STOPS = "。.；;，,、：:"


class Clash(NamedTuple):
    """What doesn't agree: the message without its stop, and both sides as text.

    ``slip`` is the wrong number and ``right`` its worth in base units where a slip of the pen
    may explain them; ``tail`` says that only rounding parts them. ``sum`` is the arithmetic.
    """

    message: str
    found: str
    expected: str
    difference: str = ""
    sum: str = ""
    items: tuple[Item, ...] = ()
    slip: Quantity | None = None
    right: Decimal = Decimal(0)
    tail: bool = False


def required(subject: Found) -> Clash | None:
    """Refuse a blank cell and one that only says “无”."""
    field = subject.field
    if not field.is_empty():
        return None
    told = f"只填了“{field.text}”" if field.text else "没有填写"
    return Clash(
        f"{subject.full_name}{told}", field.text or "空白", "应填写", items=(subject.item(),)
    )


def same(subject: Found, other: Found | Quantity) -> Clash | None:
    """Compare two numbers as copies of one amount, or two texts; raises ``Gap``."""
    if isinstance(other, Quantity):
        cell, line = in_one_unit([number(subject), other])
        return None if base(cell) == base(line) else _apart(subject, cell, constant(line), "应为")
    if subject.field.is_empty() or other.field.is_empty():
        raise Gap(f"{(subject if subject.field.is_empty() else other).full_name}空白")
    if _is_text(subject) and _is_text(other):
        return _same_text(subject, other)
    cell, twin = in_one_unit([number(subject), number(other)])
    result = copied(cell, twin)
    if result == "equal":
        return None
    clash = _apart(subject, cell, total([other], [twin], subject), "与", "不一致")
    return clash._replace(tail=result == "tail")


def at_most(subject: Found, side: Side, cell: Quantity) -> Clash | None:
    """Refuse a number that is above a limit, whatever both were before they were rounded."""
    if meaning(cell).low <= side.span.high:
        return None
    return _apart(subject, cell, side, "超过", over="超出")._replace(slip=None)


def at_least(subject: Found, side: Side, cell: Quantity) -> Clash | None:
    """Refuse a number that is below a limit, whatever both were before they were rounded."""
    if meaning(cell).high >= side.span.low:
        return None
    return _apart(subject, cell, side, "低于", over="少")._replace(slip=None)


def limit(
    subject: Found,
    groups: Sequence[Sequence[Found]],
    stated: Quantity | None,
    factor: Decimal | None,
    against: Sequence[str],
) -> tuple[Side, Quantity]:
    """Return a limit and the number under check, in one unit.

    Raises ``Gap``, also for a target whose sign is one of ``against``: ≤24小时 is no lower limit.
    """
    if stated is not None:
        cell, line = in_one_unit([number(subject), stated])
        return multiplied(constant(line), factor), cell
    known = _parts(groups)
    for found, each in known:
        if each.comparator in against:
            raise Gap(f"{found.full_name}“{each.text}”说的是另一个方向")
    cell, *numbers = in_one_unit([number(subject), *(each for _, each in known)])
    return multiplied(total([found for found, _ in known], numbers, subject), factor), cell


def equals_sum(subject: Found, groups: Sequence[Sequence[Found]]) -> Clash | None:
    """Compare a printed total with its printed parts; raises ``Gap``."""
    known = _parts(groups)
    cell, *numbers = in_one_unit([number(subject), *(each for _, each in known)])
    result = sums(numbers, cell)
    if result == "equal":
        return None
    side = total([found for found, _ in known], numbers, subject)
    verb, end = ("而", "，两者不符") if len(known) > 1 else ("与", "不一致")
    clash = _apart(subject, cell, side, verb, end)
    return clash._replace(tail=result == "tail")


def adds_up_to(stated: Quantity, groups: Sequence[Sequence[Found]]) -> Clash | None:
    """Compare the sum of printed parts with a number that the rule states; raises ``Gap``."""
    known = _parts(groups)
    line, *numbers = in_one_unit([stated, *(each for _, each in known)])
    side = total([found for found, _ in known], numbers, None)
    if side.span.low <= base(line) <= side.span.high:
        return None
    apart, wanted = _size(side.value - base(line), side.unit), show(base(line), line.unit)
    title = known[0][0].row.title if len(known) > 1 else ""
    return Clash(
        f"{title}{side.said}，应为{wanted}，相差{apart}", show(side.value, side.unit), wanted,
        apart, side.sum, side.items,
    )  # fmt: skip


def equals_ratio(subject: Found, part: Found, whole: Found) -> Clash | None:
    """Compare a printed rate with the two numbers it is made of; raises ``Gap``."""
    stated = number(subject)
    if stated.dimension not in ("%", ""):
        raise Gap(f"{subject.full_name}填的“{stated.text}”不是比率", unfit=True)
    rate = percent(stated)
    above, below = in_one_unit([number(part), number(whole)])
    right = ratio(above, below)
    if right is None:
        raise Gap(f"{whole.full_name}为0，不能作分母")
    if rate.interval().meets(right):
        return None
    middle = (right.low + right.high) / 2
    sides = total([part], [above], subject), total([whole], [below], subject)
    words = f"{written(above)}÷{written(below)}={rounded(middle)}%"
    apart = f"{rounded(abs(base(rate) - middle))}个百分点"
    return Clash(
        f"{subject.full_name}填{subject.field.text}，而{sides[0].said}÷{sides[1].said}"
        f"={rounded(middle)}%，两者不符，相差{apart}",
        subject.field.text, f"{rounded(middle)}%", apart, words,
        (subject.item(), *sides[0].items, *sides[1].items),
    )  # fmt: skip


def _parts(groups: Sequence[Sequence[Found]]) -> list[tuple[Found, Quantity]]:
    """Return the cells that hold a number; a blank part is money that there isn't.

    Of many rows asked for by one name at least one must be filled: else nobody filled them.
    """
    cells = [cell for group in groups for cell in group]
    read = [(cell, optional(cell)) for cell in cells]
    known = [(cell, value) for cell, value in read if value is not None]
    filled = {id(cell) for cell, _ in known}
    for group in groups:
        if len(group) > 1 and not any(id(cell) in filled for cell in group):
            raise Gap(f"{group[0].full_name}等{len(group)}格全部空白")
    if not known:
        raise Gap("、".join(cell.full_name for cell in cells[:3]) + "空白")
    return known


def _apart(
    subject: Found, cell: Quantity, side: Side, verb: str, end: str = "", over: str = "相差"
) -> Clash:
    apart = _size(base(cell) - side.value, cell.unit)
    return Clash(
        f"{subject.full_name}填{written(cell)}，{verb}{side.said}{end}，{over}{apart}",
        show(base(cell), cell.unit), show(side.value, side.unit or cell.unit), apart, side.sum,
        (subject.item(), *side.items), cell, side.value,
    )  # fmt: skip


def _size(apart: Decimal, unit: str) -> str:
    # Two rates are apart by percentage points.
    return show(abs(apart), unit).replace("%", "个百分点")


def _is_text(found: Found) -> bool:
    return not (isinstance(found.field, Quantity) and found.field.known())


def _same_text(subject: Found, other: Found) -> Clash | None:
    ours, theirs = _plain(subject), _plain(other)
    if ours == theirs:
        return None
    words = _short(subject.field.raw), _short(other.field.raw)
    return Clash(
        f"{subject.full_name}填“{words[0]}”，与{other.full_name}“{words[1]}”不一致",
        words[0], words[1], "文字不同", items=(subject.item(), other.item(subject)),
    )  # fmt: skip


def _plain(found: Found) -> str:
    return unicodedata.normalize("NFKC", squeeze(found.field.raw)).rstrip(_STOPS)


def _short(words: str) -> str:
    text = squeeze(words)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
