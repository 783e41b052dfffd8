"""The files of a zip archive, written to a folder of ours as if a person had unpacked them."""

import stat
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from assistant.documents.archive import Archive
from assistant.documents.limits import Limits
from assistant.documents.registry import READABLE
from assistant.errors import (
    BadName,
    EmptyArchive,
    EncryptedArchive,
    EncryptedFile,
    JixiaoError,
    PassedOver,
    TooLarge,
    UnreadableFile,
)

_UTF8_NAME = 0x800
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_LONGEST = 80
"""Characters of a file's name."""
_NOT_IN_NAMES = dict.fromkeys(map(ord, '<>:"|?*\\'), "_") | dict.fromkeys(range(32))


class Unpacked(NamedTuple):
    """The files of an archive in order of name, and what to tell about the others."""

    files: list[Path]
    errors: list[JixiaoError]


def unpack(data: bytes, folder: Path, limits: Limits) -> Unpacked:
    """Write an archive's readable files below ``folder`` under their bare names.

    Folders inside are looked through, archives inside too (``limits.nesting`` deep). A second
    file of one name gets its folder's name too; where that is taken as well it is told about.
    Raises ``EncryptedFile``, ``UnreadableFile`` and
    ``TooLarge`` where nothing of the archive can be used.
    """
    place = Path(tempfile.mkdtemp(prefix="zip-", dir=folder))
    bundle = _Bundle(place, limits)
    bundle.take(data, limits.nesting)
    words = "、".join(bundle.passed[:20]) + ("等" if len(bundle.passed) > 20 else "")
    if not bundle.files and not bundle.failed:
        only = f"，只有：{words}" if words else ""
        bundle.errors.append(EmptyArchive(f"里没有可读取的材料{only}。"))
    elif words:
        bundle.errors.append(PassedOver(f"里这些文件没有读取：{words}。"))
    return Unpacked([place / name for name in sorted(bundle.files)], bundle.errors)


@dataclass
class _Bundle:
    """What has been taken out of an archive and those inside it, counted together."""

    place: Path
    limits: Limits
    files: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    """Paths inside the archive by the names they were written under, case aside."""
    passed: list[str] = field(default_factory=list)
    errors: list[JixiaoError] = field(default_factory=list)
    failed: bool = False
    size: int = 0

    def take(self, data: bytes, depth: int) -> None:
        """Take over the files of one archive."""
        archive = Archive(data, self.limits)
        for info in sorted(archive.infos(), key=_path):
            path = PurePosixPath(_path(info))
            if info.is_dir() or _is_litter(path) or stat.S_ISLNK(info.external_attr >> 16):
                continue
            suffix = path.suffix.lower()
            if suffix != ".zip" and suffix not in READABLE:
                self.passed.append(path.name)
                continue
            content = self._content(archive, info, path)
            if content is None:
                continue
            if suffix == ".zip":
                self._inner(content, path, depth)
            else:
                self._write(path, content)

    def _content(
        self, archive: Archive, info: zipfile.ZipInfo, path: PurePosixPath
    ) -> bytes | None:
        """Return an entry's bytes; a damaged one becomes an error and the others go on."""
        try:
            content = archive.read_info(info)
        except EncryptedFile as error:
            raise EncryptedArchive("设有密码，无法解压。") from error
        except (UnreadableFile, TooLarge) as error:
            self._fail(error, path)
            return None
        self.size += len(content)
        if self.size > self.limits.unpacked_bytes:
            most = self.limits.unpacked_bytes // 2**20
            raise TooLarge(f"里的文件解压后共超过 {most} MB 的上限。")
        return content

    def _fail(self, error: JixiaoError, path: PurePosixPath) -> None:
        self.failed = True
        self.errors.append(type(error)(f"里的“{path.name}”{error}"))

    def _inner(self, content: bytes, path: PurePosixPath, depth: int) -> None:
        if depth <= 0:
            message = f"在压缩包里套了超过 {self.limits.nesting} 层，没有读取。"
            self._fail(TooLarge(message), path)
            return
        try:
            self.take(content, depth - 1)
        except (UnreadableFile, EncryptedFile) as error:
            self._fail(error, path)

    def _write(self, path: PurePosixPath, content: bytes) -> None:
        if len(self.files) >= self.limits.files:
            raise TooLarge(f"里的文件超过上限 {self.limits.files} 个。")
        name = _safe(path)
        if name.casefold() in self.seen:
            name = _safe(path.with_stem(f"{path.stem}（{path.parent.name or '另一份'}）"))
        twin = self.seen.get(name.casefold())
        if twin is not None:
            self.errors.append(BadName(f"里的“{path}”与“{twin}”同名，没有读取。"))
            return
        self.seen[name.casefold()] = str(path)
        self.files.append(name)
        (self.place / name).write_bytes(content)


def _path(info: zipfile.ZipInfo) -> str:
    """Return an entry's path; archivers in China write GBK without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _is_litter(path: PurePosixPath) -> bool:
    """Tell whether a system or an office program left a file behind."""
    return (
        path.name.startswith((".", "~$"))
        or path.name.lower() in _LITTER
        or "__MACOSX" in path.parts
        or not path.name
    )


def _safe(path: PurePosixPath) -> str:
    """Return a bare name that any system takes; nothing of the path above it is left."""
    stem = path.stem.translate(_NOT_IN_NAMES).strip(" .") or "文件"
    return stem[:_LONGEST] + path.suffix.translate(_NOT_IN_NAMES)
