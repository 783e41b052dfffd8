"""The labels by which forms are known, and how a label is compared."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from assistant.model.place import squeeze
from assistant.resources import load_yaml

_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")


@cache
def layout(*path: str) -> Any:
    """Return the part of the common layout under ``path``: what belongs to no single one."""
    node: Any = load_yaml("schemas", "layouts", "common.yaml")
    for key in path:
        node = node[key]
    return node


@cache
def label(text: str) -> str:
    """Return a header or row label as it is compared: no white space, brackets, colon.

    >>> label("全年预算数 （A）：")
    '全年预算数'
    """
    return _BRACKETS.sub("", squeeze(text)).strip("：:*")


def names(text: str, synonyms: list[str]) -> bool:
    """Tell whether a cell's text is one of these labels."""
    bare, whole = label(text), squeeze(text)
    return any(bare == label(word) or whole == word for word in synonyms)


def begins(text: str, synonyms: list[str]) -> bool:
    """Tell whether a cell's text begins with one of these labels."""
    return squeeze(text).startswith(tuple(synonyms))


_FOREIGN = re.compile(r"^[A-Za-z\d./&-]+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[A-Za-z./&-]+$")
"""A name in another language before or behind the Chinese one: Target 年度指标值."""

_LONGEST = 40  # no header is longer: most cells of a table are numbers or sentences


class Match(NamedTuple):
    """A field that a header names; ``rank`` is its synonym's place in the list (0 is best)."""

    field: str
    rank: int


class Names(dict[str, list[str]]):
    """Synonyms by field that remember what each header was found to name."""

    _MOST = 5000

    def __init__(self, fields: Mapping[Any, list[str]]) -> None:
        super().__init__((str(field), names) for field, names in fields.items())
        self._found: dict[str, Match | None] = {}

    def find(self, text: str) -> Match | None:
        """Return :func:`best_field` of a text, looked for once."""
        if text not in self._found:
            if len(self._found) >= self._MOST:
                self._found.clear()
            self._found[text] = _search(text, self)
        return self._found[text]


def best_field(text: str, fields: dict[str, list[str]]) -> Match | None:
    """Return the field whose synonyms name a header cell; an exact name before an ending.

    Years before a name are not part of it: 2024年实际在职人数 is 实际在职人数.
    """
    if text.isascii() or len(text) > 2 * _LONGEST:
        return None
    return fields.find(text) if isinstance(fields, Names) else _search(text, fields)


def _search(text: str, fields: dict[str, list[str]]) -> Match | None:
    bare = _FOREIGN.sub("", re.sub(r"^(?:19|20)\d\d年度?", "", label(text)))
    if bare.isascii() or len(bare) > _LONGEST:
        return None
    endings: list[tuple[int, Match]] = []
    for field, synonyms in fields.items():
        for rank, word in enumerate(synonyms):
            if bare == label(word):
                return Match(field, rank)
            if bare.endswith(word) and len(bare) <= len(word) + 6:
                endings.append((len(word), Match(field, rank + len(synonyms))))
    return max(endings)[1] if endings else None
