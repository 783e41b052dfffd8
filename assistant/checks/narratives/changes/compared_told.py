"""N: what a figure is compared with is told beside it, with other figures of the sentence between."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, row_name
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.changes.growth_of_rows import likest_row
from assistant.checks.narratives.changes.steps_told import (
    DOWN,
    UP,
    VERB,
    YEARS,
    Step,
    fits,
    is_change,
    slip,
    wrong_size,
    wrong_way,
)
from assistant.checks.narratives.in_a_row import (
    alike,
    between,
    clause_of,
    is_plain,
    sentences_with,
)
from assistant.checks.registry import rule
from assistant.facts.relations.words import held_against
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place

_YEARS = r"上一?年度?末?|去年|上学年|前年|20[0-9]{2}年度?|年初|期初|同期"
_PLANS = r"(?:[全本当]?年度?|绩效|年初|原)?(?:预算|计划|目标|任务|控制[数线]|定额)[数值]?"
_HINT = re.compile(
    r"[较比与](?:上|去|前|20|年|期|同|预算|计划|目标|任务|控制|定额|全|绩效|原|当|本)"
)
_NAME = r"(?P<subject>[^，。；：、（）\d]*?)(?:同比|比(?![例重])|较|^与)(?:本单位|我[局委办乡镇县区市])?"
_OLD = re.compile(rf"{_NAME}(?:{_YEARS}|{_PLANS})[^，。；：、（）\d]{{0,8}}$")
_FIRST = re.compile(rf"(?:的|相比，(?:全年|20[0-9]{{2}}年|本年)?(?:[^，。；、\d]{{1,6}})??)?{VERB}")
_NEXT = re.compile(
    rf"(?:的|，)?(?:同比|比上年|较上年)?(?:(?P<up>{UP}|增幅)|(?P<down>{DOWN}|降幅))(?:率|幅度?)?(?:了|为|达到?|约)?"
)
_AHEAD = re.compile(rf"，(?:同比|比上年|较上年){VERB}")


class _Told(NamedTuple):
    """What something is compared with, by how much it changed, and what it may be."""

    old: Fact
    steps: list[Step]
    nows: list[Fact]
    subject: str = ""


@rule("N200", name="增减与隔开写的两数不符", severity="warning", source="DOMAIN §8 增减")
def compared_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“A例，其中乙类a例、丙类b例，发病率……，病例数较上年的B例增长p%”“全年支出A，同比增长p%，较上年的B增加C”“A，比预算数B节约C，节约率p%”“计划a个，实际完成b个，较计划少c个”，隔着其中各项、比率的本年数与所比的数，决定增减的数额、幅度和方向。

    为什么：本年数写在前面，中间隔着其中各项和比率，改了一处容易忘了另一处。
    举例：326件，其中……，案件数较上年的288件增长13.19%，写成11.66%（除以本年数）或者下降都不对。
    怎样改：核对两个数，按所比的数重新计算数额、幅度和方向。
    何时不报：同段另有一个数与所比的数正好合所写的增减；本年数有几个、看不出是哪一个；差在四舍五入之内；数额、幅度已由N104核对。
    """
    parts = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    judged = {r.stated.place for r in ctx.relations
              if r.kind == "growth" and r.stated and r.parts[0].place not in parts}  # fmt: skip
    hinted = sentences_with(ctx, _HINT)
    for row in ctx.whole_sentences if hinted else ():
        if len(row) < _FEWEST or not any(fact.quote in hinted for fact in row):
            continue
        for number, fact in enumerate(row):
            if fact.quote not in hinted:
                continue
            told = _beside(row, number, parts) or _named_before(row, number)
            if told is not None:
                ctx.look(told.steps[0].change.place)
                yield from _judged(ctx, told, judged)


_FEWEST = 3


def _beside(row: list[Fact], number: int, parts: set[Place]) -> _Told | None:
    """Return the comparison that a figure is the base of: “较上年的288件增长13.19%”."""
    old = row[number]
    compared = _OLD.search(clause_of(old)) if is_plain(old) else None
    if compared is None:
        return None
    steps = _behind(row, number, old, _FIRST)
    if steps and not compared["subject"]:
        steps += _ahead(row, number, steps)
    nows = [f for f in row[:number] if _may_have_grown(f, old)]
    chosen = _chosen(nows, compared["subject"], parts)
    return _Told(old, steps, chosen, compared["subject"]) if steps else None


def _behind(row: list[Fact], number: int, old: Fact, words: re.Pattern[str]) -> list[Step]:
    """Return the changes, at most an amount and a rate, told right behind a figure."""
    steps: list[Step] = []
    for before, change in pairwise(row[number : number + 3]):
        verb = words.fullmatch(between(before, change)) if before.quote == change.quote else None
        if verb is None or not is_change(change, old):
            break
        steps.append(Step(change, bool(verb["up"])))
        if change.quantity.unit == "%":
            break
        words = _NEXT
    return steps


def _ahead(row: list[Fact], number: int, steps: list[Step]) -> list[Step]:
    """Return the rate before its base: “支出A，同比增长p%，较上年的B增加C”."""
    if number < 2 or any(step.change.quantity.unit == "%" for step in steps):
        return []
    now, rate = row[number - 2 : number]
    verb = _AHEAD.fullmatch(between(now, rate)) if now.quote == rate.quote else None
    rated = verb is not None and rate.quantity.unit == "%" and is_change(rate, row[number])
    return [Step(rate, bool(verb["up"]))] if verb is not None and rated else []


def _may_have_grown(fact: Fact, old: Fact) -> bool:
    return is_plain(fact) and alike(fact, old) and not held_against(left_of(fact))


_BARE = re.compile(
    r"其中|全年|本年|年度|实际|同时|总体|合计|累计|总|数|量|额|支出|规模|相|均|也|又|分别|金额|资金"
)


def _chosen(nows: list[Fact], subject: str, parts: set[Place]) -> list[Fact]:
    """Return the figures that may be what changed: those a subject names, else no part of a list."""
    name = _BARE.sub("", subject)
    pairs = {a + b for a, b in pairwise(name)}
    named = [f for f in nows if any(pair in _called(f) for pair in pairs)]
    if pairs and not named:  # 病例数 counts 例
        named = [f for f in nows if name.endswith(f.quantity.unit[-1:] or "，")]
        if not named:
            return []
    if name and not pairs:
        named = [f for f in nows if name in _called(f)]
    of = named or nows
    return [f for f in of if f.place not in parts] or of


def _called(fact: Fact) -> str:
    return clause_of(fact) + fact.quantity.unit


_THAN = re.compile(
    rf"(?P<subject>[^，。；：、（）\d]*?)(?:比|较)(?P<than>年初预算|年初计划|年初|上年末|上年|预算|计划|目标|任务)[数值]?{VERB}$"
)
_STATES = {
    "年初预算": re.compile(r"年初(?:部门|批复|安排)?预算(?:数|安排|批复|为|是)*$"),
    "年初": re.compile(r"^年初[^，。；、\d]{0,8}$"),
    "上年末": re.compile(r"^上年末[^，。；、\d]{0,8}$"),
    "上年": re.compile(r"^(?:上年度?|去年)[^，。；、\d]{0,8}$"),
    "计划": re.compile(r"(?<!年)(?<!步)计划(?!外)[^，。；、\d]{0,10}$"),
    "目标": re.compile(r"目标[值数]?(?:为|是)?$"),
    "任务": re.compile(r"任务数?(?:为|是)?$"),
}
_NOW = re.compile(r"实际|完成|完工|建成|实施|开展|现有|年末|目前|全年预算|调整后|调整为|最终")
_FLOW = re.compile(r"追加|调[增减]|核减|新增|清退|减少|增加|其中|占|比|较|超|少|多|未")


def _named_before(row: list[Fact], number: int) -> _Told | None:
    """Return the comparison with what the sentence has named: “计划26个，完工24个，较计划少2个”."""
    change = row[number]
    than = _THAN.search(clause_of(change))
    state = _STATES.get(than["than"]) if than is not None else None
    if than is None or state is None or change.quantity.unit in ("%", "百分点", ""):
        return None
    own = [f for f in row[:number] if f.quote == change.quote and is_plain(f) and alike(f, change)]
    olds = [f for f in own if state.search(clause_of(f))]
    if len(olds) != 1 or than["subject"]:
        return None
    words = [clause_of(f) for f in own]
    nows = [f for f, w in zip(own, words, strict=True)
            if f is not olds[0] and _NOW.search(w) and not _FLOW.search(w)]  # fmt: skip
    steps = [Step(change, bool(than["up"])), *_behind(row, number, change, _NEXT)[:1]]
    return _Told(olds[0], steps, nows) if len(nows) == 1 else None


def _judged(ctx: Context, told: _Told, judged: set[Place]) -> Iterator[Finding]:
    old, steps, nows, subject = told
    if not base(old.quantity):
        return
    if not nows:
        yield from _in_itself(ctx, told)
        row = _row_told(ctx, old, subject)
        if row is None:
            return
        nows = [row]
        told = told._replace(nows=nows)
    places = {fact.place for fact in (*nows, old)}
    near = [f for f in _paragraph(ctx, old) if f.place not in places and _may_have_grown(f, old)]
    turned: list[Fact] = []
    for step in steps:
        if step.change.place in judged or turned:
            continue
        sides = [(fits(step, f.quantity, old.quantity), f) for f in (*nows, *near)]
        if any(right for (_, right), _ in sides):
            continue
        turned = [f for (size, _), f in sides if size]
        if turned:
            yield from wrong_way(ctx, "N200", step, turned[0], old)
        elif (now := _meant(told, step)) is not None:
            yield from wrong_size(ctx, "N200", step, now, old)


def _in_itself(ctx: Context, told: _Told) -> Iterator[Finding]:
    """Check “与上年支出B相比，支出增加C，增长p%”: p is C of B, whatever there is now."""
    rate = told.steps[-1]
    amount, old = told.steps[0], told.old
    if rate.change.quantity.unit != "%" or len(told.steps) != _PAIR or rate.up != amount.up:
        return
    if amount.change.quantity.unit == "%":
        return
    made = span(amount.change.quantity).over(span(old.quantity))
    wanted = rate.change.quantity.interval()
    if made is None or made.times(HUNDRED).meets(wanted):
        return
    value = Decimal(rounded(base(amount.change.quantity) / base(old.quantity) * 100))
    now = base(old.quantity) + (1 if amount.up else -1) * base(amount.change.quantity)
    for found in conflict(
        ctx, "N200", cite(rate.change), value,
        f"{said(amount.change)}÷{said(old)}={value}%，报告写{said(rate.change)}",
        others=[cite(amount.change), cite(old)],
    ):  # fmt: skip
        by_now = Decimal(rounded(base(amount.change.quantity) / now * 100)) if now > 0 else None
        if by_now is not None and wanted.low <= by_now <= wanted.high:
            found.explanation = "疑似除以了本年数，应除以所比的数。"
        yield found


_PAIR = 2


def _row_told(ctx: Context, old: Fact, subject: str) -> Fact | None:
    """Return this year's amount of the base-table row that a comparison names and its base repeats."""
    row = likest_row(ctx, subject) if subject and old.quantity.dimension == "元" else None
    if row is None or not row.final.known():
        return None
    repeated = row.last_final if YEARS.search(clause_of(old)) else row.budget
    if not repeated.known() or not span(repeated).meets(span(old.quantity)):
        return None
    return Fact(place=row.final.place, measure=row_name(row), quantity=row.final)


def _paragraph(ctx: Context, fact: Fact) -> list[Fact]:
    here = fact.place.partition("@")[0]
    return next((g for g in ctx.paragraphs if g[0].place.partition("@")[0] == here), [])


def _meant(told: _Told, step: Step) -> Fact | None:
    """Return what surely changed: the only one there is, one the other change fits, or one slip off."""
    old, steps, nows, _ = told
    if len(nows) == 1:
        return nows[0]
    others = [s for s in steps if s is not step]
    fitting = [f for f in nows if any(fits(s, f.quantity, old.quantity)[1] for s in others)]
    return next(reversed(fitting), None) or next((f for f in nows if slip(step, f, old)), None)
