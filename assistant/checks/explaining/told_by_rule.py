"""How explanations begin that a rule gives itself, because it knows its figures better."""

from assistant.checks.explaining.other_base import WRONG_BASE

DIFFERENCE_IS = "差额恰是"
"""Names the one row that makes a sum too large."""
KNOWN_BY_RULE = (WRONG_BASE, DIFFERENCE_IS)
