"""Find the cells of a pack that a rule means, or say why there are none."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from assistant.checks.own.aim import Target
from assistant.checks.own.grid import Found, Row, printed_column
from assistant.checks.own.names import (
    EVERY_PROJECT,
    EVERY_ROW,
    OF_PROJECTS,
    bare,
    level_wanted,
    said,
)
from assistant.model.place import Place, squeeze


class Chosen(NamedTuple):
    """The cells found, or in ``lack`` why there are none, in Chinese."""

    cells: list[Found]
    lack: str = ""


class Chooser:
    """Finds cells among the rows of one pack."""

    def __init__(self, rows: list[Row], year: int | None) -> None:
        self._rows = rows
        self._year = year

    def subjects(self, target: Target) -> Chosen:
        """Return every cell that is to be checked."""
        return self._pick(target, self._of_project(target, target.project))

    def partners(self, target: Target, subject: Found, like: Target) -> Chosen:
        """Return the cells that one under check goes with; ``like`` is what that one was found by.

        Those of its own project, where it has one and the rule names no other; those of its
        own row, where the rule asks for the same row.
        """
        named = target.project not in ("", like.project)
        if not target.rows and target.form != subject.row.form:
            target = target._replace(rows=(subject.row.label,))
        elif not named and (
            not target.rows or target[:3] == (like.form, target.project, like.rows)
        ):
            return self._same_row(target, subject)
        return self.parts(target, subject.row.owner if subject.row.project else None)

    def parts(self, target: Target, owner: Place | None) -> Chosen:
        """Return the cells that are added up, details left out; ``owner`` is whose, None for all."""
        rows = self._of_project(target, target.project)
        if owner is not None and not target.project and target.form in OF_PROJECTS:
            rows = [row for row in rows if row.owner == owner]
        chosen = self._pick(target, rows)
        whole = [cell for cell in chosen.cells if not cell.row.child]
        return Chosen(whole or chosen.cells, chosen.lack)

    def owners(self, target: Target) -> list[Place | None]:
        """Return whose cells a sum is made of, table by table; [None] where the pack has none."""
        if target.form not in OF_PROJECTS or bare(target.project) == EVERY_PROJECT:
            return [None]
        rows = self._of_project(target, target.project)
        return list(dict.fromkeys(row.owner for row in rows)) or [None]

    def _same_row(self, target: Target, subject: Found) -> Chosen:
        row = subject.row
        if target.column in row.cells:
            return Chosen([self._found(row, target)])
        return Chosen([], f"{row.title}“{row.label}”没有“{target.column_name}”这一列")

    def _of_project(self, target: Target, project: str) -> list[Row]:
        rows = [row for row in self._rows if row.form == target.form]
        if not project or bare(project) == EVERY_PROJECT:
            return rows
        wanted = squeeze(project)
        return [row for row in rows if wanted in row.project]

    def _pick(self, target: Target, rows: list[Row]) -> Chosen:
        if not rows:
            project = f"“{target.project}”的" if target.project else ""
            return Chosen([], f"材料中没有{project}{said(target.form)}")
        named = [row for row in rows if row.single == target.single]
        matching = _matching(named, target.rows, target)
        cells = [self._found(row, target) for row in matching if target.column in row.cells]
        if cells:
            return Chosen(cells)
        asked = "或".join(target.rows)
        if matching:
            return Chosen([], f"{said(target.form)}“{asked}”没有“{target.column_name}”这一列")
        near = _near(target.rows, {row.label for row in named if target.column in row.cells})
        what = "的数字" if target.column == "figure" else "这一行"
        return Chosen([], f"{said(target.form)}中没有“{asked}”{what}{near}")

    def _found(self, row: Row, target: Target) -> Found:
        if target.single:  # forms call these differently; the rule's own word is clear
            return Found(row._replace(label=target.rows[0]), target.column, "")
        return Found(row, target.column, printed_column(row.form, target.column, self._year))


def _matching(rows: list[Row], wanted: Iterable[str], target: Target) -> list[Row]:
    """Return the rows that any of the names means, each once, in the pack's order.

    A name as it is printed counts before one without numbering and brackets.
    """
    names = list(wanted)
    if target.single:
        return [row for row in rows if target.column in row.cells]
    for way in (_exactly, _barely, _every):
        found = [row for row in rows if any(way(row, name) for name in names)]
        if found:
            return found
    return []


def _exactly(row: Row, name: str) -> bool:
    return squeeze(name) in {squeeze(label) for label in (row.label, *row.names)}


def _barely(row: Row, name: str) -> bool:
    return bare(name) in {bare(label) for label in (row.label, *row.names)}


def _every(row: Row, name: str) -> bool:
    if row.blank:
        return False
    if bare(name) == EVERY_ROW:
        return row.listed
    level = level_wanted(name)
    return level is not None and bool(row.levels) and (not level or level in row.levels)


def _near(wanted: Iterable[str], labels: set[str]) -> str:
    for name in wanted:
        if found := get_close_matches(name, sorted(labels), 2, 0.4):
            return f"（相近的有：{'、'.join(found)}）"
    return ""
