"""Write sentences whose every figure is a fact of the new tables, or derived from such facts."""

from collections.abc import Mapping
from types import MappingProxyType

from assistant.facts import Book, derive, gather
from assistant.facts.render import shown
from assistant.model.dossier import Dossier
from assistant.model.fact import Fact
from assistant.model.pack import Pack, SpendingRow
from assistant.model.place import Place

_WAYS = {"up": ("增加", "增长"), "down": ("减少", "下降")}


UNDISPUTED: Mapping[Place, str] = MappingProxyType({})


class Ink:
    """The facts of a pack's tables, and the sentences written with them.

    ``disputed`` names figures that another source contradicts, with both readings: they are
    no facts, and are asked for.
    """

    def __init__(self, pack: Pack, disputed: Mapping[Place, str] = UNDISPUTED) -> None:
        self.pack = pack
        self._disputed = disputed
        self.year = pack.year or 0
        self._book = Book(gather(Dossier(pack=pack)).facts)
        self._by_place = {fact.place: fact for fact in self._book.facts}

    def fact(self, place: Place) -> Fact | None:
        """Return the fact at a place, None where the table holds no number, or a disputed one."""
        return None if place in self._disputed else self._by_place.get(place)

    def ask(self, place: Place, what: str) -> str:
        """Return the mark for a figure that isn't known: both readings where it is disputed."""
        return asked(self._disputed.get(place, what))

    def is_disputed(self, place: Place) -> bool:
        """Tell whether another source contradicts the figure at a place."""
        return place in self._disputed

    def say(self, template: str, **facts: Fact | None) -> str:
        """Return a template with its figures; "" where one of them isn't known."""
        known = {name: fact for name, fact in facts.items() if fact is not None}
        if len(known) < len(facts):
            return ""
        return template.format(**{name: shown(fact) for name, fact in known.items()})

    def minus(self, whole: Fact | None, part: Fact | None, measure: str) -> Fact | None:
        """Return what is left of ``whole`` without ``part``; None where that is negative."""
        if whole is None or part is None or (whole.quantity.base or 0) < (part.quantity.base or 0):
            return None
        return derive.difference(whole, part, measure, f"derived/{measure}")

    def share(self, part: Fact | None, whole: Fact | None) -> Fact | None:
        """Return part ÷ whole in percent."""
        if part is None or whole is None:
            return None
        return derive.ratio(part, whole, f"{part.measure}占比", f"derived/{part.place}/share")

    def change(self, now: Fact | None, before: Fact | None, than: str = "比上年") -> str:
        """Return how a figure changed, such as 比上年减少0.96万元，下降7.69%; "" if unknown."""
        if now is None or before is None:
            return ""
        gap = derive.difference(now, before, "差额", "derived/gap")
        if gap.direction == "flat":
            return f"{than.removeprefix('比')}持平" if than == "比上年" else f"与{than[1:]}相同"
        many, grown = _WAYS[gap.direction or "up"]
        growth = derive.growth(now, before, "变动率", "derived/growth")
        percent = f"，{grown}{shown(growth)}" if growth else ""
        return f"{than}{many}{shown(gap)}{percent}"

    def row(self, *words: str) -> SpendingRow | None:
        """Return the first row of the base table whose label contains one of ``words``."""
        rows = self.pack.base_data.spending if self.pack.base_data else []
        return next((r for r in rows if any(word in r.label.text for word in words)), None)

    def of_row(self, row: SpendingRow | None, column: str) -> Fact | None:
        """Return a spending row's figure; None where there is no such row or number."""
        return self.fact(f"{row.place}/{column}") if row else None


def asked(what: str) -> str:
    """Return the mark for what only the unit can say."""
    return f"〔待确认：{what}〕"
