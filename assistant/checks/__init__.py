"""Dossier to CheckReport: the engine, and one folder for each family of rules."""

from assistant.checks.engine import CheckOptions, check, chosen_codes
from assistant.checks.registry import RULEBOOK, RuleInfo, rules
from assistant.checks.suppress import Baseline, Suppression, load_baseline, load_suppressions
from assistant.checks.verdict import counts_for_verdict
from assistant.facts.profiles import load_profile, profile_names

__all__ = [
    "RULEBOOK",
    "Baseline",
    "CheckOptions",
    "RuleInfo",
    "Suppression",
    "check",
    "chosen_codes",
    "counts_for_verdict",
    "load_baseline",
    "load_profile",
    "load_suppressions",
    "profile_names",
    "rules",
]
