"""Targets and what was achieved (family T)."""
