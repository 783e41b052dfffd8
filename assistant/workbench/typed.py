"""What a person types for a figure: whether it can be read as one at all."""

import re
import unicodedata

from assistant.model.numerals import read_quantity
from assistant.model.quantity import Quantity, Text

_DIGITS = 18
"""More digits in a row are no amount of money or things: a slip, a telephone or account number."""
_LONG = re.compile(rf"\d{{{_DIGITS + 1},}}")
_SEPARATORS = re.compile(r"[\s,，.]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_IN_WORDS = ("target", "actual")
"""Cells of an indicator whose value may be words, such as 按期完成."""


def fault(field: Text, words: str) -> str:
    """Return in Chinese why words can't stand where a figure stood, "" where they can.

    A figure that can't be read would silence every check of it; nothing at all is told by the
    checks themselves.
    """
    if not isinstance(field, Quantity):
        return ""
    if _LONG.search(_SEPARATORS.sub("", unicodedata.normalize("NFKC", words))):
        return f"数字超过 {_DIGITS} 位，多半是多打了，没有保存。"
    typed = Text(raw=words)
    if not field.known() or typed.is_empty() or _in_words(field, words):
        return ""
    if read_quantity(words, field.place, field.location, field.unit).known():
        return ""
    return f"“{typed.raw.strip()}”读不出数字，没有保存：请填一个数；没有数的请留空或填“——”。"


def _in_words(field: Quantity, words: str) -> bool:
    """Tell whether words may take the place of a figure: an indicator's, or one in a sentence."""
    if not _HAN.search(words):
        return False
    return field.place.rpartition("/")[2] in _IN_WORDS or field.location.row is None
