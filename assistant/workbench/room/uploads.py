"""Files as they come from a browser or a folder: safe names, archives opened, nothing twice."""

import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from assistant.documents import READABLE
from assistant.documents.bundle import unpack
from assistant.documents.limits import DEFAULT_LIMITS, Limits
from assistant.documents.sniff import sniff
from assistant.errors import EventRefused, JixiaoError, MissingSource, TooLarge
from assistant.workbench.store import Blobs, State
from assistant.workbench.store.kinds import FileFiled, Role
from assistant.workbench.store.state import File
from assistant.workbench.views.names import ROLES

MOST_FILES = 500
"""Files of one pack."""
_LONGEST, _LONGEST_ENDING = 80, 10
"""Characters of a name before its last stop, and behind it."""
_BAD = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')
_LONE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)$")
_LITTER = (".", "~$")
_ASIDE = {"thumbs.db", "desktop.ini"}
_TAKEN = READABLE | {".csv", ".xml", ""}
_ZIP = b"PK\x03\x04"


class Upload(NamedTuple):
    """A file that is handed in: its name as given, which may hold a path, and its content."""

    name: str
    content: BinaryIO


class Kept(NamedTuple):
    """A file whose content is kept: its name (not yet unique), blob and size in bytes."""

    name: str
    sha256: str
    size: int


class Uploads:
    """Takes in the files of one request; ``told`` are Chinese lines about the others."""

    def __init__(self, blobs: Blobs, limits: Limits = DEFAULT_LIMITS) -> None:
        self._blobs, self._limits = blobs, limits
        self.told: list[str] = []

    def take(self, upload: Upload) -> Iterator[Kept]:
        """Keep a file, or those of an archive; what can't be used is told."""
        name = safe_name(upload.name)
        if _is_litter(upload.name):
            return
        if Path(name).suffix.lower() not in _TAKEN:
            self.told.append(f"“{name}”不是可以读取的材料，没有加入。")
            return
        data = upload.content.read(self._limits.file_bytes + 1)
        if len(data) > self._limits.file_bytes:
            most = self._limits.file_bytes // 2**20
            self.told.append(f"“{name}”超过 {most} MB 的上限，没有加入。")
        elif not data:
            self.told.append(f"“{name}”是空文件，没有加入。")
        elif data.startswith(_ZIP) and sniff(data) == "zip":
            yield from self._opened(name, data)
        else:
            if name != upload.name.replace("\\", "/").rpartition("/")[2]:
                self.told.append(f"文件名里有不能使用的字符，已存为“{name}”。")
            yield Kept(name, self._blobs.put(data), len(data))

    def _opened(self, name: str, data: bytes) -> Iterator[Kept]:
        with tempfile.TemporaryDirectory(prefix="jixiao-zip-") as folder:
            try:
                found = unpack(data, Path(folder), self._limits)
            except JixiaoError as error:
                self.told.append(f"“{name}”{error}")
                return
            self.told += [f"“{name}”{error}" for error in found.errors]
            for path in found.files:
                content = path.read_bytes()
                yield Kept(safe_name(path.name), self._blobs.put(content), len(content))


def fresh(
    kept: Iterator[Kept], role: Role, present: Collection[File], told: list[str]
) -> Iterator[Kept]:
    """Yield what a pack doesn't hold yet, under names that are unique in it.

    Raises ``TooLarge`` for more files than a pack may hold.
    """
    names = {file.name.casefold() for file in present}
    known = {(file.sha256, file.role): file.name for file in present}
    for number, each in enumerate(kept, len(present) + 1):
        if number > MOST_FILES:
            raise TooLarge(f"一套材料最多 {MOST_FILES} 个文件。")
        twin = known.get((each.sha256, role))
        if twin:
            told.append(f"“{each.name}”与已有的“{twin}”内容相同，没有重复加入。")
            continue
        name = _unique(each.name, names, role)
        names.add(name.casefold())
        known[each.sha256, role] = name
        yield each._replace(name=name)


def filed(state: State, file_id: str, role: Role) -> FileFiled:
    """Return the event that makes a file another kind of paper.

    Raises ``MissingSource``; ``EventRefused`` where it is of that kind, or its content is there
    as that kind already.
    """
    file = state.files.get(file_id)
    if file is None:
        raise MissingSource("材料里没有这个文件。")
    if file.role == role:
        raise EventRefused(f"“{file.name}”已经是“{ROLES[role]}”。")
    same = (f for f in state.files.values() if f.sha256 == file.sha256 and f.role == role)
    for twin in same:
        raise EventRefused(f"“{ROLES[role]}”里的“{twin.name}”与它内容相同。")
    return FileFiled(file_id=file_id, name=file.name, before=file.role, after=role)


def safe_name(given: str) -> str:
    """Return a bare name that any system takes; nothing of a path above it is left."""
    bare = unicodedata.normalize("NFC", _LONE.sub("", given)).replace("\\", "/")
    stem, dot, ending = _BAD.sub("_", bare.rstrip("/").rpartition("/")[2]).strip().rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = f"{stem}{dot}{ending}", "", ""
    stem = stem.strip(" .")[:_LONGEST].rstrip(" .") or "文件"
    return f"{'_' if _DEVICES.match(stem.partition('.')[0]) else ''}{stem}{dot}{ending}"


def _is_litter(given: str) -> bool:
    """Tell whether a system or an office program left a file behind in a folder."""
    bare = given.replace("\\", "/").rpartition("/")[2]
    return bare.lower() in _ASIDE or (bare.startswith(_LITTER) and bare.strip(".") != "")


def _unique(name: str, taken: Collection[str], role: Role) -> str:
    """Return a name that isn't taken: “甲.docx” becomes “甲（上年材料）.docx” or “甲（2）.docx”."""
    path = Path(name)
    marks = (*(() if role == "pack" else (ROLES[role],)), *map(str, range(2, MOST_FILES + 2)))
    tries = (f"{path.stem}（{mark}）{path.suffix}" for mark in marks)
    return next(each for each in (name, *tries) if each.casefold() not in taken)
