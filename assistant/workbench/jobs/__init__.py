"""Long work in the background: it goes on when the page is closed, and tells how far it is."""

from assistant.workbench.jobs.jobs import Job, Jobs, Work

__all__ = ["Job", "Jobs", "Work"]
