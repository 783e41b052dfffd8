"""A paragraph read as the reports' paragraphs are, for tables of cases."""

from assistant.facts.prose import read_figures
from assistant.facts.relations import Relation, relations
from assistant.model.fact import Exclusion, Fact
from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.model.quantity import Text

PLACE = "overall_report/资金使用及绩效情况/p"


def read(
    raw: str, subject: str = "青禾镇", place: str = PLACE
) -> tuple[list[Fact], list[Exclusion]]:
    text = Text(raw=raw, place=place, location=Location(file="a.docx", start=0, end=len(raw)))
    return read_figures(text, 2024, subject)


def facts(raw: str, subject: str = "青禾镇", place: str = PLACE) -> list[Fact]:
    return read(raw, subject, place)[0]


def related(
    *paragraphs: str, kind: str = "", section: str = "资金使用及绩效情况"
) -> list[Relation]:
    """Return the relations of paragraphs of one section, of one kind where it is named."""
    figures = []
    for number, raw in enumerate(paragraphs, 1):
        place = f"overall_report/{section}/p" + (f"#{number}" if number > 1 else "")
        figures.extend(facts(raw, place=place))
    found = relations(Pack(unit=Text(raw="青禾镇"), year=2024, figures=figures))
    return [relation for relation in found if kind in ("", relation.kind)]


def sketch(relation: Relation) -> tuple[str, list[str], str]:
    """Return a relation's whole, parts and stated figure as printed."""
    stated = relation.stated.quantity.raw if relation.stated else ""
    return relation.whole.quantity.raw, [part.quantity.raw for part in relation.parts], stated
