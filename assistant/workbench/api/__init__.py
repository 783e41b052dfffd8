"""The page's own actions as a documented REST API."""

from fastapi import APIRouter

from assistant.workbench.api import deeds, files, packs, panes, papers
from assistant.workbench.api.problems import install

__all__ = ["install", "router"]


def router() -> APIRouter:
    """Return all operations, below ``/api``; they find the room in ``app.state.room``."""
    all_ = APIRouter(prefix="/api")
    for part in (packs, files, panes, deeds, papers):
        all_.include_router(part.routes)
    return all_
