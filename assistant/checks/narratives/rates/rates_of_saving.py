"""N: rates of what was saved or cut (下浮率, 核减率, 压减), and of several grades together (优良率)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from assistant.checks.compare import HUNDRED, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, right_of, said
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain
from assistant.checks.registry import rule
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_SAVED = re.compile(
    r"(?:下浮|核减|审减|节约|节支|节省|压减|压缩|让利|优惠|降价|减免|节[电水能油煤药气])(?:比例|幅度|率)?(?:了|为|达到?)?$"
)
_BEFORE = re.compile(
    r"控制价|限价|招标价|最高限|预算|概算|估算|送审|报审|报价|标底|原[价定]|计划|市场价|上年|去年|上一年"
)
_AFTER = re.compile(
    r"合同|中标|成交|审定|审核|结算|决算|实际|采购|支出|执行|最终|实支|现价|签约|招标|今年|本年|竞价"
)
_GRADES = re.compile(
    r"(?P<one>优|甲|一级|良)(?:秀|等)?(?P<other>良|合|乙|二级)好?格?(?:天数)?(?:比?率|比例)(?:为|达到?)?$"
)
_MAY_BE = re.compile("下浮|减|节|压缩|让利|优惠|降价|超|优|甲|一级|良")
"""One of the words that any of these rates is told in."""
_MOST = 6


@rule(
    "N164", name="下浮、核减、节约、优良率与数额不符", severity="warning", source="DOMAIN §8 比率"
)
def savings(ctx: Context) -> Iterator[Finding]:
    """查什么：“控制价420万元，合同价386.4万元，下浮8%”“送审512.3万元，审定486.1万元，核减率5.11%”“优秀12个、良好15个，优良率90%”，下浮、核减、节约的比率应等于差额除以原数，优良率应等于优与良之和除以总数。

    为什么：比率由两个数算出。
    举例：（420-386.4）÷420=8%，写成下浮6%不符。
    怎样改：按两个数重新计算后更正比率。
    何时不报：同句没有原数或后来的数；有一对数正好相符；另有规则已按“由……到……”核对。
    """
    grown = {r.stated.place for r in ctx.relations if r.kind == "growth" and r.stated}
    for row in ctx.whole_sentences:
        for number, rate in enumerate(row):
            if not _is_rate(rate) or rate.place in grown:
                continue
            told = clause_of(rate)
            if not _MAY_BE.search(told):
                continue
            before = [f for f in row[:number] if f.quantity.known()][-_MOST:]
            if _SAVED.search(told):
                yield from _saving(ctx, rate, before)
            elif _SURPLUS.search(told):
                yield from _surplus(ctx, rate, [f for f in before if is_plain(f)])
            elif grades := _GRADES.search(told):
                yield from _graded(ctx, rate, [f for f in before if is_plain(f)], grades)


_SURPLUS = re.compile(r"(?:超额完成|超额|超(?:目标|计划|任务|年初目标))(?:任务|目标)?(?:了|达)?$")
_TASK = re.compile(r"任务|目标|计划|指标")


def _surplus(ctx: Context, rate: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Check “任务120吨，实际减排138吨，超额完成15%”."""
    tasks = [f for f in before if _TASK.search(clause_of(f)) and base(f.quantity)]
    done = [f for f in before if tasks and f not in tasks and alike(f, tasks[-1])]
    if not done:
        return
    ctx.look(rate.place)
    task, real = tasks[-1], done[-1]
    figures = [rate.quantity, real.quantity, task.quantity]
    if _is_saving([rate.quantity, task.quantity, real.quantity]) or any(
        _is_more([rate.quantity, f.quantity, t.quantity]) for f in done for t in tasks
    ):  # fmt: skip
        return
    mended = mend(figures, _is_more, short=True)
    value = (base(real.quantity) / base(task.quantity) - 1) * 100
    if value <= 0 or (mended is None and len(before) > 2):
        return
    value = value.quantize(rate.quantity.precision or Decimal(1))
    for found in conflict(
        ctx, "N164", cite(rate), value,
        f"（{said(real)}-{said(task)}）÷{said(task)}={value}%，报告写超额{said(rate)}",
        others=[cite(real), cite(task)],
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words(figures) if mended else "")
        yield found


def _is_more(figures: Sequence[Quantity]) -> bool:
    stated, real, task = figures
    quotient = span(real).minus(span(task)).over(span(task))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


def _is_rate(fact: Fact) -> bool:
    return fact.quantity.unit == "%" and fact.quantity.comparator == "=" and fact.quantity.known()


def _saving(ctx: Context, rate: Fact, before: list[Fact]) -> Iterator[Finding]:
    money = [
        f
        for f in before
        if f.quantity.comparator == "=" and f.quantity.unit not in ("%", "百分点", "")
    ]
    plain = [f for f in money if is_plain(f)]
    pairs = [
        (a, b) for a in plain for b in plain if alike(a, b) and base(a.quantity) > base(b.quantity)
    ]
    cut = [f for f in money if _CUT_OFF.search(clause_of(f))]
    sent = [f for f in plain if f not in cut]
    if len(cut) == len(sent) == 1 and _BEFORE.search(clause_of(sent[0])):
        ctx.look(rate.place)
        yield from _of_last_year(ctx, rate, cut[0], sent[0])
        return
    if not pairs:
        return
    ctx.look(rate.place)
    gap, last = plain[-2:]
    if _GAP.search(clause_of(gap)) and _LAST_YEAR.search(clause_of(last)):
        yield from _of_last_year(ctx, rate, gap, last)
        return
    whole_of = (f for f in plain if base(f.quantity))
    if any(_is_saving([rate.quantity, a.quantity, b.quantity]) for a, b in pairs) or any(
        _is_part([rate.quantity, gap.quantity, whole.quantity])
        for whole in whole_of for gap in money if gap is not whole and alike(gap, whole)
    ):  # fmt: skip
        return
    named = [(a, b) for a, b in pairs if _BEFORE.search(clause_of(a)) and _AFTER.search(clause_of(b))
             and not _BEFORE.search(clause_of(b))]  # fmt: skip
    for whole, part in named[-1:]:
        figures = [rate.quantity, whole.quantity, part.quantity]
        mended = mend(figures, _is_saving, short=True)
        if mended is None and (len(named) > 1 or len(plain) > 2):
            continue
        value = (1 - base(part.quantity) / base(whole.quantity)) * 100
        value = value.quantize(rate.quantity.precision or Decimal(1))
        for found in conflict(
            ctx, "N164", cite(rate), value,
            f"（{said(whole)}-{said(part)}）÷{said(whole)}={value}%，报告写{_words(rate)}{said(rate)}",
            others=[cite(part), cite(whole)],
        ):  # fmt: skip
            found.explanation = found.explanation or (mended.words(figures) if mended else "")
            yield found


_CUT_OFF = re.compile(r"(?:审减|核减)(?:了|金额|资金)*$")
_GAP = re.compile(r"节约|节省|压减|减少|节[电水能油煤]")
_LAST_YEAR = re.compile(r"^(?:上年|去年|上一年|原)")


def _of_last_year(ctx: Context, rate: Fact, gap: Fact, last: Fact) -> Iterator[Finding]:
    """Check “年节约电费42万元，上年电费168万元，节电25%”."""
    if not alike(gap, last) or _is_part([rate.quantity, gap.quantity, last.quantity]):
        return
    value = base(gap.quantity) / base(last.quantity) * 100
    value = value.quantize(rate.quantity.precision or Decimal(1))
    yield from conflict(
        ctx, "N164", cite(rate), value,
        f"{said(gap)}÷{said(last)}={value}%，报告写{_words(rate)}{said(rate)}",
        others=[cite(gap), cite(last)],
    )  # fmt: skip


def _words(rate: Fact) -> str:
    found = _SAVED.search(clause_of(rate))
    return found.group() if found else ""


def _is_saving(figures: Sequence[Quantity]) -> bool:
    stated, whole, part = figures
    quotient = span(whole).minus(span(part)).over(span(whole))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


def _is_part(figures: Sequence[Quantity]) -> bool:
    stated, part, whole = figures
    quotient = span(part).over(span(whole))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


def _graded(
    ctx: Context, rate: Fact, before: list[Fact], grades: re.Match[str]
) -> Iterator[Finding]:
    """Check “30个标段，优12个、良15个，优良率90%”."""
    one, other = (next((f for f in before if _called(f, mark)), None)
                  for mark in (grades["one"], grades["other"]))  # fmt: skip
    if one is None or other is None or one is other or not alike(one, other):
        return
    least = base(one.quantity) + base(other.quantity)
    wholes = [
        f
        for f in before
        if f not in (one, other)
        and alike(f, one)
        and base(f.quantity) >= least
        and not _both(f, grades)  # the sum of the two grades is no whole of its own
    ]
    if not wholes:
        return
    ctx.look(rate.place)
    both = add_spans([one.quantity, other.quantity])
    for whole in wholes:
        quotient = both.over(span(whole.quantity))
        if quotient is None or quotient.times(HUNDRED).meets(rate.quantity.interval()):
            return
    if any(_is_part([rate.quantity, a.quantity, b.quantity]) for a, b in combinations(before, 2)):
        return
    whole = max(wholes, key=lambda f: base(f.quantity))
    value = (least / base(whole.quantity) * 100).quantize(rate.quantity.precision or Decimal(1))
    yield from conflict(
        ctx, "N164", cite(rate), value,
        f"（{said(one)}+{said(other)}）÷{said(whole)}={value}%，报告写{said(rate)}",
        others=[cite(one), cite(other), cite(whole)],
    )  # fmt: skip


def _both(fact: Fact, grades: re.Match[str]) -> bool:
    return grades["one"] + grades["other"] in clause_of(fact)[-8:]


def _called(fact: Fact, mark: str) -> bool:
    own = clause_of(fact)[-6:] + re.split(r"[，。；：、\d]", right_of(fact))[0][:4]
    return mark in own and not re.search("率|优良", own)
