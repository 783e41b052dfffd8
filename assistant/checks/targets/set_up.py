"""T: how indicator rows are set up: classifiers, one name in two groups, targets without a sign."""

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.checks.rows import filled_tables, item, name_of
from assistant.checks.targets.directions import told
from assistant.model.finding import Finding
from assistant.model.pack import Indicator

_PEOPLE = frozenset({"人", "名", "位"})
_NAMED = 8


@rule("T115", name="指标值与完成值量词不一", severity="info", source="DOMAIN §8 文字疏漏")
def classifiers(ctx: Context) -> Iterator[Finding]:
    """查什么：同一行指标值写“人”、实际完成值写“个”的（或者反过来）。

    为什么：两栏数的是同一样东西，量词应当相同；“个”也看不出是人数还是批数。
    举例：“发展党员”指标值20人，实际完成值20个。
    怎样改：两栏写同一个量词，人数写“人”。
    何时不报：量词相同；“人”与“名”“位”；有一栏没有写量词；数的不是人。一张表合并为一条。
    """
    for table, filled_rows in ctx.once(filled_tables):
        rows = [row for row in filled_rows if row.target.unit and row.actual.unit]
        ctx.look(*(row.actual.place for row in rows))
        odd = [row for row in rows if _differs(row)]
        if odd:
            named = "、".join(
                f"“{name_of(row)}”{row.target.unit}→{row.actual.unit}" for row in odd[:_NAMED]
            )
            yield finding(
                ctx, "T115", odd[0].actual.place, f"{title_of(table)}指标值与实际完成值的量词不一致：{named}。",
                items=[item(row, column) for row in odd for column in ("actual", "target")],
                found=named, suggestion="两栏写同一个量词，人数写“人”。", clerical=True,
            )  # fmt: skip


def _differs(row: Indicator) -> bool:
    units = {row.target.unit, row.actual.unit}
    return "个" in units and bool(units & _PEOPLE)


@rule("T116", name="同名指标分列两类", severity="info", source="DOMAIN §8 指标类别")
def one_name_two_groups(ctx: Context) -> Iterator[Finding]:
    """查什么：同一张表里，名称相同的指标是不是分列在两个二级指标之下（如数量指标和质量指标都有“征兵工作”）。

    为什么：同名的两行看不出各考核什么，也容易把一件事算两次分。
    举例：数量指标和质量指标下都有“平安创建工作”。
    怎样改：名称写明各自考核的内容，如“平安创建活动场次”“平安创建考核等次”；考核同一件事的删去一行。
    何时不报：名称不同；同一类别下的同名指标（见T112）。一张表合并为一条。
    """
    for table, filled_rows in ctx.once(filled_tables):
        groups: dict[str, list[Indicator]] = defaultdict(list)
        for row in filled_rows:
            if not row.name.is_empty() and row.parent is None:
                ctx.look(row.name.place)
                groups[row.name.text].append(row)
        twice = [rows for rows in groups.values() if len({row.level2 for row in rows}) > 1]
        if twice:
            named = "；".join(
                f"“{name_of(rows[0])}”（{'、'.join(dict.fromkeys(row.level2 for row in rows))}）"
                for rows in twice[:_NAMED]
            )
            yield finding(
                ctx, "T116", twice[0][1].name.place, f"{title_of(table)}同名指标分列两类：{named}。",
                items=[Item(row.level2, row.name) for rows in twice for row in rows],
                found=named, suggestion="名称写明各自考核的内容；考核同一件事的删去一行，分值并入另一行。",
            )  # fmt: skip


_WHOLE = 100
_NAMELY = re.compile(r"^\d[\d.,]*\D{0,6}$")


@rule("T117", name="指标值没有写明方向", severity="info", source="DOMAIN §3、§8")
def no_direction(ctx: Context) -> Iterator[Finding]:
    """查什么：指标值只写一个数，没有“≥”“≤”“以上”等，从名称和类别也看不出多好还是少好的；比率写成“95%”、完成值又是另一个数的。

    为什么：方向不明，完成值比指标值大或者小时就不知道算不算完成。
    举例：“信访总量”指标值“95件”，没有写“≤”。
    怎样改：指标值前加“≥”“≤”或者“=”。
    何时不报：写有符号；成本指标；名称、类别、单位能看出方向；表里的指标值都不写符号（比率除外），或另有指标性质一栏；完成值正好等于指标值的；100%。一张表合并为一条。
    """
    for table, filled_rows in ctx.once(filled_tables):
        rows = [row for row in filled_rows if row.target.known()]
        ctx.look(*(row.target.place for row in rows))
        signed = any(row.target.comparator != "=" for row in rows)
        odd = [row for row in rows if (signed and _is_unsure(row)) or _is_bare_rate(row)]
        if odd:
            named = "、".join(f"“{name_of(row)}”{row.target.text}" for row in odd[:_NAMED])
            yield finding(
                ctx, "T117", odd[0].target.place, f"{title_of(table)}指标值没有写明方向：{named}。",
                items=[item(row, "target") for row in odd], found=named,
                expected="≥、≤或者=", suggestion="指标值前加“≥”“≤”或者“=”。",
            )  # fmt: skip


def _is_unsure(row: Indicator) -> bool:
    target, actual = row.target, row.actual
    if target.comparator != "=" or target.upper is not None or not _NAMELY.match(target.text):
        return False
    equal = actual.known() and actual.base == target.base
    return told(row).way is None and not equal


def _is_bare_rate(row: Indicator) -> bool:
    """Tell whether a rate below 100 % stands without a sign beside another actual rate."""
    target, actual = row.target, row.actual
    if target.comparator != "=" or target.upper is not None or target.value is None:
        return False
    if not target.text.endswith(("%", "％")) or not _NAMELY.match(target.text):
        return False
    return target.value < _WHOLE and actual.known() and actual.base != target.base
