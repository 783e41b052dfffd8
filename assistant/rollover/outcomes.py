"""What the indicators of a table came to, in words: met, missed, and each row's figures."""

import re
from collections.abc import Callable
from typing import NamedTuple

from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.quantity import Quantity
from assistant.rollover.scoring import Scoring
from assistant.rollover.timing import in_time

_PART = "；"


class Outcomes(NamedTuple):
    """The rows of a table by what became of them; ``open`` can't be told from figures."""

    met: list[Indicator]
    missed: list[Indicator]
    open: list[Indicator]

    @property
    def total(self) -> int:
        """How many indicators there are."""
        return len(self.met) + len(self.missed) + len(self.open)


def outcomes(table: IndicatorTable, scoring: Scoring, year: int) -> Outcomes:
    """Sort a table's rows by whether the figures say that the target was met."""
    found = Outcomes([], [], [])
    for row in table.indicators:
        if not row.is_blank():
            _list(found, row, scoring, year).append(row)
    return found


def _list(found: Outcomes, row: Indicator, scoring: Scoring, year: int) -> list[Indicator]:
    if in_time(row.target.raw, row.actual.raw, year):
        return found.met
    full = row.model_copy(update={"score": row.weight})
    fair = scoring.row(full)
    if fair is None or row.weight.value is None:
        return found.open
    return found.met if fair == row.weight.value else found.missed


def counted(found: Outcomes, project: bool = False) -> str:
    """Return a sentence such as 19项绩效指标中完成18项，1项未完成（农村户厕改造户数）."""
    if not found.total:
        return ""
    whole = f"该项目共设指标{found.total}项" if project else f"{found.total}项绩效指标"
    if not found.missed and not found.open:
        return f"{whole}，全部达到指标值。" if project else f"{whole}全部完成。"
    done = f"，达到指标值的{len(found.met)}项" if project else f"中完成{len(found.met)}项"
    names = "、".join(row.name.text for row in found.missed)
    missed = f"，{len(found.missed)}项未完成（{names}）" if found.missed else ""
    left = f"，{len(found.open)}项须由单位评定" if found.open else ""
    return f"{whole}{done}{missed}{left}。"


def by_kind(table: IndicatorTable, level1: str) -> str:
    """Return actual and target of a level's rows: 数量指标：山塘清淤实际完成12口（年度指标值≥10口）…."""
    rows = [r for r in table.indicators if r.level1 == level1 and r.actual.text and r.name.text]
    told = []
    for level2 in dict.fromkeys(row.level2 for row in rows):
        listed = [
            _told(r, f"（年度指标值{_printed(r.target)}）") for r in rows if r.level2 == level2
        ]
        head = f"{level2}：" if level2 and level2 != level1 else ""
        told.append(f"{head}{_PART.join(listed)}。")
    return "".join(told)


def by_outcome(found: Outcomes, wanted: Callable[[Indicator], bool]) -> str:
    """Return the actuals of the wanted rows, those that reached their target together."""
    met = [_told(row) for row in found.met if row.actual.text and wanted(row)]
    all_of = "均" if len(met) > 1 else ""
    told = [f"{'、'.join(met)}，{all_of}达到年度指标值"] if met else []
    told += [
        f"{_told(row)}，未达到{_printed(row.target)}的年度指标值"
        for row in found.missed
        if row.actual.text and wanted(row)
    ]
    told += [_told(row) for row in found.open if row.actual.text and wanted(row)]
    return _PART.join(told) + "。" if told else ""


def _printed(field: Quantity) -> str:
    """Return a field as printed, its money with the whole unit: 8万 is 8万元."""
    bare = field.unit == "万元" and field.text.endswith("万")
    return field.text + ("元" if bare else "")


# Names that say what was done take their figure without another verb: 改造监管所2个.
_DOING = re.compile(
    r"^(?:为|新)|改造|新建|建成|建设|发放|开展|举办|组织|采购|维修|修复|挽回|办理|受理|完成|清理|巡查|整治|检测|抽检|创建|聘用|吸纳"
)


def _told(row: Indicator, end: str = "") -> str:
    """Return a row's actual in words: counts are done, rates, days and costs are."""
    verb = "" if _DOING.search(row.name.text) else "实际完成" if "数量" in row.level2 else "为"
    return f"{row.name.text}{verb}{_printed(row.actual)}{end if row.target.text else ''}"
