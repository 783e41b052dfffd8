"""Measurements: ratios and rates of this machine, printed, never asserted as absolutes."""
