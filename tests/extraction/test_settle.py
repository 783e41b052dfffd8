"""Arithmetic between figures that OCR read."""

from typing import Any

import pytest

from assistant.extraction import settle as module
from assistant.extraction.relations import Relation
from assistant.extraction.settle import settle
from assistant.extraction.uncertain import carry_doubts
from assistant.model.document import Cell, Document, Paragraph, ReadingReport, Source, Table
from assistant.model.fact import Fact
from assistant.model.numerals import read_quantity
from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.model.quantity import Doubt, Quantity, Text


def figure(raw: str, sure: float = 1.0, *readings: str) -> Quantity:
    found = read_quantity(raw, raw, Location(), "万元")
    found.confidence = sure
    if readings:
        found.doubts = [Doubt(start=0, end=len(raw), confidence=sure, readings=readings)]
        found.review = True
    return found


HOLDS = [
    ("sum", "10", ["3", "7"], True),
    ("sum", "10.1", ["3.33", "6.73"], True),  # within the last printed digit
    ("sum", "10.3", ["3.33", "6.73"], False),
    ("ratio", "97.12%", ["1712.06", "1762.75"], True),
    ("ratio", "97.73%", ["1712.06", "1762.75"], False),
    ("ratio", "5%", ["1", "0"], True),  # nothing can be said
    ("score", "9.7", ["97.12%", "10"], True),
    ("score", "10", ["104%", "10"], True),
    ("score", "7", ["97.12%", "10"], False),
]


@pytest.mark.parametrize(("kind", "result", "parts", "holds"), HOLDS)
def test_relations(kind: Any, result: str, parts: list[str], holds: bool) -> None:
    relation = Relation(kind, figure(result), tuple(figure(part) for part in parts))
    assert relation.can_be_checked()
    assert relation.holds() is holds


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(relation: Relation) -> Relation:
        monkeypatch.setattr(module, "relations", lambda pack: iter([relation]))
        settle(Pack(unit=Text()))
        return relation

    return run


def test_the_only_reading_that_adds_up_is_taken_and_stays_marked(settled: Any) -> None:
    part = figure("8403.21", 0.4, "8408.21", "3403.21")
    settled(Relation("sum", figure("8500"), (figure("91.79"), part)))
    assert (part.raw, str(part.value), part.review) == ("8408.21", "8408.21", True)
    assert part.doubts[0].readings == ("8403.21", "3403.21")


def test_a_sum_that_holds_changes_nothing(settled: Any) -> None:
    part = figure("7", 0.4, "1")
    settled(Relation("sum", figure("10"), (figure("3"), part)))
    assert part.raw == "7"


def test_two_readings_that_would_do_are_not_chosen_between(settled: Any) -> None:
    first, second = figure("7", 0.4, "1"), figure("9", 0.4, "3")
    settled(Relation("sum", figure("10"), (first, second)))
    assert (first.raw, second.raw) == ("7", "9")
    assert first.review
    assert second.review


def test_what_does_not_add_up_marks_the_less_certain(settled: Any) -> None:
    weak, strong = figure("3.00", 0.95), figure("8.00", 1.0)
    settled(Relation("sum", figure("10.00"), (weak, strong)))
    assert weak.review
    assert weak.doubts == [Doubt(start=0, end=4, confidence=0.5)]
    assert not strong.review


def test_digital_figures_are_never_touched(settled: Any) -> None:
    relation = settled(Relation("sum", figure("10.0"), (figure("3.0"), figure("8.0"))))
    assert not any(member.review or member.doubts for member in relation.members)


def test_doubts_reach_fields_and_figures() -> None:
    at = Location(file="a.png", table=0, row=0, col=0)
    doubt = Doubt(start=4, end=6, confidence=0.3, readings=("46",))
    cell = Cell(text="分值：40分", row=0, col=0, location=at, confidence=0.3,
                doubts=[doubt.model_copy(update={"start": 3, "end": 5})])  # fmt: skip
    words = Location(file="a.png", anchor="1")
    text = Paragraph(text="共完成40件，办结12件", location=words, confidence=0.3,
                     doubts=[doubt.model_copy(update={"start": 3, "end": 5})])  # fmt: skip
    table = Table(rows=1, cols=1, cells=[cell], location=Location(file="a.png", table=0))
    document = Document(source=Source(path="a.png", format="image", sha256=""),
                        blocks=[table, text], report=ReadingReport(file="a.png", format="image"))  # fmt: skip
    pack = Pack(unit=Text(raw="分值：40分", location=at))
    for start, end in ((3, 6), (9, 12)):
        raw = text.text[start:end]
        quantity = read_quantity(raw, "", words.span(start, end))
        pack.figures.append(Fact(place="", measure="", quantity=quantity))
    carry_doubts(pack, [document])
    assert pack.unit.review
    assert pack.unit.confidence == 0.3
    first, second = (fact.quantity for fact in pack.figures)
    assert first.doubts == [Doubt(start=0, end=2, confidence=0.3, readings=("46",))]
    assert first.review
    assert not second.review
    assert second.confidence >= 0.9
