"""The new overall and project tables: last year's rows, supplied figures, scores."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.errors import BadFigures
from assistant.model.pack import (
    BudgetLine,
    Indicator,
    IndicatorTable,
    LevelWeight,
    NamedAmount,
    Pack,
    Remark,
    RemarkKind,
)
from assistant.model.place import Location, Place, Places, join_place
from assistant.model.quantity import MONEY_UNITS, Quantity
from assistant.rollover.blank_form import blank_project
from assistant.rollover.cells import (
    has_cell,
    location_of,
    points,
    quantity,
    rate,
    text,
    total,
)
from assistant.rollover.figures import Figures
from assistant.rollover.forms import BY_KEY, DROP, NEW, OVERALL, Line, SheetKey
from assistant.rollover.names import TOTAL, next_year, with_amount, without_amount
from assistant.rollover.scoring import Scoring, add_totals, counted, score_of, score_of_details
from assistant.rollover.template import table_name
from assistant.rollover.units import money_unit, reprinted

_SUBLEVEL = re.compile(r"中央|地方|省级|市级|县级|区级|州级|上级")
_OPTIONAL = re.compile(r"结转|结余|其他")
_AMOUNTS = ("initial", "full_year", "executed")
_MONEY = (*_AMOUNTS, "weight", "rate", "score")
_REMARKS: dict[RemarkKind, str] = {
    "problems": "存在问题及原因分析", "measures": "改进措施", "conclusion": "评价结论",
}  # fmt: skip
"""Cells that a new form keeps, by names that any layout reads."""
_ROW = ("weight", "score", "deviation")


def tables(last: Pack, figures: Figures, scoring: Scoring) -> list[IndicatorTable]:
    """Return the new overall table, then the projects that are kept or new, in sheet order.

    Raises ``BadFigures`` where a row names a table that there is none of.
    """
    made = [_Builder(figures, scoring, model, name, line).table()
            for model, name, line in _wanted(last, figures)]  # fmt: skip
    dropped = {table_name(t) for t in last.projects} - {
        _short(last, line) for line in _kept(figures)
    }
    names = {table_name(table) for table in made} | dropped
    keys: tuple[SheetKey, ...] = ("money", "indicators")
    for key in keys:
        for line in figures.lines[key]:
            if not line.place and without_amount(line.get("table")) not in names:
                raise BadFigures(
                    f"“{figures.name}”“{BY_KEY[key].title}”表第{line.row}行新增内容的“表”写作“{line.get('table')[:30]}”，"
                    f"应为：{'、'.join(sorted(names))}。"
                )
    return made


def table_keys(last: Pack, figures: Figures) -> list[str]:
    """Return what the workbook calls each of the tables that :func:`tables` makes, in order."""
    return [key for _, key, _ in _wanted(last, figures)]


def _kept(figures: Figures) -> list[Line]:
    return [line for line in figures.lines["projects"] if line.get("handling") != DROP]


def _short(last: Pack, line: Line) -> str:
    table = next((t for t in last.projects if t.place == line.place), None)
    return table_name(table) if table else without_amount(line.get("name"))


def _wanted(last: Pack, figures: Figures) -> Iterator[tuple[IndicatorTable, str, Line]]:
    """Yield for each new table last year's table (or one to model it on), its key, its row."""
    if last.overall:
        yield last.overall, OVERALL, Line("overall", {})
    known = {table.place: table for table in last.projects}
    for line in _kept(figures):
        if line.place in known:
            yield known[line.place], table_name(known[line.place]), line
        else:
            model = last.projects[0] if last.projects else blank_project(last)
            yield model, without_amount(line.get("name")), line


class _Builder:
    """Builds one table; ``key`` is what the workbook's column 表 calls it."""

    def __init__(
        self, figures: Figures, scoring: Scoring, model: IndicatorTable, key: str, line: Line
    ) -> None:
        self._figures, self._scoring, self._model = figures, scoring, model
        self._key, self._line = key, line
        self._is_new = line.get("handling") == NEW
        name = without_amount(line.get("name")) or key
        self._root = "overall" if key == OVERALL else join_place("projects", name)

    def table(self) -> IndicatorTable:
        """Return the table with rates, scores and totals."""
        model, root = self._model, self._root
        year = self._figures.year
        table = IndicatorTable(
            kind=model.kind,
            title=text(next_year(self._title(), year - 1, year), f"{root}/title"),
            **{name: text(getattr(model, name).raw, f"{root}/{name}")
               for name in ("unit", "department", "implementer", "project")},
            money=list(self._money()),
            by_income=self._breakdown(model.by_income),
            by_expenditure=self._breakdown(model.by_expenditure),
            goal_expected=text(self._words("goal_expected"), f"{root}/goal_expected"),
            goal_achieved=text(self._words("goal_achieved"), f"{root}/goal_achieved"),
            indicators=self._indicators(),
            total_weight=quantity("", f"{root}/total/weight", "", location_of([model.total_weight])),
            total_score=quantity("", f"{root}/total/score", "", location_of([model.total_score])),
            remarks=list(self._remarks()),
        )  # fmt: skip
        self._finish(table)
        return table

    def _remarks(self) -> Iterator[Remark]:
        """Yield the form's cells for problems, measures and conclusion, blank for the drafts."""
        kinds = {remark.kind for remark in self._model.remarks}
        for kind, name in _REMARKS.items():
            if kind in kinds:
                yield Remark(kind=kind, label=name, place=f"{self._root}/remarks/{kind}")

    def _title(self) -> str:
        """Return last year's title; a new project's has its own name in its model's place."""
        title, other = self._model.title.raw, table_name(self._model)
        return title.replace(other, self._key) if self._is_new and other else title

    def _words(self, field: str) -> str:
        return self._figures.at("texts", f"{self._model.place}/{field}").get("value") * (
            not self._is_new
        )

    def _finish(self, table: IndicatorTable) -> None:
        _fill_total_line(table.money, table.kind == "project")
        for line in table.money:
            whole = line.full_year if has_cell(line.full_year) else line.initial
            line.rate = _refilled(line.rate, rate(line.executed, whole), "%")
        table.level_weights = self._level_weights(table)
        if table.kind == "project":
            table.project = text(self._project_name(table), f"{self._root}/project")
        execution = points(self._execution(table))
        weighted = next((line for line in table.money if line.weight.known()), None)
        if weighted is not None and not _is_unset(table):
            weighted.score = _refilled(weighted.score, execution)
        for row in table.indicators:
            row.score = _refilled(row.score, score_of(row, self._scoring, self._figures.year))
        for row in table.indicators:
            if row.score.is_blank():
                row.score = _refilled(row.score, score_of_details(row, table))
        add_totals(table, self._scoring)

    def _execution(self, table: IndicatorTable) -> Decimal | None:
        """Return the execution score; where the form has one budget alone, that is the measure."""
        found = self._scoring.execution(table)
        line = next((each for each in table.money if each.weight.known()), None)
        if found is not None or line is None or has_cell(line.full_year):
            return found
        share, weight = line.rate.value, line.weight.value
        return None if share is None or weight is None else weight * min(share / 100, Decimal(1))

    def _project_name(self, table: IndicatorTable) -> str:
        typed = self._line.get("name").strip()
        if typed:
            return typed
        whole = next((each for each in table.money if TOTAL.search(each.label.text)), None)
        amount = whole.full_year.base if whole else None
        in_ten_thousands = None if amount is None else amount / MONEY_UNITS["万元"]
        return with_amount(self._model.project.raw, in_ten_thousands)

    def _rows(self, sheet: str) -> Iterator[Line]:
        for line in self._figures.lines["money" if sheet == "money" else "indicators"]:
            known = line.place.startswith(f"{self._model.place}/") and not self._is_new
            named = not line.place and without_amount(line.get("table")) == self._key
            if (known or named) and line.get("handling") != DROP:
                yield line

    def _money_lines(self) -> list[Line]:
        """Return the workbook's money rows; a new project without any has those of its model."""
        lines = list(self._rows("money"))
        if lines or not self._is_new:
            return lines
        weights = ((m.label.raw, m.weight.raw) for m in self._model.money)
        return [Line("", {"label": label, "weight": weight}) for label, weight in weights]

    def _money(self) -> Iterator[BudgetLine]:
        places = Places()
        known = {line.place: line for line in self._model.money}
        unit, at = money_unit(self._model), _columns(self._model.money, _MONEY)
        for line in self._money_lines():
            model = known.get(line.place)
            label = model.label.raw if model else line.get("label")
            bare = re.sub(r"^其中[：:]?", "", "".join(label.split())).strip("：:")
            place = places.unique(join_place(f"{self._root}/money", bare))
            yield BudgetLine(
                label=text(label, place),
                **{name: quantity(line.get(name), f"{place}/{name}", unit, at[name])
                   for name in _AMOUNTS},
                weight=quantity(line.get("weight"), f"{place}/weight", "", at["weight"]),
                rate=quantity("", f"{place}/rate", "%", at["rate"]),
                score=quantity("", f"{place}/score", "", at["score"]),
            )  # fmt: skip

    def _breakdown(self, last: list[NamedAmount]) -> list[NamedAmount]:
        if self._is_new:
            return []
        rows = []
        for row in last:
            raw = self._figures.at("breakdown", row.amount.place).get("value")
            amount = quantity(raw, row.amount.place, row.amount.unit or "万元")
            rows.append(row.model_copy(update={"amount": amount}))
        parts = [row.amount for row in rows if not row.is_total]
        for head in (row for row in rows if row.is_total and row.amount.is_blank()):
            head.amount = quantity(total(parts) or "", head.amount.place, "万元")
        return rows

    def _indicators(self) -> list[Indicator]:
        """Return the rows level by level; a level without any keeps its blank row."""
        lines = [line for line in self._rows("indicators") if line.get("name")]
        levels = [(row.level1, row.level2) for row in self._model.indicators]
        order = list(dict.fromkeys([*levels, *map(_level, lines)]))
        filled = set(map(_level, lines))
        lines += [
            Line("", {"level1": level1, "level2": level2})
            for level1, level2 in order
            if (level1, level2) not in filled
        ]
        lines.sort(key=lambda line: order.index(_level(line)))
        places, at = Places(), _columns(self._model.indicators, _ROW)
        made = [self._indicator(line, places, at) for line in lines]
        now = {line.place: row.place for line, row in zip(lines, made, strict=True) if line.place}
        parents = {row.place: row.parent for row in self._model.indicators if row.parent}
        for line, row in zip(lines, made, strict=True):
            row.parent = now.get(parents.get(line.place, ""))
        return made

    def _indicator(self, line: Line, places: Places, at: dict[str, Location]) -> Indicator:
        level2, name = line.get("level2") or line.get("level1") or "-", line.get("name")
        place = places.unique(join_place(f"{self._root}/indicators", level2, name or "-"))
        target = quantity(line.get("target"), f"{place}/target")
        actual = quantity(line.get("actual"), f"{place}/actual")
        for one, other in ((target, actual), (actual, target)):
            if one.known() and not one.unit and other.unit:
                one.unit = other.unit
        return Indicator(
            level1=line.get("level1"), level2=line.get("level2"), name=text(name, place),
            target=target, actual=actual,
            weight=quantity(line.get("weight"), f"{place}/weight", "", at["weight"]),
            score=quantity(line.get("score"), f"{place}/score", "", at["score"]),
            deviation=text(line.get("deviation"), f"{place}/deviation", at["deviation"]),
        )  # fmt: skip

    def _level_weights(self, table: IndicatorTable) -> list[LevelWeight]:
        """Return the levels' declared weights: what their indicators now add up to.

        Last year's weight stays where the rows have none yet.
        """
        out = []
        if self._is_new and _is_unset(table):
            return []
        for level in self._model.level_weights:
            rows = [
                row
                for row in counted(table.indicators, "weight")
                if row.level1 == level.level1 and level.level2 in ("", row.level2)
            ]
            if not rows or not level.weight.known():
                continue
            place: Place = level.weight.place.replace(self._model.place, self._root, 1)
            known = [row.weight.value for row in rows if row.weight.value is not None]
            named = any(not row.is_blank() for row in rows)
            before = level.weight.value if named and not known else Decimal(0)
            summed = sum(known, before or Decimal(0))
            printed = quantity(points(summed), place)
            raw = reprinted(level.weight, summed, printed)
            weight = level.weight.model_copy(
                update={"raw": raw, "place": place, "value": summed, "precision": printed.precision}
            )
            out.append(LevelWeight(level1=level.level1, level2=level.level2, weight=weight))
        return out


def _columns(rows: Sequence[BudgetLine | Indicator], names: Iterable[str]) -> dict[str, Location]:
    """Return for each column where its new cells stand: nowhere yet, or in no cell of the form."""
    return {name: location_of([getattr(row, name) for row in rows]) for name in names}


def _is_unset(table: IndicatorTable) -> bool:
    """Tell whether a project has no indicator yet, so that no score of it may be told."""
    return table.kind == "project" and all(row.is_blank() for row in table.indicators)


def _refilled(cell: Quantity, raw: str, unit: str = "") -> Quantity:
    return quantity(raw, cell.place, unit, cell.location)


def _level(line: Line) -> tuple[str, str]:
    return line.get("level1"), line.get("level2")


def _fill_total_line(lines: list[BudgetLine], is_project: bool) -> None:
    """Fill the total's blanks; a project's money carried over, or other, may be left blank."""
    whole = next((line for line in lines if TOTAL.search(line.label.text)), None)
    parts = [x for x in lines if x is not whole and not _SUBLEVEL.search(x.label.text)]
    if whole is None or not parts:
        return
    for name in _AMOUNTS:
        cell: Quantity = getattr(whole, name)
        given = [
            amount
            for part in parts
            if not (amount := getattr(part, name)).is_blank()
            or not (is_project and _OPTIONAL.search(part.label.text))
        ]
        summed = total(given)
        if cell.is_blank() and summed is not None:
            setattr(whole, name, quantity(summed, cell.place, cell.unit or "万元"))
