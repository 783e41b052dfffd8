"""Rates and ratios: completion, saving, gaps, 之比, 几成."""
