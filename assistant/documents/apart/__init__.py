"""Files of unknown origin, each read in another process: bounded time and memory, no crash.

A native library may be brought down by a file, hang in it or take all memory; here that costs
one clear line and the file. Costs: 0.25 s to start a worker, which then reads many files, and
about 5 ms for a whole pack to come back as JSON. (Pickle is no faster by more than a tenth, and
would let a library that a file has taken over run code in this process.)
"""

from pathlib import Path

from assistant.documents.apart.pool import ReaderPool
from assistant.documents.limits import DEFAULT_LIMITS, Limits
from assistant.model.document import Document

__all__ = ["ReaderPool", "read_apart"]


def read_apart(
    path: Path,
    limits: Limits = DEFAULT_LIMITS,
    *,
    soffice: str = "",
    copies: Path | None = None,
) -> Document:
    """Read one file in another process; as :func:`assistant.documents.read` otherwise.

    For several files use a :class:`ReaderPool`, which keeps its processes.
    """
    with ReaderPool(limits, soffice=soffice, copies=copies) as pool:
        return pool.read(path)
