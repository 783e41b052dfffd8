"""Fictional packs: truth in YAML, and a builder that writes the files units would hand in."""
