"""Put the forms of one pack together: the step from documents to a Pack."""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.errors import NothingFound
from assistant.extraction.base_data import read_base_data
from assistant.extraction.form_reader import FormReader, form_title
from assistant.extraction.identity import (
    match_project,
    project_in_title,
    unit_in_title,
    years_of,
)
from assistant.extraction.indicators import find_head
from assistant.extraction.layouts import library
from assistant.extraction.leftovers import base_leftovers
from assistant.extraction.locate import Form, annex_marks, is_furniture, locate
from assistant.extraction.mixture import refuse_mixed
from assistant.extraction.model_layout import ModelReader
from assistant.extraction.report_kinds import told_apart
from assistant.extraction.reports import read_report
from assistant.extraction.settle import settle
from assistant.extraction.uncertain import carry_doubts
from assistant.facts.prose import read_figures
from assistant.model.document import Document, Paragraph, ReadingReport, Table
from assistant.model.pack import IndicatorTable, Pack, Report, Unplaced
from assistant.model.place import Place, Places, join_place, squeeze
from assistant.model.quantity import Text


def extract(documents: Sequence[Document], reader: ModelReader | None = None) -> Pack:
    """Return the pack that these documents hold together.

    With a ``reader`` a model is asked about forms of no known layout: it points at cells whose
    text it quotes, and what is read there is marked for review.

    Raises ``NothingFound`` when they hold none of the five forms and ``MixedPacks`` when
    they belong to different units or years.
    """
    tables = FormReader(reader)
    forms = [tables.judged(form) for form in locate(documents)]
    if not any(form.kind != "unknown" for form in forms):
        raise NothingFound(_nothing(forms))
    pack = Pack(
        unit=Text(place="unit"),
        readings=[_own(document) for document in documents],
        sources=[document.source for document in documents],
        annex_marks=[mark for document in documents for mark in annex_marks(document)],
    )
    _Assembler(pack, documents, tables).take(forms)
    refuse_mixed(forms)
    _add_figures(pack)
    carry_doubts(pack, documents)
    settle(pack)
    return pack


def _nothing(forms: list[Form]) -> str:
    """Return what to tell where no form is known; a table that none knows needs a layout."""
    told = "没有找到基础数据表、自评表或自评报告。"
    count = sum(form.table is not None for form in forms)
    if not count:
        return told
    return (
        f"{told}其中有 {count} 张表不是已知的表样：确是自评表的，"
        "可用 jixiao layout suggest 起草表样，改定后再读。"
    )


def _own(document: Document) -> ReadingReport:
    """Return a copy of a document's report: notes on layouts are added to it."""
    return document.report.model_copy(update={"notes": list(document.report.notes)})


_FILLED_BY = re.compile(
    r"\s*(?:填报|编报|预算)单位(?:名称)?(?:[（(](?:盖章|公章|签章)[）)])?[：:]\s*([\u4e00-\u9fff（）()]{4,30})"
)


class _Assembler:
    def __init__(self, pack: Pack, documents: Sequence[Document], tables: FormReader) -> None:
        self._pack = pack
        self._tables = tables
        self._places = Places()
        self._reports = {
            id(document): report for document, report in zip(documents, pack.readings, strict=True)
        }

    def take(self, forms: list[Form]) -> None:
        """Read the tables first: reports are matched to their projects."""
        for form in forms:
            if form.table is not None:
                self._table(form, form.table)
        self._identify(forms)
        for form in told_apart(forms, self._pack):
            if form.kind in ("overall_report", "project_report"):
                self._report(form)
            elif form.kind == "unknown":
                self._unknown(form)

    def _table(self, form: Form, table: Table) -> None:
        pack = self._pack
        if form.kind == "base_data" and pack.base_data is None:
            title = _title(form, "base_data")
            pack.base_data = read_base_data(table, title, form.paragraphs, form.money_unit)
            pack.unplaced.extend(base_leftovers(table, pack.base_data))
            self._loose(form, skip_signoff=True)
        elif form.kind == "overall" and pack.overall is None:
            pack.overall = self._indicators(form, table, form.kind)
        elif form.kind == "project":
            pack.projects.append(self._indicators(form, table, form.kind))
        elif form.kind != "unknown":
            self._duplicate(form)

    def _indicators(
        self, form: Form, table: Table, kind: Literal["overall", "project"]
    ) -> IndicatorTable:
        """Read a table; tell how it was read, and list what no field took."""
        read = self._tables.read(form, table, kind, self._places)
        self._reports[id(form.document)].notes.extend(read.notes)
        self._pack.unplaced.extend(read.unplaced)
        self._loose(form)
        return read.table

    def _identify(self, forms: list[Form]) -> None:
        pack = self._pack
        if pack.overall and pack.overall.unit.text:
            pack.unit = pack.overall.unit.model_copy(update={"place": "unit"})
        else:
            pack.unit = next(
                (Text(raw=name, place="unit", location=form.title[0].location)
                 for form in forms if (name := unit_in_title(form_title(form)))),
                next((t.implementer.model_copy(update={"place": "unit"}) for t in pack.projects),
                     pack.unit),
            )  # fmt: skip
        if not pack.unit.text:
            pack.unit = _unit_above(forms) or pack.unit
        years = years_of(form_title(form) for form in forms)
        pack.year = years.most_common(1)[0][0] if years else None

    def _report(self, form: Form) -> None:
        pack = self._pack
        if form.kind == "overall_report":
            if pack.overall_report is not None:
                self._duplicate(form)
                return
            pack.overall_report = read_report(_title(form, "overall_report"), _body(form))
            return
        known = [table.place.removeprefix("projects/") for table in pack.projects]
        units = [pack.unit.text, *(t.implementer.text for t in pack.projects)]
        name = match_project(project_in_title(form_title(form), units), known)
        root = self._places.unique(join_place("project_reports", name))
        pack.project_reports.append(read_report(_title(form, root), _body(form), name))

    def _duplicate(self, form: Form) -> None:
        location = (form.title[0] if form.title else form.table or form.paragraphs[0]).location
        text = form_title(form) or form.kind
        reason = "同一种表或报告出现了两次，只读取了第一次"
        if form.table is not None and find_head(form.table, library().common) is not None:
            reason += "，这张表的指标和得分没有核对"
        self._pack.unplaced.append(Unplaced(text=text, reason=reason, location=location))

    def _unknown(self, form: Form) -> None:
        if form.table is not None:
            text = "\n".join(cell.text for cell in form.table.cells if squeeze(cell.text))
            self._pack.unplaced.append(
                Unplaced(text=text, reason=form.reason, location=form.table.location)
            )
        self._loose(form)

    def _loose(self, form: Form, skip_signoff: bool = False) -> None:
        """Keep text beside the forms (notes, captions): nothing is lost silently."""
        for paragraph in form.paragraphs:
            text = squeeze(paragraph.number + paragraph.text)
            if is_furniture(text) or (skip_signoff and _is_signoff(text)):
                continue
            self._pack.unplaced.append(
                Unplaced(text=paragraph.text, reason=form.reason or "表下说明文字",
                         location=paragraph.location)
            )  # fmt: skip


def _unit_above(forms: list[Form]) -> Text | None:
    """Return the unit that a line beside a form names: 填报单位：."""
    for form in forms:
        for line in form.paragraphs:
            if found := _FILLED_BY.match(line.text):
                where = line.location.span(*found.span(1))
                return Text(raw=found[1], place="unit", location=where)
    return None


def _is_signoff(text: str) -> bool:
    return text.startswith(("填表人", "填报人", "制表人", "单位负责人", "负责人签字"))


def _title(form: Form, root: Place) -> Text:
    near = form.title[0] if form.title else form.table
    assert near is not None  # a form has a title or a table
    return Text(raw=form_title(form), place=f"{root}/title", location=near.location)


def _body(form: Form) -> list[Paragraph]:
    return [p for p in form.paragraphs if not is_furniture(squeeze(p.number + p.text))]


def _add_figures(pack: Pack) -> None:
    for report in pack.reports():
        for section in report.walk():
            for paragraph in section.paragraphs:
                _figures(pack, report, paragraph)
        for paragraph in report.preamble:
            _figures(pack, report, paragraph)


def _figures(pack: Pack, report: Report, paragraph: Text) -> None:
    facts, exclusions = read_figures(paragraph, pack.year, report.project or pack.unit.text)
    pack.figures.extend(facts)
    pack.exclusions.extend(exclusions)
