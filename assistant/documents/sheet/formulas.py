"""Stored results against their formulas: sums, differences, products and quotients of cells."""

import re
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import NamedTuple

from assistant.documents.sheet.cells import Formula, Sheet, SheetCell, column_number, name_of
from assistant.model.quantity import plain

_TOKEN = re.compile(
    r"\s*(?:(?P<range>\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(!])|(?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)"
    r"|(?P<name>SUM|ROUND)(?=\()|(?P<sign>[-+*/(),%]))",
    re.I,
)
_PART = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})", re.I)
_LONGEST, _DEPTH = 2000, 40
_STEPS = 1_000_000
"""Cells looked at for one sheet; files with more formulas are checked in part."""
_LARGEST = Decimal("1e300")
_NOISE = Decimal("1e-9")
"""Relative: doubles carry 15 digits, and a sum of many loses a few of them."""


class Mismatch(NamedTuple):
    """A stored result that its formula doesn't give."""

    row: int
    col: int
    formula: str
    stored: Decimal
    computed: Decimal

    def message(self, title: str) -> str:
        """Return the Chinese sentence for the reading report."""
        where = f"工作表“{title}”的 {name_of(self.row, self.col)}"
        return (
            f"{where} 存的结果是 {plain(self.stored)}，按公式 ={self.formula} 计算应为 "
            f"{plain(self.computed.normalize())}；请在 Excel 或 WPS 中重新计算并核对。"
        )


class _NotSimple(Exception):
    """The formula uses more than this module computes."""


class Checker:
    """Computes the simple formulas of one sheet from the values stored in it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._cells = {
            (row.number, col): cell for row in sheet.rows for col, cell in row.cells.items()
        }
        self._left = _STEPS

    def mismatches(self) -> Iterator[Mismatch]:
        """Yield every stored number that differs from what its formula gives."""
        for (row, col), cell in self._cells.items():
            if cell.formula is None or cell.value is None or not cell.formula.text:
                continue
            found = self._compute(cell.formula, row, col)
            if found is None:
                continue
            computed, largest = found
            most = max(Decimal(1), largest, abs(cell.value))
            if abs(computed - cell.value) > _NOISE * most:
                yield Mismatch(row, col, cell.formula.text, cell.value, computed)

    def _compute(self, formula: Formula, row: int, col: int) -> tuple[Decimal, Decimal] | None:
        """Return the result and the largest value in it; None for other formulas."""
        shift = (row - formula.origin[0], col - formula.origin[1])
        try:
            reader = _Evaluation(self, formula.text, shift)
            with localcontext() as context:
                context.traps[DivisionByZero] = context.traps[Overflow] = True
                result = reader.result()
                return (result, reader.largest) if abs(result) < _LARGEST else None
        except (_NotSimple, DivisionByZero, InvalidOperation, Overflow):
            return None

    def value(self, row: int, col: int) -> Decimal:
        """Return a cell's number for a sign: blank is 0, words are not simple."""
        self._spend(1)
        cell = self._cells.get((row, col))
        if cell is None or _is_blank(cell):
            return Decimal(0)
        if cell.value is None:
            raise _NotSimple
        return cell.value

    def sum(self, top: int, left: int, bottom: int, right: int) -> list[Decimal]:
        """Return a range's numbers; words in it count nothing, errors spoil it."""
        area = (bottom - top + 1) * (right - left + 1)
        self._spend(min(area, len(self._cells)))
        if area <= len(self._cells):
            inside = [
                (row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)
            ]
        else:
            inside = [(r, c) for r, c in self._cells if top <= r <= bottom and left <= c <= right]
        cells = [cell for at in inside if (cell := self._cells.get(at)) is not None]
        if any(cell.kind in {"e", "uncached"} for cell in cells):
            raise _NotSimple
        return [cell.value for cell in cells if cell.value is not None]

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise _NotSimple


def _is_blank(cell: SheetCell) -> bool:
    return cell.value is None and not cell.text and not cell.concealed and cell.formula is None


class _Evaluation:
    """One formula, read from left to right."""

    def __init__(self, checker: Checker, text: str, shift: tuple[int, int]) -> None:
        self._checker, self._shift = checker, shift
        self._tokens = list(_tokens(text))
        self._at = self._depth = 0
        self.largest = Decimal(0)

    def result(self) -> Decimal:
        """Return the value of the whole formula."""
        value = self._sum()
        if self._at != len(self._tokens):
            raise _NotSimple
        return value

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _next(self, wanted: str = "") -> tuple[str, str]:
        if self._at >= len(self._tokens) or (wanted and self._peek() != wanted):
            raise _NotSimple
        self._at += 1
        return self._tokens[self._at - 1]

    def _sum(self) -> Decimal:
        value = self._product()
        while self._peek() in ("+", "-"):
            sign = self._next()[1]
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Decimal:
        value = self._factor()
        while self._peek() in ("*", "/"):
            sign = self._next()[1]
            other = self._factor()
            if sign == "/" and other == 0:
                raise _NotSimple
            value = value * other if sign == "*" else value / other
        return value

    def _factor(self) -> Decimal:
        self._depth += 1
        if self._depth > _DEPTH:
            raise _NotSimple
        value = self._atom()
        while self._peek() == "%":
            self._next()
            value /= 100
        self._depth -= 1
        return value

    def _atom(self) -> Decimal:
        kind, text = self._next()
        match kind, text:
            case "sign", "-":
                return -self._factor()
            case "sign", "+":
                return self._factor()
            case "sign", "(":
                value = self._sum()
                self._next(")")
                return value
            case "number", _:
                return Decimal(text)
            case "cell", _:
                return self._seen(self._checker.value(*self._place(text)))
            case "name", _:
                return self._function(text.upper())
        raise _NotSimple

    def _seen(self, value: Decimal) -> Decimal:
        self.largest = max(self.largest, abs(value))
        return value

    def _function(self, name: str) -> Decimal:
        self._next("(")
        if name == "SUM":
            return self._total()
        value = self._sum()
        self._next(",")
        places = self._sum()
        self._next(")")
        if not -15 <= places <= 15:
            raise _NotSimple
        return value.quantize(Decimal(1).scaleb(-int(places)), rounding="ROUND_HALF_UP")

    def _total(self) -> Decimal:
        total = Decimal(0)
        while True:
            if self._at < len(self._tokens) and self._tokens[self._at][0] == "range":
                for value in self._checker.sum(*self._area(self._next()[1])):
                    total += self._seen(value)
            else:
                total += self._sum()
            if self._next()[1] == ")":
                return total
            if self._tokens[self._at - 1][1] != ",":
                raise _NotSimple

    def _area(self, text: str) -> tuple[int, int, int, int]:
        (r1, c1), (r2, c2) = (self._place(end) for end in text.split(":"))
        return min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)

    def _place(self, text: str) -> tuple[int, int]:
        """Return a reference as row and column; parts without $ move with a shared formula."""
        match = _PART.fullmatch(text)
        if match is None:
            raise _NotSimple
        row, col = int(match[4]) - 1, column_number(match[2].upper())
        row += 0 if match[3] else self._shift[0]
        return row, col + (0 if match[1] else self._shift[1])


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    if len(text) > _LONGEST:
        raise _NotSimple
    position = 0
    text = text.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _NotSimple
        yield str(match.lastgroup), match[str(match.lastgroup)]
        position = match.end()
