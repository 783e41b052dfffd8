"""D: whether goal, indicators and report speak of what the project's name says."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.checks.rows import filled, is_cost
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_FORM_WORDS = re.compile(
    r"\d+年度?|项目|经费|资金|专项|年度|本年|支出|预算|补助|补贴|奖补|工作|建设|第[一二三四五]期|[一二三]期|绩效|自评"
)
# Words that any goal may use; sharing them says nothing about what a project is for.
GENERIC = re.compile(
    r"\d+年度?|项目|经费|资金|工作|建设|保障|年度|全年|本年|支出|预算|专项|完成|及时|运转|运行|正常|确保|推进|"
    r"实施|提升|提高|促进|改善|加强|落实|有效|发展|服务|管理|要求|相关|情况|目标|指标|任务|群众|满意度?|"
    r"社会|经济|生态|效益|成本|质量|数量|时间|时效|控制|严格|单位|人民|政府|部门|覆盖|达到|比例|率|"
    r"公里|万元|亿元|平方米|立方米|人次|小时|个月|"
    r"不大于|不超过|收支|上级|各项|开展|按照|按时|足额|发放|拨付|使用|财政|公共|进行|全部|保持|稳定"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONG_NAME = 5
"""A longer name may be shortened to two of its characters."""
_LEAST = 6
"""A part with fewer characters says too little to be held against a name."""


@lru_cache(maxsize=1024)
def key_pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, form words apart.

    A light stand-in for nouns: two texts that share a noun of two characters share a pair.
    """
    runs = _CHINESE.findall(_FORM_WORDS.sub(" ", squeeze(text)))
    return frozenset(a + b for run in runs for a, b in pairwise(run))


@lru_cache(maxsize=1024)
def matter_pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters that carry a text's matter, general words apart."""
    runs = _CHINESE.findall(GENERIC.sub(" ", text))
    return frozenset(a + b for run in runs for a, b in pairwise(run))


@rule(
    "D115",
    name="项目名称与目标、指标、报告说的不是同一件事",
    severity="info",
    source="DOMAIN §8 抄错文字",
)
def one_purpose(ctx: Context) -> Iterator[Finding]:
    """查什么：项目名称里的实词（除去“项目、经费、资金”等字样），在绩效目标、指标（成本指标除外）、项目报告里有没有出现。

    为什么：名称说一件事、目标和报告说另一件事，要么写错，要么资金用途与项目不符。
    举例：“财政监管资金”项目，预期目标写的是“保障村级组织办公运转”，没有一处说到财政监管。
    怎样改：核对项目申报书，目标、指标、报告写明本项目办的事；名称与用途确实不同的，说明关系。
    何时不报：有共同的实词，或者名称的简称（如非物质文化遗产写作非遗）；名称除去通用字样后不足两个字；目标、指标、报告空白；目标与指标也没有共同内容的（见D104）。
    """
    for table in ctx.pack.projects:
        name = core_name(table.project.raw, ctx.pack.unit.raw)
        if not key_pairs(name):
            continue
        parts = list(_parts(ctx, table))
        for part in parts:
            ctx.look(part.field.place)
        silent = _silent(name, parts)
        if not silent:
            continue
        where = "、".join(part.label for part in silent)
        yield finding(
            ctx, "D115", silent[0].field.place,
            f"{title_of(table)}项目名称“{_matter(name)}”与{where}不对应：{where}说的不是它{_repeated(table, name)}，请核对资金用途。",
            items=[Item("项目名称", table.project), *(Item(p.label, p.field) for p in silent)],
            found=where, expected=f"与“{_matter(name)}”有关的内容",
            suggestion="核对项目申报书，写明本项目办的事；名称与用途确实不同的，说明关系。",
        )  # fmt: skip


def _matter(name: str) -> str:
    return re.sub(r"(?:项目|经费|资金|专项|补助)+$", "", name) or name


def _repeated(table: IndicatorTable, name: str) -> str:
    """Return that a cost indicator only repeats the project's name, "" where none does."""
    own = (
        row for row in filled(table) if is_cost(row) and key_pairs(name) & key_pairs(row.name.text)
    )
    row = next(own, None)
    return f"（成本指标“{row.name.text}”只是照写名称）" if row else ""


def _short_forms(name: str) -> frozenset[str]:
    """Return what a name may be shortened to: its first character and a later one, 非遗."""
    bare = "".join(_CHINESE.findall(_FORM_WORDS.sub("", squeeze(name))))
    return (
        frozenset(bare[0] + later for later in bare[2:]) if len(bare) > _LONG_NAME else frozenset()
    )


class _Part(NamedTuple):
    """A part that should speak of a project: what it is called, its field, its words."""

    label: str
    field: Text
    words: str


def _silent(name: str, parts: list[_Part]) -> list[_Part]:
    """Return the parts that neither have a word of the name nor of a part that has one."""
    words = key_pairs(name) | _short_forms(name)
    said = [part for part in parts if words & key_pairs(part.words)]
    linked = [matter_pairs(part.words) for part in said if part.label != _REPORT]
    return [part for part in parts if part not in said
            and not any(matter_pairs(part.words) & pairs for pairs in linked)]  # fmt: skip


_REPORT = "项目报告"


def _parts(ctx: Context, table: IndicatorTable) -> Iterator[_Part]:
    goal, rows = table.goal_expected, [row for row in filled(table) if not is_cost(row)]
    told = "，".join(f"{row.name.text}，{row.target.text}" for row in rows)
    own = matter_pairs(told) | matter_pairs(core_name(table.project.raw))
    if len(goal.text) >= _LEAST and matter_pairs(goal.text) & own:  # without any it is D104's
        yield _Part("预期目标", goal, f"{goal.text}，{table.goal_achieved.text}")
    if len(told) >= _LEAST:
        yield _Part("指标", rows[0].name, told)
    report = ctx.report_of(table)
    first = _first(report)
    if report is not None and first is not None:
        yield _Part(_REPORT, first, "。".join(text.text for text in report.texts()))


def _first(report: Report | None) -> Text | None:
    long = (text for text in report.texts() if len(text.text) >= _LEAST) if report else iter(())
    return next(long, None)
