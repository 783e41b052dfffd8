"""The room: all that pages and API need of packs; calls may block and come from any thread."""

from collections import defaultdict
from getpass import getuser
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.checks import CheckOptions, rules
from assistant.documents.apart import ReaderPool
from assistant.documents.limits import DEFAULT_LIMITS, Limits
from assistant.drafts.slots import find
from assistant.errors import MissingSource
from assistant.facts.profiles import load_profile
from assistant.model.document import Source
from assistant.model.place import Place
from assistant.settings import Settings, named_soffice
from assistant.workbench.checking import CheckHere, Checks
from assistant.workbench.pictures import Painter
from assistant.workbench.room.deeds import Deeds
from assistant.workbench.room.intake import Intake
from assistant.workbench.room.packs import Packs
from assistant.workbench.room.papers import Papers
from assistant.workbench.room.sessions import Opened
from assistant.workbench.room.summaries import Summaries
from assistant.workbench.source_view import SourceView, page_views, source_view
from assistant.workbench.store import Event, State, Store
from assistant.workbench.store.state import File
from assistant.workbench.views.answers import History, Saved
from assistant.workbench.views.cards import file_card
from assistant.workbench.views.fields import Only, narrowed
from assistant.workbench.views.history import history, line, words
from assistant.workbench.views.overview import overview
from assistant.workbench.views.overview_shapes import Overview
from assistant.workbench.views.paged import PagedView, PageSize
from assistant.workbench.views.shapes import Drafts, Fields, FileCard, Findings, PackCard, Progress
from assistant.workbench.views.spots import Shown

_WORKERS = 2
"""Reading processes."""


class Room:
    """Packs to look at; what changes them is in ``intake``, ``deeds`` and ``papers``.

    ``folder`` takes what can be made anew: pictures of pages, cards. ``actor`` is the person at
    this machine. ``checks`` computes the checks, in this process unless given, and is closed with
    the room. Panes of a pack that isn't read are empty. Unknown packs raise ``MissingPack``,
    unknown files and moments ``MissingSource``. Close it, or use it in a ``with`` statement.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        settings: Settings | None = None,
        options: CheckOptions | None = None,
        *,
        actor: str = "",
        limits: Limits = DEFAULT_LIMITS,
        checks: Checks | None = None,
    ) -> None:
        settings = settings or Settings()
        rules()  # loaded now, so that nobody waits for them later
        self.actor = actor or user_name()
        self.limits = limits
        self._summaries = Summaries(folder / "cards")
        self._packs = Packs(
            store, options or CheckOptions(), settings.model, self._summaries, self.actor,
            checks or CheckHere(),
        )  # fmt: skip
        self._pool = ReaderPool(limits, workers=_WORKERS, soffice=named_soffice())
        self._painter = Painter(folder / "pictures")
        self.intake = Intake(self._packs, self._pool, self._painter, limits)
        self.deeds = Deeds(self._packs, settings)
        self.papers = Papers(self._packs)

    def close(self) -> None:
        """Stop what runs, end the reading processes, keep the cards; the store stays open."""
        self._packs.close()
        self._pool.close()
        self._summaries.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def cards(self) -> list[PackCard]:
        """Return all packs, the one changed last first."""
        return self._packs.cards()

    def card(self, pack_id: str, at: int | None = None) -> PackCard:
        """Return a pack's card."""
        return self._packs.card(pack_id, at)

    def progress(self, pack_id: str) -> Progress:
        """Return how far a pack's job is; idle where none has run since the start."""
        version = self._packs.state(pack_id).version
        return self._packs.jobs.progress(pack_id).model_copy(update={"version": version})

    def cancel(self, pack_id: str) -> Progress:
        """Ask a pack's job to stop."""
        self._packs.state(pack_id)
        return self._packs.jobs.cancel(pack_id)

    def files(self, pack_id: str) -> list[FileCard]:
        """Return a pack's files, this year's first."""
        state, opened = self._packs.state(pack_id), self._packs.opened(pack_id)
        shown = opened.files if opened else {}
        told = _told(state)
        cards = [self._file(file, shown.get(file.file_id), told) for file in state.files.values()]
        return sorted(cards, key=lambda card: card.role != "pack")

    def _file(self, file: File, shown: Shown | None, told: dict[str, list[str]]) -> FileCard:
        pages = page_views(shown.document) if shown and shown.kind == "pages" else []
        return file_card(file, shown, told, max((page.number for page in pages), default=0))

    def overview(self, pack_id: str, at: int | None = None) -> Overview:
        """Return the pane 概览."""
        state, opened = self._packs.state(pack_id, at), self._packs.opened(pack_id, at)
        card = self._packs.card_of(state)
        if opened is None:
            return Overview(card=card)
        made = overview(opened.session, opened.spots, card, _waiting(opened))
        return made.model_copy(update=self._next_steps(state))

    def findings(self, pack_id: str, at: int | None = None) -> Findings:
        """Return the pane 问题."""
        opened = self._packs.opened(pack_id, at)
        return opened.findings if opened else Findings(version=self._version(pack_id, at))

    def fields(
        self,
        pack_id: str,
        at: int | None = None,
        only: Only = "all",
        start: int = 0,
        count: int | None = None,
    ) -> Fields:
        """Return the pane 数据: a stretch of all values, of those to look at, or of edited ones."""
        opened = self._packs.opened(pack_id, at)
        if opened is None:
            return Fields(version=self._version(pack_id, at), total=0)
        return narrowed(opened.fields, only, start, count)

    def drafts(self, pack_id: str, at: int | None = None) -> Drafts:
        """Return the pane 文字."""
        opened = self._packs.opened(pack_id, at)
        model = self._packs.model
        if opened is None:
            return Drafts(version=self._version(pack_id, at), model=model)
        return opened.drafts

    def history(self, pack_id: str) -> History:
        """Return the pane 记录."""
        events = self._packs.store.events(pack_id)
        return history(events, self._packs.state(pack_id), self.actor)

    def saved(self, event: Event) -> Saved:
        """Return what the page is told after a write."""
        state = self._packs.state(event.pack_id)
        return Saved(
            version=state.version,
            seq=event.seq,
            line=line(event, undoable=state.next_undo(self.actor) == event.seq),
            card=self._packs.card_soon(state),
            **self._next_steps(state),
        )

    def source(self, pack_id: str, file_id: str, at: int | None = None) -> SourceView | PagedView:
        """Return a file as the source pane shows it, edits included; ``ReaderCrashed``."""
        shown = self._shown(pack_id, file_id, at)
        if shown.kind == "text":
            return source_view(shown.document)
        sizes = self._painter.sizes(*self._picture(shown))
        return PagedView(
            shown.name, page_views(shown.document), [PageSize(*size) for size in sizes]
        )

    def page(self, pack_id: str, file_id: str, number: int) -> bytes:
        """Return the picture of a page as PNG."""
        shown = self._shown(pack_id, file_id)
        if shown.kind != "pages":
            raise MissingSource("这个文件没有页面图片。")
        return self._painter.page(*self._picture(shown), number)

    def crop(self, pack_id: str, file_id: str, place: Place) -> bytes:
        """Return the picture of the place of a value as PNG."""
        shown = self._shown(pack_id, file_id)
        session = self._packs.must(pack_id).session
        field = session.fields.get(place)
        at = field.location if field else None
        if shown.kind != "pages" or not at or at.box is None or at.page is None:
            raise MissingSource("这一项没有图片。")
        if at.file != shown.document.report.file:
            raise MissingSource("这一项不在这个文件里。")
        return self._painter.crop(*self._picture(shown), at.page, at.box)

    def content(self, pack_id: str, file_id: str) -> tuple[str, Path]:
        """Return a file's name and where its content lies, for reading only."""
        file = self._packs.state(pack_id).files.get(file_id)
        if file is None:
            raise MissingSource("材料里没有这个文件。")
        return file.name, self._packs.store.blobs.path(file.sha256)

    def _shown(self, pack_id: str, file_id: str, at: int | None = None) -> Shown:
        opened = self._packs.opened(pack_id, at)
        shown = opened.files.get(file_id) if opened else None
        if shown is None:
            raise MissingSource("这个文件没有读出内容，不能查看。")
        return shown

    def _picture(self, shown: Shown) -> tuple[Path, str, str]:
        source: Source = shown.document.source
        return self._packs.store.blobs.path(source.sha256), source.sha256, source.format

    def _version(self, pack_id: str, at: int | None) -> int:
        return self._packs.state(pack_id, at).version

    def _next_steps(self, state: State) -> dict[str, str]:
        """Return in words what the person would take back or do again."""
        events = self._packs.store.events(state.pack_id)
        steps = {"undo": state.next_undo(self.actor), "redo": state.next_redo(self.actor)}
        return {name: words(events[seq - 1]) if seq else "" for name, seq in steps.items()}


def _waiting(opened: Opened) -> int:
    """Return how many places still want text that nobody has refused."""
    session = opened.session
    profile = load_profile(session.report.profile)
    found = find(session.dossier.pack, session.facts, session.report, profile)
    drafts = session.state.drafts
    refused = {place for place, slot in drafts.items() if slot.status == "refused"}
    return sum(slot.place not in refused for slot in found)


def _told(state: State) -> dict[str, list[str]]:
    """Return what the last reading said of each file, by its name."""
    told: dict[str, list[str]] = defaultdict(list)
    for error in state.reading.errors if state.reading else ():
        if error.startswith("《"):
            told[error[1:].partition("》")[0]].append(error)
    return told


def user_name() -> str:
    """Return the name of the person at this machine as events show it."""
    try:
        name = getuser()
    except (OSError, KeyError):
        name = ""
    return "".join(char for char in name if char.isprintable())[:100] or "本机用户"
