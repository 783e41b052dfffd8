"""Layouts as data: one YAML file each, checked when loaded, inheriting what it leaves out."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema, field_validator

from assistant.errors import BadSettings
from assistant.extraction.layout import Names, label
from assistant.extraction.layout_faults import LOADER, bad_yaml, in_chinese, line_of, twice
from assistant.model.base import Frozen
from assistant.model.pack import RemarkKind
from assistant.resources import data_path
from assistant.settings import load_settings

COMMON = "common"
_LARGEST = 256 * 1024  # bytes: no layout is near it
FormKind = Literal["overall", "project", "report"]
HeadField = Literal["unit", "project", "department", "implementer", "score"]
MoneyField = Literal["initial", "full_year", "executed", "unspent", "weight", "rate", "score"]
IndicatorField = Literal[
    "level1", "level2", "name", "target", "first_target", "actual", "sign", "measure_unit",
    "weight", "score", "deviation",
]  # fmt: skip


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_NAME = {"type": "string", "minLength": 1, "maxLength": 60}

Labels = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=60)]],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [_NAME, {"type": "array", "items": _NAME}]}),
]
"""Names that one thing may carry, the printed one first; a single name needs no list."""

Part = Literal["head", "money", "breakdowns", "goals", "indicators", "remarks"]


class Money(Frozen):
    """The money block: its columns, and the unit of its amounts where the form prints none.

    ``reason`` is a column of words behind the amounts, for what was not spent or was adjusted.
    """

    unit: Literal["", "元", "万元"] = ""
    columns: dict[MoneyField, Labels] = Field(default_factory=dict)
    reason: Labels = Field(default_factory=list)


class Indicators(Frozen):
    """The rows of indicators: columns, words of the total row and of subtotals, child rows.

    A target printed in three columns has ``sign`` and ``measure_unit`` beside ``target``;
    ``first_target`` is what stands where ``target``, an adjusted one, is blank.
    """

    columns: dict[IndicatorField, Labels] = Field(default_factory=dict)
    total: Labels = Field(default_factory=list)
    subtotal: Labels = Field(default_factory=list)
    child: str = ""

    @field_validator("child")
    @classmethod
    def _is_a_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"不是正确的正则表达式（{error}）") from error
        return value


class Detection(Frozen):
    """Which score (0 to 1) makes a layout known, and which difference of two is a tie."""

    known: float = Field(ge=0, le=1)
    tie: float = Field(ge=0, le=1)


class Layout(Frozen):
    """One layout or variant: what its parts and columns are called, as printed.

    ``marks`` are other words that the form prints (headings beside blocks, levels with their
    weights); ``apart`` are columns without a field, which are listed and not read; ``told`` are
    headings of words that no field holds (duties, tasks), listed likewise; ``sections`` are the
    headings of a report's outline; ``profile`` names the scoring of the place whose
    layout it is.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=2)
    profile: str = ""
    inherits: str = COMMON
    forms: list[FormKind] = Field(default_factory=list)
    head: dict[HeadField, Labels] = Field(default_factory=dict)
    money: Money = Field(default_factory=Money)
    breakdowns: dict[Literal["by_income", "by_expenditure"], Labels] = Field(default_factory=dict)
    goals: dict[Literal["goal_expected", "goal_achieved"], Labels] = Field(default_factory=dict)
    indicators: Indicators = Field(default_factory=Indicators)
    remarks: dict[RemarkKind, Labels] = Field(default_factory=dict)
    grades: Labels = Field(default_factory=list)
    marks: Labels = Field(default_factory=list)
    apart: Labels = Field(default_factory=list)
    told: Labels = Field(default_factory=list)
    sections: Labels = Field(default_factory=list)

    @cached_property
    def by_part(self) -> dict[Part, Names]:
        """Every table of names by field, under the part of the form that it belongs to."""
        return {
            "head": Names(self.head), "money": Names(self.money.columns),
            "breakdowns": Names(self.breakdowns), "goals": Names(self.goals),
            "indicators": Names(self.indicators.columns), "remarks": Names(self.remarks),
        }  # fmt: skip

    def names(self) -> Iterable[str]:
        """Yield every name that this layout gives to anything of a table."""
        for group in self.by_part.values():
            for names in group.values():
                yield from names
        yield from (*self.marks, *self.apart, *self.told)
        yield from (*self.indicators.total, *self.indicators.subtotal)
        yield from self.money.reason


class Common(Layout):
    """The layout that all others inherit from; it also holds what belongs to no single one."""

    detection: Detection
    classify: dict[str, Any]
    base_data: dict[str, Any]
    reports: dict[str, Any]


def read_layout(text: str, stem: str, where: str = "") -> Layout:
    """Return the layout in a file's text; ``BadSettings`` says what is wrong, and in which line.

    ``where`` is what the file is called in messages.
    """
    where = f"表样文件 {where or f'{stem}.yaml'}"
    try:
        stated = yaml.load(text, Loader=LOADER)  # noqa: S506
    except yaml.YAMLError as error:
        raise BadSettings(f"{where}：{bad_yaml(error)}。") from error
    if not isinstance(stated, dict):
        raise BadSettings(f"{where}应由“键：值”组成。")
    try:
        found = (Common if stem == COMMON else Layout).model_validate(stated)
    except ValidationError as error:
        raise BadSettings(f"{where}写法有误：{in_chinese(error, text)}") from error
    if found.name != stem:
        at = line_of(text, ["name"])
        raise BadSettings(
            f"{where}：第 {at} 行 name 应与文件名相同（{stem}），现在是“{found.name}”。"
        )
    if twice := _named_twice(found):
        raise BadSettings(f"{where}：“{twice}”同时给了两个栏目，只能归一个。")
    return found


def _named_twice(layout: Layout) -> str:
    """Return a name that one group gives to two fields, "" for none."""
    for group in layout.by_part.values():
        bare = [label(name) for names in group.values() for name in {label(n): n for n in names}]
        if twice := next((name for name in bare if bare.count(name) > 1), ""):
            return twice
    return ""


def heir(own: Layout, parent: Layout) -> Layout:
    """Return a layout with what it leaves out taken from its parent.

    Its own names come first, and a name that it gives to one field is taken from the
    parent's other fields of that group.
    """
    merged: dict[str, Any] = {
        field: _united(getattr(own, field), getattr(parent, field))
        for field in ("head", "breakdowns", "goals", "remarks")
    }
    merged |= {
        field: [*getattr(own, field), *getattr(parent, field)]
        for field in ("marks", "apart", "told", "sections")
    }
    rows = own.indicators
    merged |= {
        "forms": own.forms or parent.forms,
        "profile": own.profile or parent.profile,
        "grades": own.grades or parent.grades,
        "money": Money(
            unit=own.money.unit or parent.money.unit,
            columns=_united(own.money.columns, parent.money.columns),
            reason=[*own.money.reason, *parent.money.reason],
        ),
        "indicators": Indicators(
            columns=_united(rows.columns, parent.indicators.columns),
            total=[*rows.total, *parent.indicators.total],
            subtotal=[*rows.subtotal, *parent.indicators.subtotal],
            child=rows.child or parent.indicators.child,
        ),
    }
    stated = {field: getattr(own, field) for field in Layout.model_fields}
    return Layout.model_validate({**stated, **merged})


def _united(own: Mapping[Any, list[str]], parent: Mapping[Any, list[str]]) -> Any:
    stated = {label(name) for names in own.values() for name in names}
    left = {
        field: [name for name in names if label(name) not in stated]
        for field, names in parent.items()
    }
    fields = [*own, *(field for field in left if field not in own)]
    return {field: [*own.get(field, []), *left.get(field, [])] for field in fields}


class Library:
    """All layouts: as stated (to tell forms apart) and as inherited (to read).

    ``own`` are the names of those that are not packaged: of two that fit a form equally well
    these win.
    """

    def __init__(self, stated: Iterable[Layout], own: Iterable[str] = ()) -> None:
        self._stated = {layout.name: layout for layout in stated}
        if COMMON not in self._stated:
            raise BadSettings(f"缺少表样文件 {COMMON}.yaml。")
        self.own = frozenset(own)
        self.common = self._stated[COMMON]
        self.printed = {name: self._printed(name) for name in self._stated if name != COMMON}
        """What each layout prints itself, its variants' parents included, ``common`` not."""
        self._whole = {name: heir(own, self.common) for name, own in self.printed.items()}

    @property
    def detection(self) -> Detection:
        """When a layout is known, and when two fit a form equally well."""
        assert isinstance(self.common, Common)  # read_layout reads common.yaml as this
        return self.common.detection

    @cached_property
    def general(self) -> Layout:
        """The layout for forms that follow no known one: ``common`` with all rows of remarks.

        Places print the same columns, but each its own words for the rows below the total.
        """
        remarks: dict[RemarkKind, list[str]] = dict(self.common.remarks)
        for each in self._whole.values():
            remarks = _united(remarks, each.remarks)
        stated = {field: getattr(self.common, field) for field in Common.model_fields}
        return Common.model_validate({**stated, "remarks": remarks})

    def whole(self, name: str) -> Layout:
        """Return a layout as forms are read with it."""
        return self.common if name == COMMON else self._whole[name]

    def sections(self) -> list[str]:
        """Return the headings of every report outline."""
        return list(dict.fromkeys(s for each in self.printed.values() for s in each.sections))

    def with_own(self, own: Iterable[Layout]) -> "Library":
        """Return these layouts with one's own beside them."""
        added = list(own)
        return Library([*self._stated.values(), *added], [layout.name for layout in added])

    def __contains__(self, name: str) -> bool:
        return name in self._stated

    def _printed(self, name: str, heirs: tuple[str, ...] = ()) -> Layout:
        own = self._stated[name]
        if name in heirs:
            raise BadSettings(f"表样“{name}”循环继承。")
        if own.inherits not in self._stated:
            raise BadSettings(f"表样“{name}”继承的“{own.inherits}”不存在。")
        if own.inherits == COMMON:
            return own
        return heir(own, self._printed(own.inherits, (*heirs, name)))


def read_folder(folder: Path) -> Library:
    """Return the layouts of a folder; ``BadSettings`` for the first file that is amiss."""
    paths = sorted(folder.glob("*.yaml"))
    return Library(read_layout(path.read_text(encoding="utf-8"), path.stem) for path in paths)


def library() -> Library:
    """Return the packaged layouts, and beside them those of the folder that settings name.

    ``BadSettings`` says what is wrong with a file of that folder; files changed since are read
    again.
    """
    folder = load_settings().layouts
    return _beside(Path(folder), _stamps(Path(folder))) if folder else _packaged()


@cache
def _packaged() -> Library:
    return read_folder(data_path("schemas", "layouts"))


def _stamps(folder: Path) -> tuple[tuple[Path, int], ...]:
    """Return the layout files of one's own folder, each with its time of change."""
    if not folder.is_dir():
        raise BadSettings(f"设置 layouts 所指的表样文件夹“{folder}”不存在。")
    files = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    return tuple((path, path.stat().st_mtime_ns) for path in files)


@lru_cache(maxsize=4)
def _beside(folder: Path, files: tuple[tuple[Path, int], ...]) -> Library:
    packaged = _packaged()
    return packaged.with_own(_own_layout(path, packaged) for path, _ in files)


def _own_layout(path: Path, packaged: Library) -> Layout:
    """Return one of one's own layouts; what is wrong with it names file, line and key."""
    text = _text_of(path)
    layout = read_layout(text, path.stem, str(path))
    if fault := twice(text):
        raise BadSettings(f"表样文件 {path}：{fault}。")
    if layout.name in packaged:
        raise BadSettings(
            f"表样文件 {path}：与自带的表样“{layout.name}”同名；请改名，"
            f"要在它的基础上改的，写 inherits: {layout.name}。"
        )
    return layout


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadSettings(f"表样文件 {path} 超过 {_LARGEST // 1024} KB，不是表样。")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSettings(f"表样文件 {path} 不是 UTF-8 编码。") from error
    except OSError as error:
        raise BadSettings(f"表样文件 {path} 打不开。") from error
