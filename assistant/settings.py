"""Settings: defaults, then ``jixiao.toml``, then ``JIXIAO_*``; options of a call come last."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from assistant.errors import BadSettings
from assistant.model.base import Frozen
from assistant.model.finding import Severity

Mode = Literal["clean", "tracked", "annotated"]
FILE_NAME = "jixiao.toml"
PREFIX = "JIXIAO_"
SOFFICE = PREFIX + "SOFFICE"
"""Names LibreOffice's program. No key of the file: that may come with a stranger's material."""
_CODES = ("select", "ignore")


def _one_or_more(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class Settings(Frozen):
    """All settings; each but ``suppress`` can be given as ``JIXIAO_NAME`` too.

    ``profile`` is the scoring to check by ("" for that of the pack's own place). ``model`` names
    a language model ("" for none), ``budget`` is the most tokens that a run may use (0 for no
    limit). ``layouts`` is the folder of one's own layouts ("" for none); in the
    file it is relative to that file. ``suppress`` holds the ``[[suppress]]`` tables as they
    stand; checks know what they mean. ``rules`` are files of rules of one's own; in the file
    they are relative to it, in ``JIXIAO_RULES`` they are parted as the system parts paths.
    """

    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = "error"
    mode: Mode = "annotated"
    out: str = "jixiao-out"
    author: str = "绩效自评助手"
    model: str = ""
    budget: Annotated[int, Field(ge=0)] = 0
    layouts: str = ""
    rules: Annotated[tuple[str, ...], BeforeValidator(_one_or_more)] = ()
    suppress: tuple[dict[str, Any], ...] = ()

    def changed(self, **given: Any) -> "Settings":
        """Return these settings with the options that a call gave (not None, not empty)."""
        named = {key: value for key, value in given.items() if key in Settings.model_fields}
        values = {key: _from_option(key, value) for key, value in named.items() if value}
        return self.model_copy(update=values)


def _from_option(key: str, value: Any) -> Any:
    if key in _CODES:
        return tuple(code for text in value for code in split_codes(text))
    if key == "rules":
        return tuple(map(str, value))
    return value if isinstance(value, int) else str(value)


def named_soffice(environ: Mapping[str, str] | None = None) -> str:
    """Return the program that ``JIXIAO_SOFFICE`` names, "" for none."""
    return (os.environ if environ is None else environ).get(SOFFICE, "").strip()


def load_settings(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings that hold in ``folder`` (the current one by default).

    ``JIXIAO_CONFIG`` names another file than ``jixiao.toml`` of that folder. Raises
    ``BadSettings`` that names the file or variable and the key.
    """
    environ = os.environ if environ is None else environ
    named = environ.get(PREFIX + "CONFIG")
    path = Path(named) if named else (folder or Path.cwd()) / FILE_NAME
    values = _from_file(path) if named or path.exists() else {}
    stated = _validate(values, str(path))
    if stated.layouts:
        values["layouts"] = str(path.parent / stated.layouts)
    values["rules"] = tuple(str(path.parent / file) for file in stated.rules)
    return _validate(values | _from_environment(environ), "环境变量", PREFIX)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSettings(f"设置文件“{path}”打不开。") from error
    except UnicodeDecodeError as error:
        raise BadSettings(f"设置文件“{path}”不是 UTF-8 编码。") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"设置文件“{path}”不合 TOML 格式（{error}）。") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in Settings.model_fields:
        text = environ.get(PREFIX + name.upper())
        if text and name != "suppress":
            values[name] = split_codes(text) if name in _CODES else text
            if name == "rules":
                values[name] = tuple(filter(None, text.split(os.pathsep)))
    return values


def split_codes(text: str) -> tuple[str, ...]:
    """Return the codes of a list such as ``A101,S2``; Chinese commas will do too."""
    return tuple(text.upper().replace("，", " ").replace("、", " ").replace(",", " ").split())


def _validate(values: dict[str, Any], origin: str, prefix: str = "") -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise BadSettings(f"{origin}：{fault(error, prefix)}。") from error


def fault(error: ValidationError, prefix: str = "") -> str:
    """Return the first fault that pydantic found as Chinese words that name the key."""
    first = error.errors()[0]
    key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
    return f"“{prefix + key.upper() if prefix else key}”{_complaint(first)}"


def _complaint(error: ErrorDetails) -> str:
    match error["type"]:
        case "extra_forbidden":
            return "不是一项设置，请核对拼写"
        case "missing":
            return "没有填写"
        case "value_error":
            return str(error["ctx"]["error"])
        case "literal_error":
            allowed = str(error["ctx"]["expected"])
            return f"的值不对，只能是 {allowed.replace(' or ', '、').replace(', ', '、')}"
    return f"的值不对：{error['input']!r}"
