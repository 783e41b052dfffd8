"""The unit's own Word files with the decisions applied."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.drafts import changes
from assistant.model.change import Change, Comment
from assistant.model.document import Document, Source
from assistant.model.draft import DraftReport
from assistant.model.place import Location, Place
from assistant.output import word
from assistant.output.formal_comments import review_comment
from assistant.workbench.delivery.made import Moment
from assistant.workbench.delivery.marker import Mark, set_mark
from assistant.workbench.delivery.remarks import Source as Origin
from assistant.workbench.delivery.remarks import comment, joined, on_drafts, told
from assistant.workbench.delivery.standing import PROGRAM, Standing, moments
from assistant.workbench.editing import Key, differences, key_of
from assistant.workbench.session import Session
from assistant.workbench.store import Blobs

Files = Callable[[Source], Path | None]
MODES: dict[str, word.Mode] = {
    "word_clean": "clean", "word_tracked": "tracked", "word_annotated": "annotated",
}  # fmt: skip


def word_file(source: Source) -> Path | None:
    """Return the Word file that changes go into: the source, or the copy made of a .doc or .odt."""
    if source.format == "docx":
        return Path(source.path)
    return Path(source.converted) if source.converted.endswith(".docx") else None


def blob_files(blobs: Blobs) -> Files:
    """Return what finds the Word files of sources whose contents a store keeps.

    Their ``sha256`` and the stem of their ``converted`` name the contents.
    """

    def file(source: Source) -> Path | None:
        if source.format == "docx":
            return blobs.path(source.sha256)
        stem, _, ending = source.converted.rpartition(".")
        return blobs.path(stem) if ending == "docx" else None

    return file


def own_file(
    session: Session, stand: Standing, source: Source, file: Path, mark: Mark, now: datetime
) -> tuple[bytes, list[str]]:
    """Return a unit's Word file with the changes, and what it refused, in Chinese lines."""
    name = Path(source.path).name
    edits = differences(_of(name, session.documents), _of(name, stand.documents))
    annotated = mark.form == "word_annotated"
    remarks = joined(_remarks(session, stand, name)) if annotated else []
    known = moments(session, stand.offered, _where(session, stand), now)
    return applied(file, edits, remarks, mark, signed(known, now), now)


def applied(
    file: Path, edits: Sequence[Change], remarks: Sequence[Comment], mark: Mark,
    by: word.By, now: datetime,
) -> tuple[bytes, list[str]]:  # fmt: skip
    """Apply changes and comments to a Word file; return its bytes and what was refused."""
    with TemporaryDirectory(prefix="jixiao-") as folder:
        plain, marked = Path(folder) / "plain.docx", Path(folder) / "marked.docx"
        done = word.apply(file, plain, edits, remarks, MODES[mark.form], date=now, by=by)
        if mark.form != "word_clean":
            set_mark(plain, marked, mark)
        made = plain if mark.form == "word_clean" else marked
        return made.read_bytes(), [_refused(each) for each in done.refused]


def signed(known: dict[Key, Moment], now: datetime) -> word.By:
    """Return who made a change and when; the program, now, where no one did by hand."""

    def by(change: Change) -> tuple[str, datetime]:
        moment = known.get(key_of(change.location))
        return (moment.actor, moment.at) if moment else (PROGRAM, now)

    return by


def _refused(each: word.Refusal) -> str:
    what = "批注" if isinstance(each.item, Comment) else "修改"
    words = each.item.text if isinstance(each.item, Comment) else each.item.new
    return f"有一处{what}没有写入 Word 文件（“{_short(words)}”）：{each.reason}。"


def _short(text: str, limit: int = 30) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}……"


def _of(name: str, documents: Sequence[Document]) -> list[Document]:
    return [each for each in documents if Path(each.source.path).name == name]


def _where(session: Session, stand: Standing) -> Callable[[Place], Location | None]:
    slots = {each.draft.slot.place: each.draft.slot.location for each in stand.offered}
    for place, slot in session.state.drafts.items():
        origin = next((each for each in slot.versions if each.draft), None)
        if origin:
            slots.setdefault(place, origin.as_draft().slot.location)

    def where(place: Place) -> Location | None:
        field = session.fields.get(place)
        return slots.get(place) or (field.location if field else None)

    return where


def _remarks(session: Session, stand: Standing, name: str) -> Iterator[Comment]:
    """Yield the comments of one file, pinned where its words stand in the file as it was read."""
    origin = Origin(_of(name, session.documents), _of(name, stand.documents))
    for each in _placed(session, stand):
        if each.location.file == name:
            yield each.model_copy(update={"location": origin.pinned(each.location)})


def _placed(session: Session, stand: Standing) -> Iterator[Comment]:
    """Yield all comments where they belong in the documents as edited."""
    pack = session.dossier.pack
    for draft, text, author in on_drafts(session, stand.offered):
        yield comment(draft.slot.location, text, author)
    for author, findings in told(session).items():
        report = session.report.model_copy(update={"findings": findings})
        for _, remarks in changes(pack, DraftReport(), report).values():
            for each in remarks:
                yield comment(each.location, each.text, author)
    for item in session.report.to_review:
        yield review_comment(item, item.location)
