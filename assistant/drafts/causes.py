"""Causes that the pack itself gives; they are quoted, never put into other words."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.drafts.notes import noted
from assistant.model.dossier import Dossier
from assistant.model.quantity import Text

BECAUSE = re.compile(
    r"由于|主要(?:是|系|原因)|原因(?:是|为|：)|系因|"
    r"(?<!基)因(?!此|而|为|素|地|村|公|户|企|校|时|势|人|病[致返])[^，。]{2,}"
)
_ADJUSTED = re.compile(
    r"预算.{0,14}(?:调整|调增|追加|调减|压减)|(?:调整|调增|追加|调减|压减).{0,10}预算"
)
_UNSPENT = re.compile(r"未(?:执行|支付|拨付)|结转|结余|执行率")
_TELLS = re.compile(
    r"其中|不够|要等|须待|推迟|较晚|受.{1,10}影响|动工|冲断|停工|晚了|暂缓|不足|未到|届满"
)
_LEAD = re.compile(r"(?:其中|主要)?(?:原因)?(?:是|为|系|由于)|其中|因(?=.{4})")
_LIMIT = 160
_NAMED = 3


class Cause(NamedTuple):
    """The material's own words for a cause, and where they stand (in Chinese)."""

    words: str
    source: str


REPORT = "自评报告说明"
"""What introduces words of the pack's own reports."""
NONE = Cause("", "")


def of_row(dossier: Dossier, note: Text, item: str, scope: str = "") -> Cause:
    """Return a deviation note's words, else the sentence that says why of an indicator."""
    if not note.is_empty() and (why := noted(note.text)[0]):
        return Cause(why, "自评表说明")
    return of_item(dossier, item, scope)


def of_item(dossier: Dossier, item: str, scope: str = "") -> Cause:
    """Return the sentence that names an item and says why."""
    if len(item) < _NAMED:
        return NONE
    return _first(dossier, scope, lambda sentence: item in sentence)


def of_adjustment(dossier: Dossier, scope: str = "") -> Cause:
    """Return the sentence that says why the budget was changed."""
    return _first(dossier, scope, _ADJUSTED.search)


def of_execution(dossier: Dossier, scope: str = "") -> Cause:
    """Return the sentence that says why money was not spent."""
    return _first(dossier, scope, _UNSPENT.search)


def _first(dossier: Dossier, scope: str, fits: Callable[[str], object]) -> Cause:
    return next(
        (
            Cause(sentence, source)
            for sentence, source in _sentences(dossier, scope)
            if fits(sentence) and BECAUSE.search(sentence)
        ),
        NONE,
    )


def _sentences(dossier: Dossier, scope: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences that speak of a project, or of the unit as a whole (``scope`` "").

    The overall report speaks of a project where it names it, and of the unit elsewhere.
    Summaries are the shelf's, which compares figures.
    """
    names = {report.project for report in dossier.pack.project_reports if report.project} | {scope}
    for report in dossier.pack.reports():
        if report.project and report.project != scope:
            continue
        for text in report.texts():
            for sentence in split(text.text):
                named = any(name and name in sentence for name in names)
                if report.project or (scope in sentence if scope else not named):
                    yield sentence, REPORT


def gist(words: str, limit: int) -> str:
    """Return words that say why, cut to ``limit`` characters at whole clauses, "" if none fit.

    >>> gist("年底竣工31户，其中进组道路7月被山洪冲断，建材运不进去", 16)
    '进组道路7月被山洪冲断'
    """
    if len(words) <= limit:
        return words
    clauses = list(re.finditer(r"[^，。；]+", words))
    telling = [c for c in clauses if BECAUSE.search(c.group()) or _TELLS.search(c.group())]
    for first in telling or clauses[:1]:  # a cause without such words begins with itself
        lead = _LEAD.match(first.group())
        start = first.start() + (len(lead.group()) if lead else 0)
        ends = [c.end() for c in clauses if c.start() >= first.start()]
        fitting = [end for end in ends if end - start <= limit]
        if fitting:
            return words[start : fitting[-1]]
    return ""


def split(text: str) -> Iterator[str]:
    """Yield the sentences of a text that can be quoted."""
    for sentence in re.split(r"[。；]", text):
        # an unpaired quotation mark would break the quotation
        if 0 < len(sentence) <= _LIMIT and sentence.count("“") == sentence.count("”"):
            yield sentence
