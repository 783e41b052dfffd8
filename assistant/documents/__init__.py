"""Any file to a Document: :func:`read` and :func:`read_all` look at the content first."""

from assistant.documents.limits import DEFAULT_LIMITS, Limits
from assistant.documents.reading import Reading, read, read_all
from assistant.documents.registry import READABLE, READERS, Reader

__all__ = [
    "DEFAULT_LIMITS",
    "READABLE",
    "READERS",
    "Limits",
    "Reader",
    "Reading",
    "read",
    "read_all",
]
