"""What leaves the workbench: Word files with the decisions applied, lists, data, the trail."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from assistant.errors import NothingRead
from assistant.output.places import file_name
from assistant.workbench.delivery.formal_file import formal_file
from assistant.workbench.delivery.lists import feedback, pack_json, questions
from assistant.workbench.delivery.made import FORMS, Form, Made, made, safe_name
from assistant.workbench.delivery.marker import UNNAMED, Mark
from assistant.workbench.delivery.standing import Standing, standing
from assistant.workbench.delivery.word_files import MODES, Files, blob_files, own_file, word_file
from assistant.workbench.editing import items_of
from assistant.workbench.session import Session
from assistant.workbench.store import Event
from assistant.workbench.trail import trail_book

__all__ = ["FORMS", "Files", "Form", "Made", "blob_files", "make", "word_file"]

_FORMAL = "整套材料"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def make(
    form: Form,
    session: Session,
    *,
    events: Sequence[Event] = (),
    files: Files = word_file,
    now: datetime | None = None,
) -> Made:
    """Return a pack as it stands in one form.

    ``events`` are all of the pack's, for the trail. ``files`` gives the Word file of a source,
    None where there is none: such sources go out together as a formal Word file. Several Word
    files go out as a zip. ``now`` is an aware time, that of the marks no person made. Raises
    ``NothingRead`` where the pack holds no documents, ``UnreadableFile``, ``CannotWrite``.
    """
    if not session.documents:
        raise NothingRead("这套材料还没有读取，不能导出。")
    pack = session.dossier.pack
    suffix, content, told = _content(form, session, events, files, now or datetime.now(UTC))
    return made(form, pack.unit.text, pack.year, suffix, content, told)


def _content(
    form: Form, session: Session, events: Sequence[Event], files: Files, now: datetime
) -> tuple[str, bytes, list[str]]:
    match form:
        case "feedback":
            return ".xlsx", feedback(session), []
        case "questions":
            return ".docx", *questions(session)
        case "pack_json":
            return ".json", pack_json(session), []
        case "trail":
            return ".xlsx", trail_book(events, session.dossier.pack.unit.text), []
    return _word(Mark(session.state.pack_id or UNNAMED, session.state.version, form), session, files, now)  # fmt: skip


def _word(
    mark: Mark, session: Session, files: Files, now: datetime
) -> tuple[str, bytes, list[str]]:
    assert mark.form in MODES
    stand = standing(session, with_open=mark.form == "word_annotated")
    written, told = [], [*stand.told, *_unfinished(session)]
    for name, content, refused in _files(mark, session, stand, files, now):
        written.append((name, content))
        told += refused
    if len(written) == 1:
        return ".docx", written[0][1], told
    return ".zip", _zip(written), told


_MARKS = ("待确认", "建议")


def _unfinished(session: Session) -> Iterator[str]:
    """Yield what in the text as it stands only a person can finish, counted."""
    text = "".join(item.text for item in items_of(session.edited))
    counts = [f"〔{mark}〕{n}处" for mark in _MARKS if (n := text.count(f"〔{mark}"))]
    if counts:
        yield f"文中还有{'、'.join(counts)}，上报前请逐处补全或定下来，并删去标记。"


def _files(
    mark: Mark, session: Session, stand: Standing, files: Files, now: datetime
) -> Iterator[tuple[str, bytes, list[str]]]:
    """Yield each Word file: its name without ending, its content, what it refused."""
    others = []
    for document in session.documents:
        file = files(document.source)
        if file is None:
            others.append(file_name(document.source.path))
        else:
            yield (
                Path(file_name(document.source.path)).stem,
                *own_file(session, stand, document.source, file, mark, now),
            )
    if others:
        content, refused = formal_file(session, stand, mark, now)
        named = "、".join(others)
        yield _FORMAL, content, [f"“{named}”不是 Word 文件，另成一份完整的 Word 文件。", *refused]


def _zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip of Word files, byte for byte the same each time; equal names are numbered."""
    out, used = BytesIO(), set[str]()
    with ZipFile(out, "w") as archive:
        for stem, content in files:
            tries = (f"{safe_name(stem)}{end}" for end in ("", *(f"-{n}" for n in range(2, 1000))))
            name = next(each for each in tries if each.casefold() not in used)
            used.add(name.casefold())
            archive.writestr(ZipInfo(f"{name}.docx", _EPOCH), content, ZIP_DEFLATED)
    return out.getvalue()
