"""A pack as it stands: what was read, with a person's decisions applied, checked anew."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from assistant.checks import CheckOptions, check
from assistant.drafts import draft
from assistant.errors import ChangeRefused
from assistant.facts import gather
from assistant.facts.drafted import draft_change
from assistant.model.change import Change
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport
from assistant.model.fact import FactBook
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from assistant.model.place import Location, Place
from assistant.model.quantity import Text
from assistant.pipeline import again
from assistant.workbench.editing import Key, edit, key_of
from assistant.workbench.source_view import spot_of
from assistant.workbench.store import State
from assistant.workbench.store.state import Fix

TAKEN = ("accepted", "edited")
"""The states of a slot in which its text stands in the pack."""


class Session:
    """One pack at one version; everything is computed when first asked for, and kept.

    ``refused`` are the edits that could not be made, each with a Chinese line why: a cell that
    another edit has already rewritten, or a field that its form has no cell for.
    """

    def __init__(
        self, base: Dossier, documents: Sequence[Document], state: State, options: CheckOptions
    ) -> None:
        self.base, self.documents, self.state = base, list(documents), state
        self.options = options
        self.refused: dict[Place, str] = {}

    @cached_property
    def fields(self) -> dict[Place, Text]:
        """Every value as the files say it, by its place: the originals."""
        pack = self.base.pack
        figures = {figure.place: figure.quantity for figure in pack.figures}
        return {each.place: each for each in pack.fields()} | figures

    @cached_property
    def edited(self) -> list[Document]:
        """The documents with all fixes and accepted texts in them."""
        documents = self.documents
        for place, change in self._changes():
            try:
                documents = edit(documents, change)
            except ChangeRefused as error:
                self.refused[place] = str(error)
        return list(documents)

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier of the edited documents; without edits it is the one that was read."""
        if all(mine is own for mine, own in zip(self.edited, self.documents, strict=True)):
            return self.base
        return again(self.base, self.edited)

    @cached_property
    def facts(self) -> FactBook:
        """The figures of the pack as it stands."""
        return gather(self.dossier)

    @cached_property
    def report(self) -> CheckReport:
        """The check of the pack as it stands."""
        return check(self.dossier, self.facts, self.options)

    @cached_property
    def proposals(self) -> DraftReport:
        """What the offline composer makes of the pack as it stands: its questions above all."""
        return draft(self.dossier, self.facts, self.report)

    @cached_property
    def composed(self) -> DraftReport:
        """The offline composer's text for every slot, also for those that have one by now."""
        return self.without_texts.proposals

    @cached_property
    def without_texts(self) -> "Session":
        """The pack with its values as they stand, but no text in its slots.

        A text that was put into a slot is no evidence for itself, nor for another.
        """
        if not any(slot.status in TAKEN for slot in self.state.drafts.values()):
            return self
        state = self.state.model_copy(update={"drafts": {}})
        return Session(self.base, self.documents, state, self.options)

    @cached_property
    def origins(self) -> Mapping[Place, Place]:
        """The original's place for each figure whose place changed with its printed words.

        Figures in prose are known by their words; a paragraph's figures keep their order.
        """
        old, new = _by_spot(self.base.pack), _by_spot(self.dossier.pack)
        return {
            mine: own
            for spot, places in new.items()
            if len(places) == len(old.get(spot, ()))
            for mine, own in zip(places, old[spot], strict=True)
            if mine != own
        }

    @cached_property
    def current(self) -> dict[Place, Text]:
        """Every value of the pack as it stands, by its place."""
        pack = self.dossier.pack
        figures = {figure.place: figure.quantity for figure in pack.figures}
        return {each.place: each for each in pack.fields()} | figures

    def beside(self, state: State) -> "Session":
        """Return this pack under another state whose edits are the same, nothing computed anew."""
        other = Session(self.base, self.documents, state, self.options)
        kept = {name: value for name, value in vars(self).items() if name not in vars(other)}
        vars(other).update(kept)
        other.refused = self.refused
        return other

    def original(self, place: Place) -> Text | None:
        """Return the original of a value of the pack as it stands, None where it is no field."""
        return self.fields.get(self.origins.get(place, place))

    def _changes(self) -> Iterator[tuple[Place, Change]]:
        """Yield the edits in an order in which none moves the characters of a later one.

        A paragraph typed anew comes before what was typed for a figure in it later.
        """
        typed = [*self._fixes(), *self._confirmations()]
        yield from sorted(typed, key=self._turn)
        yield from self._texts()

    def _turn(self, item: tuple[Place, Change]) -> tuple[bool, int]:
        place, change = item
        return place in self._figures, -(change.location.start or 0)

    @cached_property
    def _figures(self) -> frozenset[Place]:
        return frozenset(figure.place for figure in self.base.pack.figures)

    def _fixes(self) -> Iterator[tuple[Place, Change]]:
        for place, fix in self._standing():
            field = self.fields.get(place)
            if field is None or not spot_of(field.location):
                self.refused[place] = "材料中没有可以填写此项的地方"
                continue
            yield place, _typed(field, fix.after)

    def _standing(self) -> Iterator[tuple[Place, Fix]]:
        """Yield the fixes without those of figures whose whole paragraph was typed anew later."""
        fixes = self.state.fixes.items()
        where = {place: key_of(f.location) for place, _ in fixes if (f := self.fields.get(place))}
        anew: dict[Key, int] = {}
        for place, fix in fixes:
            if place in where and place not in self._figures:
                anew[where[place]] = max(fix.seq, anew.get(where[place], 0))
        for place, fix in fixes:
            if place not in self._figures or fix.seq > anew.get(where[place], 0):
                yield place, fix

    def _confirmations(self) -> Iterator[tuple[Place, Change]]:
        """Yield what a person found right as it was read: the doubt about it goes."""
        for place in self.state.confirmed.keys() - self.state.fixes.keys():
            field = self.fields.get(place)
            if field is not None and field.is_doubtful():
                yield place, _typed(field, field.raw)

    def _texts(self) -> Iterator[tuple[Place, Change]]:
        for place, slot in self.state.drafts.items():
            version = slot.version(slot.current)
            if slot.status not in TAKEN or version is None:
                continue
            made = next((v for v in slot.versions if v.draft), None)
            if made is None:
                self.refused[place] = "没有找到这段文字应写入的位置"
                continue
            yield (
                place,
                draft_change(made.as_draft().model_copy(update={"text": list(version.text)})),
            )


def _typed(field: Text, after: str) -> Change:
    return Change(kind="replace", location=field.location, old=field.raw, new=after)


def _by_spot(pack: Pack) -> dict[str, list[Place]]:
    """Return the places of the figures in prose by the paragraph they stand in, in order."""
    found: dict[str, list[tuple[int, Place]]] = {}
    for figure in pack.figures:
        at: Location = figure.location
        found.setdefault(spot_of(at), []).append((at.start or 0, figure.place))
    return {spot: [place for _, place in sorted(items)] for spot, items in found.items()}
