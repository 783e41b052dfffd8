"""Drafts: slots that want text, sentences with references, and the report of a run."""

from typing import Literal

from pydantic import Field

from assistant.model.base import Model
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Location, Place

SlotKind = Literal[
    "problems", "measures", "deviation", "thrift", "project_deviation", "conclusion"
]  # fmt: skip


class Slot(Model):
    """A place that wants text: blank, or a placeholder such as “无” (``current``).

    ``location`` is the paragraph or cell to change; for a section without any paragraph it
    is the heading, and the text goes in after it.
    """

    place: Place
    kind: SlotKind
    title: str
    current: str = ""
    location: Location
    after_heading: bool = False


class Sentence(Model):
    """A template whose figures are references such as ``{F017}``; ``facts`` names them."""

    template: str
    facts: list[str] = Field(default_factory=list)


class DraftParagraph(Model):
    """Sentences of one paragraph; ``about`` names the findings they answer (fingerprints).

    ``author`` is filled where it is not the draft's own.
    """

    sentences: list[Sentence]
    about: list[str] = Field(default_factory=list)
    author: str = ""


class EvidenceItem(Model):
    """One thing chosen for a slot: a finding, a figure, last year's promise, or a passage.

    ``why`` says in Chinese why it was chosen; ``score`` is its rank in retrieval (BM25), None
    where it belongs to the slot by its place.
    """

    kind: Literal["finding", "fact", "derived", "promise", "passage", "cause"]
    text: str
    place: Place
    why: str
    score: float | None = None


class Draft(Model):
    """Text for one slot: paragraphs, who wrote it, and what became of it.

    ``text`` is the rendered form of each paragraph; it is derived from the templates and is
    kept so that a reader of the JSON needs no renderer.
    """

    slot: Slot
    paragraphs: list[DraftParagraph]
    text: list[str] = Field(default_factory=list)
    author: str = "composer"
    status: Literal["proposed", "accepted", "edited", "refused"] = "proposed"
    evidence: list[str] = Field(default_factory=list)
    evidence_items: list[EvidenceItem] = Field(default_factory=list)
    reason: str = ""


class Question(Model):
    """What only the unit can answer: to whom, where it stands, why it matters."""

    place: Place
    text: str
    who: str
    why: str
    location: Location | None = None


class DraftReport(Model):
    """All drafts of a run with their facts, clerical faults, questions and fallbacks."""

    unit: str = ""
    year: int | None = None
    drafts: list[Draft] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    correct_first: list[Finding] = Field(default_factory=list)
    questions: list[Question] = Field(default_factory=list)
    fallbacks: list[str] = Field(default_factory=list)
    usage: dict[str, int] = Field(default_factory=dict)
