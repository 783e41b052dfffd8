"""The pages that a person sees: rendered on the server, with small modules that make them quick."""

from assistant.workbench.pages.router import router

__all__ = ["router"]
