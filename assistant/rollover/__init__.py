"""Last year's pack, this year's figures and work summaries to this year's pack."""

from assistant.rollover.figures import Figures, read_figures_book
from assistant.rollover.roll import Rolled, roll
from assistant.rollover.scoring import Scoring
from assistant.rollover.template import Template, template

__all__ = ["Figures", "Rolled", "Scoring", "Template", "read_figures_book", "roll", "template"]
