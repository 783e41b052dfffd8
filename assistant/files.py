"""Which files a call means, and writing new ones without touching those."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from assistant.errors import BadName, CannotWrite, JixiaoError, MissingFile, PassedOver, WrongUse


class Found(NamedTuple):
    """Files to read in order, and what to tell about the others."""

    files: list[Path]
    errors: list[JixiaoError]


def find(paths: Iterable[Path], suffixes: Collection[str]) -> Found:
    """Expand folders to their files with these ``suffixes`` (lower case, with the dot).

    A file named outright is kept whatever its suffix; each file comes once, in call order.
    Of two files with one name the first is kept: locations know files by their names.
    """
    found = Found([], [])
    seen: dict[str, Path] = {}
    for path in paths:
        for file in _readable(path, suffixes, found):
            if not _is_unicode(file):
                found.errors.append(BadName(f"“{file}”的名称是乱码，没有读取。"))
            elif file.name not in seen:
                seen[file.name] = file
                found.files.append(file)
            elif file.resolve() != seen[file.name].resolve():
                found.errors.append(BadName(f"“{file}”与“{seen[file.name]}”同名，没有读取。"))
    return found


def _is_unicode(path: Path) -> bool:
    """Tell whether a name can stand in JSON; a zip made on Windows may give GBK names."""
    return not any("\ud800" <= character <= "\udfff" for character in str(path))


def _readable(path: Path, suffixes: Collection[str], found: Found) -> list[Path]:
    try:
        path.stat()
        if not path.is_dir():
            return [path]
        inside = _visible(path)
    except OSError as error:
        found.errors.append(MissingFile(f"“{path}”打不开：{why(error)}。"))
        return []
    readable = [file for file in inside if file.suffix.lower() in suffixes]
    if others := [file.name for file in inside if file not in readable]:
        found.errors.append(PassedOver(f"“{path}”里这些文件没有读取：{'、'.join(others)}。"))
    if not readable:
        found.errors.append(MissingFile(f"文件夹“{path}”里没有可读取的材料。"))
    return readable


def _visible(folder: Path) -> list[Path]:
    """List a folder's own files in order of name, without hidden and Office lock files."""
    files = (path for path in sorted(folder.iterdir()) if path.is_file())
    return [path for path in files if not path.name.startswith((".", "~$"))]


def not_a_source(target: Path, sources: Iterable[str | Path]) -> Path:
    """Return ``target``; ``CannotWrite`` where it is one of the files that were read."""
    for source in sources:
        if target.exists() and Path(source).exists() and target.samefile(source):
            raise CannotWrite(f"“{target}”是原材料，不能覆盖，请用 -o 换一个位置。")
    return target


def not_among_sources(folder: Path, paths: Iterable[Path]) -> Path:
    """Return ``folder``; ``WrongUse`` where it is one of ``paths``, whose next reading would mix."""
    for path in paths:
        if path.is_dir() and folder.resolve() == path.resolve():
            raise WrongUse(f"结果不能写进材料所在的文件夹“{path}”，请用 -o 换一个。")
    return folder


def why(error: OSError) -> str:
    """Return the reason of an operating system's error in Chinese."""
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "路径不存在",
        PermissionError: "没有权限，或文件正被其他程序打开",
        IsADirectoryError: "它是一个文件夹",
        NotADirectoryError: "路径中间有一段是文件，不是文件夹",
        FileExistsError: "已有同名文件",
    }
    return reasons.get(type(error), error.strerror or f"系统错误 {error.errno}")
