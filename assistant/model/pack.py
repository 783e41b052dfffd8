"""The pack: every form of one unit for one year, each field with place and location."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.model.base import Model, Value
from assistant.model.document import ReadingReport, Source
from assistant.model.fact import Exclusion, Fact
from assistant.model.place import Location, Place, squeeze
from assistant.model.quantity import Quantity, Text


class Staffing(Model):
    """财政供养人员: authorised posts, staff, and staff ÷ posts."""

    posts: Quantity
    staff: Quantity
    control_rate: Quantity


@dataclass(kw_only=True)
class SpendingRow(Value):
    """One money row of the base data table.

    ``depth`` counts from 0; ``parent`` is the place of the row it belongs to. ``of_which``
    marks a row introduced by 其中, whose siblings need not add up to the parent.
    """

    label: Text
    depth: int = 0
    parent: Place | None = None
    of_which: bool = False
    last_final: Quantity
    budget: Quantity
    final: Quantity

    @property
    def place(self) -> Place:
        """The place of the row itself."""
        return self.label.place


class Buildings(Model):
    """楼堂馆所: approved and actual area (㎡) and investment (万元), with their ratios."""

    approved_area: Quantity
    actual_area: Quantity
    area_rate: Quantity
    approved_investment: Quantity
    actual_investment: Quantity
    investment_rate: Quantity


class Signoff(Model):
    """The sign-off line below the base data table."""

    filler: Text
    date: Text
    phone: Text
    leader: Text


class BaseData(Model):
    """基础数据表 (base data table); ``title`` is its heading line.

    ``headings`` are the form's own headings that print a year.
    """

    title: Text
    staffing: Staffing
    spending: list[SpendingRow] = Field(default_factory=list)
    procurement: SpendingRow
    budget_adjustment: SpendingRow
    buildings: Buildings
    thrift: Text
    signoff: Signoff
    headings: list[Text] = Field(default_factory=list)


@dataclass(kw_only=True)
class BudgetLine(Value):
    """One row of a money block: three amounts and, where the form has them, the score.

    ``unspent`` is the budget less what was spent of it, None in forms without such a column.
    """

    label: Text
    initial: Quantity
    full_year: Quantity
    executed: Quantity
    weight: Quantity
    rate: Quantity
    score: Quantity
    unspent: Quantity | None = None

    @property
    def place(self) -> Place:
        """The place of the row itself."""
        return self.label.place


@dataclass(kw_only=True)
class NamedAmount(Value):
    """One line of a breakdown, such as 一般公共预算：3050.90; ``is_total`` marks its head."""

    label: Text
    amount: Quantity
    is_total: bool = False


@dataclass(kw_only=True)
class Indicator(Value):
    """One indicator row with both upper levels; blank rows are kept.

    ``parent`` is the place of the row that this one details (其中), None for any other row.
    """

    level1: str
    level2: str
    name: Text
    target: Quantity
    actual: Quantity
    weight: Quantity
    score: Quantity
    deviation: Text
    parent: Place | None = None

    @property
    def place(self) -> Place:
        """The place of the row itself."""
        return self.name.place

    def is_blank(self) -> bool:
        """Tell whether the row holds nothing but its levels."""
        name, target, actual = self.name.raw, self.target.raw, self.actual.raw
        words = name + target + actual + self.weight.raw + self.score.raw
        return not words or words.isspace()


@dataclass(kw_only=True)
class LevelWeight(Value):
    """The weight that a level declares, such as 产出指标（40分）; level2 "" for level 1.

    ``score`` is what a row of its own gives the level, None in forms without such rows.
    """

    level1: str
    level2: str = ""
    weight: Quantity
    score: Quantity | None = None


RemarkKind = Literal["problems", "measures", "conclusion", "grade", "note"]


@dataclass(kw_only=True)
class Remark(Text):
    """A cell beside the blocks that some forms have, such as 存在问题; ``label`` heads it."""

    kind: RemarkKind
    label: str = ""


class IndicatorTable(Model):
    """部门整体支出绩效自评表 or 项目支出绩效自评表.

    ``headings`` are the form's own headings that print a year; ``tasks`` are the year's tasks
    with amounts of their own, ``staffing`` the posts and staff, which few forms print.
    """

    kind: Literal["overall", "project"]
    title: Text
    unit: Text
    department: Text
    implementer: Text
    project: Text
    money: list[BudgetLine] = Field(default_factory=list)
    by_income: list[NamedAmount] = Field(default_factory=list)
    by_expenditure: list[NamedAmount] = Field(default_factory=list)
    goal_expected: Text
    goal_achieved: Text
    indicators: list[Indicator] = Field(default_factory=list)
    level_weights: list[LevelWeight] = Field(default_factory=list)
    total_weight: Quantity
    total_score: Quantity
    remarks: list[Remark] = Field(default_factory=list)
    headings: list[Text] = Field(default_factory=list)
    tasks: list[BudgetLine] = Field(default_factory=list)
    staffing: Staffing | None = None

    @property
    def place(self) -> Place:
        """The place of the table itself: ``overall`` or ``projects/NAME``."""
        return self.title.place.removesuffix("/title")


@dataclass(kw_only=True)
class Section(Value):
    """A section of a report: heading, own paragraphs, subsections."""

    number: str
    title: str
    level: int
    place: Place
    location: Location
    paragraphs: list[Text] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)

    def walk(self) -> Iterator["Section"]:
        """Yield this section and all below it, in reading order."""
        return iter(_below([self]))

    def texts(self) -> Iterator[Text]:
        """Yield every paragraph of this section and those below it."""
        return _paragraphs(self.walk())


def _below(sections: Iterable[Section]) -> list[Section]:
    """Return sections with all below them, in reading order."""
    found: list[Section] = []
    for section in sections:
        found.append(section)
        if section.sections:
            found += _below(section.sections)
    return found


def _paragraphs(sections: Iterable[Section]) -> Iterator[Text]:
    return chain.from_iterable(section.paragraphs for section in sections)


class Report(Model):
    """A narrative report; ``project`` is its project's short name, "" for the overall one."""

    title: Text
    project: str = ""
    preamble: list[Text] = Field(default_factory=list)
    sections: list[Section] = Field(default_factory=list)

    @property
    def place(self) -> Place:
        """The place of the report: ``overall_report`` or ``project_reports/NAME``."""
        return self.title.place.removesuffix("/title")

    def walk(self) -> Iterator[Section]:
        """Yield every section at every level, in reading order."""
        return iter(_below(self.sections))

    def texts(self) -> Iterator[Text]:
        """Yield every paragraph of the report."""
        return chain(self.preamble, _paragraphs(self.walk()))


class Unplaced(Model):
    """Something read that no form claimed, and why."""

    text: str
    reason: str
    location: Location


class Pack(Model):
    """All forms of one unit for one year.

    ``annex_marks`` are the lines that number the forms, such as 附件1, in reading order.
    """

    unit: Text
    year: int | None = None
    base_data: BaseData | None = None
    overall: IndicatorTable | None = None
    projects: list[IndicatorTable] = Field(default_factory=list)
    overall_report: Report | None = None
    project_reports: list[Report] = Field(default_factory=list)
    figures: list[Fact] = Field(default_factory=list)
    exclusions: list[Exclusion] = Field(default_factory=list)
    unplaced: list[Unplaced] = Field(default_factory=list)
    annex_marks: list[Text] = Field(default_factory=list)
    readings: list[ReadingReport] = Field(default_factory=list)
    sources: list[Source] = Field(default_factory=list)

    def tables(self) -> Iterator[IndicatorTable]:
        """Yield the overall table, then the project tables."""
        if self.overall:
            yield self.overall
        yield from self.projects

    def reports(self) -> Iterator[Report]:
        """Yield the overall report, then the project reports."""
        if self.overall_report:
            yield self.overall_report
        yield from self.project_reports

    def fields(self) -> Iterator[Text | Quantity]:
        """Yield every form field and paragraph, blanks included; prose figures are apart."""
        found: list[Text | Quantity] = []
        _gather((self.unit, self.base_data, *self.tables(), *self.reports()), found)
        return iter(found)


_FILE_ONLY = {
    "location", "readings", "sources", "confidence", "review", "doubts", "headings", "annex_marks",
}  # fmt: skip


def content(value: Any) -> Any:
    """Return what two readings of one pack must share: no locations, no words of the form alone."""
    if isinstance(value, BaseModel | Value):
        names = vars(value).keys() - _FILE_ONLY
        return {name: content(getattr(value, name)) for name in sorted(names)}
    if isinstance(value, list):
        return [content(item) for item in value]
    return squeeze(value) if isinstance(value, str) else value


def same(first: Pack, second: Pack) -> bool:
    """Tell whether two readings give the same pack."""
    return bool(content(first) == content(second))


def _gather(items: Iterable[Any], found: list[Text | Quantity]) -> None:
    """Add the fields below some parts of a form to a list, in the form's order."""
    for item in items:
        kind = _KINDS.get(type(item))
        if kind is None:
            kind = _KINDS[type(item)] = _kind_of(type(item))
        if kind == "text":
            found.append(item)
        elif kind == "list":
            _gather(item, found)
        elif kind == "record":
            _gather(vars(item).values(), found)


_KINDS: dict[type[Any], str] = {}
"""What values of each type met so far are; asking a model's class is slow."""


def _kind_of(type_: type[Any]) -> str:
    """Return what values of a type are to a form: text, list, record, or "" for mere values."""
    if issubclass(type_, Text):
        return "text"
    if issubclass(type_, list):
        return "list"
    return "record" if issubclass(type_, BaseModel | Value) and type_ is not Location else ""
