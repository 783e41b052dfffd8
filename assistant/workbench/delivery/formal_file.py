"""A pack that has no Word file of its own as a formal one, with the decisions applied."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from assistant.documents import read
from assistant.facts.quotes import texts
from assistant.model.change import Comment
from assistant.model.document import Document
from assistant.model.draft import Draft
from assistant.model.pack import Pack
from assistant.model.place import Location, Place
from assistant.output.formal_comments import comments
from assistant.output.formal_pack import write_forms
from assistant.pipeline import again
from assistant.workbench.delivery.marker import Mark
from assistant.workbench.delivery.rebuilt import rebuilt
from assistant.workbench.delivery.remarks import comment, joined, on_drafts, told
from assistant.workbench.delivery.standing import Standing, moments
from assistant.workbench.delivery.word_files import applied, signed
from assistant.workbench.editing import differences
from assistant.workbench.session import Session

NAME = "formal.docx"
"""What the document is called while it is made; locations in it bear this name."""


class Formal(NamedTuple):
    """A formal document that was written: where it lies, what it says, where each place stands."""

    path: Path
    document: Document
    places: Mapping[Place, Location]


def formal_file(
    session: Session, stand: Standing, mark: Mark, now: datetime
) -> tuple[bytes, list[str]]:
    """Return the pack as a formal Word file with the changes, and what could not be put in."""
    with TemporaryDirectory(prefix="jixiao-") as folder:
        after = written(Path(folder) / "after", pack_of(session, stand))
        if mark.form == "word_clean":
            return after.path.read_bytes(), []
        before = written(Path(folder) / "before", session.base.pack)
        edits = differences([before.document], [rebuilt(before.document, after.document)])
        annotated = mark.form == "word_annotated"
        remarks = joined(_remarks(session, stand, before.places)) if annotated else []
        known = moments(session, stand.offered, _where(before.places), now)
        return applied(before.path, edits, remarks, mark, signed(known, now), now)


def pack_of(session: Session, stand: Standing) -> Pack:
    """Return the pack that the documents hold with everything in them."""
    if not stand.offered:
        return session.dossier.pack
    return again(session.base, stand.documents).pack


def written(folder: Path, pack: Pack) -> Formal:
    """Write a pack as a formal document into a new folder, and read it again."""
    folder.mkdir()
    path = folder / NAME
    places = write_forms(path, pack)
    return Formal(path, read(path), places)


def _where(places: Mapping[Place, Location]) -> Callable[[Place], Location | None]:
    """Return what finds a place; of a figure in prose its paragraph, of a slot its first one."""

    def where(place: Place) -> Location | None:
        named = (f"{place}/p", place, place.partition("@")[0])
        return next((places[each] for each in named if each in places), None)

    return where


def _remarks(
    session: Session, stand: Standing, places: Mapping[Place, Location]
) -> Iterator[Comment]:
    where, known = _where(places), texts(session.base.pack)
    for draft, text, author in on_drafts(session, stand.offered):
        location = _of_draft(draft, where, places)
        if location:
            yield comment(location, text, author)
    report = session.report.model_copy(update={"findings": []})
    yield from comments(report, places, known)
    for author, findings in told(session).items():
        own = report.model_copy(update={"findings": findings, "to_review": []})
        for each in comments(own, places, known):
            yield comment(each.location, each.text, author)


def _of_draft(
    draft: Draft, where: Callable[[Place], Location | None], places: Mapping[Place, Location]
) -> Location | None:
    slot = draft.slot
    return places.get(slot.place) if slot.after_heading else where(slot.place)
