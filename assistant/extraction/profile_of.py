"""Which place's scoring a pack is to be checked by, told from the layouts of its forms."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.extraction.detect import Found, detect
from assistant.extraction.layouts import Layout, library
from assistant.model.document import Document, Table
from assistant.model.pack import BaseData, IndicatorTable, Pack
from assistant.model.place import Location

Key = tuple[str, str | None, int | None]


class PlaceFound(NamedTuple):
    """The name of a profile, "" where none is told, and one Chinese clause that says why."""

    profile: str
    reason: str


def profile_of(pack: Pack, documents: Iterable[Document]) -> PlaceFound:
    """Return the profile of the place whose layouts a pack's forms follow.

    The overall table decides, else the projects where all agree. A base data table decides only
    between places whose self-evaluation tables look alike: others use one too. Where it is
    Hunan's own form and the other tables are of another place, nothing is told; nor where the
    unit is of another province, or where the table is only half like the layouts of several.
    """
    shelf = {_key(t.location): t for each in documents for t in each.blocks if isinstance(t, Table)}
    tables = pack.projects if pack.overall is None else [pack.overall]
    found = [layout for table in tables if (layout := _layout(table, shelf))]
    if pack.base_data is not None and _could_be(_HOME, pack, shelf):
        return PlaceFound(_HOME, "由基础数据表和自评表认出")
    if not found:
        return PlaceFound("", "没有认出是哪里的表样")
    if pack.base_data is not None and _is_home_form(pack.base_data):
        return PlaceFound("", f"基础数据表与自评表的表样（“{found[0].title}”）不是一地的")
    if pack.overall is None and len(Counter(layout.profile for layout in found)) > 1:
        titles = "、".join(dict.fromkeys(f"“{layout.title}”" for layout in found))
        return PlaceFound("", f"各表的表样不一（{titles}）")
    place = _PROVINCES.search(found[0].title)
    if place and (province := _province(pack)) not in ("", place[0]):
        return PlaceFound(
            "", f"材料写的是{province}的单位，表样却与“{found[0].title}”最相近，不能按那里的口径"
        )
    if alike := _vague(tables[0], shelf):
        titles = "、".join(f"“{title}”" for title in alike)
        return PlaceFound("", f"表样与{titles}都相近，分不出是哪里的")
    return PlaceFound(found[0].profile, f"由表样“{found[0].title}”认出")


_PROVINCES = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆"
)
_SURE, _NEAR = 0.75, 0.05
"""From which score a layout is surely a place's, and how near others must not come below it."""


def _province(pack: Pack) -> str:
    """Return the province that the unit's name or a form's or report's title begins with."""
    names = [pack.unit.text, *(table.unit.text for table in pack.tables())]
    titles = [table.title.text for table in pack.tables()]
    titles += [report.title.text for report in pack.reports()]
    for words in (*names, *(re.sub(r"^(?:附件\d*|20\d\d年度?)+", "", title) for title in titles)):
        if match := _PROVINCES.match(words):
            return match[0]
    return ""


def _vague(made: IndicatorTable, shelf: Mapping[Key, Table]) -> list[str]:
    """Return the titles of the layouts of several places that a table is half like, else none."""
    found = _found(made, shelf)
    if found is None or found.layout.name in library().own or found.matches[0].score >= _SURE:
        return []
    near = [m for m in found.matches if found.matches[0].score - m.score < _NEAR]
    layouts = [library().whole(match.name) for match in near]
    return [e.title for e in layouts] if len({e.profile for e in layouts}) > 1 else []


_HOME = "hunan"
"""The place whose form the base data table is."""


def _could_be(place: str, pack: Pack, shelf: Mapping[Key, Table]) -> bool:
    """Tell whether the overall table, or where there is none every project's, fits a place best.

    It may fit others as well; a pack with none of these tables tells nothing.
    """
    tables = [pack.overall] if pack.overall is not None else pack.projects
    return bool(tables) and all(place in _places(table, shelf) for table in tables)


def _is_home_form(base: BaseData) -> bool:
    """Tell whether a base data table has the blocks of the one form that prints them.

    Many places have some table of staff and of amounts; one alone rates the posts, the buildings
    and the thrift beside them.
    """
    blocks = (base.staffing.control_rate, base.buildings.actual_area, base.thrift)
    return sum(field.location.row is not None for field in blocks) > 1


def _key(location: Location) -> Key:
    return location.file, location.part, location.table


def _layout(made: IndicatorTable, shelf: Mapping[Key, Table]) -> Layout | None:
    """Return the layout a table follows; None where none, or where it could be another place's."""
    found = _found(made, shelf)
    if found is None or not found.layout.profile:
        return None
    alone = len(_places(made, shelf)) == 1
    return found.layout if alone or found.layout.name in library().own else None


def _found(made: IndicatorTable, shelf: Mapping[Key, Table]) -> Found | None:
    """Return what a table's words say of its layout, None where it follows none."""
    cells = (made.goal_expected, made.total_score, *(line.executed for line in made.money))
    table = next((shelf[key] for cell in cells if (key := _key(cell.location)) in shelf), None)
    found = detect(table, made.kind) if table is not None else None
    return found if found is not None and found.known else None


def _places(made: IndicatorTable, shelf: Mapping[Key, Table]) -> set[str]:
    """Return the places whose layouts fit a table equally well."""
    found, shelves = _found(made, shelf), library()
    if found is None:
        return set()
    tie = shelves.detection.tie
    near = [m for m in found.matches if found.matches[0].score - m.score < tie]
    return {shelves.whole(match.name).profile for match in near}
