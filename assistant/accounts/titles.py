"""Which of the nine tables a heading names, and of what genre a document is."""

import re
from collections import Counter
from typing import Literal

from assistant.model.accounts import TableKind
from assistant.model.document import Document, Table
from assistant.model.place import squeeze

Genre = Literal["final_accounts", "budget", "other"]

_TITLE = re.compile(r"[^。；]{0,60}?决算(?:总|明细)?表(?:（[^）]*）)?")
_BUDGET_TITLE = re.compile(r"[^。；]{0,40}?预算(?:总|明细)?表(?:（[^）]*）)?")
# The first that fits wins: a narrower name contains the words of a wider one.
_KINDS: tuple[tuple[TableKind, re.Pattern[str]], ...] = (
    ("three_public", re.compile(r"三公[”\"]?经费")),
    ("funds", re.compile(r"政府性基金")),
    ("state_capital", re.compile(r"国有资本经营")),
    ("basic", re.compile(r"基本支出")),
    ("general", re.compile(r"一般公共预算")),
    ("grants", re.compile(r"财政拨款(?:收入支出|收支)")),
    ("summary", re.compile(r"(?:收入支出|收支)决算总?表$")),
    ("income", re.compile(r"收入决算(?:总|明细)?表$")),
    ("expenditure", re.compile(r"支出决算(?:总|明细)?表$")),
)
_BRACKETS = str.maketrans("()", "（）")
_DIGITS = r"[一二三四五六七八九十\d]+"
_NUMBER = re.compile(
    rf"^(?:(?:附?表|附件)?{_DIGITS}[、.．:：]|(?:附?表|附件){_DIGITS}[、.．:：]?|[（(]{_DIGITS}[）)])"
)
_FEWEST = 2
"""A document with fewer tables of a genre than this is of none."""


def kind_of(title: str) -> TableKind | None:
    """Return which table a heading names, None for any other text.

    >>> kind_of("五、一般公共预算财政拨款支出决算表")
    'general'
    """
    words = _bare(title)
    if not _TITLE.fullmatch(words):
        return None
    words = re.sub(r"（[^）]*）$", "", words)
    if "项目支出决算" in words:
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def _bare(title: str) -> str:
    return _NUMBER.sub("", squeeze(title).translate(_BRACKETS), count=1)


def genre(document: Document) -> Genre:
    """Return whether a document is published final accounts, a published budget, or neither.

    What counts are different table headings, in paragraphs or within a table; a document
    without any table is of neither genre.
    """
    if not any(isinstance(block, Table) for block in document.blocks):
        return "other"
    lines = [words for block in document.blocks for words in _lines(block)]
    finals = {kind for words in lines if (kind := kind_of(words))}
    budgets = Counter(_bare(words) for words in lines if _BUDGET_TITLE.fullmatch(_bare(words)))
    if len(finals) >= max(_FEWEST, len(budgets)):
        return "final_accounts"
    return "budget" if len(budgets) >= _FEWEST else "other"


def is_final_accounts(document: Document) -> bool:
    """Tell whether a document is published final accounts."""
    return genre(document) == "final_accounts"


def _lines(block: object) -> list[str]:
    if isinstance(block, Table):
        top = range(min(3, block.rows))
        return [squeeze(cell.text) for row in top for cell in block.row(row)]
    return [squeeze(getattr(block, "text", ""))]
