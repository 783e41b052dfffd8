"""Causes that the pack itself gives; they are quoted, never put into other words."""

import re
from collections.abc import Iterator

from assistant.model.pack import Pack
from assistant.model.quantity import Text

_BECAUSE = re.compile(
    r"由于|主要(?:是|系|原因)|原因(?:是|为|：)|系因|因(?!此|而|为|素|地|村)[^，。]{2,}"
)
_ADJUSTED = re.compile(
    r"预算.{0,14}(?:调整|调增|追加|调减|压减)|(?:调整|调增|追加|调减|压减).{0,10}预算"
)
_UNSPENT = re.compile(r"未(?:执行|支付|拨付)|结转|结余|执行率")
_LIMIT = 160


def of_row(note: Text) -> str:
    """Return a deviation note's words, "" where the cell holds none."""
    return "" if note.is_empty() else note.text


def of_spending(pack: Pack, item: str) -> str:
    """Return the sentence that names a spending row and says why it cost more."""
    return next((s for s in _sentences(pack) if item in s and _BECAUSE.search(s)), "")


def of_adjustment(pack: Pack) -> str:
    """Return the sentence that says why the budget was changed."""
    return next((s for s in _sentences(pack) if _ADJUSTED.search(s) and _BECAUSE.search(s)), "")


def of_execution(pack: Pack) -> str:
    """Return the sentence that says why money was not spent."""
    return next((s for s in _sentences(pack) if _UNSPENT.search(s) and _BECAUSE.search(s)), "")


def _sentences(pack: Pack) -> Iterator[str]:
    for report in pack.reports():
        for text in report.texts():
            for sentence in re.split(r"[。；]", text.text):
                if 0 < len(sentence) <= _LIMIT:
                    yield sentence
