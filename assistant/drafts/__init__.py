"""Slots, the offline composer, the writer, questions, and drafts as changes to files."""

from assistant.drafts.changes import changes
from assistant.drafts.drafting import draft, prompts
from assistant.drafts.slots import find
from assistant.drafts.writer import Writer

__all__ = ["Writer", "changes", "draft", "find", "prompts"]
