"""Documents to a Pack."""

from assistant.extraction.assemble import extract

__all__ = ["extract"]
