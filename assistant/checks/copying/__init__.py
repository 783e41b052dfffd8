"""Texts that are copied or put in the wrong place (family D)."""
