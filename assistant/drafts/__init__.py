"""Slots, evidence, and the writers that fill them."""
