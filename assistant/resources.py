"""Where packaged data lies: ``_data`` in the wheel, the repository root in a checkout."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_PACKAGE = Path(__file__).parent


@cache
def data_path(*parts: str) -> Path:
    """Return the path of a packaged file or folder; ``FileNotFoundError`` if absent."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))


def load_yaml(*parts: str) -> Any:
    """Return a packaged YAML file's content."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(data_path(*parts).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
