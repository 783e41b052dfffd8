"""The tables of one document, and which known layout each follows."""

from typing import NamedTuple

from assistant.extraction.detect import detect, kind_of
from assistant.extraction.form_reader import form_title
from assistant.extraction.layouts import FormKind
from assistant.extraction.locate import locate
from assistant.model.document import Document, Table


class FormTable(NamedTuple):
    """A table with its place in the file (from 1), its title, and its layout's title or ""."""

    number: int
    table: Table
    title: str
    kind: FormKind
    known: str


def form_tables(document: Document) -> list[FormTable]:
    """Return every table of a document in reading order."""
    found: list[FormTable] = []
    for form in locate([document]):
        if form.table is None:
            continue
        title = form_title(form)
        if form.kind == "base_data":
            kind, known = kind_of(form.table), "基础数据表"
        else:
            kind = form.kind if form.kind in ("overall", "project") else kind_of(form.table)
            told = detect(form.table, kind)
            known = told.layout.title if told.known else ""
        at = form.table.location.table  # a form drawn as two tables counts as the first of them
        number = len(found) + 1 if at is None else at + 1
        found.append(FormTable(number, form.table, title, kind, known))
    return found
