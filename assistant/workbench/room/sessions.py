"""Packs as they stand, each computed once: readings, sessions and what is shown of them."""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from assistant.checks import CheckOptions
from assistant.errors import JixiaoError
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.model.quantity import Text
from assistant.workbench.checking import Checks
from assistant.workbench.longlived import settle
from assistant.workbench.session import TAKEN, Session
from assistant.workbench.store import State, Store
from assistant.workbench.store.state import Reading
from assistant.workbench.views.drafts import drafts
from assistant.workbench.views.fields import fields
from assistant.workbench.views.findings import findings
from assistant.workbench.views.proofs import Proofs
from assistant.workbench.views.shapes import Drafts, Fields, Findings
from assistant.workbench.views.spots import Shown, Spots

Kept = TypeVar("Kept")
_READINGS, _SESSIONS, _OPENED = 24, 24, 48
"""How many are kept; a reading of 600 fields takes about 5 MB, a session as much again."""


class Recent(Generic[Kept]):
    """The values asked for last; each is made once, however many ask at the same time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = defaultdict(threading.Lock)

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return the value of a key, made by ``make`` where it isn't kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making[key]
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            made = make()
            with self._lock:
                self._kept[key] = made
                self._making.pop(key, None)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return made


class Base(NamedTuple):
    """What a reading gave: the dossier, its own documents, and all files that are shown.

    ``doubted`` are the places of values that a person must look at: confirming others changes
    nothing.
    """

    dossier: Dossier
    documents: list[Document]
    shown: list[Shown]
    doubted: frozenset[Place]


class Opened:
    """A pack at one version with what is shown of it; computed when first asked for, and kept."""

    def __init__(self, session: Session, base: Base, proofs: Proofs, model: str) -> None:
        self.session, self.base, self.proofs = session, base, proofs
        self._model = model

    @cached_property
    def files(self) -> dict[str, Shown]:
        """The files of the source pane as edited, by id."""
        own = {document.report.file: document for document in self.session.edited}
        of_pack = {id(document) for document in self.base.documents}
        return {
            each.file_id: each._replace(document=own[each.document.report.file])
            if id(each.document) in of_pack
            else each
            for each in self.base.shown
        }

    @cached_property
    def spots(self) -> Spots:
        """Where things stand in those files."""
        return Spots(self.base.shown)

    @cached_property
    def findings(self) -> Findings:
        """The pane 问题."""
        return findings(self.session, self.spots)

    @cached_property
    def fields(self) -> Fields:
        """The pane 数据."""
        return fields(self.session, self.spots)

    @cached_property
    def drafts(self) -> Drafts:
        """The pane 文字."""
        return drafts(self.session, self.proofs, self.spots, self._model)


class Incalculable(JixiaoError):
    """A pack holds a figure that nothing can be computed with."""

    advice = "请改短原文件中几十位的数字，再作为新材料上传。"


class Sessions:
    """The packs of one store; safe among threads."""

    def __init__(self, store: Store, options: CheckOptions, model: str, checks: Checks) -> None:
        self._store, self._options, self._model = store, options, model
        self._checks = checks
        self._bases: Recent[Base | None] = Recent(_READINGS)
        self._cores: Recent[Session] = Recent(_SESSIONS)
        self._proofs: Recent[Proofs] = Recent(_READINGS)
        self._opened: Recent[Opened] = Recent(_OPENED)
        # Checks take the processor wholly: one after another each is done sooner than at once.
        self._checking = threading.Lock()
        self._ahead = ThreadPoolExecutor(2, thread_name_prefix="check")
        self._values: Recent[Mapping[Place, Text]] = Recent(_READINGS)

    def close(self) -> None:
        """Leave what is still to be checked."""
        self._ahead.shutdown(wait=True, cancel_futures=True)
        self._checks.close()

    def values(self, state: State) -> Mapping[Place, Text] | None:
        """Return what the files say at each place, without any check; None where unread."""
        base = self._base(state.reading) if state.reading else None
        if base is None:
            return None
        return self._values.get(
            state.reading and state.reading.sha256,
            lambda: Session(base.dossier, [], state, self._options).fields,
        )

    def open_soon(self, state: State, seconds: float) -> Opened | None:
        """Return a pack under a state; None where it isn't read, or is checked in more time.

        The check then goes on, so that it is done when the pack is looked at; it is left where
        a later version has come meanwhile.
        """

        def work() -> Opened | None:
            latest = self._store.state(state.pack_id).version == state.version
            return self.open(state) if latest else None

        waits = self._ahead.submit(work)
        try:
            return waits.result(0 if self._checking.locked() else seconds)
        except TimeoutError:
            return None

    def open(self, state: State) -> Opened | None:
        """Return a pack under a state, checked; None where it isn't read."""
        base = self._base(state.reading) if state.reading else None
        if base is None:
            return None
        key = (state.pack_id, state.version)
        return self._opened.get(key, lambda: self._open(base, state))

    def _open(self, base: Base, state: State) -> Opened:
        session = self._core(base, state).beside(state)
        without = state.model_copy(update={"drafts": {}})
        proofs = self._proofs.get(
            _edits(base, without), lambda: Proofs(lambda: self._core(base, without))
        )
        return Opened(session, base, proofs, self._model)

    def _core(self, base: Base, state: State) -> Session:
        """Return a session with the state's edits, checked."""

        def make() -> Session:
            session = Session(base.dossier, base.documents, state, self._options)
            try:
                with self._checking:
                    self._checks.fill(state.reading and _source(state.reading), session)
            except ArithmeticError as error:  # digits beyond all reckoning, of a file or a text
                raise Incalculable("材料里有过长的数字，无法核对。") from error
            settle()
            return session

        return self._cores.get(_edits(base, state), make)

    def _base(self, reading: Reading) -> Base | None:
        return self._bases.get(_source(reading), lambda: self._load(reading))

    def _load(self, reading: Reading) -> Base | None:
        """Return what a reading gave; None where another version of the program wrote it so.

        The files are all there: they only have to be read again.
        """
        blobs = self._store.blobs
        try:
            dossier = Dossier.model_validate_json(blobs.get(reading.sha256))
            shown = [
                Shown(each.file_id, each.name, Document.model_validate_json(blobs.get(each.sha256)))
                for each in reading.documents
            ]
        except ValidationError:
            return None
        own = {source.path for source in dossier.pack.sources}
        documents = [each.document for each in shown if each.document.source.path in own]
        settle()
        return Base(dossier, documents, shown, frozenset(_doubted(dossier.pack)))


def _source(reading: Reading) -> Hashable:
    # Two packs of the same files have one dossier, but each its own file ids.
    return (reading.sha256, reading.documents)


def _doubted(pack: Pack) -> Iterator[Place]:
    values = chain(pack.fields(), (figure.quantity for figure in pack.figures))
    return (value.place for value in values if value.is_doubtful())


def _edits(base: Base, state: State) -> Hashable:
    """Return what makes two states have the same documents, and so the same check."""
    return (
        state.reading.sha256 if state.reading else "",
        tuple((place, fix.after, fix.seq) for place, fix in state.fixes.items()),
        tuple(p for p in state.confirmed if p in base.doubted and p not in state.fixes),
        tuple(
            (place, slot.current) for place, slot in state.drafts.items() if slot.status in TAKEN
        ),
        state.pack_id,
    )
