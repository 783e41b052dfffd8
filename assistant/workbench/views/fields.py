"""The pane 数据: every value that was read, what wants a look first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from assistant.facts.render import shown
from assistant.model.fact import Fact
from assistant.model.place import Place
from assistant.model.quantity import Quantity, Text
from assistant.output.filing import form
from assistant.output.places import SEPARATOR, place_words
from assistant.workbench.session import Session
from assistant.workbench.source_view import spot_of
from assistant.workbench.views.shapes import Fields, FieldView
from assistant.workbench.views.spots import Spots

Only = Literal["all", "look", "edited"]
_CAPTIONS = ("/label", "/title")


def fields(session: Session, spots: Spots) -> Fields:
    """Return all values of a pack that stand in a cell or paragraph of their own."""
    prints = _prints(session)
    views = [_view(field, session, spots, prints) for field in _listed(session)]
    views.sort(key=lambda view: not (view.doubt or view.refused))
    return Fields(
        version=session.state.version,
        total=len(views),
        doubtful=sum(bool(view.doubt) for view in views),
        edited=sum(view.edited for view in views),
        fields=tuple(views),
    )


def narrowed(all_: Fields, only: Only, start: int, count: int | None) -> Fields:
    """Return a stretch of the chosen fields; ``total`` counts the chosen ones."""
    chosen = [view for view in all_.fields if only == "all" or _chosen(view, only)]
    stop = None if count is None else start + count
    return all_.model_copy(update={"fields": tuple(chosen[start:stop]), "total": len(chosen)})


def _chosen(view: FieldView, only: Only) -> bool:
    return view.edited if only == "edited" else bool(view.doubt or view.refused)


def _listed(session: Session) -> Iterator[Text]:
    """Yield values in the pack's order, a figure of prose behind its paragraph."""
    figures = defaultdict(list)
    for figure in session.dossier.pack.figures:
        figures[figure.place.partition("@")[0]].append(figure.quantity)
    seen: set[Place] = set()
    for field in session.dossier.pack.fields():
        inside = figures.pop(field.place, [])
        for each in (field, *sorted(inside, key=lambda item: item.location.start or 0)):
            if each.place not in seen and _has_place(each, session):
                seen.add(each.place)
                yield each


def _has_place(field: Text, session: Session) -> bool:
    """Tell whether a value can be shown and typed; captions and texts put in by drafts can't."""
    if field.place.endswith(_CAPTIONS) or session.original(field.place) is None:
        return False
    at = field.location
    return bool(spot_of(at)) and (at.table is None or at.row is not None)


def _view(
    field: Text, session: Session, spots: Spots, prints: Mapping[Place, list[str]]
) -> FieldView:
    own = session.origins.get(field.place, field.place)
    original, state = session.fields[own], session.state
    source = spots.ref(field.location, quote=field.raw)
    return FieldView(
        place=own,
        label=_label(field.place),
        form=form(field.place),
        raw=field.raw,
        original=original.raw,
        edited=own in state.fixes,
        confirmed=own in state.confirmed,
        doubt=_doubt(field),
        confidence=original.confidence,
        read_as=read_as(field),
        source=source,
        crop=bool(source.boxes),
        refused=session.refused.get(own, ""),
        findings=tuple(prints.get(field.place, ())),
    )


def _label(place: Place) -> str:
    words, own = place_words(place), form(place)
    return words.removeprefix(f"{own}{SEPARATOR}")


def _doubt(field: Text) -> str:
    if not field.is_doubtful():
        return ""
    others = [
        field.raw[: doubt.start] + reading + field.raw[doubt.end :]
        for doubt in field.doubts
        for reading in doubt.readings
    ]
    also = f"，也可能是“{'”“'.join(others[:3])}”" if others and len(field.raw) <= 40 else ""
    if field.location.box is None and not field.doubts:
        return "由语言模型指认，请对照原件"
    return f"识别把握 {field.confidence:.0%}{also}"


def read_as(field: Text) -> str:
    """Return what a number was taken for where the cell itself doesn't say so, such as its unit."""
    if not isinstance(field, Quantity) or not field.known():
        return ""
    told = shown(Fact(place=field.place, measure="", quantity=field))
    return "" if told == field.raw.strip() else told


def _prints(session: Session) -> dict[Place, list[str]]:
    """Return the findings that speak of each place, by fingerprint."""
    found: dict[Place, list[str]] = defaultdict(list)
    for finding in session.report.findings:
        for place in dict.fromkeys([finding.place, *(side.place for side in finding.evidence)]):
            found[place].append(finding.fingerprint)
    return found
