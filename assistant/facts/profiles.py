"""Load a profile by name; what it doesn't state comes from the one it inherits."""

from functools import cache
from typing import Any

from pydantic import ValidationError

from assistant.errors import BadSettings
from assistant.model.profile import Profile
from assistant.resources import data_path, load_yaml

DEFAULT = "national"


def profile_names() -> list[str]:
    """Return the names of all packaged profiles."""
    return sorted(path.stem for path in data_path("schemas", "profiles").glob("*.yaml"))


@cache
def load_profile(name: str = DEFAULT) -> Profile:
    """Return a profile ("" for the default); ``BadSettings`` for an unknown name or a bad file."""
    try:
        return Profile.model_validate(_stated(name or DEFAULT, ()))
    except ValidationError as error:
        raise BadSettings(f"评分口径“{name}”的文件写法有误：{error}") from error


def _stated(name: str, heirs: tuple[str, ...]) -> dict[str, Any]:
    if name in heirs:
        raise BadSettings(f"评分口径“{name}”循环继承。")
    if name not in profile_names():
        raise BadSettings(f"没有名为“{name}”的评分口径；可用：{'、'.join(profile_names())}。")
    own: dict[str, Any] = dict(load_yaml("schemas", "profiles", f"{name}.yaml"))
    parent = own.get("inherits") or (None if name == DEFAULT else DEFAULT)
    inherited = _stated(parent, (*heirs, name)) if parent else {}
    outlines = [*own.get("outlines", ()), *inherited.get("outlines", ())]
    return {**inherited, **own, "name": name, "inherits": parent, "outlines": outlines}
