"""A profile: the weights, thresholds and scoring rules of one place."""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from assistant.model.base import Model


class WeightScheme(Model):
    """One official set of weights; keys are level-1 kinds, values points."""

    name: str
    execution: Decimal
    levels: dict[str, Decimal]


class Grade(Model):
    """A grade and the lowest score that earns it."""

    name: str
    at_least: Decimal


class RequiredSection(Model):
    """A part that a report must have: its heading holds one of ``words``."""

    name: str
    words: list[str] = Field(min_length=1)
    severity: Literal["error", "warning", "info"] = "warning"


class Outline(Model):
    """What one official outline asks of a kind of report, in no fixed order."""

    name: str
    report: Literal["overall", "project"]
    sections: list[RequiredSection]


class Profile(Model):
    """Parameters that rules read; rates are percent points, ratios plain numbers.

    ``title`` is the place in Chinese, for reports. A report must have the sections of the one
    of ``outlines`` that it follows best.
    """

    name: str
    title: str = ""
    inherits: str | None = None
    schemes: list[WeightScheme] = Field(default_factory=list)
    reverse_rule: Literal["twofold", "target_over_actual"] = "twofold"
    bands: dict[str, tuple[Decimal, Decimal]] = Field(default_factory=dict)
    far_above_target: Decimal = Decimal(130)
    execution_notice: Decimal = Decimal(90)
    execution_warning: Decimal = Decimal(80)
    execution_error: Decimal = Decimal(60)
    adjustment_rate: Decimal = Decimal(30)
    rebase_rate: Decimal = Decimal(10)
    progress_gap: Decimal = Decimal(10)
    compulsory_below: Decimal = Decimal(80)
    goal_similarity: Decimal = Decimal(90)
    grades: list[Grade] = Field(default_factory=list)
    outlines: list[Outline] = Field(default_factory=list)
