"""How a run asks a model: what it may spend, where it caches, who hears of oddities."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

Note = Callable[[str], None]
"""Hears of something odd that doesn't stop the work, in Chinese."""


@dataclass(frozen=True)
class Limits:
    """The most a run may spend; None is no limit. Prices are money for a million tokens."""

    tokens: int | None = None
    cost: Decimal | None = None
    price_sent: Decimal = Decimal(0)
    price_received: Decimal = Decimal(0)


def _silent(note: str) -> None:
    """Drop a note."""


@dataclass(frozen=True)
class Options:
    """How a run asks: where it caches (None: nowhere), what it may spend, who hears of oddities.

    ``limit`` is the number of requests under way at once.
    """

    cache: Path | None = None
    limits: Limits = field(default_factory=Limits)
    limit: int = 4
    note: Note = _silent


def default_options() -> Options:
    """Return options with the cache in the user's cache folder."""
    return Options(cache=cache_folder() / "llm")


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder for caches: ``XDG_CACHE_HOME`` or what the system uses for it."""
    environ = os.environ if environ is None else environ
    named = environ.get("XDG_CACHE_HOME") or environ.get("LOCALAPPDATA")
    if named and Path(named).is_absolute():
        return Path(named) / "jixiao"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "jixiao"
