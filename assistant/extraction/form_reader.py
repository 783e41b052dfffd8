"""Read one overall or project table: by its layout, or where none fits with a model's help."""

import re
from typing import Literal, NamedTuple

from assistant.extraction.detect import Found, detect
from assistant.extraction.indicator_table import project_of, read_indicator_table, short_name
from assistant.extraction.leftovers import leftovers
from assistant.extraction.locate import Form
from assistant.extraction.model_layout import ModelReader, Pointed, complete
from assistant.model.document import ReadingNote, Table
from assistant.model.pack import IndicatorTable, Unplaced
from assistant.model.place import Places, join_place, squeeze
from assistant.model.quantity import Text

_DROPPED = 5
_FIELDLESS = "没有对应的栏目"
_LONG = 30
"""Characters of words without a field, from which a form wasn't read wholly."""
_UNIT = re.compile(r"\s*[（(]?(?:金额)?单位[：:]\s*(?:人民币)?(?:万元|元)[）)]?$")
"""What a title's line may state behind the year; it is no part of the title."""


class ReadForm(NamedTuple):
    """A table as read, what to tell about its layout, and what no field took."""

    table: IndicatorTable
    notes: list[ReadingNote]
    unplaced: list[Unplaced]


class FormReader:
    """Reads the tables of one pack; a model is asked about each table once."""

    def __init__(self, model: ModelReader | None = None) -> None:
        self._model = model
        self._asked: dict[int, Pointed] = {}

    def judged(self, form: Form) -> Form:
        """Return a form with the kind that a model gives a table of no known kind."""
        if form.kind != "unknown" or form.table is None or self._model is None:
            return form
        if form.reason.startswith("报告中的表格"):
            return form
        pointed = self._point(form.table)
        if pointed.kind:
            return form._replace(kind=pointed.kind, reason="")
        return form._replace(reason=f"{form.reason}；没有用上模型：{pointed.reason}")

    def read(
        self, form: Form, table: Table, kind: Literal["overall", "project"], places: Places
    ) -> ReadForm:
        """Return the table with every field placed; ``places`` hands out project places."""
        found = detect(table, kind)
        pointed = self._point(table) if self._model and not found.known else None
        held = pointed.held if pointed else None
        layout = held.layout if held else found.layout
        name = project_of(table, layout)
        if not name and held and (cell := held.cells.get("project")):
            name = cell.text
        own = join_place("projects", short_name(name) or "未命名项目")
        root = "overall" if kind == "overall" else places.unique(own)
        near = form.title[0] if form.title else table
        title = Text(raw=form_title(form), place=f"{root}/title", location=near.location)
        out = read_indicator_table(table, title, kind, root, form.money_unit, layout)
        if held:
            complete(out, held)
        left = leftovers(table, out, layout)
        if not found.known and pointed is None and _is_whole(out, left):
            found = found._replace(note=_whole(found.note))
        notes = [
            ReadingNote(kind="layout", message=f"“{_called(form, table)}”{text}。",
                        location=table.location)
            for text in _told(found, pointed)
        ]  # fmt: skip
        return ReadForm(out, notes, left)

    def _point(self, table: Table) -> Pointed:
        assert self._model is not None
        if id(table) not in self._asked:
            self._asked[id(table)] = self._model.point(table)
        return self._asked[id(table)]


def form_title(form: Form) -> str:
    """Return a form's title lines as one, without the unit of its amounts."""
    return "".join(_UNIT.sub("", paragraph.text.strip()) for paragraph in form.title)


def _called(form: Form, table: Table) -> str:
    return squeeze(form_title(form)) or f"第 {(table.location.table or 0) + 1} 张表"


def _is_whole(table: IndicatorTable, left: list[Unplaced]) -> bool:
    """Tell whether a form of no known layout was read to the last figure by the common names."""
    rows = [row for row in table.indicators if row.name.text]
    read = all(row.target.text and row.actual.text and row.score.text for row in rows)
    lost = (each.text for each in left if _FIELDLESS in each.reason)
    return bool(rows and table.total_score.text) and read and not any(map(_says_much, lost))


def _says_much(text: str) -> bool:
    return len(text) > _LONG or bool(re.search(r"\d", text))


def _whole(note: str) -> str:
    near = re.search(r"最接近的是“.*?”", note)
    return f"没有收录这一地的表样{f'（{near[0]}）' if near else ''}，各栏按通用表头都已认出"


def _told(found: Found, pointed: Pointed | None) -> list[str]:
    """Return what a person should know about how a table was read."""
    told = [found.note] if found.note else []
    if pointed is None:
        return told
    if pointed.held is None:
        return [*told, f"没有用上模型：{pointed.reason}"]
    told.append("的各栏由模型指认，读出的内容都要人工核对")
    if dropped := pointed.held.dropped:
        more = f"等 {len(dropped)} 处" if len(dropped) > _DROPPED else ""
        told.append(f"中模型指认有误、没有采用的：{'；'.join(dropped[:_DROPPED])}{more}")
    return told
