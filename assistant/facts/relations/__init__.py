"""Relations that prose states between its figures: partitions, shares, growth, progress."""

from collections import defaultdict
from collections.abc import Iterator

from assistant.facts.relations.changes import growth_relations, progress_relations
from assistant.facts.relations.lists import list_relations
from assistant.facts.relations.relation import Relation
from assistant.facts.relations.shares import share_relations
from assistant.facts.relations.words import by_sentence
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.place import Place


def relations(pack: Pack) -> list[Relation]:
    """Return the relations between figures of each paragraph, in reading order."""
    groups: dict[Place, list[Fact]] = defaultdict(list)
    reports: dict[Place, list[Fact]] = defaultdict(list)
    for fact in pack.figures:
        groups[fact.place.partition("@")[0]].append(fact)
    for place, facts in groups.items():
        reports[_report(place)].extend(facts)
    out: list[Relation] = []
    above: tuple[Place, list[Fact]] = ("", [])
    for place, facts in groups.items():
        same = above[0].rpartition("/")[0] == place.rpartition("/")[0]
        out.extend(_paragraph(place, facts, reports[_report(place)], above[1] if same else []))
        above = (place, facts)
    return out


def _paragraph(
    place: Place, facts: list[Fact], report: list[Fact], above: list[Fact]
) -> Iterator[Relation]:
    yield from list_relations(place, facts, above)
    for quote, group in by_sentence(facts):
        yield from growth_relations(place, quote, group)
        yield from progress_relations(place, quote, group)
    yield from share_relations(place, facts, report)


def _report(place: Place) -> str:
    first, _, rest = place.partition("/")
    return first if first == "overall_report" else f"{first}/{rest.partition('/')[0]}"


__all__ = ["Relation", "relations"]
