"""Notices from a language model where rules can't see; importing this enters their rules."""

from assistant.checks.notices import rules

__all__ = ["rules"]
