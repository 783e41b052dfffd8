"""What the check of a session gives, and how it is put into another one of the same state."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple, Protocol

from assistant.model.document import Document
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.workbench.session import Session


class Checked(NamedTuple):
    """What takes long to compute of a session.

    ``edited`` has None for each document, and ``pack`` is None, where the edits left it as it is.
    """

    edited: tuple[Document | None, ...]
    pack: Pack | None
    report: CheckReport
    origins: Mapping[Place, Place]
    refused: Mapping[Place, str]

    @classmethod
    def of(cls, session: Session) -> "Checked":
        """Compute it; ``ArithmeticError`` for digits beyond all reckoning."""
        report, origins = session.report, session.origins
        edited = zip(session.edited, session.documents, strict=True)
        pack = session.dossier.pack
        return cls(
            tuple(None if mine is own else mine for mine, own in edited),
            None if pack is session.base.pack else pack,
            report,
            origins,
            session.refused,
        )

    def put_into(self, session: Session) -> None:
        """Let a session of the same base and state have it."""
        documents = zip(self.edited, session.documents, strict=True)
        base = session.base
        session.edited = [own if mine is None else mine for mine, own in documents]
        session.dossier = base.model_copy(update={"pack": self.pack}) if self.pack else base
        session.report = self.report
        session.origins = self.origins
        session.refused.update(self.refused)


class Checks(Protocol):
    """Computes what takes long of sessions; safe among threads, one after another."""

    def fill(self, key: Hashable, session: Session) -> None:
        """Compute it for a session; sessions of one ``key`` have one base and documents.

        Raises ``ArithmeticError`` for digits beyond all reckoning.
        """

    def close(self) -> None:
        """End it."""


class CheckHere:
    """Computes in this process."""

    def fill(self, key: Hashable, session: Session) -> None:
        """Compute it."""
        _ = session.report, session.origins

    def close(self) -> None:
        """Nothing is to be ended."""
