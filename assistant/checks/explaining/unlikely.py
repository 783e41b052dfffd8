"""Figures of prose that only seem to belong together.

Words and order join the figures of a sentence, and a reader may see it otherwise. What other
figures of the same sentence bear out is left alone; a change that is far from what two figures
make, stands behind others and would not be joined to them by a slip of the pen, is a notice.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from assistant.checks.compare import HUNDRED, adds_up, makes_share, span
from assistant.checks.explaining.culprits import amount, suspects
from assistant.checks.explaining.made_otherwise import made_otherwise
from assistant.checks.explaining.other_base import wrong_end
from assistant.checks.explaining.pen_slips import one_digit_apart, pen_slip
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

if TYPE_CHECKING:
    from assistant.checks.context import Context

_FAMILY = "N"
_FAR = 5
"""Figures are far apart that differ by more than a fifth of the larger one."""
_TELLING = 3
"""Digits from which a quotient is met by no chance."""
_MOST = 3
"""How many figures that follow each other are added up."""
_BESIDE = "同一原因"
"""How an explanation begins that names no cause."""
_CHANGES = ("N104", "N113")
"""Rules of changes: many stand in one sentence, and each has its own two figures."""
_NAMED = ("N172", "N173", "N175", "N176", "N208", "N209", "N210", "N211", "N212", "N213", "N220")
"""Rules whose words say of which figure a rate is; they look at the others themselves."""
_SHARES = "N103"
_NEAREST_RATES = ("N112", "N156")
_PERCENT = ("%", "百分点")
_Amounts = Sequence[Quantity]


def borne_out(ctx: "Context", finding: Finding) -> bool:
    """Tell whether figures near it make the one that a finding doubts."""
    if not finding.rule.startswith(_FAMILY) or not finding.operands or finding.rule in _NAMED:
        return False
    if amount(finding.found) == amount(finding.expected):
        return False  # the size is right: the direction is in question
    if finding.rule == _SHARES and _of_a_list(ctx, finding):
        return False  # its others tell of which whole they all are
    return _in_sentence(ctx, finding) or made_otherwise(ctx, finding)


def _in_sentence(ctx: "Context", finding: Finding) -> bool:
    stated = finding.operands[0]
    sentence = ctx.sentence_of.get(stated.place)
    if sentence is None:
        return False
    others = [f.quantity for f in sentence if f.place != stated.place and _is_known(f)]
    if stated.quantity.unit == "%":
        telling = significant(stated.quantity) >= _TELLING
        return _is_change_of_sums(finding, others) or (telling and _is_quotient(finding, others))
    ways = _WAYS.get(finding.rule)
    if ways is None or significant(stated.quantity) < _TELLING - 1:
        return False
    told = span(stated.quantity)
    return any(made.meets(told) for made in ways(others, stated.quantity))


def _of_a_list(ctx: "Context", finding: Finding) -> bool:
    """Tell whether a share is one of those of a list that must make the whole of its parts."""
    if len(finding.operands) > _MOST:
        return True
    whole = finding.operands[-1].place
    listed = [r for r in ctx.relations if r.kind == "share" and r.whole.place == whole and r.stated]
    if len(listed) < _MOST or not adds_up(
        [listed[0].whole.quantity, *(r.parts[0].quantity for r in listed)]
    ):
        return False
    return sum(
        makes_share([r.stated.quantity, r.parts[0].quantity, r.whole.quantity])
        for r in listed if r.stated
    ) == len(listed) - 1  # fmt: skip


def _is_quotient(finding: Finding, others: _Amounts) -> bool:
    told = span(finding.operands[0].quantity)
    own = {fact.place: span(fact.quantity) for fact in finding.operands[1:]}
    return any(
        made.meets(told)
        and not wrong_end(finding, part, span(whole))
        and not (whole.place in own and part in own.values())
        for made, part, whole in _quotients(others)
    )  # what a finding is about may be divided the wrong way round


def _is_change_of_sums(finding: Finding, others: _Amounts) -> bool:
    """Tell whether figures told before another, two halves of a year, differ from it as stated."""
    if finding.rule != _CHANGES[0]:
        return False
    told, places = span(finding.operands[0].quantity), {f.place for f in finding.operands}
    for at, was in enumerate(others):
        if was.unit in _PERCENT or was.place not in places:
            continue
        for now in _together([f for f in others[:at] if f.dimension == was.dimension]):
            for apart in (span(was).minus(now), now.minus(span(was))):
                change = apart.over(span(was))
                if change is not None and change.times(HUNDRED).meets(told):
                    return True
    return False


def _is_known(fact: Fact) -> bool:
    return fact.quantity.comparator in ("=", "~") and bool(fact.quantity.base)


def _quotients(figures: _Amounts) -> Iterator[tuple[Interval, Interval, Quantity]]:
    """Yield what figures, or several of them together, are of each other, in percent, and of what."""
    known = [figure for figure in figures if figure.unit not in _PERCENT]
    for whole in known:
        of_kind = [f for f in known if f is not whole and _may_divide(f, whole)]
        for part in (*map(span, of_kind), *_together(of_kind)):
            if (made := part.over(span(whole))) is not None:
                yield made.times(HUNDRED), part, whole


def _may_divide(part: Quantity, whole: Quantity) -> bool:
    return (part.dimension == "元") == (whole.dimension == "元")


def _together(figures: _Amounts) -> Iterator[Interval]:
    """Yield the sums of two or more figures that follow each other."""
    for start in range(len(figures)):
        sums = accumulate(map(span, figures[start : start + _MOST]), Interval.__add__)
        yield from list(sums)[1:]


def _shares(figures: _Amounts, stated: Quantity) -> Iterator[Interval]:
    """Yield the amounts in percent that the sentence names, and prices times several counts."""
    amounts = [f for f in figures if f.dimension == stated.dimension]
    counts = [f for f in figures if f.dimension not in ("元", *_PERCENT)]
    for each in amounts:
        for rate in (f for f in figures if f.unit == "%"):
            share = span(each).times(rate.interval()).over(HUNDRED)
            if share is not None:
                yield share
                yield from (share.times(span(count)) for count in counts)
        yield from (span(each).times(count) for count in _together(counts))


def _lists(figures: _Amounts, stated: Quantity) -> Iterator[Interval]:
    """Yield what figures make that follow each other, in whatever units things are counted."""
    kind = [f for f in figures if _may_divide(f, stated) and f.unit not in _PERCENT]
    for start in range(len(kind)):
        yield from list(accumulate(map(span, kind[start:]), Interval.__add__))[1:]


def _differences(figures: _Amounts, stated: Quantity) -> Iterator[Interval]:
    """Yield by how much figures, or several of them together, differ."""
    kind = [f for f in figures if f.dimension == stated.dimension]
    for whole in (*map(span, kind), *_together(kind)):
        yield from (whole.minus(span(part)) for part in kind)


_Ways = Callable[[_Amounts, Quantity], Iterator[Interval]]
_WAYS: dict[str, _Ways] = {
    **dict.fromkeys(("N120", "N163"), _shares),
    **dict.fromkeys(("N101", "N110", "N130", "N161"), _lists),
    **dict.fromkeys(("N105", "N111", "N125", "N133"), _differences),
}
"""How a sentence may come by the figure that a rule doubts."""


def calmed(ctx: "Context", finding: Finding) -> Finding:
    """Return a finding; one of a change as a notice, where nothing but order joins its figures.

    A rate whose last digit was cut off instead of rounded is a notice, too, and one that is
    nothing like what the figures nearest to it make.
    """
    if _is_cut_off(finding):
        return finding.model_copy(update={"severity": "info", "explanation": _CUT_OFF})
    if finding.rule in _NEAREST_RATES and _is_another_rate(finding):
        return finding.model_copy(update={"severity": "info"})
    if (
        finding.rule not in _CHANGES
        or not finding.operands
        or not _is_far(finding)
        or _explained(finding)
        or _in_a_row(ctx, finding)
    ):
        return finding
    return finding.model_copy(update={"severity": "info"})


_CUT_OFF = "疑似舍去尾数，没有四舍五入。"


def _is_cut_off(finding: Finding) -> bool:
    """Tell whether a rate is what two figures make, but for a last digit that wasn't rounded."""
    if not finding.rule.startswith(_FAMILY) or len(finding.operands) != _RATE_OF_TWO:
        return False
    rate, part, whole = (fact.quantity for fact in finding.operands)
    step = rate.precision or Decimal(1)
    told, meant = amount(finding.found), amount(finding.expected)
    if rate.unit != "%" or not (part.base and whole.base and rate.value and told and meant):
        return False
    if abs(told[0] - meant[0]) > step:
        return False  # the rule says of which it is, and these two make it by a wrong base
    return 0 <= part.base / whole.base * 100 - rate.value < step


_RATE_OF_TWO = 3


def _is_another_rate(finding: Finding) -> bool:
    """Tell whether a rate is nothing like that of two figures; a part above its whole is wrong."""
    meant = amount(finding.expected)
    whole = meant is not None and meant[0] <= _WHOLE
    return whole and _is_far(finding) and not _explained(finding)


_WHOLE = 100


def _is_far(finding: Finding) -> bool:
    told, meant = amount(finding.found), amount(finding.expected)
    if told is None or meant is None:
        return False
    return abs(told[0] - meant[0]) * _FAR > max(abs(told[0]), abs(meant[0]))


def _in_a_row(ctx: "Context", finding: Finding) -> bool:
    """Tell whether a figure stands right behind the two that it should follow from."""
    stated, *others = [fact.place for fact in finding.operands]
    sentence = [fact.place for fact in ctx.sentence_of.get(stated, ())]
    at = sentence.index(stated) if stated in sentence else 0
    return at > 1 and set(others) == set(sentence[at - 2 : at])


def _explained(finding: Finding) -> bool:
    if finding.explanation and not finding.explanation.startswith(_BESIDE):
        return True
    return any(
        _is_slip(each.figure, each.culprit.meant / each.figure.scale)
        for each in suspects([finding])[0]
    )


def _is_slip(figure: Quantity, meant: Decimal) -> bool:
    found = figure.value
    if found is None:
        return False
    return bool(pen_slip(found, meant, figure)) or one_digit_apart(figure, meant * figure.scale)
