"""N: rates of things counted whose words say of what: fractions in brackets, what was not, posts."""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.compare import HUNDRED, add_spans, base, makes_share, span
from assistant.checks.context import Context
from assistant.checks.mentions import left_of
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain, rows
from assistant.checks.narratives.rates.bed_use import bed_use
from assistant.checks.narratives.rates.quotients import wrong_quotient
from assistant.checks.narratives.rates.rates_by_base import rates_by_base
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_OVER = rf"[一-龥]{{0,12}}({_NUMBER})[一-龥]{{0,3}}[/÷][一-龥]{{0,12}}({_NUMBER})[一-龥]{{0,3}}"
_FRACTION = re.compile(rf"{_NUMBER}%（{_OVER}）|（{_OVER}）[一-龥]{{0,2}}{_NUMBER}%")
_NOT = re.compile(r"(?:未|没有|不(?!含|包)|其余|另(?!外增))[^，。；：、（）\d]{0,8}$")
_POSTS = re.compile(r"(?:控制率|在编率|满编率|在岗率)(?:约?为|达到?|是)?$")
_HELD, _ALLOWED = re.compile(r"在职|实有|在编|现有|在岗"), re.compile(r"编制|核定")
_RATE = re.compile(r"[率度](?:约?为|达到?|是|仅)?$")
_REACH = 3


@rule("N173", name="计数比率与所计的数不符", severity="warning", source="DOMAIN §8 比率")
def counted_rates(ctx: Context) -> Iterator[Finding]:
    """查什么：“通过率88.2%（247/280）”“监测72次，达到Ⅲ类的70次，达标率97.2%，未达标的2次”“核定编制68名，实有在职65人，控制率95.59%”“开放床位80张，实际占用18614床日，按366天计床位使用率63.57%”，比率应等于括号里、上下文里所计的数之比。

    为什么：分子、分母都已写明，比率是算出来的。
    举例：65÷68=95.59%，写成97.06%不符。
    怎样改：核对所计的数后重新计算比率。
    何时不报：同句另有两个数之比正好相符；总数减去完成数不等于所写的未完成数；床位数前后写了几种而其中一种相符。
    """
    for row in ctx.once(rows):
        if "%" not in row.words:
            continue
        if "/" in row.words or "÷" in row.words:
            yield from _fractions(ctx, row)
        if "%（以" in row.words or "%（按" in row.words:
            yield from rates_by_base(ctx, row)
        for number, rate in enumerate(row.figures):
            if rate.quantity.unit == "%" and number and rate.quantity.comparator == "=":
                words = clause_of(rate)
                if _POSTS.search(words):
                    yield from _posts(ctx, rate, row.figures[:number])
                elif "床" in words:
                    yield from bed_use(ctx, rate)
                elif named := _RATE.search(words):
                    yield from _rest(ctx, rate, row.figures, number)
                    yield from _in_brackets(ctx, rate, row, number, words[: named.start()][-2:])


def _fractions(ctx: Context, row: Row) -> Iterator[Finding]:
    """Check “通过率88.2%（247/280）”, “就业率（就业268人/毕业331人）80.97%”."""
    for number, rate in enumerate(row.figures):
        if rate.quantity.unit != "%" or rate.quantity.comparator != "=":
            continue
        behind, ahead = (
            row.figures[number + 1 : number + 3],
            row.figures[max(number - 2, 0) : number],
        )
        for part, whole in (pair for pair in (behind, ahead) if len(pair) == 2):
            if _is_fraction(rate, part, whole):
                ctx.look(rate.place)
                figures = [rate.quantity, part.quantity, whole.quantity]
                if not makes_share(figures) and not makes_share(
                    [figures[0], figures[2], figures[1]]
                ):
                    yield from wrong_quotient(ctx, "N173", rate, part, whole)
                break


def _is_fraction(rate: Fact, part: Fact, whole: Fact) -> bool:
    """Tell whether two figures stand as a fraction in the brackets right beside a rate."""
    if not (rate.quote == part.quote == whole.quote) or not (_counts(part) and _counts(whole)):
        return False
    first, last = (rate, whole) if len(left_of(rate)) < len(left_of(part)) else (part, rate)
    start, stop = len(left_of(first)), len(left_of(last)) + len(last.quantity.text) + 4
    words = f"{left_of(last)}{last.quantity.text}"
    if first is rate:
        return bool(re.fullmatch(rf"{_NUMBER}%（{_OVER}）", f"{words[start:]}）"))
    opened = left_of(first).rfind("（")
    return bool(re.fullmatch(rf"（{_OVER}）[一-龥]{{0,2}}{_NUMBER}%", words[opened:stop]))


def _counts(fact: Fact) -> bool:
    return fact.quantity.known() and fact.quantity.comparator == "=" and base(fact.quantity) > 0


def _rest(ctx: Context, rate: Fact, row: list[Fact], number: int) -> Iterator[Finding]:
    """Check “72次，达到Ⅲ类的70次，达标率97.2%，未达标的2次”: what was not proves the two."""
    part = row[number - 1]
    left = [
        f for f in row[number + 1 : number + _REACH]
        if is_plain(f) and alike(f, part) and _NOT.search(clause_of(f))
    ]  # fmt: skip
    if not left or not is_plain(part) or part.quote != rate.quote:
        return
    wholes = [f for f in row[:number] if is_plain(f) and alike(f, part) and f is not part]
    whole = next(
        (f for f in wholes if base(f.quantity) == base(part.quantity) + base(left[0].quantity)),
        None,
    )
    if whole is None:
        return
    ctx.look(rate.place)
    if not _any_pair(rate, row):
        yield from wrong_quotient(ctx, "N173", rate, part, whole)


def _in_brackets(ctx: Context, rate: Fact, row: Row, number: int, stem: str) -> Iterator[Finding]:
    """Check “安装终端1928只，终端在线率97.2%（在线1874只）”: the brackets tell the part."""
    behind = row.figures[number + 1 : number + 2]
    if not behind or not is_plain(behind[0]) or behind[0].quote != rate.quote or not stem:
        return
    part = behind[0]
    if not re.fullmatch(
        rf"（[^，。；：、（）\d不未没]{{0,4}}{stem}[^，。；：、（）\d]{{0,3}}", between(rate, part)
    ):
        return
    wholes = [
        f for f in row.figures[:number]
        if is_plain(f) and alike(f, part) and base(f.quantity) >= base(part.quantity)
    ]  # fmt: skip
    if len({base(f.quantity) for f in wholes}) != 1:
        return
    ctx.look(rate.place)
    if not _any_pair(rate, [*row.figures[: number + 2]]):
        yield from wrong_quotient(ctx, "N173", rate, part, wholes[0])


def _posts(ctx: Context, rate: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Check “核定编制68名，在职65人，控制率95.59%”."""
    people = [f for f in before if f.quantity.unit in ("人", "名") and is_plain(f)]
    allowed = [f for f in people if _ALLOWED.search(clause_of(f))]
    held = [f for f in people if _HELD.search(clause_of(f)) and f not in allowed]
    if not allowed or not held or held[-1].quote != rate.quote:
        return
    ctx.look(rate.place)
    if not _any_pair(rate, people):
        yield from wrong_quotient(ctx, "N173", rate, held[-1], allowed[-1])


def _any_pair(rate: Fact, facts: Sequence[Fact]) -> bool:
    """Tell whether any two figures, or several together of another, make a rate."""
    known = [f for f in facts if is_plain(f)]
    told = rate.quantity.interval()
    for whole in known:
        parts = [f.quantity for f in known if f is not whole and alike(f, whole)]
        runs = (parts[at:to] for at in range(len(parts)) for to in range(at + 1, at + _REACH + 1))
        for run in runs:
            quotient = add_spans(run).over(span(whole.quantity))
            if quotient is not None and quotient.times(HUNDRED).meets(told):
                return True
    return False
