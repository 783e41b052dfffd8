"""Dossier to FactBook: the only place that derives a figure or compares text with facts."""

from assistant.facts.gather import Book, gather

__all__ = ["Book", "gather"]
