"""How explanations begin that a rule gives itself, because it knows its figures better."""

from assistant.checks.explaining.other_base import WRONG_BASE

DIFFERENCE_IS = "差额恰是"
"""Names the one row that makes a sum too large."""
BORNE_OUT = "总数另有数字印证，疑似"
"""Says that a sum's total is right, so that one of its parts must be wrong."""
SOME_PART = f"{BORNE_OUT}某一分项"
"""The same, where any of several parts may be."""
KNOWN_BY_RULE = (WRONG_BASE, DIFFERENCE_IS)
