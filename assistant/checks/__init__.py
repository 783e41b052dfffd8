"""Dossier to CheckReport: the engine, and one module for each family of rules."""
