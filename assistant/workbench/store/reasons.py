"""Why a database can't be used, in words for the person at the page."""

import re
import sqlite3

from sqlalchemy.exc import DBAPIError

# By SQLSTATE; where all of a class mean the same, by its first two characters.
_POSTGRES = {
    "28": "用户名或密码不对，或这个用户不许从本机连接",
    "3D000": "服务器上没有这个数据库，请先建库",
    "42501": "这个用户没有所需的权限",
    "53100": "服务器的磁盘已满",
    "53300": "服务器的连接数已满",
    "55P03": "等别的程序写完等得太久",
    "57P": "数据库服务器正在启动、关闭或已中断连接",
}
_SQLITE = {
    "SQLITE_BUSY": "正被别的程序占用",
    "SQLITE_CANTOPEN": "文件打不开",
    "SQLITE_CORRUPT": "文件已损坏",
    "SQLITE_FULL": "磁盘已满",
    "SQLITE_IOERR": "读写磁盘出错",
    "SQLITE_NOTADB": "文件不是数据库，或已损坏",
    "SQLITE_READONLY": "文件只能读，不能写",
}
# pg8000 knows these by its words alone.
_UNREACHED = re.compile(r"create a connection to host (\S+) and port (\d+)")
_BROKEN = re.compile(r"network error|connection (is )?closed|BrokenPipe", re.IGNORECASE)


def reason(error: DBAPIError) -> str:
    """Return why a driver failed; its own words where they are none of the usual ones."""
    own = error.orig
    if isinstance(own, sqlite3.Error):
        name = getattr(own, "sqlite_errorname", "")
        return _by_start(name, _SQLITE) or str(own)
    told = own.args[0] if own and own.args else str(error)
    if isinstance(told, dict):
        return _by_start(state(error), _POSTGRES) or str(told.get("M", told))
    if found := _UNREACHED.search(str(told)):
        return (
            f"连不上 PostgreSQL 服务器 {found[1]} 的端口 {found[2]}，请核对地址、服务器是否已启动"
        )
    return "与 PostgreSQL 服务器的连接断了" if _BROKEN.search(str(told)) else str(told)


def state(error: DBAPIError) -> str:
    """Return the SQLSTATE of a PostgreSQL error, "" for any other."""
    told = error.orig.args[0] if error.orig and error.orig.args else None
    return str(told.get("C", "")) if isinstance(told, dict) else ""


def _by_start(code: str, table: dict[str, str]) -> str:
    return next((words for start, words in table.items() if code.startswith(start)), "")
