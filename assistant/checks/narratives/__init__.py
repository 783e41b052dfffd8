"""Sentences and the figures in them (family N)."""
