"""Tell a project's report from the overall one where its title doesn't say 项目."""

import re
from collections.abc import Sequence

from assistant.extraction.form_reader import form_title
from assistant.extraction.identity import match_project, project_in_title
from assistant.extraction.layout import layout
from assistant.extraction.locate import Form
from assistant.model.pack import Pack
from assistant.model.place import squeeze

_THING = re.compile(
    r"(?:工程|计划|行动|补助|补贴|奖补|贴息|奖励|津贴|服务|购置|采购|建设|改造|维修|修缮|养护|整治|治理|提升|保障|"
    r"管护|维护|运维|培训|救助|试点|活动|任务)$"
)
"""What money is given for; a unit's year is none of these."""
_GENERAL = re.compile(
    r"20\d\d年?度?|部门|单位|预算|财政|年度|本级|机关|全部|全面|整体|支出|绩效|管理|关于|工作|[的及和与]"
)
_SPECIFIC = 4
"""Characters of a title that name one thing among others, with the word for its kind."""


def told_apart(forms: Sequence[Form], pack: Pack) -> list[Form]:
    """Return the forms with each report's kind as the pack's project tables make it plain.

    A title that names one of these projects heads its report. Beside an overall report a title
    that ends in a thing money is given for (…提升工程, …补助) heads a project's report, too.
    """
    units = [pack.unit.text, *(table.implementer.text for table in pack.projects)]
    known = [table.place.removeprefix("projects/") for table in pack.projects]
    made = [_as_project(f) if _names_project(f, units, known) else f for f in forms]
    things = [form for form in made if _names_thing(form, units)]
    others = any(f.kind == "overall_report" and f not in things for f in made)
    return [_as_project(form) if others and form in things else form for form in made]


def _as_project(form: Form) -> Form:
    return form._replace(kind="project_report")


def _names_project(form: Form, units: Sequence[str], known: Sequence[str]) -> bool:
    if form.kind != "overall_report":
        return False
    name = project_in_title(form_title(form), units)
    return bool(name) and not _is_whole(name) and match_project(name, known) in known


def _names_thing(form: Form, units: Sequence[str]) -> bool:
    if form.kind != "overall_report":
        return False
    name = project_in_title(form_title(form), units)
    return (
        not _is_whole(name)
        and bool(_THING.search(name))
        and len(_GENERAL.sub("", name)) >= _SPECIFIC
    )


def _is_whole(name: str) -> bool:
    return any(word in squeeze(name) for word in layout("reports", "overall"))
