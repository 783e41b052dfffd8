"""Figures that nothing bears out as written, and that one slip of the pen explains."""
