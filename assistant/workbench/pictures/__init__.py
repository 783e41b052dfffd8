"""Pictures of the pages of PDFs and scans, painted in a process of their own and kept."""

from assistant.workbench.pictures.painter import Painter

__all__ = ["Painter"]
