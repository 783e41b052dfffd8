"""N: what measures and balances say again of amounts that stand before them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.grouping import paragraph_of
from assistant.checks.labels import show
from assistant.checks.mentions import cite, left_of, said, this_year
from assistant.checks.narratives.in_a_row import is_plain, rows
from assistant.checks.registry import rule
from assistant.facts.naming import likeness
from assistant.facts.slips import left_out, mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_TELLING, _MANY, _TENTH = 3, 5, Decimal("0.1")
_MEASURES = re.compile(r"措施|整改|下一步")
_PROBLEMS = re.compile(r"问题|不足|偏离|偏差|原因")
_AGAIN = re.compile(
    r"(?:剩余|余下|结余|结转|超支|超出|多支|未支付|未执行|未付|欠付|欠拨|上述|前述|该笔|这笔|欠[缴付拨收交]|未[^，。；、\d]{2,4}|保证金|质保金|尾款)"
    r"(?:资金|款项|部分)?的?$"
)


@rule(
    "N155",
    name="措施中重提的数与问题中的数不符",
    severity="warning",
    source="DOMAIN §11 问题与措施",
)
def told_again(ctx: Context) -> Iterator[Finding]:
    """查什么：问题写“尚余84.00万元没有支付”，措施写“剩余的84.00万元由……付清”，重提的金额应与问题（或前文）写的一致。

    为什么：措施是针对问题写的，说的是同一笔钱，抄错就对不上。
    举例：问题写结余28.00万元，措施写“结余的82.00万元由财政收回”；别处写13.22万元，一处写13.22元。
    怎样改：核对账目后统一。
    何时不报：措施里的数在前文（或等于前文两数的和、差）找得到；与前文哪个数都不是只差一笔；说的不是“剩余、超支、结余、上述”等前文的数；漏写一位而两处说的不是同一名目。
    """
    for report in ctx.pack.reports():
        facts = [f for f in ctx.figures_of(report) if is_plain(f)]
        measures = {p for p in {paragraph_of(f) for f in facts} if _MEASURES.search(p)}
        for number, again in enumerate(facts):
            if again.quantity.unit == "元":
                yield from _in_yuan(ctx, again, facts)
            elif again.quantity.unit == "万元" and again.quantity.precision == _TENTH:
                yield from _cut_short(ctx, again)
            if paragraph_of(again) not in measures or not _AGAIN.search(left_of(again)):
                continue
            before = [f for f in facts[:number] if f.quantity.dimension == again.quantity.dimension]
            amounts = {base(f.quantity) for f in before if f.quantity.known()}
            if base(again.quantity) in amounts or again.quantity.dimension != "元":
                continue
            ctx.look(again.place)
            if not _made_of(base(again.quantity), amounts):
                yield from _again(ctx, again, [f for f in before if _same_matter(f)])


def _in_yuan(ctx: Context, fact: Fact, facts: list[Fact]) -> Iterator[Finding]:
    """Report “13.22元” where the same digits are told in 万元 elsewhere, and in 元 nowhere else."""
    digits = fact.quantity.value
    if significant(fact.quantity) < _TELLING or digits is None:
        return
    if not str(digits).partition(".")[2]:
        return
    same = [f for f in facts if f.quantity.value == digits and f is not fact]
    if same and all(f.quantity.unit == "万元" for f in same):
        ctx.look(fact.place)
        yield from conflict(
            ctx, "N155", cite(fact), base(same[0].quantity),
            f"别处写{said(same[0])}，这里写{said(fact)}，疑似万元误作元", others=[cite(same[0])],
        )  # fmt: skip


def _cut_short(ctx: Context, fact: Fact) -> Iterator[Finding]:
    """Report “366.0万元” among amounts of two decimals where 366.60万元 is told elsewhere."""
    money = [
        f for f in ctx.pack.figures if f.quantity.unit == "万元" and is_plain(f) and f is not fact
    ]
    finer = [f for f in money if f.quantity.precision == _TENTH / 10]
    same = any(f.quantity.value == fact.quantity.value for f in money)
    if same or len(finer) * 5 < len(money) * 4 or len(finer) < _MANY:
        return
    meant = set(left_out(fact.quantity))
    others = [
        f
        for f in finer
        if f.quantity.value in meant
        and paragraph_of(f) != paragraph_of(fact)
        and (_is_close(f, fact) or likeness(f.measure, fact.measure))
    ]
    if others and len({f.quantity.value for f in others}) == 1:
        ctx.look(fact.place)
        yield from conflict(
            ctx, "N155", cite(fact), base(others[0].quantity),
            f"其他金额多写到两位小数，别处写{others[0].quantity.text}，这里写{fact.quantity.text}，疑似漏写一位",
            others=[cite(others[0])],
        )  # fmt: skip


def _is_close(one: Fact, other: Fact) -> bool:
    """Tell whether amounts are alike but for their last decimals: 366.60 and 366.0."""
    return abs(base(one.quantity) - base(other.quantity)) * 100 < base(one.quantity)


def _same_matter(fact: Fact) -> bool:
    return bool(_PROBLEMS.search(paragraph_of(fact)))


def _made_of(value: Decimal, amounts: set[Decimal]) -> bool:
    return any(value in (a + b, abs(a - b)) for a, b in combinations(amounts, 2))


def _is_that(other: Quantity, figures: Sequence[Quantity]) -> bool:
    return base(figures[0]) == base(other)


def _again(ctx: Context, again: Fact, before: list[Fact]) -> Iterator[Finding]:
    for other in reversed(before):
        mended = mend([again.quantity], partial(_is_that, other.quantity), short=True)
        if mended is None:
            continue
        for found in conflict(
            ctx, "N155", cite(again), base(other.quantity),
            f"问题中“{other.measure}”写{said(other)}，这里写{said(again)}", others=[cite(other)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words([again.quantity])
            yield found
        return


_BALANCE = re.compile(
    r"收支(?:相抵|品迭|轧差|两抵)[^，。；\d]{0,3}，?[^，。；\d]{0,8}(?:结余|结转|盈余|余额)为?$"
)
_INCOME = re.compile(r"收入(?:合计|总计|总额|总数)?$")
_SPENT = re.compile(r"支出(?:合计|总计|总额|总数)?$")


@rule("N158", name="收支结余与收入减支出不符", severity="warning", source="DOMAIN §2 收支")
def balances(ctx: Context) -> Iterator[Finding]:
    """查什么：“全年收入合计18436.52万元……支出总计18102.66万元，收支相抵后结余333.86万元”，结余应等于收入减支出。

    为什么：结余由收入和支出决定。
    举例：18436.52减18102.66为333.86万元，写成338.36万元不符。
    怎样改：核对决算后更正。
    何时不报：前文没有写收入、支出的总数；另有上年结转、结余分配等；看不出是哪个数笔误。
    """
    if not any("收支" in row.words for row in ctx.once(rows)):
        return
    for report in ctx.pack.reports():
        facts = [f for f in ctx.figures_of(report) if is_plain(f) and f.quantity.dimension == "元"]
        for number, rest in enumerate(facts):
            if not _BALANCE.search(left_of(rest)):
                continue
            before = [f for f in facts[:number] if this_year(f, ctx.pack)]
            income = next((f for f in before if _INCOME.search(_name(f))), None)
            spent = next((f for f in reversed(before) if _SPENT.search(_name(f))), None)
            if income is not None and spent is not None:
                ctx.look(rest.place)
                yield from _balance(ctx, rest, income, spent)


def _name(fact: Fact) -> str:
    """Return the words right before a figure, without what only says that it is a sum."""
    return re.sub(
        r"(?:合计|总计|共计|总额|总数|[为达]到?)+$",
        "",
        re.split(r"[，。；：、\d]", left_of(fact))[-1],
    )


def _left(figures: Sequence[Quantity]) -> bool:
    rest, income, spent = (span(quantity) for quantity in figures)
    return rest.meets(income.minus(spent))


def _balance(ctx: Context, rest: Fact, income: Fact, spent: Fact) -> Iterator[Finding]:
    figures = [rest.quantity, income.quantity, spent.quantity]
    mended = None if _left(figures) else mend(figures, _left, short=True)
    if mended is None:
        return
    value = base(income.quantity) - base(spent.quantity)
    for found in conflict(
        ctx, "N158", cite(rest), value,
        f"{said(income)}减{said(spent)}为{show(value, '万元')}，报告写{said(rest)}",
        others=[cite(income), cite(spent)],
    ):  # fmt: skip
        found.explanation = found.explanation or mended.words(figures)
        yield found
