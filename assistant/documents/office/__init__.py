"""Files of other office programs, converted to .docx or .xlsx by LibreOffice."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.documents.limits import Limits
from assistant.documents.office.copies import copies_folder
from assistant.documents.office.locked import has_password, lacks_beginning
from assistant.documents.office.program import find_soffice, start
from assistant.documents.registry import CONVERTED
from assistant.documents.sniff import Format
from assistant.errors import EncryptedFile, JixiaoError, TooLarge, UnreadableFile

__all__ = ["Original", "convert", "copies_folder", "find_soffice"]

_SUFFIXES: dict[Format, str] = {"wordxml": "xml", "excelxml": "xml"}


@dataclass(frozen=True)
class Original:
    """A file to convert: its bytes, what they are, and the stem that its copy shall have."""

    data: bytes
    kind: Format
    sha256: str
    stem: str


def convert(
    files: Sequence[Original],
    limits: Limits,
    soffice: str = "",
    copies: Path | None = None,
) -> list[Path | JixiaoError]:
    """Convert files, all texts in one start of LibreOffice and all workbooks in another.

    Returns for each file its copy below ``copies`` (by default a folder that goes away with
    the process), or the error that it met. A file of the same content is converted once.
    Raises ``NeedsLibreOffice`` and ``BadSettings``.
    """
    folder = copies or copies_folder()
    program = find_soffice(soffice)
    made: dict[str, Path | JixiaoError] = {}
    for target in ("docx", "xlsx"):
        group = {f.sha256: f for f in files if CONVERTED[f.kind] == target}
        left = [f for f in group.values() if not _copy_path(f, folder).exists()]
        made |= {key: _copy_path(f, folder) for key, f in group.items() if f not in left}
        made |= _convert_group(left, target, program, limits, folder)
    return [made[file.sha256] for file in files]


def _copy_path(file: Original, folder: Path) -> Path:
    return folder / file.sha256[:16] / f"{file.stem}.{CONVERTED[file.kind]}"


def _convert_group(
    files: list[Original], target: str, program: str, limits: Limits, folder: Path
) -> dict[str, Path | JixiaoError]:
    """Convert files in one start; what it leaves out is tried once more on its own."""
    torn = [file for file in files if lacks_beginning(file.data, file.kind)]
    done: dict[str, Path | JixiaoError] = {
        file.sha256: _failure(file, True, limits) for file in torn
    }
    files = [file for file in files if file not in torn]
    if not files:
        return done
    done |= _start(files, target, program, limits, folder)
    left = [file for file in files if isinstance(done[file.sha256], JixiaoError)]
    if len(files) > 1:
        for file in left:  # one file may have brought the start down for all
            done |= _start([file], target, program, limits, folder)
    return done


def _start(
    files: list[Original], target: str, program: str, limits: Limits, folder: Path
) -> dict[str, Path | JixiaoError]:
    seconds = limits.start_seconds + limits.convert_seconds * len(files)
    with tempfile.TemporaryDirectory(prefix="run-", dir=folder) as place:
        out = Path(place) / "out"
        out.mkdir()
        ended = start(program, target, _inputs(files, Path(place)), out, seconds)
        return {
            file.sha256: _collect(file, out / f"{number}.{target}", ended, limits, folder)
            for number, file in enumerate(files)
        }


def _inputs(files: list[Original], place: Path) -> list[Path]:
    """Write the files under names of ours: no name of a stranger reaches a command line."""
    paths = []
    for number, file in enumerate(files):
        path = place / f"{number}.{_SUFFIXES.get(file.kind, file.kind)}"
        path.write_bytes(file.data)
        paths.append(path)
    return paths


def _collect(
    file: Original, made: Path, ended: bool, limits: Limits, folder: Path
) -> Path | JixiaoError:
    if not made.is_file() or made.stat().st_size == 0:
        return _failure(file, ended, limits)
    if made.stat().st_size > limits.file_bytes:
        return TooLarge(f"转换后超过上限 {limits.file_bytes / 2**20:.0f} MB。")
    target = _copy_path(file, folder)
    target.parent.mkdir(exist_ok=True)
    shutil.move(made, target)
    return target


def _failure(file: Original, ended: bool, limits: Limits) -> JixiaoError:
    if has_password(file.data):
        return EncryptedFile("设有打开密码，无法读取。")
    if not ended:
        seconds = limits.start_seconds + limits.convert_seconds
        return TooLarge(f"用 LibreOffice 转换超过 {seconds:.0f} 秒没有完成，已停止。")
    return UnreadableFile("已损坏或不完整：LibreOffice 打不开。")
