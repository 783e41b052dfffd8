"""N: shares listed in the order of their amounts (占比a、b、c), and of a grade and all above it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from assistant.checks.compare import HUNDRED, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show
from assistant.checks.mentions import cite, said
from assistant.checks.narratives.in_a_row import Row, alike, clause_of, is_plain, rows
from assistant.checks.narratives.rates.gaps_in_turn import runs_of
from assistant.checks.registry import rule
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_SHARES = re.compile(
    r"^[^，。；：、（）\d]{0,4}占?比(?:[例重])?(?:约|分别|依次|各|为|是)*$|^(?:分别|依次|各)占[^，。；：、（）\d]{0,10}$"
)
_GRADES = (
    ("博士", "硕士", "研究生", "本科", "大专|专科", "高中|中专"),
    ("正高", "副高", "高级", "中级", "初级|助理"),
)
_AND_ABOVE = re.compile(
    r"^(?P<grade>[一-龥]{2,6}?)(?:学历|职称|技术职称)?(?:及|或)?以上(?:学历|文化程度|职称|技术职称|专业技术人员)?(?:的|人员|教师|干部|职工)*占"
)
_MOST, _FINE, _FEWEST = 5, 3, 2


@rule("N176", name="所列占比与所列的数不对应", severity="warning", source="DOMAIN §8 占比")
def shares_listed(ctx: Context) -> Iterator[Finding]:
    """查什么：“分别为48.18万元、281.90万元、118万元，合计448.08万元，占比10.8%、62.9%、26.3%”，占比应按所列的次序逐一对应；“硕士5人、本科19人，本科及以上学历占82.76%”，某一级及以上应包括更高的各级。

    为什么：次序颠倒、漏加更高一级，是这类句子的常见错误。
    举例：（5+19）÷29=82.76%，写成65.52%，是只算了本科19人。
    怎样改：按次序核对，或者补上更高的各级后重新计算。
    何时不报：占比占的是另一个总数而各项都相符；不止一项对不上又不是次序颠倒；列出的更高一级已含在其中。
    """
    for row in ctx.once(rows):
        if "占" not in row.words or len(row.figures) <= _FEWEST:
            continue
        for number, rate in enumerate(row.figures):
            if rate.quantity.unit != "%" or number < _FEWEST or rate.quantity.comparator != "=":
                continue
            words = clause_of(rate)
            if _SHARES.search(words):
                yield from _in_order(ctx, row, number)
            elif match := _AND_ABOVE.match(words):
                yield from _and_above(ctx, rate, row, number, match["grade"])


def _in_order(ctx: Context, row: Row, number: int) -> Iterator[Finding]:
    """Check the shares of a list against its amounts, one by one."""
    listed = list(runs_of(row.figures))
    at = next(n for n, run in enumerate(listed) if any(f is row.figures[number] for f in run))
    shares = listed[at]
    if shares[0] is not row.figures[number] or not _FEWEST < len(shares) <= _MOST:
        return
    if not all(f.quantity.unit == "%" and f.quantity.known() for f in shares):
        return
    lists = [run for run in listed[:at] if len(run) == len(shares) and all(map(is_plain, run))]
    if not lists or not all(alike(f, lists[-1][0]) and base(f.quantity) for f in lists[-1]):
        return
    parts = lists[-1]
    ctx.look(*(f.place for f in shares))
    ahead = [
        f for f in row.figures[:number] if is_plain(f) and alike(f, parts[0]) and f not in parts
    ]
    wholes = [add_spans([f.quantity for f in parts]), *(span(f.quantity) for f in ahead)]
    if any(_all_fit(shares, parts, whole) for whole in wholes):
        return
    for whole in wholes:
        wrong = [
            n for n, pair in enumerate(zip(shares, parts, strict=True)) if not _fits(*pair, whole)
        ]
        turned = any(_all_fit(order, parts, whole) for order in permutations(shares))
        if turned or (len(wrong) == 1 and len(shares) > _FEWEST):
            yield from _out_of_order(ctx, shares, parts, whole, wrong[0], turned)
            return


def _out_of_order(
    ctx: Context, shares: list[Fact], parts: list[Fact], whole: Interval, wrong: int, turned: bool
) -> Iterator[Finding]:
    share, part, total = shares[wrong], parts[wrong], (whole.low + whole.high) / 2
    value = (base(part.quantity) / total * 100).quantize(share.quantity.precision or Decimal(1))
    unit = part.quantity.unit
    for found in conflict(
        ctx, "N176", cite(share), value,
        f"{said(part)}占总数（约{show(Decimal(rounded(total / part.quantity.scale)) * part.quantity.scale, unit)}）的{value}%，报告写{said(share)}",
        others=[cite(f) for f in parts],
    ):  # fmt: skip
        if turned:
            found.explanation = "疑似占比的次序写颠倒：各数都对，只是没有按所列的次序。"
        yield found


def _fits(share: Fact, part: Fact, whole: Interval) -> bool:
    quotient = span(part.quantity).over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(share.quantity.interval())


def _all_fit(shares: Sequence[Fact], parts: Sequence[Fact], whole: Interval) -> bool:
    return all(_fits(share, part, whole) for share, part in zip(shares, parts, strict=True))


def _and_above(ctx: Context, rate: Fact, row: Row, number: int, grade: str) -> Iterator[Finding]:
    """Check “硕士5人、本科19人，本科及以上学历占82.76%”: the higher grades belong to it."""
    ladder = next((g for g in _GRADES if any(re.search(step, grade) for step in g)), None)
    if ladder is None or significant(rate.quantity) < _FEWEST:
        return
    rank = next(n for n, step in enumerate(ladder) if re.search(step, grade))
    told = [f for f in row.figures[:number] if is_plain(f) and f.quantity.unit in ("人", "名")]
    own = [f for f in told if re.search(ladder[rank], clause_of(f)[-6:])]
    above = [f for f in told if re.search("|".join(ladder[:rank] or ["$^"]), clause_of(f)[-6:])]
    if len(own) != 1 or not above or own[0] in above:
        return
    ctx.look(rate.place)
    both = add_spans([f.quantity for f in (*above, *own)])
    wholes = [f for f in told if f not in above and f not in own and base(f.quantity) >= both.high]
    if any(_meets(rate, both, f) for f in wholes):
        return
    for whole in wholes:
        if _meets(rate, span(own[0].quantity), whole):
            yield from _left_out(ctx, rate, own[0], above, whole)
            return


def _meets(rate: Fact, part: Interval, whole: Fact) -> bool:
    quotient = part.over(span(whole.quantity))
    return quotient is not None and quotient.times(HUNDRED).meets(rate.quantity.interval())


def _left_out(
    ctx: Context, rate: Fact, own: Fact, above: list[Fact], whole: Fact
) -> Iterator[Finding]:
    parts = [*above, own]
    value = sum(base(f.quantity) for f in parts) / base(whole.quantity) * 100
    value = value.quantize(rate.quantity.precision or Decimal(1))
    for found in conflict(
        ctx, "N176", cite(rate), value,
        f"（{'+'.join(said(f) for f in parts)}）÷{said(whole)}={value}%，报告写{said(rate)}",
        others=[cite(f) for f in (*parts, whole)],
    ):  # fmt: skip
        missing = "、".join(said(f) for f in above)
        found.explanation = f"疑似只算了{said(own)}，漏加更高一级的{missing}。"
        yield found
