"""D: two project reports that are one text with other names."""

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Report

_ALIKE = 70.0
"""Percent; sound reports of one unit on two projects came to 24–45 in fourteen packs."""
_LEAST = 80
_FIGURES = re.compile(r"\d[\d.,]*")


@rule("D120", name="两份项目报告通篇雷同", severity="info", source="DOMAIN §8 抄错文字")
def same_reports(ctx: Context) -> Iterator[Finding]:
    """查什么：两份项目报告去掉单位、项目名称和数字以后，全文是不是七成以上相同。

    为什么：换个项目名称就能用的报告，没有写出这个项目做了什么、效果怎样。
    举例：两份报告每一节都是同样的话，只有项目名称不同。
    怎样改：按各项目的实际情况分别撰写产出、效益和问题。
    何时不报：正文不足80字；相同不到七成。有整段相同的，逐处列在D105、D118。
    """
    bare = [(report, words) for report in ctx.pack.project_reports
            if len(words := _bare(ctx, report)) >= _LEAST]  # fmt: skip
    ctx.look(*(report.place for report, _ in bare[1:]))
    for (first, one), (second, other) in combinations(bare, 2):
        from rapidfuzz import fuzz  # loaded only when there are two reports

        likeness = fuzz.ratio(one, other, score_cutoff=_ALIKE)
        if likeness:
            yield finding(
                ctx, "D120", second.title.place,
                f"“{second.project}”项目报告与“{first.project}”项目报告去掉名称和数字后约{likeness:.0f}%相同，通篇是同一份文字。",
                items=[Item("报告标题", second.title), Item("报告标题", first.title)],
                found=f"约{likeness:.0f}%相同", expected="各项目的实际情况",
                suggestion="按各项目的实际情况分别撰写产出、效益和问题。",
            )  # fmt: skip


def _bare(ctx: Context, report: Report) -> str:
    """Return a report's words without the names of its project and unit, and without figures."""
    words = "".join(text.text for text in report.texts())
    unit = ctx.pack.unit.text
    for name in (core_name(report.project or report.title.raw, ctx.pack.unit.raw), unit):
        words = words.replace(name, "") if name else words
    return _FIGURES.sub("", words)
