"""The check of a pack as it stands, in a process of its own: a save never waits for the sums."""

from assistant.workbench.checking.checked import Checked, CheckHere, Checks
from assistant.workbench.checking.checker import Checker

__all__ = ["CheckHere", "Checked", "Checker", "Checks"]
