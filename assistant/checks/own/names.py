"""What forms, rows and columns are called in a rule file, and what a column holds."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal

from assistant.model.place import squeeze
from assistant.resources import load_yaml

Form = Literal["base_data", "overall", "project", "overall_report", "project_report"]
Kind = Literal["money", "rate", "points", "number", "text"]
"""What a column holds; ``number``: a number with any unit, or words."""

FORMS: dict[Form, tuple[str, ...]] = {
    "base_data": ("基础数据表", "整体支出绩效评价基础数据表"),
    "overall": ("整体自评表", "整体支出自评表", "部门整体支出绩效自评表", "整体支出绩效自评表"),
    "project": ("项目自评表", "项目支出自评表", "项目支出绩效自评表"),
    "overall_report": ("整体自评报告", "整体支出自评报告", "整体支出绩效自评报告"),
    "project_report": ("项目自评报告", "项目支出自评报告", "项目支出绩效自评报告"),
}
"""The first name of each form is the one that messages use."""

OF_PROJECTS: tuple[Form, ...] = ("project", "project_report")
EVERY_PROJECT = "所有项目"
EVERY_ROW = "所有行"
TITLE = "标题"

KINDS: dict[str, Kind] = {
    "last_final": "money", "budget": "money", "final": "money", "initial": "money",
    "full_year": "money", "executed": "money", "amount": "money", "rate": "rate",
    "weight": "points", "score": "points", "target": "number", "actual": "number",
    "deviation": "text", "name": "text", "text": "text", "figure": "number",
    "posts": "number", "staff": "number", "control_rate": "rate",
    "approved_area": "number", "actual_area": "number", "area_rate": "rate",
    "approved_investment": "money", "actual_investment": "money", "investment_rate": "rate",
}  # fmt: skip
"""What each column holds, and each row that has only one cell; any other holds words."""

_BASE = {
    "last_final": ["上年决算数", "上年决算", "上年数"],
    "budget": ["本年预算数", "预算数", "本年预算"],
    "final": ["本年决算数", "决算数", "本年决算"],
}
_REPORT = {"text": ["正文", "内容"], "figure": ["数字", "金额", "数值"]}
_AMOUNT = {"amount": ["金额"]}
_NO_COLUMN = {"level1", "level2", "sign", "measure_unit", "unspent"}
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_EVERY = re.compile(r"所有(.*指标)")


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """Return a label as it is compared: no white space, brackets or closing colon."""
    text = squeeze(label)
    return (_BRACKETS.sub("", text) or text).strip("：:*")


def form_of(name: str) -> Form | None:
    """Return the form that a name means, None for an unknown one."""
    wanted = bare(name)
    return next((form for form, names in FORMS.items() if wanted in names), None)


def said(form: Form) -> str:
    """Return what messages call a form."""
    return FORMS[form][0]


@cache
def columns(form: Form) -> Mapping[str, list[str]]:
    """Return the columns of a form, each with the names it may be called by."""
    if form == "base_data":
        return _BASE
    if form in ("overall_report", "project_report"):
        return _REPORT
    common = load_yaml("schemas", "layouts", "common.yaml")
    found: dict[str, list[str]] = {}
    for part in (common["money"]["columns"], common["indicators"]["columns"], _AMOUNT):
        for key, names in part.items():
            if key not in _NO_COLUMN:
                found[key] = [*found.get(key, []), *names]
    return found


@cache
def single_rows(form: Form) -> Mapping[str, list[str]]:
    """Return the rows of a form that have one cell and so need no column."""
    common = load_yaml("schemas", "layouts", "common.yaml")
    if form == "base_data":
        own = common["base_data"]
        groups: Iterable[Any] = (own["staffing"], own["buildings"], own["signoff"],
                                 {"thrift": own["thrift"]})  # fmt: skip
    elif form in ("overall", "project"):
        head = {key: names for key, names in common["head"].items() if key != "score"}
        groups = (head, common["goals"], common["remarks"])
    else:
        groups = ()
    return {key: names for group in groups for key, names in group.items()} | {"title": [TITLE]}


def column_key(form: Form, name: str) -> str | None:
    """Return the column that a name means in a form, None for an unknown one."""
    return _key(columns(form), name)


def single_key(form: Form, name: str) -> str | None:
    """Return the one-cell row that a name means in a form, None for any other row."""
    return _key(single_rows(form), name)


def _key(names: Mapping[str, list[str]], name: str) -> str | None:
    wanted = bare(name)
    return next((key for key, all_ in names.items() if wanted in map(bare, all_)), None)


def column_names(form: Form) -> list[str]:
    """Return the first name of every column of a form."""
    return [names[0] for names in columns(form).values()]


def kind_of(key: str) -> Kind:
    """Return what a column, or a row of one cell, holds."""
    return KINDS.get(key, "text")


def level_wanted(row: str) -> str | None:
    """Return the level that “所有产出指标” asks for, "" for “所有指标”; None for any other row."""
    found = _EVERY.fullmatch(bare(row))
    if found is None:
        return None
    return "" if found[1] == "指标" else found[1]


def many(row: str) -> bool:
    """Tell whether a row's name means several rows."""
    return bare(row) == EVERY_ROW or level_wanted(row) is not None
