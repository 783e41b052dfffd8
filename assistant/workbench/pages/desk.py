"""What the pages ask for: shapes of a pack as it stands, or as it stood (``at``, an event's number)."""

from typing import Protocol

from assistant.workbench.source_view import SourceView
from assistant.workbench.views.answers import History
from assistant.workbench.views.overview_shapes import Overview
from assistant.workbench.views.paged import PagedView
from assistant.workbench.views.shapes import Drafts, Fields, FileCard, Findings, PackCard, Progress


class Desk(Protocol):
    """The door to packs. Every method may block; unknown ids raise a ``JixiaoError``."""

    def cards(self) -> list[PackCard]:
        """Return all packs, the one changed last first."""

    def card(self, pack_id: str, at: int | None = None) -> PackCard:
        """Return a pack's card."""

    def files(self, pack_id: str) -> list[FileCard]:
        """Return a pack's files."""

    def progress(self, pack_id: str) -> Progress:
        """Return how far a pack's reading is."""

    def overview(self, pack_id: str, at: int | None = None) -> Overview:
        """Return the pane 概览."""

    def findings(self, pack_id: str, at: int | None = None) -> Findings:
        """Return the pane 问题."""

    def fields(self, pack_id: str, at: int | None = None) -> Fields:
        """Return the pane 数据."""

    def drafts(self, pack_id: str, at: int | None = None) -> Drafts:
        """Return the pane 文字."""

    def history(self, pack_id: str) -> History:
        """Return the pane 记录."""

    def source(self, pack_id: str, file_id: str, at: int | None = None) -> SourceView | PagedView:
        """Return one file as it looks."""
