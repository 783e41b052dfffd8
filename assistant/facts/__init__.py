"""Dossier to FactBook: the only place that derives a figure from others or compares text with facts."""
