"""Which place's scoring a pack is to be checked by, told from the layouts of its forms."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.extraction.detect import detect
from assistant.extraction.layouts import Layout, library
from assistant.model.document import Document, Table
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.place import Location

Key = tuple[str, str | None, int | None]


class PlaceFound(NamedTuple):
    """The name of a profile, "" where none is told, and one Chinese clause that says why."""

    profile: str
    reason: str


def profile_of(pack: Pack, documents: Iterable[Document]) -> PlaceFound:
    """Return the profile of the place whose layouts a pack's forms follow.

    The overall table decides, else the projects where all agree. A base data table is Hunan's.
    """
    if pack.base_data is not None:
        return PlaceFound("hunan", "由基础数据表认出")
    shelf = {_key(t.location): t for each in documents for t in each.blocks if isinstance(t, Table)}
    found = [layout for table in pack.tables() if (layout := _layout(table, shelf))]
    if not found:
        return PlaceFound("", "没有认出是哪里的表样")
    if pack.overall is None and len(Counter(layout.profile for layout in found)) > 1:
        titles = "、".join(dict.fromkeys(f"“{layout.title}”" for layout in found))
        return PlaceFound("", f"各表的表样不一（{titles}）")
    return PlaceFound(found[0].profile, f"由表样“{found[0].title}”认出")


def _key(location: Location) -> Key:
    return location.file, location.part, location.table


def _layout(made: IndicatorTable, shelf: Mapping[Key, Table]) -> Layout | None:
    """Return the layout a table follows; None where none, or where it could be another place's."""
    cells = (made.goal_expected, made.total_score, *(line.executed for line in made.money))
    table = next((shelf[key] for cell in cells if (key := _key(cell.location)) in shelf), None)
    if table is None:
        return None
    found, shelves = detect(table, made.kind), library()
    if not found.known or not found.layout.profile:
        return None
    tie = shelves.detection.tie
    near = [m for m in found.matches if found.matches[0].score - m.score < tie]
    places = {shelves.whole(match.name).profile for match in near}
    return found.layout if len(places) == 1 or found.layout.name in shelves.own else None
