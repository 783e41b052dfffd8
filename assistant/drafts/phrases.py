"""The composer's own data: its sentences, word lists and choices of office."""

from functools import cache
from typing import Any

from assistant.resources import load_yaml


@cache
def texts() -> dict[str, Any]:
    """Return ``prompts/composer.yaml``, read once."""
    content: dict[str, Any] = load_yaml("prompts", "composer.yaml")
    return content
