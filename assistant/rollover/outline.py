"""The sections of a report: numbers, headings, places, and last year's where they fit."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.model.ordinals import heading_number
from assistant.model.pack import Report, Section
from assistant.model.place import Location, Place, Places, join_place, squeeze
from assistant.model.quantity import Text


class Plan(NamedTuple):
    """A section to be written: its heading, its own paragraphs, the sections below it."""

    title: str
    paragraphs: Sequence[str] = ()
    parts: Sequence["Plan"] = ()


def report(title: str, place: Place, plans: Sequence[Plan], project: str = "") -> Report:
    """Return a report with numbered sections; blank paragraphs are left out."""
    places = Places()
    return Report(
        title=Text(raw=title, place=f"{place}/title"), project=project,
        sections=[_section(plan, n, 1, place, places) for n, plan in enumerate(plans, 1)],
    )  # fmt: skip


def _section(plan: Plan, number: int, level: int, parent: Place, places: Places) -> Section:
    place = places.unique(join_place(parent, squeeze(plan.title).replace("/", "／")))
    texts = [squeeze(each) for each in plan.paragraphs if squeeze(each)]
    return Section(
        number=heading_number(number, level), title=plan.title, level=level, place=place,
        location=Location(),
        paragraphs=[Text(raw=each, place=places.unique(f"{place}/p")) for each in texts],
        sections=[_section(p, n, level + 1, place, places) for n, p in enumerate(plan.parts, 1)],
    )  # fmt: skip


def sections(last: Report | None) -> Iterator[Section]:
    """Yield all sections of last year's report."""
    if last is not None:
        yield from last.walk()


def last_section(last: Report | None, pattern: str, level: int = 1) -> Section | None:
    """Return last year's section of a level whose heading fits."""
    return next(
        (s for s in sections(last) if s.level == level and re.search(pattern, s.title)), None
    )


def heading(last: Report | None, pattern: str, otherwise: str, level: int = 1) -> str:
    """Return how last year's report titled a section, or the official form's heading."""
    found = last_section(last, pattern, level)
    return found.title if found else otherwise
