"""Load the truth of one town and year: cells, paragraphs, figures, relations, faults.

Truth lies in ``corpus/truth/<town>/<year>/*.yaml``. A figure that matters is marked where it
stands: ``⟦id 86件 measure subject⟧`` in a paragraph prints ``86件`` and can be named ``id``
in a formula. Cells are named by their address in braces, or by an alias of ``names.yaml``.
"""

import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from corpus.expand import expand_headings, expand_levels
from corpus.formula import Formula, parse

ROOT = Path(__file__).parent / "truth"
FILES = ("forms", "report", "projects", "summary", "relations")
DEMO, CLEAN, HELD_BACK = "luting", "tangao", "weiling"
ALL_CLEAN = (CLEAN, "yanhu", "qichuan", "huaixi", HELD_BACK)
TOWNS = (DEMO, *ALL_CLEAN)
YEARS = (2023, 2024)

KeyPath = tuple[str | int, ...]
MARK = re.compile(
    r"⟦(?P<id>\S+) (?P<printed>[^\s⟧]+)(?: (?P<measure>[^\s⟧]+))?(?: (?P<subject>[^\s⟧]+))?⟧"
)
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.．、])\s*"
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One form field: its address, what is printed, and where the YAML holds it."""

    address: str
    printed: str
    path: KeyPath


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a report or summary; ``marked`` still carries the marks."""

    place: str
    marked: str
    path: KeyPath

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return MARK.sub(lambda match: match["printed"], self.marked)


@dataclass(frozen=True)
class Figure:
    """One marked figure of the prose; ``start`` counts characters of the printed text."""

    id: str
    address: str
    place: str
    printed: str
    start: int
    measure: str
    subject: str
    path: KeyPath
    order: int


@dataclass(frozen=True)
class Relation:
    """Figures bound to each other; ``members`` are addresses.

    ``items`` is the enumeration of a ``count_of_list``; ``source`` tells whether the form
    itself or the text makes the bond.
    """

    id: str
    kind: str
    formula: str
    members: tuple[str, ...]
    items: tuple[str, ...] = ()
    source: str = "text"
    parsed: Formula | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Fault:
    """A planted fault: the label a reviewer would write, and the relations it breaks."""

    id: str
    place: str
    kind: str
    says: str
    level: str
    breaks: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass
class Truth:
    """What one pack and its work summary say, before any rule looks at them."""

    town: str
    year: int
    raw: dict[str, Any]

    @property
    def unit(self) -> str:
        """The unit's full name."""
        return str(self.raw["unit"])

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every form field by its address."""
        from corpus.places import cells

        return {cell.address: cell for cell in cells(self.raw)}

    @cached_property
    def paragraphs(self) -> dict[str, Paragraph]:
        """Every paragraph of the reports and the summary by its place."""
        from corpus.places import paragraphs

        return {paragraph.place: paragraph for paragraph in paragraphs(self.raw)}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every marked figure by its id."""
        found: dict[str, Figure] = {}
        for paragraph in self.paragraphs.values():
            for figure in _figures(paragraph, self.unit):
                if figure.id in found:
                    raise ValueError(f"{self.town} {self.year}: two figures {figure.id}")
                found[figure.id] = figure
        return found

    @cached_property
    def relations(self) -> list[Relation]:
        """The bonds that the forms make, then those that the text makes."""
        from corpus.bonds import form_relations

        return [*form_relations(self), *self._text_relations()]

    @cached_property
    def faults(self) -> list[Fault]:
        """The planted faults; empty for a sound pack."""
        return [
            Fault(
                id=f"F{number:02}", place=row["place"], kind=row["kind"], says=row["says"],
                level=row["level"], breaks=tuple(row.get("breaks", ())),
                also=tuple(row.get("also", ())),
            )
            for number, row in enumerate(self.raw.get("faults") or (), 1)
        ]  # fmt: skip

    def address(self, name: str) -> str:
        """Return the address that an id, an alias or an address stands for."""
        if name in self.figures:
            return self.figures[name].address
        return aliases().get(name, name)

    def bound(self) -> list[str]:
        """Return the addresses of all figures that some relation binds, each once."""
        members = (m for relation in self.relations for m in relation.members)
        return list(dict.fromkeys(m for m in members if not m[:5].rstrip(":").isdigit()))

    def printed(self, address: str) -> str:
        """Return what is printed at a cell's or figure's address; ``KeyError`` if nowhere."""
        if address in self.cells:
            return self.cells[address].printed
        return self._by_address[address].printed

    def changed(self, address: str, printed: str) -> "Truth":
        """Return a copy that prints something else at a cell, paragraph or figure."""
        raw = copy.deepcopy(self.raw)
        if address in self.cells:
            _put(raw, self.cells[address].path, printed)
        elif address in self.paragraphs:
            _put(raw, self.paragraphs[address].path, printed)
        else:
            figure = self._by_address[address]
            marked = self.paragraphs[figure.place].marked
            _put(raw, figure.path, _reprint(marked, figure.order, printed))
        return Truth(self.town, self.year, raw)

    @cached_property
    def _by_address(self) -> dict[str, Figure]:
        return {figure.address: figure for figure in self.figures.values()}

    def _text_relations(self) -> Iterator[Relation]:
        for number, row in enumerate(self.raw.get("relations") or (), 1):
            ((kind, text),) = row.items()
            yield self._relation(f"R{number:03}", kind, text)

    def _relation(self, name: str, kind: str, text: str) -> Relation:
        if kind == "count_of_list":
            head, operator, items = re.split(r"\s(=|>)\s", text, maxsplit=1)
            listed = tuple(item.strip() for item in items.split("、"))
            return Relation(
                name, kind, f"{head} {operator} {len(listed)}", (self.address(head),), listed
            )
        formula = parse(text)
        members = tuple(self.address(member) for member in formula.members())
        return Relation(name, kind, text, members, parsed=formula)


def load(town: str, year: int) -> Truth:
    """Load one town's truth of one year; ``FileNotFoundError`` when there is none."""
    return Truth(town, year, copy.deepcopy(_raw(town, year)))


@cache
def _raw(town: str, year: int) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for name in FILES:
        for key, value in _yaml(ROOT / town / str(year) / f"{name}.yaml").items():
            if key in raw:
                raise ValueError(f"{town} {year}: {key} is given twice")
            raw[key] = value
    expand_levels(raw)
    expand_headings(raw)
    return raw


def _yaml(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return content


def load_all() -> list[Truth]:
    """Load every town and year."""
    return [load(town, year) for town in TOWNS for year in YEARS]


@cache
def aliases() -> dict[str, str]:
    """Return the short names of cells that every pack has."""
    return {str(name): str(address) for name, address in _yaml(ROOT / "names.yaml").items()}


def split_heading(heading: str) -> tuple[str, str]:
    """Split a heading into its number and its title."""
    match = _NUMBER.match(heading)
    number = match[0] if match else ""
    return number.strip(), heading[len(number) :].strip()


def _figures(paragraph: Paragraph, unit: str) -> Iterator[Figure]:
    gone, seen = 0, Counter[str]()
    text = paragraph.text
    for order, match in enumerate(MARK.finditer(paragraph.marked)):
        printed, start = match["printed"], match.start() - gone
        gone += len(match[0]) - len(printed)
        before = re.findall(rf"(?<![\d.]){re.escape(printed)}", text[:start])
        seen[printed] = len(before) + 1
        repeat = f"#{seen[printed]}" if before else ""
        yield Figure(
            id=match["id"], address=f"{paragraph.place}@{printed}{repeat}", place=paragraph.place,
            printed=printed, start=start, measure=match["measure"] or match["id"],
            subject=match["subject"] or unit, path=paragraph.path, order=order,
        )  # fmt: skip


def _reprint(marked: str, order: int, printed: str) -> str:
    """Return the marked text with one figure's digits changed and its mark kept."""
    match = list(MARK.finditer(marked))[order]
    return marked[: match.start("printed")] + printed + marked[match.end("printed") :]


def _put(raw: Any, path: KeyPath, value: str) -> None:
    for key in path[:-1]:
        raw = raw[key]
    raw[path[-1]] = value
