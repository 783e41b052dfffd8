"""What the unit's published final accounts say of a matter: the same figure, and causes."""

from collections.abc import Iterator
from functools import cached_property

from assistant.drafts.causes import BECAUSE
from assistant.drafts.desk import Desk
from assistant.drafts.shelf import Link, Shelf
from assistant.facts.accounts_text import explanations
from assistant.facts.finals import finals, keys_of_row, of_key, own_accounts
from assistant.model.draft import EvidenceItem
from assistant.model.fact import Fact
from assistant.model.place import Place

SAID = "部门决算"
_ROW = "base_data/spending/"
_SAVED = ("减少", "下降", "压减", "节约")


class Published:
    """The unit's final accounts of the pack's year, as a drafter uses them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        year = desk.pack.year
        self.accounts = [each for each in own_accounts(desk.dossier) if each.year == year]

    @cached_property
    def shelf(self) -> Shelf:
        """The sentences of the explanation."""
        return Shelf(self._desk.dossier, [p for each in self.accounts for p in explanations(each)])

    def same(self, row: Place) -> Fact | None:
        """Return the audited figure that a base table's final repeats, None where it has none."""
        own = self._desk.at(f"{row}/final") if row.startswith(_ROW) else None
        if own is None:
            return None
        keys = keys_of_row(row.removeprefix(_ROW))
        for accounts in self.accounts:
            for final in of_key(finals(accounts), *keys):
                if final.quantity.interval().meets(own.quantity.interval()):
                    return self._desk.at(final.quantity.place)
        return None

    def causes(self, links: Iterator[Link]) -> Iterator[Link]:
        """Yield the sentences that say why, best first; none whose figures clash."""
        for link in sorted(links, key=lambda each: (-each.strength, -each.score)):
            words = link.sentence.words
            if not link.clashes and BECAUSE.search(words) and words.count("“") == words.count("”"):
                yield link

    def thrift(self) -> list[EvidenceItem]:
        """Return the sentence on a saving of this year in the three-public expenses."""
        found = [s for s in self.shelf.sentences if _saves(s.words) and self.shelf.is_of_year(s)]
        return [
            EvidenceItem(
                kind="passage", text=each.words, place=each.place,
                why=f"{each.source}：写明本年的节约做法或效果",
            )
            for each in found[:1]
        ]  # fmt: skip


def _saves(words: str) -> bool:
    told = any(word in words for word in _SAVED) and ("三公" in words or "接待" in words)
    return told and "上年" in words and words.count("“") == words.count("”")
