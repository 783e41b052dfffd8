"""The address of a paragraph or cell on the page: what links a value with where it stands."""

import re
from hashlib import sha256

from assistant.model.place import Location

_UNSAFE = re.compile(r"[^\w-]")


def spot_of(location: Location) -> str:
    """Return the address of the paragraph or cell that a location lies in, "" if it names none.

    It is an HTML id, the same for every stretch of characters of one cell or paragraph, and
    follows from the location alone, so that a page needs no table of addresses.
    """
    if location.table is not None and location.row is not None:
        at = f"t{location.table}-r{location.row}-c{location.col or 0}"
    elif location.anchor is not None:
        at = f"p{_UNSAFE.sub('_', location.anchor)}"
    elif location.table is not None:
        at = f"t{location.table}"
    else:
        return ""
    return f"s{_short(location.file, location.part or '')}-{at}"


def _short(*words: str) -> str:
    """Return a few letters for a file's part: names may hold anything, an id may not."""
    return sha256("\x1f".join(words).encode()).hexdigest()[:8]
