"""Documents to a Pack."""
