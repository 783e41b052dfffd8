"""Scores recomputed, and the rules about them (family S)."""
