"""What no shape can tell of a rule: cells that don't exist, numbers of words, wrong placeholders."""

import re
from collections.abc import Iterator

from assistant.checks.own.aim import Target, aim
from assistant.checks.own.model import WAYS, Operand, OwnRule, Way
from assistant.checks.own.names import EVERY_PROJECT, EVERY_ROW, bare, many
from assistant.checks.own.tree import Path
from assistant.facts.profiles import profile_names

Complaint = tuple[Path, str]
"""The keys below the rule, and what is wrong there."""

WHERE = ("表", "项目", "行", "列", "单位", "年度", "值")
SUMS = ("应为", "相差", "算式")
_BRACES = re.compile(r"\{([^{}]*)\}")
_ONE_ONLY: tuple[Way, ...] = ("same",)


def complaints(rule: OwnRule) -> Iterator[Complaint]:
    """Yield everything about a well-formed rule that makes no sense."""
    ways = rule.ways()
    if len(ways) != 1:
        yield _ways(ways)
        return
    yield from _scope(rule)
    yield from _factor(rule)
    yield from _texts(rule)
    yield from _cells(rule)


def _ways(ways: list[Way]) -> Complaint:
    if not ways:
        return (), f"没有写怎样核对；请写一种：{'、'.join(WAYS.values())}"
    told = "、".join(f"“{WAYS[way]}”" for way in ways)
    return (WAYS[ways[1]],), f"一条规则只能有一种核对方式，现有{told}；请拆成几条规则"


def _scope(rule: OwnRule) -> Iterator[Complaint]:
    known = profile_names()
    for name in rule.profiles:
        if name not in known:
            yield ("口径",), f"没有“{name}”这种口径；可写：{'、'.join(known)}"


def _factor(rule: OwnRule) -> Iterator[Complaint]:
    if rule.factor is not None and rule.way not in ("at_most", "at_least"):
        yield ("倍数",), "只能与“不超过”或“不低于”一起用"


def _texts(rule: OwnRule) -> Iterator[Complaint]:
    allowed = (*WHERE, *(() if rule.way == "required" else SUMS))
    for key, text in (("说明", rule.message), ("建议", rule.advice)):
        for name in _BRACES.findall(text or ""):
            if name not in allowed:
                told = "、".join(f"{{{each}}}" for each in allowed)
                yield (key,), f"没有{{{name}}}这个占位；“{WAYS[rule.way]}”可用：{told}"
        if set("{}") & set(_BRACES.sub("", text or "")):
            yield (key,), "大括号没有成对；占位写成 {值} 这样，其他地方不用大括号"


def _cells(rule: OwnRule) -> Iterator[Complaint]:
    subject: Target | None = None
    if rule.subject.constant is not None:
        if rule.way != "total":
            yield ("查",), "只有“等于合计”可以查一个固定的数；其他方式请写要查的格"
            return
    elif len(rule.subject.cells) != 1:
        yield ("查",), "只能写一格；几项之和写在“等于合计”“不超过”或“不低于”里"
        return
    else:
        try:
            subject = aim(rule.subject.cells[0])
        except ValueError as error:
            yield ("查",), str(error)
            return
        yield from _kind(("查",), rule, subject)
    yield from _others(rule, subject)


def _others(rule: OwnRule, subject: Target | None) -> Iterator[Complaint]:
    for key, side in _sides(rule):
        if side.constant is not None:
            yield from _constant(key, side, subject)
        if not side.cells and (side.constant is None or rule.way == "total"):
            yield (key,), "应列出要相加的各格" if rule.way == "total" else "没有写要比的格"
        if len(side.cells) > 1 and rule.way in _ONE_ONLY:
            yield (key,), "只能写一格；几项之和请用“等于合计”"
        base = subject
        for number, cell in enumerate(side.cells):
            try:
                target = aim(cell, base)
            except ValueError as error:
                yield (key, number), str(error)
                continue
            base = base or target  # a constant's sum: its first part says of which form it speaks
            yield from _kind((key, number), rule, target)
            yield from _many(key, number, rule, target, subject)
    if rule.ratio is not None:
        for key, cell in (("分子", rule.ratio.part), ("分母", rule.ratio.whole)):
            try:
                yield from _kind(("等于比率", key), rule, aim(cell, subject))
            except ValueError as error:
                yield ("等于比率", key), str(error)


def _sides(rule: OwnRule) -> Iterator[tuple[str, Operand]]:
    for way in ("same", "total", "at_most", "at_least"):
        side = getattr(rule, way)
        if side is not None:
            yield WAYS[way], side


def _kind(path: Path, rule: OwnRule, target: Target) -> Iterator[Complaint]:
    """Refuse sums and limits of words; a ratio is one of amounts, and its result is a rate."""
    if rule.way in ("same", "required") or target.kind != "text":
        return
    yield path, f"这里填的是文字，不能用“{WAYS[rule.way]}”；文字可用“必填”或“等于”"


def _constant(key: str, side: Operand, subject: Target | None) -> Iterator[Complaint]:
    constant = side.constant
    if constant is None or subject is None:
        return
    wanted = {"money": ("元", "20万元"), "rate": ("%", "90%"), "points": ("", "10")}
    if subject.kind == "text":
        yield (key,), f"查的是文字，不能与“{constant.raw}”比"
    elif subject.kind in wanted and constant.dimension != wanted[subject.kind][0]:
        yield (key,), f"“{constant.raw}”的单位不对，应写成“{wanted[subject.kind][1]}”这样"


def _many(
    key: str, number: int, rule: OwnRule, target: Target, subject: Target | None
) -> Iterator[Complaint]:
    """Refuse many cells where one is compared, unless they go row by row with those under check."""
    if subject is not None and (target.form, target.rows) == (subject.form, subject.rows):
        return
    if any(bare(row) == EVERY_ROW for row in target.rows):
        yield (key, number), f"“{EVERY_ROW}”既有合计又有分项，不能相加；它只用于逐行对照"
    elif rule.way == "same" and (
        bare(target.project) == EVERY_PROJECT or any(map(many, target.rows))
    ):
        yield (key, number), "“等于”只能与一格比；几项之和请用“等于合计”"
