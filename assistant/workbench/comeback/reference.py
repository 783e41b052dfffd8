"""Which file of the pack it is that came back, and how that file stood when it was exported."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from assistant.errors import JixiaoError, OtherPack
from assistant.model.document import Document, Paragraph
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.pipeline import again
from assistant.workbench.comeback.reading import Returned
from assistant.workbench.delivery.formal_file import pack_of, written
from assistant.workbench.delivery.made import Form
from assistant.workbench.delivery.marker import UNNAMED
from assistant.workbench.delivery.standing import Standing, standing
from assistant.workbench.delivery.word_files import Files
from assistant.workbench.session import Session
from assistant.workbench.store import State

At = Callable[[int], Session]
_LEAST = 0.35
"""The share of an exported file's words that must have come back, else it is another file."""
_SURE = 0.75
"""The share from which a changed unit or year is taken for an edit."""
_EXPORTS = 6
"""How many exports are looked at where a file doesn't say which it was."""


class Reference:
    """One file as it stood in an export: ``documents`` are the whole pack's, ``number`` its own.

    A formal file is the whole pack by itself.
    """

    def __init__(self, session: Session, form: Form | None, stand: Standing,
                 documents: Sequence[Document], number: int, *, formal: bool) -> None:  # fmt: skip
        self.session, self.form, self.stand = session, form, stand
        self.documents, self.number, self.formal = list(documents), number, formal

    @property
    def document(self) -> Document:
        """The file itself."""
        return self.documents[self.number]

    @property
    def name(self) -> str:
        """The name that locations give the file."""
        return Path(self.document.source.path).name

    @cached_property
    def pack(self) -> Pack:
        """The pack as it stood in the exported files."""
        return self.checked.dossier.pack

    @cached_property
    def checked(self) -> Session:
        """The exported pack, to be checked."""
        if not self.formal and not self.stand.offered:
            return self.session
        return self._session(self.documents)

    def with_file(self, document: Document) -> Session:
        """Return the pack with another document in this file's place, to be checked."""
        documents = [*self.documents]
        documents[self.number] = document
        return self._session(documents)

    def _session(self, documents: list[Document]) -> Session:
        dossier = again(self.session.base, documents)
        return Session(dossier, documents, State(), self.session.options)


class Found(NamedTuple):
    """The reference that is nearest to a file, and the share of its words that came back."""

    reference: Reference
    share: float


def recognise(file: Returned, session: Session, at: At | None, files: Files) -> Found:
    """Return which file of the pack came back; ``OtherPack`` where none of them did."""
    own = _bag(file.document)
    best: Found | None = None
    for reference in _references(file, session, at, files):
        there = _bag(reference.document)
        share = (own & there).total() / max(there.total(), 1)
        if best is None or share > best.share:
            best = Found(reference, share)
    if best is None or best.share < _LEAST:
        raise OtherPack(f"“{file.name}”不是这套材料的文件。")
    return best


def same_pack(file: Returned, found: Found) -> Session:
    """Return the pack with the file that came back; ``OtherPack`` where unit or year are others."""
    reference = found.reference
    try:
        made = reference.with_file(file.as_file(reference.document.source.path))
    except JixiaoError as error:
        raise OtherPack(f"“{file.name}”放回材料后读不成一套：{error}") from error
    own, other = reference.pack, made.base.pack
    same = squeeze(own.unit.text) == squeeze(other.unit.text) and own.year == other.year
    if not same and found.share < _SURE:
        theirs = f"{other.unit.text or '未写单位'}{other.year or ''}"
        raise OtherPack(f"“{file.name}”是“{theirs}”的材料，不是这套材料。")
    return made


def _references(
    file: Returned, session: Session, at: At | None, files: Files
) -> Iterator[Reference]:
    for moment, forms in _moments(file, session, at):
        if not moment.documents:
            continue
        for form in forms:
            stand = standing(moment, with_open=form == "word_annotated")
            yield from _of_form(moment, form, stand, files)


def _moments(
    file: Returned, session: Session, at: At | None
) -> Iterator[tuple[Session, tuple[Form, ...]]]:
    """Yield the versions that a file may have been exported at, with the forms it may have."""
    marked = _marked(file, session, at)
    if marked:
        yield marked
        return
    state = session.state
    forms: tuple[Form, ...] = ("word_clean", "word_annotated")
    if _worked_on(file.document):
        forms = ("word_annotated", "word_clean")
    yield session, forms
    if at:
        exports = [each.seq for each in state.exports if each.form.startswith("word_")]
        for seq in exports[-_EXPORTS:]:
            yield at(seq), forms


def _marked(
    file: Returned, session: Session, at: At | None
) -> tuple[Session, tuple[Form, ...]] | None:
    """Return the version and form that a file says it is of, None where that can't be."""
    mark, state = file.mark, session.state
    if not mark or mark.pack_id != (state.pack_id or UNNAMED) or mark.version > state.version:
        return None
    if at is None or mark.version == state.version:
        return session, (mark.form,)
    try:
        moment = at(mark.version)
    except JixiaoError:
        return None  # whoever changed the mark named a version that can't be shown
    return (moment, (mark.form,)) if moment.documents else None


def _worked_on(document: Document) -> bool:
    """Tell whether a file holds comments or revisions, as working copies do."""
    return any(note.kind in ("comment", "inserted", "deleted") for note in document.report.notes)


def _of_form(moment: Session, form: Form, stand: Standing, files: Files) -> Iterator[Reference]:
    others = False
    for number, document in enumerate(stand.documents):
        if files(document.source) is None:
            others = True
        else:
            yield Reference(moment, form, stand, stand.documents, number, formal=False)
    if others:
        with TemporaryDirectory(prefix="jixiao-") as folder:
            formal = written(Path(folder) / "formal", pack_of(moment, stand))
        yield Reference(moment, form, stand, [formal.document], 0, formal=True)


def _bag(document: Document) -> Counter[str]:
    """Return a document's words by paragraph and cell; short ones could be anybody's."""
    found: Counter[str] = Counter()
    for block in document.blocks:
        lines = [block.text] if isinstance(block, Paragraph) else [c.text for c in block.cells]
        found.update(text for line in lines if len(text := squeeze(line)) > 1)
    return found
