"""Any file to a Document: :func:`read` looks at the content and picks the reader."""

import hashlib
import stat
from collections.abc import Callable
from pathlib import Path

from assistant.documents.limits import DEFAULT_LIMITS, Limits
from assistant.documents.plain import read_text
from assistant.documents.sniff import NAMES, Format, sniff
from assistant.documents.word import read_word
from assistant.errors import (
    EncryptedFile,
    JixiaoError,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)
from assistant.model.document import Document, ReadingNote, Source

__all__ = ["DEFAULT_LIMITS", "READERS", "Limits", "Reader", "read"]

Reader = Callable[[bytes, Source, Limits], Document]
"""A reader takes a file's bytes; it raises the classes of ``assistant.errors``."""

READERS: dict[Format, Reader] = {"docx": read_word, "text": read_text}
"""One reader for each format; a new format is one module and one line here."""

_SUFFIXES: dict[Format, set[str]] = {
    "docx": {".docx", ".docm", ".dotx", ".dotm"},
    "text": {".txt", ".text", ".md", ".log", ""},
}


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file of any known format into a document.

    Raises ``UnreadableFile`` (absent, empty, damaged), ``EncryptedFile``,
    ``UnsupportedFormat`` or ``TooLarge``, each a single Chinese line that names the file.
    """
    try:
        return _read(path, limits)
    except JixiaoError as error:
        raise type(error)(f"《{path.name}》{error}") from error


def _read(path: Path, limits: Limits) -> Document:
    data = _load(path, limits)
    kind = sniff(data)
    _refuse(kind, path)
    source = Source(path=str(path), format=kind, sha256=hashlib.sha256(data).hexdigest())
    document = READERS[kind](data, source, limits)
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES.get(kind, {suffix}):
        document.report.notes.append(_mislabelled(suffix, kind))
    return document


def _load(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise UnreadableFile("不是普通文件（可能是管道或设备），无法读取。")
        size = status.st_size
        if size > limits.file_bytes:
            raise TooLarge(
                f"有 {size / 2**20:.0f} MB，超过上限 {limits.file_bytes / 2**20:.0f} MB。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile("不存在，请检查文件名和所在文件夹。") from error
    except IsADirectoryError as error:
        raise UnreadableFile("是文件夹，不是文件。") from error
    except PermissionError as error:
        raise UnreadableFile("打不开：没有读取权限，或文件正被其他程序打开。") from error
    except OSError as error:
        raise UnreadableFile(f"打不开：系统错误 {error.errno}（{error.strerror}）。") from error


def _refuse(kind: Format, path: Path) -> None:
    if kind in READERS:
        return
    if kind == "empty":
        raise UnreadableFile("是空文件，没有任何内容。")
    if kind == "encrypted":
        raise EncryptedFile("设有打开密码，无法读取。")
    if kind == "binary":
        raise UnreadableFile("的内容既不是文档也不是文本，可能已经损坏。")
    raise UnsupportedFormat(f"的内容是{NAMES[kind]}，{_claim(path)}暂时不能直接读取。")


def _claim(path: Path) -> str:
    claimed = path.suffix.lower() in {".docx", ".txt"}
    return f"与扩展名 {path.suffix} 不符，" if claimed else ""


def _mislabelled(suffix: str, kind: Format) -> ReadingNote:
    message = f"文件扩展名是 {suffix or '空'}，内容是{NAMES[kind]}，已按内容读取。"
    return ReadingNote(kind="mislabelled", message=message)
