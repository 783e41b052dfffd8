"""What a model noticed, held to the pack: both quotations must stand there as given."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.checks.notices.kinds import Kind
from assistant.checks.notices.passages import Passage
from assistant.model.place import squeeze
from assistant.model.reply import NoticeReply

_LEAST = 2
_LEAST_SENTENCE = 4
_LONGEST = 300


class Notice(NamedTuple):
    """Two places of a pack that a model says don't go together, with their words."""

    first: Passage
    first_quote: str
    second: Passage
    second_quote: str
    why: str

    @property
    def key(self) -> frozenset[tuple[str, str]]:
        """Return what makes two notices the same, whichever side was named first."""
        return frozenset(
            (
                (self.first.field.place, self.first_quote),
                (self.second.field.place, self.second_quote),
            )
        )


def numbered(passages: Iterable[Passage]) -> dict[str, Passage]:
    """Return passages by the number they have in one question: P001, P002…"""
    return {f"P{number:03}": each for number, each in enumerate(passages, 1)}


def judge(kind: Kind, reply: NoticeReply, passages: Mapping[str, Passage]) -> Notice | None:
    """Return a reply's notice; None where its quotes or its passages are not what was asked."""
    ends = [(passages.get(ref.strip()), _bare(quote))
            for ref, quote in ((reply.first_ref, reply.first_quote),
                               (reply.second_ref, reply.second_quote))]  # fmt: skip
    if reply.kind.strip() != kind.key:
        return None
    for (first, first_quote), (second, second_quote) in (ends, ends[::-1]):
        if first is None or second is None:
            return None
        made = Notice(
            first, first_quote, second, second_quote, kind.whys.get(reply.why.strip(), "")
        )
        if _holds(kind, made):
            return made
    return None


def _bare(quote: str) -> str:
    """Return a quotation without white space and without marks that were put around it."""
    text = squeeze(quote)
    whole = re.fullmatch(r"“([^“”]*)”", text)
    return whole[1] if whole else text


def _holds(kind: Kind, made: Notice) -> bool:
    first, second = made.first, made.second
    if first.role not in kind.first or second.role not in kind.second:
        return False
    if kind.together and first.group != second.group:
        return False
    return _stands(made.first_quote, first) and _stands(made.second_quote, second) and _two(made)


def _stands(quote: str, passage: Passage) -> bool:
    least = _LEAST if passage.role in ("name", "owner") else _LEAST_SENTENCE
    return least <= len(quote) <= _LONGEST and quote in passage.text


def _two(made: Notice) -> bool:
    """Tell whether the two quotations are different words, and neither holds the other."""
    first, second = made.first_quote, made.second_quote
    return first not in second and second not in first
