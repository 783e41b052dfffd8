"""The sides of a finding as people read them: the file's own words, one sentence once."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.model.dossier import prior_root
from assistant.model.finding import Evidence
from assistant.model.pack import Pack
from assistant.model.place import Location, Place, squeeze
from assistant.model.quantity import Text
from assistant.output.places import SEPARATOR, place_words
from assistant.output.safe import flat

_BLANK = "（空白）"


class CellWords(NamedTuple):
    """One cell of a row: the name of its column, its words, and whether the finding is about it."""

    column: str
    words: str
    own: bool


class Side(NamedTuple):
    """A quote without line breaks ("" for a blank), the words for the places it stands for.

    ``location`` is where it is in the file; ``cells`` is the row that it stands in, as far as
    it was read, empty for prose.
    """

    quote: str
    place: str
    location: Location
    cells: tuple[CellWords, ...] = ()

    @property
    def in_table(self) -> bool:
        """Tell whether this is a cell of a table."""
        return self.location.row is not None


_Row = tuple[Place, str, int, int]

_OTHER_PACK = re.compile(r"(?:prior|beside)/[^/]+/")


class PackWords:
    """The words of a pack's fields by place, and those of the rows they stand in.

    ``prior`` are the packs of earlier years that a finding may be held against.
    """

    def __init__(self, pack: Pack, prior: Sequence[Pack] = ()) -> None:
        self._words: dict[Place, list[str]] = {}
        self._rows: dict[_Row, dict[int, list[Text]]] = {}
        for root, each in (("", pack), *((f"{prior_root(old)}/", old) for old in prior)):
            for field in each.fields():
                self._add(root, field)

    def _add(self, root: Place, field: Text) -> None:
        self._words.setdefault(root + field.place, []).append(field.raw.strip() or _BLANK)
        row, column = _row(root, field.location), field.location.col
        if row and column is not None:
            self._rows.setdefault(row, {}).setdefault(column, []).append(field)

    def quote(self, evidence: Evidence) -> str:
        """Return the words as the file has them, without the name that a message calls them by."""
        for words in self._words.get(evidence.place, []):
            if evidence.quote.endswith(f"：{words}"):
                return words
        return evidence.quote

    def cells(self, evidence: Evidence) -> tuple[CellWords, ...]:
        """Return the row of a cell from left to right; empty where it stands alone, or in prose."""
        row = _row(_root(evidence.place), evidence.location)
        found = sorted(self._rows.get(row, {}).items()) if row else []
        if len(found) < 2:
            return ()
        return tuple(_cell(texts, at == evidence.location.col) for at, texts in found)


def _cell(texts: Sequence[Text], own: bool) -> CellWords:
    """Return one cell; several fields may have been read from it, as from “项目支出：196.6”."""
    ordered = sorted(texts, key=lambda text: text.location.start or 0)
    words = " ".join(dict.fromkeys(flat(text.raw) for text in ordered if text.raw.strip()))
    column = place_words(ordered[-1].place).rpartition(SEPARATOR)[2]
    # The cell that names its row is its own caption.
    return CellWords("" if squeeze(column) in squeeze(words) else column, words, own)


def _row(root: Place, at: Location) -> _Row | None:
    return None if at.table is None or at.row is None else (root, at.file, at.table, at.row)


def _root(place: Place) -> Place:
    """Return what tells another pack's places apart: a file of it may have the same name."""
    other = _OTHER_PACK.match(place)
    return other[0] if other else ""


def sides(evidence: Iterable[Evidence], words: PackWords | None = None) -> list[Side]:
    """Return the evidence in order; figures of one sentence share its one quote."""
    groups: dict[tuple[str, Place, int], list[Evidence]] = {}
    for number, each in enumerate(evidence):
        paragraph, _, figure = each.place.partition("@")
        # Only figures in prose share a quote: two cells with the same words are two sides.
        key = (each.quote, paragraph, -1) if figure else (each.quote, each.place, number)
        groups.setdefault(key, []).append(each)
    return [_side(group, words) for group in groups.values()]


def _side(group: Sequence[Evidence], words: PackWords | None) -> Side:
    first, *others = group
    more = (place_words(each.place).rpartition(SEPARATOR)[2] for each in others)
    place = "、".join(
        dict.fromkeys([place_words(first.place), *(m.removeprefix("文中") for m in more)])
    )
    quote = words.quote(first) if words else first.quote
    quote = "" if quote == _BLANK else flat(quote)
    return Side(quote, place, first.location, words.cells(first) if words else ())
