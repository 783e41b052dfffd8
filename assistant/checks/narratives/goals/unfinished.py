"""N: tasks that a report itself tells unfinished, against its section on problems."""

import re
from collections.abc import Iterator

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import finding
from assistant.checks.labels import rounded
from assistant.checks.mentions import (
    called,
    cite,
    left_of,
    right_of,
    said,
    this_year,
)
from assistant.checks.narratives.in_a_row import alike, clause_of
from assistant.checks.prose import DEVIATIONS, PROBLEMS, find_section, says_nothing
from assistant.checks.registry import rule
from assistant.facts.relations import Relation
from assistant.model.finding import Finding


@rule("N106", name="任务未完成而问题未说明", severity="warning", source="DOMAIN §4、§8")
def unfinished(ctx: Context) -> Iterator[Finding]:
    """查什么：报告自己写了任务（应办）数和完成数，完成不到九成，而“存在的问题”没有提到。

    为什么：任务明显没完成却写“无问题”，是评审退回的常见原因。
    举例：全年任务5200户，已完成910户，完成17.5%，存在的问题写“无”。
    怎样改：在存在的问题中据实写明未完成的数量和原因，并提出措施。
    何时不报：完成九成以上；任务是几年的（“三年计划”“十四五”）；问题部分已经提到这件事；两个数不是任务和完成的关系。
    """
    for relation in ctx.relations:
        if relation.kind != "progress" or not _is_task(relation) or not _is_now(ctx, relation):
            continue
        whole, done = relation.whole.quantity, relation.parts[0].quantity
        if not base(whole):
            continue
        ctx.look(done.place)
        value = base(done) / base(whole) * 100
        if value >= 90 or _told(ctx, relation):
            continue
        yield finding(
            ctx, "N106", done.place,
            f"“{called(ctx.pack, relation.whole)}”{said(relation.whole)}，完成{said(relation.parts[0])}，"
            f"完成率{said(relation.parts[0])}÷{said(relation.whole)}={rounded(value)}%，存在的问题中没有说明。",
            items=[cite(relation.parts[0]), cite(relation.whole)],
            found=f"{rounded(value)}%", expected="≥90%或说明原因",
            suggestion="在“存在的问题”中写明未完成数量和原因，并提出改进措施。",
        )  # fmt: skip


_YEARS = re.compile(
    r"[两二三四五六]年(?:行动|任务|目标|计划|规划|内)|[三五]年|十[三四五]五|规划期|20\d\d年?[-—－~～至到]+20\d\d年"
)
"""A task of several years: what was done in one of them is no shortfall."""
_OWN = re.compile(
    r"(?<![两二三四五六])年度|[本今当全]年|(?<![-—－~～至到])20\d\d年(?![-—－~～至到])"
)
_SHORT_OF = re.compile("[少未没欠]有?完成")
_NEAR = 40


def _is_task(relation: Relation) -> bool:
    words = relation.whole.measure
    if _YEARS.search(left_of(relation.whole)[-_NEAR:]) and not _OWN.search(
        clause_of(relation.whole)
    ):
        return False
    return (
        bool(re.search(r"任务|目标|计划|应", words))
        and "完成" in relation.parts[0].measure
        and not _SHORT_OF.search(relation.parts[0].measure)
        and not re.match("的?[0-9]", right_of(relation.parts[0]))
    )


def _is_now(ctx: Context, relation: Relation) -> bool:
    """Tell whether both figures are of this year, and no total between takes the done one."""
    whole, done = relation.whole, relation.parts[0]
    row = [f.place for f in ctx.sentence_of.get(done.place, ())]
    if whole.place in row and done.place in row:
        inside = ctx.sentence_of[done.place][row.index(whole.place) + 1 : row.index(done.place)]
        if any(re.match("共|合计|总计", clause_of(f)) and alike(f, done) for f in inside):
            return False
    return this_year(whole, ctx.pack) and this_year(done, ctx.pack)


def _told(ctx: Context, relation: Relation) -> bool:
    """Tell whether a section on problems names one of the figures, or is where they stand."""
    place = relation.parts[0].place
    if PROBLEMS.search(place) or DEVIATIONS.search(place):
        return True
    sections = [find_section(report, PROBLEMS) for report in ctx.pack.reports()]
    words = "".join(
        text.text for section in sections if section for text in section.texts()
        if not says_nothing(text)
    )  # fmt: skip
    return relation.whole.quantity.text in words or relation.parts[0].quantity.text in words
