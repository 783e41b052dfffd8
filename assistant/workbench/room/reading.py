"""A reading: the pack's files, each read in a process of its own, become one dossier."""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.documents.apart import ReaderPool
from assistant.documents.copies import copies, told
from assistant.errors import (
    JixiaoError,
    MixedPacks,
    NotAPack,
    NothingFound,
    NothingRead,
    ReadingStopped,
    SameContent,
)
from assistant.extraction import extract
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.pipeline import Group, Materials, assemble
from assistant.workbench.jobs import Job
from assistant.workbench.store import Blobs
from assistant.workbench.store.kinds import ReadDocument, ReadDone, Role
from assistant.workbench.store.state import File


class Read(NamedTuple):
    """A document and the file it was read from."""

    file: File
    document: Document


def read(files: Sequence[File], blobs: Blobs, pool: ReaderPool, job: Job) -> ReadDone:
    """Return the event of a reading, whose results are kept as blobs.

    Raises ``NothingRead``, ``NothingFound``, ``NotAPack``, ``MixedPacks``; ``ReadingStopped``
    once the job is cancelled.
    """
    with tempfile.TemporaryDirectory(prefix="jixiao-read-") as folder:
        documents, errors = _documents(files, blobs, pool, job, Path(folder))
    lines = [_line(error) for told_of in errors.values() for error in told_of]
    for line in lines:
        job.warn(line)
    job.tell("提取和整理", len(files), len(files))
    dossier = _assembled(documents, errors, lines)
    return ReadDone(
        sha256=blobs.put(dossier.model_dump_json().encode()),
        files=tuple(file.file_id for file in files),
        roles={file.file_id: file.role for file in files},
        documents=tuple(_kept(each, blobs) for each in documents),
        errors=tuple(dict.fromkeys(lines)),
    )


def _documents(
    files: Sequence[File], blobs: Blobs, pool: ReaderPool, job: Job, folder: Path
) -> tuple[list[Read], dict[Role, list[JixiaoError]]]:
    """Read the files; errors by the role of the file that they are about."""
    paths = {_laid_out(file, blobs, folder): file for file in files}
    job.tell("读取文件", 0, len(files))

    def progress(path: Path, done: int, known: int) -> None:
        job.tell(f"已读取“{path.name}”", done, known)

    reading = pool.read_all(paths, progress=progress, cancel=job.cancel)
    if job.cancel.is_set():
        raise ReadingStopped("已停止读取。")
    documents = [
        Read(paths[Path(each.source.path)], _ours(each, blobs)) for each in reading.documents
    ]
    errors: dict[Role, list[JixiaoError]] = defaultdict(list)
    for error in reading.errors:
        errors[_role(error, files)].append(error)
    return documents, errors


def _laid_out(file: File, blobs: Blobs, folder: Path) -> Path:
    path = folder / file.file_id / file.name
    path.parent.mkdir()
    shutil.copyfile(blobs.path(file.sha256), path)
    return path


def _ours(document: Document, blobs: Blobs) -> Document:
    """Return a document whose source names blobs: its files are gone after the reading."""
    source, converted = document.source, ""
    if source.converted:
        copy = Path(source.converted)
        converted = f"{blobs.put(copy.read_bytes())}{copy.suffix}"
    own = source.model_copy(update={"path": Path(source.path).name, "converted": converted})
    return document.model_copy(update={"source": own})


def _role(error: JixiaoError, files: Iterable[File]) -> Role:
    return next((file.role for file in files if str(error).startswith(f"《{file.name}》")), "pack")


def _line(error: JixiaoError) -> str:
    """Return an error's line; what it says of options of a command is of no use here."""
    if isinstance(error, NotAPack):
        return str(error).partition("；")[0].rstrip("。") + "；请把它的类别改为“部门决算”。"
    return error.line() if "--" not in error.line() else str(error).partition("；")[0]


def _assembled(
    documents: Sequence[Read], errors: dict[Role, list[JixiaoError]], lines: list[str]
) -> Dossier:
    def tell(error: JixiaoError) -> None:
        lines.append(_line(error))

    of: dict[Role, list[Document]] = defaultdict(list)
    for each in documents:
        of[each.file.role].append(each.document)
    if not of["pack"]:
        raise NothingRead("本年材料里没有读出任何文件。" + "".join(map(str, errors["pack"])))
    repeated = copies(of["pack"])
    for pair in repeated:
        tell(SameContent(told(pair)))
    dropped = {id(pair.copy) for pair in repeated}
    own = [document for document in of["pack"] if id(document) not in dropped]
    accounts = [Group(Path(made.source.path), [made]) for made in of["accounts"]]
    materials = Materials(
        own, errors["pack"], list(_by_year(of["prior"])), of["summary"], accounts, []
    )
    return assemble(materials, tell=tell)


def _by_year(documents: Sequence[Document]) -> Iterator[Group]:
    """Yield earlier years' files, those of one year together; undated ones go to the latest."""
    years: dict[int, list[Document]] = defaultdict(list)
    undated: list[Document] = []
    for document in documents:
        year = _year(document)
        (undated if year is None else years[year]).append(document)
    if undated:
        years[max(years, default=0)] += undated
    for _, own in sorted(years.items()):
        yield Group(Path(own[0].source.path), own)


def _year(document: Document) -> int | None:
    try:
        return extract([document]).year
    except (NothingFound, MixedPacks):
        return None


def _kept(read: Read, blobs: Blobs) -> ReadDocument:
    sha256 = blobs.put(read.document.model_dump_json().encode())
    return ReadDocument(file_id=read.file.file_id, name=read.file.name, sha256=sha256)
