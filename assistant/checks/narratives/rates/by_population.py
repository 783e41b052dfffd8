"""N: rates counted by the population that a report tells, in the sentence or elsewhere."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, left_of, said, shown
from assistant.checks.narratives.in_a_row import (
    clause_of,
    is_plain,
    last_clause,
    sentences_with,
)
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.relations.words import without_brackets
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.quantity import Interval, Quantity

_CODE = "N195"
_HINT = re.compile("人口[^，。；]*(?:率|每)|每[百千万][^，。；]*人口|‰")
_BY = re.compile(
    r"(?:按照?|以|占)(?P<name>[^，。；：、\d]{0,6}人口)[^，。；：、\d]{0,4}?(?:计算|为基数|测算|口径|计)[^，。；：、\d]{0,10}?"
    r"(?P<stem>[一-龥]{2})率(?:约|为|达到?|是)*$"
)
_EACH = re.compile(
    r"每(?P<many>[百千万])(?:名|个)?(?P<name>(?:常住|户籍|服务|总)?人口)(?:拥有|占有|有|的)?"
    r"(?P<stem>[^，。；：、\d]{2,10}?)(?:数|约|为|达到?|是)*$"
)
_VITAL = re.compile(r"(?P<stem>出生|死亡)率(?:约|为|达到?|是)*$")
_PEOPLE = re.compile(
    r"(?P<kind>常住|户籍|服务|总|^|[县市区镇乡省辖])人口(?:总?数)?(?:约?为|达到?|共)?$"
)
_MANY = {"百": 100, "千": 1000, "万": 10_000}
_COUNTED = frozenset(["人", "名", "份", "户", "人次"])
_OLD = re.compile("上年|去年|同期|目标|计划|[比较]")
_REACH, _TELLING, _NEAR = 8, 2, Decimal("0.02")


class _Told(NamedTuple):
    """What a rate is told as: of what, by which population, and out of how many."""

    stem: str
    population: str
    out_of: int


@rule(_CODE, name="按人口计算的比率与人口数不符", severity="warning", source="DOMAIN §8 比率")
def by_population(ctx: Context) -> Iterator[Finding]:
    """查什么：“常住人口48.35万人……建立健康档案45.12万份，按常住人口计算建档率93.32%”“实有床位2512张，每千常住人口拥有床位5.20张”“出生3052人，出生率6.31‰”，比率应等于前面的数除以报告写的人口数，人口数写在别的段落也一样。

    为什么：人口数多写在单位概况里，比率写在后面，改了一处忘了另一处。
    举例：45.12万份÷48.35万人=93.32%，写成93.23%不符。
    怎样改：核对人口数和所计的数后重新计算。
    何时不报：报告没有写人口数；按报告写的任何一个人口数计算相符；出生率、死亡率与年末人口只差一点（应按年平均人口计算）；看不出是哪个数笔误。
    """
    hinted = sentences_with(ctx, _HINT)
    for paragraph in ctx.paragraphs if hinted else ():
        for number, rate in enumerate(paragraph):
            if number and rate.quote in hinted and (told := _told(rate)):
                yield from _counted(ctx, rate, told, paragraph[max(0, number - _REACH) : number])


def _told(rate: Fact) -> _Told | None:
    quantity, clause = rate.quantity, last_clause(without_brackets(left_of(rate)))
    if not quantity.known() or quantity.comparator != "=" or _OLD.search(clause):
        return None
    if quantity.unit == "%":
        found = _BY.search(clause)
        return _Told(found["stem"], found["name"], 100) if found else None
    if quantity.unit == "‰":
        found = _VITAL.search(clause)
        return _Told(found["stem"], "", 100) if found else None
    found = _EACH.search(clause) if is_plain(rate) else None
    return _Told(found["stem"], found["name"], _MANY[found["many"]]) if found else None


def _populations(pack: Pack) -> list[Fact]:
    """Return the figures of the reports that say how many people live or are served there."""
    return [
        f for f in pack.figures
        if f.quantity.dimension == "人" and is_plain(f) and _PEOPLE.search(clause_of(f))
        and not _OLD.search(clause_of(f)) and base(f.quantity)
    ]  # fmt: skip


def _counted(ctx: Context, rate: Fact, told: _Told, before: list[Fact]) -> Iterator[Finding]:
    people = ctx.once(_populations)
    parts = [f for f in before if f not in people and _may_be(f, rate, told)]
    if not people or not parts or significant(rate.quantity) < _TELLING:
        return
    ctx.look(rate.place)
    makes = partial(_makes, out_of=told.out_of)
    if any(makes([rate.quantity, f.quantity, p.quantity]) for f in before for p in people
           if f not in people and f.quantity.known()):  # fmt: skip
        return
    part = parts[-1]
    named = [p for p in people if told.population[-4:] in clause_of(p)] or people
    for whole in reversed(named):
        figures = [rate.quantity, part.quantity, whole.quantity]
        mended = mend(figures, makes, short=True)
        if mended is None or mended.moved_point or (rate.quantity.unit == "‰" and _close(figures)):
            continue
        step = (rate.quantity.precision or Decimal(1)) * rate.quantity.scale
        value = base(part.quantity) / base(whole.quantity) * told.out_of
        value = (value / step).quantize(Decimal(1)) * step
        for found in conflict(
            ctx, _CODE, cite(rate), value,
            f"{said(part)}÷“{spoken(whole)}”{said(whole)}，折合{shown(value, rate.quantity)}，报告写{said(rate)}",
            others=[cite(part), cite(whole)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(figures)
            yield found
        return


def _may_be(part: Fact, rate: Fact, told: _Told) -> bool:
    """Tell whether a figure counts what a rate is of: 建立健康档案45.12万份 of 建档率."""
    if not is_plain(part) or not base(part.quantity) or _OLD.search(clause_of(part)):
        return False
    letters = set(told.stem) & set(clause_of(part))
    if told.out_of == 100 or rate.quantity.unit == "‰":
        return bool(letters) and part.quantity.unit in _COUNTED
    return len(letters) > 1 and part.quantity.unit == rate.quantity.unit


def _makes(figures: Sequence[Quantity], out_of: int) -> bool:
    stated, part, whole = figures
    quotient = span(part).over(span(whole))
    factor = Interval(Decimal(out_of), Decimal(out_of))
    return quotient is not None and quotient.times(factor).meets(stated.interval())


def _close(figures: Sequence[Quantity]) -> bool:
    """Tell whether a vital rate is nearly what the people at the year's end make it."""
    stated, part, whole = map(base, figures)
    real = part / whole * 100
    return abs(stated - real) <= real * _NEAR
