"""What people call a figure: its row, its column, and the words that name both in prose."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from assistant.model.fact import Fact
from assistant.model.place import Place, squeeze

# Which words name which columns. A word that names none of these says nothing about the column.
_FIELD_WORDS: dict[str, frozenset[str]] = {
    word: frozenset(fields.split())
    for words, fields in (
        ("上年决算数 上年决算", "last_final"),
        ("决算数 决算", "final"),
        ("年初预算数 年初预算", "initial"),
        ("全年预算数 全年预算 调整后预算数 调整后预算", "full_year"),
        ("预算数 预算", "budget initial full_year"),
        ("全年执行数 全年执行 实际执行 执行数", "executed"),
        ("超预算 超出预算 超过预算 超支 低于预算 比预算少 比预算多 结余", "over left"),
        ("超出全年预算 未执行", "left"),
        ("调增 调减 追加 压减 核减", "adjusted"),
        ("调整率 调整幅度", "adjustment_rate"),
        ("控制率", "control_rate area_rate investment_rate"),
        ("执行率", "rate execution_rate"),
        ("比上年增长 比上年下降 较上年增长 较上年下降 比上年增加 比上年减少", "growth"),
        ("年度指标值 指标值 目标值", "target"),
        ("实际完成值 完成值 实际完成", "actual"),
        ("完成率 相当于指标值的 相当于年度指标值的", "completion ratio"),
        ("比指标值高 比指标值低 比指标值多 比指标值少 少完成 多完成 超出指标值 低于指标值", "gap"),
        ("分值 满分", "weight"),
        ("得分", "score"),
        ("扣分 少得", "lost"),
        ("编制数", "posts"),
        ("在职人数", "staff"),
        ("占比 比率", "ratio"),
        ("尚余 剩余 尚有", "rest"),
    )
    for word in words.split()
}
_WORD = re.compile("|".join(sorted(map(re.escape, _FIELD_WORDS), key=len, reverse=True)))

FIELDS = frozenset(field for fields in _FIELD_WORDS.values() for field in fields)
_DERIVED_ROWS = {
    "over": ["final", "budget", "over", "control_rate"],
    "gap": ["target", "actual", "gap", "completion"],
    "adjusted": ["initial", "full_year", "adjusted", "adjustment_rate"],
    "left": ["executed", "rate", "execution_rate", "left"],
    "growth": ["growth"],
}


_LABELS = {
    "staffing": "财政供养人员", "buildings": "楼堂馆所", "procurement": "政府采购",
    "budget_adjustment": "基本支出预算调整",
}  # fmt: skip
_ELSEWHERE = ("prior/", "narratives/", "accounts/")
_NAMELESS = ("level_weights", "total")


def is_elsewhere(place: Place) -> bool:
    """Tell whether a place lies in a prior pack, a summary or final accounts, not in the pack."""
    return place.startswith(_ELSEWHERE)


class Name(NamedTuple):
    """A figure's row and column; ``scope`` is its project ("" overall, None for neither)."""

    row: Place
    field: str
    item: str
    group: str
    scope: str | None


def name_of(fact: Fact) -> Name:
    """Return how a fact is named, from its place.

    >>> name_of(Fact(place="base_data/spending/差旅费/final", measure="差旅费决算",
    ...              quantity=Quantity())).item
    '差旅费'
    """
    parts = [part for part in fact.place.split("/") if part != "proposed"]
    field = parts[-1] if parts[-1] in FIELDS else ""
    row = parts[:-1] if field else parts
    label = re.sub(r"(?:（[^）]*）)?(?:#\d+)?$", "", row[-1]) if row else ""
    scope = {"projects": parts[1] if len(parts) > 1 else "", "overall": ""}.get(parts[0])
    group = row[-2] if "indicators" in row and len(row) > 2 else ""
    item = fact.measure if "@" in fact.place else _LABELS.get(label, label)
    return Name("/".join(row), field, item, group, scope)


class Mention(NamedTuple):
    """A row named in a text: where, and which rows it may be."""

    start: int
    end: int
    rows: frozenset[Place]


class Names:
    """Finds the rows, columns and projects that a text names."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = [fact for fact in facts if not is_elsewhere(fact.place)]
        self.names = {id(fact): name_of(fact) for fact in self.facts}
        self.by_place = {fact.place: fact for fact in self.facts}
        rows: dict[str, set[Place]] = defaultdict(set)
        self._group: dict[Place, str] = {}
        self._scope: dict[Place, str | None] = {}
        for fact in self.facts:
            name = self.of(fact)
            if "@" in fact.place or fact.kind == "proposed" or not _is_name(name):
                continue
            rows[name.item].add(name.row)
            self._group[name.row], self._scope[name.row] = name.group, name.scope
        self._rows = {item: frozenset(places) for item, places in rows.items()}
        self._items = _pattern(rows)
        projects = {scope for scope in self._scope.values() if scope}
        self._projects = _pattern(projects)

    def of(self, fact: Fact) -> Name:
        """Return a fact's name."""
        known = self.names.get(id(fact))
        return name_of(fact) if known is None else known

    def mentions(self, text: str) -> list[Mention]:
        """Return the rows a text names, in order; of overlapping names the longest counts."""
        return [
            Mention(match.start(), match.end(), self._rows[match.group()])
            for match in self._items.finditer(text)
        ]

    def row_before(self, text: str, scope: str | None) -> frozenset[Place]:
        """Return the rows that the last name in ``text`` may mean, empty where none is named.

        A project named before it and a level-2 kind named right after it narrow them down.
        ``scope`` is the project spoken of where the text names none ("" overall).
        """
        named = self.mentions(text)
        if not named:
            return frozenset()
        last = named[-1]
        rows = self._in_scope(last.rows, self._scope_before(text[: last.start], scope))
        near = text[max(last.start - 16, 0) : last.start] + text[last.end : last.end + 16]
        grouped = {row for row in rows if self._group[row] and self._group[row] in near}
        return frozenset(grouped) or rows

    def _scope_before(self, text: str, scope: str | None) -> str | None:
        found = [(m.start(), m.group()) for m in self._projects.finditer(text)]
        found += [(m.start(), "") for m in re.finditer("部门整体|整体支出", text)]
        return max(found)[1] if found else scope

    def _in_scope(self, rows: frozenset[Place], scope: str | None) -> frozenset[Place]:
        if scope is None:
            return rows
        return frozenset(r for r in rows if self._scope[r] in (scope, None)) or rows

    def direction(self, fact: Fact) -> str | None:
        """Return whether a fact's row went up, down or stayed flat; None where unknown."""
        if fact.direction:
            return fact.direction
        name = self.of(fact)
        for field, members in _DERIVED_ROWS.items():
            if name.field in members:
                sibling = self.by_place.get(f"{name.row}/{field}")
                return sibling.direction if sibling else None
        return None

    def spoken_of(self, fact: Fact, text: str) -> bool:
        """Tell whether ``text`` names what a figure found in prose is about, better than others."""
        own = likeness(fact.measure, text)
        return own * 5 >= (len(fact.measure) - 1) * 4 and not self.rivals(fact, text)

    def rivals(self, fact: Fact, text: str) -> bool:
        """Tell whether ``text`` names another fact found in prose better than this one."""
        own = likeness(fact.measure, text)
        return any(
            likeness(other.measure, text) > max(own, 2)
            for other in self.facts
            if "@" in other.place and other.kind == "stated" and other.measure != fact.measure
        )


def field_named(text: str) -> frozenset[str]:
    """Return the columns that the last column word of ``text`` may mean, empty for none."""
    found = _WORD.findall(text)
    return _FIELD_WORDS[found[-1]] if found else frozenset()


def likeness(first: str, second: str) -> int:
    """Return how many different two-character runs of ``first`` stand in ``second``."""
    first, second = squeeze(first), squeeze(second)
    runs = {first[n : n + 2] for n in range(len(first) - 1)}
    return sum(run in second for run in runs)


def _is_name(name: Name) -> bool:
    """Tell whether a row can be named in prose: not by dots, not a sum or a declared weight."""
    if any(part in _NAMELESS for part in name.row.split("/")):
        return False
    return len(name.item) >= 2 and not re.fullmatch(r"[….·\-—#\d]+", name.item)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile("|".join(ordered) or r"(?!)")
