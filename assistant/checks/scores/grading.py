"""S: the official scheme of weights, and the grade that a score earns."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, finding
from assistant.checks.labels import points, title_of
from assistant.checks.rows import execution_cell, filled, kind
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable
from assistant.model.profile import WeightScheme
from assistant.model.quantity import plain


@rule("S107", name="一级指标权重与通行口径不同", severity="info", source="DOMAIN §3、§10")
def unofficial_weights(ctx: Context) -> Iterator[Finding]:
    """一级指标权重宜与所用评分口径的通行设置一致。

    查什么：预算执行和各一级指标的分值，与评分口径（profile）列出的各套权重比较。
    为什么：各地对一级指标权重有统一规定，自行设置的可能被退回。
    举例：产出60分、效益20分、满意度10分、预算执行10分，与通行的50、30、10、10不同。
    怎样改：核对本地当年通知；通知另有规定的可以不改。
    何时不报：与口径中任何一套相同；分值没有标明或合计不是100分（见A114、A115）。
    """
    for table in ctx.pack.tables():
        cell = execution_cell(table, "weight")
        levels = _level_weights(table)
        if cell is None or cell.value is None or not levels:
            continue
        if sum(levels.values()) + cell.value != 100:
            continue
        ctx.look(table.place)
        schemes = ctx.profile.schemes
        if any(_fits(scheme, cell.value, levels) for scheme in schemes):
            continue
        told = "、".join(f"{name}{plain(weight)}" for name, weight in levels.items())
        yield finding(
            ctx,
            "S107",
            table.total_weight.place,
            f"{title_of(table)}预算执行{plain(cell.value)}、{told}，"
            f"与“{ctx.profile.title or ctx.profile.name}”口径的{len(schemes)}套权重都不同，请核对本地规定。",
            items=[Item("预算执行分值", cell)],
            found=told,
            suggestion="以本地当年自评通知为准。",
        )


def _level_weights(table: IndicatorTable) -> dict[str, Decimal]:
    """Return the declared weights of the levels that are used, by kind."""
    used = {row.level1 for row in filled(table)}
    return {
        kind(level.level1): level.weight.value
        for level in table.level_weights
        if not level.level2 and level.weight.value and level.level1 in used
    }


def _fits(scheme: WeightScheme, execution: Decimal, levels: dict[str, Decimal]) -> bool:
    return execution == scheme.execution and scheme.levels in ({}, levels)


_STOP = re.compile(r"[。；;]")
_POINTS = re.compile(r"分(?<=\d分)")
"""What a text must hold for the other: the search for it is quick."""
_GRADE = re.compile(
    r"(?:(?:等级|等次|级别|结果|评定|评价|档次)[^。；优良中差]{0,8}[“\"「]?|[，,]?(?:属于?|[评定]?为)[“\"「])"
    r"(?P<grade>优|良|中|差)(?=[”\"」秀好等，,、）)]|$)"
)
_SCORE = re.compile(
    r"(?P<name>[^，,、：:]*?)(?<![\d.\-—～~至到])(?P<score>\d+(?:\.\d+)?)分(?!以上|以下|以内|及以|[（(][含及]|[\-—～~至到]|值)"
)
_WHOLE = re.compile(r"总分|总得分|总评分|总体|综合|合计|总计|最终|自评[得评]?分|评价[得评]?分")
_PART = re.compile(r"指标|执行|产出|成本|效益|效果|满意|分值|权重|满分|扣|其中")
_HALF = re.compile(r"过程|决策|管理")
_NAMED = re.compile(r"得分|评分|总分|分数|得")
_FULL = Decimal(100)
_NEAR = 24
"""So many characters at most stand between a score of no name and its grade."""


def _graded(sentence: str) -> Iterator[tuple[list[Decimal], str]]:
    """Yield each grade of a sentence with the scores that it may be of: totals, never a part's."""
    begin = 0
    for match in _GRADE.finditer(sentence):
        words, begin = sentence[begin : match.start()], match.end()
        scores = list(_SCORE.finditer(words))
        whole = [s for s in scores if _WHOLE.search(s["name"]) and not _PART.search(s["name"])]
        near = [
            s for s in scores
            if len(words) - s.end() <= _NEAR and _NAMED.search(s["name"])
            and not (_PART.search(s["name"]) or _HALF.search(s["name"]))
        ]  # fmt: skip
        known = [Decimal(s["score"]) for s in whole or near]
        yield [score for score in known if score != _FULL] or known, match["grade"]


@rule("S109", name="等级与得分不符", severity="error", source="DOMAIN §3 [V]")
def grade_fits_score(ctx: Context) -> Iterator[Finding]:
    """报告所写的评价等级应与得分对应。

    查什么：报告中同时写明得分和等级的句子，按评分口径的分档核对（通行为90分以上优、80分以上良、60分以上中）。
    为什么：等级是自评结论，与分档不符属于结论错误。
    举例：得分86.5分，写“评价等级为优”，按分档应为“良”。
    怎样改：按本地分档标准改正等级或得分。
    何时不报：报告没有写等级，或得分与等级不在同一句；同句另有总分的，各部分的得分不作依据。
    """
    for report in ctx.pack.reports():
        for text in report.texts():
            for sentence in _STOP.split(text.text) if _POINTS.search(text.text) else ():
                for scores, said in _graded(sentence):
                    rights = [_earned(ctx, score, said) for score in scores]
                    ctx.look(*[text.place for _ in rights[:1]])
                    if not rights or said in rights:
                        continue
                    score, right = scores[-1], rights[-1]
                    yield finding(
                        ctx,
                        "S109",
                        text.place,
                        f"报告写得分{points(score)}、等级“{said}”，按分档应为“{right}”。",
                        items=[Item("", text.model_copy(update={"raw": sentence}))],
                        found=said,
                        expected=right,
                        suggestion=f"核对得分；得分无误的，等级改为“{right}”。",
                        clerical=True,
                    )


def _earned(ctx: Context, score: Decimal, said: str) -> str:
    return next((each.name for each in ctx.profile.grades if score >= each.at_least), said)
