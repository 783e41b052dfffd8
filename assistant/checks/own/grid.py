"""Every cell of a pack by form, project, row and column, as rules of one's own ask for it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item
from assistant.checks.labels import clean_label, column_name, row_name, title_of
from assistant.checks.own.names import TITLE, Form, bare, columns, said, single_rows
from assistant.checks.rows import money_total, name_of
from assistant.model.base import Model
from assistant.model.fact import Fact
from assistant.model.pack import BaseData, IndicatorTable, Report, Section
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

_TOTALS = ("年度资金总额", "资金总额")
_TOTAL_ROW = ("总分", "合计", "总计", "总得分")


class Row(NamedTuple):
    """One row of a form: what it is called, and its cells by column.

    ``owner`` is the place of the table, that of a project's report being its table's;
    ``names`` are other names that it may be asked by; ``levels`` are an indicator's. A row of
    one cell has it under its own key and is ``single``. ``child`` marks a row that details
    another one, ``listed`` one of the rows that a form lists; ``sentence`` is that of a figure in prose.
    """

    form: Form
    owner: Place
    title: str
    label: str
    cells: Mapping[str, Text]
    names: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    child: bool = False
    blank: bool = False
    listed: bool = False
    single: bool = False
    sentence: str = ""


class Found(NamedTuple):
    """A cell of a pack: its row, its column's key, the name of the column as forms print it."""

    row: Row
    key: str
    column: str

    @property
    def field(self) -> Text:
        """What stands there."""
        return self.row.cells[self.key]

    @property
    def name(self) -> str:
        """The cell's name without its form."""
        return f"“{self.row.label}”{self.column}"

    @property
    def full_name(self) -> str:
        """The cell's name with its form."""
        return f"{self.row.title}{self.name}"

    def item(self, subject: "Found | None" = None) -> Item:
        """Return the cell as evidence, with its form where the one under check is elsewhere."""
        same = subject is None or subject.row.title == self.row.title
        label = f"{self.row.label}{self.column}"
        return Item(label if same else f"{self.row.title}{label}", self.field, self.row.sentence)


def grid(ctx: Context) -> list[Row]:
    """Return every row of every form of the pack under review."""
    rows: list[Row] = []
    if ctx.pack.base_data:
        rows.extend(_base(ctx.pack.base_data))
    for table in ctx.pack.tables():
        rows.extend(_table(table))
    for report in ctx.pack.reports():
        rows.extend(_report(ctx, report))
    return rows


def printed_column(form: Form, key: str, year: int | None) -> str:
    """Return what a column is called in messages."""
    if form == "base_data":
        return column_name(key, year)
    if key in ("text", "figure"):
        return ""
    return columns(form)[key][0]


def _base(base: BaseData) -> Iterator[Row]:
    holders: tuple[Model, ...] = (base.staffing, base.buildings, base.signoff, base)
    yield from _singles("base_data", holders, "base_data", said("base_data"), ())
    for row in (*base.spending, base.procurement, base.budget_adjustment):
        names = (row.label.text,)
        cells = {"last_final": row.last_final, "budget": row.budget, "final": row.final}
        yield Row(
            "base_data", "base_data", said("base_data"), row_name(row), cells, names, listed=True
        )


def _singles(
    form: Form, holders: tuple[Model, ...], owner: Place, title: str, project: tuple[str, ...]
) -> Iterator[Row]:
    """Yield the rows of one cell, each from the first holder that has a field of its name."""
    for key, names in single_rows(form).items():
        for holder in holders:
            field: Any = getattr(holder, key, None)
            if isinstance(field, Text):
                cells = {key: field}
                yield Row(form, owner, title, names[0], cells, tuple(names), project, single=True)
                break


def _table(table: IndicatorTable) -> Iterator[Row]:
    form: Form = "overall" if table.kind == "overall" else "project"
    title = title_of(table)
    project = _project_names(table)

    def row(label: str, cells: Mapping[str, Text], *names: str, **more: Any) -> Row:
        return Row(form, table.place, title, label, cells, names, project, **more)

    yield from _singles(form, (table,), table.place, title, project)
    heads = single_rows(form)
    for remark in table.remarks:
        names = tuple(heads.get(remark.kind, ()))
        yield row(names[0] if names else remark.label, {remark.kind: remark}, *names, single=True)
    total = money_total(table)
    for line in table.money:
        cells = {key: getattr(line, key) for key in
                 ("initial", "full_year", "executed", "weight", "rate", "score")}  # fmt: skip
        names = _TOTALS if line is total else ()
        yield row(clean_label(line.label.text), cells, line.label.text, *names, listed=True)
    for entry in (*table.by_income, *table.by_expenditure):
        yield row(clean_label(entry.label.text), {"amount": entry.amount}, entry.label.text,
                  listed=True)  # fmt: skip
    for indicator in table.indicators:
        cells = {key: getattr(indicator, key) for key in
                 ("name", "target", "actual", "weight", "score", "deviation")}  # fmt: skip
        yield row(
            name_of(indicator), cells, levels=(bare(indicator.level1), bare(indicator.level2)),
            child=indicator.parent is not None, blank=indicator.is_blank(), listed=True,
        )  # fmt: skip
    for level in table.level_weights:
        yield row(bare(level.level2 or level.level1), {"weight": level.weight})
    yield row("总分", {"weight": table.total_weight, "score": table.total_score}, *_TOTAL_ROW)


def _project_names(table: IndicatorTable) -> tuple[str, ...]:
    if table.kind == "overall":
        return ()
    return (squeeze(table.place.rpartition("/")[2]), table.project.text)


def _report(ctx: Context, report: Report) -> Iterator[Row]:
    form: Form = "project_report" if report.project else "overall_report"
    table = ctx.table_of(report)
    owner = table.place if table else report.place
    project = _report_names(report, table)
    title = f"“{report.project}”项目自评报告" if report.project else said(form)

    def row(label: str, cells: Mapping[str, Text], **more: Any) -> Row:
        return Row(form, owner, title, label, cells, project=project, **more)

    yield row(TITLE, {"title": report.title}, single=True)
    for section in report.walk():
        yield row(section.title, {"text": _text_of(section)})
    for fact in ctx.pack.figures:
        if fact.place.startswith(f"{report.place}/") and _states(fact, ctx.pack.year):
            yield row(fact.measure, {"figure": fact.quantity}, sentence=fact.quote)


def _report_names(report: Report, table: IndicatorTable | None) -> tuple[str, ...]:
    if not report.project:
        return ()
    return (squeeze(report.project), *(_project_names(table) if table else ()))


def _states(fact: Fact, year: int | None) -> bool:
    """Tell whether a figure of prose says what its measure is this year."""
    plain = fact.kind == "stated" and fact.aspect in ("value", "rate")
    return plain and (not fact.period or fact.period == str(year))


def _text_of(section: Section) -> Text:
    """Return a section with those below it as one text, at its first paragraph."""
    texts = list(section.texts())
    first = texts[0].location if texts else section.location
    raw = "\n".join(text.raw for text in texts)
    return Text(raw=raw, place=section.place, location=first)
