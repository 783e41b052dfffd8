"""Evaluate the truth's formulas with interval arithmetic over Decimal.

A formula is ``left OP right`` with ``OP`` one of ``= <= >= < >``; both sides are plain
arithmetic over names, ``{addresses}`` and numbers. ``=`` holds when the two intervals meet.
"""

import ast
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

Span = tuple[Decimal, Decimal]
Lookup = Callable[[str], Span]

_OPERATOR = re.compile(r"\s(<=|>=|=|<|>)\s")


class Formula(NamedTuple):
    """One parsed formula; ``names`` are the members it binds, in order."""

    left: str
    operator: str
    right: str
    names: dict[str, str]

    def members(self) -> list[str]:
        """Return the names and addresses that occur, each once."""
        seen: dict[str, None] = {}
        for side in (self.left, self.right):
            for name in _names(ast.parse(side, mode="eval").body):
                seen[self.names.get(name, name)] = None
        return list(seen)

    def sides(self, lookup: Lookup) -> tuple[Span, Span]:
        """Return the intervals of both sides."""

        def find(name: str) -> Span:
            return lookup(self.names.get(name, name))

        return _evaluate(self.left, find), _evaluate(self.right, find)

    def holds(self, lookup: Lookup) -> bool:
        """Tell whether the relation can be true of the printed figures."""
        (low, high), (other_low, other_high) = self.sides(lookup)
        if self.operator == "=":
            return low <= other_high and other_low <= high
        if self.operator in ("<=", "<"):
            return low <= other_high
        return high >= other_low


def parse(text: str) -> Formula:
    """Parse a formula; ``ValueError`` when it has no operator."""
    names: dict[str, str] = {}

    def stand_in(match: re.Match[str]) -> str:
        key = f"cell_{len(names)}"
        names[key] = match[1]
        return key

    flat = re.sub(r"\{([^}]+)\}", stand_in, text)
    parts = _OPERATOR.split(flat)
    if len(parts) != 3:
        raise ValueError(f"not a formula: {text}")
    return Formula(parts[0].strip(), parts[1], parts[2].strip(), names)


def _names(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Name) and child.id not in ("lower", "upper"):
            yield child.id


def _evaluate(text: str, find: Lookup) -> Span:
    return _walk(ast.parse(text, mode="eval").body, find)


def _walk(node: ast.expr, find: Lookup) -> Span:
    if isinstance(node, ast.Constant):
        number = Decimal(str(node.value))
        return number, number
    if isinstance(node, ast.Name):
        return find(node.id)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        low = [_walk(argument, find) for argument in node.args]
        pick = {"lower": min, "upper": max}[node.func.id]
        return pick(span[0] for span in low), pick(span[1] for span in low)
    if isinstance(node, ast.BinOp):
        return _combine(node.op, _walk(node.left, find), _walk(node.right, find))
    raise ValueError(ast.dump(node))


def _combine(operator: ast.operator, a: Span, b: Span) -> Span:
    if isinstance(operator, ast.Add):
        return a[0] + b[0], a[1] + b[1]
    if isinstance(operator, ast.Sub):
        return a[0] - b[1], a[1] - b[0]
    if isinstance(operator, ast.Mult):
        ends = [x * y for x in a for y in b]
        return min(ends), max(ends)
    if isinstance(operator, ast.Div):
        ends = [x / y for x in a for y in b]
        return min(ends), max(ends)
    raise ValueError(ast.dump(operator))
