"""A file shown as pictures of its pages."""

from typing import NamedTuple

from assistant.workbench.source_view import PageView


class PageSize(NamedTuple):
    """The width and height of a page in points."""

    width: float
    height: float


class PagedView(NamedTuple):
    """A PDF or scan: its pages with what stands on them, and each page's size."""

    name: str
    pages: list[PageView]
    sizes: list[PageSize]
