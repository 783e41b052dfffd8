"""Published final accounts (部门决算公开): nine tables and the text that explains them."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from assistant.model.base import Model
from assistant.model.document import ReadingReport, Source
from assistant.model.fact import Exclusion, Fact
from assistant.model.pack import Unplaced
from assistant.model.place import Place
from assistant.model.quantity import Quantity, Text

TableKind = Literal[
    "summary", "income", "expenditure", "grants", "general", "basic", "three_public", "funds",
    "state_capital",
]  # fmt: skip

TABLE_NAMES: dict[TableKind, str] = {
    "summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "grants": "财政拨款收入支出决算总表",
    "general": "一般公共预算财政拨款支出决算表",
    "basic": "一般公共预算财政拨款基本支出决算表",
    "three_public": "财政拨款“三公”经费支出决算表",
    "funds": "政府性基金预算财政拨款收入支出决算表",
    "state_capital": "国有资本经营预算财政拨款收入支出决算表",
}
"""The nine public tables in their usual order; places name a table by these words."""

Side = Literal["", "收入", "支出"]


class AccountsRow(Model):
    """One row: its label, the code of its function or economic class, and its amounts.

    ``side`` says which half of a table with two halves the row stands in. Keys of ``cells``
    are headers from top to bottom, joined by “·”; a blank cell is kept.
    """

    label: Text
    code: str = ""
    side: Side = ""
    cells: dict[str, Quantity] = Field(default_factory=dict)

    @property
    def place(self) -> Place:
        """The place of the row itself."""
        return self.label.place


class AccountsTable(Model):
    """One of the nine tables; ``unit`` is that of its amounts, "" where nothing states it.

    ``empty_note`` is the remark that the table holds no data, blank where there is none.
    """

    kind: TableKind
    title: Text
    unit: str = ""
    columns: list[str] = Field(default_factory=list)
    rows: list[AccountsRow] = Field(default_factory=list)
    empty_note: Text = Field(default_factory=Text)

    @property
    def empty(self) -> bool:
        """Tell whether no cell holds a number."""
        return not any(cell.known() for row in self.rows for cell in row.cells.values())


class FinalAccounts(Model):
    """The final accounts of one unit for one year.

    ``text`` is the explanation, paragraph by paragraph, each below its headings' place;
    ``figures`` are the quantities it states.
    """

    unit: Text
    year: int | None = None
    tables: list[AccountsTable] = Field(default_factory=list)
    text: list[Text] = Field(default_factory=list)
    figures: list[Fact] = Field(default_factory=list)
    exclusions: list[Exclusion] = Field(default_factory=list)
    unplaced: list[Unplaced] = Field(default_factory=list)
    readings: list[ReadingReport] = Field(default_factory=list)
    sources: list[Source] = Field(default_factory=list)

    def table(self, kind: TableKind) -> AccountsTable | None:
        """Return the first table of a kind, None where the accounts don't have it."""
        return next((table for table in self.tables if table.kind == kind), None)

    def amounts(self) -> Iterator[Quantity]:
        """Yield every cell of every table that holds a number."""
        for table in self.tables:
            for row in table.rows:
                yield from (cell for cell in row.cells.values() if cell.known())
