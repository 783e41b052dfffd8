"""Change one thing in a truth, as a tired clerk would: the engine of the mutation benchmark.

The kinds of slips are listed in ``mutate_kinds.yaml``; the sites of each are yielded by a
function of the same name in ``mutate_figures`` (numbers), ``mutate_cells`` (values put into
the wrong cell), ``mutate_words`` (prose) and ``mutate_whole`` (rows, sections, forms).
"""

import copy
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any, Literal, NamedTuple

import yaml

from corpus import styles
from corpus.dump import dump
from corpus.truth import KeyPath, Relation, Truth
from corpus.validate import holds

Edit = Callable[[dict[str, Any]], None]


class Kind(NamedTuple):
    """One kind of slip: its Chinese name, what must be noticed, and when it is a slip at all.

    ``quick`` kinds are those of ``make mutation``.
    """

    code: str
    name: str
    counts: Literal["warning", "info"]
    bound: Literal["relation", "always"]
    quick: bool = False


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind of slip by its code."""
    text = Path(__file__).with_name("mutate_kinds.yaml").read_text(encoding="utf-8")
    return {code: Kind(code, **row) for code, row in yaml.safe_load(text).items()}


class Site(NamedTuple):
    """Where a slip may happen: the addresses that change, and what is printed there instead.

    ``edit`` changes more than printed texts; ``places`` are then the addresses it touches.
    ``words`` are what now stands there, where the place itself is called after them.
    """

    texts: dict[str, str]
    edit: Edit | None = None
    places: tuple[str, ...] = ()
    words: str = ""

    def addresses(self) -> tuple[str, ...]:
        """Return every address that the slip touches."""
        return (*self.texts, *self.places)


def at(raw: Any, path: KeyPath) -> Any:
    """Return what a raw truth holds at a path of keys."""
    for key in path:
        raw = raw[key]
    return raw


Sites = Callable[["Clean", Random], Iterator[Site]]


class Mutant(NamedTuple):
    """One changed truth; ``binding`` tells whether some relation no longer holds.

    ``places`` are where a reader finds the change, or a place whose quote has ``words``;
    ``text`` is the pack's text dump.
    """

    kind: str
    address: str
    before: str
    after: str
    truth: Truth
    binding: bool
    places: tuple[str, ...]
    words: str
    text: str


class Clean:
    """A sound truth in one layout, with what its slips are judged by."""

    def __init__(self, truth: Truth, style: str = styles.HUNAN) -> None:
        self.truth, self.style = truth, style

    @cached_property
    def text(self) -> str:
        """The pack's text dump."""
        return dump(styles.pack(self.truth.raw, self.style))

    @cached_property
    def relations(self) -> list[Relation]:
        """The relations whose figures all stand in the pack as this layout prints it."""
        return [r for r in self.truth.relations if all(map(self._visible, r.members))]

    @cached_property
    def bound(self) -> list[str]:
        """The addresses of this pack's figures that some relation binds, each once."""
        members = (m for r in self.relations for m in r.members if not _other_year(m))
        return list(dict.fromkeys(members))

    @cached_property
    def relations_of(self) -> dict[str, list[Relation]]:
        """The relations of each bound address."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            for member in relation.members:
                found.setdefault(member, []).append(relation)
        return found

    def breaks(self, texts: dict[str, str]) -> bool:
        """Tell whether a relation can no longer hold when these texts are printed."""
        near = {r.id: r for address in texts for r in self.relations_of.get(address, ())}
        changed = _Overlaid(self.truth, texts)
        return any(holds(self.truth, each) and not _still(changed, each) for each in near.values())

    def _visible(self, address: str) -> bool:
        own = address[5:] if _other_year(address) else address
        return not own.startswith("summary") and styles.place(own, self.style) is not None


def _other_year(address: str) -> bool:
    return address[:5].rstrip(":").isdigit()


class _Overlaid(Truth):
    """A truth with some texts printed otherwise, its figures found where they stood."""

    def __init__(self, base: Truth, texts: dict[str, str]) -> None:
        super().__init__(base.town, base.year, base.raw)
        self.figures = base.figures
        self._base, self._texts = base, texts

    def printed(self, address: str) -> str:
        """Return what is now printed at an address."""
        return self._texts[address] if address in self._texts else self._base.printed(address)


def _still(truth: Truth, relation: Relation) -> bool:
    """Tell whether a relation holds; a text that is no figure any more can't hold it."""
    try:
        return holds(truth, relation)
    except (ValueError, ArithmeticError):
        return False


def mutants(clean: Clean, kind: str, random: Random) -> Iterator[Mutant]:
    """Yield the mutants of one kind, their sites in an order drawn by ``random``."""
    sites = list(_sites()[kind](clean, random))
    random.shuffle(sites)
    for site in sites:
        mutant = _mutant(clean, kinds()[kind], site)
        if mutant.text != clean.text:  # a form prints this weight with its level's name only
            yield mutant


def _mutant(clean: Clean, kind: Kind, site: Site) -> Mutant:
    changed = clean.truth
    for address, text in _last_first(clean.truth, site.texts):
        changed = changed.changed(address, text)
    if site.edit is not None:
        raw = copy.deepcopy(changed.raw)
        site.edit(raw)
        changed = Truth(changed.town, changed.year, raw)
    address, *_ = site.addresses()
    shown = (styles.place(each, clean.style) for each in site.addresses())
    return Mutant(
        kind.code, address, printed(clean.truth, address), site.texts.get(address, ""), changed,
        kind.bound == "always" or clean.breaks(site.texts),
        tuple(each for each in shown if each is not None), site.words,
        dump(styles.pack(changed.raw, clean.style)),
    )  # fmt: skip


def _last_first(truth: Truth, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Return changes so that no figure's address is gone before its turn (it holds its text)."""
    order = {figure.address: figure.order for figure in truth.figures.values()}
    return sorted(texts.items(), key=lambda item: -order.get(item[0], 0))


def printed(truth: Truth, address: str) -> str:
    """Return what stands at a cell, figure or paragraph; "" for any other place."""
    if address in truth.paragraphs:
        return truth.paragraphs[address].marked
    try:
        return truth.printed(address)
    except KeyError:
        return ""


@cache
def _sites() -> dict[str, Sites]:
    # Imported late: the modules take Clean and Site from here.
    from corpus import mutate_cells, mutate_figures, mutate_whole, mutate_words

    found: dict[str, Sites] = {}
    for module in (mutate_figures, mutate_cells, mutate_words, mutate_whole):
        found |= {code: vars(module)[code.replace(" ", "_")] for code in module.KINDS}
    assert found.keys() == kinds().keys(), found.keys() ^ kinds().keys()
    return found


KINDS = tuple(code for code, kind in kinds().items() if kind.quick)
