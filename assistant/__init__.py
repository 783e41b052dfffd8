"""Read, check and draft Chinese budget-performance self-evaluation packs."""

__version__ = "0.1.0"
