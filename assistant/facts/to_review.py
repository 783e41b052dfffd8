"""Readings of a pack that a person must hold against the original before using them."""

from collections.abc import Iterator, Sequence
from typing import Literal

from assistant.facts.render import shown
from assistant.model.fact import Fact
from assistant.model.finding import ToReview
from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.model.quantity import Doubt, Quantity, Text

_LONG = 40
"""Characters from which only the words around a doubt are told."""

_AROUND = 10

_Key = tuple[object, ...]


def to_review(pack: Pack) -> list[ToReview]:
    """Return every doubtful reading once: figures first, each kind in the pack's order."""
    figures = [fact.quantity for fact in pack.figures if fact.quantity.is_doubtful()]
    told = [_figure(figure) for figure in figures]
    seen: set[_Key] = {(_part(f.location), f.location.start, f.raw) for f in figures}
    for field in pack.fields():
        if not field.is_doubtful():
            continue
        key = (_part(field.location), field.location.start, field.raw)
        if key in seen:
            continue
        seen.add(key)
        is_number = isinstance(field, Quantity) and field.known()
        told += [_figure(field)] if is_number else _words(field, figures)
    return sorted(told, key=lambda item: item.kind != "figure")


def doubtful_spans(text: Text, pack: Pack) -> list[tuple[int, int]]:
    """Return the stretches of a paragraph's ``raw`` that are in doubt, in order, none touching.

    A doubtful figure counts whole, so that a mark never cuts it.
    """
    spans = [(doubt.start, doubt.end) for doubt in text.doubts]
    offset = text.location.start or 0
    for fact in pack.figures:
        at = fact.location
        own = fact.quantity.is_doubtful() and fact.place.startswith(f"{text.place}@")
        if own and at.start is not None and at.end is not None:
            spans.append((at.start - offset, at.end - offset))
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _part(at: Location) -> _Key:
    """Return what tells one cell or paragraph from another."""
    return at.file, at.table, at.row, at.col, at.anchor if at.table is None else None


def _figure(field: Text) -> ToReview:
    value = ""
    if isinstance(field, Quantity) and field.known():
        value = shown(Fact(place=field.place, measure="", quantity=field))
    others = [other for doubt in field.doubts for other in _others(field.raw, doubt)]
    return ToReview(
        kind="figure", place=field.place, raw=field.raw.strip(), value=value, others=others,
        confidence=field.confidence, by=_by(field), location=field.location,
    )  # fmt: skip


def _words(field: Text, figures: Sequence[Quantity]) -> Iterator[ToReview]:
    """Yield a short text whole, a long one doubt by doubt; figures in it tell of their own."""
    kind: Literal["figure", "text"] = "figure" if isinstance(field, Quantity) else "text"
    if len(field.raw) <= _LONG:
        yield _figure(field).model_copy(update={"kind": kind})
        return
    own = [figure for figure in figures if _part(figure.location) == _part(field.location)]
    doubts = [doubt for doubt in field.doubts if not any(_in(doubt, each) for each in own)]
    for doubt in doubts:
        start, end = max(doubt.start - _AROUND, 0), min(doubt.end + _AROUND, len(field.raw))
        around = field.raw[start:end]
        moved = doubt.model_copy(update={"start": doubt.start - start, "end": doubt.end - start})
        yield ToReview(
            kind=kind, place=field.place, raw=_cut(around, start > 0, end < len(field.raw)),
            others=list(_others(around, moved)), confidence=doubt.confidence, by=_by(field),
            location=field.location.span(doubt.start, doubt.end),
        )  # fmt: skip
    if not field.doubts:
        yield ToReview(
            kind=kind, place=field.place, raw=_cut(field.raw[:_LONG], False, True),
            confidence=field.confidence, by=_by(field), location=field.location,
        )  # fmt: skip


def _in(doubt: Doubt, figure: Quantity) -> bool:
    start, end = figure.location.start or 0, figure.location.end or 0
    return start <= doubt.start and doubt.end <= end


def _others(raw: str, doubt: Doubt) -> Iterator[str]:
    for reading in doubt.readings:
        yield (raw[: doubt.start] + reading + raw[doubt.end :]).strip()


def _cut(text: str, before: bool, after: bool) -> str:
    return f"{'……' if before else ''}{text.strip()}{'……' if after else ''}"


def _by(field: Text) -> Literal["ocr", "model"]:
    """Tell who read a field: recognition leaves doubts and a place on the page's picture."""
    return "ocr" if field.doubts or field.location.box is not None else "model"
