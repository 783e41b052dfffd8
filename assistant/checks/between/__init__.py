"""One form against another, and reports against forms (family X)."""
