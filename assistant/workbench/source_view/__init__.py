"""The source as it looks, with an address for every paragraph and cell that a value may stand in."""

from assistant.workbench.source_view.page_boxes import PageView, page_views
from assistant.workbench.source_view.reading_view import SourceView, source_view
from assistant.workbench.source_view.spots import spot_of

__all__ = ["PageView", "SourceView", "page_views", "source_view", "spot_of"]
