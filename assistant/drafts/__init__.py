"""Slots, the offline composer, questions, and drafts as changes to files."""

from assistant.drafts.changes import changes
from assistant.drafts.drafting import draft
from assistant.drafts.slots import find

__all__ = ["changes", "draft", "find"]
