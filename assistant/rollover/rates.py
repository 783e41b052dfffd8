"""Rates that a summary doesn't state but gives both counts of: 排查156起，调解成功149起.

Such a rate is only proposed, with its formula: whether these are the counts that the indicator
means, a person says.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from assistant.model.quantity import MONEY_UNITS, PERCENT_UNITS, plain
from assistant.rollover.cells import points
from assistant.rollover.links import Link, Said, Wanted, is_exact, printed
from assistant.rollover.statements import Statement
from assistant.rollover.units import converted
from assistant.rollover.wording import same_words, shares_words

_RATE = re.compile(r"(?:率|比例|满意度|占比)$")
_NO_RATE = re.compile(r"增长|增幅|降幅|下降|控制率|执行率|变动")
_SHORT = re.compile(
    r"没有|没能|未|不合格|不够|不足|不达标|不符|不满意|晚了|逾期|延期|推迟|超标|超期|退回|"
    r"剩|尚|还有|其余|失败|缺"
)
_AMONG = re.compile(r"^[^，。；]{0,8}(?:里|中|之中|当中)(?:，?(?:有|的))?[^，。；]{0,6}$")
_KINDS = "(?:达标|合格|满意|及时|按时|完成)"
_BESIDES = re.compile(r"另外|另有")
_PLANNED = re.compile(r"计划|原定|任务|目标|年初")
_OF_PLAN = re.compile(r"完成|计划|任务")
_BROAD, _OBJECT = "满意", 0.35
_CENT = Decimal("0.1")
_NEAR, _FAR = Decimal(5), Decimal(20)
_SHOWN, _LIKELY = 0.35, 0.55


def best_rate(wanted: Wanted, said: Said) -> Link | None:
    """Return the rate that two counts of one sentence give for a row; never sure."""
    row = wanted.row
    name = row.name.text
    if row.actual.unit != "%" or row.actual.value is None:
        return None
    if not _RATE.search(name) or _NO_RATE.search(name):
        return None
    found = [link for pair in _pairs(said) for link in _link(wanted, said, *pair)]
    best = max(found, key=lambda link: link.score, default=None)
    if best is None or best.score < _SHOWN:
        return None
    return best._replace(confidence="中" if best.score >= _LIKELY else "低")


def _pairs(said: Said) -> Iterator[tuple[Statement, Statement]]:
    """Yield a count and a smaller one after it in the same sentence."""
    for _, group in groupby(said.statements, key=_sentence):
        counts = [each for each in group if _is_count(each)]
        for at, part in enumerate(counts):
            for whole in counts[:at]:
                shared = converted(part.fact.quantity, whole.fact.quantity.unit)
                if shared is not None and 0 < shared < (whole.fact.quantity.value or 0):
                    yield whole, part


def _sentence(statement: Statement) -> tuple[str, str]:
    return statement.fact.place.split("@")[0], statement.sentence


def _is_count(statement: Statement) -> bool:
    unit = statement.fact.quantity.unit
    counted = unit and unit not in MONEY_UNITS and unit not in PERCENT_UNITS
    return bool(counted) and statement.fact.aspect == "value" and not statement.ahead


def _link(wanted: Wanted, said: Said, whole: Statement, part: Statement) -> Iterator[Link]:
    base, count = whole.fact.quantity.value, part.fact.quantity.value
    if base is None or count is None or not (is_exact(whole) and is_exact(part)):
        return
    if _PLANNED.search(whole.clause) and not _OF_PLAN.search(wanted.row.name.text):
        return
    rate, formula = _worked_out(base, count, whole, part)
    score = _score(wanted, said, whole, part, rate)
    if score:
        told = part._replace(clause=_between(whole, part))
        raw = printed(wanted.row, _rounded(wanted, rate), _exactly(part))
        yield Link(told, raw, score, formula=f"{formula}×100%＝{points(rate)}%")


def _worked_out(
    base: Decimal, count: Decimal, whole: Statement, part: Statement
) -> tuple[Decimal, str]:
    """Return the rate in percent and how it comes about."""
    one, other = plain(base), plain(count)
    if _BESIDES.search(part.clause) or _are_opposites(whole.clause, part.clause):
        return base / (base + count) * 100, f"{one}÷({one}+{other})"
    if _is_short(part):
        return (base - count) / base * 100, f"({one}-{other})÷{one}"
    return count / base * 100, f"{other}÷{one}"


def _are_opposites(first: str, second: str) -> bool:
    """Tell whether two counts make up the whole: 达标的352天，不达标的13天."""
    good = re.search(rf"(?<![不未]){_KINDS}", first)
    return bool(good and not re.search("共|总", first) and re.search(f"[不未]{good[0]}", second))


def _exactly(part: Statement) -> Statement:
    """Return a statement whose figure's digits don't matter: the rate is printed anew."""
    return part._replace(clause=part.fact.quantity.raw)


def _is_short(part: Statement) -> bool:
    """Tell whether the smaller count is of those that fell short."""
    around = part.clause
    return bool(_SHORT.search(around)) and not re.search(r"没有一|无一", around)


def _rounded(wanted: Wanted, rate: Decimal) -> Decimal:
    precision = wanted.row.actual.precision or _CENT
    return rate.quantize(min(precision, _CENT)).normalize() + 0


def _score(wanted: Wanted, said: Said, whole: Statement, part: Statement, rate: Decimal) -> float:
    name = wanted.names[0]
    sentence, around = same_words(part.sentence), same_words(part.paragraph + part.heading)
    told = said.rarity.coverage(name, sentence)
    if not told or not shares_words(name, sentence) or not _of_its_object(wanted, said, around):
        return 0.0
    gap = abs(rate - (wanted.row.actual.value or 0))
    near = 0.25 if gap <= _NEAR else 0.05 if gap <= _FAR else -0.2
    among = 0.1 if _AMONG.match(_gap(whole, part)) else 0.0
    own = 0.3 if name[-2:] in same_words(part.clause) else 0.0
    broken_down = -0.2 if "其中" in _gap(whole, part) else 0.0
    return 0.5 * told + 0.15 * said.rarity.coverage(name, around) + near + among + own + broken_down


def _of_its_object(wanted: Wanted, said: Said, around: str) -> bool:
    """Tell whether the paragraph speaks of what the rate is of, a project's of the project."""
    name = wanted.names[0]
    if _BROAD in name:
        return not wanted.project or said.rarity.coverage(wanted.project, around) >= _OBJECT
    objects = (name[:-2], name[:-2] + wanted.project)
    return max(said.rarity.coverage(each, around) for each in objects) >= _OBJECT


def _gap(whole: Statement, part: Statement) -> str:
    """Return the words between the two counts."""
    after = whole.sentence.split(whole.fact.quantity.raw, 1)[-1]
    return after.split(part.fact.quantity.raw, 1)[0]


def _between(whole: Statement, part: Statement) -> str:
    """Return the words that hold both counts: one clause or two."""
    if whole.clause == part.clause:
        return part.clause
    return f"{whole.clause}，{part.clause}"
