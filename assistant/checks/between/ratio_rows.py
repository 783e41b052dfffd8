"""X: rates that forms state, against the two counts that a report tells of the same matter."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import finding
from assistant.checks.mentions import cite, said
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator
from assistant.model.place import Place, squeeze

_RATE_VERBS = (
    "化解",
    "办结",
    "完成",
    "整改",
    "合格",
    "达标",
    "发放",
    "验收",
    "落实",
    "解决",
    "参保",
    "调解成功",
)


@rule("X126", name="报告数字与比率指标不符", severity="error", source="DOMAIN §8")
def ratio_indicator(ctx: Context) -> Iterator[Finding]:
    """查什么：报告同时写了总数和完成数，而表内正好有这件事的比率指标时，两数之比应达到自评的完成值。

    为什么：比率指标说已达标，报告的数字却算不出来，得分就站不住。
    举例：报告写“排查矛盾86件，化解72件”，72÷86=83.7%，指标自评“≥95%”且得满分。
    怎样改：核对台账；确未达标的，据实填写完成值、扣分并说明原因。
    何时不报：报告的两个数不是同一件事（如调解案件数与化解件数）；表内没有同一事项的比率指标。
    """
    rates = list(_rates(ctx))
    for relation in ctx.relations if rates else ():
        if relation.kind not in ("progress", "rate"):
            continue
        whole, done = relation.whole, relation.parts[0]
        verb = next((v for v in _RATE_VERBS if v in done.measure), None)
        for report, row in rates if verb else ():
            if done.place.startswith(report) and _rate_of(row, verb or "", whole, done):
                ctx.look(row.actual.place)
                yield from _ratio(ctx, row, whole, done)


def _rates(ctx: Context) -> Iterator[tuple[Place, Indicator]]:
    """Yield the rows that hold rates, with the beginning of the places of their table's report."""
    for table in ctx.pack.tables():
        report = ctx.report_of(table)
        for row in filled(table) if report is not None else ():
            cell = row.actual if row.actual.known() else row.target
            if report is not None and cell.unit == "%":
                yield f"{report.place}/", row


def _rate_of(row: Indicator, verb: str, whole: Fact, done: Fact) -> bool:
    """Tell whether a row is the rate of just these two figures: same verb, same noun."""
    words = row.name.text + row.target.text
    if verb not in words:
        return False
    noun = squeeze(whole.measure + done.measure)
    runs = {a + b for a, b in pairwise(noun)} - {a + b for a, b in pairwise(verb)}
    shared = [a + b for a, b in pairwise(words.replace(verb, " ")) if a + b in runs]
    return len(set(shared)) >= 2


def _columns(row: Indicator) -> tuple[str, ...]:
    return ("actual", "target", "score") if row.score.known() else ("actual", "target")


def _scored(row: Indicator) -> str:
    """Return what was scored for it, where the score says that nothing was lost."""
    full = row.score.known() and row.weight.known() and row.score.value == row.weight.value
    return f"，却得满分{row.score.text}分" if full else ""


def _ratio(ctx: Context, row: Indicator, whole: Fact, done: Fact) -> Iterator[Finding]:
    share = done.quantity.interval().over(whole.quantity.interval())
    cell = row.actual if row.actual.known() else row.target
    if share is None or not base(whole.quantity):
        return
    value = base(done.quantity) / base(whole.quantity) * 100
    low = cell.interval().low
    result = ctx.result(row)
    if value >= low or (result is not None and not result.met):
        return
    told = f"{value:.1f}%"
    yield finding(
        ctx, "X126", row.actual.place,
        f"报告“{spoken(whole)}”{said(whole)}、“{spoken(done)}”{said(done)}，"
        f"{said(done)}÷{said(whole)}={told}，达不到“{name_of(row)}”自评的{cell.text}{_scored(row)}。",
        items=[*map(partial(item, row), _columns(row)), cite(done), cite(whole)],
        found=cell.text, expected=told, difference=f"{low - value:.1f}个百分点",
        suggestion="核对台账；确未达标的，据实填写完成值和得分，并说明原因和措施。",
    )  # fmt: skip
