"""T: “目标值A，实际B” in a report, against the row of the form whose actual value is B."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import with_sign
from assistant.checks.mentions import cite, left_of, right_of, said, this_year
from assistant.checks.prose import texts_by_place
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.place import squeeze

_TARGET = re.compile(
    r"(?:^|[，。；：（])(?:年度|年初|预期)?(?:目标值?|指标值)(?:为|是|≥|≤|不低于|不超过)?$"
)
_BETWEEN = re.compile(
    r"(?:以上|以内)?[，、；](?:全年|年末|年底)?实际(?:完成|达到|值)*(?:值|率)?(?:为|是|仅|只有)?"
)


@rule("T118", name="报告写的目标值与自评表不符", severity="warning", source="DOMAIN §8 文字与表格")
def target_beside_result(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“目标值95%，实际91.3%”，按实际值找到自评表的那一项指标，写到的目标值应与其年度指标值相同。

    为什么：差多少、是否完成都由目标值算出，目标值写错，问题就说错了。
    举例：自评表“水质达标率”指标值92%、完成值91.3%，报告写“目标值95%，实际91.3%”。
    怎样改：以批复的绩效目标为准，两处改成一致。
    何时不报：实际值与几项指标相同，认不出是哪一项；前文没有说到该指标；目标值与自评表一致；下一年的目标。
    """
    texts = ctx.once(texts_by_place)
    for report in ctx.pack.reports():
        facts = ctx.figures_of(report)
        table = ctx.table_of(report)
        for target, actual in pairwise(facts) if table else ():
            if not _pair(target, actual) or not this_year(target, ctx.pack):
                continue
            text = texts[target.place.split("@")[0]].text
            row = _row(table, actual, text) if table else None
            if row is None or not row.target.known():
                continue
            ctx.look(target.place)
            if base(row.target) != base(target.quantity):
                yield from conflict(
                    ctx, "T118", cite(target), base(row.target),
                    f"自评表“{name_of(row)}”指标值{with_sign(row.target)}、实际完成值{row.actual.text}，"
                    f"报告写目标值{said(target)}、实际{said(actual)}",
                    others=[item(row, "target")],
                )  # fmt: skip


def _pair(target: Fact, actual: Fact) -> bool:
    """Tell whether two figures are a target and what came of it, one right behind the other."""
    words = squeeze(target.quote)
    if "实际" not in words or target.quote != actual.quote:
        return False
    if not (target.quantity.known() and actual.quantity.known()):
        return False
    between = _BETWEEN.match(right_of(target))
    if between is None or not _TARGET.search(left_of(target)):
        return False
    return right_of(target)[between.end() :].startswith(actual.quantity.text)


def _row(table: IndicatorTable, actual: Fact, words: str) -> Indicator | None:
    """Return the only row with an actual value, whose name the words before it share."""
    rows = [
        row for row in filled(table)
        if row.actual.known() and significant(row.actual) >= 2
        and row.actual.dimension == actual.quantity.dimension
        and row.actual.base == actual.quantity.base
    ]  # fmt: skip
    if len(rows) != 1:
        return None
    before = words.partition(actual.quantity.text)[0]
    name = name_of(rows[0])
    return rows[0] if any(name[i : i + 3] in before for i in range(len(name) - 2)) else None
