"""Arithmetic between figures that OCR read: it chooses between readings, and marks the rest."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.extraction.relations import Relation, relations
from assistant.model.numerals import read_quantity
from assistant.model.pack import Pack
from assistant.model.quantity import Doubt, Quantity

_SURE = 0.98
_BROKEN = 0.5
"""How sure a figure is, at most, that stands in a relation which doesn't hold."""


class Candidate(NamedTuple):
    """Another reading of a figure: the field as it would be."""

    field: Quantity
    doubt: Doubt
    other: Quantity


def settle(pack: Pack) -> None:
    """Choose between readings of uncertain figures by the arithmetic of their form.

    A reading is taken where it alone makes a broken relation hold; the figure stays marked
    for review, with its former reading as the other one. Where no reading helps, the figures
    that OCR is less than sure of are marked; where it is sure of all, the form itself doesn't
    add up, which the checks tell. Digital packs stay untouched.
    """
    for relation in list(relations(pack)):
        read = [field for field in relation.members if _by_ocr(field)]
        if not read or relation.holds():
            continue
        helpful = [c for c in candidates(read) if _would_hold(relation, c)]
        if len(helpful) == 1:
            _take(helpful[0])
        else:
            _mark(read)


def candidates(fields: Sequence[Quantity]) -> Iterator[Candidate]:
    """Yield what each uncertain figure may be instead, one change at a time."""
    for field in fields:
        for doubt in field.doubts:
            for reading in doubt.readings:
                raw = field.raw[: doubt.start] + reading + field.raw[doubt.end :]
                other = read_quantity(raw, field.place, field.location, field.unit)
                if other.known() and other.value != field.value:
                    yield Candidate(field, doubt, other)


def _by_ocr(field: Quantity) -> bool:
    return field.confidence < _SURE or field.review


def _would_hold(relation: Relation, candidate: Candidate) -> bool:
    parts = tuple(candidate.other if p is candidate.field else p for p in relation.parts)
    result = candidate.other if relation.result is candidate.field else relation.result
    return Relation(relation.kind, result, parts).holds()


def _take(candidate: Candidate) -> None:
    field, doubt, other = candidate
    former = field.raw[doubt.start : doubt.end]
    reading = other.raw[doubt.start : doubt.start + len(other.raw) - len(field.raw) + len(former)]
    rest = tuple(r for r in doubt.readings if r != reading)
    field.doubts = [Doubt(start=doubt.start, end=doubt.start + len(reading),
                          confidence=doubt.confidence, readings=(former, *rest))]  # fmt: skip
    for name in ("raw", "value", "upper", "comparator", "precision", "unit"):
        setattr(field, name, getattr(other, name))
    field.review = True


def _mark(fields: Sequence[Quantity]) -> None:
    for field in fields:
        field.review = True
        field.confidence = min(field.confidence, _BROKEN)
        if not field.doubts:
            field.doubts = [Doubt(start=0, end=len(field.raw), confidence=field.confidence)]
