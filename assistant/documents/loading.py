"""The bytes of one file, or one clear line why they can't be had."""

import stat
from pathlib import Path

from assistant.documents.limits import Limits
from assistant.errors import TooLarge, UnreadableFile


def load(path: Path, limits: Limits) -> bytes:
    """Return a file's bytes. Raises ``UnreadableFile`` and ``TooLarge``."""
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
