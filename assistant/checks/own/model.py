"""A rule of one's own as its file writes it: Chinese keys in the file, English names here."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator

from assistant.model.base import Frozen
from assistant.model.finding import SEVERITY_NAMES, Severity
from assistant.model.quantity import PERCENT_UNITS, Quantity, plain
from assistant.model.units import CANONICAL, UNITS

MOST_RULES = 200
MOST_CELLS = 60
_CONSTANT = re.compile(r"([-－]?\d{1,15}(?:\.\d{1,6})?)\s*(\D{0,4})")
_FACTOR = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)\s*([%％]?)")
_PROJECT = re.compile(r"(.*?)[（(](.*)[）)]")
_YEARS = re.compile(r"(20\d\d)(?:\s*[-－—~至到]\s*(20\d\d)|(起))?年?")
_SEVERITIES = {name: severity for severity, name in SEVERITY_NAMES.items()}
_STATED = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}

Words = Annotated[str, Field(min_length=1, max_length=60)]
Long = Annotated[str, Field(min_length=1, max_length=400)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_TEXT = {"type": ["string", "number"]}  # an editor takes 2024 for a number; here it stays text
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
Listed = Annotated[
    tuple[Words, ...],
    Field(max_length=20),
    BeforeValidator(_listed),
    WithJsonSchema(_TEXTS),
]
"""One name, or a list of names that mean the same."""


class Frame(Frozen):
    """A part of the file: its keys are Chinese."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_alias=True, validate_by_name=False
    )


class Cell(Frame):
    """A cell by form, project, row and column as people call them; "" is left out.

    Several names of ``rows`` mean one row that is called differently in places. What is left
    out is that of the cell under check.
    """

    form: Annotated[str, Field(alias="表", max_length=60)] = ""
    project: Annotated[str, Field(alias="项目", max_length=60)] = ""
    rows: Annotated[Listed, Field(alias="行")] = ()
    column: Annotated[str, Field(alias="列", max_length=60)] = ""

    def __str__(self) -> str:
        """Return the cell as a rule file writes it on one line."""
        form = f"{self.form}（{self.project}）" if self.project else self.form
        return "/".join(part for part in (form, "或".join(self.rows), self.column) if part)


class Operand(Frame):
    """What a cell is compared with: a constant, a cell, or cells to be added up."""

    constant: Quantity | None = None
    cells: Annotated[tuple["CellField", ...], Field(max_length=MOST_CELLS)] = ()

    def __str__(self) -> str:
        """Return the operand in words."""
        if self.constant is not None:
            return self.constant.raw
        return "＋".join(map(str, self.cells))


def cell_of(value: Any) -> Any:
    """Return the keys of a cell that is written on one line: 表/行/列, 表/行, 行/列 or 列."""
    from assistant.checks.own.names import form_of

    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.replace("／", "/").split("/")]
    if not all(parts) or len(parts) > 3:
        raise ValueError("应写成“表/行/列”；名称里本身有“/”的，请分成“表: ”“行: ”“列: ”三行写")
    named = _PROJECT.fullmatch(parts[0])
    form = named[1] if named and form_of(named[1]) else parts[0]
    if form_of(form) is None and len(parts) < 3:
        return dict(zip(("行", "列") if len(parts) == 2 else ("列",), parts, strict=True))
    found: dict[str, Any] = dict(zip(("表", "行", "列"), (form, *parts[1:]), strict=False))
    return found | ({"项目": named[2]} if named and form != parts[0] else {})


def constant_of(text: str) -> Quantity | None:
    """Return the exact number that a text such as 20万元 states; None for any other text."""
    found = _CONSTANT.fullmatch(
        text.strip().translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
    )
    if found is None:
        return None
    unit = CANONICAL.get(found[2].strip(), found[2].strip())
    if unit and unit not in UNITS and unit not in PERCENT_UNITS:
        raise ValueError(f"不认识单位“{unit}”；金额写“20万元”，比率写“90%”")
    value = Decimal(found[1].replace("－", "-"))
    return Quantity(
        raw=text.strip(), value=value, unit="" if unit == "分" else unit, precision=Decimal(0)
    )


def _operand(value: Any) -> Any:
    if isinstance(value, str):
        constant = constant_of(value)
        return {"constant": constant} if constant is not None else {"cells": [value]}
    if isinstance(value, list):
        return {"cells": value}
    return value if isinstance(value, Operand) else {"cells": [value]}


_CELL_KEYS = {
    "表": {"type": "string"},
    "项目": {"type": "string"},
    "行": _TEXTS,
    "列": {"type": "string"},
}
_CELL = {"anyOf": [_TEXT, {
    "type": "object", "properties": _CELL_KEYS, "additionalProperties": False}]}  # fmt: skip
CellField = Annotated[Cell, BeforeValidator(cell_of), WithJsonSchema(_CELL)]
OneOrMore = Annotated[
    Operand,
    BeforeValidator(_operand),
    WithJsonSchema({"anyOf": [*_CELL["anyOf"], {"type": "array", "items": _CELL}]}),
]


class Ratio(Frame):
    """Part ÷ whole, in percent."""

    part: Annotated[CellField, Field(alias="分子")]
    whole: Annotated[CellField, Field(alias="分母")]


class OwnRule(Frame):
    """One rule; exactly one of the six ways of comparing is given (see ``way``)."""

    code: Annotated[str, Field(alias="编号", pattern=r"^U\d{3}$")]
    name: Annotated[str, Field(alias="名称", min_length=2, max_length=40)]
    severity: Annotated[Severity, Field(alias="级别"), WithJsonSchema({"enum": list(_SEVERITIES)})]
    basis: Annotated[str, Field(alias="依据", min_length=2, max_length=200)]
    years: Annotated[Listed, Field(alias="年度")] = ()
    profiles: Annotated[Listed, Field(alias="口径")] = ()
    units: Annotated[Listed, Field(alias="单位")] = ()
    subject: Annotated[OneOrMore, Field(alias="查")]
    same: Annotated[OneOrMore | None, Field(alias="等于")] = None
    total: Annotated[OneOrMore | None, Field(alias="等于合计")] = None
    ratio: Annotated[Ratio | None, Field(alias="等于比率")] = None
    at_most: Annotated[OneOrMore | None, Field(alias="不超过")] = None
    at_least: Annotated[OneOrMore | None, Field(alias="不低于")] = None
    required: Annotated[bool, Field(alias="必填"), WithJsonSchema({"const": "是"})] = False
    factor: Annotated[Decimal | None, Field(alias="倍数"), WithJsonSchema(_TEXT)] = None
    message: Annotated[Long | None, Field(alias="说明")] = None
    advice: Annotated[Long | None, Field(alias="建议")] = None

    @field_validator("severity", mode="before")
    @classmethod
    def _in_chinese(cls, value: Any) -> Any:
        if value not in _SEVERITIES:
            raise ValueError(f"只能是 {'、'.join(_SEVERITIES)}，现在是“{value}”")
        return _SEVERITIES[value]

    @field_validator("required", mode="before")
    @classmethod
    def _yes(cls, value: Any) -> Any:
        if not isinstance(value, str) or _STATED.get(value.lower()) is not True:
            raise ValueError("只能写“是”；不要求必填的，删去这一行")
        return True

    @field_validator("factor", mode="before")
    @classmethod
    def _times(cls, value: Any) -> Any:
        found = _FACTOR.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None or not Decimal(found[1]):
            raise ValueError(f"应是大于 0 的数，如 1.05 或 105%，现在是“{value}”")
        return Decimal(found[1]) / (100 if found[2] else 1)

    @field_validator("years")
    @classmethod
    def _are_years(cls, years: tuple[str, ...]) -> tuple[str, ...]:
        for year in years:
            found = _YEARS.fullmatch(year)
            if found is None or (found[2] and found[2] < found[1]):
                raise ValueError(f"写法应如 2024、2024-2026、2024起，现在是“{year}”")
        return years

    @property
    def way(self) -> "Way":
        """The way of comparing; the loader sees to it that there is exactly one."""
        return self.ways()[0]

    def ways(self) -> list["Way"]:
        """Return every way of comparing that the file gives."""
        return [way for way in WAYS if getattr(self, way) not in (None, False)]

    def operands(self) -> Iterator[Cell]:
        """Yield every cell that the one under check is compared with."""
        if self.ratio is not None:
            yield from (self.ratio.part, self.ratio.whole)
        for side in (self.same, self.total, self.at_most, self.at_least):
            if side is not None:
                yield from side.cells

    def covers_year(self, year: int | None) -> bool:
        """Tell whether the rule is meant for packs of a year."""
        return not self.years or (year is not None and any(_within(y, year) for y in self.years))


Way = Literal["same", "total", "ratio", "at_most", "at_least", "required"]
WAYS: dict[Way, str] = {
    "same": "等于", "total": "等于合计", "ratio": "等于比率", "at_most": "不超过",
    "at_least": "不低于", "required": "必填",
}  # fmt: skip
"""The ways of comparing, and their keys."""


def _within(stated: str, year: int) -> bool:
    found = _YEARS.fullmatch(stated)
    if found is None:
        return False
    first = int(found[1])
    last = int(found[2]) if found[2] else 9999 if found[3] else first
    return first <= year <= last


class OwnRules(Frame):
    """A file of rules."""

    title: Annotated[str, Field(alias="名称", max_length=100)] = ""
    rules: Annotated[tuple[OwnRule, ...], Field(alias="规则")]

    @field_validator("rules", mode="before")
    @classmethod
    def _some(cls, value: Any) -> Any:
        if isinstance(value, list) and not 0 < len(value) <= MOST_RULES:
            raise ValueError(f"应有 1 至 {MOST_RULES} 条规则，现有 {len(value)} 条")
        return value


def times(factor: Decimal) -> str:
    """Return a factor as people write it."""
    return f"{plain(factor.normalize())}倍"
