"""Documents to final accounts: tables under their headings, then the explanation."""

import re
from collections.abc import Sequence

from assistant.accounts.grid import shape_of
from assistant.accounts.identity import identity
from assistant.accounts.tables import UNIT, heading_text, is_empty_note, read_table
from assistant.accounts.titles import genre, kind_of
from assistant.errors import NotFinalAccounts
from assistant.facts.prose import read_figures
from assistant.model.accounts import AccountsTable, FinalAccounts, TableKind
from assistant.model.document import Document, Paragraph, Table
from assistant.model.pack import Unplaced
from assistant.model.place import Places, join_place, squeeze
from assistant.model.quantity import Text

_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]+部分)"
    r"[^。；，]{2,50}。?"
)
# Lines that stand between a heading and its table; after anything else it heads no table,
# as the headings of a list of contents.
_BETWEEN = re.compile(r"(?:单位|部门|日期)[:：]|公开\d+表|^[（(]?20\d\d年度?[)）]?$|续表|^表\d")
_YEAR = re.compile(r"20\d\d年度?")
_LONG = 60
"""A paragraph longer than this is no line between a heading and its table."""


def read_accounts(documents: Sequence[Document]) -> FinalAccounts:
    """Return the final accounts that documents of one unit and year hold.

    Raises ``NotFinalAccounts`` where a document is a budget, or none has the public tables.
    """
    for document in documents:
        _must_be_accounts(document)
    found = [identity(document) for document in documents]
    unit = next((name for name, _ in found if name.text), Text())
    year = next((number for _, number in found if number), None)
    root = join_place("accounts", str(year or "-"))
    made = FinalAccounts(unit=unit.model_copy(update={"place": f"{root}/unit"}), year=year)
    places = Places()
    for document in documents:
        _Reader(made, root, places).read(document)
        made.readings.append(document.report)
        made.sources.append(document.source)
    _one_unit(made)
    return made


def _must_be_accounts(document: Document) -> None:
    kind = genre(document)
    if kind == "budget":
        raise NotFinalAccounts(f"“{document.source.path}”是部门预算，不是部门决算。")
    if kind == "other":
        raise NotFinalAccounts(f"“{document.source.path}”里没有部门决算公开的报表。")


class _Reader:
    """Walks one document; what stands between a heading and its table belongs to both."""

    def __init__(self, made: FinalAccounts, root: str, places: Places) -> None:
        self._made = made
        self._root = root
        self._places = places
        self._title: tuple[TableKind, Text] | None = None
        self._unit = ""
        self._headings: list[str] = []
        self._table: tuple[AccountsTable, Table] | None = None

    def read(self, document: Document) -> None:
        """Add the tables and paragraphs of a document."""
        for block in document.blocks:
            if isinstance(block, Table):
                self._on_table(block)
            elif squeeze(block.text):
                self._on_paragraph(block)

    def _on_table(self, block: Table) -> None:
        title = _title_inside(block) or self._title
        self._title = None
        if title is not None:
            kind, text = title
            read = read_table(block, kind, text, self._unit, self._places, self._root)
            self._made.tables.append(read)
            self._table = (read, block)
        elif self._table and self._table[1].cols == block.cols:
            self._continue(block)
        else:
            words = "　".join(squeeze(cell.text) for cell in block.row(0))
            reason = "不在部门决算公开的九张表之内"
            self._made.unplaced.append(
                Unplaced(text=words[:200], reason=reason, location=block.location)
            )

    def _continue(self, block: Table) -> None:
        """Read the rest of a table that a page break has cut: the header may be missing."""
        assert self._table is not None
        read, first = self._table
        head = [[cell.text for cell in first.row(row)] for row in range(first.rows)]
        again = [cell.text for cell in block.row(0)] in head[:3]
        whole = block if again else _under_header(first, block)
        rest = read_table(whole, read.kind, read.title, read.unit, Places(), "")
        for row in rest.rows:
            place = self._places.unique(
                f"{read.title.place}{row.place.removeprefix(rest.title.place)}"
            )
            row.label.place = place
            for name, cell in row.cells.items():
                cell.place = f"{place}/{name}"
            read.rows.append(row)

    def _on_paragraph(self, block: Paragraph) -> None:
        words = squeeze(block.number + block.text)
        kind = kind_of(words)
        unit = UNIT.search(words)
        if kind is not None:
            self._title, self._unit = (kind, heading_text(block)), ""
        elif unit and len(words) <= _LONG:
            self._unit = unit[1]
        elif is_empty_note(words):
            self._on_empty_note(block)
        else:
            self._on_prose(block, words)

    def _on_empty_note(self, block: Paragraph) -> None:
        if self._title is not None:
            kind, text = self._title
            table = read_table(None, kind, text, self._unit, self._places, self._root)
            self._made.tables.append(table)
            self._title = None
        if self._made.tables:
            last = self._made.tables[-1]
            note = heading_text(block)
            last.empty_note = note.model_copy(update={"place": f"{last.title.place}/note"})

    def _on_prose(self, block: Paragraph, words: str) -> None:
        self._table = None
        if len(words) > _LONG or not _BETWEEN.search(words):
            self._title = None
        if _HEADING.fullmatch(words) and not re.search(r"\d", _YEAR.sub("", words)):
            inner = words.startswith("（") and self._headings[:1]
            self._headings = [*(inner or []), words.strip("。").replace("/", "／")]
            return
        parts = (self._root, *self._headings, "p")
        text = heading_text(block)
        text.place = self._places.unique(join_place(*parts))
        figures, exclusions = read_figures(text, self._made.year, self._made.unit.text)
        if figures or len(words) > _LONG:
            self._made.text.append(text)
        self._made.figures.extend(figures)
        self._made.exclusions.extend(exclusions)


def _title_inside(block: Table) -> tuple[TableKind, Text] | None:
    """Return the heading that a spreadsheet's or a form's own first rows hold."""
    for row in range(min(3, block.rows)):
        for cell in block.row(row):
            kind = kind_of(cell.text)
            if kind is not None:
                return kind, Text(raw=cell.text.strip(), location=cell.location)
    return None


def _under_header(first: Table, rest: Table) -> Table:
    """Return the rows of ``rest`` below the header of the table they go on."""
    start = shape_of(first).start
    head = [cell for cell in first.cells if cell.row + cell.row_span <= start]
    moved = [cell.model_copy(update={"row": cell.row + start}) for cell in rest.cells]
    return Table(
        rows=start + rest.rows, cols=rest.cols, cells=[*head, *moved], location=rest.location
    )


def _one_unit(made: FinalAccounts) -> None:
    """Give tables that state no unit of money the one that all others state."""
    stated = {table.unit for table in made.tables if table.unit}
    if len(stated) != 1:
        return
    (unit,) = stated
    for table in made.tables:
        if table.unit:
            continue
        table.unit = unit
        for row in table.rows:
            for cell in row.cells.values():
                if cell.known() and not cell.unit:
                    cell.unit = unit
