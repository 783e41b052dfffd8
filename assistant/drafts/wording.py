"""Fill the composer's sentences: words in <…>, figures as references."""

import re
from collections.abc import Mapping
from typing import Any

from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter
from assistant.drafts.offices import choose
from assistant.drafts.phrases import texts
from assistant.facts.render import REFERENCE
from assistant.model.draft import Sentence
from assistant.model.fact import Fact

_FIGURE = re.compile(r"\{([a-z_]+)\}")
_WORD = re.compile(r"<([a-z_]+)>")


def of_kind(kind: str) -> dict[str, Any]:
    """Return the sentences for one kind of matter."""
    found: dict[str, Any] = texts()["problems"][kind]
    return found


def fill(text: str, words: Mapping[str, str], facts: Mapping[str, Fact]) -> Sentence:
    """Return a sentence; raises ``KeyError`` where a word or figure it asks for is missing."""
    worded = _WORD.sub(lambda match: words[match[1]], text)
    template = _FIGURE.sub(lambda match: f"{{{facts[match[1]].id}}}", worded)
    return sentence(template)


def sentence(template: str) -> Sentence:
    """Return a sentence with the list of the figures its template refers to."""
    return Sentence(template=template, facts=list(dict.fromkeys(REFERENCE.findall(template))))


def excerpt(words: str, facts: Mapping[str, Fact]) -> str:
    """Return a quotation with references in place of those of its figures that are given."""
    out, position = "", 0
    for fact in (facts["whole"], facts["done"]):
        found = words.find(fact.quantity.raw, position)
        if found < 0:
            continue
        out += words[position:found] + f"{{{fact.id}}}"
        position = found + len(fact.quantity.raw)
    return out + words[position:]


def office(desk: Desk, matter: Matter) -> str:
    """Return the words for who is proposed to do it: an office of the unit, or a question."""
    name = choose(desk.offices, matter.about, matter.kind)
    return f"{name}〔建议〕" if name else "〔待确认：责任科室〕"
