"""Which place's scoring a pack is to be checked by, told from the layouts of its forms."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.extraction.detect import Found, Match, detect
from assistant.extraction.layouts import Layout, library
from assistant.extraction.province import NAMES, contradicts, province_of
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
    words name another province, or where the table is only half like a layout: then every
    project's table may still be surely another place's.
    """
    shelf = {_key(t.location): t for each in documents for t in each.blocks if isinstance(t, Table)}
    tables = pack.projects if pack.overall is None else [pack.overall]
    found = [layout for table in tables if (layout := _layout(table, shelf))]
    province = province_of(pack)
    if pack.base_data is not None and _could_be(_HOME, pack, shelf):
        if contradicts(province, _HOME_PROVINCE):
            return PlaceFound("", f"材料写的是{province}的，不能按{_HOME_PROVINCE}的口径")
        return PlaceFound(_HOME, "由基础数据表和自评表认出")
    if not found:
        return PlaceFound("", "没有认出是哪里的表样")
    if pack.base_data is not None and _is_home_form(pack.base_data):
        return PlaceFound("", f"基础数据表与自评表的表样（“{found[0].title}”）不是一地的")
    if pack.overall is None and len(Counter(layout.profile for layout in found)) > 1:
        titles = "、".join(dict.fromkeys(f"“{layout.title}”" for layout in found))
        return PlaceFound("", f"各表的表样不一（{titles}）")
    alike = _vague(tables[0], shelf)
    if named := [layout for layout in alike if province and _place(layout) == province]:
        return PlaceFound(named[0].profile, f"由表样“{named[0].title}”和材料中的文号、单位认出")
    if contradicts(province, _place(found[0])):
        return PlaceFound(
            "", f"材料写的是{province}的单位，表样却与“{found[0].title}”最相近，不能按那里的口径"
        )
    if alike:
        return _by_the_rest(pack, shelf, alike, province)
    return PlaceFound(found[0].profile, f"由表样“{found[0].title}”认出")


_SURE, _NEAR = 0.75, 0.05
"""From which score a layout is surely a place's, and how near others must not come below it."""


_APART = 0.25
"""By how much a layout must fit better than those of all other places, where it doesn't fit surely."""

_SURELY_APART = 0.2


def _vague(made: IndicatorTable, shelf: Mapping[Key, Table]) -> list[Layout]:
    """Return the layouts of several places that a table is only half like, none where it is sure."""
    found = _found(made, shelf)
    if found is None or found.layout.name in library().own or found.matches[0].score >= _SURE:
        return []
    best = found.matches[0]
    others = [m for m in found.matches if _whole(m).profile != found.layout.profile]
    if not others or best.score - others[0].score >= _APART:
        return []
    near = [m for m in others if best.score - m.score < _NEAR] or others[:1]
    return list({e.profile: e for e in map(_whole, (best, *near))}.values())


def _whole(match: Match) -> Layout:
    return library().whole(match.name)


def _place(layout: Layout) -> str:
    """Return the province that a layout's title names, "" for none."""
    match = NAMES.search(layout.title)
    return match[0] if match else ""


def _by_the_rest(
    pack: Pack, shelf: Mapping[Key, Table], alike: list[Layout], province: str
) -> PlaceFound:
    """Tell the place of an overall table that is half like several by the projects' tables."""
    titles = "、".join(f"“{layout.title}”" for layout in alike)
    layouts = [_surely(table, shelf) for table in pack.projects] if pack.overall else []
    sure = {layout.profile: layout for layout in layouts if layout is not None}
    if len(sure) == 1 and all(layouts):
        layout = next(iter(sure.values()))
        if not contradicts(province, _place(layout)):
            return PlaceFound(layout.profile, f"由项目表的表样“{layout.title}”认出")
    return PlaceFound("", f"表样与{titles}都相近，分不出是哪里的")


def _surely(made: IndicatorTable, shelf: Mapping[Key, Table]) -> Layout | None:
    """Return the layout of a table that fits it surely, and far better than any other place's."""
    found = _found(made, shelf)
    if found is None or found.matches[0].score < _SURE:
        return None
    others = [m for m in found.matches if _whole(m).profile != found.layout.profile]
    apart = not others or found.matches[0].score - others[0].score >= _SURELY_APART
    return found.layout if apart else None


_HOME, _HOME_PROVINCE = "hunan", "湖南"
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
