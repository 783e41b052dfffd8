"""Read files of any known format, each by its content; the office files of a call together."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from assistant.documents.limits import DEFAULT_LIMITS, Limits
from assistant.documents.loading import load
from assistant.documents.registry import CONVERTED, READERS, SUFFIXES
from assistant.documents.sniff import NAMES, Format, sniff
from assistant.errors import (
    BadName,
    EncryptedFile,
    JixiaoError,
    UnreadableFile,
    UnsupportedFormat,
)
from assistant.model.document import Document, ReadingNote, Source


class Reading(NamedTuple):
    """What could be read of a call's files, in order, and what to tell about the others."""

    documents: list[Document]
    errors: list[JixiaoError]


def read(
    path: Path,
    limits: Limits = DEFAULT_LIMITS,
    *,
    soffice: str = "",
    copies: Path | None = None,
) -> Document:
    """Read one file of any known format into a document.

    Raises ``UnreadableFile`` (absent, empty, damaged), ``EncryptedFile``, ``UnsupportedFormat``,
    ``NeedsLibreOffice`` or ``TooLarge``, each a single Chinese line that names the file. See
    :func:`read_all` for ``soffice`` and ``copies``, and for archives.
    """
    call = _Call(limits, soffice, copies, archives=False)
    call.take(path)
    call.convert()
    (item,) = call.items
    if isinstance(item, JixiaoError):
        raise item
    assert isinstance(item, Document)  # convert() leaves documents and errors
    return item


def read_all(
    paths: Iterable[Path],
    limits: Limits = DEFAULT_LIMITS,
    *,
    soffice: str = "",
    copies: Path | None = None,
) -> Reading:
    """Read files; one that can't be read becomes an error and the others go on.

    A zip archive counts as the files in it. Office files that need LibreOffice are converted
    in one start for texts and one for workbooks; ``soffice`` names the program, ``copies`` the
    folder for converted and unpacked files (by default one that goes away with the process).
    """
    call = _Call(limits, soffice, copies, archives=True)
    for path in paths:
        call.take(path)
    call.convert()
    documents = [item for item in call.items if isinstance(item, Document)]
    return Reading(documents, [item for item in call.items if isinstance(item, JixiaoError)])


@dataclass(frozen=True)
class _Waiting:
    """A file that LibreOffice has to convert first."""

    path: Path
    data: bytes
    kind: Format
    source: Source


@dataclass
class _Call:
    """The files of one call; ``items`` has one entry for each file, in order."""

    limits: Limits
    soffice: str
    copies: Path | None
    archives: bool
    items: list[Document | JixiaoError | _Waiting] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """Locations know files by their names: of two, the first is read."""

    def take(self, path: Path) -> None:
        """Read a file, or let it wait for LibreOffice; an archive is taken file by file."""
        self.names.add(path.name)
        try:
            data = load(path, self.limits)
            kind = _kind(data, path)
            if kind == "zip" and self.archives:
                self._take_archive(path, data)
            else:
                self.items.append(self._item(path, data, kind))
        except JixiaoError as error:
            self.items.append(_named(error, path))

    def _item(self, path: Path, data: bytes, kind: Format) -> Document | _Waiting:
        source = Source(path=str(path), format=kind, sha256=hashlib.sha256(data).hexdigest())
        if kind in CONVERTED:
            return _Waiting(path, data, kind, source)
        _refuse(kind, path)
        return _finish(READERS[kind](data, source, self.limits), path, kind)

    def _take_archive(self, path: Path, data: bytes) -> None:
        from assistant.documents.bundle import unpack
        from assistant.documents.office import copies_folder

        found = unpack(data, self.copies or copies_folder(), self.limits)
        self.items += [_named(error, path) for error in found.errors]
        for inner in found.files:
            if inner.name in self.names:
                message = f"里的“{inner.name}”与另一个文件同名，没有读取。"
                self.items.append(_named(BadName(message), path))
            else:
                self.take(inner)

    def convert(self) -> None:
        """Convert the waiting files together and read their copies."""
        waiting = [item for item in self.items if isinstance(item, _Waiting)]
        if not waiting:
            return
        made = iter(self._copies(waiting))
        for number, item in enumerate(self.items):
            if isinstance(item, _Waiting):
                copy = next(made)
                self.items[number] = (
                    _named(copy, item.path) if isinstance(copy, JixiaoError)
                    else self._read_copy(item, copy)
                )  # fmt: skip

    def _copies(self, waiting: list[_Waiting]) -> list[Path | JixiaoError]:
        from assistant.documents.office import Original, convert

        files = [Original(w.data, w.kind, w.source.sha256, w.path.stem) for w in waiting]
        try:
            return convert(files, self.limits, self.soffice, self.copies)
        except JixiaoError as error:
            return [type(error)(f"是{NAMES[w.kind]}，{error}") for w in waiting]

    def _read_copy(self, item: _Waiting, copy: Path) -> Document | JixiaoError:
        source = item.source.model_copy(update={"converted": str(copy)})
        reader = READERS[CONVERTED[item.kind]]
        try:
            document = reader(load(copy, self.limits), source, self.limits)
        except JixiaoError as error:
            return _named(error, item.path)
        document.report.format = item.kind
        message = f"原文件是{NAMES[item.kind]}，经 LibreOffice 转换后读取。"
        document.report.notes.append(ReadingNote(kind="converted", message=message))
        return _finish(document, item.path, item.kind)


def _named(error: JixiaoError, path: Path) -> JixiaoError:
    named = type(error)(f"《{path.name}》{error}")
    named.__cause__ = error
    return named


def _kind(data: bytes, path: Path) -> Format:
    """Return a file's format; its name only decides whether a text's marks count."""
    kind = sniff(data)
    is_markdown = path.suffix.lower() in {".md", ".markdown"}
    return "markdown" if kind == "text" and is_markdown else kind


def _refuse(kind: Format, path: Path) -> None:
    if kind in READERS:
        return
    if kind == "empty":
        raise UnreadableFile("是空文件，没有任何内容。")
    if kind == "encrypted":
        raise EncryptedFile("设有打开密码，无法读取。")
    if kind == "binary":
        raise UnreadableFile("的内容既不是文档也不是文本，可能已经损坏。")
    raise UnsupportedFormat(f"的内容是{NAMES[kind]}，{_claim(kind, path)}暂时不能直接读取。")


def _claim(kind: Format, path: Path) -> str:
    suffix = path.suffix.lower()
    belies = suffix not in SUFFIXES.get(kind, ()) and any(suffix in s for s in SUFFIXES.values())
    return f"与扩展名 {path.suffix} 不符，" if suffix and belies else ""


def _finish(document: Document, path: Path, kind: Format) -> Document:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES.get(kind, {suffix}):
        message = f"文件扩展名是 {suffix or '空'}，内容是{NAMES[kind]}，已按内容读取。"
        document.report.notes.append(ReadingNote(kind="mislabelled", message=message))
    return document
