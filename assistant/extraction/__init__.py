"""Documents to a Pack."""

from assistant.extraction.assemble import extract
from assistant.extraction.form_tables import FormTable, form_tables

__all__ = ["FormTable", "extract", "form_tables"]
