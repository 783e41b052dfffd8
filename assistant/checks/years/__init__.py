"""What changed from the years before, and what was only carried over (family Y)."""
