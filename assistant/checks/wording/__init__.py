"""Words, marks and layout (family W)."""
