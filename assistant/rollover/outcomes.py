"""What the indicators of a table came to, in words: met, missed, and each row's figures."""

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


def by_kind(table: IndicatorTable, wanted: Callable[[Indicator], bool]) -> str:
    """Return the actual and the target of each wanted row, as one sentence."""
    rows = [row for row in table.indicators if not row.is_blank() and wanted(row)]
    told = [_told(row, f"，年度指标值为{_printed(row.target)}") for row in rows if row.actual.text]
    return _PART.join(told) + "。" if told else ""


def by_outcome(found: Outcomes, wanted: Callable[[Indicator], bool]) -> str:
    """Return the actual of each wanted row and whether it reached its target, as one sentence."""
    ends = ((found.met, "，达到指标值"), (found.missed, "，未达到指标值"), (found.open, ""))
    told = [
        _told(row, end) for rows, end in ends for row in rows if row.actual.text and wanted(row)
    ]
    return _PART.join(told) + "。" if told else ""


def _printed(field: Quantity) -> str:
    """Return a field as printed, its money with the whole unit: 8万 is 8万元."""
    bare = field.unit == "万元" and field.text.endswith("万")
    return field.text + ("元" if bare else "")


def _told(row: Indicator, end: str) -> str:
    return f"{row.name.text}实际完成{_printed(row.actual)}{end if row.target.text else ''}"
