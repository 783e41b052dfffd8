"""Causes that the pack itself gives; they are quoted, never put into other words."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.model.dossier import Dossier
from assistant.model.quantity import Text

BECAUSE = re.compile(
    r"由于|主要(?:是|系|原因)|原因(?:是|为|：)|系因|因(?!此|而|为|素|地|村)[^，。]{2,}"
)
_ADJUSTED = re.compile(
    r"预算.{0,14}(?:调整|调增|追加|调减|压减)|(?:调整|调增|追加|调减|压减).{0,10}预算"
)
_UNSPENT = re.compile(r"未(?:执行|支付|拨付)|结转|结余|执行率")
_LIMIT = 160


class Cause(NamedTuple):
    """The material's own words for a cause, and where they stand (in Chinese)."""

    words: str
    source: str


NONE = Cause("", "")


def of_row(dossier: Dossier, note: Text, item: str) -> Cause:
    """Return a deviation note's words, else the sentence that says why of an indicator."""
    if not note.is_empty():
        return Cause(note.text, "自评表说明")
    return of_item(dossier, item)


def of_item(dossier: Dossier, item: str) -> Cause:
    """Return the sentence that names an item and says why."""
    return _first(dossier, lambda sentence: item in sentence)


def of_adjustment(dossier: Dossier) -> Cause:
    """Return the sentence that says why the budget was changed."""
    return _first(dossier, _ADJUSTED.search)


def of_execution(dossier: Dossier) -> Cause:
    """Return the sentence that says why money was not spent."""
    return _first(dossier, _UNSPENT.search)


def _first(dossier: Dossier, fits: Callable[[str], object]) -> Cause:
    return next(
        (
            Cause(sentence, source)
            for sentence, source in _sentences(dossier)
            if fits(sentence) and BECAUSE.search(sentence)
        ),
        NONE,
    )


def _sentences(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yield the sentences of the pack's reports; summaries are the shelf's, which compares figures."""
    for report in dossier.pack.reports():
        for text in report.texts():
            yield from _split(text.text, "自评报告说明")


def _split(text: str, source: str) -> Iterator[tuple[str, str]]:
    for sentence in re.split(r"[。；]", text):
        # an unpaired quotation mark would break the quotation
        if 0 < len(sentence) <= _LIMIT and sentence.count("“") == sentence.count("”"):
            yield sentence, source
