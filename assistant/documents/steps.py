"""The steps of reading: each takes and returns plain data, so another process can do it."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from assistant.documents.limits import Limits
from assistant.documents.loading import load
from assistant.documents.pdf.ocr import pages_for_ocr
from assistant.documents.registry import CONVERTED, READERS, SUFFIXES
from assistant.documents.sniff import NAMES, Format, sniff
from assistant.errors import (
    EncryptedFile,
    JixiaoError,
    NeedsOcr,
    OnlyPictures,
    UnreadableFile,
    UnsupportedFormat,
)
from assistant.model.base import Frozen
from assistant.model.document import Block, Document, Paragraph, ReadingNote, Source


class Context(Frozen):
    """What holds for every step of a call; see :func:`assistant.documents.read_all`."""

    limits: Limits
    soffice: str = ""
    copies: Path | None = None


class Waiting(Frozen):
    """A file that LibreOffice has to convert first."""

    path: Path
    kind: Format
    source: Source


class Inner(Frozen):
    """A file that was unpacked from an archive."""

    path: Path
    archive: Path


class Take(Frozen):
    """Read a file, unpack it (where ``archives``), or find that it must be converted."""

    do: Literal["take"] = "take"
    path: Path
    archives: bool


class Convert(Frozen):
    """Convert files by LibreOffice; gives for each the path of its copy, or an error."""

    do: Literal["convert"] = "convert"
    files: tuple[Waiting, ...]


class ReadCopy(Frozen):
    """Read the converted copy of a file."""

    do: Literal["read_copy"] = "read_copy"
    file: Waiting
    copy_path: Path


_MOST_PAGES = 10
"""Page numbers that a message lists."""

Step = Take | Convert | ReadCopy
Outcome = Document | JixiaoError | Waiting | Inner | Path
Begun = Callable[[Format], None]
"""Hears a file's format when its reader begins."""


def perform(step: Step, context: Context, begun: Begun = lambda kind: None) -> list[Outcome]:
    """Do a step; what can't be read becomes an error that names the file, and is not raised."""
    if isinstance(step, Convert):
        return list(_converted(step.files, context))
    try:
        if isinstance(step, Take):
            return _taken(step, context, begun)
        begun(CONVERTED[step.file.kind])
        return _with_told(_read_copy(step, context.limits), step.file.path)
    except JixiaoError as error:
        return failed(step, error)


def failed(step: Step, error: JixiaoError) -> list[Outcome]:
    """Return what a step gives that ended with an error: one for each of its files."""
    match step:
        case Take():
            return [named(error, step.path)]
        case ReadCopy():
            return [named(error, step.file.path)]
    return [named(error, file.path) for file in step.files]


def named(error: JixiaoError, path: Path) -> JixiaoError:
    """Return an error whose line begins with the file's name."""
    new = type(error)(f"《{path.name}》{error}")
    new.__cause__ = error
    return new


def _taken(step: Take, context: Context, begun: Begun) -> list[Outcome]:
    path, limits = step.path, context.limits
    data = load(path, limits)
    kind = _kind(data, path)
    if kind == "zip" and step.archives:
        return _unpacked(path, data, context)
    source = Source(path=str(path), format=kind, sha256=hashlib.sha256(data).hexdigest())
    if kind in CONVERTED:
        return [Waiting(path=path, kind=kind, source=source)]
    _refuse(kind, path)
    begun(kind)
    return _with_told(_finish(READERS[kind](data, source, limits), path, kind), path)


def _with_told(document: Document, path: Path) -> list[Outcome]:
    """Return a document with an error for pages of it that only OCR can read.

    Raises ``OnlyPictures`` where the document has no text but pictures.
    """
    if pages := pages_for_ocr(document):
        which = "、".join(map(str, pages[:_MOST_PAGES])) + (
            "等" if len(pages) > _MOST_PAGES else ""
        )
        message = f"第 {which} 页（共 {len(pages)} 页）没有可用的文字层，没有读取，需要文字识别。"
        return [document, named(NeedsOcr(message), path)]
    pictures = sum(note.count for note in document.report.notes if note.kind == "image")
    if pictures and not any(_has_text(block) for block in document.blocks):
        raise OnlyPictures(f"里没有文字，只有 {pictures} 张图片（可能是扫描件），没有读出内容。")
    return [document]


def _has_text(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(block.text.strip())
    return any(cell.text.strip() for cell in block.cells)


def _unpacked(path: Path, data: bytes, context: Context) -> list[Outcome]:
    from assistant.documents.bundle import unpack
    from assistant.documents.office import copies_folder

    found = unpack(data, context.copies or copies_folder(), context.limits)
    errors = [named(error, path) for error in found.errors]
    return [*errors, *(Inner(path=inner, archive=path) for inner in found.files)]


def _converted(files: tuple[Waiting, ...], context: Context) -> list[Outcome]:
    from assistant.documents.office import Original, convert

    loaded: dict[Path, bytes | JixiaoError] = {w.path: _loaded(w, context.limits) for w in files}
    originals = {
        path: Original(data, w.kind, w.source.sha256, path.stem)
        for w in files
        if isinstance(data := loaded[path := w.path], bytes)
    }
    try:
        made = convert([*originals.values()], context.limits, context.soffice, context.copies)
    except JixiaoError as error:
        return [named(type(error)(f"是{NAMES[w.kind]}，{error}"), w.path) for w in files]
    results = {**loaded, **dict(zip(originals, made, strict=True))}
    return [
        named(result, path) if isinstance(result, JixiaoError) else result
        for path, result in ((w.path, results[w.path]) for w in files)
        if not isinstance(result, bytes)
    ]


def _loaded(file: Waiting, limits: Limits) -> bytes | JixiaoError:
    try:
        data = load(file.path, limits)
    except JixiaoError as error:
        return error
    if hashlib.sha256(data).hexdigest() != file.source.sha256:
        return UnreadableFile("在读取过程中被修改，没有读取。")
    return data


def _read_copy(step: ReadCopy, limits: Limits) -> Document:
    file = step.file
    source = file.source.model_copy(update={"converted": str(step.copy_path)})
    document = READERS[CONVERTED[file.kind]](load(step.copy_path, limits), source, limits)
    document.report.format = file.kind
    message = f"原文件是{NAMES[file.kind]}，经 LibreOffice 转换后读取。"
    document.report.notes.append(ReadingNote(kind="converted", message=message))
    return _finish(document, file.path, file.kind)


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
    if kind == "torn":
        raise UnreadableFile("已损坏或不完整（Office 文件的目录缺失），可能没有传完或下载完。")
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
