"""A cause cut to its own clauses, as it would be quoted in an official document.

What stands before the cause and only repeats the matter's figures (年底竣工31户) or compares them
(比计划多出不少) is left out, and so are the words that lead to it (原因是). What is left stands in
the material word for word.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.drafts.shelf import meets
from assistant.facts.prose import read_figures
from assistant.model.fact import Fact
from assistant.model.quantity import Text

_CLAUSE = re.compile(r"[^，。；]+")
_COMPARES = re.compile(r"^比[^，。；]{1,8}(?:多|少|高|低|快|慢|超|晚|早|大|小)[^，。；]{0,6}$")
_PART = re.compile(r"[中里]$")
_LEAD = re.compile(
    r"^(?![^，。；]{0,10}主要)"  # “mainly” belongs to the cause
    r"(?:其中(?:是|为)?|[^，。；]{0,10}原因(?:是|为|在于|：)|[^，。；]{0,6}预算，是由于|是?因为|由于)"
)
_SHORTEST = 6


def cut(words: str, known: Sequence[Fact], year: int | None) -> str:
    """Return a cause without what its matter has told: ``known`` are the matter's figures.

    The result is a piece of ``words``; all of them where nothing can be left out.
    """
    clauses = list(_CLAUSE.finditer(words))
    start = 0
    for clause, after in pairwise(clauses):
        if not _is_told(clause.group(), known, year):
            break
        start = after.start()
    start += len(match.group()) if (match := _LEAD.match(words[start:])) else 0
    left = words[start:]
    return left if len(left) >= _SHORTEST and _balanced(left) else words


def _is_told(clause: str, known: Sequence[Fact], year: int | None) -> bool:
    """Tell whether a clause only repeats figures of the matter, or compares without any."""
    if _PART.search(clause):  # 没有竣工的5户中，…
        return False
    if _COMPARES.match(clause) and not re.search(r"\d", clause):
        return True
    figures = read_figures(Text(raw=clause), year, "")[0]
    return bool(figures) and all(
        any(meets(figure.quantity, fact.quantity) for fact in known) for figure in figures
    )


def _balanced(words: str) -> bool:
    return all(words.count(one) == words.count(other) for one, other in ("“”", "（）"))
