"""The geometry of the report's charts: bars measured in thousandths of the drawing's width."""

from collections.abc import Collection, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from assistant.model.pack import BudgetLine, Indicator, IndicatorTable, NamedAmount
from assistant.model.place import Place
from assistant.model.quantity import Quantity, plain
from assistant.output.figures import completion, words
from assistant.output.places import WORDS

FULL = 1000
"""The width of a drawing; bars and lines are whole numbers of it."""

_MOST = Decimal(200)
_MONEY = ("initial", "full_year", "executed")
_MONEY_PARTS = {"by_income": "收入构成", "by_expenditure": "支出构成"}

Kind = Literal["initial", "full_year", "executed", "part", "met", "missed", "over"]


class Bar(NamedTuple):
    """One bar: series, value in words, width, whether it was cut to fit or wants a second look."""

    series: str
    value: str
    width: int
    kind: Kind
    cut: bool = False
    remark: str = ""
    doubtful: bool = False


class Group(NamedTuple):
    """The bars of one row of a chart."""

    label: str
    bars: list[Bar]


class Chart(NamedTuple):
    """A chart: title, rows, where its reference line stands (or None), and a note."""

    title: str
    groups: list[Group]
    line: int | None = None
    note: str = ""

    @property
    def series(self) -> int:
        """How many bars the fullest row has."""
        return max(len(group.bars) for group in self.groups)


def charts(table: IndicatorTable, less: Collection[Place] = ()) -> list[Chart]:
    """Return the charts that a table's figures allow; none where the figures are absent.

    ``less`` are the scores of rows of which less is better though their targets don't say so.
    """
    breakdowns = ((_MONEY_PARTS[name], getattr(table, name)) for name in _MONEY_PARTS)
    drawn = [_money(table.money), *(_parts(*part) for part in breakdowns), _indicators(table, less)]
    return [chart for chart in drawn if chart]


def _money(lines: list[BudgetLine]) -> Chart | None:
    amounts = [getattr(line, name) for line in lines for name in _MONEY]
    top = _top(amounts)
    if not top:
        return None
    groups = [Group(_label(line.label.raw), list(_money_bars(line, top))) for line in lines]
    return Chart("预算与执行", [group for group in groups if group.bars])


def _money_bars(line: BudgetLine, top: Decimal) -> Iterator[Bar]:
    kinds: tuple[tuple[Kind, Quantity], ...] = (
        ("initial", line.initial),
        ("full_year", line.full_year),
        ("executed", line.executed),
    )
    for kind, amount in kinds:
        if amount.base is not None:
            width = _width(amount.base, top)
            yield Bar(WORDS[kind], words(amount), width, kind, doubtful=amount.is_doubtful())


def _parts(title: str, lines: list[NamedAmount]) -> Chart | None:
    parts = [line for line in lines if not line.is_total and line.amount.known()]
    whole = sum((line.amount.base or Decimal(0) for line in parts), Decimal(0))
    if not _top(line.amount for line in parts):
        return None
    groups = [Group(_label(line.label.raw), [_part_bar(line.amount, whole)]) for line in parts]
    return Chart(title, groups, note="条形长度为占所列各项合计的比重。")


def _part_bar(amount: Quantity, whole: Decimal) -> Bar:
    base = amount.base or Decimal(0)
    share = (base / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    width = _width(base, whole)
    return Bar("金额", words(amount), width, "part", remark=f"{plain(share)}%",
               doubtful=amount.is_doubtful())  # fmt: skip


def _top(amounts: Iterable[Quantity]) -> Decimal | None:
    """Return the largest amount; None unless all are of one dimension and none is negative."""
    known = [amount for amount in amounts if amount.known()]
    values = [amount.base or Decimal(0) for amount in known]
    if len({amount.dimension for amount in known}) != 1 or min(values) < 0:
        return None
    return max(values) or None


def _indicators(table: IndicatorTable, less: Collection[Place]) -> Chart | None:
    rows = [row for row in table.indicators if not row.is_blank()]
    rates = [(row, rate) for row in rows if (rate := completion(row)) is not None and rate >= 0]
    if not rates:
        return None
    left = len(rows) - len(rates)
    note = f"另有 {left} 项指标的指标值与完成值不是可比的数值，未列入本图。" if left else ""
    groups = [Group(_label(row.name.raw), [_rate_bar(row, rate, less)]) for row, rate in rates]
    line = _width(Decimal(100), _MOST)
    return Chart("指标完成情况（实际完成值÷年度指标值）", groups, line, note)


def _rate_bar(row: Indicator, rate: Decimal, less: Collection[Place]) -> Bar:
    less_is_better = row.target.comparator in ("<=", "<") or row.score.place in less
    met = rate <= 100 if less_is_better else rate >= 100
    kind: Kind = "met" if met else ("over" if less_is_better else "missed")
    remark = f"实际 {words(row.actual)}，指标 {words(row.target)}"
    remark += "，越低越好" if less_is_better else ""
    width, doubtful = _width(min(rate, _MOST), _MOST), _either_doubtful(row)
    return Bar("完成率", f"{plain(rate)}%", width, kind, rate > _MOST, remark, doubtful)


def _either_doubtful(row: Indicator) -> bool:
    return row.actual.is_doubtful() or row.target.is_doubtful()


def _width(value: Decimal, top: Decimal) -> int:
    return int((value / top * FULL).to_integral_value(ROUND_HALF_UP))


def _label(raw: str) -> str:
    return " ".join(raw.split()) or "（未填名称）"
