"""Changes and comments that output applies to a file."""

from typing import Literal

from assistant.model.base import Model
from assistant.model.place import Location


class Change(Model):
    r"""Replace ``old`` by ``new`` at a location, or insert ``new`` as paragraphs after it.

    ``new`` separates paragraphs with ``\n``. ``old`` is checked against the file: a change
    whose ``old`` isn't found there is refused, never applied elsewhere.
    """

    kind: Literal["replace", "insert"]
    location: Location
    old: str = ""
    new: str


class Comment(Model):
    """A remark pinned to a location (a paragraph, a cell, or a span of its characters)."""

    location: Location
    text: str
    author: str = "绩效自评助手"
